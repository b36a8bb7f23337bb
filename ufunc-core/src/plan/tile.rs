//! Tiles: the pieces of a plan whose operands fit into blocks. Pure.

use smallvec::SmallVec;

use super::part::{is_repeated, lies_contiguously};
use super::{Loop, Plan, Visit};
use crate::shape::Strides;

/// A row shorter than this shares its tile with the next ones, which then are copied into blocks where they do not
/// follow each other in memory: a tile costs about as much as copying a hundred elements.
const SHORT: usize = 128;

/// How the innermost loops of a plan are cut.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Tiling {
    /// For each tiled loop, from the outermost to the innermost, how many steps a tile takes.
    pub(crate) extents: SmallVec<[usize; 4]>,
    /// How many steps of the outer one of two loops make a round, after which operands begin again that only the inner
    /// one moves: a block holds them for one round. 0 if tiles have no rounds.
    pub(crate) round: usize,
}

/// One tile: the elements that are handled together.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Tile<'a> {
    /// The offset of each operand's first element.
    pub(crate) offsets: &'a [isize],
    /// The tiled loops.
    pub(crate) loops: &'a [Loop],
    /// How many steps each of them takes here.
    pub(crate) extents: &'a [usize],
    /// The same for a round of the tile; empty if it has none.
    round: &'a [usize],
    /// How the first 64 operands lie in it.
    ways: Ways,
    /// The number of elements.
    pub(crate) len: usize,
    /// The position of the first one, as [`Plan::first`]; the others follow it in plans in C order.
    pub(crate) first: usize,
}

/// Bits for the first 64 operands, from the lowest on.
#[derive(Clone, Copy, Debug, Default)]
struct Ways {
    /// Which lie contiguously.
    contiguous: u64,
    /// Of which there is one element, again and again; not if there is one only.
    repeated: u64,
}

impl Ways {
    /// How operands lie in a tile.
    fn of(loops: &[Loop], extents: &[usize], operands: usize) -> Ways {
        let mut ways = Ways::default();
        for operand in 0..operands.min(64) {
            let contiguous = lies_contiguously(loops, extents, operand);
            let repeated = !contiguous && is_repeated(loops, extents, operand);
            ways.contiguous |= u64::from(contiguous) << operand;
            ways.repeated |= u64::from(repeated) << operand;
        }
        ways
    }
}

impl<'a> Tile<'a> {
    /// A tile by itself, of a plan that is walked in another way. It is not [seen](Tile::seen) yet how its operands lie.
    pub(crate) fn new(
        offsets: &'a [isize],
        loops: &'a [Loop],
        extents: &'a [usize],
        len: usize,
    ) -> Tile<'a> {
        Tile {
            offsets,
            loops,
            extents,
            round: &[],
            ways: Ways::default(),
            len,
            first: 0,
        }
    }

    /// The same, seen how its operands lie.
    pub(crate) fn seen(self) -> Tile<'a> {
        Tile {
            ways: Ways::of(self.loops, self.extents, self.offsets.len()),
            ..self
        }
    }
}

impl Tile<'_> {
    /// Its first round, if it has rounds; else itself.
    pub(super) fn first_round(self) -> Self {
        match self.round_len() {
            0 => self,
            len => Tile {
                extents: self.round,
                len,
                ..self
            },
        }
    }

    /// The number of elements in a round, 0 if there are no rounds.
    pub(crate) fn round_len(&self) -> usize {
        match self.round {
            [] => 0,
            round => round.iter().product(),
        }
    }

    /// The operands of which there is one element, again and again: a bit for each of the first 64.
    pub(crate) fn repeated(&self) -> u64 {
        self.ways.repeated
    }

    /// Whether an operand is known to lie contiguously.
    #[inline]
    pub(crate) fn is_contiguous(&self, operand: u32) -> bool {
        self.ways.contiguous.checked_shr(operand).unwrap_or(0) & 1 == 1
    }
}

impl Plan {
    /// As [`tiling`](Plan::tiling), but if `whole`, short rows too are one tile where all operands go on from row to row
    /// or begin again: then the tile has rounds.
    pub(crate) fn tiling_in_rounds(&self, block: usize, whole: bool) -> Tiling {
        if whole
            && let [.., outer, row] = self.loops.as_slice()
            && row.len <= block
            && (outer.strides.iter().zip(&row.strides))
                .all(|(&o, &i)| o == 0 || (i == 1 && o == row.len.cast_signed()))
        {
            let rows = block / row.len;
            // Some rows are left out for rounds of whole vectors.
            let round = match rows {
                0..8 => rows,
                8..128 => rows / 8 * 8,
                _ => rows / 32 * 32,
            };
            return Tiling {
                extents: SmallVec::from_slice(&[outer.len, row.len]),
                round: round.min(outer.len),
            };
        }
        self.tiling(block, whole)
    }

