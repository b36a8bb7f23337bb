//! Scratch memory: sub-arrays made contiguous.

use alloc::vec::Vec;
use core::mem::size_of;
use core::ops::Range;
use core::ptr;

use super::strip::{Core, Cursor};
use crate::Element;
use crate::exec::Stop;

/// One thread's memory for copies of sub-arrays.
pub struct Scratch<T> {
    /// Copies of sub-arrays that follow each other in a row, one behind the other.
    buffer: Vec<T>,
    /// How many there are.
    copies: usize,
    /// Which of them is in use.
    used: usize,
    /// Where its sub-array is.
    held: *const T,
}

/// The most memory for copies of sub-arrays that are not in use yet.
const AHEAD_BYTES: usize = 16 << 20;

/// Sub-arrays that begin in so many bytes are copied together: they share cache lines and pages.
const NEAR: usize = 256;

/// The size of a cache line.
const LINE: usize = 64;

impl<T: Element> Scratch<T> {
    /// Memory for a sub-array, if copies will be needed.
    #[inline(always)]
    pub(crate) fn new(core: &Core, needed: bool) -> Result<Scratch<T>, Stop> {
        let buffer = if needed { room(core)? } else { Vec::new() };
        Ok(Scratch {
            buffer,
            copies: 1,
            used: 0,
            held: ptr::null(),
        })
    }

    /// A copy of the input's sub-array at the cursor, in C order; kept while the place stays the same.
    ///
    /// # Safety
    ///
    /// The sub-arrays from the cursor to the end of its row are readable.
    #[inline]
    pub(crate) unsafe fn copied<L>(&mut self, core: &Core, cursor: &Cursor<*const T, L>) -> &[T] {
        if core.in_place || self.held != cursor.at && !self.next(cursor.at, cursor.step) {
            // SAFETY: the caller's promise.
            unsafe { self.copy(core, cursor.at, cursor.step, cursor.left) };
        }
        &self.buffer[self.used * core.len..][..core.len]
    }

    /// A copy of the output's sub-array at the cursor, in C order, for [`write_back`](Scratch::write_back).
    ///
    /// # Safety
    ///
    /// As [`copied`](Scratch::copied); nothing else has access to these sub-arrays until they are written back.
    #[inline]
    pub(crate) unsafe fn copied_mut<L>(
        &mut self,
        core: &Core,
        cursor: &Cursor<*mut T, L>,
    ) -> &mut [T] {
        if !self.next(cursor.at, cursor.step) {
            // SAFETY: the caller's promise.
            unsafe { self.copy(core, cursor.at, cursor.step, cursor.left) };
        }
        &mut self.buffer[self.used * core.len..][..core.len]
    }

    /// Writes the output's copies back, once the last of them was used.
    ///
    /// # Safety
    ///
    /// As `copied_mut`, at the same place.
    #[inline]
    pub(crate) unsafe fn write_back<L>(&mut self, core: &Core, cursor: &Cursor<*mut T, L>) {
        if self.used + 1 == self.copies {
            let back = self.used.cast_signed() * cursor.step;
            // SAFETY: the caller's promise.
            unsafe { self.write(core, cursor.at.wrapping_offset(-back), cursor.step) };
        }
    }

    /// Whether there is a copy of the sub-array at `at` behind the one in use: that is in use now.
    #[inline]
    fn next(&mut self, at: *const T, step: isize) -> bool {
        let there = self.used + 1 < self.copies && self.held.wrapping_offset(step) == at;
        if there {
            self.used += 1;
            self.held = at;
        }
        there
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

    /// The only copy.
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

    /// Copies the sub-array at `at`, and some of those that follow it in the row.
    ///
    /// # Safety
    ///
    /// There are `left` readable sub-arrays like `core` from `at` on, `step` apart.
    #[inline(never)]
    unsafe fn copy(&mut self, core: &Core, at: *const T, step: isize, left: usize) {
        self.buffer.clear();
        (self.held, self.used, self.copies) = (at, 0, self.worth(core, step, left));
        if self.copies == 1 {
            // SAFETY: the caller's promise.
            unsafe { self.push(&core.sizes, &core.strides, at) };
            debug_assert_eq!(self.buffer.len(), core.len);
            return;
        }
        let free = &mut self.buffer.spare_capacity_mut()[..self.copies * core.len];
        for lines in lines::<T>(core.len) {
            for (copy, free) in free.chunks_exact_mut(core.len).enumerate() {
                for i in lines.clone() {
                    let place = place(core, step, copy, i);
                    // SAFETY: an element of one of the sub-arrays.
                    free[i].write(unsafe { *at.wrapping_offset(place) });
                }
            }
        }
        // SAFETY: all of them were written.
        unsafe { self.buffer.set_len(self.copies * core.len) };
    }

    /// How many sub-arrays of a row to copy at once: as many as share cache lines, if there is memory for them.
    fn worth(&mut self, core: &Core, step: isize, left: usize) -> usize {
        let [stride] = core.strides[..] else {
            return 1;
        };
        let near = step != 0 && step.unsigned_abs() < stride.unsigned_abs();
        let bytes = core.len.saturating_mul(size_of::<T>()).max(1);
        let copies = (AHEAD_BYTES / bytes)
            .min(NEAR / size_of::<T>().max(1))
            .min(left);
        let fit = |copies: &usize| self.buffer.try_reserve_exact(copies * core.len).is_ok();
        Some(copies)
            .filter(|copies| near && !core.in_place && *copies > 1)
            .filter(fit)
            .unwrap_or(1)
    }

    /// Writes all copies to the sub-arrays from `at` on.
    ///
    /// # Safety
    ///
    /// There are as many writable sub-arrays like `core` from `at` on, `step` apart.
    #[inline(never)]
    unsafe fn write(&self, core: &Core, at: *mut T, step: isize) {
        for lines in lines::<T>(core.len) {
            for (copy, values) in self.buffer.chunks_exact(core.len).enumerate() {
                for i in lines.clone() {
                    let to = at.wrapping_offset(place(core, step, copy, i));
                    // SAFETY: an element of one of the sub-arrays.
                    unsafe { to.write(values[i]) };
                }
            }
        }
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

/// Memory for a sub-array.
fn room<T>(core: &Core) -> Result<Vec<T>, Stop> {
    let mut buffer = Vec::new();
    if buffer.try_reserve_exact(core.len).is_err() {
        let bytes = core.len.saturating_mul(size_of::<T>());
        return Err(Stop::Scratch {
            shape: core.sizes.to_vec(),
            bytes,
        });
    }
    Ok(buffer)
}

/// The indices from 0 to `len`, a cache line of copies at a time: what is read and written meanwhile fits the cache.
fn lines<T>(len: usize) -> impl Iterator<Item = Range<usize>> {
    let line = (LINE / size_of::<T>().max(1)).max(1);
    (0..len).step_by(line).map(move |i| i..(i + line).min(len))
}

/// How far the `i`th element of the `copy`th sub-array in a row is from the first of the first; one core dimension.
#[inline(always)]
fn place(core: &Core, step: isize, copy: usize, i: usize) -> isize {
    i.cast_signed() * core.strides[0] + copy.cast_signed() * step
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
