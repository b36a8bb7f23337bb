//! From shapes and strides to loops: ordered, coalesced, and cut into disjoint chunks. Pure.

use smallvec::SmallVec;

use crate::shape::{Dims, Strides};

mod part;
mod range;
mod tile;

pub(crate) use part::{Flat, Part};
pub(crate) use range::Nest;
pub(crate) use tile::{Tile, Tiling};

#[cfg(test)]
mod tests;

/// In which order the elements are visited.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Visit {
    /// As the operands lie in memory; axes may be reordered and reversed.
    Memory,
    /// In C order: the first element to fail is the first in C order.
    C,
}

/// One loop of a plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Loop {
    /// How many steps.
    pub(crate) len: usize,
    /// How far each operand moves in a step, in elements.
    pub(crate) strides: Strides,
}

/// Nested loops over the elements of a call, and where each operand starts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plan {
    /// From the outermost to the innermost loop, which is a row; none has length 1, but the row of a single
    /// element. Empty if there is no element.
    pub(crate) loops: SmallVec<[Loop; 4]>,
    /// The offset of each operand's first element, in elements.
    pub(crate) start: Strides,
    /// The number of elements.
    pub(crate) len: usize,
    /// The position of the first element, counted in C order; kept by plans in C order.
    pub(crate) first: usize,
    visit: Visit,
}

/// The axes of an array from the slowest to the fastest, such that operands with these strides are visited
/// as they lie in memory (NumPy's layout K). Where operands disagree, C order is kept.
pub(crate) fn memory_order(shape: &[usize], operands: &[Strides]) -> SmallVec<[usize; 8]> {
    // Insertion sort from the fastest axis on: the relation is not transitive, and this is the order NumPy takes.
    let mut order: SmallVec<[usize; 8]> = (0..shape.len()).rev().collect();
    for i in 1..order.len() {
        let mut place = i;
        for j in (0..i).rev() {
            match faster(shape, operands, order[i], order[j]) {
                Some(true) => place = j,
                Some(false) => break,
                None => {}
            }
        }
        order[place..=i].rotate_right(1);
    }
    order.reverse();
    order
}

/// Whether axis `a` moves less in memory than axis `b`, so that it belongs further in; `None` if no operand tells.
fn faster(shape: &[usize], operands: &[Strides], a: usize, b: usize) -> Option<bool> {
    if shape[a] == 1 || shape[b] == 1 {
        return None;
    }
    let mut verdict = None;
    for strides in operands {
        let (sa, sb) = (strides[a].unsigned_abs(), strides[b].unsigned_abs());
        if sa == 0 || sb == 0 {
            continue;
        }
        if sa < sb {
            verdict = verdict.or(Some(true));
        } else {
            // One operand in C order settles it.
            return Some(false);
        }
    }
    verdict
}

/// The strides of a dense array of this shape whose axes lie in memory in this order, slowest first.
pub(crate) fn dense_strides(shape: &[usize], order: &[usize]) -> Strides {
    let mut strides = Strides::from_elem(0, shape.len());
    let mut step = 1usize;
    for &axis in order.iter().rev() {
        strides[axis] = step.cast_signed();
        step = step.saturating_mul(shape[axis].max(1));
    }
    strides
}

impl Plan {
    /// Loops over `shape` for operands with these strides, each as long as `shape`.
    pub(crate) fn new(shape: &[usize], operands: &[Strides], visit: Visit) -> Plan {
        let mut plan = Plan {
            loops: SmallVec::new(),
            start: Strides::from_elem(0, operands.len()),
            len: if shape.contains(&0) {
                0
            } else {
                shape.iter().product()
            },
            first: 0,
            visit,
        };
        if plan.len == 0 {
            return plan;
        }
        let order = match visit {
            Visit::Memory => memory_order(shape, operands),
            Visit::C => (0..shape.len()).collect::<Dims>(),
        };
        for axis in order {
            if shape[axis] > 1 {
                let strides = operands.iter().map(|strides| strides[axis]).collect();
                plan.push(
                    Loop {
                        len: shape[axis],
                        strides,
                    },
                    visit,
                );
            }
        }
        if visit == Visit::Memory {
            plan.pair();
        }
        if plan.loops.is_empty() {
            plan.loops.push(Loop {
                len: 1,
                strides: plan.start.clone(),
            });
        }
        plan
    }

