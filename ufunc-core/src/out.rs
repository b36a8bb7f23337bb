//! Outputs: allocate them without a panic, own them while they are partly written, hand them over.

use alloc::vec::Vec;
use core::mem::size_of;

use ndarray::{ArrayD, Dimension, IxDyn, ShapeBuilder};

use crate::exec::{Extent, RawOut};
use crate::operand::{Donor, Donors, donated};
use crate::plan::dense_strides;
use crate::shape::{Dims, Strides, checked_len};
use crate::{Element, Error};

/// What fresh outputs look like.
#[derive(Clone, Copy)]
pub struct Layout<'a> {
    /// The called ufunc, for errors.
    pub(crate) ufunc: &'static str,
    /// The shape.
    pub(crate) shape: &'a [usize],
    /// The axes as they lie in memory, slowest first.
    pub(crate) order: &'a [usize],
    /// Whether the memory of an owned operand may be taken, whatever its order.
    pub(crate) reuse: bool,
}

/// An output that is not yet written. Elements are `Copy`: if it is dropped, nothing but memory is lost.
pub struct Fresh<T>(Memory<T>);

enum Memory<T> {
    /// Reserved, but of length 0 until all is written.
    Own(Vec<T>, Dense),
    /// That of the operand with this number.
    Donated(usize, RawOut<T>),
}

/// How the elements of new memory lie in it: without gaps.
struct Dense {
    len: usize,
    shape: Dims,
    strides: Strides,
}

impl<T: Element> Fresh<T> {
    /// The memory of an owned operand from number `from` on, or else new memory.
    // Not inlined: compiled once for an element type, and not for each kernel.
    #[inline(never)]
    pub(crate) fn donated_or_allocated(
        layout: &Layout<'_>,
        donors: &mut dyn Donors,
        from: &mut usize,
    ) -> Result<Fresh<T>, Error> {
        if layout.reuse
            && let Some(donor) = Donor::of(donors, *from, layout.shape)
        {
            *from = donor.number + 1;
            return Ok(Fresh(Memory::Donated(donor.number, donor.raw)));
        }
        let (memory, dense) = allocate(layout)?;
        Ok(Fresh(Memory::Own(memory, dense)))
    }

    /// Where the elements are to be written: pointer to the first one, shape and strides.
    pub(crate) fn memory(&mut self) -> (*mut T, Extent<'_>) {
        match &mut self.0 {
            Memory::Own(memory, dense) => {
                let extent = Extent::Array(&dense.shape, &dense.strides);
                (memory.as_mut_ptr(), extent)
            }
            Memory::Donated(_, raw) => (raw.ptr, Extent::Array(&raw.shape, &raw.strides)),
        }
    }

    /// The same, with shape and strides of its own.
    #[inline(never)]
    pub(crate) fn raw(&mut self) -> RawOut<T> {
        RawOut::new(self.memory())
    }

    /// Whether this is an operand's memory.
    pub(crate) fn is_donated(&self) -> bool {
        matches!(self.0, Memory::Donated(..))
    }

    /// Writes `value` everywhere.
    pub(crate) fn fill(&mut self, value: T) {
        if let Memory::Own(memory, dense) = &mut self.0 {
            memory.resize(dense.len, value);
        }
    }

    /// The array.
    ///
    /// # Safety
    ///
    /// Every element was written through [`Fresh::raw`]; `donors` are those that the memory was asked from.
    #[inline(never)]
    pub(crate) unsafe fn written(self, donors: &mut dyn Donors) -> ArrayD<T> {
        match self.0 {
            Memory::Own(mut memory, dense) => {
                // SAFETY: `len` elements were reserved, and the caller has written them.
                unsafe { memory.set_len(dense.len) };
                array(memory, &dense)
            }
            Memory::Donated(number, _) => match donated(donors, number) {
                Some(array) => array,
                None => unreachable!("operand {number} has lent its memory"),
            },
        }
    }
}

/// The number of elements of an output, if there can be one of this shape.
pub(crate) fn output_len(
    ufunc: &'static str,
    shape: &[usize],
    element_size: usize,
) -> Result<usize, Error> {
    checked_len(shape, element_size, isize::MAX.unsigned_abs()).ok_or_else(|| Error::TooLarge {
        ufunc,
        shape: shape.to_vec(),
        element_size,
    })
}

