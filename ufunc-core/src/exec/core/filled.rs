//! Masked-out sub-arrays: the value that fills them.

use super::strip::StripMut;
use crate::Element;
use crate::exec::Outs;
use crate::plan::{Plan, Visit};
use crate::shape::{Dims, Strides};

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
        let first = self.cursor(offset, step, len).at;
        let mut sizes = Dims::from_slice(&[len]);
        let mut strides = Strides::from_slice(&[step]);
        sizes.extend_from_slice(&self.core.sizes);
        strides.extend_from_slice(&self.core.strides);
        let plan = Plan::new(&sizes, &[strides], Visit::Memory);
        let filled = plan.rows::<core::convert::Infallible>(&mut |row| {
            let begin = first.wrapping_offset(row.offsets[0]);
            for i in 0..row.len {
                let at = begin.wrapping_offset(i.cast_signed() * row.strides[0]);
                // SAFETY: an element of one of the sub-arrays.
                unsafe { at.write(value) };
            }
            Ok(())
        });
        match filled {
            Ok(()) => {}
        }
    }
}
