//! The parts of a tile's operands, and which of them the loop reads once.

use crate::plan::{Flat, Part, Tile};

/// The parts of the operands in a tile, handed out in the order of [`Source::leaves`].
#[derive(Clone, Copy)]
pub struct Lanes<'a> {
    place: Place<'a>,
    next: u32,
    /// The leaves that the loop reads once.
    pins: Pins,
}

/// How a loop reads its lanes. Where loops are compiled it is constant.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Pins {
    /// The leaves of which a tile has one element, again and again, and which the loop therefore reads once: a bit for
    /// each, from the lowest on.
    pub(super) leaves: u64,
    /// What the loop computes of an item, as [`Spec::cost`](crate::spec::Spec::cost): if it is much, an operand that takes
    /// long, too, is computed before. 0 if none is.
    pub(super) above: u32,
}

impl Pins {
    /// None: every leaf has as many elements as the tile, and nothing is computed before.
    pub(super) const NONE: Pins = Pins::leaves(0);

    pub(super) const fn leaves(leaves: u64) -> Pins {
        Pins { leaves, above: 0 }
    }

    /// The same leaves, under a loop that computes so much.
    pub(super) const fn under(self, above: u32) -> Pins {
        Pins { above, ..self }
    }

    /// The same, where so much is computed besides.
    #[inline(always)]
    pub(super) const fn and(self, cost: u32) -> Pins {
        let above = if self.above == 0 {
            0
        } else {
            self.above.saturating_add(cost)
        };
        Pins { above, ..self }
    }

    /// Those of several sources, given with the numbers of their leaves; of 64 leaves at most.
    pub(super) const fn of(sources: &[(Pins, usize)]) -> Pins {
        let (mut bits, mut leaves, mut i) = (0, 0, 0);
        while i < sources.len() && leaves < 64 {
            bits |= sources[i].0.leaves << leaves;
            leaves += sources[i].1;
            i += 1;
        }
        Pins::leaves(bits)
    }

    /// Those behind the first so many leaves.
    #[inline(always)]
    pub(super) fn behind(self, leaves: usize) -> Pins {
        let leaves = if leaves < 64 {
            self.leaves >> leaves
        } else {
            0
        };
        Pins { leaves, ..self }
    }

    /// Whether the first leaf is one.
    #[inline(always)]
    pub(super) fn first(self) -> bool {
        self.leaves & 1 == 1
    }
}

#[derive(Clone, Copy)]
enum Place<'a> {
    /// `len` elements from the one with number `begin` on.
    Flat {
        flat: Flat,
        begin: isize,
        len: usize,
    },
    Tile(Tile<'a>),
}

impl<'a> Lanes<'a> {
    /// Those of a tile.
    pub(crate) fn tile(tile: Tile<'a>) -> Lanes<'a> {
        Lanes::tile_from(tile, 0)
    }

    /// Those of a tile, from the operand with this number on.
    pub(crate) fn tile_from(tile: Tile<'a>, operand: u32) -> Lanes<'a> {
        Lanes {
            place: Place::Tile(tile),
            next: operand,
            pins: Pins::NONE,
        }
    }

    /// Those of `len` elements from the one with number `begin` on.
    #[inline]
    pub(crate) fn flat(flat: Flat, begin: usize, len: usize) -> Lanes<'a> {
        let begin = begin.cast_signed();
        Lanes {
            place: Place::Flat { flat, begin, len },
            next: 0,
            pins: Pins::NONE,
        }
    }

    /// Those of some leaves, the first ones, of which there is one element.
    pub(super) fn repeated(&self, of: Pins) -> Pins {
        let repeated = match self.place {
            Place::Flat { flat, .. } => !flat.moving,
            Place::Tile(tile) => tile.repeated(),
        };
        Pins::leaves(repeated & of.leaves)
    }

    /// What was pinned of the next leaves.
    pub(super) fn next_pins(&self) -> Pins {
        let leaves = self.pins.leaves.checked_shr(self.next).unwrap_or(0);
        Pins {
            leaves,
            ..self.pins
        }
    }

    /// Those of some leaves, the next ones, of which there is one element.
    pub(super) fn next_repeated(&self, of: Pins) -> Pins {
        let shifted = of.leaves.checked_shl(self.next).unwrap_or(0);
        let repeated = self.repeated(Pins::leaves(shifted)).leaves;
        Pins::leaves(repeated.checked_shr(self.next).unwrap_or(0))
    }

    /// Runs `load` with the next lanes, which are pinned so; goes on after those that it has taken.
    #[inline(always)]
    pub(super) fn with_next<R>(&mut self, pins: Pins, load: impl FnOnce(&mut Lanes<'a>) -> R) -> R {
        let leaves = pins.leaves.checked_shl(self.next).unwrap_or(0);
        let mut lanes = self.pin(Pins { leaves, ..pins });
        let loaded = load(&mut lanes);
        self.next = lanes.next;
        loaded
    }

    /// The same, the elements of these leaves to be read once.
    pub(super) fn pin(self, pins: Pins) -> Lanes<'a> {
        Lanes { pins, ..self }
    }

    /// What was pinned.
    pub(super) fn pins(&self) -> Pins {
        self.pins
    }

    /// The number of elements after which lanes into blocks begin again; 0 if that is not so.
    pub(super) fn round(&self) -> usize {
        match self.place {
            Place::Flat { .. } => 0,
            Place::Tile(tile) => tile.round_len(),
        }
    }

    /// The number of elements.
    #[inline]
    pub(crate) fn len(&self) -> usize {
        match self.place {
            Place::Flat { len, .. } => len,
            Place::Tile(tile) => tile.len,
        }
    }

    /// Leaves the next operand out.
    #[inline]
    pub(crate) fn skip(&mut self) {
        self.next += 1;
    }

    /// The offset of the next operand's part, if that is seen to be contiguous at a glance; it then is taken.
    #[inline]
    pub(crate) fn take_contiguous(&mut self) -> Option<isize> {
        match self.place {
            Place::Flat { flat, begin, .. } if flat.moves(self.next) => {
                self.next += 1;
                Some(begin)
            }
            Place::Tile(tile) if tile.is_contiguous(self.next) => {
                self.next += 1;
                Some(tile.offsets[self.next as usize - 1])
            }
            _ => None,
        }
    }

    /// The offset of the next operand's one element, if that is pinned; it then is taken.
    #[inline]
    pub(crate) fn take_pinned(&mut self) -> Option<isize> {
        let pinned = self.pins.leaves.checked_shr(self.next).unwrap_or(0) & 1 == 1;
        if !pinned {
            return None;
        }
        self.next += 1;
        Some(match self.place {
            Place::Flat { .. } => 0,
            Place::Tile(tile) => tile.offsets[self.next as usize - 1],
        })
    }

    /// The next operand's part.
    #[inline]
    pub(crate) fn take(&mut self) -> Part<'a> {
        let operand = self.next;
        self.next += 1;
        match self.place {
            Place::Flat { flat, begin, len } => {
                let moves = flat.moves(operand);
                Part::Line {
                    offset: if moves { begin } else { 0 },
                    len,
                    repeated: !moves,
                }
            }
            Place::Tile(tile) => Part::Of(tile, operand as usize),
        }
    }
}
