//! Small reductions of an array, at a glance: over one axis of two, or over all that lie without gaps, without plans.

use super::call::FoldCall;
use super::frame::Frame;
use super::lines::{Line, Lines};
use super::rows::Rows;
use super::tree::{BLOCK, Order, Tree};
use super::walk::put;
use crate::exec::{Leaf, Level, RawOut};
use crate::kernel::Fold;

/// The most terms, of all results together. Of more the plans are a small part.
const SMALL: usize = 4096;

/// What a loop does: how often, and how far it moves.
#[derive(Clone, Copy)]
struct Steps {
    len: usize,
    stride: isize,
}

/// A reduction with one loop over results around one over terms.
pub(super) struct Glance<T> {
    first: *const T,
    terms: Steps,
    results: Steps,
    out_stride: isize,
}

impl<T> Glance<T> {
    /// The loops of this reduction, if it is such a one. The strides of `out` are those over the operand's axes.
    pub(super) fn of(frame: &Frame, leaf: &Leaf<'_, T>, out: &RawOut<T>) -> Option<Glance<T>> {
        let strides = leaf.strides();
        let along = |axis: usize| Steps {
            len: frame.shape[axis],
            stride: strides[axis],
        };
        let once = Steps { len: 1, stride: 0 };
        let (terms, results, out_stride) = match (frame.shape.len(), &frame.axes[..]) {
            (1, [0]) => (along(0), once, 0),
            (2, [0]) => (along(0), along(1), out.strides[1]),
            (2, [1]) => (along(1), along(0), out.strides[0]),
            (2, [0, 1]) if strides[1] == 1 && strides[0] == frame.shape[1].cast_signed() => {
                let len = frame.shape[0] * frame.shape[1];
                (Steps { len, stride: 1 }, once, 0)
            }
            _ => return None,
        };
        let small = terms.len <= BLOCK && terms.len * results.len <= SMALL;
        small.then_some(Glance {
            first: leaf.ptr(),
            terms,
            results,
            out_stride,
        })
    }

    /// How much there is to be done, in terms.
    pub(super) fn len(&self) -> usize {
        self.terms.len * self.results.len
    }
}

impl<K: Fold + Sync> FoldCall<'_, K> {
    /// Writes the results; `false` if there is no memory for it, and nothing is written.
    ///
    /// # Safety
    ///
    /// `glance` was made of a borrowed array that has terms, and of `out`, which this call alone writes.
    pub(super) unsafe fn at_a_glance(
        &self,
        glance: &Glance<K::Elem>,
        out: &RawOut<K::Elem>,
        order: Order,
        start: Option<K::Elem>,
    ) -> bool {
        let (kernel, level) = (self.kernel, Level::current());
        let Glance {
            first,
            terms,
            results,
            out_stride,
        } = *glance;
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
