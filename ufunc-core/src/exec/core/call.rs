//! One call with core dimensions, from operands to written outputs: the safe entrance to the walk.

use alloc::format;
use alloc::vec::Vec;

use smallvec::SmallVec;

use super::strip::Core;
use super::walk::{CoreInputs, CoreOutputs, CoreWork};
use crate::exec::{Outs, Threads, run_parallel, run_serial, stop_error};
use crate::explain::{self, Explanation};
use crate::gufunc::{CoreOperands, OutsOf};
use crate::kernel::CoreKernel;
use crate::operand::NoDonors;
use crate::out::Layout;
use crate::plan::{Plan, Visit, memory_order};
use crate::shape::{Bound, Dims, Strides, bind, broadcast_strides};
use crate::spec::{OperandSpec, Size, Spec};
use crate::{Error, Order, Target, Targets};

type HeldOf<'s, K> = <<K as CoreKernel>::Inputs as CoreInputs>::Held<'s>;

/// What a call needs besides its operands and outputs.
pub(crate) struct CoreCall<'a, K> {
    pub(crate) kernel: &'a K,
    pub(crate) threads: Threads,
}

/// Shapes and strides, operand by operand.
type Leaves<'a> = SmallVec<[(&'a [usize], &'a [isize]); 8]>;

