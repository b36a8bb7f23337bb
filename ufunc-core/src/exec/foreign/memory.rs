//! Where an operand lies, and whether operands share memory.

use super::element::Kind;

/// An operand of a loop: its first element, and how many bytes the next one is away.
#[derive(Clone, Copy, Debug)]
pub struct Memory {
    /// The first element.
    pub at: *mut u8,
    /// The way to the next one, in bytes.
    pub step: isize,
}

impl Memory {
    /// Element `i`.
    #[inline(always)]
    pub(crate) fn place(self, i: usize) -> *mut u8 {
        self.at
            .wrapping_offset(i.cast_signed().wrapping_mul(self.step))
    }

    /// Whether elements of this kind lie as an array of them could: aligned, whole elements apart.
    #[inline]
    pub(crate) fn regular(self, kind: &Kind) -> bool {
        self.at.addr().is_multiple_of(kind.align) && self.step % kind.size.cast_signed() == 0
    }

    /// The addresses of the first byte and of the last one of `len` elements.
    fn range(self, size: usize, len: usize) -> (usize, usize) {
        let (first, last) = (self.at.addr(), self.place(len - 1).addr());
        (first.min(last), first.max(last) + (size - 1))
    }
}

/// How an input and an output of an elementwise loop lie to each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Overlap {
    /// They share no memory.
    Apart,
    /// Element by element the same memory.
    Same,
    /// An element is written where another one is read.
    Entangled,
}

/// How `len` elements of both lie to each other.
#[inline]
pub(crate) fn overlap(a: (Memory, usize), b: (Memory, usize), len: usize) -> Overlap {
    let ((a, a_size), (b, b_size)) = (a, b);
    if len == 0 {
        return Overlap::Apart;
    }
    let ((a_low, a_high), (b_low, b_high)) = (a.range(a_size, len), b.range(b_size, len));
    if a_high < b_low || b_high < a_low {
        return Overlap::Apart;
    }
    if a.step != b.step {
        return Overlap::Entangled;
    }
    let step = a.step.unsigned_abs();
    if a.at == b.at && (len == 1 || step >= a_size.max(b_size)) {
        return Overlap::Same;
    }
    // Both move alike: apart if neither's elements reach into the other's within a step, as columns of a table.
    let Some(ahead) = (b.at.addr().wrapping_sub(a.at.addr()).cast_signed())
        .checked_rem_euclid(step.cast_signed())
    else {
        return Overlap::Entangled;
    };
    let ahead = ahead.unsigned_abs();
    if ahead >= a_size && ahead + b_size <= step {
        Overlap::Apart
    } else {
        Overlap::Entangled
    }
}

/// Whether two ranges of addresses, first and last byte, share none.
pub(crate) fn apart(a: (usize, usize), b: (usize, usize)) -> bool {
    a.1 < b.0 || b.1 < a.0
}

#[cfg(test)]
mod tests {
    use super::{Memory, Overlap, overlap};
    use alloc::vec::Vec;

    /// The bytes of each element.
    fn bytes(memory: Memory, size: usize, len: usize) -> Vec<Vec<usize>> {
        let element = |i| {
            (0..size)
                .map(|byte| memory.place(i).addr() + byte)
                .collect()
        };
        (0..len).map(element).collect()
    }

    /// All small pairs, against a comparison byte by byte. `Entangled` may be said of more; the other two only if true.
    #[test]
    fn overlaps_are_seen() {
        let base = 1usize << 20;
        let memory = |offset: isize, step| Memory {
            at: core::ptr::without_provenance_mut(base.wrapping_add_signed(offset)),
            step,
        };
        let (mut apart, mut same) = (0, 0);
        for (a_size, b_size) in [(1, 1), (2, 2), (4, 2), (2, 4), (4, 4)] {
            for (a_step, b_step) in
                (-9..=9).flat_map(|a| [(a, a), (a, -a), (a, 0), (0, a), (a, a + 1)])
            {
                for (offset, len) in
                    (-20..=20).flat_map(|offset| [(offset, 1), (offset, 2), (offset, 4)])
                {
                    let (a, b) = (memory(0, a_step), memory(offset, b_step));
                    let (in_a, in_b) = (bytes(a, a_size, len), bytes(b, b_size, len));
                    let meet =
                        |i: usize, j: usize| in_a[i].iter().any(|byte| in_b[j].contains(byte));
                    let pairs = || (0..len).flat_map(|i| (0..len).map(move |j| (i, j)));
                    match overlap((a, a_size), (b, b_size), len) {
                        Overlap::Apart => {
                            apart += 1;
                            assert!(
                                !pairs().any(|(i, j)| meet(i, j)),
                                "{a:?} {a_size} {b:?} {b_size} {len}"
                            );
                        }
                        Overlap::Same => {
                            same += 1;
                            assert!(
                                pairs().all(|(i, j)| (i == j) == meet(i, j)),
                                "{a:?} {a_size} {b:?} {b_size} {len}"
                            );
                        }
                        Overlap::Entangled => {}
                    }
                }
            }
        }
        // Neither is never said: columns of a table, and the same elements.
        assert!(apart > 1000 && same > 100, "{apart} {same}");
        assert_eq!(
            overlap((memory(0, 8), 4), (memory(4, 8), 4), 100),
            Overlap::Apart
        );
        assert_eq!(
            overlap((memory(0, 8), 8), (memory(0, 8), 8), 100),
            Overlap::Same
        );
        assert_eq!(
            overlap((memory(0, 8), 8), (memory(8, 8), 8), 100),
            Overlap::Entangled
        );
    }
}
