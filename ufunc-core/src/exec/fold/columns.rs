//! The loops of results side by side, compiled for each instruction set: rows of terms, one for each column.

use super::rounds::Rounds;
use super::rows::Rows;
use crate::exec::Job;
use crate::kernel::Fold;
use crate::math::Mode;

/// Values combined with others: `to[i]` becomes `f(to[i], with[i])`.
pub(super) struct Combine<'a, K: Fold> {
    pub(super) kernel: &'a K,
    pub(super) to: &'a mut [K::Elem],
    pub(super) with: &'a [K::Elem],
}

impl<K: Fold> Job for Combine<'_, K> {
    type Output = ();

    #[inline(always)]
    fn run<M: Mode>(self, mode: M) {
        combine(self.kernel, mode, self.to, self.with);
    }
}

#[inline(always)]
pub(super) fn combine<K: Fold, M: Mode>(kernel: &K, mode: M, to: &mut [K::Elem], with: &[K::Elem]) {
    for (to, &with) in to.iter_mut().zip(with) {
        *to = kernel.eval(mode, (*to, with));
    }
}

/// Values halved twice: the second half is combined with the first one, then half of what results with the other half.
pub(super) struct Quarter<'a, K: Fold> {
    pub(super) kernel: &'a K,
    pub(super) values: &'a mut [K::Elem],
}

impl<K: Fold> Job for Quarter<'_, K> {
    type Output = ();

    #[inline(always)]
    fn run<M: Mode>(self, mode: M) {
        let kernel = self.kernel;
        let (first, second) = self.values.split_at_mut(self.values.len() / 2);
        let (to, b) = first.split_at_mut(first.len() / 2);
        let (c, d) = second.split_at(second.len() / 2);
        for (((to, &mut b), &c), &d) in to.iter_mut().zip(b).zip(c).zip(d) {
            let (even, odd) = (kernel.eval(mode, (*to, c)), kernel.eval(mode, (b, d)));
            *to = kernel.eval(mode, (even, odd));
        }
    }
}

/// Rows combined with running values in turn: row `i` with value `first + i`, which begins again after the last one.
pub(super) struct Sequence<'a, K: Fold> {
    pub(super) kernel: &'a K,
    /// The running values, a row each.
    pub(super) lanes: &'a mut [K::Elem],
    pub(super) first: usize,
    /// Whether the running values begin as the first rows: one for each, and `first` is 0.
    pub(super) begins: bool,
    pub(super) rows: Rows<'a, K::Elem>,
}

impl<K: Fold> Job for Sequence<'_, K> {
    type Output = ();

    // Nothing here can panic: no loop has a branch to where it would.
    #[inline(always)]
    fn run<M: Mode>(self, mode: M) {
        if let [running] = self.lanes {
            // One column from the left: the value stays in a register.
            let mut value = *running;
            for i in 0..self.rows.len() {
                let counts = self.rows.mask_of(i).is_none_or(|mask| mask == [true]);
                if counts && let [term] = self.rows.row(i) {
                    value = self.kernel.eval(mode, (value, *term));
                }
            }
            *running = value;
        } else if self.rows.is_masked() {
            self.masked(mode);
        } else if self.rows.columns() > 0 {
            self.all(mode);
        }
    }
}

impl<K: Fold> Sequence<'_, K> {
    #[inline(always)]
    fn masked<M: Mode>(self, mode: M) {
        let columns = self.rows.columns();
        let mut place = self.first * columns;
        for i in 0..self.rows.len() {
            if place >= self.lanes.len() {
                place = 0;
            }
            let to = self.lanes.get_mut(place..).unwrap_or_default();
            let mask = self.rows.mask_of(i).unwrap_or_default();
            for ((to, &with), &counts) in to.iter_mut().zip(self.rows.row(i)).zip(mask) {
                if counts {
                    *to = self.kernel.eval(mode, (*to, with));
                }
            }
            place += columns;
        }
    }

    /// Whole rounds several at once; what is left of a round before and after them row by row.
    #[inline(always)]
    fn all<M: Mode>(self, mode: M) {
        let (kernel, lanes, columns) = (self.kernel, self.lanes, self.rows.columns());
        let count = (lanes.len() / columns).max(1);
        let (head, rows) = self.rows.split_at((count - self.first % count) % count);
        let (rows, tail) = rows.split_at(rows.len() / count * count);
        let next = lanes.get_mut(self.first * columns..).unwrap_or_default();
        each(kernel, mode, next, head);
        let rounds = Rounds {
            kernel,
            lanes: &mut *lanes,
            count,
            rows,
        };
        rounds.combine(mode, self.begins);
        each(kernel, mode, lanes, tail);
    }
}

/// Row by row, each with the next running value.
#[inline(always)]
fn each<K: Fold, M: Mode>(kernel: &K, mode: M, lanes: &mut [K::Elem], rows: Rows<'_, K::Elem>) {
    let lanes = lanes.chunks_exact_mut(rows.columns().max(1));
    for (i, to) in lanes.enumerate().take(rows.len()) {
        combine(kernel, mode, to, rows.row(i));
    }
}
