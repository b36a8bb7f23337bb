//! Masked-out sub-arrays: the value that fills them.

use super::strip::StripMut;
use crate::Element;
use crate::exec::Outs;

/// Values of all outputs as callers write them: of one output the value itself, of several a tuple.
pub trait OneOrMany: Outs {
    /// What is written.
    type Given: Copy + Send + Sync;
    /// The tuple.
    fn tuple(given: Self::Given) -> Self;
}

impl<T: Element> OneOrMany for (T,) {
    type Given = T;
    fn tuple(given: T) -> (T,) {
        (given,)
    }
}

macro_rules! many {
    ($($T:ident)*) => {
        impl<$($T: Element),*> OneOrMany for ($($T,)*) {
            type Given = Self;
            fn tuple(given: Self) -> Self {
                given
            }
        }
    };
}
many!(A B);
many!(A B C);
many!(A B C D);
many!(A B C D E);
many!(A B C D E F);
many!(A B C D E F G);
many!(A B C D E F G H);

impl<T: Element, Lens: Copy> StripMut<T, Lens> {
    /// Writes `value` to all elements of the sub-arrays at `len` places of a row.
    ///
    /// # Safety
    ///
    /// The sub-arrays at this offset and at those that follow, `step` apart, are writable, and nothing else has access
    /// to them.
    pub(crate) unsafe fn fill(&self, offset: isize, step: isize, len: usize, value: T) {
        let cursor = self.cursor(offset, step, len);
        for i in 0..len {
            let at = cursor.at.wrapping_offset(i.cast_signed() * cursor.step);
            if !self.core.contiguous {
                // SAFETY: the caller's promise.
                unsafe { fill(&self.core.sizes, &self.core.strides, at, value) };
                continue;
            }
            for j in 0..self.core.len {
                // SAFETY: the elements of the sub-array follow each other.
                let place = unsafe { at.add(j) };
                // SAFETY: writable, as the caller promises.
                unsafe { place.write(value) };
            }
        }
    }
}

/// Writes `value` to a sub-array of these sizes and strides.
///
/// # Safety
///
/// `at` is its first element (dangling, if it has none), and it is writable.
unsafe fn fill<T: Copy>(sizes: &[usize], strides: &[isize], at: *mut T, value: T) {
    let ([size, inner @ ..], [stride, inner_strides @ ..]) = (sizes, strides) else {
        // SAFETY: the only element.
        unsafe { at.write(value) };
        return;
    };
    for i in 0..*size {
        let at = at.wrapping_offset(i.cast_signed() * stride);
        // SAFETY: the sub-array at this index of the first axis.
        unsafe { fill(inner, inner_strides, at, value) };
    }
}
