//! Small reductions of an array, at a glance: without plans.

use super::call::FoldCall;
use super::frame::Frame;
use super::grid::{Grid, ScanColumns};
use super::lines::{Line, Lines};
use super::rows::Rows;
use super::scan::ScanCall;
use super::tree::{BLOCK, Order, Tree};
use super::walk::put;
use super::ways::Way;
use crate::exec::{Leaf, Level, RawOut};
use crate::kernel::Fold;

/// The most terms, of all results together. Of more the plans are a small part.
const SMALL: usize = 4096;

impl<K: Fold + Sync> FoldCall<'_, K> {
    /// Writes the results; `false` if it is not such a reduction, or there is no memory for it, and nothing is written.
    ///
    /// # Safety
    ///
    /// The leaf is the frame's array, and has terms; `out`, with strides over the operand's axes, is this call's alone.
    pub(super) unsafe fn at_a_glance(
        &self,
        frame: &Frame,
        leaf: &Leaf<'_, K::Elem>,
        out: &RawOut<K::Elem>,
        order: Order,
        start: Option<K::Elem>,
    ) -> bool {
        let Some((terms, results)) = Way::of(frame, leaf, out) else {
            return false;
        };
        let len = terms.len.saturating_mul(results.len);
        if terms.len > BLOCK
            || len > SMALL
            || self.in_parallel(len.saturating_mul(K::SPEC.cost as usize))
        {
            return false;
        }
        let (kernel, level) = (self.kernel, Level::current());
        let (first, out_stride) = (leaf.ptr(), results.out);
        if terms.stride == 1 {
            // SAFETY: a row of terms for each result, a row's stride apart, all in the array.
            let lines = unsafe { Rows::new(first, results.stride, results.len, terms.len) };
            level.careful(Lines {
                line: Line {
                    kernel,
                    order,
                    start,
                    // There is one block of terms.
                    waiting: &mut [],
                },
                lines,
                to: out.ptr,
                stride: out_stride,
            });
            return true;
        }
        // Side by side, or one after the other.
        let columns = if results.stride == 1 { results.len } else { 1 };
        let mut tree = Tree::new(kernel, level, order);
        if !tree.reserve(columns, terms.len) {
            return false;
        }
        for result in (0..results.len).step_by(columns) {
            let first = first.wrapping_offset(results.stride * result.cast_signed());
            // SAFETY: a row for each term, with these results' terms, all in the array.
            let rows = unsafe { Rows::new(first, terms.stride, terms.len, columns) };
            let Some(&any) = rows.row(0).first() else {
                return true;
            };
            tree.begin(columns, terms.len, any, start);
            tree.push(rows);
            let to = out.ptr.wrapping_offset(out_stride * result.cast_signed());
            let start = start.filter(|_| order == Order::Tree);
            // SAFETY: as many results, from this one on.
            unsafe { put(kernel, tree.finish(), start, to, out_stride) };
        }
        true
    }
}

impl<K: Fold + Sync> ScanCall<'_, K> {
    /// Writes the running results of lines whose terms lie side by side; `false` if it is not such an accumulation, and
    /// nothing is written.
    ///
    /// # Safety
    ///
    /// The leaf is the frame's array, and has terms; `out`, of the same shape, is this call's alone.
    pub(super) unsafe fn at_a_glance(
        &self,
        frame: &Frame,
        leaf: &Leaf<'_, K::Elem>,
        out: &RawOut<K::Elem>,
        start: Option<K::Elem>,
    ) -> bool {
        let Some((terms, lines)) = Way::of(frame, leaf, out) else {
            return false;
        };
        let len = terms.len.saturating_mul(lines.len);
        if terms.stride != 1
            || len > SMALL
            || self.in_parallel(len.saturating_mul(K::SPEC.cost as usize))
        {
            return false;
        }
        Level::current().careful(ScanColumns {
            kernel: self.kernel,
            start,
            // SAFETY: a row of terms for each line, a line's stride apart, all in the array.
            columns: unsafe { Rows::new(leaf.ptr(), lines.stride, lines.len, terms.len) },
            to: Grid {
                first: out.ptr,
                row: terms.out,
                column: lines.out,
            },
            exclusive: self.exclusive,
        });
        true
    }
}
