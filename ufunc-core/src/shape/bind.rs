//! Binding: the sizes of a call's core dimensions and its loop shape, by NumPy's algorithm.

use super::{Broadcast, Dims};
use crate::error::{Error, OperandShape};
use crate::spec::{OperandSpec, Spec};
use alloc::vec::Vec;
use smallvec::SmallVec;

/// The shapes of a call, agreed upon.
///
/// The axes of each operand are its loop axes followed by its core axes: the dimensions of its
/// [`OperandSpec::core`] in that order, without the absent ones.
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
    /// The whole shape of each output, given or not: the loop shape, then its core axes.
    pub(crate) outputs: SmallVec<[Dims; 2]>,
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
}

/// Binds the shapes of a call: of all inputs, and of those outputs that are given.
///
/// A given output may be larger than the inputs' common shape, they broadcast to it then; it is never
/// broadcast itself, but of a generalized ufunc it may lack leading loop axes of size 1.
pub(crate) fn bind(
    spec: &Spec,
    inputs: &[&[usize]],
    outputs: &[Option<&[usize]>],
) -> Result<Bound, Error> {
    let call = Call {
        spec,
        inputs,
        outputs,
    };
    let mut bound = Bound {
        loop_shape: Dims::new(),
        sizes: Dims::new(),
        absent: SmallVec::new(),
        inputs: SmallVec::new(),
        outputs: SmallVec::new(),
    };
    let mut core_ndims = CoreNdims::new();
    // Elementwise calls are often small: they pay for nothing else.
    if !spec.dims.is_empty() {
        core_ndims = call.bind_core(&mut bound)?;
    }
    for (number, shape) in inputs.iter().enumerate() {
        let core_ndim = core_ndims.get(number).copied().unwrap_or(0);
        let loop_ndim = shape.len().saturating_sub(core_ndim);
        bound.inputs.push(InputAxes { loop_ndim });
    }
    bound.loop_shape = call.broadcast_loops(&core_ndims, &bound)?;
    for output in spec.outputs {
        let mut shape = Dims::from_slice(&bound.loop_shape);
        for size in bound.core_sizes(output) {
            shape.push(size);
        }
        bound.outputs.push(shape);
    }
    Ok(bound)
}

/// The number of core axes of each operand.
pub(super) type CoreNdims = SmallVec<[usize; 8]>;

/// A given operand: its number, its part of the signature and its shape.
pub(super) struct Given<'a> {
    pub(super) number: usize,
    pub(super) spec: &'a OperandSpec,
    pub(super) shape: &'a [usize],
}

/// The call that is bound; its methods are the steps.
pub(super) struct Call<'a> {
    pub(super) spec: &'a Spec,
    pub(super) inputs: &'a [&'a [usize]],
    pub(super) outputs: &'a [Option<&'a [usize]>],
}

impl<'a> Call<'a> {
    /// The inputs and the given outputs.
    pub(super) fn operands(&self) -> impl Iterator<Item = Given<'a>> {
        let inputs = self.inputs.iter().zip(self.spec.inputs).enumerate();
        inputs
            .map(|(number, (shape, spec))| Given {
                number,
                spec,
                shape,
            })
            .chain(self.given_outputs())
    }

    fn given_outputs(&self) -> impl Iterator<Item = Given<'a>> {
        let first = self.inputs.len();
        let outputs = self.outputs.iter().zip(self.spec.outputs).enumerate();
        outputs.filter_map(move |(number, (shape, spec))| {
            shape.map(|shape| Given {
                number: first + number,
                spec,
                shape,
            })
        })
    }

    /// The loop shape: the inputs' loop axes broadcast to each other and to those of the given
    /// outputs, which do not broadcast themselves.
    fn broadcast_loops(&self, core_ndims: &CoreNdims, bound: &Bound) -> Result<Dims, Error> {
        let loop_shape_of = |operand: &Given<'a>| {
            let core_ndim = core_ndims.get(operand.number).copied().unwrap_or(0);
            let loop_ndim = operand.shape.len().saturating_sub(core_ndim);
            operand.shape.get(..loop_ndim).unwrap_or_default()
        };
        let mut broadcast = Broadcast::new();
        for operand in self.operands() {
            if let Err(conflict) = broadcast.merge(loop_shape_of(&operand)) {
                if operand.number >= self.inputs.len() {
                    return Err(self.out_error(&operand, &broadcast.dims, bound));
                }
                let ndims = self.operands().map(|operand| loop_shape_of(&operand).len());
                let ndims: Vec<usize> = ndims.collect();
                let (ufunc, signature) = (self.spec.name, self.spec.signature);
                return Err(conflict.loop_error(ufunc, signature, self.shapes(), &ndims));
            }
        }
        for output in self.given_outputs() {
            let shape = loop_shape_of(&output);
            let lacking = broadcast.dims.len().saturating_sub(shape.len());
            let (lacking, rest) = broadcast.dims.split_at(lacking);
            let may_lack = !self.spec.dims.is_empty() && lacking.iter().all(|&size| size == 1);
            if shape != rest || !(lacking.is_empty() || may_lack) {
                return Err(self.out_error(&output, &broadcast.dims, bound));
            }
        }
        Ok(broadcast.dims)
    }

    #[cold]
    fn out_error(&self, output: &Given<'_>, loop_shape: &Dims, bound: &Bound) -> Error {
        let mut expected: Vec<usize> = loop_shape.to_vec();
        expected.extend(bound.core_sizes(output.spec));
        Error::OutShape {
            ufunc: self.spec.name,
            output: owned(output),
            expected,
        }
    }

    /// All given operands, for an error.
    #[cold]
    pub(super) fn shapes(&self) -> Vec<OperandShape> {
        self.operands().map(|operand| owned(&operand)).collect()
    }

    /// Where the operand with this number stands among the given ones.
    pub(super) fn position(&self, number: usize) -> usize {
        self.operands()
            .take_while(|operand| operand.number < number)
            .count()
    }
}

pub(super) fn owned(operand: &Given<'_>) -> OperandShape {
    OperandShape {
        number: operand.number,
        name: operand.spec.name,
        shape: operand.shape.to_vec(),
    }
}