fn allocate<T: Element>(layout: &Layout<'_>) -> Result<(Vec<T>, Dense), Error> {
    let (ufunc, shape) = (layout.ufunc, layout.shape);
    let len = output_len(ufunc, shape, size_of::<T>())?;
    let mut memory = Vec::new();
    if memory.try_reserve_exact(len).is_err() {
        let bytes = len.saturating_mul(size_of::<T>());
        return Err(Error::Alloc {
            ufunc,
            shape: shape.to_vec(),
            bytes,
        });
    }
    huge_pages(&mut memory);
    let strides = dense_strides(shape, layout.order);
    Ok((
        memory,
        Dense {
            len,
            shape: Dims::from_slice(shape),
            strides,
        },
    ))
}

/// Outputs from this size on ask for huge pages, as NumPy's do: else the first touch of each 4 KiB page costs more than
/// most kernels.
#[cfg(target_os = "linux")]
const HUGE_LEAST: usize = 4 << 20;

/// Asks Linux for huge pages under this memory, as far as they fit into it.
#[cfg(target_os = "linux")]
fn huge_pages<T>(memory: &mut Vec<T>) {
    const HUGE: usize = 2 << 20;
    let bytes = memory.capacity().saturating_mul(size_of::<T>());
    if bytes < HUGE_LEAST {
        return;
    }
    let begin: *mut u8 = memory.as_mut_ptr().cast();
    let lead = begin.align_offset(HUGE);
    let whole = bytes.saturating_sub(lead) / HUGE * HUGE;
    if whole == 0 {
        return;
    }
    let first = begin.wrapping_add(lead);
    // SAFETY: whole pages inside this memory, which is ours; the advice changes no content, and may be refused.
    unsafe { libc::madvise(first.cast(), whole, libc::MADV_HUGEPAGE) };
}

#[cfg(not(target_os = "linux"))]
fn huge_pages<T>(_memory: &mut Vec<T>) {}

/// The array of the elements in `memory`.
fn array<T>(memory: Vec<T>, dense: &Dense) -> ArrayD<T> {
    let shape = IxDyn(&dense.shape);
    if dense.len == 0 {
        return match ArrayD::from_shape_vec(shape, memory) {
            Ok(array) => array,
            // The shape has no elements, and there are none.
            Err(_) => unreachable!("an empty array needs no memory"),
        };
    }
    let mut strides = IxDyn::zeros(dense.strides.len());
    for (to, stride) in strides.slice_mut().iter_mut().zip(&dense.strides) {
        *to = stride.unsigned_abs();
    }
    // SAFETY: the strides are those of a dense array of this shape, whose elements all are in `memory`.
    unsafe { ArrayD::from_shape_vec_unchecked(shape.strides(strides), memory) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::operand::NoDonors;

    fn layout<'a>(shape: &'a [usize], order: &'a [usize]) -> Layout<'a> {
        Layout {
            ufunc: "f",
            shape,
            order,
            reuse: false,
        }
    }

    #[test]
    fn memory_lies_in_the_given_order() {
        let layout = layout(&[2, 3], &[1, 0]);
        let mut fresh = Fresh::<u8>::donated_or_allocated(&layout, &mut NoDonors, &mut 0).unwrap();
        let raw = fresh.raw();
        for i in 0..6u8 {
            // SAFETY: six elements were reserved.
            let at = unsafe { raw.ptr.add(usize::from(i)) };
            // SAFETY: as above.
            unsafe { at.write(i) };
        }
        // SAFETY: all six are written.
        let array = unsafe { fresh.written(&mut NoDonors) };
        assert_eq!(
            array.iter().copied().collect::<Vec<_>>(),
            [0, 2, 4, 1, 3, 5]
        );
        assert_eq!(array.strides(), [1, 2]);
    }

    fn allocated<T: Element>(shape: &[usize]) -> Result<Fresh<T>, Error> {
        Fresh::donated_or_allocated(&layout(shape, &[0, 1]), &mut NoDonors, &mut 0)
    }

    #[test]
    fn sizes_that_cannot_be_are_errors() {
        let error = allocated::<f64>(&[1 << 40, 1 << 40]).err().unwrap();
        assert!(matches!(error, Error::TooLarge { .. }), "{error}");
        let error = allocated::<f64>(&[1 << 45, 4]).err().unwrap();
        assert!(matches!(error, Error::Alloc { .. }), "{error}");
    }

    #[test]
    fn empty_and_zero_sized_elements() {
        // SAFETY: there is no element to write.
        let empty = unsafe { allocated::<f64>(&[0, 5]).unwrap().written(&mut NoDonors) };
        assert_eq!(empty.shape(), [0, 5]);
        let mut units = allocated::<()>(&[3, 5]).unwrap();
        units.fill(());
        // SAFETY: all elements are filled.
        assert_eq!(unsafe { units.written(&mut NoDonors) }.len(), 15);
    }
}
