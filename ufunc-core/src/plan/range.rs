//! A part of a nested loop, counted in C order, as pieces that are whole in their inner loops. Pure.

use smallvec::SmallVec;

use super::Loop;
use crate::shape::{Dims, Strides};

/// Some steps of nested loops: so many of one loop, and all of those inside it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Piece<'a> {
    /// How far each operand's first element is from that of the nest.
    pub(crate) offsets: &'a [isize],
    /// The loop that is cut, by its depth; the outer ones take one step.
    pub(crate) depth: usize,
    /// How many steps it and the loops inside it take.
    pub(crate) extents: &'a [usize],
    /// How many steps that makes.
    pub(crate) len: usize,
}

/// Nested loops whose steps are numbered in C order.
#[derive(Clone, Debug)]
pub(crate) struct Nest<'a> {
    loops: &'a [Loop],
    /// For each loop, how many steps the loops inside it make.
    inner: Dims,
}

impl<'a> Nest<'a> {
    /// The loops from the outermost to the innermost; there is one at least.
    pub(crate) fn new(loops: &'a [Loop]) -> Nest<'a> {
        let mut inner: Dims = SmallVec::from_elem(1, loops.len());
        for depth in (1..loops.len()).rev() {
            inner[depth - 1] = inner[depth] * loops[depth].len;
        }
        Nest { loops, inner }
    }

    /// Calls `piece` with the steps from `from` to `to`, in order, at most `room` of them at a time. Stops at the first
    /// error.
    pub(crate) fn pieces<E>(
        &self,
        from: usize,
        to: usize,
        room: usize,
        piece: &mut dyn FnMut(Piece<'_>) -> Result<(), E>,
    ) -> Result<(), E> {
        let operands = self.loops.first().map_or(0, |outer| outer.strides.len());
        let mut offsets = Strides::from_elem(0, operands);
        self.descend(0, &mut offsets, (from, to), room.max(1), piece)
    }

    /// The steps of a loop and of those inside it.
    fn descend<E>(
        &self,
        depth: usize,
        offsets: &mut Strides,
        (mut from, to): (usize, usize),
        room: usize,
        piece: &mut dyn FnMut(Piece<'_>) -> Result<(), E>,
    ) -> Result<(), E> {
        let inner = self.inner[depth];
        let mut at = 0;
        while from < to {
            let step = from / inner;
            self.shift(depth, offsets, step.cast_signed() - at);
            at = step.cast_signed();
            let (begin, left) = (from % inner, to - from);
            if begin == 0 && left >= inner && inner <= room {
                let steps = (left / inner).min(room / inner);
                let mut extents: Dims = self.loops[depth..].iter().map(|l| l.len).collect();
                extents[0] = steps;
                let len = steps * inner;
                piece(Piece {
                    offsets,
                    depth,
                    extents: &extents,
                    len,
                })?;
                from += len;
            } else {
                let end = inner.min(begin + left);
                self.descend(depth + 1, offsets, (begin, end), room, piece)?;
                from += end - begin;
            }
        }
        self.shift(depth, offsets, -at);
        Ok(())
    }

    /// Moves by so many steps of a loop.
    fn shift(&self, depth: usize, offsets: &mut Strides, steps: isize) {
        for (offset, stride) in offsets.iter_mut().zip(&self.loops[depth].strides) {
            *offset += stride * steps;
        }
    }
}
