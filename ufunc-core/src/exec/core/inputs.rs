//! What a kernel with core dimensions sees of an input, by the form of its parameter.

use core::marker::PhantomData;
use core::slice;

use ndarray::{ArrayView, Dimension, Ix0, Ix1, ShapeBuilder};

use super::scratch::Scratch;
use super::sizes::Sizes;
use super::small::Small;
use super::strip::{Core, Cursor};
use super::window::Window;
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
/// `NDIM` is the number of sizes and strides that `lens` and `view` read of a core part.
pub unsafe trait CoreInput {
    /// The element type.
    type Elem: Element;
    /// The number of core dimensions, as a type.
    type Core;
    /// The number of those that cannot be absent.
    type Least;
    /// The parameter's type.
    type View<'a>;
    /// What all sub-arrays have in common.
    type Lens: Copy + Sync;
    /// The number of core dimensions.
    const NDIM: usize;
    /// The size that the form itself fixes.
    const FIXED: Option<usize> = None;
    /// Whether the parameter is contiguous.
    const PACK: bool;
    /// What the sub-arrays with this core part have in common.
    fn lens(core: &Core) -> Self::Lens;
    /// The sub-array at `at`.
    ///
    /// # Safety
    ///
    /// The core part has `NDIM` dimensions (of size `FIXED`), the lens and the scratch memory are its own, `at` is the
    /// first element of one of its sub-arrays (dangling, if they have none), and nothing writes to it while the view
    /// lives.
    unsafe fn view<'a, S: Sizes>(
        cursor: &Cursor<*const Self::Elem, Self::Lens>,
        core: &Core,
        scratch: &'a mut Scratch<Self::Elem>,
        small: &'a mut Small,
    ) -> Self::View<'a>;
}

// SAFETY: reads no size.
unsafe impl<T: Element> CoreInput for Value<T> {
    type Elem = T;
    type Core = Ix0;
    type Least = Ix0;
    type View<'a> = T;
    type Lens = ();
    const NDIM: usize = 0;
    const PACK: bool = false;

    #[inline(always)]
    fn lens(_core: &Core) {}
    #[inline(always)]
    unsafe fn view<S: Sizes>(
        cursor: &Cursor<*const T, ()>,
        _core: &Core,
        _scratch: &mut Scratch<T>,
        _small: &mut Small,
    ) -> T {
        // SAFETY: readable, as the caller promises.
        unsafe { *cursor.at }
    }
}

// SAFETY: reads one size.
unsafe impl<T: Element> CoreInput for Slice<T> {
    type Elem = T;
    type Core = Ix1;
    type Least = Ix1;
    type View<'a> = &'a [T];
    type Lens = (usize, bool);
    const NDIM: usize = 1;
    const PACK: bool = true;

    #[inline(always)]
    fn lens(core: &Core) -> (usize, bool) {
        (core.sizes[0], core.packed())
    }
    #[inline(always)]
    unsafe fn view<'a, S: Sizes>(
        cursor: &Cursor<*const T, (usize, bool)>,
        core: &Core,
        scratch: &'a mut Scratch<T>,
        _small: &'a mut Small,
    ) -> &'a [T] {
        let (len, packed) = cursor.lens;
        if packed {
            // SAFETY: the caller's promise.
            return unsafe { scratch.copied(core, cursor) };
        }
        // SAFETY: `len` readable elements follow each other from there.
        unsafe { slice::from_raw_parts(cursor.at, S::size(0, len)) }
    }
}

// SAFETY: reads one size, which is `N`.
unsafe impl<T: Element, const N: usize> CoreInput for Fixed<T, N> {
    type Elem = T;
    type Core = Ix1;
    type Least = Ix1;
    type View<'a> = &'a [T; N];
    type Lens = bool;
    const NDIM: usize = 1;
    const FIXED: Option<usize> = Some(N);
    const PACK: bool = true;

    #[inline(always)]
    fn lens(core: &Core) -> bool {
        core.packed()
    }
    #[inline(always)]
    unsafe fn view<'a, S: Sizes>(
        cursor: &Cursor<*const T, bool>,
        core: &Core,
        scratch: &'a mut Scratch<T>,
        _small: &'a mut Small,
    ) -> &'a [T; N] {
        let packed = cursor.lens;
        if packed {
            // SAFETY: the caller's promise.
            return unsafe { scratch.copied_fixed(core, cursor.at) };
        }
        // SAFETY: `N` readable elements follow each other from there.
        unsafe { &*cursor.at.cast() }
    }
}

// SAFETY: reads `D::NDIM` sizes; only dimensions of static rank are named by macros.
unsafe impl<T: Element, D: Dimension + Copy> CoreInput for View<T, D> {
    type Elem = T;
    type Core = D;
    type Least = D;
    type View<'a> = ArrayView<'a, T, D>;
    type Lens = (Window<D>, bool);
    const NDIM: usize = Window::<D>::NDIM;
    const PACK: bool = false;

    #[inline(always)]
    fn lens(core: &Core) -> (Window<D>, bool) {
        (Window::new(core), core.in_place && core.len > 0)
    }
    #[inline(always)]
    unsafe fn view<'a, S: Sizes>(
        cursor: &Cursor<*const T, (Window<D>, bool)>,
        core: &Core,
        scratch: &'a mut Scratch<T>,
        small: &'a mut Small,
    ) -> ArrayView<'a, T, D> {
        let (window, copied) = cursor.lens;
        let window = window.fixed::<S>();
        if let Some(len) = const { Small::len::<T, S>(Window::<D>::NDIM) } {
            // SAFETY: the caller's promise.
            unsafe { small.load::<T, D, S>(len, &window, cursor.at) };
            // SAFETY: `len` elements in C order.
            return unsafe { ArrayView::from_shape_ptr(window.shape, small.first()) };
        }
        if copied {
            // SAFETY: the caller's promise.
            let copy = unsafe { scratch.copied(core, cursor) };
            // SAFETY: a slice of as many elements as the shape has, in C order.
            return unsafe { ArrayView::from_shape_ptr(window.shape, copy.as_ptr()) };
        }
        let lowest = cursor.at.wrapping_offset(window.lowest);
        let shape = window.shape.strides(window.strides);
        // SAFETY: the strides reach the elements of the sub-array from its lowest one, all readable for `'a`.
        let view = unsafe { ArrayView::from_shape_ptr(shape, lowest) };
        window.turned(view, core)
    }
}

// SAFETY: as the form itself.
unsafe impl<M: CoreInput, Least> CoreInput for Optional<M, Least> {
    type Elem = M::Elem;
    type Core = M::Core;
    type Least = Least;
    type View<'a> = M::View<'a>;
    type Lens = M::Lens;
    const NDIM: usize = M::NDIM;
    const FIXED: Option<usize> = M::FIXED;
    const PACK: bool = M::PACK;

    #[inline(always)]
    fn lens(core: &Core) -> M::Lens {
        M::lens(core)
    }
    #[inline(always)]
    unsafe fn view<'a, S: Sizes>(
        cursor: &Cursor<*const M::Elem, M::Lens>,
        core: &Core,
        scratch: &'a mut Scratch<M::Elem>,
        small: &'a mut Small,
    ) -> M::View<'a> {
        // SAFETY: the caller's promise.
        unsafe { M::view::<S>(cursor, core, scratch, small) }
    }
}
