//! What binding finds: the shapes of a call, agreed upon.

use super::{Dims, Strides};
use crate::spec::OperandSpec;
use alloc::vec::Vec;
use smallvec::SmallVec;

/// The shapes of a call, agreed upon.
///
/// The axes of each operand, in the order that [`arranged`](Bound::arranged) gives them, are its loop axes followed by
/// its core axes: the dimensions of its [`OperandSpec::core`] in that order, without the absent ones.
#[derive(Clone, Debug)]
pub(crate) struct Bound {
    /// The shape of the loop, to which the loop axes of all operands broadcast.
    pub(crate) loop_shape: Dims,
    /// The sizes of `Spec::dims`; 1 for an absent one.
    pub(crate) sizes: Dims,
    /// Which of `Spec::dims` are absent from all operands.
    pub(crate) absent: SmallVec<[bool; 8]>,
    /// How the axes of each input divide.
    pub(crate) inputs: SmallVec<[InputAxes; 8]>,
    /// The whole shape of each output: of a fresh one as the caller sees it, of a given one with its loop axes first.
    pub(crate) outputs: SmallVec<[Dims; 2]>,
    /// The axes of each operand, its loop axes first; empty if they are so in all of them.
    pub(crate) orders: Vec<Dims>,
    /// How many axes of size 1 outputs without core dimensions have in the place of core axes.
    pub(crate) kept: usize,
}

/// The axes of an input: the first `loop_ndim` are loop axes, the others core axes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct InputAxes {
    pub(crate) loop_ndim: usize,
}

impl Bound {
    /// The sizes of an operand's core axes. An input's own axis may be shorter, of size 1, where its
    /// dimension is marked `|1`.
    pub(crate) fn core_sizes(&self, operand: &OperandSpec) -> impl Iterator<Item = usize> {
        operand.core.iter().filter_map(|&dim| {
            let absent = self.absent.get(dim).copied().unwrap_or(false);
            self.sizes.get(dim).copied().filter(|_| !absent)
        })
    }

    /// The number of an output's axes that are not loop axes.
    pub(crate) fn output_core_ndim(&self, output: &OperandSpec) -> usize {
        self.core_sizes(output).count() + self.kept
    }

    /// The shape and the strides of an operand, its loop axes first; in `space` where they have to be moved.
    #[inline]
    pub(crate) fn arranged<'l>(
        &self,
        number: usize,
        leaf: (&'l [usize], &'l [isize]),
        space: &'l mut Option<(Dims, Strides)>,
    ) -> (&'l [usize], &'l [isize]) {
        let Some(order) = self.orders.get(number) else {
            return leaf;
        };
        let (shape, strides) = leaf;
        let axes = (order.iter()).filter_map(|&axis| shape.get(axis).zip(strides.get(axis)));
        let (shape, strides) = space.insert(axes.map(|(&size, &stride)| (size, stride)).unzip());
        (shape, strides)
    }

    /// An output's shape of loop axes and core axes.
    pub(super) fn output_shape(&self, output: &OperandSpec) -> Dims {
        let mut shape = Dims::from_slice(&self.loop_shape);
        for size in self.core_sizes(output) {
            shape.push(size);
        }
        for _ in 0..self.kept {
            shape.push(1);
        }
        shape
    }
}
