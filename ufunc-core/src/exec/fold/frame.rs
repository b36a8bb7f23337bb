//! The shapes and the loops of a reduction, its element types left behind: compiled once.

use alloc::format;
use alloc::vec::Vec;

use smallvec::SmallVec;

use super::tree::{BLOCK, Order};
use crate::Error;
use crate::error::{AxisProblem, OperandShape};
use crate::exec::source::Described;
use crate::plan::{Plan, Visit, memory_order};
use crate::shape::{Broadcast, Dims, Strides, broadcast_strides};
use crate::spec::Spec;

/// Which axes are reduced, as the caller says it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AxisList {
    /// All of them.
    All,
    /// One, counted from the end if it is negative. A scalar has an axis 0, as in NumPy.
    One(isize),
    /// Several.
    Many(SmallVec<[isize; 4]>),
}

/// A reduction without its types.
pub(crate) struct Frame {
    pub(crate) spec: &'static Spec,
    /// The shape of the operand.
    pub(crate) shape: Dims,
    /// The axes that are reduced, in ascending order.
    pub(crate) axes: Dims,
}

impl Frame {
    /// The reduction of these axes.
    pub(crate) fn new(spec: &'static Spec, shape: Dims, axes: &AxisList) -> Result<Frame, Error> {
        let axes = axes_of(spec, &shape, axes)?;
        Ok(Frame { spec, shape, axes })
    }

    /// What goes along one axis; a scalar has none.
    pub(crate) fn of_axis(spec: &'static Spec, shape: Dims, axis: isize) -> Result<Frame, Error> {
        let axis = axis_of(spec, &shape, axis)?;
        Ok(Frame {
            spec,
            shape,
            axes: Dims::from_slice(&[axis]),
        })
    }

    /// The axes that stay.
    pub(crate) fn kept(&self) -> Dims {
        let axes = 0..self.shape.len();
        axes.filter(|axis| !self.axes.contains(axis)).collect()
    }

    /// The shape of the result; reduced axes have length 1 in it, if they are kept.
    pub(crate) fn result(&self, keepdims: bool) -> Dims {
        let size = |(axis, &size): (usize, &usize)| match self.axes.contains(&axis) {
            false => Some(size),
            true => keepdims.then_some(1),
        };
        self.shape.iter().enumerate().filter_map(size).collect()
    }

    /// How many terms each result has.
    pub(crate) fn terms(&self) -> usize {
        // A product of sizes of one array, which fits unless another of its axes is empty.
        self.axes
            .iter()
            .fold(1, |terms, &axis| terms.saturating_mul(self.shape[axis]))
    }

    /// How many results there are.
    pub(crate) fn results(&self) -> usize {
        let kept = self.kept();
        kept.iter()
            .fold(1, |results, &axis| results.saturating_mul(self.shape[axis]))
    }

    /// Whether a function with these properties may be reduced over these axes.
    pub(crate) fn check_order(&self, any_order: bool) -> Result<(), Error> {
        if any_order || self.axes.len() < 2 {
            return Ok(());
        }
        Err(Error::Argument {
            ufunc: self.spec.name,
            message: format!(
                "a reduction over {} axes needs a function that may be computed in any order: reduce one axis after the \
                 other, or say `associative, commutative` in its attribute",
                self.axes.len()
            ),
        })
    }

    /// Whether the mask broadcasts to the operand.
    pub(crate) fn check_mask(&self, mask: &dyn Described) -> Result<(), Error> {
        mask.check()?;
        let mut found = Ok(Dims::new());
        mask.shapes(&mut |shape| found = shape);
        let dims = found?;
        let broadcast = Broadcast { dims };
        if broadcast.fits(&self.shape) {
            return Ok(());
        }
        Err(Error::MaskShape {
            ufunc: self.spec.name,
            mask: broadcast.dims.into_vec(),
            shape: self.shape.to_vec(),
        })
    }

    /// The result of nothing, of a function without identity.
    #[cold]
    pub(crate) fn empty(&self) -> Error {
        Error::EmptyReduction {
            ufunc: self.spec.name,
            shape: self.shape.to_vec(),
            axes: self.axes.to_vec(),
        }
    }

    /// An output that does not have the shape of the result.
    #[cold]
    pub(crate) fn out_shape(&self, number: usize, shape: &[usize], expected: &[usize]) -> Error {
        Error::OutShape {
            ufunc: self.spec.name,
            output: OperandShape {
                number: self.spec.inputs.len() + number,
                name: self.spec.outputs.first().map_or("", |output| output.name),
                shape: shape.to_vec(),
            },
            expected: expected.to_vec(),
        }
    }

    /// The axes that are reduced together, the innermost ones first: short ones with the next ones, so that each
    /// group, if it can, has a block of terms. By the shape alone, whatever the layout.
    pub(crate) fn groups(&self, order: Order) -> Vec<Dims> {
        let mut groups = Vec::new();
        let mut group = Dims::new();
        let mut terms = 1usize;
        for &axis in self.axes.iter().rev() {
            if terms >= BLOCK && order == Order::Tree {
                groups.push(core::mem::take(&mut group));
                terms = 1;
            }
            group.insert(0, axis);
            terms = terms.saturating_mul(self.shape[axis]);
        }
        groups.push(group);
        groups
    }

