//! Copies between strided memory and blocks.

use core::mem::MaybeUninit;

use smallvec::SmallVec;

use super::isa::{Job, Level};
use super::prefetch::prefetch;
use crate::math::Mode;
use crate::plan::Part;

/// One loop of a copy: steps, and how far each side moves.
#[derive(Clone, Copy)]
struct Step {
    len: usize,
    from: isize,
    to: isize,
}

/// Copies the elements of `part`, in order, to a block.
///
/// # Safety
///
/// `base` is the memory of the part's operand, whose elements are readable; the block has room for the tile and
/// shares no memory with it.
pub(crate) unsafe fn pack<T: Copy>(base: *const T, part: Part<'_>, block: *mut T) {
    // SAFETY: the offset of the part's first element.
    let first = unsafe { base.offset(part.offset()) };
    let step = |len, from, to| Step { len, from, to };
    // SAFETY: the steps reach the part's elements, and the first `part.len()` elements of the block.
    unsafe { copy_part(first, block, part, step, |step| step.from) }
}

/// Copies a block to the elements of `part`, in order.
///
/// # Safety
///
/// As [`pack`], with the part's elements writable, by this thread alone.
pub(crate) unsafe fn unpack<T: Copy>(block: *const T, base: *mut T, part: Part<'_>) {
    // SAFETY: the offset of the part's first element.
    let first = unsafe { base.offset(part.offset()) };
    let step = |len, to, from| Step { len, from, to };
    // SAFETY: as in `pack`, the other way.
    unsafe { copy_part(block, first, part, step, |step| step.to) }
}

/// Writes `len` copies of an element to a block.
///
/// # Safety
///
/// `element` is readable, and the block has room.
pub(crate) unsafe fn repeat<T: Copy>(element: *const T, block: *mut T, len: usize) {
    // SAFETY: the caller's promise.
    let value = unsafe { *element };
    Level::current().careful(Repeat { value, block, len });
}

/// The copies of [`repeat`].
struct Repeat<T> {
    value: T,
    block: *mut T,
    len: usize,
}

impl<T: Copy> Job for Repeat<T> {
    type Output = ();

    #[inline(always)]
    fn run<M: Mode>(self, _mode: M) {
        for i in 0..self.len {
            // SAFETY: the block has room for `len` elements.
            let to = unsafe { self.block.add(i) };
            // SAFETY: writable.
            unsafe { to.write(self.value) };
        }
    }
}

/// Copies a part: `step` makes a step from the strides of its operand and of the block, `strided` tells the first.
///
/// # Safety
///
/// As [`copy`], with those steps.
#[inline(always)]
unsafe fn copy_part<T: Copy>(
    from: *const T,
    to: *mut T,
    part: Part<'_>,
    step: impl Fn(usize, isize, isize) -> Step,
    strided: impl Fn(&Step) -> isize,
) {
    let (tile, operand) = match part {
        Part::Line { len, repeated, .. } => {
            let line = step(len, isize::from(!repeated), 1);
            // SAFETY: the caller's promise.
            return unsafe { copy_line(from, to, line) };
        }
        Part::Of(tile, operand) => (tile, operand),
    };
    let stride = |i: usize| tile.loops[i].strides[operand];
    match *tile.extents {
        // SAFETY: the caller's promise.
        [len] => unsafe { copy_line(from, to, step(len, stride(0), 1)) },
        [rows, len] => {
            let row = step(rows, stride(0), len.cast_signed());
            let line = step(len, stride(1), 1);
            let (row, line) = inner_last(row, line, &strided);
            // SAFETY: the caller's promise.
            unsafe { copy_plane(from, to, row, line) }
        }
        _ => {
            let mut dense = tile.len.cast_signed();
            let steps = tile.extents.iter().enumerate().map(|(i, &len)| {
                dense /= len.cast_signed();
                step(len, stride(i), dense)
            });
            let mut steps: SmallVec<[Step; 4]> = steps.filter(|step| step.len > 1).collect();
            if let [.., row, line] = steps.as_mut_slice() {
                (*row, *line) = inner_last(*row, *line, &strided);
            }
            // SAFETY: the caller's promise.
            unsafe { copy(from, to, &steps) }
        }
    }
}

/// Two loops such that the inner one walks the strided side in the shorter steps.
#[inline(always)]
fn inner_last(row: Step, line: Step, strided: impl Fn(&Step) -> isize) -> (Step, Step) {
    let (outer, inner) = (strided(&row).unsigned_abs(), strided(&line).unsigned_abs());
    if outer != 0 && outer < inner {
        (line, row)
    } else {
        (row, line)
    }
}

