//! The loops of `at`: over indices that are checked, and over those that are followed.

use crate::exec::Job;
use crate::kernel::Fold;
use crate::math::Mode;

/// A search for an index that is out of range.
pub(super) struct Bound {
    pub(super) first: *const usize,
    pub(super) stride: isize,
    pub(super) len: usize,
    pub(super) size: usize,
}

impl Bound {
    /// Index `i`.
    #[inline(always)]
    fn index(&self, i: usize) -> usize {
        let at = self.first.wrapping_offset(self.stride * i.cast_signed());
        // SAFETY: one of the `len` elements of a borrowed list.
        unsafe { *at }
    }
}

impl Job for Bound {
    type Output = Option<(usize, usize)>;

    #[inline(always)]
    fn run<M: Mode>(self, _mode: M) -> Self::Output {
        let mut largest = 0;
        if self.stride == 1 {
            // SAFETY: `len` elements follow each other.
            let list = unsafe { core::slice::from_raw_parts(self.first, self.len) };
            for &index in list {
                largest = largest.max(index);
            }
        } else {
            for i in 0..self.len {
                largest = largest.max(self.index(i));
            }
        }
        if largest < self.size {
            return None;
        }
        let found = (0..self.len).find(|&i| self.index(i) >= self.size);
        found.map(|i| (i, self.index(i)))
    }
}

/// A list of indices along an axis.
pub(super) struct List {
    pub(super) first: *const usize,
    /// How far the next index is.
    pub(super) step: isize,
    /// How far apart neighbours on the axis are.
    pub(super) stride: isize,
}

/// The elements at some places combined with values, place after place: at each a line of elements.
pub(super) struct Update<'u, K: Fold> {
    pub(super) kernel: &'u K,
    pub(super) target: *mut K::Elem,
    pub(super) lists: &'u [List],
    pub(super) values: *const K::Elem,
    /// How many places, and how far the value of the next one is.
    pub(super) places: (usize, isize),
    /// How many elements, how far apart they are, and how far apart their values are.
    pub(super) line: (usize, isize, isize),
}

impl<K: Fold> Job for Update<'_, K> {
    type Output = ();

    #[inline(always)]
    fn run<M: Mode>(self, mode: M) {
        let (places, value_step) = self.places;
        if let ([list], (1, ..)) = (self.lists, self.line) {
            // By value: what is written could be part of the list else, for all that the compiler knows.
            let List {
                first,
                step,
                stride,
            } = *list;
            let update = |i: isize, step: isize, stride: isize, value_step: isize| {
                // SAFETY: an index of the list.
                let index = unsafe { *first.wrapping_offset(i * step) }.cast_signed();
                let element = self.target.wrapping_offset(index * stride);
                let value = self.values.wrapping_offset(i * value_step);
                // SAFETY: the index is in range.
                unsafe { combine(self.kernel, mode, element, value) };
            };
            if (step, stride, value_step) == (1, 1, 1) {
                (0..places.cast_signed()).for_each(|i| update(i, 1, 1, 1));
            } else {
                (0..places.cast_signed()).for_each(|i| update(i, step, stride, value_step));
            }
            return;
        }
        let (len, step, line_step) = self.line;
        for i in 0..places.cast_signed() {
            let (mut element, mut value) =
                (self.target, self.values.wrapping_offset(i * value_step));
            for list in self.lists {
                // SAFETY: an index of the list.
                let index = unsafe { *list.first.wrapping_offset(i * list.step) };
                element = element.wrapping_offset(index.cast_signed() * list.stride);
            }
            for _ in 0..len {
                // SAFETY: the indices are in range, and the values broadcast to the indexed elements.
                unsafe { combine(self.kernel, mode, element, value) };
                element = element.wrapping_offset(step);
                value = value.wrapping_offset(line_step);
            }
        }
    }
}

/// # Safety
///
/// `element` is one of a target that is borrowed mutably, `value` one of those that broadcast to it.
#[inline(always)]
unsafe fn combine<K: Fold, M: Mode>(
    kernel: &K,
    mode: M,
    element: *mut K::Elem,
    value: *const K::Elem,
) {
    // SAFETY: the caller's promise.
    let with = unsafe { *value };
    // SAFETY: as above.
    let old = unsafe { *element };
    // SAFETY: as above.
    unsafe { element.write(kernel.eval(mode, (old, with))) };
}
