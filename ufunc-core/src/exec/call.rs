//! One elementwise call, from operands to written outputs: the safe entrance to the loops.

use alloc::vec::Vec;
use core::marker::PhantomData;

use smallvec::SmallVec;

use super::elementwise::Elementwise;
use super::names::{operand_names, operand_shape};
use super::outs::Outs;
use super::source::Source;
use super::threading::Threading;
use super::{Stop, Threads};
use crate::error::OperandShape;
use crate::explain::{self, Explanation};
use crate::kernel::{Kernel, Returns};
use crate::operand::Lenders;
use crate::out::Layout;
use crate::plan::{Plan, Visit, dense_strides, memory_order};
use crate::shape::{Broadcast, Dims, Strides, broadcast_strides};
use crate::spec::Spec;
use crate::{Error, Operands, Order, Targets};

pub(crate) type OutsOf<K> = <<K as Kernel>::Returns as Returns>::Outs;
pub(crate) type ArraysOf<K> = <OutsOf<K> as Outs>::Arrays;

/// What a call needs besides its operands and outputs.
pub(crate) struct Call<'a, K: Kernel, M> {
    pub(crate) kernel: &'a K,
    pub(crate) mask: M,
    pub(crate) fill: Option<OutsOf<K>>,
    pub(crate) threads: Threads,
}

impl<K: Kernel, M: Source<Item = bool>> Call<'_, K, M> {
    /// The call with fresh outputs.
    pub(crate) fn eval<P: Threading<K>, Os: Operands<K::Args>>(
        self,
        mut operands: Os,
        order: Order,
    ) -> Result<ArraysOf<K>, Error> {
        if M::LEAVES > 0 && self.fill.is_none() {
            return Err(Error::Argument {
                ufunc: K::SPEC.name,
                message:
                    "a masked call needs `.fill(value)` for the places where the mask is false, \
                          or `assign_to` an array that keeps its values there"
                        .into(),
            });
        }
        let sources = operands.sources();
        let shape = self.shape(&sources)?;
        let axes = output_axes(order, &shape, &sources, &self.mask);
        drop(sources);
        let layout = Layout {
            ufunc: K::SPEC.name,
            shape: &shape,
            order: &axes,
            reuse: order == Order::K,
        };
        let mut fresh =
            OutsOf::<K>::allocate(|_| layout, &mut Lenders(&mut operands, PhantomData))?;
        let raws = OutsOf::<K>::raws(&mut fresh);
        self.run::<P, _>(operands.sources(), raws, &shape)?;
        // SAFETY: `run` has written each element: computed it, or filled it where the mask is false.
        Ok(unsafe { OutsOf::<K>::written(fresh, &mut Lenders(&mut operands, PhantomData)) })
    }

    /// The call with given outputs.
    pub(crate) fn assign<P: Threading<K>, Os: Operands<K::Args>>(
        self,
        operands: &Os,
        targets: &mut impl Targets<OutsOf<K>>,
    ) -> Result<(), Error> {
        let raws = targets.raws();
        let sources = operands.sources();
        let shape = given_shape(K::SPEC, self.shape(&sources)?, |report| {
            OutsOf::<K>::leaves(&raws, report);
        })?;
        self.run::<P, _>(sources, raws, &shape)
    }

    /// The call whose first operand is its output.
    pub(crate) fn update<P: Threading<K>, Os: Operands<K::Args>, T: crate::Element>(
        self,
        operands: &mut Os,
        target: &mut impl crate::Target<T>,
    ) -> Result<(), Error>
    where
        OutsOf<K>: Outs<Raws = (super::RawOut<T>,)>,
    {
        let raw = target.raw();
        operands.target(&raw);
        let sources = operands.sources();
        let shape = given_shape(K::SPEC, self.shape(&sources)?, |report| {
            report(&raw.shape, &raw.strides);
        })?;
        self.run::<P, _>(sources, (raw,), &shape)
    }

    /// The shape of the call: to which operands and mask broadcast.
    fn shape<S: Source>(&self, sources: &S) -> Result<Dims, Error> {
        let shape = operand_shape(K::SPEC, sources)?;
        if M::LEAVES == 0 {
            return Ok(shape);
        }
        let mut mask = None;
        self.mask.shapes(&mut |shape| mask = Some(shape));
        let mask = mask.unwrap_or_else(|| Ok(Dims::new()))?;
        let mut broadcast = Broadcast { dims: shape };
        match broadcast.merge(&mask) {
            Ok(()) => Ok(broadcast.dims),
            Err(_) => Err(Error::MaskShape {
                ufunc: K::SPEC.name,
                mask: mask.into_vec(),
                shape: broadcast.dims.into_vec(),
            }),
        }
    }

    /// What [`eval`](Call::eval) would do, without doing it: sizes and layouts are computed, nothing is allocated.
    pub(crate) fn explain<Os: Operands<K::Args>>(
        &self,
        operands: &Os,
        order: Order,
    ) -> Explanation {
        let sources = operands.sources();
        let shape = match self.shape(&sources) {
            Ok(shape) => shape,
            Err(error) => return Explanation::error(&error),
        };
        let axes = output_axes(order, &shape, &sources, &self.mask);
        let strides = dense_strides(&shape, &axes);
        let plan = plan::<K, _, _>(&shape, &sources, &self.mask, |report| {
            (0..OutsOf::<K>::LEN).for_each(|_| report(&shape, &strides));
        });
        let mut leaves = Vec::new();
        let mut push = |name, size| {
            leaves.push(explain::Leaf {
                name,
                size,
                core: None,
            })
        };
        sources.labels(&mut operand_names(K::SPEC), &mut push);
        self.mask
            .labels(&mut core::iter::once("mask".into()), &mut push);
        for (output, size) in K::SPEC.outputs.iter().zip(OutsOf::<K>::sizes()) {
            push(output.name.into(), size);
        }
        Explanation::new(&explain::Planned {
            spec: K::SPEC,
            shape: &shape,
            plan: &plan,
            leaves,
            block: Some(Os::Sources::BLOCK.min(M::BLOCK).min(OutsOf::<K>::BLOCK)),
            parallel: self.threads.parallel(K::SPEC.parallel, plan.len),
        })
    }

    /// Walks the call; `shape` is that of the outputs, and sources and mask broadcast to it.
    fn run<P: Threading<K>, S: Source<Item = K::Args>>(
        self,
        sources: S,
        outs: <OutsOf<K> as Outs>::Raws,
        shape: &[usize],
    ) -> Result<(), Error> {
        let plan = plan::<K, _, _>(shape, &sources, &self.mask, |report| {
            OutsOf::<K>::leaves(&outs, report);
        });
        let parallel = self.threads.parallel(K::SPEC.parallel, plan.len);
        let (kernel, mask, fill) = (self.kernel, self.mask, self.fill);
        let work = Elementwise {
            kernel,
            sources,
            mask,
            outs,
            fill,
        };
        // SAFETY: the plan was made from this work's operands. The outputs are borrowed mutably or fresh, so no two
        // of their elements share memory.
        let done = unsafe { P::run(&work, plan, parallel) };
        done.map_err(|stop| stop_error(K::SPEC.name, stop, shape))
    }
}

