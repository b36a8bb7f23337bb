//! The loops of a reduction, compiled for each instruction set.

use core::hint::black_box;

use super::rows::Rows;
use super::tree::{BLOCK, lanes};
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
        if let (Some(mut values), false) = (rows.dense(), rows.is_masked()) {
            // Side by side as the running values are.
            let mut lead = &mut lanes[first * rows.columns()..];
            while !values.is_empty() {
                let (now, later) = values.split_at(values.len().min(lead.len()));
                combine(kernel, mode, lead, now);
                values = later;
                lead = &mut lanes[..];
            }
            return;
        }
        let columns = rows.columns();
        let count = lanes.len() / columns;
        let mut place = first;
        for i in 0..rows.len() {
            let to = &mut lanes[place * columns..][..columns];
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
            place = if place + 1 == count { 0 } else { place + 1 };
        }
    }
}

/// Blocks of terms of one column: the value of each.
pub(super) struct Blocks<'a, K: Fold> {
    pub(super) kernel: &'a K,
    pub(super) terms: &'a [K::Elem],
    pub(super) values: &'a mut [K::Elem],
}

impl<K: Fold> Job for Blocks<'_, K> {
    type Output = ();

    #[inline(always)]
    fn run<M: Mode>(self, mode: M) {
        for (value, terms) in self.values.iter_mut().zip(self.terms.chunks(BLOCK)) {
            // Only one of these is compiled.
            *value = match const { lanes::<K::Elem>() } {
                32 => block::<K, M, 32>(self.kernel, mode, terms),
                16 => block::<K, M, 16>(self.kernel, mode, terms),
                8 => block::<K, M, 8>(self.kernel, mode, terms),
                _ => block::<K, M, 4>(self.kernel, mode, terms),
            };
        }
    }
}

/// The value of a block: `L` running values side by side, which are then combined half to half. There is a term.
#[inline(always)]
fn block<K: Fold, M: Mode, const L: usize>(kernel: &K, mode: M, terms: &[K::Elem]) -> K::Elem {
    let (rounds, mut left) = terms.as_chunks::<L>();
    let Some((begin, rounds)) = rounds.split_first() else {
        let mut value = left[0];
        for &term in &left[1..] {
            value = kernel.eval(mode, (value, term));
        }
        return value;
    };
    let mut running = *begin;
    for round in rounds {
        for i in 0..L {
            running[i] = kernel.eval(mode, (running[i], round[i]));
        }
    }
    // Through memory: LLVM, which plans backwards, else makes vectors of two of what follows.
    let mut running = black_box(running);
    let mut half = L / 2;
    while half > 0 {
        let (low, high) = running.split_at_mut(half);
        combine(kernel, mode, low, high);
        if left.len() >= half {
            let (now, later) = left.split_at(half);
            combine(kernel, mode, low, now);
            left = later;
        }
        half /= 2;
    }
    running[0]
}
