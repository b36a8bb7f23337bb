//! The tiles of a masked call: only where the mask is true is the kernel called.

use alloc::string::String;
use core::mem::MaybeUninit;

use super::elementwise::{Blocks, Elementwise, OutsOf, Span};
use super::isa::{Job, Level};
use super::outs::{Opening, Outs};
use super::source::{Described, Lanes, Source};
use crate::Error;
use crate::kernel::{Failure, Kernel, Returns};
use crate::math::Mode;
use crate::shape::Dims;

/// The mask of a call that has none.
pub struct Always;

impl Described for Always {
    fn leaves(&self, _report: &mut dyn FnMut(&[usize], &[isize])) {}
    fn shapes(&self, _report: &mut dyn FnMut(Result<Dims, Error>)) {}
    fn labels(
        &self,
        _names: &mut dyn Iterator<Item = String>,
        _report: &mut dyn FnMut(String, usize),
    ) {
    }
}

// SAFETY: there is no leaf, and nothing is read.
unsafe impl Source for Always {
    type Item = bool;
    type Cursor = ();
    type Lane = ();
    const LEAVES: usize = 0;
    const BLOCK: usize = usize::MAX;
    const COST: u32 = 0;
    const NOTED: bool = false;
    const PURE: bool = true;
    const NO_MASK: bool = true;

    fn cursor() {}
    unsafe fn load(&self, (): &mut (), _lanes: &mut Lanes<'_>) {}
    unsafe fn pick(&self, (): &mut (), (): (), _mask: &[bool]) {}
    unsafe fn shift((): (), _by: usize) {}
    unsafe fn get<M: Mode>(&self, _mode: M, (): (), _i: usize) -> bool {
        true
    }
}

/// A tile whose mask changes more often than once in so many elements is compressed: the elements where it is true
/// are moved together, so that the kernel has one long loop. Longer runs are computed where they are.
const LONG_RUN: usize = 16;

/// The mask's elements in a tile.
pub(super) struct MaskBlock([MaybeUninit<bool>; MaskBlock::LEN]);

impl MaskBlock {
    pub(super) const LEN: usize = 4096;

    pub(super) fn new() -> MaskBlock {
        MaskBlock([MaybeUninit::uninit(); MaskBlock::LEN])
    }

    /// Computes `len` elements of a mask.
    ///
    /// # Safety
    ///
    /// `lane` comes from a `load` of as many.
    pub(super) unsafe fn read<M: Source<Item = bool>>(
        &mut self,
        level: Level,
        mask: &M,
        lane: M::Lane,
        len: usize,
    ) -> &[bool] {
        let to = &mut self.0[..len];
        level.careful(ReadMask { mask, lane, to })
    }
}

impl<K, S, M> Elementwise<'_, K, S, M>
where
    K: Kernel,
    S: Source<Item = K::Args>,
    M: Source<Item = bool>,
{
    /// One tile of `len` elements, whose inputs are loaded; `lanes` goes on with the mask.
    ///
    /// # Safety
    ///
    /// As `tile`.
    pub(super) unsafe fn masked(
        &self,
        blocks: &mut Blocks<K, S, M>,
        input: S::Lane,
        mut lanes: Lanes<'_>,
        len: usize,
    ) -> Result<(), (usize, Failure)> {
        // SAFETY: the mask's leaves are the next ones.
        let lane = unsafe { self.mask.load(&mut blocks.mask, &mut lanes) };
        // SAFETY: as many elements were loaded.
        let mask = unsafe { (blocks.selected).read(self.level, self.mask, lane, len) };
        let taken = mask.iter().filter(|&&taken| taken).count();
        if taken == 0 && self.fill.is_none() {
            return Ok(());
        }
        if taken == len {
            // SAFETY: the caller's promise; the outputs come last.
            return unsafe { self.unmasked(blocks, input, lanes, len) };
        }
        let changes = mask.windows(2).filter(|pair| pair[0] != pair[1]).count();
        let crowded = changes.saturating_mul(LONG_RUN) > len;
        if crowded && !K::Returns::FALLIBLE && OutsOf::<K>::contiguous(lanes) {
            let opening = Opening {
                apart: true,
                keep: false,
            };
            // SAFETY: the input lane is this tile's, and not used again.
            let input = unsafe { self.sources.pick(&mut blocks.inputs, input, mask) };
            // SAFETY: the outputs come last.
            let output = unsafe { OutsOf::<K>::open(self.outs, &mut blocks.outs, lanes, opening) };
            let span = Span {
                input,
                output,
                from: 0,
                to: taken,
            };
            // SAFETY: `taken` elements were picked; the outputs are opened apart.
            unsafe { self.compute(span) }?;
            let (outs, blocks) = (self.outs, &mut blocks.outs);
            // SAFETY: contiguous parts, `taken` elements put into blocks.
            unsafe { OutsOf::<K>::expand(outs, blocks, lanes, mask, self.fill) };
            return Ok(());
        }
        let opening = Opening {
            apart: self.in_place,
            keep: self.fill.is_none(),
        };
        // SAFETY: the outputs come last.
        let output = unsafe { OutsOf::<K>::open(self.outs, &mut blocks.outs, lanes, opening) };
        let mut from = 0;
        for run in mask.chunk_by(|a, b| a == b) {
            let to = from + run.len();
            if run[0] {
                let span = Span {
                    input,
                    output,
                    from,
                    to,
                };
                // SAFETY: `to <= len`, the number of elements loaded and opened.
                unsafe { self.compute(span) }?;
            } else if let Some(fill) = self.fill {
                for i in from..to {
                    // SAFETY: `i < len`.
                    unsafe { fill.put(output, i) };
                }
            }
            from = to;
        }
        // SAFETY: as `open`; all elements were put or kept.
        unsafe { OutsOf::<K>::close(self.outs, &mut blocks.outs, lanes, opening) };
        Ok(())
    }
}

/// The computation of a tile's mask.
struct ReadMask<'m, 'b, M: Source> {
    mask: &'m M,
    lane: M::Lane,
    to: &'b mut [MaybeUninit<bool>],
}

impl<'b, M: Source<Item = bool>> Job for ReadMask<'_, 'b, M> {
    type Output = &'b [bool];

    #[inline(always)]
    fn run<Md: Mode>(self, mode: Md) -> &'b [bool] {
        for (i, to) in self.to.iter_mut().enumerate() {
            // SAFETY: as many elements were loaded.
            to.write(unsafe { self.mask.get(mode, self.lane, i) });
        }
        // SAFETY: all are written.
        unsafe { self.to.assume_init_ref() }
    }
}
