//! Broadcasting: the shape that several shapes have in common.

use super::{Dims, Strides};
use crate::error::{Error, OperandShape};
use alloc::vec::Vec;

/// The shape to which several shapes broadcast: NumPy's rule.
///
/// Shapes are aligned at their last axes; sizes at one axis must be equal, or 1, which is repeated. A
/// missing axis counts as 1. A size of 0 is a size as any other: it goes with 0 and with 1.
///
/// # Errors
///
/// [`Error::Broadcast`] with the first two shapes that disagree.
///
/// # Examples
///
/// ```
/// use ufunc_core::broadcast_shapes;
///
/// assert_eq!(broadcast_shapes(&[&[8, 1, 6, 1], &[7, 1, 5]])?, [8, 7, 6, 5]);
/// assert_eq!(broadcast_shapes(&[])?, []);
/// assert_eq!(
///     broadcast_shapes(&[&[3, 4], &[5]]).unwrap_err().to_string(),
///     "broadcast_shapes: operands #0 (3, 4) and #1 (5) do not broadcast: \
///      axis 1 has 4 in #0 and 5 in #1",
/// );
/// # Ok::<(), ufunc_core::Error>(())
/// ```
pub fn broadcast_shapes(shapes: &[&[usize]]) -> Result<Vec<usize>, Error> {
    let mut broadcast = Broadcast::new();
    for shape in shapes {
        broadcast.merge(shape).map_err(|conflict| {
            let operands = shapes
                .iter()
                .enumerate()
                .map(|(number, shape)| OperandShape {
                    number,
                    name: "",
                    shape: shape.to_vec(),
                });
            conflict.error("broadcast_shapes", operands.collect())
        })?;
    }
    Ok(broadcast.dims.into_vec())
}

/// The shape to which the shapes merged so far broadcast.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Broadcast {
    pub(crate) dims: Dims,
}

impl Broadcast {
    /// Of no shapes: the shape of a scalar.
    pub(crate) fn new() -> Self {
        Self::default()
    }

    /// Takes one more shape in; after a conflict nothing has changed.
    pub(crate) fn merge(&mut self, shape: &[usize]) -> Result<(), Conflict> {
        if shape.is_empty() || self.dims.as_slice() == shape {
            return Ok(());
        }
        if self.dims.is_empty() {
            self.dims.extend_from_slice(shape);
            return Ok(());
        }
        let ndim = self.dims.len().max(shape.len());
        let pairs = self.dims.iter().rev().zip(shape.iter().rev());
        for (from_end, (&before, &size)) in pairs.enumerate() {
            if before != size && before != 1 && size != 1 {
                return Err(Conflict {
                    axis: ndim - 1 - from_end,
                    ndim,
                    size_before: before,
                    size,
                });
            }
        }
        let new = shape.len().saturating_sub(self.dims.len());
        for (dim, &size) in self.dims.iter_mut().rev().zip(shape.iter().rev()) {
            if *dim == 1 {
                *dim = size;
            }
        }
        if new > 0 {
            self.dims
                .insert_from_slice(0, shape.get(..new).unwrap_or_default());
        }
        Ok(())
    }

    /// Whether the shape broadcasts to `out` and leaves that as it is.
    pub(crate) fn fits(&self, out: &[usize]) -> bool {
        self.dims.len() <= out.len()
            && (self.dims.iter().rev())
                .zip(out.iter().rev())
                .all(|(&dim, &size)| dim == size || dim == 1)
    }
}

/// Two sizes that do not broadcast.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Conflict {
    /// The axis, in the merged shape.
    pub(crate) axis: usize,
    /// The number of axes of the merged shape.
    pub(crate) ndim: usize,
    /// What the shapes merged before have there.
    pub(crate) size_before: usize,
    /// What the new shape has there.
    pub(crate) size: usize,
}

impl Conflict {
    /// The error that names the first two of the operands that disagree.
    #[cold]
    pub(crate) fn error(self, ufunc: &'static str, shapes: Vec<OperandShape>) -> Error {
        let found = self.pair(shapes.iter().map(|operand| &operand.shape[..]));
        self.told(ufunc, "", shapes, found)
    }

    /// The same for operands that have core axes too: `loops` are the loop axes of each of `shapes`.
    #[cold]
    pub(crate) fn loop_error(
        self,
        ufunc: &'static str,
        signature: &'static str,
        shapes: Vec<OperandShape>,
        loops: &[&[usize]],
    ) -> Error {
        let found = self.pair(loops.iter().copied());
        self.told(ufunc, signature, shapes, found)
    }

    /// The first two shapes that disagree: their indices, the axis and their sizes there.
    fn pair<'s>(self, shapes: impl Iterator<Item = &'s [usize]>) -> Option<Pair> {
        let from_end = self.ndim - self.axis;
        let mut found: Option<(usize, usize, usize)> = None;
        for (index, shape) in shapes.enumerate() {
            let Some(axis) = shape.len().checked_sub(from_end) else {
                continue;
            };
            match (shape.get(axis), found) {
                (None | Some(1), _) => {}
                (Some(&size), None) => found = Some((index, axis, size)),
                (Some(&size), Some((first, first_axis, first_size))) if size != first_size => {
                    return Some(Pair {
                        axis: axis.max(first_axis),
                        operands: (first, index),
                        sizes: (first_size, size),
                    });
                }
                _ => {}
            }
        }
        None
    }

    fn told(
        self,
        ufunc: &'static str,
        signature: &'static str,
        shapes: Vec<OperandShape>,
        found: Option<Pair>,
    ) -> Error {
        // If the list does not hold the shapes that were merged, what is known.
        let Pair {
            axis,
            operands,
            sizes,
        } = found.unwrap_or(Pair {
            axis: self.axis,
            operands: (0, 1),
            sizes: (self.size_before, self.size),
        });
        Error::Broadcast {
            ufunc,
            signature,
            shapes,
            axis,
            operands,
            sizes,
        }
    }
}

/// Two operands that do not broadcast.
struct Pair {
    axis: usize,
    operands: (usize, usize),
    sizes: (usize, usize),
}

/// The strides with which an array of `shape` and `strides` is read as one of shape `target`, to
/// which it broadcasts: 0 where an axis is missing or has length 1.
pub(crate) fn broadcast_strides(shape: &[usize], strides: &[isize], target: &[usize]) -> Strides {
    let mut result: Strides = smallvec::smallvec![0; target.len()];
    let axes = shape.iter().rev().zip(strides.iter().rev());
    for (new, (&size, &stride)) in result.iter_mut().rev().zip(axes) {
        if size != 1 {
            *new = stride;
        }
    }
    result
}
