//! The walk of a reduction: for some results at a time, all their terms through a tree.

use alloc::vec::Vec;
use core::convert::Infallible;

use smallvec::SmallVec;

use super::terms::{Reader, Terms};
use super::tree::{BLOCK, Order, Tree, lanes};
use super::uniform::List;
use crate::elementwise::element;
use crate::exec::{Level, RawOut, Stop, Walk, threads, walk_pieces};
use crate::kernel::Fold;
use crate::plan::{Loop, Nest, Plan, Tile};
use crate::shape::{Dims, Strides};

/// A reduction, ready to be walked: the operands of its plans are the leaves of `terms`, those of its mask, and the
/// outputs.
pub(crate) struct FoldWork<'a, K: Fold> {
    pub(crate) kernel: &'a K,
    pub(crate) terms: &'a dyn Terms<K::Elem>,
    pub(crate) outs: &'a [RawOut<K::Elem>],
    /// A value for each output that comes before its terms.
    pub(crate) start: Option<List<K::Elem>>,
    pub(crate) order: Order,
    /// The loops over the terms of a result.
    pub(crate) loops: &'a [Loop],
    /// The number of the first term, and how many there are: one at least.
    pub(crate) from: usize,
    pub(crate) len: usize,
    /// Whether results are computed side by side: in the inner loop over the results.
    pub(crate) side_by_side: bool,
    pub(crate) level: Level,
}

/// A reduction is divided among threads into about so many pieces.
const PIECES: usize = 64;

/// From so many results on it is divided by these.
const FEW_RESULTS: usize = 256;

/// A piece of terms has as many at least.
const LEAST_TERMS: usize = 16 * BLOCK;

/// The most bytes of running values, for all outputs: half a usual L2 cache. Memory keeps up with long rows only: those of
/// 2 KiB take twice as long as whole ones of 32 KiB.
const RUNNING_BYTES: usize = 512 << 10;

/// The least number of columns that a thread takes.
const LEAST_COLUMNS: usize = 256;

/// How the results of a row are computed: the same for all of a walk.
pub(super) struct Strip<'w> {
    /// The loops over the terms.
    nest: Nest<'w>,
    /// The loops of a tile: those over terms, and the one over columns.
    loops: SmallVec<[Loop; 4]>,
    /// How many results are computed side by side.
    pub(super) width: usize,
    /// The most elements of a tile.
    room: usize,
}

