//! What a kernel with core dimensions sees of an input, by the form of its parameter.

use core::marker::PhantomData;

use ndarray::{ArrayView, Axis, Dimension, Ix0, Ix1, ShapeBuilder};

use super::strip::{Scratch, Strip};
use crate::Element;

/// `T`, for an operand `()`.
pub struct Value<T>(PhantomData<T>);
/// `&[T]`, for one core dimension.
pub struct Slice<T>(PhantomData<T>);
/// `&[T; N]`, for one core dimension of fixed size.
pub struct Fixed<T, const N: usize>(PhantomData<T>);
/// `ArrayView<T, D>`.
pub struct View<T, D>(PhantomData<(T, D)>);
/// The form `M`, for an operand with `?` dimensions: `Least` is the rank of those without.
pub struct Optional<M, Least>(PhantomData<(M, Least)>);

/// The form of an input parameter.
///
/// # Safety
///
/// `NDIM` is the number of sizes and strides that `view` reads of a strip.
pub unsafe trait CoreInput {
    /// The element type.
    type Elem: Element;
    /// The number of core dimensions, as a type.
    type Core;
    /// The number of those that cannot be absent.
    type Least;
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
    /// nothing writes to it while the view lives.
    unsafe fn view<'a>(
        strip: &Strip<Self::Elem>,
        scratch: &'a mut Scratch<Self::Elem>,
        offset: isize,
    ) -> Self::View<'a>;
}

// SAFETY: reads no size.
unsafe impl<T: Element> CoreInput for Value<T> {
    type Elem = T;
    type Core = Ix0;
    type Least = Ix0;
    type View<'a> = T;
    const NDIM: usize = 0;
    const PACK: bool = false;

    #[inline(always)]
    unsafe fn view(strip: &Strip<T>, _scratch: &mut Scratch<T>, offset: isize) -> T {
        // SAFETY: the offset of an element of the operand.
        let at = unsafe { strip.ptr.offset(offset) };
        // SAFETY: readable, as the caller promises.
        unsafe { *at }
    }
}

// SAFETY: reads one size.
unsafe impl<T: Element> CoreInput for Slice<T> {
    type Elem = T;
    type Core = Ix1;
    type Least = Ix1;
    type View<'a> = &'a [T];
    const NDIM: usize = 1;
    const PACK: bool = true;

    #[inline(always)]
    unsafe fn view<'a>(strip: &Strip<T>, scratch: &'a mut Scratch<T>, offset: isize) -> &'a [T] {
        // SAFETY: the caller's promise.
        unsafe { strip.slice(scratch, offset) }
    }
}

// SAFETY: reads one size, which is `N`.
unsafe impl<T: Element, const N: usize> CoreInput for Fixed<T, N> {
    type Elem = T;
    type Core = Ix1;
    type Least = Ix1;
    type View<'a> = &'a [T; N];
    const NDIM: usize = 1;
    const FIXED: Option<usize> = Some(N);
    const PACK: bool = true;

    #[inline(always)]
    unsafe fn view<'a>(strip: &Strip<T>, scratch: &'a mut Scratch<T>, offset: isize) -> &'a [T; N] {
        // SAFETY: the caller's promise.
        let slice = unsafe { strip.slice(scratch, offset) };
        debug_assert_eq!(slice.len(), N);
        // SAFETY: the slice has `N` elements, as the caller promises.
        unsafe { &*slice.as_ptr().cast() }
    }
}

// SAFETY: reads `D::NDIM` sizes; only dimensions of static rank are named by macros.
unsafe impl<T: Element, D: Dimension> CoreInput for View<T, D> {
    type Elem = T;
    type Core = D;
    type Least = D;
    type View<'a> = ArrayView<'a, T, D>;
    const NDIM: usize = match D::NDIM {
        Some(ndim) => ndim,
        None => panic!("a core dimension's rank is static"),
    };
    const PACK: bool = false;

    #[inline]
    unsafe fn view<'a>(
        strip: &Strip<T>,
        scratch: &'a mut Scratch<T>,
        offset: isize,
    ) -> ArrayView<'a, T, D> {
        let mut shape = D::zeros(Self::NDIM);
        shape.slice_mut().copy_from_slice(&strip.core.sizes);
        if strip.in_place || strip.core.len() == 0 {
            // SAFETY: the caller's promise.
            let copy = unsafe { strip.slice(scratch, offset) };
            // SAFETY: a slice of as many elements as the shape has, in C order.
            return unsafe { ArrayView::from_shape_ptr(shape, copy.as_ptr()) };
        }
        let (lowest, strides) = lowest::<D>(&strip.core.sizes, &strip.core.strides);
        // SAFETY: the offset of an element of the sub-array.
        let ptr = unsafe { strip.ptr.offset(offset + lowest) };
        // SAFETY: the strides reach the elements of the sub-array from its lowest one, all readable for `'a`.
        let mut view = unsafe { ArrayView::from_shape_ptr(shape.strides(strides), ptr) };
        for (axis, &stride) in strip.core.strides.iter().enumerate() {
            if stride < 0 {
                view.invert_axis(Axis(axis));
            }
        }
        view
    }
}

/// How far the element with the lowest address is from the first, and the strides' absolute values.
pub(super) fn lowest<D: Dimension>(sizes: &[usize], strides: &[isize]) -> (isize, D) {
    let mut absolute = D::zeros(sizes.len());
    let mut offset = 0;
    for (axis, (&size, &stride)) in sizes.iter().zip(strides).enumerate() {
        absolute[axis] = stride.unsigned_abs();
        if stride < 0 {
            offset += stride * size.saturating_sub(1).cast_signed();
        }
    }
    (offset, absolute)
}

// SAFETY: as the form itself.
unsafe impl<M: CoreInput, Least> CoreInput for Optional<M, Least> {
    type Elem = M::Elem;
    type Core = M::Core;
    type Least = Least;
    type View<'a> = M::View<'a>;
    const NDIM: usize = M::NDIM;
    const FIXED: Option<usize> = M::FIXED;
    const PACK: bool = M::PACK;

    #[inline(always)]
    unsafe fn view<'a>(
        strip: &Strip<M::Elem>,
        scratch: &'a mut Scratch<M::Elem>,
        offset: isize,
    ) -> M::View<'a> {
        // SAFETY: the caller's promise.
        unsafe { M::view(strip, scratch, offset) }
    }
}
