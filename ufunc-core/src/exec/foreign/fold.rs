//! A reduction over foreign memory: many elements into one.

use core::hint::black_box;
use core::mem::{MaybeUninit, size_of};
use core::slice;

use super::Halt;
use super::call::elementwise;
use super::element::{Foreign, Kind};
use super::memory::{Memory, Overlap, overlap};
use crate::exec::{Job, Level};
use crate::kernel::{Fold, Kernel, Returns};
use crate::math::Mode;
use alloc::boxed::Box;

/// As [`elementwise`]; and where the first input and the output are one element, which stays, the others are folded into
/// it.
///
/// Those of an associative function are folded in blocks, the blocks in pairs; within a block side by side, if the
/// function is commutative too, else in pairs.
///
/// # Errors
///
/// As [`elementwise`].
///
/// # Safety
///
/// As [`elementwise`].
#[inline(always)]
pub unsafe fn fold<K, T>(kernel: &K, operands: &[Memory], len: usize) -> Result<(), Halt>
where
    T: Foreign,
    K: Fold + Kernel<Args = (T, T)>,
    K::Returns: Returns<Outs = (T,)>,
{
    if let &[into, from, out] = operands
        && len > 1
        && (into.at, into.step, out.step) == (out.at, 0, 0)
        && overlap((from, size_of::<T>()), (out, size_of::<T>()), len) == Overlap::Apart
    {
        return Level::current().careful(Folding {
            kernel,
            from,
            out,
            len,
        });
    }
    // SAFETY: the caller's promise.
    unsafe { elementwise(kernel, operands, len) }
}

/// The elements of a block.
const BLOCK: usize = 256;

/// The folding of `len` elements into one, which lies apart from them.
struct Folding<'a, K> {
    kernel: &'a K,
    from: Memory,
    out: Memory,
    len: usize,
}

impl<K, T> Job for Folding<'_, K>
where
    T: Foreign,
    K: Fold + Kernel<Args = (T, T)>,
    K::Returns: Returns<Outs = (T,)>,
{
    type Output = Result<(), Halt>;

    #[inline(always)]
    fn run<M: Mode>(self, mode: M) -> Result<(), Halt> {
        // SAFETY: `fold`'s caller promises that it is readable.
        let Some(first) = (unsafe { T::read(self.out.at) }) else {
            return Err(Halt::Value(0));
        };
        let total = if K::ASSOCIATIVE && !K::Returns::FALLIBLE {
            let rest = self.tree(mode)?;
            self.both(mode, first, rest)?
        } else {
            self.in_order(mode, first)?
        };
        // SAFETY: `fold`'s caller promises that it is writable.
        unsafe { self.out.at.cast::<T>().write_unaligned(total) };
        Ok(())
    }
}

impl<K, T> Folding<'_, K>
where
    T: Foreign,
    K: Fold + Kernel<Args = (T, T)>,
    K::Returns: Returns<Outs = (T,)>,
{
    #[inline(always)]
    fn both<M: Mode>(&self, mode: M, a: T, b: T) -> Result<T, Halt> {
        match K::Returns::split(self.kernel.eval(mode, (a, b))) {
            Ok((value,)) => Ok(value),
            Err(failure) => Err(Halt::Kernel(Box::new(failure))),
        }
    }

    /// Element `i`.
    #[inline(always)]
    fn element(&self, i: usize) -> Result<T, Halt> {
        debug_assert!(i < self.len);
        // SAFETY: `fold`'s caller promises `len` readable elements.
        match unsafe { T::read(self.from.place(i)) } {
            Some(value) => Ok(value),
            None => Err(Halt::Value(1)),
        }
    }

    #[inline(always)]
    fn in_order<M: Mode>(&self, mode: M, first: T) -> Result<T, Halt> {
        let mut total = first;
        for i in 0..self.len {
            total = self.both(mode, total, self.element(i)?)?;
        }
        Ok(total)
    }

    /// The elements in blocks, the blocks in pairs: a binary counter of 1, 2, 4, … blocks, each of which waits for one of
    /// as many.
    #[inline(always)]
    fn tree<M: Mode>(&self, mode: M) -> Result<T, Halt> {
        let kind = const { Kind::of::<T>() };
        let ready = kind.any_bits
            && self.from.regular(&kind)
            && self.from.step == size_of::<T>().cast_signed();
        let mut copy = [const { MaybeUninit::<T>::uninit() }; BLOCK];
        let mut waiting = [self.element(0)?; usize::BITS as usize];
        let (mut done, mut begin) = (0usize, 0);
        while begin < self.len {
            let n = BLOCK.min(self.len - begin);
            let mut at = self.from.place(begin).cast_const().cast::<T>();
            if !ready {
                for (i, copy) in copy.iter_mut().enumerate().take(n) {
                    copy.write(self.element(begin + i)?);
                }
                at = copy.as_ptr().cast();
            }
            // SAFETY: `n` elements: of the operand, which is aligned and not written meanwhile, or just copied.
            let block = unsafe { slice::from_raw_parts(at, n) };
            let mut total = self.block(mode, block)?;
            let full = done.trailing_ones() as usize;
            for earlier in &waiting[..full] {
                total = self.both(mode, *earlier, total)?;
            }
            waiting[full] = total;
            done += 1;
            begin += n;
        }
        let mut total = waiting[done.trailing_zeros() as usize];
        done &= done - 1;
        while done != 0 {
            total = self.both(mode, waiting[done.trailing_zeros() as usize], total)?;
            done &= done - 1;
        }
        Ok(total)
    }

    #[inline(always)]
    fn block<M: Mode>(&self, mode: M, block: &[T]) -> Result<T, Halt> {
        if !K::COMMUTATIVE {
            self.pairs(mode, block)
        } else if size_of::<T>() <= 4 {
            self.side_by_side::<M, 32>(mode, block)
        } else {
            self.side_by_side::<M, 16>(mode, block)
        }
    }

    /// `L` running values, in the end half to half; what is left over is the last.
    #[inline(always)]
    fn side_by_side<M: Mode, const L: usize>(&self, mode: M, block: &[T]) -> Result<T, Halt> {
        let (full, rest) = block.as_chunks::<L>();
        let (mut total, rest) = match full {
            [] => (block[0], &rest[1..]),
            [first, others @ ..] => {
                let mut values = *first;
                for other in others {
                    for i in 0..L {
                        values[i] = self.both(mode, values[i], other[i])?;
                    }
                }
                // Through memory, so that the compiler makes vectors of the loop and not of what follows.
                let mut values = black_box(values);
                let mut half = L / 2;
                while half > 0 {
                    for i in 0..half {
                        values[i] = self.both(mode, values[i], values[i + half])?;
                    }
                    half /= 2;
                }
                (values[0], rest)
            }
        };
        for value in rest {
            total = self.both(mode, total, *value)?;
        }
        Ok(total)
    }

    /// Neighbours in pairs, and the results again: the order stays.
    #[inline(always)]
    fn pairs<M: Mode>(&self, mode: M, block: &[T]) -> Result<T, Halt> {
        let mut values = [block[0]; BLOCK];
        values[..block.len()].copy_from_slice(block);
        let mut n = block.len();
        while n > 1 {
            for i in 0..n / 2 {
                values[i] = self.both(mode, values[2 * i], values[2 * i + 1])?;
            }
            values[n / 2] = values[n - 1];
            n = n.div_ceil(2);
        }
        Ok(values[0])
    }
}
