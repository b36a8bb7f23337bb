//! A reduction over foreign memory: many elements into one.

use alloc::vec::Vec;
use core::mem::size_of;

use super::Halt;
use super::call::elementwise;
use super::element::{Foreign, Kind};
use super::memory::{Memory, Overlap, overlap};
use crate::elementwise::element;
use crate::exec::fold::{BLOCK, Order, Rows, Tree, order};
use crate::exec::{Level, Stop};
use crate::kernel::Fold;

/// As [`elementwise`]; and where the first input and the output are one element, which stays, the others are folded into
/// it, in the order of [`Reduction`](crate::Reduction).
///
/// # Errors
///
/// As [`elementwise`], and if there is no memory for running values.
///
/// # Safety
///
/// As [`elementwise`].
#[inline(always)]
pub unsafe fn fold<K, T>(kernel: &K, operands: &[Memory], len: usize) -> Result<(), Halt>
where
    T: Foreign,
    K: Fold<Elem = T>,
{
    if let &[into, from, out] = operands
        && len > 1
        && (into.at, into.step, out.step) == (out.at, 0, 0)
        && overlap((from, size_of::<T>()), (out, size_of::<T>()), len) == Overlap::Apart
    {
        let folding = Folding {
            kernel,
            from,
            out,
            len,
        };
        // SAFETY: the caller's promise.
        return unsafe { folding.run() };
    }
    // SAFETY: the caller's promise.
    unsafe { elementwise(kernel, operands, len) }
}

/// The folding of `len` elements into one, which lies apart from them.
struct Folding<'a, K> {
    kernel: &'a K,
    from: Memory,
    out: Memory,
    len: usize,
}

impl<K, T> Folding<'_, K>
where
    T: Foreign,
    K: Fold<Elem = T>,
{
    /// # Safety
    ///
    /// `len` elements of `from` are readable, `out` is readable and writable.
    unsafe fn run(&self) -> Result<(), Halt> {
        // SAFETY: the caller's promise.
        let Some(first) = (unsafe { T::read(self.out.at) }) else {
            return Err(Halt::Value(0));
        };
        let order = order::<K>();
        let mut tree = Tree::new(self.kernel, Level::current(), order);
        if !tree.reserve(1, self.len) {
            let bytes = self.len.saturating_mul(size_of::<T>());
            let shape = Vec::from([self.len]);
            return Err(Stop::Scratch { shape, bytes }.into());
        }
        tree.begin(1, self.len, first, Some(first));
        // SAFETY: the caller's promise.
        unsafe { self.push(&mut tree) }?;
        let total = match (order, tree.finish()) {
            (Order::Tree, &[rest]) => element(self.kernel, (first, rest)),
            (Order::Left, &[total]) => total,
            _ => first,
        };
        // SAFETY: the caller's promise.
        unsafe { self.out.at.cast::<T>().write_unaligned(total) };
        Ok(())
    }

    /// All elements, in place or copied block by block.
    ///
    /// # Safety
    ///
    /// As [`run`](Folding::run).
    unsafe fn push(&self, tree: &mut Tree<'_, K>) -> Result<(), Halt> {
        let kind = const { Kind::of::<T>() };
        let contiguous = self.from.step == size_of::<T>().cast_signed();
        if kind.any_bits && contiguous && self.from.regular(&kind) {
            let at = self.from.at.cast_const().cast::<T>();
            // SAFETY: aligned values, one after the other, which nothing writes meanwhile.
            tree.push(unsafe { Rows::new(at, 1, self.len, 1) });
            return Ok(());
        }
        let mut copy = Vec::new();
        if copy.try_reserve_exact(BLOCK.min(self.len)).is_err() {
            let (shape, bytes) = (Vec::from([BLOCK]), BLOCK * size_of::<T>());
            return Err(Stop::Scratch { shape, bytes }.into());
        }
        for begin in (0..self.len).step_by(BLOCK) {
            copy.clear();
            for i in begin..self.len.min(begin + BLOCK) {
                // SAFETY: one of the readable elements.
                match unsafe { T::read(self.from.place(i)) } {
                    Some(value) => copy.push(value),
                    None => return Err(Halt::Value(1)),
                }
            }
            // SAFETY: the copies, which stay while they are read.
            tree.push(unsafe { Rows::new(copy.as_ptr(), 1, copy.len(), 1) });
        }
        Ok(())
    }
}
