//! Accumulation: the running results of a reduction from the left, for several lines side by side.

use alloc::vec::Vec;

use smallvec::{SmallVec, smallvec};

use super::frame::Frame;
use super::grid::{Grid, Scan, ScanColumns};
use super::terms::{Reader, Terms};
use super::uniform::{List, Uniform};
use super::walk::at;
use crate::exec::{Level, RawOut, Stop, Threads, Walk, stop_error, walk_pieces};
use crate::kernel::Fold;
use crate::operand::NoDonors;
use crate::out::Layout;
use crate::plan::{Loop, Plan, Tile};
use crate::shape::Dims;
use crate::{Error, Order};

/// What an accumulation needs besides its operand and outputs.
pub(crate) struct ScanCall<'a, K: Fold> {
    pub(crate) kernel: &'a K,
    pub(crate) axis: isize,
    /// Whether each result is that of the terms before it.
    pub(crate) exclusive: bool,
    /// A value for each output that comes before its terms.
    pub(crate) initial: Option<List<K::Elem>>,
    pub(crate) threads: Threads,
    /// Whether the operand's function asks for threads.
    pub(crate) annotated: bool,
    pub(crate) order: Order,
}

impl<K: Fold + Sync> ScanCall<'_, K> {
    /// The accumulation with fresh outputs.
    pub(crate) fn eval<O: Uniform<K::Elem>>(
        &self,
        terms: &dyn Terms<K::Elem>,
    ) -> Result<O::Arrays, Error> {
        let frame = self.frame(terms)?;
        let axes = 0..frame.shape.len();
        let order: Dims = match self.order {
            Order::K if axes.len() > 1 => frame.whole_layout(&frame.strides(terms.operand(), None)),
            Order::C | Order::K => axes.collect(),
            Order::F => axes.rev().collect(),
        };
        let layout = Layout {
            ufunc: K::SPEC.name,
            shape: &frame.shape,
            order: &order,
            reuse: false,
        };
        let mut fresh = O::allocate(&|_| layout, &mut NoDonors)?;
        let raws = O::raw_list(O::raws(&mut fresh));
        self.run(&frame, terms, &raws)?;
        // SAFETY: `run` has written each element.
        Ok(unsafe { O::written(fresh, &mut NoDonors) })
    }

    /// The accumulation with given outputs.
    pub(crate) fn assign(
        &self,
        terms: &dyn Terms<K::Elem>,
        outs: &[RawOut<K::Elem>],
    ) -> Result<(), Error> {
        let frame = self.frame(terms)?;
        for (number, out) in outs.iter().enumerate() {
            if out.shape != frame.shape {
                return Err(frame.out_shape(number, &out.shape, &frame.shape));
            }
        }
        self.run(&frame, terms, outs)
    }

    /// Checks what does not depend on the outputs.
    fn frame(&self, terms: &dyn Terms<K::Elem>) -> Result<Frame, Error> {
        let frame = Frame::of_axis(K::SPEC, terms.shape()?, self.axis)?;
        if self.exclusive && self.initial.is_none() && K::identity().is_none() {
            return Err(Error::Argument {
                ufunc: K::SPEC.name,
                message: "an exclusive accumulation needs a value to begin with, and the function has no `identity`: \
                          give one with `initial`"
                    .into(),
            });
        }
        Ok(frame)
    }

    /// Writes the running results to outputs of the operand's shape.
    fn run(
        &self,
        frame: &Frame,
        terms: &dyn Terms<K::Elem>,
        outs: &[RawOut<K::Elem>],
    ) -> Result<(), Error> {
        if frame.terms() == 0 || frame.results() == 0 {
            return Ok(());
        }
        let identity = || outs.iter().map(|_| K::identity()).collect::<Option<_>>();
        let start: Option<List<K::Elem>> = match &self.initial {
            None if self.exclusive => identity(),
            initial => initial.clone(),
        };
        if let (Some(leaf), [out]) = (terms.array(), outs) {
            let start = start.as_ref().map(|start| start[0]);
            // SAFETY: the array is borrowed, and has terms; the output is borrowed mutably or fresh.
            if unsafe { self.at_a_glance(frame, leaf, out, start) } {
                return Ok(());
            }
        }
        let mut strides = frame.strides(terms.operand(), None);
        let inputs = strides.len();
        strides.extend(outs.iter().map(|out| out.strides.clone()));
        let loops = frame.loops(inputs, &strides);
        // One axis is one loop.
        let Some(line) = loops.terms.loops.first() else {
            return Ok(());
        };
        let work = ScanWork {
            kernel: self.kernel,
            terms,
            outs,
            start,
            exclusive: self.exclusive,
            line,
            len: loops.terms.len,
            side_by_side: loops.side_by_side,
            level: Level::current(),
        };
        let done = if self.in_parallel(loops.results.len.saturating_mul(work.cost())) {
            let grain = loops
                .results
                .len
                .div_ceil(64)
                .max(if work.side_by_side { 64 } else { 1 });
            // SAFETY: the plan was made from this work's operands. The outputs are borrowed mutably or fresh, so no two of
            // their elements share memory.
            unsafe { walk_pieces(&work, &loops.results, grain) }
        } else {
            // SAFETY: as above.
            unsafe { work.walk(&loops.results) }
        };
        done.map_err(|stop| stop_error(K::SPEC.name, stop, &frame.shape))
    }

    /// Whether so much work is done in parallel.
    pub(super) fn in_parallel(&self, work: usize) -> bool {
        let annotated = self.annotated || K::SPEC.parallel;
        self.threads.parallel(annotated, work)
    }
}

