//! The one loop over a kernel: its arguments from lanes, its results to lanes.

use super::isa::{Job, Level};
use super::lanes::Pins;
use super::outs::Outs;
use super::source::Source;
use crate::kernel::{Failure, Kernel, Returns};
use crate::math::Mode;

pub(super) type OutsOf<K> = <<K as Kernel>::Returns as Returns>::Outs;
pub(super) type OutLane<K> = <OutsOf<K> as Outs>::Lane;

/// A kernel and what it reads.
pub(super) struct Body<'a, K, S> {
    pub(super) kernel: &'a K,
    pub(super) sources: &'a S,
    pub(super) level: Level,
}

/// Where some elements of a tile are read and written.
#[derive(Clone, Copy)]
pub(super) struct Span<I, O> {
    pub(super) input: I,
    pub(super) output: O,
    pub(super) from: usize,
    pub(super) to: usize,
    /// The leaves that were pinned.
    pub(super) pins: Pins,
    /// How lanes into blocks go on.
    pub(super) turn: Turn,
}

/// After how many elements lanes into blocks begin again.
#[derive(Clone, Copy)]
pub(super) enum Turn {
    /// Never.
    None,
    /// After a block at most: it is full of one element.
    Anywhere,
    /// After so many.
    Round(usize),
}

pub(super) type SpanOf<K, S> = Span<<S as Source>::Lane, OutLane<K>>;

/// The bytes of a cache line.
pub(super) const CACHE_LINE: usize = 64;

/// The lower half of the bits that are set.
const fn front(mut bits: u64) -> u64 {
    let (mut left, mut half) = (bits.count_ones() / 2, 0);
    while left > 0 {
        let lowest = bits & bits.wrapping_neg();
        half |= lowest;
        bits &= !lowest;
        left -= 1;
    }
    half
}

pub(super) const fn least(a: usize, b: usize) -> usize {
    if a < b { a } else { b }
}

impl<K, S> Body<'_, K, S>
where
    K: Kernel,
    S: Source<Item = K::Args>,
{
    /// The most elements that blocks hold.
    pub(super) const BLOCK: usize = least(S::BLOCK, <OutsOf<K> as Outs>::BLOCK);
    /// What one element costs.
    pub(super) const COST: u32 = S::COST.saturating_add(K::SPEC.cost);
    /// Whether a tile may have to be computed again, carefully.
    pub(super) const NOTED: bool = S::NOTED || K::SPEC.noted;
    /// Whether it can be: nothing shows that it was computed before.
    pub(super) const PURE: bool = S::PURE && K::SPEC.pure;
    /// How many leaves may be pinned.
    const PINS: u32 = S::PINS.leaves.count_ones();
    /// Whether operands are computed before.
    pub(super) const STAGES: bool = K::SPEC.cost >= S::STAGED_UNDER;
    /// The first of them, the last, and all others: a loop is compiled for each of these patterns, and of the halves below,
    /// which are those of rows against columns, and of parameters that come first or last. Not at the baseline, which is
    /// seldom in use.
    const FIRST: Pins = Pins::leaves(S::PINS.leaves & S::PINS.leaves.wrapping_neg());
    const LAST: Pins = Pins::leaves(if S::PINS.leaves == 0 {
        0
    } else {
        1 << S::PINS.leaves.ilog2()
    });
    const NOT_FIRST: Pins = Pins::leaves(S::PINS.leaves & !Self::FIRST.leaves);
    const NOT_LAST: Pins = Pins::leaves(S::PINS.leaves & !Self::LAST.leaves);
    /// The first half and the second one, where they are more than one each: of pairs of points with several coordinates.
    const FRONT: Pins = Pins::leaves(front(S::PINS.leaves));
    const BACK: Pins = Pins::leaves(S::PINS.leaves & !Self::FRONT.leaves);

    /// The pins of a tile in which these leaves have one element each: all of them, or none. `staged`: whether operands may
    /// be computed before, all their elements.
    #[inline]
    pub(super) fn pins(&self, repeated: Pins, staged: bool) -> Pins {
        if Self::STAGES && !staged {
            return Pins::NONE;
        }
        let above = if Self::STAGES { K::SPEC.cost } else { 0 };
        self.pinned(repeated).under(above)
    }

    fn pinned(&self, repeated: Pins) -> Pins {
        let ends = repeated == Self::FIRST || repeated == Self::LAST;
        let others = repeated == Self::NOT_FIRST || repeated == Self::NOT_LAST;
        let halves = Self::PINS > 3 && (repeated == Self::FRONT || repeated == Self::BACK);
        if self.level != Level::Baseline && Self::PINS > 1 && (ends || others || halves) {
            repeated
        } else {
            Pins::NONE
        }
    }

    /// Whether moving an element takes about as long as computing it.
    const CHEAP: bool = Self::COST <= 8;

    /// The elements `from..to` of a tile.
    ///
    /// # Safety
    ///
    /// The lanes come from `load` and `open` of at least `to` elements, and share no memory unless `to - from` is 1.
    // The span is lent down to the loop: copies of it, made of parts just written, would take longer than small calls.
    #[inline]
    pub(super) unsafe fn compute(&self, span: &SpanOf<K, S>) -> Result<(), (usize, Failure)> {
        if Self::NOTED && !Self::PURE {
            return self.level.careful(Tile { body: self, span });
        }
        let (done, again) = self.level.quick(Tile { body: self, span });
        if Self::NOTED && again {
            return self.level.careful(Tile { body: self, span });
        }
        done
    }

    /// All elements of a call whose operands lie in C order without gaps.
    ///
    /// # Safety
    ///
    /// The lanes have `len` elements, and those of the output share no memory with others.
    #[inline(always)]
    pub(super) unsafe fn compute_whole(
        &self,
        input: S::Lane,
        output: OutLane<K>,
        len: usize,
    ) -> Result<(), (usize, Failure)> {
        // What may have to be computed again is done in pieces that are still in the cache then.
        let piece = if Self::NOTED { Self::BLOCK } else { len };
        let mut from = 0;
        while from < len {
            let to = from + least(piece, len - from);
            let span = Span {
                input,
                output,
                from,
                to,
                pins: Pins::NONE,
                turn: Turn::None,
            };
            // SAFETY: the caller's promise.
            unsafe { self.compute(&span) }?;
            from = to;
        }
        Ok(())
    }
}

