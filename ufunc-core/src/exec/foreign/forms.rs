//! All forms of a kernel with core dimensions together: what a call over foreign memory makes of its operands.

use super::area::Area;
use super::element::{Foreign, Kind};
use super::memory::Memory;
use super::tuples::{ForeignOuts, ForeignTuple};
use crate::exec::core::{
    Core, CoreInput, CoreInputs, CoreOutput, CoreOutputs, CoreOwned, OutElement, Returned,
    ReturnedMany, Strip, Written,
};
use crate::kernel::{KernelError, Try};

/// The inputs of a kernel, as a tuple of forms.
///
/// # Safety
///
/// The strips are the operands' memory, in order; `KINDS` describes their elements.
pub unsafe trait ForeignInputs: CoreInputs {
    /// The element types.
    const KINDS: &'static [Kind];
    /// The sub-arrays that begin there.
    fn strips_at(operands: &[Memory], core: &mut dyn FnMut(usize) -> Core) -> Self::Strips;
}

/// The outputs of a kernel.
///
/// # Safety
///
/// `start` and `start_dense` write all that the kernel may read before it writes, unless `STARTS` is false: then it reads
/// nothing.
pub unsafe trait ForeignOutputs: CoreOutputs<Outs: ForeignOuts> {
    /// The element types.
    const KINDS: &'static [Kind] = <Self::Outs as ForeignTuple>::KINDS;
    /// Whether the kernel gets its outputs through `&mut`.
    const STARTS: bool;
    /// Writes what fresh outputs hold to the sub-arrays `from..to`.
    ///
    /// # Safety
    ///
    /// They are writable.
    unsafe fn start(areas: &[Area], from: usize, to: usize);
    /// The same, where sub-arrays are dense, with as many elements as `len` says.
    ///
    /// # Safety
    ///
    /// They are writable, and aligned.
    unsafe fn start_dense(
        outputs: &[Memory],
        len: &mut dyn FnMut(usize) -> usize,
        from: usize,
        to: usize,
    );
}

/// Writes a value to all elements of the sub-arrays `from..to`.
///
/// # Safety
///
/// They are writable, aligned, and of this type.
unsafe fn fill<T: OutElement>(area: &Area, from: usize, to: usize) {
    let value = T::start();
    area.runs(from, to, &mut |at, step, len| {
        if step == size_of::<T>().cast_signed() {
            for i in 0..len {
                // SAFETY: element `i` of the run.
                unsafe { at.cast::<T>().wrapping_add(i).write(value) };
            }
            return true;
        }
        for i in 0..len.cast_signed() {
            // SAFETY: as above.
            unsafe { at.wrapping_offset(i * step).cast::<T>().write(value) };
        }
        true
    });
}

/// The same, where they are dense and have `len` elements.
///
/// # Safety
///
/// As [`fill`].
#[inline(always)]
unsafe fn fill_dense<T: OutElement>(memory: Memory, len: usize, from: usize, to: usize) {
    let value = T::start();
    for place in from..to {
        let at = memory.place(place).cast::<T>();
        for i in 0..len {
            // SAFETY: element `i` of the sub-array.
            unsafe { at.wrapping_add(i).write(value) };
        }
    }
}

macro_rules! inputs {
    ($($M:ident $i:tt),*) => {
        // SAFETY: each form has its own operand, in order.
        unsafe impl<$($M: CoreInput<Elem: Foreign>),*> ForeignInputs for ($($M,)*) {
            const KINDS: &'static [Kind] = &[$(Kind::of::<$M::Elem>()),*];

            #[inline(always)]
            #[allow(clippy::unused_unit)]
            fn strips_at(_operands: &[Memory], _core: &mut dyn FnMut(usize) -> Core) -> Self::Strips {
                ($(Strip::new(_operands[$i].at.cast_const().cast(), _core($i)),)*)
            }
        }
    };
}