    /// Tiles of at most `block` elements; if `whole`, long rows are one tile each where all operands are contiguous in
    /// them, or one element. Where operands disagree about which of two loops is the inner one, a tile is a square of
    /// both, so that each reads memory in runs.
    pub(crate) fn tiling(&self, block: usize, whole: bool) -> Tiling {
        let mut extents = SmallVec::new();
        if let [.., row] = self.loops.as_slice()
            && whole
            && (row.len >= SHORT || self.loops.len() == 1)
            && row.strides.iter().all(|stride| (0..=1).contains(stride))
        {
            extents.push(row.len);
            return Tiling { extents, round: 0 };
        }
        if let [.., outer, inner] = self.loops.as_slice()
            && self.visit == Visit::Memory
            && disagree(outer, inner)
            && inner.len >= SQUARE_LEAST
            && outer.len >= SQUARE_LEAST
            && block >= SQUARE_LEAST
        {
            let columns = inner.len.min(SQUARE_COLUMNS);
            extents.push(outer.len.min(block / columns).max(1));
            extents.push(columns);
            return Tiling { extents, round: 0 };
        }
        let mut room = block.max(1);
        for (depth, steps) in self.loops.iter().rev().enumerate() {
            if depth > 0 && (room < 2 || self.row_len() >= SHORT) {
                break;
            }
            let extent = steps.len.min(room);
            extents.push(extent);
            room /= extent;
            if extent < steps.len {
                break;
            }
        }
        extents.reverse();
        Tiling { extents, round: 0 }
    }

    /// The length of the innermost loop.
    fn row_len(&self) -> usize {
        self.loops.last().map_or(0, |row| row.len)
    }

    /// The first tile of a plan, and from there the next ones.
    pub(crate) fn tiles<'a>(&'a self, tiling: &'a Tiling) -> Tiles<'a> {
        let mut tiles = Tiles {
            plan: self,
            tiling,
            offsets: self.start.clone(),
            places: SmallVec::from_elem(0, self.loops.len()),
            round: SmallVec::new(),
            extents: tiling.extents.clone(),
            ways: Ways::default(),
            first: self.first,
            done: self.len == 0,
        };
        tiles.look();
        tiles
    }
}

/// Loops shorter than this are not worth a square tile.
const SQUARE_LEAST: usize = 8;

/// The steps of the inner loop in a square tile: of a block of 4 KiB that leaves 64 bytes to the outer one, so that an
/// operand which moves there reads whole cache lines. Measured: better than 32 and 128.
const SQUARE_COLUMNS: usize = 64;

/// Whether an operand moves less in the outer loop than in the inner one.
pub(super) fn disagree(outer: &Loop, inner: &Loop) -> bool {
    outer.strides.iter().zip(&inner.strides).any(|(&o, &i)| {
        let (o, i) = (o.unsigned_abs(), i.unsigned_abs());
        o != 0 && o < i
    })
}

/// The tiles of a plan, one after the other.
pub(crate) struct Tiles<'a> {
    plan: &'a Plan,
    tiling: &'a Tiling,
    offsets: Strides,
    /// How far each loop is.
    places: SmallVec<[usize; 4]>,
    extents: SmallVec<[usize; 4]>,
    round: SmallVec<[usize; 4]>,
    ways: Ways,
    first: usize,
    done: bool,
}

impl Tiles<'_> {
    /// Sees how the operands lie in tiles as long as the next one.
    fn look(&mut self) {
        let loops = &self.plan.loops[self.plan.loops.len() - self.extents.len()..];
        self.ways = Ways::of(loops, &self.extents, self.offsets.len());
        self.round.clear();
        if self.tiling.round > 0
            && let [outer, row] = *self.extents.as_slice()
        {
            self.round
                .extend_from_slice(&[self.tiling.round.min(outer), row]);
        }
    }

    /// The next tile.
    pub(crate) fn next(&mut self) -> Option<Tile<'_>> {
        if self.done {
            return None;
        }
        Some(Tile {
            offsets: &self.offsets,
            loops: &self.plan.loops[self.plan.loops.len() - self.extents.len()..],
            extents: &self.extents,
            round: &self.round,
            ways: self.ways,
            len: self.extents.iter().product(),
            first: self.first,
        })
    }

    /// Steps over a tile of so many elements: the one that [`next`](Tiles::next) has just given.
    pub(crate) fn advance(&mut self, len: usize) {
        self.first += len;
        let untiled = self.plan.loops.len() - self.extents.len();
        let mut resized = false;
        for (depth, steps) in self.plan.loops.iter().enumerate().rev() {
            let tiled = depth.checked_sub(untiled);
            let step = tiled.map_or(1, |i| self.extents[i]);
            let place = &mut self.places[depth];
            let next = *place + step;
            let (moved, at) = if next < steps.len {
                (step.cast_signed(), next)
            } else {
                (-place.cast_signed(), 0)
            };
            *place = at;
            if moved != 0 {
                for (offset, stride) in self.offsets.iter_mut().zip(&steps.strides) {
                    *offset += stride * moved;
                }
            }
            if let Some(i) = tiled {
                let extent = self.tiling.extents[i].min(steps.len - at);
                resized |= extent != self.extents[i];
                self.extents[i] = extent;
            }
            if at != 0 {
                if resized {
                    self.look();
                }
                return;
            }
        }
        self.done = true;
    }
}
