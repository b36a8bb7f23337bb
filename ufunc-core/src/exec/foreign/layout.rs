//! How the operands of an elementwise call lie, and to each other.

use super::element::Kind;
use super::memory::{Memory, Overlap, overlap};

/// How the operands of a call lie.
#[derive(Clone, Copy)]
pub(super) enum Layout {
    /// Each is contiguous, or one element again and again; a bit tells which.
    Rows { moving: u64, in_place: bool },
    /// With gaps, or backwards.
    Strided { in_place: bool },
    /// Unaligned, entangled, or with bits that are no values.
    Wild,
}

/// Whether each operand is an array of values, and no output shares memory with another operand: seen at a glance.
#[inline(always)]
pub(super) fn dense(
    inputs: &[Memory],
    kinds: &[Kind],
    outputs: &[Memory],
    out_kinds: &[Kind],
    len: usize,
) -> bool {
    let array = |memory: &Memory, kind: &Kind| {
        memory.step == kind.size.cast_signed() && memory.at.addr().is_multiple_of(kind.align)
    };
    // `len` elements are there, so their bytes can be counted.
    let apart = |a: &Memory, a_kind: &Kind, b: &Memory, b_kind: &Kind| {
        a.at.addr().wrapping_sub(b.at.addr()) >= len * b_kind.size
            && b.at.addr().wrapping_sub(a.at.addr()) >= len * a_kind.size
    };
    for (memory, kind) in inputs.iter().zip(kinds) {
        if !kind.any_bits || !array(memory, kind) {
            return false;
        }
    }
    for (o, (out, out_kind)) in outputs.iter().zip(out_kinds).enumerate() {
        if !array(out, out_kind) {
            return false;
        }
        for (memory, kind) in inputs.iter().zip(kinds) {
            if !apart(memory, kind, out, out_kind) {
                return false;
            }
        }
        for (other, kind) in outputs.iter().zip(out_kinds).take(o) {
            if !apart(other, kind, out, out_kind) {
                return false;
            }
        }
    }
    true
}

/// # Safety
///
/// `len` elements of each input are readable.
pub(super) unsafe fn layout(
    inputs: &[Memory],
    kinds: &[Kind],
    outputs: &[Memory],
    out_kinds: &[Kind],
    len: usize,
) -> Layout {
    let (mut moving, mut rows, mut in_place) = (0u64, true, false);
    for (i, (memory, kind)) in inputs.iter().zip(kinds).enumerate() {
        // SAFETY: the caller's promise.
        let valid = || kind.any_bits || unsafe { (kind.valid)(memory.at, memory.step, len) };
        if !memory.regular(kind) || !valid() {
            return Layout::Wild;
        }
        let moves = memory.step == kind.size.cast_signed();
        moving |= u64::from(moves) << i;
        rows &= moves || memory.step == 0;
    }
    for (o, (out, out_kind)) in outputs.iter().zip(out_kinds).enumerate() {
        if !out.regular(out_kind) || out.step == 0 {
            return Layout::Wild;
        }
        moving |= 1 << (inputs.len() + o);
        rows &= out.step == out_kind.size.cast_signed();
        for (memory, kind) in inputs.iter().zip(kinds) {
            match overlap((*memory, kind.size), (*out, out_kind.size), len) {
                Overlap::Apart => {}
                Overlap::Same => in_place = true,
                Overlap::Entangled => return Layout::Wild,
            }
        }
        for (other, kind) in outputs.iter().zip(out_kinds).take(o) {
            if overlap((*other, kind.size), (*out, out_kind.size), len) != Overlap::Apart {
                return Layout::Wild;
            }
        }
    }
    if rows {
        Layout::Rows { moving, in_place }
    } else {
        Layout::Strided { in_place }
    }
}
