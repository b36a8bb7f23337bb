//! What a kernel with core dimensions sees of an output that it writes through `&mut`.

use core::marker::PhantomData;
use core::slice;

use ndarray::{ArrayViewMut, Dimension, Ix0, Ix1, ShapeBuilder};

use super::inputs::Optional;
use super::scratch::{Scratch, write_row};
use super::sizes::Sizes;
use super::small::Small;
use super::strip::{Core, Cursor};
use super::window::Window;
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
/// `NDIM` is the number of sizes and strides that `lens` and `view` read of a core part.
pub unsafe trait CoreOutput {
    /// The element type.
    type Elem: OutElement;
    /// The number of core dimensions, as a type.
    type Core;
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
    /// first element of one of its sub-arrays (dangling, if they have none), which is initialised, and nothing else has
    /// access to it while the view lives.
    unsafe fn view<'a, S: Sizes>(
        cursor: &Cursor<*mut Self::Elem, Self::Lens>,
        core: &Core,
        scratch: &'a mut Scratch<Self::Elem>,
        small: &'a mut Small,
    ) -> Self::View<'a>;
    /// Writes the copy back that `view` made, if it made one.
    ///
    /// # Safety
    ///
    /// As `view`, with the same arguments, after the view is gone.
    #[inline(always)]
    unsafe fn finish<S: Sizes>(
        _cursor: &Cursor<*mut Self::Elem, Self::Lens>,
        _core: &Core,
        _scratch: &mut Scratch<Self::Elem>,
        _small: &mut Small,
    ) {
    }
}

// SAFETY: reads no size.
unsafe impl<T: OutElement> CoreOutput for ValueMut<T> {
    type Elem = T;
    type Core = Ix0;
    type View<'a> = &'a mut T;
    type Lens = ();
    const NDIM: usize = 0;
    const PACK: bool = false;

    #[inline(always)]
    fn lens(_core: &Core) {}
    #[inline(always)]
    unsafe fn view<'a, S: Sizes>(
        cursor: &Cursor<*mut T, ()>,
        _core: &Core,
        _scratch: &'a mut Scratch<T>,
        _small: &'a mut Small,
    ) -> &'a mut T {
        // SAFETY: initialised and ours alone, as the caller promises.
        unsafe { &mut *cursor.at }
    }
}

// SAFETY: reads one size and one stride.
unsafe impl<T: OutElement> CoreOutput for SliceMut<T> {
    type Elem = T;
    type Core = Ix1;
    type View<'a> = &'a mut [T];
    type Lens = (usize, bool);
    const NDIM: usize = 1;
    const PACK: bool = true;

    #[inline(always)]
    fn lens(core: &Core) -> (usize, bool) {
        (core.sizes[0], !core.contiguous)
    }
    #[inline(always)]
    unsafe fn view<'a, S: Sizes>(
        cursor: &Cursor<*mut T, (usize, bool)>,
        core: &Core,
        scratch: &'a mut Scratch<T>,
        _small: &'a mut Small,
    ) -> &'a mut [T] {
        let (len, packed) = cursor.lens;
        if packed {
            // SAFETY: the caller's promise.
            return unsafe { scratch.copied_mut(core, cursor) };
        }
        // SAFETY: `len` elements follow each other from there, ours alone.
        unsafe { slice::from_raw_parts_mut(cursor.at, S::size(0, len)) }
    }
    #[inline(always)]
    unsafe fn finish<S: Sizes>(
        cursor: &Cursor<*mut T, (usize, bool)>,
        core: &Core,
        scratch: &mut Scratch<T>,
        _small: &mut Small,
    ) {
        let (_, packed) = cursor.lens;
        if packed {
            // SAFETY: the caller's promise.
            unsafe { scratch.write_back(core, cursor) };
        }
    }
}

// SAFETY: reads one size, which is `N`, and one stride.
unsafe impl<T: OutElement, const N: usize> CoreOutput for FixedMut<T, N> {
    type Elem = T;
    type Core = Ix1;
    type View<'a> = &'a mut [T; N];
    type Lens = bool;
    const NDIM: usize = 1;
    const FIXED: Option<usize> = Some(N);
    const PACK: bool = true;