/// The computation of a span.
struct Tile<'w, 'a, K: Kernel, S: Source> {
    body: &'w Body<'a, K, S>,
    span: &'w SpanOf<K, S>,
}

impl<K, S> Job for Tile<'_, '_, K, S>
where
    K: Kernel,
    S: Source<Item = K::Args>,
{
    type Output = Result<(), (usize, Failure)>;

    #[inline(always)]
    fn run<M: Mode>(self, mode: M) -> Self::Output {
        // Each pattern is a loop of its own, in which its pins are constant.
        if !Body::<K, S>::STAGES {
            return self.pattern(mode, 0);
        }
        if self.span.pins.above != 0 {
            return self.pattern(mode, K::SPEC.cost);
        }
        self.each(mode, Pins::NONE)
    }
}

impl<K, S> Tile<'_, '_, K, S>
where
    K: Kernel,
    S: Source<Item = K::Args>,
{
    /// The loop of this pattern of pins, under a cost that is constant.
    #[inline(always)]
    fn pattern<M: Mode>(self, mode: M, above: u32) -> Result<(), (usize, Failure)> {
        let pins = Pins::leaves(self.span.pins.leaves);
        if M::FMA && Body::<K, S>::PINS > 1 {
            if pins == Body::<K, S>::FIRST {
                return self.each(mode, Body::<K, S>::FIRST.under(above));
            }
            if pins == Body::<K, S>::LAST {
                return self.each(mode, Body::<K, S>::LAST.under(above));
            }
        }
        if M::FMA && Body::<K, S>::PINS > 2 {
            if pins == Body::<K, S>::NOT_FIRST {
                return self.each(mode, Body::<K, S>::NOT_FIRST.under(above));
            }
            if pins == Body::<K, S>::NOT_LAST {
                return self.each(mode, Body::<K, S>::NOT_LAST.under(above));
            }
        }
        if M::FMA && Body::<K, S>::PINS > 3 {
            if pins == Body::<K, S>::FRONT {
                return self.each(mode, Body::<K, S>::FRONT.under(above));
            }
            if pins == Body::<K, S>::BACK {
                return self.each(mode, Body::<K, S>::BACK.under(above));
            }
        }
        self.each(mode, Pins::NONE.under(above))
    }

    /// How many elements go alone, so that those behind them begin with a cache line: vectors that cross lines take twice
    /// as long, and of a cheap kernel loads and stores are most of the time. If not all operands lie alike, they are those
    /// of the output; of the first input if there are more loads than stores.
    ///
    /// # Safety
    ///
    /// The lanes have `from` elements.
    #[inline(always)]
    unsafe fn lead(input: S::Lane, output: OutLane<K>, from: usize, pins: Pins) -> usize {
        // SAFETY: the caller's promise.
        let input = unsafe { S::shift(input, from) };
        let (moving, ahead) = S::misaligned(input, OutsOf::<K>::SIZES[0], pins);
        if moving > OutsOf::<K>::SIZES.len() {
            return ahead;
        }
        // SAFETY: as above.
        OutsOf::<K>::misaligned(unsafe { OutsOf::<K>::shift(output, from) })
    }

    /// The loop.
    #[inline(always)]
    fn each<M: Mode>(self, mode: M, pins: Pins) -> Result<(), (usize, Failure)> {
        let Span {
            input,
            output,
            from,
            to,
            turn,
            ..
        } = *self.span;
        let mut from = from;
        let mut lead = 0;
        let anywhere = !matches!(turn, Turn::Round(_));
        if Body::<K, S>::CHEAP && anywhere && to - from > 2 * CACHE_LINE {
            // SAFETY: `from < to`.
            lead = unsafe { Self::lead(input, output, from, pins) };
        }
        let block = match turn {
            Turn::None => usize::MAX,
            Turn::Anywhere => Body::<K, S>::BLOCK,
            Turn::Round(len) => len,
        };
        while from < to {
            let mut n = least(to - from, block);
            if (1..n).contains(&lead) {
                n = lead;
            }
            lead = 0;
            // SAFETY: `from < to`, and `compute`'s caller has loaded as many.
            let input = unsafe { S::shift(input, from) };
            // SAFETY: as above, and opened.
            let output = unsafe { OutsOf::<K>::shift(output, from) };
            for i in 0..n {
                // SAFETY: `from + i < to`; of what is repeated there are as many as the block has.
                let args = unsafe { self.body.sources.get_pinned(mode, input, i, pins) };
                match K::Returns::split(self.body.kernel.eval(mode, args)) {
                    // SAFETY: `from + i < to`.
                    Ok(values) => unsafe { values.put(output, i) },
                    Err(failure) => return Err((from + i, failure)),
                }
            }
            from += n;
        }
        Ok(())
    }
}
