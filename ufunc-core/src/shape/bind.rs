//! Binding: the sizes of a call's core dimensions and its loop shape, by NumPy's algorithm.

use super::axes::in_place;
use super::bound::InputAxes;
use super::{Bound, Broadcast, CoreAxes, Dims};
use crate::error::{Error, OperandShape};
use crate::spec::{OperandSpec, Spec};
use alloc::vec::Vec;
use smallvec::SmallVec;

/// What a call asks for besides its operands.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Asked<'a> {
    pub(crate) axes: &'a CoreAxes,
    /// Outputs keep the core axes of the inputs, with size 1; only for signatures that allow it.
    pub(crate) keepdims: bool,
    /// The shape of the mask, if there is one.
    pub(crate) mask: Option<&'a [usize]>,
}

/// Binds the shapes of a call: of all inputs, and of those outputs that are given.
///
/// A given output may be larger than the inputs' common shape, they broadcast to it then; it is never
/// broadcast itself, but of a generalized ufunc it may lack leading loop axes of size 1.
pub(crate) fn bind(
    spec: &Spec,
    inputs: &[&[usize]],
    outputs: &[Option<&[usize]>],
    asked: Asked<'_>,
) -> Result<Bound, Error> {
    let mut call = Call {
        spec,
        inputs,
        outputs,
        asked,
        arranged: &[],
    };
    let first = spec.inputs.first().map_or(0, |input| input.core.len());
    let mut bound = Bound {
        loop_shape: Dims::new(),
        sizes: Dims::new(),
        absent: SmallVec::new(),
        inputs: SmallVec::new(),
        outputs: SmallVec::new(),
        orders: Vec::new(),
        kept: if asked.keepdims { first } else { 0 },
    };
    call.check_axes()?;
    let (core_ndims, dims) = call.present_dims(bound.kept)?;
    bound.orders = call.orders(&core_ndims)?;
    let arranged = call.arrange(&bound.orders);
    call.arranged = &arranged;
    call.bind_core(&mut bound, dims, &core_ndims)?;
    for (number, shape) in inputs.iter().enumerate() {
        let core_ndim = core_ndims.get(number).copied().unwrap_or(0);
        let loop_ndim = shape.len().saturating_sub(core_ndim);
        bound.inputs.push(InputAxes { loop_ndim });
    }
    bound.loop_shape = call.broadcast_loops(&core_ndims, &bound)?;
    for (i, output) in spec.outputs.iter().enumerate() {
        let mut shape = bound.output_shape(output);
        let number = inputs.len() + i;
        if let Some(order) = bound.orders.get_mut(number)
            && outputs.get(i).is_none_or(Option::is_none)
        {
            let fresh = Given {
                number,
                spec: output,
                shape: &shape,
                whole: &shape,
            };
            *order = call.order(&fresh, core_ndims.get(number).copied().unwrap_or(0))?;
            shape = in_place(&shape, order);
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
    /// Loop axes, then core axes.
    pub(super) shape: &'a [usize],
    /// As the caller sees it.
    pub(super) whole: &'a [usize],
}

/// The call that is bound; its methods are the steps.
#[derive(Clone, Copy)]
pub(super) struct Call<'a> {
    pub(super) spec: &'a Spec,
    pub(super) inputs: &'a [&'a [usize]],
    pub(super) outputs: &'a [Option<&'a [usize]>],
    pub(super) asked: Asked<'a>,
    /// The given shapes with loop axes first; empty as long as they are not known, or are the given ones.
    pub(super) arranged: &'a [Dims],
}

