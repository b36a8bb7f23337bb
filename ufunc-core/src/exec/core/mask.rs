//! Masks of calls with core dimensions: at which places of the loop the kernel is called.

use super::held::Held;
use crate::exec::Always;

/// The mask of a call, with memory of its own.
///
/// # Safety
///
/// `at` reads the element at this offset of `leaf`, and nothing else.
pub unsafe trait CoreMask: Sync {
    /// There is none: the kernel is called at every place.
    const NONE: bool;
    /// The shape and the strides.
    fn leaf(&self) -> Option<(&[usize], &[isize])>;
    /// Whether the kernel is called.
    ///
    /// # Safety
    ///
    /// The offset is that of an element.
    unsafe fn at(&self, offset: isize) -> bool;
}

// SAFETY: reads nothing.
unsafe impl CoreMask for Always {
    const NONE: bool = true;

    fn leaf(&self) -> Option<(&[usize], &[isize])> {
        None
    }
    unsafe fn at(&self, _offset: isize) -> bool {
        true
    }
}

// SAFETY: reads one element.
unsafe impl CoreMask for Held<'_, bool> {
    const NONE: bool = false;

    fn leaf(&self) -> Option<(&[usize], &[isize])> {
        Some((self.shape(), self.strides()))
    }
    unsafe fn at(&self, offset: isize) -> bool {
        let at = self.ptr().wrapping_offset(offset);
        // SAFETY: an element, as the caller promises.
        unsafe { *at }
    }
}
