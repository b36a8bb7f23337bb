//! Core dimensions: which are absent, and the sizes of the others.

use super::Bound;
use super::bind::{Call, CoreNdims, Given, owned};
use super::size::computed_size;
use crate::error::Error;
use crate::spec::{DimSpec, Size};
use smallvec::SmallVec;

/// What is known of a core dimension so far.
pub(super) struct DimState {
    size: Option<usize>,
    /// The operand that told its size.
    bound_by: Option<usize>,
    /// The first operand that lacks it: it is absent from all then, and of size 1.
    absent_from: Option<usize>,
}

impl DimState {
    fn new(dim: &DimSpec) -> Self {
        DimState {
            size: match dim.size {
                Size::Fixed(size) => Some(size),
                Size::Bound | Size::Computed(_) => None,
            },
            bound_by: None,
            absent_from: None,
        }
    }
}

pub(super) type DimStates = SmallVec<[DimState; 8]>;

impl Call<'_> {
    /// Finds the absent dimensions; the number of core axes that each operand has, `kept` where outputs keep the inputs'.
    pub(super) fn present_dims(&self, kept: usize) -> Result<(CoreNdims, DimStates), Error> {
        let mut core_ndims = CoreNdims::new();
        for input in self.spec.inputs {
            core_ndims.push(input.core.len());
        }
        for output in self.spec.outputs {
            core_ndims.push(output.core.len() + kept);
        }
        let mut dims: DimStates = self.spec.dims.iter().map(DimState::new).collect();
        self.drop_absent_dims(&mut dims, &mut core_ndims)?;
        Ok((core_ndims, dims))
    }

    /// Finds the sizes.
    pub(super) fn bind_core(
        &self,
        bound: &mut Bound,
        mut dims: DimStates,
        core_ndims: &CoreNdims,
    ) -> Result<(), Error> {
        self.match_sizes(&mut dims, core_ndims, false)?;
        self.require_sizes(&dims)?;
        if self.compute_sizes(&mut dims)? {
            self.match_sizes(&mut dims, core_ndims, true)?;
        }
        for state in &dims {
            bound.sizes.push(state.size.unwrap_or(1));
            bound.absent.push(state.absent_from.is_some());
        }
        Ok(())
    }

    /// Leaves `?` dimensions out, one by one, where an operand has too few axes.
    fn drop_absent_dims(
        &self,
        dims: &mut DimStates,
        core_ndims: &mut CoreNdims,
    ) -> Result<(), Error> {
        for operand in self.operands() {
            let ndim = operand.shape.len();
            let core_ndim =
                |core_ndims: &CoreNdims| core_ndims.get(operand.number).copied().unwrap_or(0);
            // An output that should keep axes is compared when their sizes are known.
            if core_ndim(core_ndims) <= ndim || operand.spec.core.is_empty() {
                continue;
            }
            for &index in operand.spec.core {
                let optional = self.spec.dims.get(index).is_some_and(|dim| dim.optional);
                let Some(state) = dims.get_mut(index).filter(|_| optional) else {
                    continue;
                };
                if state.absent_from.is_some() {
                    continue;
                }
                state.absent_from = Some(operand.number);
                let specs = self.spec.inputs.iter().chain(self.spec.outputs);
                for (core_ndim, spec) in core_ndims.iter_mut().zip(specs) {
                    let uses = spec.core.iter().filter(|&&other| other == index).count();
                    *core_ndim = core_ndim.saturating_sub(uses);
                }
                // NumPy's test: a dimension that stands twice in the operand can overshoot, and the
                // operand's other `?` dimensions are absent too then.
                if core_ndim(core_ndims) == ndim {
                    break;
                }
            }
            let required = core_ndim(core_ndims);
            if required > ndim {
                return Err(Error::TooFewDims {
                    ufunc: self.spec.name,
                    signature: self.spec.signature,
                    operand: owned(&operand),
                    required,
                });
            }
        }
        Ok(())
    }

    /// Compares the operands' core axes with the sizes known, and learns those that are not: of the
    /// dimensions that the signature computes, or of all others.
    fn match_sizes(
        &self,
        dims: &mut DimStates,
        core_ndims: &CoreNdims,
        computed: bool,
    ) -> Result<(), Error> {
        for operand in self.operands() {
            let core_ndim = core_ndims.get(operand.number).copied().unwrap_or(0);
            let loop_ndim = operand.shape.len().saturating_sub(core_ndim);
            let mut core_shape = operand.shape.iter().skip(loop_ndim);
            for &index in operand.spec.core {
                let (Some(spec), Some(state)) = (self.spec.dims.get(index), dims.get_mut(index))
                else {
                    continue;
                };
                let size = match state.absent_from {
                    None => core_shape.next().copied().unwrap_or(1),
                    Some(_) => 1,
                };
                if matches!(spec.size, Size::Computed(_)) == computed {
                    self.match_size(state, spec, &operand, size)?;
                }
            }
        }
        Ok(())
    }

    fn match_size(
        &self,
        state: &mut DimState,
        dim: &DimSpec,
        operand: &Given<'_>,
        size: usize,
    ) -> Result<(), Error> {
        let absent = state.absent_from.is_some();
        let repeats = dim.broadcastable && !absent && operand.number < self.inputs.len();
        match (state.size, state.bound_by) {
            (Some(known), _) if known == size || (repeats && size == 1) => Ok(()),
            // A dimension marked `|1` of which only inputs of size 1 were seen.
            (Some(1), Some(_)) if repeats => {
                (state.size, state.bound_by) = (Some(size), Some(operand.number));
                Ok(())
            }
            (None, _) => {
                (state.size, state.bound_by) = (Some(size), Some(operand.number));
                Ok(())
            }
            (Some(expected), bound_by) => Err(Error::CoreSize {
                ufunc: self.spec.name,
                signature: self.spec.signature,
                dim: dim.name,
                shapes: self.shapes(),
                operand: self.position(state.absent_from.unwrap_or(operand.number)),
                size,
                absent,
                expected,
                bound_by: bound_by.map(|number| self.position(number)),
            }),
        }
    }

    /// Every dimension of an output has a size now, or is computed.
    fn require_sizes(&self, dims: &DimStates) -> Result<(), Error> {
        for &index in self.spec.outputs.iter().flat_map(|output| output.core) {
            if let (Some(dim), Some(state)) = (self.spec.dims.get(index), dims.get(index))
                && !matches!(dim.size, Size::Computed(_))
                && state.size.is_none()
            {
                return Err(Error::UnknownSize {
                    ufunc: self.spec.name,
                    signature: self.spec.signature,
                    dim: dim.name,
                });
            }
        }
        Ok(())
    }

    /// Evaluates the sizes that the signature computes; whether there are any.
    fn compute_sizes(&self, dims: &mut DimStates) -> Result<bool, Error> {
        let mut any = false;
        for (index, dim) in self.spec.dims.iter().enumerate() {
            if let Size::Computed(ops) = dim.size {
                any = true;
                let sizes: SmallVec<[_; 8]> = dims.iter().map(|state| state.size).collect();
                let size = computed_size(self.spec, dim, ops, &sizes)?;
                if let Some(state) = dims.get_mut(index) {
                    state.size = Some(size);
                }
            }
        }
        Ok(any)
    }
}
