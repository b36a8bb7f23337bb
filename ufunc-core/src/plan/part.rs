//! Parts: one operand's elements in a tile, and in a plan without loops. Pure.

use smallvec::SmallVec;

use super::tile::Tile;
use super::{Loop, Plan, Visit};
use crate::shape::Strides;

/// One operand's elements in a tile.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Part<'a> {
    /// Elements one after the other, or one element again and again: from an offset on, so many.
    Line {
        offset: isize,
        len: usize,
        repeated: bool,
    },
    /// Those of the operand with this number.
    Of(Tile<'a>, usize),
}

impl<'a> Part<'a> {
    /// The offset of the first element.
    #[inline]
    pub(crate) fn offset(self) -> isize {
        match self {
            Part::Line { offset, .. } => offset,
            Part::Of(tile, operand) => tile.offsets[operand],
        }
    }

    /// The number of elements.
    #[inline]
    pub(crate) fn len(self) -> usize {
        match self {
            Part::Line { len, .. } => len,
            Part::Of(tile, _) => tile.len,
        }
    }

    /// The number of elements that belong to one step of the tile's outermost loop.
    pub(crate) fn row_len(self) -> usize {
        match self {
            Part::Line { .. } => 1,
            Part::Of(tile, _) => tile.extents.iter().skip(1).product(),
        }
    }

    /// The first round of a tile that has rounds; else the part itself.
    pub(crate) fn first_round(self) -> Part<'a> {
        match self {
            Part::Of(tile, operand) => Part::Of(tile.first_round(), operand),
            part => part,
        }
    }

    /// Steps and strides of its loops, from the outermost to the innermost.
    pub(crate) fn steps(self) -> SmallVec<[(usize, isize); 4]> {
        match self {
            Part::Line { len, repeated, .. } => {
                SmallVec::from_slice(&[(len, isize::from(!repeated))])
            }
            Part::Of(tile, operand) => (tile.extents.iter().zip(tile.loops))
                .map(|(&extent, steps)| (extent, steps.strides[operand]))
                .collect(),
        }
    }

    /// Whether the elements follow each other in memory.
    #[inline]
    pub(crate) fn contiguous(self) -> bool {
        match self {
            Part::Line { len, repeated, .. } => !repeated || len == 1,
            Part::Of(tile, operand) => lies_contiguously(tile.loops, tile.extents, operand),
        }
    }

    /// Whether they are one element, again and again.
    #[inline]
    pub(crate) fn repeated(self) -> bool {
        match self {
            Part::Line { len, repeated, .. } => repeated || len == 1,
            Part::Of(tile, operand) => is_repeated(tile.loops, tile.extents, operand),
        }
    }
}

pub(super) fn lies_contiguously(loops: &[Loop], extents: &[usize], operand: usize) -> bool {
    let mut dense = 1;
    (extents.iter().zip(loops).rev()).all(|(&extent, steps)| {
        let fits = extent == 1 || steps.strides[operand] == dense;
        dense *= extent.cast_signed();
        fits
    })
}

pub(super) fn is_repeated(loops: &[Loop], extents: &[usize], operand: usize) -> bool {
    (extents.iter().zip(loops)).all(|(&extent, steps)| extent == 1 || steps.strides[operand] == 0)
}

/// The plan of a call all of whose operands are dense and in the same order, or one element.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Flat {
    /// The number of elements, at least one.
    pub(crate) len: usize,
    /// For each operand a bit, from the lowest on: whether it moves.
    pub(crate) moving: u64,
    /// The number of operands, at most 64.
    pub(crate) operands: u32,
}

impl Flat {
    /// The same as one loop.
    pub(crate) fn plan(self) -> Plan {
        let strides: Strides = (0..self.operands)
            .map(|operand| isize::from(self.moves(operand)))
            .collect();
        let start = Strides::from_elem(0, strides.len());
        let mut loops = SmallVec::new();
        loops.push(Loop {
            len: self.len,
            strides,
        });
        Plan {
            loops,
            start,
            len: self.len,
            first: 0,
            visit: Visit::C,
        }
    }

    /// Whether an operand moves.
    #[inline]
    pub(crate) fn moves(self, operand: u32) -> bool {
        self.moving >> operand & 1 == 1
    }
}
