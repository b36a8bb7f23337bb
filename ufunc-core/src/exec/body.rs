//! The one loop over a kernel: its arguments from lanes, its results to lanes.

use super::isa::{Job, Level};
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
}

pub(super) type SpanOf<K, S> = Span<<S as Source>::Lane, OutLane<K>>;

/// The bytes of a cache line.
const CACHE_LINE: usize = 64;

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
    const PURE: bool = S::PURE && K::SPEC.pure;
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
        let Span {
            input,
            output,
            from,
            to,
        } = *self.span;
        let mut from = from;
        // Where a kernel is cheap, its stores are most of its time: then the first elements, those before a cache line
        // of the output begins, go alone.
        let mut lead = 0;
        if Body::<K, S>::CHEAP && to - from > 2 * CACHE_LINE {
            // SAFETY: `from < to`.
            lead = OutsOf::<K>::misaligned(unsafe { OutsOf::<K>::shift(output, from) });
        }
        while from < to {
            // Elements that are repeated lie in a block: the lanes go round in it.
            let mut n = least(to - from, Body::<K, S>::BLOCK);
            if (1..n).contains(&lead) {
                n = lead;
            }
            lead = 0;
            // SAFETY: `from < to`, and `compute`'s caller has loaded as many.
            let input = unsafe { S::shift(input, from) };
            // SAFETY: as above, and opened.
            let output = unsafe { OutsOf::<K>::shift(output, from) };
            for i in 0..n {
                // SAFETY: `from + i < to`; of an element that is repeated there are `BLOCK`.
                let args = unsafe { self.body.sources.get(mode, input, i) };
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
