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

/// Blocks of terms of one column, whose values are added to a binary counter. The result is the last block's value.
pub(super) struct Blocks<'a, K: Fold> {
    pub(super) kernel: &'a K,
    /// Whole blocks, or the last one.
    pub(super) terms: &'a [K::Elem],
    /// The values of 1, 2, 4, … blocks, each waiting for one of as many. Nothing waits if there is one block only.
    pub(super) waiting: &'a mut [K::Elem],
    /// How many blocks came before.
    pub(super) before: usize,
}

impl<K: Fold> Job for Blocks<'_, K> {
    type Output = Option<K::Elem>;

    #[inline(always)]
    fn run<M: Mode>(self, mode: M) -> Option<K::Elem> {
        self.value(mode)
    }
}

impl<K: Fold> Blocks<'_, K> {
    #[inline(always)]
    pub(super) fn value<M: Mode>(self, mode: M) -> Option<K::Elem> {
        // Only one of these is compiled.
        match const { lanes::<K::Elem>() } {
            32 => self.each::<M, 32>(mode),
            16 => self.each::<M, 16>(mode),
            8 => self.each::<M, 8>(mode),
            _ => self.each::<M, 4>(mode),
        }
    }

    #[inline(always)]
    fn each<M: Mode, const L: usize>(mut self, mode: M) -> Option<K::Elem> {
        let (kernel, terms) = (self.kernel, self.terms);
        let mut last = None;
        // Whole blocks, whose length is known here, are compiled without counting.
        let (whole, rest) = terms.as_chunks::<BLOCK>();
        for terms in whole {
            last = Some(self.count(mode, block::<K, M, L>(kernel, mode, terms)?));
        }
        if !rest.is_empty() {
            last = Some(self.count(mode, block::<K, M, L>(kernel, mode, rest)?));
        }
        last
    }

    /// Adds the next block's value to the counter, and returns what it has become.
    #[inline(always)]
    fn count<M: Mode>(&mut self, mode: M, mut value: K::Elem) -> K::Elem {
        let full = self.before.trailing_ones() as usize;
        if full < self.waiting.len() {
            for &earlier in &self.waiting[..full] {
                value = self.kernel.eval(mode, (earlier, value));
            }
            self.waiting[full] = value;
        }
        self.before += 1;
        value
    }
}

/// The value of a block: `L` running values side by side, which are then combined half to half.
#[inline(always)]
fn block<K: Fold, M: Mode, const L: usize>(
    kernel: &K,
    mode: M,
    terms: &[K::Elem],
) -> Option<K::Elem> {
    let (rounds, left) = terms.as_chunks::<L>();
    let Some((begin, rounds)) = rounds.split_first() else {
        let (&first, left) = left.split_first()?;
        let mut value = first;
        for &term in left {
            value = kernel.eval(mode, (value, term));
        }
        return Some(value);
    };
    let mut running = *begin;
    for round in rounds {
        for i in 0..L {
            running[i] = kernel.eval(mode, (running[i], round[i]));
        }
    }
    // Through memory: LLVM, which plans backwards, else makes vectors of two of what follows.
    let mut halves = Halves {
        kernel,
        running: black_box(running),
        left,
    };
    // As many as `L` has.
    if L >= 32 {
        halves.halve::<M, 16>(mode);
    }
    if L >= 16 {
        halves.halve::<M, 8>(mode);
    }
    if L >= 8 {
        halves.halve::<M, 4>(mode);
    }
    halves.halve::<M, 2>(mode);
    halves.halve::<M, 1>(mode);
    Some(halves.running[0])
}

/// The running values of a block that becomes one value, and the terms that are left over.
struct Halves<'a, K: Fold, const L: usize> {
    kernel: &'a K,
    running: [K::Elem; L],
    left: &'a [K::Elem],
}

impl<K: Fold, const L: usize> Halves<'_, K, L> {
    /// Combines the second `H` values with the first ones, and with them as many terms as there are values.
    #[inline(always)]
    fn halve<M: Mode, const H: usize>(&mut self, mode: M) {
        for i in 0..H {
            self.running[i] = self
                .kernel
                .eval(mode, (self.running[i], self.running[H + i]));
        }
        if let Some((now, later)) = self.left.split_first_chunk::<H>() {
            for (running, &term) in self.running.iter_mut().zip(now) {
                *running = self.kernel.eval(mode, (*running, term));
            }
            self.left = later;
        }
    }
}