impl<K: CoreKernel + Sync> CoreCall<'_, K> {
    /// The forms of a kernel's parameters fit its signature: else the macro made a mistake, or a fixed size in the
    /// signature is not that of the parameter's array type.
    const FITS: () = {
        fits(K::SPEC, K::SPEC.inputs, K::Inputs::NDIMS, K::Inputs::FIXED);
        fits(
            K::SPEC,
            K::SPEC.outputs,
            K::Outputs::NDIMS,
            K::Outputs::FIXED,
        );
    };

    /// The call with fresh outputs.
    pub(crate) fn eval<Os: CoreOperands<K>>(
        &self,
        operands: &Os,
        order: Order,
    ) -> Result<<OutsOf<K> as Outs>::Arrays, Error> {
        const { Self::FITS };
        let held = operands.hold()?;
        let inputs = inputs::<K>(&held);
        let bound = bind_call(K::SPEC, &inputs, &[])?;
        let loops = loop_strides(K::SPEC, &bound, &inputs, &Leaves::new());
        let orders: SmallVec<[Dims; 2]> = (bound.outputs.iter())
            .map(|shape| memory_axes(order, &bound.loop_shape, shape.len(), &loops))
            .collect();
        let layout = |i: usize| Layout {
            ufunc: K::SPEC.name,
            shape: &bound.outputs[i],
            order: &orders[i],
            reuse: false,
        };
        let mut fresh = OutsOf::<K>::allocate(layout, &mut NoDonors)?;
        K::Outputs::initialise(&mut fresh);
        let raws = OutsOf::<K>::raws(&mut fresh);
        self.run(&held, &inputs, raws, &bound, false)?;
        // SAFETY: each element was written by `initialise` or by the kernel, which has returned it for each place.
        Ok(unsafe { OutsOf::<K>::written(fresh, &mut NoDonors) })
    }

    /// The call with given outputs.
    pub(crate) fn assign<Os: CoreOperands<K>>(
        &self,
        operands: &Os,
        targets: &mut impl Targets<OutsOf<K>>,
    ) -> Result<(), Error> {
        const { Self::FITS };
        let raws = targets.raws();
        let held = operands.hold()?;
        let inputs = inputs::<K>(&held);
        let bound = bind_call(K::SPEC, &inputs, &leaves_of::<K>(&raws))?;
        self.run(&held, &inputs, raws, &bound, false)
    }

    /// The call whose first operand is its output.
    pub(crate) fn update<Os, T>(
        &self,
        operands: &mut Os,
        target: &mut impl Target<T>,
    ) -> Result<(), Error>
    where
        Os: CoreOperands<K>,
        T: crate::Element,
        OutsOf<K>: Outs<Raws = (crate::exec::RawOut<T>,)>,
    {
        const { Self::FITS };
        let raws = (target.raw(),);
        operands.target(&raws.0);
        let held = operands.hold()?;
        let inputs = inputs::<K>(&held);
        let bound = bind_call(K::SPEC, &inputs, &leaves_of::<K>(&raws))?;
        self.run(&held, &inputs, raws, &bound, true)
    }

    /// What [`eval`](CoreCall::eval) would do, without doing it. Operands that are casts or pending calls are computed.
    pub(crate) fn explain<Os: CoreOperands<K>>(&self, operands: &Os) -> Explanation {
        let planned = operands.hold().and_then(|held| {
            let inputs = inputs::<K>(&held);
            let bound = bind_call(K::SPEC, &inputs, &[])?;
            let loops = loop_strides(K::SPEC, &bound, &inputs, &Leaves::new());
            let plan = Plan::new(&bound.loop_shape, &loops, Visit::Memory);
            let elements = work_of(&plan, &bound);
            let mut leaves = Vec::new();
            for (i, (shape, strides)) in inputs.iter().enumerate() {
                let first = bound.inputs[i].loop_ndim;
                let core = core_of(
                    &K::SPEC.inputs[i],
                    &bound,
                    &shape[first..],
                    &strides[first..],
                );
                let name = K::SPEC.inputs[i].name.into();
                leaves.push(explain::Leaf {
                    name,
                    size: 0,
                    core: Some(core.describe()),
                });
            }
            for (output, shape) in K::SPEC.outputs.iter().zip(&bound.outputs) {
                let core = format!("fresh {:?}", shape.as_slice());
                leaves.push(explain::Leaf {
                    name: output.name.into(),
                    size: 0,
                    core: Some(core),
                });
            }
            Ok(Explanation::new(&explain::Planned {
                spec: K::SPEC,
                shape: &bound.loop_shape,
                plan: &plan,
                leaves,
                block: None,
                parallel: self.threads.parallel(K::SPEC.parallel, elements) && plan.len > 1,
            }))
        });
        planned.unwrap_or_else(|error| Explanation::error(&error))
    }

    /// Walks the call. `in_place`: the first input's memory is the output's.
    fn run(
        &self,
        held: &HeldOf<'_, K>,
        inputs: &Leaves<'_>,
        raws: <OutsOf<K> as Outs>::Raws,
        bound: &Bound,
        in_place: bool,
    ) -> Result<(), Error> {
        let outputs: SmallVec<[(Dims, Strides); 2]> = leaves_owned::<K>(&raws);
        let given: Leaves<'_> = outputs
            .iter()
            .map(|(shape, strides)| (&shape[..], &strides[..]))
            .collect();
        let loops = loop_strides(K::SPEC, bound, inputs, &given);
        let visit = if K::Outputs::FALLIBLE {
            Visit::C
        } else {
            Visit::Memory
        };
        let plan = Plan::new(&bound.loop_shape, &loops, visit);
        let strips = K::Inputs::strips(held, &mut |i| {
            let (shape, strides) = inputs[i];
            let first = bound.inputs[i].loop_ndim;
            let core = core_of(
                &K::SPEC.inputs[i],
                bound,
                &shape[first..],
                &strides[first..],
            );
            (core, in_place && i == 0)
        });
        let work = CoreWork {
            kernel: self.kernel,
            inputs: strips,
            outputs: K::Outputs::strips(raws, &mut |i| {
                let (shape, strides) = given[i];
                let spec = &K::SPEC.outputs[i];
                let first = shape.len() - bound.core_sizes(spec).count();
                core_of(spec, bound, &shape[first..], &strides[first..])
            }),
        };
        let elements = work_of(&plan, bound);
        let done = if self.threads.parallel(K::SPEC.parallel, elements) && plan.len > 1 {
            // SAFETY: the plan was made from this work's operands. The outputs are borrowed mutably or fresh, so no two
            // of their sub-arrays share memory.
            unsafe { run_parallel(&work, plan) }
        } else {
            // SAFETY: as above.
            unsafe { run_serial(&work, &plan) }
        };
        done.map_err(|stop| stop_error(K::SPEC.name, stop, &bound.loop_shape))
    }
}

