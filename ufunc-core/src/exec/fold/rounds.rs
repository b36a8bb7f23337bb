//! Whole rounds of rows, one row for each running value: several rounds at once.
//!
//! A running value is then read and written once for several rows. The memory that the rows come from sets the pace, not
//! the one that the running values are in.

use core::array;

use super::columns::combine;
use super::rows::Rows;
use crate::exec::prefetch::{asks, is_long, prefetch_behind};
use crate::kernel::Fold;
use crate::math::Mode;

/// Rounds of rows to be combined with running values: row `i` with value `i % count`.
pub(super) struct Rounds<'a, K: Fold> {
    pub(super) kernel: &'a K,
    /// The running values, a row each.
    pub(super) lanes: &'a mut [K::Elem],
    /// How many running values there are.
    pub(super) count: usize,
    pub(super) rows: Rows<'a, K::Elem>,
}

/// How many rounds are combined at once: a processor follows so many rows in memory easily.
const AT_ONCE: usize = 4;

impl<K: Fold> Rounds<'_, K> {
    /// Combines them all; the running values may begin as the first round.
    #[inline(always)]
    pub(super) fn combine<M: Mode>(mut self, mode: M, begins: bool) {
        let rounds = self.rows.len() / self.count.max(1);
        let ahead = self.asks_ahead();
        if self.rows.dense().is_some() {
            // A round is one long row.
            self.rows = self.rows.joined(self.count);
            self.count = 1;
        }
        let mut done = 0;
        if begins && rounds >= AT_ONCE {
            self.several::<M, true>(mode, done, ahead);
            done = AT_ONCE;
        } else if begins {
            self.begin();
            done = 1;
        }
        while done + AT_ONCE <= rounds {
            self.several::<M, false>(mode, done, ahead);
            done += AT_ONCE;
        }
        while done < rounds {
            self.one(mode, done);
            done += 1;
        }
    }

    /// Whether what is ahead of a value in memory is read next: rows have no gaps between them, or are long.
    #[inline(always)]
    fn asks_ahead(&self) -> bool {
        let long = is_long::<K::Elem>(AT_ONCE * self.rows.columns());
        self.count > 1 && (self.rows.dense().is_some() || long)
    }

    /// The running values begin as the first round.
    #[inline(always)]
    fn begin(&mut self) {
        let lanes = self.lanes.chunks_exact_mut(self.rows.columns().max(1));
        for (lane, to) in lanes.enumerate().take(self.count) {
            for (to, &value) in to.iter_mut().zip(self.rows.row(lane)) {
                *to = value;
            }
        }
    }

    #[inline(always)]
    fn one<M: Mode>(&mut self, mode: M, round: usize) {
        let lanes = self.lanes.chunks_exact_mut(self.rows.columns().max(1));
        for (lane, to) in lanes.enumerate().take(self.count) {
            combine(
                self.kernel,
                mode,
                to,
                self.rows.row(round * self.count + lane),
            );
        }
    }

    /// Combines [`AT_ONCE`] rounds. The next running value's rows lie behind those of the one before, so that each round
    /// is a stream of memory that goes on.
    #[inline(always)]
    fn several<M: Mode, const BEGINS: bool>(&mut self, mode: M, done: usize, ahead: bool) {
        let lanes = self.lanes.chunks_exact_mut(self.rows.columns().max(1));
        for (lane, to) in lanes.enumerate().take(self.count) {
            let rows = array::from_fn(|i| self.rows.row((done + i) * self.count + lane));
            let chain = Chain {
                kernel: self.kernel,
                to,
                rows,
            };
            // Two lines of memory at a time. Only one of these is compiled.
            match const {
                if asks(K::SPEC.cost) {
                    size_of::<K::Elem>()
                } else {
                    0
                }
            } {
                1 if ahead => chain.run_ahead::<M, BEGINS, 128>(mode),
                2 if ahead => chain.run_ahead::<M, BEGINS, 64>(mode),
                4 if ahead => chain.run_ahead::<M, BEGINS, 32>(mode),
                8 if ahead => chain.run_ahead::<M, BEGINS, 16>(mode),
                16 if ahead => chain.run_ahead::<M, BEGINS, 8>(mode),
                _ => chain.run::<M, BEGINS>(mode),
            }
        }
    }
}

/// A running value for each column, and rows that it is combined with one after the other. The first row may be what the
/// running values begin as.
struct Chain<'a, K: Fold> {
    kernel: &'a K,
    to: &'a mut [K::Elem],
    rows: [&'a [K::Elem]; AT_ONCE],
}

impl<K: Fold> Chain<'_, K> {
    #[inline(always)]
    fn run<M: Mode, const BEGINS: bool>(self, mode: M) {
        let Chain { kernel, to, rows } = self;
        let [a, b, c, d] = rows;
        for ((((to, &a), &b), &c), &d) in to.iter_mut().zip(a).zip(b).zip(c).zip(d) {
            let mut value = if BEGINS {
                a
            } else {
                kernel.eval(mode, (*to, a))
            };
            for term in [b, c, d] {
                value = kernel.eval(mode, (value, term));
            }
            *to = value;
        }
    }

    /// The same, `P` columns at a time, which are two lines of memory.
    #[inline(always)]
    fn run_ahead<M: Mode, const BEGINS: bool, const P: usize>(self, mode: M) {
        let Chain { kernel, to, rows } = self;
        let (parts, rest) = to.as_chunks_mut::<P>();
        let done = parts.len() * P;
        let [a, b, c, d] = rows.map(|row| row.as_chunks::<P>().0);
        for ((((to, a), b), c), d) in parts.iter_mut().zip(a).zip(b).zip(c).zip(d) {
            for row in [a, b, c, d] {
                prefetch_behind(row, AT_ONCE);
            }
            // In registers: nothing is written on the way that a row could seem to share memory with.
            let mut values = if BEGINS { *a } else { *to };
            for row in &[a, b, c, d][usize::from(BEGINS)..] {
                for i in 0..P {
                    values[i] = kernel.eval(mode, (values[i], row[i]));
                }
            }
            *to = values;
        }
        let rest = Chain {
            kernel,
            to: rest,
            rows: rows.map(|row| row.get(done..).unwrap_or_default()),
        };
        rest.run::<M, BEGINS>(mode);
    }
}
