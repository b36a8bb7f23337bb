//! One call with core dimensions, from operands to written outputs: the safe entrance to the walk.

use super::forms::{CoreInputs, CoreOutputs};
use super::frame::{CoreFrame, Leaves};
use super::mask::CoreMask;
use super::walk::CoreWork;
use crate::exec::{
    Extents, Level, Outs, RawOut, Threads, Walk, stop_error, unfilled, walk_parallel,
};
use crate::explain::Explanation;
use crate::gufunc::{CoreOperands, OutsOf};
use crate::kernel::CoreKernel;
use crate::operand::NoDonors;
use crate::out::Layout;
use crate::shape::{Bound, CoreAxes};
use crate::spec::{OperandSpec, Size, Spec};
use crate::{Element, Error, Order, Target, Targets};

type HeldOf<'s, K> = <<K as CoreKernel>::Inputs as CoreInputs>::Held<'s>;
type RawsOf<K> = <OutsOf<K> as Outs>::Raws;

/// What a call needs besides its operands and outputs.
pub(crate) struct CoreCall<'a, K: CoreKernel, M> {
    pub(crate) kernel: &'a K,
    pub(crate) mask: M,
    pub(crate) fill: Option<OutsOf<K>>,
    pub(crate) axes: &'a CoreAxes,
    pub(crate) keepdims: bool,
    pub(crate) threads: Threads,
}

impl<K: CoreKernel, M> CoreCall<'_, K, M> {
    /// The forms of a kernel's parameters fit its signature: else the macro made a mistake, or a fixed size in the
    /// signature is not that of the parameter's array type.
    pub(crate) const FITS: () = {
        fits(K::SPEC, K::SPEC.inputs, K::Inputs::NDIMS, K::Inputs::FIXED);
        fits(
            K::SPEC,
            K::SPEC.outputs,
            K::Outputs::NDIMS,
            K::Outputs::FIXED,
        );
    };
}

impl<K: CoreKernel + Sync, M: CoreMask> CoreCall<'_, K, M> {
    /// The call with fresh outputs.
    pub(crate) fn eval<Os: CoreOperands<K>>(
        &self,
        operands: &Os,
        order: Order,
    ) -> Result<<OutsOf<K> as Outs>::Arrays, Error> {
        if !M::NONE && self.fill.is_none() {
            return Err(unfilled(K::SPEC.name));
        }
        let held = operands.hold()?;
        let frame = self.frame(&held);
        let bound = frame.bind(&Extents::new())?;
        let orders = frame.layouts(&bound, order);
        let layout = |i: usize| Layout {
            ufunc: K::SPEC.name,
            shape: &bound.outputs[i],
            order: &orders[i],
            reuse: false,
        };
        let mut fresh = OutsOf::<K>::allocate(&layout, &mut NoDonors)?;
        K::Outputs::initialise(&mut fresh);
        let raws = OutsOf::<K>::raws(&mut fresh);
        self.run(&held, &frame, &raws, &bound, false)?;
        // SAFETY: each element was written by `initialise`, by the kernel, which has returned it for each place, or by `fill`,
        // which there is if there is a mask.
        Ok(unsafe { OutsOf::<K>::written(fresh, &mut NoDonors) })
    }

    /// The call with given outputs.
    pub(crate) fn assign<Os: CoreOperands<K>>(
        &self,
        operands: &Os,
        targets: &mut impl Targets<OutsOf<K>>,
    ) -> Result<(), Error> {
        let raws = targets.raws();
        let held = operands.hold()?;
        let frame = self.frame(&held);
        let bound = frame.bind(&OutsOf::<K>::extents(&raws))?;
        self.run(&held, &frame, &raws, &bound, false)
    }

    /// The call whose first operand is its output.
    pub(crate) fn update<Os, T>(
        &self,
        operands: &mut Os,
        target: &mut impl Target<T>,
    ) -> Result<(), Error>
    where
        Os: CoreOperands<K>,
        T: Element,
        OutsOf<K>: Outs<Raws = (RawOut<T>,)>,
    {
        let raws = (target.raw(),);
        operands.target(&raws.0);
        let held = operands.hold()?;
        let frame = self.frame(&held);
        let bound = frame.bind(&OutsOf::<K>::extents(&raws))?;
        self.run(&held, &frame, &raws, &bound, true)
    }

    /// What [`eval`](CoreCall::eval) would do. Operands that are casts or pending calls are computed.
    pub(crate) fn explain<Os: CoreOperands<K>>(&self, operands: &Os) -> Explanation {
        match operands.hold() {
            Ok(held) => self.frame(&held).explain(),
            Err(error) => Explanation::error(&error),
        }
    }

    /// The call without its types.
    fn frame<'h>(&'h self, held: &'h HeldOf<'_, K>) -> CoreFrame<'h> {
        const { Self::FITS };
        let mut inputs = Leaves::new();
        K::Inputs::leaves(held, &mut |shape, strides| inputs.push((shape, strides)));
        CoreFrame {
            spec: K::SPEC,
            inputs,
            mask: self.mask.leaf(),
            axes: self.axes,
            keepdims: self.keepdims,
            fallible: K::Outputs::FALLIBLE,
            threads: self.threads,
        }
    }

    /// Walks the call. `in_place`: the first input's memory is the output's.
    fn run(
        &self,
        held: &HeldOf<'_, K>,
        frame: &CoreFrame<'_>,
        raws: &RawsOf<K>,
        bound: &Bound,
        in_place: bool,
    ) -> Result<(), Error> {
        let outputs = OutsOf::<K>::extents(raws);
        let plan = frame.plan(bound, &outputs);
        let parallel = frame.parallel(&plan, bound);
        let work = CoreWork {
            kernel: self.kernel,
            inputs: K::Inputs::strips(held, &mut |i| {
                let mut core = frame.input_core(bound, i);
                core.in_place = in_place && i == 0;
                core
            }),
            outputs: K::Outputs::strips(raws, &mut |i| frame.output_core(bound, &outputs, i)),
            mask: &self.mask,
            fill: self.fill,
            cost: frame.cost(bound),
            level: Level::current(),
        };
        let done = if parallel {
            // SAFETY: the plan was made from this work's operands. The outputs are borrowed mutably or fresh, so no two
            // of their sub-arrays share memory.
            unsafe { walk_parallel(&work, &plan) }
        } else {
            // SAFETY: as above.
            unsafe { work.walk(&plan) }
        };
        done.map_err(|stop| stop_error(K::SPEC.name, stop, &bound.loop_shape))
    }
}

/// Checks the forms of parameters against the signature, when a call is compiled.
const fn fits(spec: &Spec, operands: &[OperandSpec], ndims: &[usize], fixed: &[Option<usize>]) {
    assert!(
        operands.len() == ndims.len(),
        "the number of operands is not that of the signature"
    );
    let mut i = 0;
    while i < operands.len() {
        let core = operands[i].core;
        assert!(
            core.len() == ndims[i],
            "the rank of a parameter is not that of its operand"
        );
        if let Some(size) = fixed[i] {
            match spec.dims[core[0]].size {
                Size::Fixed(expected) => {
                    assert!(
                        expected == size,
                        "an array parameter's length is not its dimension's size"
                    );
                }
                _ => panic!("an array parameter needs a dimension of fixed size"),
            }
        }
        i += 1;
    }
}