    #[inline(always)]
    fn lens(core: &Core) -> bool {
        !core.contiguous
    }
    #[inline(always)]
    unsafe fn view<'a, S: Sizes>(
        cursor: &Cursor<*mut T, bool>,
        core: &Core,
        scratch: &'a mut Scratch<T>,
        _small: &'a mut Small,
    ) -> &'a mut [T; N] {
        let packed = cursor.lens;
        if packed {
            // SAFETY: the caller's promise.
            return unsafe { scratch.copied_fixed_mut(core, cursor.at) };
        }
        // SAFETY: `N` elements follow each other from there, ours alone.
        unsafe { &mut *cursor.at.cast() }
    }
    #[inline(always)]
    unsafe fn finish<S: Sizes>(
        cursor: &Cursor<*mut T, bool>,
        core: &Core,
        scratch: &mut Scratch<T>,
        _small: &mut Small,
    ) {
        let packed = cursor.lens;
        if packed {
            // SAFETY: the caller's promise.
            unsafe { write_row(scratch.copy_held(), cursor.at, core.strides[0]) };
        }
    }
}

// SAFETY: reads `D::NDIM` sizes; only dimensions of static rank are named by macros.
unsafe impl<T: OutElement, D: Dimension + Copy> CoreOutput for ViewMut<T, D> {
    type Elem = T;
    type Core = D;
    type View<'a> = ArrayViewMut<'a, T, D>;
    type Lens = Window<D>;
    const NDIM: usize = Window::<D>::NDIM;
    const PACK: bool = false;

    #[inline(always)]
    fn lens(core: &Core) -> Window<D> {
        Window::new(core)
    }
    #[inline(always)]
    unsafe fn view<'a, S: Sizes>(
        cursor: &Cursor<*mut T, Window<D>>,
        core: &Core,
        _scratch: &'a mut Scratch<T>,
        small: &'a mut Small,
    ) -> ArrayViewMut<'a, T, D> {
        let window = cursor.lens;
        let window = window.fixed::<S>();
        if let Some(len) = const { Small::len::<T, S>(Window::<D>::NDIM) } {
            // SAFETY: the caller's promise.
            unsafe { small.load::<T, D, S>(len, &window, cursor.at) };
            // SAFETY: `len` elements in C order.
            return unsafe { ArrayViewMut::from_shape_ptr(window.shape, small.first()) };
        }
        let lowest = cursor.at.wrapping_offset(window.lowest);
        let shape = window.shape.strides(window.strides);
        // SAFETY: the strides reach the elements of the sub-array from its lowest one, ours alone for `'a`.
        let view = unsafe { ArrayViewMut::from_shape_ptr(shape, lowest) };
        window.turned(view, core)
    }
    #[inline(always)]
    unsafe fn finish<S: Sizes>(
        cursor: &Cursor<*mut T, Window<D>>,
        _core: &Core,
        _scratch: &mut Scratch<T>,
        small: &mut Small,
    ) {
        let window = cursor.lens;
        let window = window.fixed::<S>();
        if let Some(len) = const { Small::len::<T, S>(Window::<D>::NDIM) } {
            // SAFETY: the caller's promise; `view` loaded them.
            unsafe { small.store::<T, D, S>(len, &window, cursor.at) };
        }
    }
}

// SAFETY: as the form itself.
unsafe impl<M: CoreOutput, Least> CoreOutput for Optional<M, Least> {
    type Elem = M::Elem;
    type Core = M::Core;
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
        cursor: &Cursor<*mut M::Elem, M::Lens>,
        core: &Core,
        scratch: &'a mut Scratch<M::Elem>,
        small: &'a mut Small,
    ) -> M::View<'a> {
        // SAFETY: the caller's promise.
        unsafe { M::view::<S>(cursor, core, scratch, small) }
    }
    #[inline(always)]
    unsafe fn finish<S: Sizes>(
        cursor: &Cursor<*mut M::Elem, M::Lens>,
        core: &Core,
        scratch: &mut Scratch<M::Elem>,
        small: &mut Small,
    ) {
        // SAFETY: the caller's promise.
        unsafe { M::finish::<S>(cursor, core, scratch, small) };
    }
}
