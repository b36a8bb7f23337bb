//! Raw outputs: where a call writes, once the array types are left behind.

use alloc::vec::Vec;
use core::convert::Infallible;
use core::slice::from_ref;

use ndarray::{ArrayBase, ArrayRef, DataMut, Dimension, RawData, ViewRepr};

use super::Extent;
use crate::Element;
use crate::plan::{Plan, Visit};
use crate::shape::{Dims, Strides};

/// The memory of an output: pointer to the first element, shape, strides in elements.
pub struct RawOut<T> {
    pub(crate) ptr: *mut T,
    pub(crate) shape: Dims,
    pub(crate) strides: Strides,
}

impl<T> RawOut<T> {
    pub(crate) fn new((ptr, extent): (*mut T, Extent<'_>)) -> RawOut<T> {
        RawOut {
            ptr,
            shape: Dims::from_slice(extent.shape()),
            strides: Strides::from_slice(extent.strides()),
        }
    }
}

// SAFETY: a raw output is a pointer with numbers; a walk writes each element from one thread only.
unsafe impl<T: Send> Send for RawOut<T> {}
// SAFETY: as above; nothing is written through a shared `RawOut` but by a walk.
unsafe impl<T: Send> Sync for RawOut<T> {}

impl<T> RawOut<T> {
    /// Writes a value everywhere.
    ///
    /// # Safety
    ///
    /// The memory is there, and this thread's alone.
    pub(crate) unsafe fn fill(&self, value: T)
    where
        T: Copy,
    {
        let plan = Plan::new(&self.shape, from_ref(&self.strides), Visit::Memory);
        let done: Result<(), Infallible> = plan.rows(&mut |row| {
            let mut at = self.ptr.wrapping_offset(row.offsets[0]);
            for _ in 0..row.len {
                // SAFETY: an element of the output.
                unsafe { at.write(value) };
                at = at.wrapping_offset(row.strides[0]);
            }
            Ok(())
        });
        let Ok(()) = done;
    }
}

/// How each kind of given output is written: the sealed half of [`Target`](crate::Target).
pub trait AsTarget<T: Element> {
    /// Its memory: pointer to the first element, shape and strides.
    fn memory(&mut self) -> (*mut T, Extent<'_>);
    /// Its memory, for as long as it is borrowed.
    fn raw(&mut self) -> RawOut<T> {
        RawOut::new(self.memory())
    }
}

macro_rules! targets {
    ($([$($generics:tt)*] $t:ty, $this:ident => $ptr:expr, $extent:expr;)*) => { $(
        impl<$($generics)*> AsTarget<T> for $t {
            #[inline]
            fn memory(&mut self) -> (*mut T, Extent<'_>) {
                let $this = self;
                let ptr: *mut T = $ptr;
                (ptr, $extent)
            }
        }
    )* };
}
targets! {
    [T: Element] &mut T, this => &raw mut **this, Extent::Scalar;
    [T: Element, S: DataMut<Elem = T>, D: Dimension] &mut ArrayBase<S, D, T>,
        this => this.as_mut_ptr(), Extent::Array(this.shape(), this.strides());
    [T: Element, D: Dimension] &mut ArrayRef<T, D>,
        this => this.as_mut_ptr(), Extent::Array(this.shape(), this.strides());
    [T: Element] &mut [T], this => this.as_mut_ptr(), Extent::Slice([this.len()]);
    [T: Element] &mut Vec<T>, this => this.as_mut_ptr(), Extent::Slice([this.len()]);
    [T: Element, const N: usize] &mut [T; N], this => this.as_mut_ptr(), Extent::Slice([N]);
}

impl<'a, T: Element, D: Dimension> AsTarget<T> for ArrayBase<ViewRepr<&'a mut T>, D>
where
    ViewRepr<&'a mut T>: RawData<Elem = T>,
{
    #[inline]
    fn memory(&mut self) -> (*mut T, Extent<'_>) {
        let ptr = self.as_mut_ptr();
        (ptr, Extent::Array(self.shape(), self.strides()))
    }
}