impl<K: Fold + Sync> FoldWork<'_, K> {
    pub(super) fn strip<'w>(&'w self, row: &Loop) -> Strip<'w> {
        self.strip_of(row, self.outs.len())
    }

    /// How many results are computed side by side, and whether terms are read in place, with so many outputs.
    pub(crate) fn reading(&self, row: &Loop, outputs: usize) -> (usize, bool) {
        let strip = self.strip_of(row, outputs);
        (strip.width, strip.room > self.terms.block())
    }

    fn strip_of<'w>(&'w self, row: &Loop, outputs: usize) -> Strip<'w> {
        let mut loops: SmallVec<[Loop; 4]> = self.loops.iter().cloned().collect();
        let running = match self.order {
            Order::Tree => lanes::<K::Elem>().min(self.len),
            Order::Left => 1,
        };
        let bytes = running * size_of::<K::Elem>().max(1) * outputs;
        let mut width = 1;
        if self.side_by_side {
            loops.push(row.clone());
            width = RUNNING_BYTES / bytes;
        }
        let room = self.terms.room(&loops, self.side_by_side);
        width = width.min(room / running);
        Strip {
            nest: Nest::new(self.loops),
            loops,
            width: width.max(1),
            room,
        }
    }

    /// Does all results of a plan.
    ///
    /// # Safety
    ///
    /// As [`Walk::walk`]; no two results share memory.
    pub(crate) unsafe fn run(&self, plan: &Plan, parallel: bool) -> Result<(), Stop> {
        let Some(row) = plan.loops.last() else {
            return Ok(());
        };
        if !parallel {
            // SAFETY: the caller's promise.
            return unsafe { self.walk(plan) };
        }
        // Results are divided among the threads if there are enough of them, else their terms.
        if plan.len >= FEW_RESULTS || self.order == Order::Left {
            let columns = plan.len.div_ceil(2 * threads()).max(LEAST_COLUMNS);
            let grain = (plan.len.div_ceil(PIECES)).max(self.strip(row).width.min(columns));
            // SAFETY: the caller's promise.
            return unsafe { walk_pieces(self, plan, grain) };
        }
        let grain = self.len.div_ceil(PIECES).max(LEAST_TERMS);
        // SAFETY: the caller's promise.
        unsafe { self.walk_terms(plan, grain) }
    }

    /// A tree for each output, with memory for so many columns.
    pub(super) fn trees(&self, columns: usize) -> Result<List<Tree<'_, K>>, Stop> {
        let mut trees = List::new();
        for _ in 0..self.outs.len() {
            let mut tree = Tree::new(self.kernel, self.level, self.order);
            if !tree.reserve(columns, self.len) {
                let values = columns.saturating_mul(Tree::<K>::height(self.order, self.len));
                return Err(Stop::Scratch {
                    shape: Vec::from([values]),
                    bytes: values.saturating_mul(size_of::<K::Elem>()),
                });
            }
            trees.push(tree);
        }
        Ok(trees)
    }

    /// The terms `from..to` of `columns` results, whose first elements are at `base`, through the trees.
    ///
    /// # Safety
    ///
    /// As [`Walk::walk`].
    pub(super) unsafe fn reduce(
        &self,
        reader: &mut dyn Reader<K::Elem>,
        trees: &mut List<Tree<'_, K>>,
        strip: &Strip<'_>,
        base: &[isize],
        columns: usize,
        (from, to): (usize, usize),
    ) {
        let room = (strip.room / columns).max(1);
        let mut begun = false;
        let mut tile = |offsets: &[isize], loops: &[Loop], extents: &[usize], len: usize| {
            let tile = Tile::new(offsets, loops, extents, len * columns);
            // SAFETY: a tile of the plans for these terms, of at most `room` elements or in place.
            let values = unsafe { reader.tile(tile, columns, self.side_by_side) };
            for (i, (tree, rows)) in trees.iter_mut().zip(values).enumerate() {
                if !begun && let Some(&any) = rows.row(0).first() {
                    let start = self.start.as_ref().map(|start| start[i]);
                    tree.begin(columns, to - from, any, start);
                }
                tree.push(rows);
            }
            begun = true;
        };
        let (mut begin, end) = (self.from + from, self.from + to);
        let depth = usize::from(self.side_by_side);
        if let [line] = self.loops {
            while begin < end {
                let len = room.min(end - begin);
                let extents = &[len, columns][..1 + depth];
                match begin {
                    0 => tile(base, &strip.loops, extents, len),
                    _ => tile(&at(base, &line.strides, begin), &strip.loops, extents, len),
                }
                begin += len;
            }
            return;
        }
        let done: Result<(), Infallible> = strip.nest.pieces(begin, end, room, &mut |piece| {
            let mut offsets = Strides::from_slice(base);
            for (offset, moved) in offsets.iter_mut().zip(piece.offsets) {
                *offset += moved;
            }
            let mut extents = Dims::from_slice(piece.extents);
            extents.extend((0..depth).map(|_| columns));
            tile(&offsets, &strip.loops[piece.depth..], &extents, piece.len);
            Ok(())
        });
        let Ok(()) = done;
    }

    /// Writes the values of some results.
    ///
    /// # Safety
    ///
    /// As [`Walk::walk`]: the results are at `base`, the next ones a step of `row` further on.
    pub(super) unsafe fn put(&self, output: usize, values: &[K::Elem], base: &[isize], row: &Loop) {
        let operand = base.len() - self.outs.len() + output;
        let start = match (&self.start, self.order) {
            (Some(start), Order::Tree) => Some(start[output]),
            _ => None,
        };
        let to = self.outs[output].ptr.wrapping_offset(base[operand]);
        // SAFETY: the results are the caller's.
        unsafe { put(self.kernel, values, start, to, row.strides[operand]) };
    }
}

/// Writes results, `stride` elements apart; `start` comes before each.
///
/// # Safety
///
/// There they can be written, which nobody else does.
pub(super) unsafe fn put<K: Fold>(
    kernel: &K,
    values: &[K::Elem],
    start: Option<K::Elem>,
    to: *mut K::Elem,
    stride: isize,
) {
    for (i, &value) in (0..).zip(values) {
        let value = match start {
            Some(start) => element(kernel, (start, value)),
            None => value,
        };
        // SAFETY: one of the results.
        unsafe { to.wrapping_offset(i * stride).write(value) };
    }
}

/// Where operands are after so many steps.
pub(super) fn at(offsets: &[isize], strides: &[isize], steps: usize) -> Strides {
    let mut moved = Strides::from_slice(offsets);
    for (offset, stride) in moved.iter_mut().zip(strides) {
        *offset += stride * steps.cast_signed();
    }
    moved
}

// SAFETY: reads terms of the results that the plan names, and writes these results, each once.
unsafe impl<K: Fold + Sync> Walk for FoldWork<'_, K> {
    fn cost(&self) -> usize {
        let term = self.terms.cost().saturating_add(K::SPEC.cost as usize);
        term.saturating_mul(self.len)
    }

    unsafe fn walk(&self, plan: &Plan) -> Result<(), Stop> {
        let Some(inner) = plan.loops.last() else {
            return Ok(());
        };
        if let Some(several) = self.several_lines(inner) {
            // SAFETY: the caller's promise.
            return unsafe { self.walk_lines(plan, &several) };
        }
        let strip = self.strip(inner);
        let mut trees = self.trees(strip.width.min(inner.len))?;
        let mut done = Ok(());
        self.terms.read(&mut |reader| {
            done = plan.rows(&mut |row| {
                for first in (0..row.len).step_by(strip.width) {
                    let columns = strip.width.min(row.len - first);
                    let base = at(row.offsets, row.strides, first);
                    let all = (0, self.len);
                    // SAFETY: results of the plan.
                    unsafe { self.reduce(reader, &mut trees, &strip, &base, columns, all) };
                    for (output, tree) in trees.iter_mut().enumerate() {
                        // SAFETY: as above.
                        unsafe { self.put(output, tree.finish(), &base, inner) };
                    }
                }
                Ok(())
            });
        });
        done
    }
}