impl<'a> Call<'a> {
    /// The inputs and the given outputs.
    pub(super) fn operands(&self) -> impl Iterator<Item = Given<'a>> {
        let inputs = self.inputs.iter().zip(self.spec.inputs).enumerate();
        inputs
            .map(|(number, (shape, spec))| self.given(number, spec, shape))
            .chain(self.given_outputs())
    }

    fn given_outputs(&self) -> impl Iterator<Item = Given<'a>> {
        let outputs = self.outputs.iter().zip(self.spec.outputs).enumerate();
        outputs.filter_map(|(number, (shape, spec))| {
            shape.map(|shape| self.given(self.inputs.len() + number, spec, shape))
        })
    }

    #[inline]
    fn given(&self, number: usize, spec: &'a OperandSpec, whole: &'a [usize]) -> Given<'a> {
        Given {
            number,
            spec,
            shape: self.arranged.get(number).map_or(whole, |shape| shape),
            whole,
        }
    }

    /// The shapes of the given operands in these orders.
    fn arrange(&self, orders: &[Dims]) -> Vec<Dims> {
        let mut arranged = Vec::new();
        if orders.is_empty() {
            return arranged;
        }
        arranged.resize(orders.len(), Dims::new());
        for operand in self.operands() {
            let (Some(shape), Some(order)) =
                (arranged.get_mut(operand.number), orders.get(operand.number))
            else {
                continue;
            };
            shape.extend(
                order
                    .iter()
                    .filter_map(|&axis| operand.whole.get(axis).copied()),
            );
        }
        arranged
    }

    /// The loop shape: the inputs' loop axes broadcast to each other, to the mask, and to those of the
    /// given outputs, which do not broadcast themselves.
    fn broadcast_loops(&self, core_ndims: &CoreNdims, bound: &Bound) -> Result<Dims, Error> {
        let core_ndim = |operand: &Given<'a>| core_ndims.get(operand.number).copied().unwrap_or(0);
        let split = |operand: &Given<'a>| {
            let loop_ndim = operand.shape.len().saturating_sub(core_ndim(operand));
            operand.shape.split_at(loop_ndim)
        };
        let mut broadcast = Broadcast::new();
        let inputs = self.inputs.len();
        for operand in self.operands().filter(|operand| operand.number < inputs) {
            if let Err(conflict) = broadcast.merge(split(&operand).0) {
                let loops: Vec<&[usize]> =
                    self.operands().map(|operand| split(&operand).0).collect();
                let (ufunc, signature) = (self.spec.name, self.spec.signature);
                return Err(conflict.loop_error(ufunc, signature, self.shapes(), &loops));
            }
        }
        self.merge_mask(&mut broadcast)?;
        for output in self.given_outputs() {
            if broadcast.merge(split(&output).0).is_err() {
                return Err(self.out_error(&output, &broadcast.dims, bound));
            }
        }
        for output in self.given_outputs() {
            let (shape, core) = split(&output);
            let lacking = broadcast.dims.len().saturating_sub(shape.len());
            let (lacking, rest) = broadcast.dims.split_at(lacking);
            let may_lack = !self.spec.dims.is_empty() && lacking.iter().all(|&size| size == 1);
            let keeps = bound.kept == 0
                || (core.len() == core_ndim(&output) && core.iter().all(|&size| size == 1));
            if shape != rest || !(lacking.is_empty() || may_lack) || !keeps {
                return Err(self.out_error(&output, &broadcast.dims, bound));
            }
        }
        Ok(broadcast.dims)
    }

    /// Takes the mask in, which broadcasts with the inputs.
    fn merge_mask(&self, broadcast: &mut Broadcast) -> Result<(), Error> {
        let Some(mask) = self.asked.mask else {
            return Ok(());
        };
        broadcast.merge(mask).map_err(|_| Error::MaskShape {
            ufunc: self.spec.name,
            mask: mask.to_vec(),
            shape: broadcast.dims.to_vec(),
        })
    }

    #[cold]
    fn out_error(&self, output: &Given<'_>, loop_shape: &Dims, bound: &Bound) -> Error {
        let mut bound = bound.clone();
        bound.loop_shape.clone_from(loop_shape);
        let mut expected = bound.output_shape(output.spec);
        let as_expected = Given {
            whole: &expected,
            ..*output
        };
        if let Ok(order) = self.order(&as_expected, bound.output_core_ndim(output.spec)) {
            expected = in_place(&expected, &order);
        }
        Error::OutShape {
            ufunc: self.spec.name,
            output: owned(output),
            expected: expected.into_vec(),
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
        shape: operand.whole.to_vec(),
    }
}