/// An accumulation, ready to be walked: as [`FoldWork`](super::walk::FoldWork), with outputs as long as the operand.
struct ScanWork<'a, K: Fold> {
    kernel: &'a K,
    terms: &'a dyn Terms<K::Elem>,
    outs: &'a [RawOut<K::Elem>],
    start: Option<List<K::Elem>>,
    exclusive: bool,
    /// The loop along the axis.
    line: &'a Loop,
    len: usize,
    side_by_side: bool,
    level: Level,
}

/// The most bytes of running values, for all outputs: they stay in the L2 cache, and rows are read and written in long
/// pieces.
const RUNNING_BYTES: usize = 64 << 10;

// SAFETY: reads the lines that the plan names, and writes these lines of the outputs, each once.
unsafe impl<K: Fold + Sync> Walk for ScanWork<'_, K> {
    fn cost(&self) -> usize {
        let term = self.terms.cost().saturating_add(K::SPEC.cost as usize);
        term.saturating_mul(self.len)
    }

    unsafe fn walk(&self, plan: &Plan) -> Result<(), Stop> {
        let Some(inner) = plan.loops.last() else {
            return Ok(());
        };
        let mut loops: SmallVec<[Loop; 2]> = smallvec![inner.clone(), self.line.clone()];
        if !self.side_by_side && self.terms.room(&loops, true) == usize::MAX {
            // SAFETY: the caller's promise.
            return unsafe { self.lines_in_place(plan, &loops) };
        }
        loops.remove(0);
        let mut width = 1;
        if self.side_by_side {
            loops.push(inner.clone());
            width = RUNNING_BYTES / (size_of::<K::Elem>().max(1) * self.outs.len());
        }
        let room = self.terms.room(&loops, self.side_by_side);
        let width = width.min(room).max(1);
        let mut running: List<Vec<K::Elem>> = self.outs.iter().map(|_| Vec::new()).collect();
        let columns = width.min(inner.len);
        for values in &mut running {
            if values.try_reserve_exact(columns).is_err() {
                return Err(Stop::Scratch {
                    shape: Vec::from([columns]),
                    bytes: columns.saturating_mul(size_of::<K::Elem>()),
                });
            }
        }
        let mut done = Ok(());
        self.terms.read(&mut |reader| {
            done = plan.rows(&mut |row| {
                for first in (0..row.len).step_by(width) {
                    let base = at(row.offsets, row.strides, first);
                    let lines = Lines {
                        base: &base,
                        step: row.strides,
                        columns: width.min(row.len - first),
                        room,
                        loops: &loops,
                    };
                    // SAFETY: lines of the plan.
                    unsafe { self.lines(reader, &lines, &mut running) };
                }
                Ok(())
            });
        });
        done
    }
}

