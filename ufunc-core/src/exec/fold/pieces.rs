//! Segments of an array with one axis or two, reduced where they lie: all that is known of a segment is where it begins and
//! ends, and there may be many.

use alloc::vec::Vec;

use super::call::order;
use super::frame::Frame;
use super::lines::Line;
use super::rows::Rows;
use super::segments::SegmentCall;
use super::tree::{BLOCK, Tree, lanes};
use super::walk::put;
use super::ways::Way;
use crate::exec::{Job, Leaf, Level, RawOut};
use crate::kernel::Fold;
use crate::math::Mode;

/// The most results side by side: of wider arrays, segments are no small part.
const MOST_COLUMNS: usize = 4096;

impl<K: Fold + Sync> SegmentCall<'_, K> {
    /// Writes the results of all segments; `false` if the array is not such a one, and nothing is written.
    ///
    /// # Safety
    ///
    /// The frame is that of the leaf's array, which has results; `out` is theirs, and this call's alone.
    pub(super) unsafe fn in_place(
        &self,
        frame: &Frame,
        leaf: &Leaf<'_, K::Elem>,
        out: &RawOut<K::Elem>,
    ) -> bool {
        let Some((along, across)) = Way::of(frame, leaf, out) else {
            return false;
        };
        if along.stride == 1 {
            // SAFETY: the caller's promise.
            unsafe { self.lines(leaf.ptr(), out.ptr, along, across) }
        } else {
            // SAFETY: as above.
            unsafe { self.columns(leaf.ptr(), out.ptr, along, across) }
        }
    }

    /// The most terms of a segment.
    fn longest(&self, size: usize) -> usize {
        let lens = (0..self.count()).map(|i| self.segment(i, size).1);
        lens.max().unwrap_or(0)
    }

    /// Of lines whose terms lie side by side.
    ///
    /// # Safety
    ///
    /// As [`in_place`](SegmentCall::in_place), of these ways.
    unsafe fn lines(
        &self,
        first: *const K::Elem,
        to: *mut K::Elem,
        along: Way,
        across: Way,
    ) -> bool {
        let blocks = self.longest(along.len).div_ceil(BLOCK);
        let height = (usize::BITS - blocks.leading_zeros()) as usize;
        let mut waiting = Vec::new();
        if waiting.try_reserve_exact(height).is_err() {
            return false;
        }
        for line in 0..across.len.cast_signed() {
            let first = first.wrapping_offset(line * across.stride);
            // SAFETY: a line of the array.
            let terms = unsafe { Rows::new(first, 1, 1, along.len) }.row(0);
            if let (true, Some(&any)) = (waiting.is_empty(), terms.first()) {
                waiting.resize(height, any);
            }
            Level::current().careful(Segments {
                call: self,
                line: Line {
                    kernel: self.kernel,
                    order: order::<K>(),
                    start: None,
                    waiting: &mut waiting,
                },
                terms,
                to: to.wrapping_offset(line * across.out),
                stride: along.out,
            });
        }
        true
    }

    /// Of lines side by side, or one after the other where they are not.
    ///
    /// # Safety
    ///
    /// As [`in_place`](SegmentCall::in_place), of these ways.
    unsafe fn columns(
        &self,
        first: *const K::Elem,
        to: *mut K::Elem,
        along: Way,
        across: Way,
    ) -> bool {
        let columns = if across.stride == 1 { across.len } else { 1 };
        let mut tree = Tree::new(self.kernel, Level::current(), order::<K>());
        // A shorter segment may have more terms left over.
        let longest = self.longest(along.len) | (lanes::<K::Elem>() - 1);
        if columns > MOST_COLUMNS || !tree.reserve(columns, longest) {
            return false;
        }
        for column in (0..across.len).step_by(columns) {
            let column = column.cast_signed();
            let (first, to) = (
                first.wrapping_offset(column * across.stride),
                to.wrapping_offset(column * across.out),
            );
            for i in 0..self.count() {
                let (from, len) = self.segment(i, along.len);
                let first = first.wrapping_offset(along.stride * from.cast_signed());
                // SAFETY: the terms of these columns' segments, all in the array.
                let rows = unsafe { Rows::new(first, along.stride, len, columns) };
                let to = to.wrapping_offset(along.out * i.cast_signed());
                if let Some(&any) = rows.row(0).first() {
                    tree.begin(columns, len, any, None);
                    tree.push(rows);
                    // SAFETY: as many results, side by side.
                    unsafe { put(self.kernel, tree.finish(), None, to, across.out) };
                } else if let Some(identity) = K::identity() {
                    for column in 0..columns.cast_signed() {
                        // SAFETY: one of the results.
                        unsafe { to.wrapping_offset(column * across.out).write(identity) };
                    }
                }
            }
        }
        true
    }
}

/// All segments of a line.
struct Segments<'a, K: Fold> {
    call: &'a SegmentCall<'a, K>,
    line: Line<'a, K>,
    terms: &'a [K::Elem],
    /// Where the first result is put, and how far the next one is.
    to: *mut K::Elem,
    stride: isize,
}

impl<K: Fold + Sync> Job for Segments<'_, K> {
    type Output = ();

    #[inline(always)]
    fn run<M: Mode>(mut self, mode: M) {
        for i in 0..self.call.count() {
            let (from, len) = self.call.segment(i, self.terms.len());
            let terms = self.terms.get(from..from + len).unwrap_or_default();
            let value = match terms {
                [] => K::identity(),
                terms => self.line.value(mode, terms, false),
            };
            if let Some(value) = value {
                let to = self.to.wrapping_offset(self.stride * i.cast_signed());
                // SAFETY: the result of one of the segments.
                unsafe { to.write(value) };
            }
        }
    }
}
