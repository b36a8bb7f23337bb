//! Strips: an operand's sub-array at one place of the loop, and the scratch memory to make it contiguous.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;
use core::mem::size_of;

use crate::Element;
use crate::exec::Stop;
use crate::plan::{Plan, Visit};
use crate::shape::{Dims, Strides};

/// The core part of an operand: sizes and strides of its core dimensions, in the signature's order; an
/// absent one has size 1.
pub struct Core {
    pub(crate) sizes: Dims,
    pub(crate) strides: Strides,
    /// The loops that copy the sub-array, in C order.
    copy: Plan,
    /// Whether the sub-array's elements already lie one after the other in C order.
    contiguous: bool,
}

impl Core {
    pub(crate) fn new(sizes: Dims, strides: Strides) -> Core {
        let copy = Plan::new(&sizes, core::slice::from_ref(&strides), Visit::C);
        let contiguous = match copy.loops.as_slice() {
            [] => true,
            [row] => row.len == 1 || row.strides[0] == 1,
            _ => false,
        };
        Core {
            sizes,
            strides,
            copy,
            contiguous,
        }
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

    /// The number of elements.
    pub(crate) fn len(&self) -> usize {
        self.copy.len
    }
}

/// An input's sub-arrays.
pub struct Strip<T> {
    pub(crate) ptr: *const T,
    pub(crate) core: Core,
    /// The output shares this memory: the kernel gets a copy.
    pub(crate) in_place: bool,
}

/// An output's sub-arrays.
pub struct StripMut<T> {
    pub(crate) ptr: *mut T,
    pub(crate) core: Core,
}

// SAFETY: pointers with numbers; inputs are only read, and each output element is written from one thread only.
unsafe impl<T: Sync> Sync for Strip<T> {}
// SAFETY: as above.
unsafe impl<T: Send> Sync for StripMut<T> {}

/// One thread's memory for copies of sub-arrays.
pub struct Scratch<T> {
    buffer: Vec<T>,
    /// The offset of the sub-array that the buffer holds.
    held: Option<isize>,
}

impl<T: Element> Scratch<T> {
    /// Memory for a sub-array, if copies will be needed.
    pub(crate) fn new(core: &Core, needed: bool) -> Result<Scratch<T>, Stop> {
        let mut buffer = Vec::new();
        if needed && buffer.try_reserve_exact(core.len()).is_err() {
            let bytes = core.len().saturating_mul(size_of::<T>());
            return Err(Stop::Scratch {
                shape: core.sizes.to_vec(),
                bytes,
            });
        }
        Ok(Scratch { buffer, held: None })
    }

    /// Copies a sub-array into the buffer, in C order.
    ///
    /// # Safety
    ///
    /// `ptr + offset` is the first element of a readable sub-array like `core`.
    unsafe fn pack(&mut self, ptr: *const T, core: &Core, offset: isize) {
        let buffer = &mut self.buffer;
        buffer.clear();
        let copied: Result<(), ()> = core.copy.rows(&mut |row| {
            for i in 0..row.len {
                let step = offset + row.offsets[0] + i.cast_signed() * row.strides[0];
                // SAFETY: an element of the sub-array.
                let at = unsafe { ptr.offset(step) };
                // SAFETY: readable, as the caller promises.
                buffer.push(unsafe { *at });
            }
            Ok(())
        });
        debug_assert_eq!((copied, buffer.len()), (Ok(()), core.len()));
    }
}

impl<T: Element> Strip<T> {
    /// Whether a kernel that takes contiguous memory needs a copy.
    pub(crate) fn packed(&self) -> bool {
        !self.core.contiguous || self.in_place
    }

    /// The sub-array at `offset`, contiguous in C order.
    ///
    /// # Safety
    ///
    /// `offset` is that of a sub-array of this operand; nothing writes to it while the slice lives.
    pub(crate) unsafe fn slice<'a>(&self, scratch: &'a mut Scratch<T>, offset: isize) -> &'a [T] {
        if self.core.len() == 0 {
            return &[];
        }
        if !self.packed() {
            // SAFETY: the offset of an element of the operand.
            let first = unsafe { self.ptr.offset(offset) };
            // SAFETY: `len` readable elements follow each other from there.
            return unsafe { core::slice::from_raw_parts(first, self.core.len()) };
        }
        if self.in_place || scratch.held != Some(offset) {
            // SAFETY: the caller's promise.
            unsafe { scratch.pack(self.ptr, &self.core, offset) };
            scratch.held = Some(offset);
        }
        &scratch.buffer
    }
}

impl<T: Element> StripMut<T> {
    /// Whether a kernel that takes contiguous memory needs a copy.
    pub(crate) fn packed(&self) -> bool {
        !self.core.contiguous
    }

    /// The sub-array at `offset`, contiguous in C order; in a copy, if it is [`packed`](StripMut::packed).
    ///
    /// # Safety
    ///
    /// `offset` is that of an initialised sub-array of this output, to which nothing else has access while the slice
    /// lives.
    pub(crate) unsafe fn slice<'a>(
        &self,
        scratch: &'a mut Scratch<T>,
        offset: isize,
    ) -> &'a mut [T] {
        if self.core.len() == 0 {
            return &mut [];
        }
        if !self.packed() {
            // SAFETY: the offset of an element of the output.
            let first = unsafe { self.ptr.offset(offset) };
            // SAFETY: `len` elements follow each other from there, ours alone.
            return unsafe { core::slice::from_raw_parts_mut(first, self.core.len()) };
        }
        // SAFETY: the caller's promise.
        unsafe { scratch.pack(self.ptr, &self.core, offset) };
        &mut scratch.buffer
    }

    /// Writes `values` to the sub-array at `offset`.
    ///
    /// # Safety
    ///
    /// `offset` is that of a sub-array of this output, to which nothing else has access; `values` has its length.
    pub(crate) unsafe fn write(&self, values: &[T], offset: isize) {
        let mut values = values.iter();
        let copied: Result<(), ()> = self.core.copy.rows(&mut |row| {
            for (i, &value) in values.by_ref().take(row.len).enumerate() {
                let step = offset + row.offsets[0] + i.cast_signed() * row.strides[0];
                // SAFETY: an element of the sub-array.
                let at = unsafe { self.ptr.offset(step) };
                // SAFETY: writable, as the caller promises.
                unsafe { at.write(value) };
            }
            Ok(())
        });
        debug_assert_eq!(copied, Ok(()));
    }

    /// Writes the copy back that [`slice`](StripMut::slice) made, if it made one.
    ///
    /// # Safety
    ///
    /// As `slice`, with the same `scratch` and `offset`.
    pub(crate) unsafe fn finish(&self, scratch: &Scratch<T>, offset: isize) {
        if self.packed() {
            // SAFETY: the caller's promise.
            unsafe { self.write(&scratch.buffer, offset) };
        }
    }
}
