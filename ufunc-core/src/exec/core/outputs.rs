//! What a kernel with core dimensions sees of an output that it writes through `&mut`.

use core::marker::PhantomData;

use ndarray::{ArrayViewMut, Axis, Dimension, Ix0, Ix1, ShapeBuilder};

use super::inputs::{Optional, lowest};
use super::strip::{Scratch, StripMut};
use crate::Element;

/// `&mut T`, for an output `()`.
pub struct ValueMut<T>(PhantomData<T>);
/// `&mut [T]`, for one core dimension.
pub struct SliceMut<T>(PhantomData<T>);
/// `&mut [T; N]`, for one core dimension of fixed size.
pub struct FixedMut<T, const N: usize>(PhantomData<T>);
/// `ArrayViewMut<T, D>`.
pub struct ViewMut<T, D>(PhantomData<(T, D)>);

/// The element type of an output parameter.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be the element type of an output that is written through `&mut`",
    label = "not an element type with a default value",
    note = "fresh outputs start as `Default::default()`: add `#[derive(Default)]`, or return the value"
)]
pub trait OutElement: Element {
    /// What fresh outputs hold at first.
    fn start() -> Self;
}

#[diagnostic::do_not_recommend]
impl<T: Element + Default> OutElement for T {
    fn start() -> T {
        T::default()
    }
}

/// The form of an output parameter. Fresh outputs start as `Default::default()`, so that a kernel may read
/// before it writes, and need not write all.
///
/// # Safety
///
/// `NDIM` is the number of sizes and strides that `view` reads of a strip.
pub unsafe trait CoreOutput {
    /// The element type.
    type Elem: OutElement;
    /// The number of core dimensions, as a type.
    type Core;
    /// The parameter's type.
    type View<'a>;
    /// The number of core dimensions.
    const NDIM: usize;
    /// The size that the form itself fixes.
    const FIXED: Option<usize> = None;
    /// Whether the parameter is contiguous.
    const PACK: bool;
    /// The sub-array at `offset`.
    ///
    /// # Safety
    ///
    /// The strip has `NDIM` core dimensions (of size `FIXED`), `offset` is that of one of its sub-arrays, and
    /// nothing else has access to it while the view lives.
    unsafe fn view<'a>(
        strip: &StripMut<Self::Elem>,
        scratch: &'a mut Scratch<Self::Elem>,
        offset: isize,
    ) -> Self::View<'a>;
}

// SAFETY: reads no size.
unsafe impl<T: OutElement> CoreOutput for ValueMut<T> {
    type Elem = T;
    type Core = Ix0;
    type View<'a> = &'a mut T;
    const NDIM: usize = 0;
    const PACK: bool = false;

    #[inline(always)]
    unsafe fn view<'a>(
        strip: &StripMut<T>,
        _scratch: &'a mut Scratch<T>,
        offset: isize,
    ) -> &'a mut T {
        // SAFETY: the offset of an element of the output.
        let at = unsafe { strip.ptr.offset(offset) };
        // SAFETY: initialised and ours alone, as the caller promises.
        unsafe { &mut *at }
    }
}

// SAFETY: reads one size.
unsafe impl<T: OutElement> CoreOutput for SliceMut<T> {
    type Elem = T;
    type Core = Ix1;
    type View<'a> = &'a mut [T];
    const NDIM: usize = 1;
    const PACK: bool = true;

    #[inline(always)]
    unsafe fn view<'a>(
        strip: &StripMut<T>,
        scratch: &'a mut Scratch<T>,
        offset: isize,
    ) -> &'a mut [T] {
        // SAFETY: the caller's promise.
        unsafe { strip.slice(scratch, offset) }
    }
}

// SAFETY: reads one size, which is `N`.
unsafe impl<T: OutElement, const N: usize> CoreOutput for FixedMut<T, N> {
    type Elem = T;
    type Core = Ix1;
    type View<'a> = &'a mut [T; N];
    const NDIM: usize = 1;
    const FIXED: Option<usize> = Some(N);
    const PACK: bool = true;

    #[inline(always)]
    unsafe fn view<'a>(
        strip: &StripMut<T>,
        scratch: &'a mut Scratch<T>,
        offset: isize,
    ) -> &'a mut [T; N] {
        // SAFETY: the caller's promise.
        let slice = unsafe { strip.slice(scratch, offset) };
        debug_assert_eq!(slice.len(), N);
        // SAFETY: the slice has `N` elements, as the caller promises.
        unsafe { &mut *slice.as_mut_ptr().cast() }
    }
}

// SAFETY: reads `D::NDIM` sizes; only dimensions of static rank are named by macros.
unsafe impl<T: OutElement, D: Dimension> CoreOutput for ViewMut<T, D> {
    type Elem = T;
    type Core = D;
    type View<'a> = ArrayViewMut<'a, T, D>;
    const NDIM: usize = match D::NDIM {
        Some(ndim) => ndim,
        None => panic!("a core dimension's rank is static"),
    };
    const PACK: bool = false;

    #[inline]
    unsafe fn view<'a>(
        strip: &StripMut<T>,
        scratch: &'a mut Scratch<T>,
        offset: isize,
    ) -> ArrayViewMut<'a, T, D> {
        let mut shape = D::zeros(Self::NDIM);
        shape.slice_mut().copy_from_slice(&strip.core.sizes);
        if strip.core.len() == 0 {
            // SAFETY: the caller's promise.
            let empty = unsafe { strip.slice(scratch, offset) };
            // SAFETY: a slice of no elements, as the shape has.
            return unsafe { ArrayViewMut::from_shape_ptr(shape, empty.as_mut_ptr()) };
        }
        let (lowest, strides) = lowest::<D>(&strip.core.sizes, &strip.core.strides);
        // SAFETY: the offset of an element of the sub-array.
        let ptr = unsafe { strip.ptr.offset(offset + lowest) };
        // SAFETY: the strides reach the elements of the sub-array from its lowest one, ours alone for `'a`.
        let mut view = unsafe { ArrayViewMut::from_shape_ptr(shape.strides(strides), ptr) };
        for (axis, &stride) in strip.core.strides.iter().enumerate() {
            if stride < 0 {
                view.invert_axis(Axis(axis));
            }
        }
        view
    }
}

// SAFETY: as the form itself.
unsafe impl<M: CoreOutput, Least> CoreOutput for Optional<M, Least> {
    type Elem = M::Elem;
    type Core = M::Core;
    type View<'a> = M::View<'a>;
    const NDIM: usize = M::NDIM;
    const FIXED: Option<usize> = M::FIXED;
    const PACK: bool = M::PACK;

    #[inline(always)]
    unsafe fn view<'a>(
        strip: &StripMut<M::Elem>,
        scratch: &'a mut Scratch<M::Elem>,
        offset: isize,
    ) -> M::View<'a> {
        // SAFETY: the caller's promise.
        unsafe { M::view(strip, scratch, offset) }
    }
}
