//! Copies between strided memory and blocks.

use core::mem::MaybeUninit;

use smallvec::SmallVec;

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
    let mut dense = part.len().cast_signed();
    let steps = part.steps().into_iter().map(|(len, stride)| {
        dense /= len.cast_signed();
        Step {
            len,
            from: stride,
            to: dense,
        }
    });
    // SAFETY: the steps reach the part's elements, and the first `part.len()` elements of the block.
    unsafe { copy(first, block, inner_first(steps, |step| step.from)) }
}

/// Copies a block to the elements of `part`, in order.
///
/// # Safety
///
/// As [`pack`], with the part's elements writable, by this thread alone.
pub(crate) unsafe fn unpack<T: Copy>(block: *const T, base: *mut T, part: Part<'_>) {
    // SAFETY: the offset of the part's first element.
    let first = unsafe { base.offset(part.offset()) };
    let mut dense = part.len().cast_signed();
    let steps = part.steps().into_iter().map(|(len, stride)| {
        dense /= len.cast_signed();
        Step {
            len,
            from: dense,
            to: stride,
        }
    });
    // SAFETY: as in `pack`, the other way.
    unsafe { copy(block, first, inner_first(steps, |step| step.to)) }
}

/// The steps of a copy such that the innermost one walks the strided side in the shortest steps.
fn inner_first(
    steps: impl Iterator<Item = Step>,
    strided: impl Fn(&Step) -> isize,
) -> SmallVec<[Step; 4]> {
    let mut steps: SmallVec<[Step; 4]> = steps.filter(|step| step.len > 1).collect();
    steps.sort_by_key(|step| core::cmp::Reverse(strided(step).unsigned_abs()));
    steps
}

/// # Safety
///
/// The steps reach readable elements from `from`, and writable ones of other memory from `to`.
unsafe fn copy<T: Copy>(from: *const T, to: *mut T, steps: SmallVec<[Step; 4]>) {
    match steps.as_slice() {
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
    for i in 0..plane.len.cast_signed() {
        let from = from.wrapping_offset(i * plane.from);
        let to = to.wrapping_offset(i * plane.to);
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
