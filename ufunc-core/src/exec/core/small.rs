//! Small sub-arrays of fixed size: copied to the stack, where the compiler turns them into registers.

use core::mem::MaybeUninit;

use ndarray::Dimension;

use super::sizes::Sizes;
use super::window::Window;
use crate::Element;

/// The most elements of a small sub-array, and their most bytes.
const ELEMENTS: usize = 16;
const BYTES: usize = 256;

/// Memory for one small sub-array.
#[repr(align(64))]
pub struct Small([MaybeUninit<u8>; BYTES]);

impl Small {
    #[inline(always)]
    pub(crate) fn new() -> Small {
        Small([MaybeUninit::uninit(); BYTES])
    }

    /// The number of elements of sub-arrays of rank `ndim`, if all sizes are in the signature and they are small.
    pub(crate) const fn len<T, S: Sizes>(ndim: usize) -> Option<usize> {
        let mut len = 1;
        let mut axis = 0;
        while axis < ndim {
            match S::FIXED[axis] {
                Some(size) if size <= ELEMENTS => len *= size,
                _ => return None,
            }
            axis += 1;
        }
        let fits = len <= ELEMENTS
            && len * size_of::<T>() <= BYTES
            && align_of::<T>() <= align_of::<Small>();
        if fits && len > 0 { Some(len) } else { None }
    }

    /// The first element.
    #[inline(always)]
    pub(crate) fn first<T>(&mut self) -> *mut T {
        self.0.as_mut_ptr().cast()
    }

    /// Copies the sub-array at `at`, in C order.
    ///
    /// # Safety
    ///
    /// It is readable, its window is this one, and it has [`len`](Small::len) elements.
    #[inline(always)]
    pub(crate) unsafe fn load<T: Element, D: Dimension, S: Sizes>(
        &mut self,
        len: usize,
        window: &Window<D>,
        at: *const T,
    ) {
        let first = self.first::<T>();
        for i in 0..len {
            let from = at.wrapping_offset(window.offset::<S>(i));
            // SAFETY: an element of the sub-array.
            let value = unsafe { *from };
            let place = first.wrapping_add(i);
            // SAFETY: `len` elements fit.
            unsafe { place.write(value) };
        }
    }

    /// Copies the elements to the sub-array at `at`.
    ///
    /// # Safety
    ///
    /// It is writable, its window is this one, and the elements are those that [`load`](Small::load) copied.
    #[inline(always)]
    pub(crate) unsafe fn store<T: Element, D: Dimension, S: Sizes>(
        &mut self,
        len: usize,
        window: &Window<D>,
        at: *mut T,
    ) {
        let first = self.first::<T>();
        for i in 0..len {
            let place = first.wrapping_add(i);
            // SAFETY: written by `load`.
            let value = unsafe { *place };
            let to = at.wrapping_offset(window.offset::<S>(i));
            // SAFETY: an element of the sub-array.
            unsafe { to.write(value) };
        }
    }
}
