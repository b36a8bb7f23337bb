//! The loops of results side by side, compiled for each instruction set: rows of terms, one for each column.

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
fn combine<K: Fold, M: Mode>(kernel: &K, mode: M, to: &mut [K::Elem], with: &[K::Elem]) {
    for (to, &with) in to.iter_mut().zip(with) {
        *to = kernel.eval(mode, (*to, with));
    }
}

/// Rows combined with running values in turn: row `i` with value `first + i`, which begins again after the last one.
pub(super) struct Sequence<'a, K: Fold> {
    pub(super) kernel: &'a K,
    /// The running values, a row each.
    pub(super) lanes: &'a mut [K::Elem],
    pub(super) first: usize,
    pub(super) rows: Rows<'a, K::Elem>,
}

impl<K: Fold> Job for Sequence<'_, K> {
    type Output = ();

    #[inline(always)]
    fn run<M: Mode>(self, mode: M) {
        let Sequence {
            kernel,
            lanes,
            first,
            rows,
        } = self;
        if let [running] = lanes {
            // One column from the left: the value stays in a register.
            let mut value = *running;
            for i in 0..rows.len() {
                let counts = rows.mask_of(i).is_none_or(|mask| mask == [true]);
                if counts && let [term] = rows.row(i) {
                    value = kernel.eval(mode, (value, *term));
                }
            }
            *running = value;
            return;
        }
        // Nothing here can panic: no loop has a branch to where it would.
        let columns = rows.columns();
        if columns >= WIDE && !rows.is_masked() {
            return several_at_once(kernel, mode, lanes, first, rows);
        }
        let begin = (first * columns).min(lanes.len());
        if let (Some(values), false) = (rows.dense(), rows.is_masked()) {
            // Side by side as the running values are.
            let lead = &mut lanes[begin..];
            let (now, later) = values.split_at(values.len().min(lead.len()));
            combine(kernel, mode, lead, now);
            if !lanes.is_empty() {
                for values in later.chunks(lanes.len()) {
                    combine(kernel, mode, lanes, values);
                }
            }
            return;
        }
        let mut place = begin;
        for i in 0..rows.len() {
            if place >= lanes.len() {
                place = 0;
            }
            let to = lanes.get_mut(place..).unwrap_or_default();
            match rows.mask_of(i) {
                None => combine(kernel, mode, to, rows.row(i)),
                Some(mask) => {
                    for ((to, &with), &counts) in to.iter_mut().zip(rows.row(i)).zip(mask) {
                        if counts {
                            *to = kernel.eval(mode, (*to, with));
                        }
                    }
                }
            }
            place += columns;
        }
    }
}

/// Rows at least as long are combined several at once.
const WIDE: usize = 64;

/// How many rows: those of a whole block are three times as many for each running value.
const AT_ONCE: usize = 5;

/// As [`Sequence`], value by value: each is read and written once for several rows. The memory that rows come from then
/// sets the pace, not the one that values are in.
#[inline(always)]
fn several_at_once<K: Fold, M: Mode>(
    kernel: &K,
    mode: M,
    lanes: &mut [K::Elem],
    first: usize,
    rows: Rows<'_, K::Elem>,
) {
    let columns = rows.columns();
    let count = (lanes.len() / columns).max(1);
    for begin in 0..count.min(rows.len()) {
        let place = (first + begin) % count * columns;
        let to = lanes.get_mut(place..place + columns).unwrap_or_default();
        let mut row = begin;
        while row + (AT_ONCE - 1) * count < rows.len() {
            let [a, b, c, d, e] = core::array::from_fn(|i| rows.row(row + i * count));
            for (((((to, &a), &b), &c), &d), &e) in to.iter_mut().zip(a).zip(b).zip(c).zip(d).zip(e)
            {
                let mut value = kernel.eval(mode, (*to, a));
                value = kernel.eval(mode, (value, b));
                value = kernel.eval(mode, (value, c));
                value = kernel.eval(mode, (value, d));
                *to = kernel.eval(mode, (value, e));
            }
            row += AT_ONCE * count;
        }
        while row < rows.len() {
            combine(kernel, mode, to, rows.row(row));
            row += count;
        }
    }
}
