//! The outputs of a kernel with core dimensions, all together: written through `&mut`, or returned.

use core::marker::PhantomData;

use ndarray::{Ix0, Ix1};

use super::inputs::{Fixed, Optional, Value};
use super::scratch::write_row;
use super::strip::Core;
use crate::Element;

/// Outputs that the kernel writes through `&mut` parameters: a tuple of forms.
pub struct Written<Tuple>(PhantomData<Tuple>);
/// One output that the kernel returns.
pub struct Returned<M>(PhantomData<M>);
/// Several outputs that the kernel returns: a tuple of forms.
pub struct ReturnedMany<Tuple>(PhantomData<Tuple>);

/// The form of an output that is returned.
///
/// # Safety
///
/// `write` writes all elements of the sub-array, and reads `NDIM` sizes and strides of a core part.
pub unsafe trait CoreOwned {
    /// The element type.
    type Elem: Element;
    /// The number of core dimensions, as a type.
    type Core;
    /// What is returned.
    type Owned;
    /// The number of core dimensions.
    const NDIM: usize;
    /// The size that the form fixes.
    const FIXED: Option<usize>;
    /// Writes the sub-array at `at`.
    ///
    /// # Safety
    ///
    /// The core part has `NDIM` dimensions (of size `FIXED`), `at` is the first element of one of its sub-arrays, to
    /// which nothing else has access.
    unsafe fn write(core: &Core, at: *mut Self::Elem, owned: Self::Owned);
}

// SAFETY: one element, without sizes.
unsafe impl<T: Element> CoreOwned for Value<T> {
    type Elem = T;
    type Core = Ix0;
    type Owned = T;
    const NDIM: usize = 0;
    const FIXED: Option<usize> = None;

    #[inline(always)]
    unsafe fn write(_core: &Core, at: *mut T, owned: T) {
        // SAFETY: ours alone, as the caller promises.
        unsafe { at.write(owned) };
    }
}

// SAFETY: `N` elements in one dimension.
unsafe impl<T: Element, const N: usize> CoreOwned for Fixed<T, N> {
    type Elem = T;
    type Core = Ix1;
    type Owned = [T; N];
    const NDIM: usize = 1;
    const FIXED: Option<usize> = Some(N);

    #[inline(always)]
    unsafe fn write(core: &Core, at: *mut T, owned: [T; N]) {
        if core.contiguous {
            // SAFETY: `N` elements follow each other from there, ours alone.
            unsafe { at.cast::<[T; N]>().write(owned) };
        } else {
            // SAFETY: the elements of the sub-array, ours alone.
            unsafe { write_row(&owned, at, core.strides[0]) };
        }
    }
}

// SAFETY: as the form itself.
unsafe impl<M: CoreOwned, Least> CoreOwned for Optional<M, Least> {
    type Elem = M::Elem;
    type Core = M::Core;
    type Owned = M::Owned;
    const NDIM: usize = M::NDIM;
    const FIXED: Option<usize> = M::FIXED;

    #[inline(always)]
    unsafe fn write(core: &Core, at: *mut M::Elem, owned: M::Owned) {
        // SAFETY: the caller's promise.
        unsafe { M::write(core, at, owned) };
    }
}
