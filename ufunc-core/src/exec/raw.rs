//! Raw outputs: where a call writes, once the array types are left behind.

use alloc::vec::Vec;
use core::convert::Infallible;
use core::slice::from_ref;

use ndarray::{ArrayBase, ArrayRef, DataMut, Dimension, RawData, ViewRepr};

use crate::Element;
use crate::plan::{Plan, Visit};
use crate::shape::{Dims, Strides};

/// The memory of an output: pointer to the first element, shape, strides in elements.
pub struct RawOut<T> {
    pub(crate) ptr: *mut T,
    pub(crate) shape: Dims,
    pub(crate) strides: Strides,
}

// SAFETY: a raw output is a pointer with numbers; a walk writes each element from one thread only.
unsafe impl<T: Send> Send for RawOut<T> {}
// SAFETY: as above; nothing is written through a shared `RawOut` but by a walk.
unsafe impl<T: Send> Sync for RawOut<T> {}

impl<T> RawOut<T> {
    /// No memory.
    pub(crate) fn nowhere() -> RawOut<T> {
        RawOut {
            ptr: core::ptr::dangling_mut(),
            shape: Dims::new(),
            strides: Strides::new(),
        }
    }

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
    /// Its memory, for as long as it is borrowed.
    fn raw(&mut self) -> RawOut<T>;
}

fn slice<T>(slice: &mut [T]) -> RawOut<T> {
    RawOut {
        ptr: slice.as_mut_ptr(),
        shape: Dims::from_slice(&[slice.len()]),
        strides: Strides::from_slice(&[1]),
    }
}

impl<T: Element> AsTarget<T> for &mut T {
    fn raw(&mut self) -> RawOut<T> {
        RawOut {
            ptr: *self,
            shape: Dims::new(),
            strides: Strides::new(),
        }
    }
}

impl<T: Element, S: DataMut<Elem = T>, D: Dimension> AsTarget<T> for &mut ArrayBase<S, D, T> {
    fn raw(&mut self) -> RawOut<T> {
        RawOut {
            ptr: self.as_mut_ptr(),
            shape: Dims::from_slice(self.shape()),
            strides: Strides::from_slice(self.strides()),
        }
    }
}

impl<T: Element, D: Dimension> AsTarget<T> for &mut ArrayRef<T, D> {
    fn raw(&mut self) -> RawOut<T> {
        RawOut {
            ptr: self.as_mut_ptr(),
            shape: Dims::from_slice(self.shape()),
            strides: Strides::from_slice(self.strides()),
        }
    }
}

impl<'a, T: Element, D: Dimension> AsTarget<T> for ArrayBase<ViewRepr<&'a mut T>, D>
where
    ViewRepr<&'a mut T>: RawData<Elem = T>,
{
    fn raw(&mut self) -> RawOut<T> {
        RawOut {
            ptr: self.as_mut_ptr(),
            shape: Dims::from_slice(self.shape()),
            strides: Strides::from_slice(self.strides()),
        }
    }
}

impl<T: Element> AsTarget<T> for &mut [T] {
    fn raw(&mut self) -> RawOut<T> {
        slice(self)
    }
}

impl<T: Element> AsTarget<T> for &mut Vec<T> {
    fn raw(&mut self) -> RawOut<T> {
        slice(self)
    }
}

impl<T: Element, const N: usize> AsTarget<T> for &mut [T; N] {
    fn raw(&mut self) -> RawOut<T> {
        slice(&mut self[..])
    }
}