/// A walk's early end as an error; `shape` is that of the loop.
#[cold]
pub(crate) fn stop_error(ufunc: &'static str, stop: Stop, shape: &[usize]) -> Error {
    match stop {
        Stop::Scratch { shape, bytes } => Error::Alloc {
            ufunc,
            shape,
            bytes,
        },
        Stop::Kernel {
            index: mut rest,
            failure,
        } => {
            let mut index = Vec::from(shape);
            for place in index.iter_mut().rev() {
                let size = (*place).max(1);
                *place = rest % size;
                rest /= size;
            }
            Error::Kernel {
                ufunc,
                index,
                source: failure,
            }
        }
    }
}

/// The common shape of given outputs, to which `shape`, that of the call, must broadcast.
fn given_shape(
    spec: &Spec,
    shape: Dims,
    outputs: impl FnOnce(&mut dyn FnMut(&[usize], &[isize])),
) -> Result<Dims, Error> {
    let broadcast = Broadcast { dims: shape };
    let mut whole: Option<Dims> = None;
    let mut error = None;
    let mut number = 0;
    outputs(&mut |shape, _| {
        let fits = match &whole {
            None => broadcast.fits(shape),
            Some(whole) => whole.as_slice() == shape,
        };
        if !fits && error.is_none() {
            error = Some(Error::OutShape {
                ufunc: spec.name,
                output: OperandShape {
                    number: spec.inputs.len() + number,
                    name: spec.outputs.get(number).map_or("", |output| output.name),
                    shape: shape.to_vec(),
                },
                expected: whole.as_ref().unwrap_or(&broadcast.dims).to_vec(),
            });
        }
        whole.get_or_insert_with(|| shape.into());
        number += 1;
    });
    match error {
        Some(error) => Err(error),
        None => Ok(whole.unwrap_or_default()),
    }
}

/// The axes of a fresh output as they lie in memory, slowest first.
fn output_axes<S: Source, M: Source>(order: Order, shape: &[usize], sources: &S, mask: &M) -> Dims {
    match order {
        Order::K => memory_order(shape, &input_strides(shape, sources, mask)),
        Order::C => (0..shape.len()).collect(),
        Order::F => (0..shape.len()).rev().collect(),
    }
}

/// The strides of inputs and mask over `shape`.
fn input_strides<S: Source, M: Source>(
    shape: &[usize],
    sources: &S,
    mask: &M,
) -> SmallVec<[Strides; 4]> {
    let mut all = SmallVec::new();
    let mut push =
        |leaf: &[usize], strides: &[isize]| all.push(broadcast_strides(leaf, strides, shape));
    sources.leaves(&mut push);
    mask.leaves(&mut push);
    all
}

/// The plan of a call: its operands are the leaves of the sources, those of the mask, and the outputs.
fn plan<K: Kernel, S: Source, M: Source>(
    shape: &[usize],
    sources: &S,
    mask: &M,
    outputs: impl FnOnce(&mut dyn FnMut(&[usize], &[isize])),
) -> Plan {
    let mut operands = input_strides(shape, sources, mask);
    outputs(&mut |_, strides| operands.push(strides.into()));
    let visit = if K::Returns::FALLIBLE {
        Visit::C
    } else {
        Visit::Memory
    };
    Plan::new(shape, &operands, visit)
}
