//! The loops of one result's tree, compiled for each instruction set.

use core::array;
use core::hint::black_box;

use super::tree::{BLOCK, lanes};
use crate::exec::Job;
use crate::exec::prefetch::{asks, is_long, prefetch_behind};
use crate::kernel::Fold;
use crate::math::Mode;

/// Blocks of terms of one column, whose values are added to a binary counter. The result is the last block's value.
pub(super) struct Blocks<'a, K: Fold> {
    pub(super) kernel: &'a K,
    /// Whole blocks, or the last one.
    pub(super) terms: &'a [K::Elem],
    /// The values of 1, 2, 4, … blocks, each waiting for one of as many. Nothing waits if there is one block only.
    pub(super) waiting: &'a mut [K::Elem],
    /// How many blocks came before.
    pub(super) before: usize,
    /// Whether what is behind the terms in memory is read next.
    pub(super) goes_on: bool,
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
        let (kernel, terms, ahead) = (self.kernel, self.terms, self.asks_ahead());
        let mut last = None;
        // Whole blocks, whose length is known here, are compiled without counting.
        let (whole, rest) = terms.as_chunks::<BLOCK>();
        for terms in whole {
            last = Some(self.count(mode, block::<K, M, L>(kernel, mode, terms, ahead)?));
        }
        if !rest.is_empty() {
            last = Some(self.count(mode, block::<K, M, L>(kernel, mode, rest, ahead)?));
        }
        last
    }

    #[inline(always)]
    fn asks_ahead(&self) -> bool {
        // The values of a block of small terms are soon combined, which takes several instructions, too.
        let asks = const { asks(K::SPEC.cost) || size_of::<K::Elem>() <= 4 };
        asks && (self.goes_on || is_long::<K::Elem>(self.terms.len()))
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

/// Running values of at least so many bytes each go through memory after each halving, smaller ones before the first:
/// LLVM, which plans backwards, else makes vectors of two of all that is halved.
const WIDE: usize = 4;

/// The value of a block: `L` running values side by side, which are then combined half to half.
#[inline(always)]
fn block<K: Fold, M: Mode, const L: usize>(
    kernel: &K,
    mode: M,
    terms: &[K::Elem],
    ahead: bool,
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
        // Keeps the rounds apart: LLVM, which may reorder integers, else vectorises across them, an element from each.
        black_box(());
        if ahead {
            prefetch_behind(round, 1);
        }
        for i in 0..L {
            running[i] = kernel.eval(mode, (running[i], round[i]));
        }
    }
    if const { size_of::<K::Elem>() < WIDE } {
        running = black_box(running);
    }
    // Most of many have nothing left over, and are compiled for that.
    Some(match left {
        [] if const { L > 4 } => halved::<K, M, L>(kernel, mode, running, &[]),
        left => halved::<K, M, L>(kernel, mode, running, left),
    })
}

/// The running values, and the terms that are left over, combined half to half.
#[inline(always)]
fn halved<K: Fold, M: Mode, const L: usize>(
    kernel: &K,
    mode: M,
    running: [K::Elem; L],
    left: &[K::Elem],
) -> K::Elem {
    let mut halves = Halves {
        kernel,
        running,
        left,
    };
    // As many as `L` has: the others are not even compiled.
    if const { L >= 32 } {
        halves.halve::<M, 16>(mode);
    }
    if const { L >= 16 } {
        halves.halve::<M, 8>(mode);
    }
    if const { L >= 8 } {
        halves.halve::<M, 4>(mode);
    }
    halves.halve::<M, 2>(mode);
    halves.halve::<M, 1>(mode);
    halves.running[0]
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
        let mut half: [K::Elem; H] = array::from_fn(|i| self.running[i]);
        // So that it is unrolled before LLVM thinks of vectors.
        #[allow(clippy::needless_range_loop)]
        for i in 0..H {
            half[i] = self.kernel.eval(mode, (half[i], self.running[H + i]));
        }
        if const { H >= 4 && size_of::<K::Elem>() >= WIDE } {
            half = black_box(half);
        }
        self.running[..H].copy_from_slice(&half);
        if let Some((now, later)) = self.left.split_first_chunk::<H>() {
            for (running, &term) in self.running.iter_mut().zip(now) {
                *running = self.kernel.eval(mode, (*running, term));
            }
            self.left = later;
        }
    }
}