/// # Safety
///
/// The steps reach readable elements from `from`, and writable ones of other memory from `to`.
unsafe fn copy<T: Copy>(from: *const T, to: *mut T, steps: &[Step]) {
    match steps {
        [] => {
            // SAFETY: one element.
            unsafe { element(from, to) }
        }
        // SAFETY: the caller's promise.
        [line] => unsafe { copy_line(from, to, *line) },
        [outer @ .., plane, line] => {
            let mut places: SmallVec<[usize; 4]> = SmallVec::from_elem(0, outer.len());
            let (mut from, mut to) = (from, to);
            loop {
                // SAFETY: the innermost two loops from a place of the outer ones.
                unsafe { copy_plane(from, to, *plane, *line) };
                let mut depth = outer.len();
                loop {
                    let Some(next) = depth.checked_sub(1) else {
                        return;
                    };
                    depth = next;
                    let step = outer[depth];
                    places[depth] += 1;
                    let moved = if places[depth] < step.len {
                        1
                    } else {
                        places[depth] = 0;
                        1 - step.len.cast_signed()
                    };
                    from = from.wrapping_offset(moved * step.from);
                    to = to.wrapping_offset(moved * step.to);
                    if moved == 1 {
                        break;
                    }
                }
            }
        }
    }
}

/// # Safety
///
/// As [`copy`].
unsafe fn copy_plane<T: Copy>(from: *const T, to: *mut T, plane: Step, line: Step) {
    if plane.from == 0 && line.to == 1 && plane.to == line.len.cast_signed() {
        // One line again and again: what is there is doubled.
        let (mut done, all) = (line.len, plane.len * line.len);
        // SAFETY: the first line of the plane.
        unsafe { copy_line(from, to, line) };
        while done < all {
            let more = done.min(all - done);
            // SAFETY: `done < all`, and `all` elements are writable.
            let next = unsafe { to.add(done) };
            // SAFETY: `done + more <= all`, and the first `done >= more` are written.
            unsafe { next.copy_from_nonoverlapping(to, more) };
            done += more;
        }
        return;
    }
    let next = plane.len.cast_signed() * plane.from;
    for i in 0..plane.len.cast_signed() {
        let from = from.wrapping_offset(i * plane.from);
        let to = to.wrapping_offset(i * plane.to);
        // The next tile's line is asked for while this one is copied: its elements are far from each other, and no
        // processor foresees that.
        prefetch(from.wrapping_offset(next));
        prefetch(from.wrapping_offset(next + (line.len.cast_signed() - 1) * line.from));
        // SAFETY: a line of the plane.
        unsafe { copy_line(from, to, line) };
    }
}

/// # Safety
///
/// As [`copy`].
#[inline]
unsafe fn copy_line<T: Copy>(from: *const T, to: *mut T, line: Step) {
    match (line.from, line.to) {
        // SAFETY: `len` elements on both sides, which share no memory.
        (1, 1) if line.len >= 16 => unsafe { from.copy_to_nonoverlapping(to, line.len) },
        // SAFETY: as the caller promises. The constant strides let the compiler vectorise.
        (1, 1) => unsafe { strided::<T>(from, to, line.len, 1, 1) },
        (0, 1) => {
            // SAFETY: the one element.
            let value = unsafe { *from.cast::<MaybeUninit<T>>() };
            for i in 0..line.len {
                // SAFETY: element `i` of the line.
                let to = unsafe { to.add(i) };
                // SAFETY: writable.
                unsafe { to.cast::<MaybeUninit<T>>().write(value) };
            }
        }
        // SAFETY: as above.
        (2, 1) => unsafe { strided(from, to, line.len, 2, 1) },
        // SAFETY: as above.
        (1, 2) => unsafe { strided(from, to, line.len, 1, 2) },
        // SAFETY: as above.
        (1, stride) => unsafe { strided(from, to, line.len, 1, stride) },
        // SAFETY: as above.
        (stride, 1) => unsafe { strided(from, to, line.len, stride, 1) },
        // SAFETY: as above.
        (a, b) => unsafe { strided(from, to, line.len, a, b) },
    }
}

/// # Safety
///
/// As [`copy`], for one loop.
#[inline(always)]
unsafe fn strided<T: Copy>(from: *const T, to: *mut T, len: usize, step: isize, to_step: isize) {
    for i in 0..len.cast_signed() {
        // SAFETY: element `i` of the line.
        unsafe {
            element(
                from.wrapping_offset(i * step),
                to.wrapping_offset(i * to_step),
            )
        };
    }
}

/// Copies one element, whose bytes need not all be initialised: the places of a masked output that are not written yet.
///
/// # Safety
///
/// `from` is readable, `to` writable.
#[inline(always)]
unsafe fn element<T: Copy>(from: *const T, to: *mut T) {
    // SAFETY: the caller's promise.
    let value = unsafe { from.cast::<MaybeUninit<T>>().read() };
    // SAFETY: the caller's promise.
    unsafe { to.cast::<MaybeUninit<T>>().write(value) };
}
