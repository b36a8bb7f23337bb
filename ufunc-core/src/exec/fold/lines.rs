//! Reductions of lines of terms that lie side by side: a row of lines at once, where they are read or computed.

use alloc::vec::Vec;

use super::blocks::Blocks;
use super::rows::Rows;
use super::tree::{BLOCK, Order, lanes, waiting};
use super::walk::{FoldWork, at};
use crate::exec::{Job, Stop};
use crate::kernel::Fold;
use crate::math::Mode;
use crate::plan::{Loop, Plan, Tile};

impl<K: Fold + Sync> FoldWork<'_, K> {
    /// How lines are reduced several at once, if they are: one loop is over all terms of a result, and they lie side by
    /// side in memory, or a block has room for some lines.
    pub(super) fn several_lines(&self, row: &Loop) -> Option<SeveralLines> {
        let [line] = self.loops else {
            return None;
        };
        if self.side_by_side || self.from != 0 || line.len != self.len || self.terms.skips() {
            return None;
        }
        let loops = [row.clone(), line.clone()];
        let at_once = self.terms.room(&loops, true) / self.len;
        (at_once >= LEAST_LINES).then_some(SeveralLines { loops, at_once })
    }

    /// Does all results of a plan, each of which is that of a line.
    ///
    /// # Safety
    ///
    /// As [`Walk::walk`](crate::exec::Walk::walk).
    pub(super) unsafe fn walk_lines(
        &self,
        plan: &Plan,
        several: &SeveralLines,
    ) -> Result<(), Stop> {
        let blocks = self.len.div_ceil(BLOCK);
        let mut waiting = Vec::new();
        let height = (usize::BITS - blocks.leading_zeros()) as usize;
        if waiting.try_reserve_exact(height).is_err() {
            return Err(Stop::Scratch {
                shape: Vec::from([height]),
                bytes: height.saturating_mul(size_of::<K::Elem>()),
            });
        }
        let mut done = Ok(());
        self.terms.read(&mut |reader| {
            done = plan.rows(&mut |row| {
                for first in (0..row.len).step_by(several.at_once) {
                    let count = several.at_once.min(row.len - first);
                    let base = at(row.offsets, row.strides, first);
                    let extents = &[count, self.len];
                    let tile = Tile::new(&base, &several.loops, extents, count * self.len);
                    // SAFETY: a tile of the plans for these terms, of at most `room` elements or in place.
                    let values = unsafe { reader.tile(tile, self.len, true) };
                    let first_out = base.len() - self.outs.len();
                    for (output, lines) in values.into_iter().enumerate() {
                        let Some(&any) = lines.row(0).first() else {
                            continue;
                        };
                        waiting.resize(height, any);
                        let operand = first_out + output;
                        self.level.careful(Lines {
                            line: Line {
                                kernel: self.kernel,
                                order: self.order,
                                start: self.start.as_ref().map(|start| start[output]),
                                waiting: &mut waiting,
                            },
                            lines,
                            to: self.outs[output].ptr.wrapping_offset(base[operand]),
                            stride: row.strides[operand],
                        });
                    }
                }
                Ok(())
            });
        });
        done
    }
}

/// Lines that are reduced together.
pub(super) struct SeveralLines {
    /// Over lines, and over the terms of one.
    loops: [Loop; 2],
    at_once: usize,
}

/// Fewer lines are not worth it: in one line, what does not change along it is read once.
const LEAST_LINES: usize = 4;

/// The reduction of each line.
pub(super) struct Lines<'a, K: Fold> {
    pub(super) line: Line<'a, K>,
    pub(super) lines: Rows<'a, K::Elem>,
    /// Where the first result is put, and how far the next one is.
    pub(super) to: *mut K::Elem,
    pub(super) stride: isize,
}

impl<K: Fold> Job for Lines<'_, K> {
    type Output = ();

    #[inline(always)]
    fn run<M: Mode>(mut self, mode: M) {
        let goes_on = self.lines.dense().is_some();
        for i in 0..self.lines.len() {
            if let Some(value) = self.line.value(mode, self.lines.row(i), goes_on) {
                let to = self.to.wrapping_offset(self.stride * i.cast_signed());
                // SAFETY: an element of the output, which only this walk writes.
                unsafe { to.write(value) };
            }
        }
    }
}

/// How a line is reduced.
pub(super) struct Line<'a, K: Fold> {
    pub(super) kernel: &'a K,
    pub(super) order: Order,
    pub(super) start: Option<K::Elem>,
    /// The values of 1, 2, 4, … blocks; none if there is one.
    pub(super) waiting: &'a mut [K::Elem],
}

impl<K: Fold> Line<'_, K> {
    /// The value of a line that has terms; `goes_on` tells whether what is behind them in memory is read next.
    #[inline(always)]
    pub(super) fn value<M: Mode>(
        &mut self,
        mode: M,
        terms: &[K::Elem],
        goes_on: bool,
    ) -> Option<K::Elem> {
        if self.order == Order::Left {
            return match self.start {
                Some(start) => Some(self.left(mode, start, terms)),
                None => {
                    let (&first, rest) = terms.split_first()?;
                    Some(self.left(mode, first, rest))
                }
            };
        }
        let value = if terms.len() < const { lanes::<K::Elem>() } {
            // Fewer terms than running values.
            let (&first, rest) = terms.split_first()?;
            self.left(mode, first, rest)
        } else {
            self.tree(mode, terms, goes_on)?
        };
        match self.start {
            Some(start) => Some(self.kernel.eval(mode, (start, value))),
            None => Some(value),
        }
    }

    #[inline(always)]
    fn tree<M: Mode>(&mut self, mode: M, terms: &[K::Elem], goes_on: bool) -> Option<K::Elem> {
        let one = terms.len() <= BLOCK;
        let last = Blocks {
            kernel: self.kernel,
            terms,
            waiting: if one { &mut [] } else { &mut *self.waiting },
            before: 0,
            goes_on,
        };
        let mut value = last.value(mode)?;
        if !one {
            // The last value of the counter waits, too.
            for (number, place) in waiting(terms.len().div_ceil(BLOCK)).enumerate() {
                let earlier = *self.waiting.get(place)?;
                value = if number > 0 {
                    self.kernel.eval(mode, (earlier, value))
                } else {
                    earlier
                };
            }
        }
        Some(value)
    }

    #[inline(always)]
    fn left<M: Mode>(&self, mode: M, mut value: K::Elem, rest: &[K::Elem]) -> K::Elem {
        for &term in rest {
            value = self.kernel.eval(mode, (value, term));
        }
        value
    }
}