/// Some lines side by side.
struct Lines<'l> {
    /// Where their first elements are.
    base: &'l [isize],
    /// How far the next line is.
    step: &'l [isize],
    columns: usize,
    room: usize,
    /// The loops of a tile.
    loops: &'l [Loop],
}

impl<K: Fold + Sync> ScanWork<'_, K> {
    /// Accumulates lines whose terms lie side by side in memory, where they are read: a row of lines at once.
    ///
    /// # Safety
    ///
    /// As [`Walk::walk`].
    unsafe fn lines_in_place(&self, plan: &Plan, loops: &[Loop]) -> Result<(), Stop> {
        let mut done = Ok(());
        self.terms.read(&mut |reader| {
            done = plan.rows(&mut |row| {
                let extents = &[row.len, self.len];
                let tile = Tile::new(row.offsets, loops, extents, row.len * self.len);
                // SAFETY: a tile of the plans for these terms, in place.
                let values = unsafe { reader.tile(tile, self.len, true) };
                let first_out = row.offsets.len() - self.outs.len();
                for (output, columns) in values.into_iter().enumerate() {
                    let operand = first_out + output;
                    self.level.careful(ScanColumns {
                        kernel: self.kernel,
                        start: self.start.as_ref().map(|start| start[output]),
                        columns,
                        to: Grid {
                            first: self.outs[output].ptr.wrapping_offset(row.offsets[operand]),
                            row: self.line.strides[operand],
                            column: row.strides[operand],
                        },
                        exclusive: self.exclusive,
                    });
                }
                Ok(())
            });
        });
        done
    }

    /// Accumulates some lines.
    ///
    /// # Safety
    ///
    /// As [`Walk::walk`].
    unsafe fn lines(
        &self,
        reader: &mut dyn Reader<K::Elem>,
        lines: &Lines<'_>,
        running: &mut List<Vec<K::Elem>>,
    ) {
        for (output, values) in running.iter_mut().enumerate() {
            values.clear();
            if let Some(start) = &self.start {
                values.resize(lines.columns, start[output]);
            }
        }
        let first_out = lines.base.len() - self.outs.len();
        let (room, depth) = (
            (lines.room / lines.columns).max(1),
            usize::from(self.side_by_side),
        );
        for begin in (0..self.len).step_by(room) {
            let len = room.min(self.len - begin);
            let offsets = at(lines.base, &self.line.strides, begin);
            let extents = &[len, lines.columns][..1 + depth];
            let tile = Tile::new(&offsets, lines.loops, extents, len * lines.columns);
            // SAFETY: a tile of the plans for these terms, of at most `room` elements or in place.
            let values = unsafe { reader.tile(tile, lines.columns, self.side_by_side) };
            for ((output, running), mut rows) in running.iter_mut().enumerate().zip(values) {
                let operand = first_out + output;
                let mut to = Grid {
                    first: self.outs[output].ptr.wrapping_offset(offsets[operand]),
                    row: self.line.strides[operand],
                    column: lines.step[operand],
                };
                if running.is_empty() {
                    // The first terms are the first results.
                    running.extend_from_slice(rows.row(0));
                    // SAFETY: a row of the output, which only this walk writes.
                    unsafe { to.put(running) };
                    rows = rows.split_at(1).1;
                    to = to.down(1);
                }
                self.level.careful(Scan {
                    kernel: self.kernel,
                    running,
                    rows,
                    to,
                    exclusive: self.exclusive,
                });
            }
        }
    }
}
