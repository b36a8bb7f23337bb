//! Scratch memory: sub-arrays made contiguous.

use alloc::vec::Vec;
use core::mem::size_of;
use core::ptr;

use super::strip::Core;
use crate::Element;
use crate::exec::Stop;

/// One thread's memory for copies of sub-arrays.
pub struct Scratch<T> {
    /// Empty, or the copy.
    buffer: Vec<T>,
    /// Where the sub-array is whose copy the buffer holds.
    held: *const T,
}

impl<T: Element> Scratch<T> {
    /// Memory for a sub-array, if copies will be needed.
    pub(crate) fn new(core: &Core, needed: bool) -> Result<Scratch<T>, Stop> {
        let mut buffer = Vec::new();
        if needed && buffer.try_reserve_exact(core.len).is_err() {
            let bytes = core.len.saturating_mul(size_of::<T>());
            return Err(Stop::Scratch {
                shape: core.sizes.to_vec(),
                bytes,
            });
        }
        Ok(Scratch {
            buffer,
            held: ptr::null(),
        })
    }

    /// A copy of the input's sub-array at `at`, in C order; kept while the place stays the same.
    ///
    /// # Safety
    ///
    /// The sub-array is readable.
    #[inline]
    pub(crate) unsafe fn copied(&mut self, core: &Core, at: *const T) -> &[T] {
        if self.held != at || core.in_place {
            // SAFETY: the caller's promise.
            unsafe { self.copy(core, at) };
            self.held = at;
        }
        &self.buffer
    }

    /// As [`copied`](Scratch::copied), for a sub-array of `N` elements in one dimension.
    ///
    /// # Safety
    ///
    /// The sub-array is readable, and has `N` elements.
    #[inline(always)]
    pub(crate) unsafe fn copied_fixed<const N: usize>(
        &mut self,
        core: &Core,
        at: *const T,
    ) -> &[T; N] {
        if self.held != at || core.in_place {
            // SAFETY: the caller's promise.
            unsafe { self.copy_fixed::<N>(core.strides[0], at) };
            self.held = at;
        }
        // SAFETY: the buffer begins with a copy of `N` elements.
        unsafe { &*self.buffer.as_ptr().cast() }
    }

    /// A fresh copy of the output's sub-array at `at`, in C order.
    ///
    /// # Safety
    ///
    /// The sub-array is readable.
    #[inline]
    pub(crate) unsafe fn copied_mut(&mut self, core: &Core, at: *mut T) -> &mut [T] {
        // SAFETY: the caller's promise.
        unsafe { self.copy(core, at) };
        &mut self.buffer
    }

    /// As [`copied_mut`](Scratch::copied_mut), for a sub-array of `N` elements in one dimension.
    ///
    /// # Safety
    ///
    /// The sub-array is readable, and has `N` elements.
    #[inline(always)]
    pub(crate) unsafe fn copied_fixed_mut<const N: usize>(
        &mut self,
        core: &Core,
        at: *mut T,
    ) -> &mut [T; N] {
        // SAFETY: the caller's promise.
        unsafe { self.copy_fixed::<N>(core.strides[0], at) };
        // SAFETY: the buffer begins with a copy of `N` elements.
        unsafe { &mut *self.buffer.as_mut_ptr().cast() }
    }

    /// The last copy.
    pub(crate) fn copy_held(&self) -> &[T] {
        &self.buffer
    }

    /// Copies `N` elements: the loop is short, and unrolled.
    ///
    /// # Safety
    ///
    /// `at` is the first of `N` readable elements, this far from each other.
    #[inline(always)]
    unsafe fn copy_fixed<const N: usize>(&mut self, stride: isize, at: *const T) {
        let copy = self.buffer.as_mut_ptr();
        for i in 0..N {
            // SAFETY: `new` reserved memory for `N` elements.
            let place = unsafe { copy.add(i) };
            let from = at.wrapping_offset(i.cast_signed() * stride);
            // SAFETY: readable, as the caller promises.
            let value = unsafe { *from };
            // SAFETY: in reserved memory.
            unsafe { place.write(value) };
        }
        // SAFETY: `N` elements were written.
        unsafe { self.buffer.set_len(N) };
    }

    /// # Safety
    ///
    /// `at` is the first element of a readable sub-array like `core`.
    #[inline(never)]
    unsafe fn copy(&mut self, core: &Core, at: *const T) {
        self.buffer.clear();
        // SAFETY: the caller's promise.
        unsafe { self.push(&core.sizes, &core.strides, at) };
        debug_assert_eq!(self.buffer.len(), core.len);
    }

    /// Adds the elements of a sub-array, its last axis fastest.
    ///
    /// # Safety
    ///
    /// `at` is the first element of a readable sub-array of these sizes and strides.
    unsafe fn push(&mut self, sizes: &[usize], strides: &[isize], at: *const T) {
        let ([size, inner @ ..], [stride, inner_strides @ ..]) = (sizes, strides) else {
            // SAFETY: the only element is readable.
            self.buffer.push(unsafe { *at });
            return;
        };
        if !inner.is_empty() {
            for i in 0..*size {
                let place = at.wrapping_offset(i.cast_signed() * stride);
                // SAFETY: the sub-array at this index of the first axis.
                unsafe { self.push(inner, inner_strides, place) };
            }
            return;
        }
        self.buffer.reserve(*size);
        for (i, free) in self.buffer.spare_capacity_mut()[..*size]
            .iter_mut()
            .enumerate()
        {
            let place = at.wrapping_offset(i.cast_signed() * stride);
            // SAFETY: an element of the sub-array.
            free.write(unsafe { *place });
        }
        // SAFETY: so many elements were written behind the others.
        unsafe { self.buffer.set_len(self.buffer.len() + size) };
    }
}

/// Writes `values` from `at` on, this far from each other.
///
/// # Safety
///
/// The places are writable.
#[inline(always)]
pub(crate) unsafe fn write_row<T: Element>(values: &[T], at: *mut T, stride: isize) {
    for (i, &value) in values.iter().enumerate() {
        let place = at.wrapping_offset(i.cast_signed() * stride);
        // SAFETY: writable, as the caller promises.
        unsafe { place.write(value) };
    }
}