    /// The reduction of some of the axes, of an operand whose other ones may have been reduced.
    pub(crate) fn part(&self, shape: Dims, axes: Dims) -> Frame {
        Frame {
            spec: self.spec,
            shape,
            axes,
        }
    }

    /// The strides of an output over the operand's axes.
    pub(crate) fn out_strides(&self, strides: &[isize], keepdims: bool) -> Strides {
        let mut left = strides.iter().copied();
        (0..self.shape.len())
            .map(|axis| match self.axes.contains(&axis) {
                false => left.next().unwrap_or(0),
                true if keepdims => left.next().map_or(0, |_| 0),
                true => 0,
            })
            .collect()
    }

    /// The strides of the operand's leaves, and of the mask's, over the operand's shape.
    pub(crate) fn strides(
        &self,
        operand: &dyn Described,
        mask: Option<&dyn Described>,
    ) -> SmallVec<[Strides; 8]> {
        let mut all = SmallVec::new();
        let mut push = |leaf: &[usize], strides: &[isize]| {
            all.push(broadcast_strides(leaf, strides, &self.shape));
        };
        operand.leaves(&mut push);
        if let Some(mask) = mask {
            mask.leaves(&mut push);
        }
        all
    }

    /// The axes that stay as the operand lies in memory, slowest first: counted among those that stay.
    pub(crate) fn layout(&self, strides: &[Strides], keepdims: bool) -> Dims {
        let axes: Dims = match keepdims {
            true => (0..self.shape.len()).collect(),
            false => self.kept(),
        };
        let shape: Dims = (axes.iter())
            .map(|axis| {
                if self.axes.contains(axis) {
                    1
                } else {
                    self.shape[*axis]
                }
            })
            .collect();
        let only: SmallVec<[Strides; 8]> = strides.iter().map(|all| pick(all, &axes)).collect();
        memory_order(&shape, &only)
    }

    /// All axes as the operand lies in memory, slowest first.
    pub(crate) fn whole_layout(&self, strides: &[Strides]) -> Dims {
        memory_order(&self.shape, strides)
    }

    /// The strides of an output of the operand's rank over the axes that stay.
    pub(crate) fn without_axis(&self, strides: &[isize]) -> Strides {
        pick(strides, &self.kept())
    }

    /// The loops; `strides` are those of all operands, and of the outputs over the operand's shape.
    pub(crate) fn loops(&self, inputs: usize, strides: &[Strides]) -> Loops {
        let kept = self.kept();
        let plan = |axes: &[usize], visit| {
            let shape: Dims = axes.iter().map(|&axis| self.shape[axis]).collect();
            let strides: SmallVec<[Strides; 8]> =
                strides.iter().map(|all| pick(all, axes)).collect();
            Plan::new(&shape, &strides, visit)
        };
        let results = plan(&kept, Visit::Memory);
        let terms = plan(&self.axes, Visit::C);
        let fastest = memory_order(&self.shape, &strides[..inputs])
            .into_iter()
            .rev()
            .find(|&axis| self.shape[axis] > 1);
        let side_by_side = fastest.is_some_and(|axis| !self.axes.contains(&axis))
            || (terms.len < FEW && results.loops.last().is_some_and(|row| row.len > 1));
        Loops {
            results,
            terms,
            side_by_side,
        }
    }
}

/// So few terms are reduced side by side with those of other results, even if they follow each other in memory.
const FEW: usize = 32;

/// How a reduction is walked.
pub(crate) struct Loops {
    /// Over the results; the last loop may be that of the columns.
    pub(crate) results: Plan,
    /// Over the terms of a result, in C order.
    pub(crate) terms: Plan,
    /// Whether results are computed side by side, in columns.
    pub(crate) side_by_side: bool,
}

/// The entries of some axes.
fn pick(all: &[isize], axes: &[usize]) -> Strides {
    axes.iter().map(|&axis| all[axis]).collect()
}

/// The axes in ascending order.
fn axes_of(spec: &Spec, shape: &[usize], list: &AxisList) -> Result<Dims, Error> {
    let given: &[isize] = match list {
        AxisList::All => return Ok((0..shape.len()).collect()),
        AxisList::One(0 | -1) if shape.is_empty() => return Ok(Dims::new()),
        AxisList::One(axis) => core::slice::from_ref(axis),
        AxisList::Many(axes) => axes,
    };
    let mut axes = Dims::new();
    for &axis in given {
        let place = axis_of(spec, shape, axis)?;
        if axes.contains(&place) {
            return Err(axis_error(spec, shape, axis, AxisProblem::Repeated));
        }
        axes.push(place);
    }
    axes.sort_unstable();
    Ok(axes)
}

/// An axis of the operand, counted from the beginning.
fn axis_of(spec: &Spec, shape: &[usize], axis: isize) -> Result<usize, Error> {
    let ndim = shape.len();
    let place = if axis < 0 {
        ndim.checked_sub(axis.unsigned_abs())
    } else {
        Some(axis.unsigned_abs())
    };
    place
        .filter(|&place| place < ndim)
        .ok_or_else(|| axis_error(spec, shape, axis, AxisProblem::OutOfRange))
}

#[cold]
fn axis_error(spec: &Spec, shape: &[usize], axis: isize, problem: AxisProblem) -> Error {
    Error::Axis {
        ufunc: spec.name,
        operand: OperandShape {
            number: 0,
            name: spec.inputs.first().map_or("", |input| input.name),
            shape: shape.to_vec(),
        },
        axis,
        problem,
    }
}