/// How many elements a call handles, about: places times the largest core size.
fn work_of(plan: &Plan, bound: &Bound) -> usize {
    let core = bound.sizes.iter().copied().max().unwrap_or(1);
    plan.len.saturating_mul(core.max(1))
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

/// The inputs' shapes and strides.
fn inputs<'h, K: CoreKernel>(held: &'h HeldOf<'_, K>) -> Leaves<'h> {
    let mut leaves = Leaves::new();
    K::Inputs::leaves(held, &mut |shape, strides| leaves.push((shape, strides)));
    leaves
}

fn leaves_owned<K: CoreKernel>(raws: &<OutsOf<K> as Outs>::Raws) -> SmallVec<[(Dims, Strides); 2]> {
    let mut all = SmallVec::new();
    OutsOf::<K>::leaves(raws, &mut |shape, strides| {
        all.push((shape.into(), strides.into()))
    });
    all
}

/// The shapes of given outputs.
fn leaves_of<K: CoreKernel>(raws: &<OutsOf<K> as Outs>::Raws) -> SmallVec<[Dims; 2]> {
    leaves_owned::<K>(raws)
        .into_iter()
        .map(|(shape, _)| shape)
        .collect()
}

fn bind_call(spec: &Spec, inputs: &Leaves<'_>, given: &[Dims]) -> Result<Bound, Error> {
    let shapes: SmallVec<[&[usize]; 8]> = inputs.iter().map(|(shape, _)| *shape).collect();
    let outputs: SmallVec<[Option<&[usize]>; 2]> = (0..spec.outputs.len())
        .map(|i| given.get(i).map(|shape| &shape[..]))
        .collect();
    bind(spec, &shapes, &outputs)
}

/// The strides over the loop shape of the inputs and of the outputs that there are.
fn loop_strides(
    spec: &Spec,
    bound: &Bound,
    inputs: &Leaves<'_>,
    outputs: &Leaves<'_>,
) -> SmallVec<[Strides; 4]> {
    let inputs = inputs
        .iter()
        .zip(&bound.inputs)
        .map(|(leaf, axes)| (leaf, axes.loop_ndim));
    let outputs = outputs
        .iter()
        .zip(spec.outputs)
        .map(|(leaf, output)| (leaf, leaf.0.len() - bound.core_sizes(output).count()));
    (inputs.chain(outputs))
        .map(|((shape, strides), ndim)| {
            broadcast_strides(&shape[..ndim], &strides[..ndim], &bound.loop_shape)
        })
        .collect()
}

/// The axes of a fresh output as they lie in memory: loop axes as asked, core axes together.
fn memory_axes(order: Order, loop_shape: &[usize], ndim: usize, loops: &[Strides]) -> Dims {
    let core = loop_shape.len()..ndim;
    match order {
        Order::F => (0..ndim).rev().collect(),
        Order::C => (0..ndim).collect(),
        Order::K => memory_order(loop_shape, loops)
            .into_iter()
            .chain(core)
            .collect(),
    }
}

/// The core part of an operand whose core axes are those given: absent dimensions have size 1, repeated ones
/// stride 0.
fn core_of(operand: &OperandSpec, bound: &Bound, shape: &[usize], strides: &[isize]) -> Core {
    let present: Dims = bound.core_sizes(operand).collect();
    let strides = broadcast_strides(shape, strides, &present);
    let mut axes = present.iter().zip(strides);
    let (mut all_sizes, mut all_strides) = (Dims::new(), Strides::new());
    for &dim in operand.core {
        let (size, stride) = match bound.absent[dim] {
            true => (1, 0),
            false => axes.next().map_or((1, 0), |(&size, stride)| (size, stride)),
        };
        all_sizes.push(size);
        all_strides.push(stride);
    }
    Core::new(all_sizes, all_strides)
}
