//! Strips: the sub-arrays of an operand, and the way from one to the next.

use alloc::format;
use alloc::string::String;
use core::ptr;

use super::inputs::CoreInput;
use crate::shape::{Dims, Strides};

/// The core part of an operand: sizes and strides of its core dimensions, in the signature's order; an
/// absent one has size 1.
pub struct Core {
    pub(crate) sizes: Dims,
    pub(crate) strides: Strides,
    /// The number of elements.
    pub(crate) len: usize,
    /// Whether the elements lie one after the other in C order.
    pub(crate) contiguous: bool,
    /// Whether an input's memory is an output's too: then the kernel reads a copy.
    pub(crate) in_place: bool,
}

impl Core {
    pub(crate) fn new(sizes: Dims, strides: Strides) -> Core {
        let (mut len, mut contiguous) = (1, true);
        for (&size, &stride) in sizes.iter().zip(&strides).rev() {
            contiguous &= size == 1 || stride.cast_unsigned() == len;
            len *= size;
        }
        Core {
            sizes,
            strides,
            len,
            contiguous: contiguous || len == 0,
            in_place: false,
        }
    }

    /// Whether a parameter that is contiguous, or not the output's memory, has to be a copy of this input.
    pub(crate) fn packed(&self) -> bool {
        !self.contiguous || self.in_place && self.len > 0
    }

    /// The sub-array in words.
    pub(crate) fn describe(&self) -> String {
        let how = if self.contiguous {
            "contiguous"
        } else {
            "strided: copied for a slice parameter"
        };
        format!("{how} core {:?}", self.sizes.as_slice())
    }
}

/// The sub-arrays of an input of form `M`.
pub struct Strip<M: CoreInput> {
    ptr: *const M::Elem,
    pub(crate) core: Core,
    lens: M::Lens,
}

impl<M: CoreInput> Strip<M> {
    /// The sub-arrays of the operand that begins at `ptr`.
    #[inline(always)]
    pub(crate) fn new(ptr: *const M::Elem, core: Core) -> Self {
        // Sub-arrays without elements are anywhere: where their operand's pointer leads is not said.
        let ptr = if core.len == 0 { ptr::dangling() } else { ptr };
        let lens = M::lens(&core);
        Strip { ptr, core, lens }
    }

    /// The first of `left` places of a row, and the way to the next one.
    #[inline(always)]
    pub(crate) fn cursor(
        &self,
        offset: isize,
        step: isize,
        left: usize,
    ) -> Cursor<*const M::Elem, M::Lens> {
        let (offset, step) = if self.core.len == 0 {
            (0, 0)
        } else {
            (offset, step)
        };
        let at = self.ptr.wrapping_offset(offset);
        let lens = self.lens;
        Cursor {
            at,
            step,
            left,
            lens,
        }
    }
}

/// The sub-arrays of an output.
pub struct StripMut<T, Lens> {
    ptr: *mut T,
    pub(crate) core: Core,
    lens: Lens,
}

impl<T, Lens: Copy> StripMut<T, Lens> {
    /// The sub-arrays of the output that begins at `ptr`.
    #[inline(always)]
    pub(crate) fn new(ptr: *mut T, core: Core, lens: Lens) -> Self {
        let ptr = if core.len == 0 {
            ptr::dangling_mut()
        } else {
            ptr
        };
        StripMut { ptr, core, lens }
    }

    /// The first of `left` places of a row, and the way to the next one.
    #[inline(always)]
    pub(crate) fn cursor(&self, offset: isize, step: isize, left: usize) -> Cursor<*mut T, Lens> {
        let (offset, step) = if self.core.len == 0 {
            (0, 0)
        } else {
            (offset, step)
        };
        let at = self.ptr.wrapping_offset(offset);
        let lens = self.lens;
        Cursor {
            at,
            step,
            left,
            lens,
        }
    }
}

// SAFETY: pointers with numbers; inputs are only read, and each output element is written from one thread only.
unsafe impl<M: CoreInput> Sync for Strip<M> {}
// SAFETY: as above.
unsafe impl<T: Send, Lens: Sync> Sync for StripMut<T, Lens> {}

/// Where a row has got to in one operand.
pub struct Cursor<P, Lens> {
    pub(crate) at: P,
    /// How far the next place is.
    pub(crate) step: isize,
    /// How many places are left, this one included.
    pub(crate) left: usize,
    /// What all sub-arrays have in common: here, so that it stays in registers.
    pub(crate) lens: Lens,
}

impl<T, Lens> Cursor<*const T, Lens> {
    /// To the next place; behind the last one nothing is read.
    #[inline(always)]
    pub(crate) fn advance(&mut self) {
        self.at = self.at.wrapping_offset(self.step);
        self.left -= 1;
    }
}

impl<T, Lens> Cursor<*mut T, Lens> {
    /// To the next place; behind the last one nothing is written.
    #[inline(always)]
    pub(crate) fn advance(&mut self) {
        self.at = self.at.wrapping_offset(self.step);
        self.left -= 1;
    }
}
