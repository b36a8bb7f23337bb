//! The tiles of a masked call: only where the mask is true is the kernel called.

use alloc::string::String;
use core::mem::MaybeUninit;

use super::body::{Body, OutsOf, Span, SpanOf, Turn};
use super::elementwise::{Blocks, Elementwise};
use super::isa::{Job, Level};
use super::lanes::{Lanes, Pins};
use super::outs::{Opening, Outs};
use super::source::{Described, Source};
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
    const PINS: Pins = Pins::NONE;
    const BLOCK: usize = usize::MAX;
    const COST: u32 = 0;
    const NOTED: bool = false;
    const PURE: bool = true;
    const NO_MASK: bool = true;

    fn cursor() {}
    unsafe fn load(&self, (): &mut (), _lanes: &mut Lanes<'_>) {}
    unsafe fn pick(&self, (): &mut (), (): (), _mask: &[bool]) {}
    unsafe fn shift((): (), _by: usize) {}
    fn misaligned((): (), _width: usize, _pins: Pins) -> (usize, usize) {
        (0, 0)
    }
    unsafe fn get_pinned<M: Mode>(&self, _mode: M, (): (), _i: usize, _pins: Pins) -> bool {
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
    /// One tile, whose inputs are loaded; `lanes` goes on with the mask.
    ///
    /// # Safety
    ///
    /// As `tile`.
    pub(super) unsafe fn masked(
        &self,
        blocks: &mut Blocks<K, S, M>,
        input: S::Lane,
        mut lanes: Lanes<'_>,
    ) -> Result<(), (usize, Failure)> {
        let (len, pins) = (lanes.len(), lanes.pins());
        // SAFETY: the mask's leaves are the next ones.
        let lane = unsafe { self.mask.load(&mut blocks.mask, &mut lanes) };
        // SAFETY: as many elements were loaded.
        let mask = unsafe { (blocks.selected).read(self.body.level, self.mask, lane, len) };
        let taken = self.body.level.careful(Count(mask));
        if taken == 0 && self.fill.is_none() {
            return Ok(());
        }
        if taken == len {
            // SAFETY: the caller's promise; the outputs come last.
            return unsafe { self.unmasked(blocks, input, lanes) };
        }
        let changes = self.body.level.careful(Changes(mask));
        let crowded = changes.saturating_mul(LONG_RUN) > len;
        if crowded && !K::Returns::FALLIBLE && OutsOf::<K>::contiguous(lanes) {
            let opening = Opening {
                apart: true,
                keep: false,
            };
            // SAFETY: the input lane is this tile's, and not used again.
            let input = unsafe { self.body.sources.pick(&mut blocks.inputs, input, mask) };
            // SAFETY: the outputs come last.
            let output = unsafe { OutsOf::<K>::open(self.outs, &mut blocks.outs, lanes, opening) };
            let span = Span {
                input,
                output,
                from: 0,
                to: taken,
                pins,
                turn: Turn::Anywhere,
            };
            // SAFETY: `taken` elements were picked; the outputs are opened apart.
            unsafe { self.body.compute(&span) }?;
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
        let tile = Span {
            input,
            output,
            from: 0,
            to: len,
            pins,
            turn: Turn::Anywhere,
        };
        // SAFETY: `len` elements were loaded and opened.
        unsafe { compute_where(&self.body, tile, mask, self.fill) }?;
        // SAFETY: as `open`; all elements were put or kept.
        unsafe { OutsOf::<K>::close(self.outs, &mut blocks.outs, lanes, opening) };
        Ok(())
    }
}

/// Computes a tile's elements where its mask is true; the others become `fill`, or stay.
///
/// # Safety
///
/// As [`Body::compute`]; `mask` has as many elements as `tile`.
pub(super) unsafe fn compute_where<K, S>(
    body: &Body<'_, K, S>,
    tile: SpanOf<K, S>,
    mask: &[bool],
    fill: Option<OutsOf<K>>,
) -> Result<(), (usize, Failure)>
where
    K: Kernel,
    S: Source<Item = K::Args>,
{
    let mut from = 0;
    while let Some(&selected) = mask.get(from) {
        let to = from + run_len(&mask[from..], selected);
        if selected {
            // SAFETY: a part of the tile.
            unsafe { body.compute(&Span { from, to, ..tile }) }?;
        } else if let Some(fill) = fill {
            for i in from..to {
                // SAFETY: an element of the tile.
                unsafe { fill.put(tile.output, i) };
            }
        }
        from = to;
    }
    Ok(())
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

/// So many bytes are added up in a byte.
const BYTES: usize = 128;

/// How many elements of a mask are true.
struct Count<'m>(&'m [bool]);

impl Job for Count<'_> {
    type Output = usize;

    #[inline(always)]
    fn run<Md: Mode>(self, _mode: Md) -> usize {
        let mut all = 0;
        for part in self.0.chunks(BYTES) {
            let mut sum = 0u8;
            for &taken in part {
                sum += u8::from(taken);
            }
            all += usize::from(sum);
        }
        all
    }
}

/// How many elements of a mask differ from the one before.
struct Changes<'m>(&'m [bool]);

impl Job for Changes<'_> {
    type Output = usize;

    #[inline(always)]
    fn run<Md: Mode>(self, _mode: Md) -> usize {
        let next = self.0.get(1..).unwrap_or_default();
        let mut all = 0;
        for (before, after) in self.0.chunks(BYTES).zip(next.chunks(BYTES)) {
            let mut sum = 0u8;
            for (&before, &after) in before.iter().zip(after) {
                sum += u8::from(before != after);
            }
            all += usize::from(sum);
        }
        all
    }
}

/// How many elements at the start of a mask are `selected`, found eight at a time.
fn run_len(mask: &[bool], selected: bool) -> usize {
    let same = u64::from_le_bytes([u8::from(selected); 8]);
    let (words, rest) = mask.as_chunks::<8>();
    for (i, word) in words.iter().enumerate() {
        let differ = u64::from_le_bytes(word.map(u8::from)) ^ same;
        if differ != 0 {
            return 8 * i + differ.trailing_zeros() as usize / 8;
        }
    }
    let tail = rest.iter().take_while(|&&taken| taken == selected).count();
    8 * words.len() + tail
}