    /// Adds a loop inside the others, merged with the one around it where every operand allows it.
    fn push(&mut self, mut inner: Loop, visit: Visit) {
        if visit == Visit::Memory && inner.strides.iter().all(|&s| s <= 0) {
            for (start, stride) in self.start.iter_mut().zip(&mut inner.strides) {
                *start += *stride * (inner.len - 1).cast_signed();
                *stride = -*stride;
            }
        }
        if let Some(outer) = self.loops.last_mut() {
            let steps = inner.len.cast_signed();
            if outer
                .strides
                .iter()
                .zip(&inner.strides)
                .all(|(o, i)| *o == i * steps)
            {
                outer.len *= inner.len;
                outer.strides = inner.strides;
                return;
            }
        }
        self.loops.push(inner);
    }

    /// Moves the loop in which the first operand that disagrees with the innermost one moves least next to that: tiles
    /// are squares of these two.
    fn pair(&mut self) {
        let Some((inner, outer)) = self.loops.split_last() else {
            return;
        };
        let least = |operand: usize| {
            let step = |steps: &Loop| steps.strides[operand].unsigned_abs();
            (outer.iter().enumerate())
                .filter(|(_, steps)| (1..step(inner)).contains(&step(steps)))
                .min_by_key(|(_, steps)| step(steps))
        };
        if let Some((other, _)) = (0..inner.strides.len()).find_map(least) {
            let last = outer.len();
            self.loops[other..last].rotate_left(1);
        }
    }

    /// Cuts the outermost loop in two: both plans together visit what this one visits, each element once. A single
    /// element cannot be cut.
    #[cfg(any(feature = "rayon", test))]
    pub(crate) fn split(mut self) -> (Plan, Option<Plan>) {
        if self.len < 2 {
            return (self, None);
        }
        let outer = self.loops[0].len;
        let (left_len, right_len) = (outer / 2, outer - outer / 2);
        let inner = self.len / outer;
        let mut right = self.clone();
        right.first += left_len * inner;
        for (start, stride) in right.start.iter_mut().zip(&right.loops[0].strides) {
            *start += stride * left_len.cast_signed();
        }
        self.set_outer(left_len);
        right.set_outer(right_len);
        (self, Some(right))
    }

    /// Sets the length of the outermost loop, which is dropped when 1 is left.
    #[cfg(any(feature = "rayon", test))]
    fn set_outer(&mut self, len: usize) {
        self.len = self.len / self.loops[0].len * len;
        if len == 1 && self.loops.len() > 1 {
            self.loops.remove(0);
        } else {
            self.loops[0].len = len;
        }
    }

    /// Calls `row` with each row: the offsets of its first elements, the strides, its length, and its position
    /// in the plan. Stops at the first error.
    pub(crate) fn rows<E>(&self, row: &mut dyn FnMut(Row<'_>) -> Result<(), E>) -> Result<(), E> {
        let Some((inner, outer)) = self.loops.split_last() else {
            return Ok(());
        };
        let mut offsets = self.start.clone();
        let mut counters: SmallVec<[usize; 4]> = SmallVec::from_elem(0, outer.len());
        let mut first = self.first;
        loop {
            row(Row {
                offsets: &offsets,
                strides: &inner.strides,
                len: inner.len,
                first,
            })?;
            first += inner.len;
            if !advance(outer, &mut counters, &mut offsets) {
                return Ok(());
            }
        }
    }
}

/// One run of the innermost loop.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Row<'a> {
    /// The offset of each operand's first element.
    pub(crate) offsets: &'a [isize],
    /// How far each operand moves in a step.
    pub(crate) strides: &'a [isize],
    /// How many elements.
    pub(crate) len: usize,
    /// The position of the first one, as [`Plan::first`].
    pub(crate) first: usize,
}

/// Steps the outer loops, innermost first; `false` at the end.
fn advance(outer: &[Loop], counters: &mut [usize], offsets: &mut [isize]) -> bool {
    for (step, counter) in outer.iter().zip(counters).rev() {
        *counter += 1;
        if *counter < step.len {
            for (offset, stride) in offsets.iter_mut().zip(&step.strides) {
                *offset += stride;
            }
            return true;
        }
        for (offset, stride) in offsets.iter_mut().zip(&step.strides) {
            *offset -= stride * (step.len - 1).cast_signed();
        }
        *counter = 0;
    }
    false
}