macro_rules! outputs {
    ($($M:ident $i:tt),*) => {
        // SAFETY: all elements of each output.
        unsafe impl<$($M: CoreOutput<Elem: Foreign>),*> ForeignOutputs for Written<($($M,)*)> {
            const STARTS: bool = true;
            unsafe fn start(areas: &[Area], from: usize, to: usize) {
                // SAFETY: the caller's promise, output by output.
                $(unsafe { fill::<$M::Elem>(&areas[$i], from, to) };)*
            }
            #[inline(always)]
            unsafe fn start_dense(
                outputs: &[Memory],
                len: &mut dyn FnMut(usize) -> usize,
                from: usize,
                to: usize,
            ) {
                // SAFETY: the caller's promise, output by output.
                $(unsafe { fill_dense::<$M::Elem>(outputs[$i], len($i), from, to) };)*
            }
        }
    };
    (returned $Form:ty: $($M:ident),*) => {
        // SAFETY: the kernel sees no output.
        unsafe impl<$($M: CoreOwned<Elem: Foreign>),*> ForeignOutputs for $Form {
            const STARTS: bool = false;
            unsafe fn start(_areas: &[Area], _from: usize, _to: usize) {}
            #[inline(always)]
            unsafe fn start_dense(
                _outputs: &[Memory],
                _len: &mut dyn FnMut(usize) -> usize,
                _from: usize,
                _to: usize,
            ) {
            }
        }
    };
}

// SAFETY: as the outputs of `O`.
unsafe impl<O: ForeignOutputs, E: KernelError> ForeignOutputs for Try<O, E> {
    const STARTS: bool = O::STARTS;
    unsafe fn start(areas: &[Area], from: usize, to: usize) {
        // SAFETY: the caller's promise.
        unsafe { O::start(areas, from, to) };
    }
    #[inline(always)]
    unsafe fn start_dense(
        outputs: &[Memory],
        len: &mut dyn FnMut(usize) -> usize,
        from: usize,
        to: usize,
    ) {
        // SAFETY: the caller's promise.
        unsafe { O::start_dense(outputs, len, from, to) };
    }
}

outputs!(A 0);
outputs!(A 0, B 1);
outputs!(A 0, B 1, C 2);
outputs!(A 0, B 1, C 2, D 3);
outputs!(A 0, B 1, C 2, D 3, E 4);
outputs!(A 0, B 1, C 2, D 3, E 4, F 5);
outputs!(A 0, B 1, C 2, D 3, E 4, F 5, G 6);
outputs!(A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7);
outputs!(returned Returned<A>: A);
outputs!(returned ReturnedMany<(A, B)>: A, B);
outputs!(returned ReturnedMany<(A, B, C)>: A, B, C);
outputs!(returned ReturnedMany<(A, B, C, D)>: A, B, C, D);
outputs!(returned ReturnedMany<(A, B, C, D, E)>: A, B, C, D, E);
outputs!(returned ReturnedMany<(A, B, C, D, E, F)>: A, B, C, D, E, F);
outputs!(returned ReturnedMany<(A, B, C, D, E, F, G)>: A, B, C, D, E, F, G);
outputs!(returned ReturnedMany<(A, B, C, D, E, F, G, H)>: A, B, C, D, E, F, G, H);
inputs!();
inputs!(A 0);
inputs!(A 0, B 1);
inputs!(A 0, B 1, C 2);
inputs!(A 0, B 1, C 2, D 3);
inputs!(A 0, B 1, C 2, D 3, E 4);
inputs!(A 0, B 1, C 2, D 3, E 4, F 5);
inputs!(A 0, B 1, C 2, D 3, E 4, F 5, G 6);
inputs!(A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7);
inputs!(A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7, I 8);
inputs!(A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7, I 8, J 9);
inputs!(A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7, I 8, J 9, K 10);
inputs!(A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7, I 8, J 9, K 10, L 11);
inputs!(A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7, I 8, J 9, K 10, L 11, M 12);
inputs!(A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7, I 8, J 9, K 10, L 11, M 12, N 13);
inputs!(A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7, I 8, J 9, K 10, L 11, M 12, N 13, O 14);
inputs!(A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7, I 8, J 9, K 10, L 11, M 12, N 13, O 14, P 15);
