//! One elementwise call, from operands to written outputs: the safe entrance to the loops.

use alloc::vec::Vec;
use core::marker::PhantomData;

use super::elementwise::Elementwise;
use super::frame::Frame;
use super::outs::Outs;
use super::raw::RawOut;
use super::source::Source;
use super::threading::Threading;
use super::{Stop, Threads};
use crate::explain::Explanation;
use crate::kernel::{Kernel, Returns};
use crate::operand::Lenders;
use crate::out::Layout;
use crate::{Element, Error, Operands, Order, Target, Targets};

pub(crate) type OutsOf<K> = <<K as Kernel>::Returns as Returns>::Outs;
pub(crate) type ArraysOf<K> = <OutsOf<K> as Outs>::Arrays;
type RawsOf<K> = <OutsOf<K> as Outs>::Raws;

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
        let (shape, axes) = self.frame(&operands.sources()).fresh(order)?;
        let layout = Layout {
            ufunc: K::SPEC.name,
            shape: &shape,
            order: &axes,
            reuse: order == Order::K,
        };
        let mut lenders = Lenders(&mut operands, PhantomData);
        let mut fresh = OutsOf::<K>::allocate(&|_| layout, &mut lenders)?;
        let raws = OutsOf::<K>::raws(&mut fresh);
        self.run::<P, _>(operands.sources(), raws, &shape)?;
        let mut lenders = Lenders(&mut operands, PhantomData);
        // SAFETY: `run` has written each element: computed it, or filled it where the mask is false, for which
        // `Frame::fresh` has asked for a value.
        Ok(unsafe { OutsOf::<K>::written(fresh, &mut lenders) })
    }

    /// The call with given outputs.
    pub(crate) fn assign<P: Threading<K>, Os: Operands<K::Args>>(
        self,
        operands: &Os,
        targets: &mut impl Targets<OutsOf<K>>,
    ) -> Result<(), Error> {
        let raws = targets.raws();
        let sources = operands.sources();
        let shape = self.frame(&sources).given(&OutsOf::<K>::extents(&raws))?;
        self.run::<P, _>(sources, raws, &shape)
    }

    /// The call whose first operand is its output.
    pub(crate) fn update<P: Threading<K>, Os: Operands<K::Args>, T: Element>(
        self,
        operands: &mut Os,
        target: &mut impl Target<T>,
    ) -> Result<(), Error>
    where
        OutsOf<K>: Outs<Raws = (RawOut<T>,)>,
    {
        let raws = (target.raw(),);
        operands.target(&raws.0);
        let sources = operands.sources();
        let shape = self.frame(&sources).given(&OutsOf::<K>::extents(&raws))?;
        self.run::<P, _>(sources, raws, &shape)
    }

    /// What [`eval`](Call::eval) would do, without doing it. Only operands that have to be made first are.
    pub(crate) fn explain<Os: Operands<K::Args>>(
        &self,
        operands: &Os,
        order: Order,
    ) -> Explanation {
        let block = Elementwise::<K, Os::Sources<'_>, M>::BLOCK;
        self.frame(&operands.sources())
            .explain(order, OutsOf::<K>::SIZES, block)
    }

    /// The call without its types.
    fn frame<'f, S: Source>(&'f self, sources: &'f S) -> Frame<'f> {
        Frame {
            spec: K::SPEC,
            sources,
            mask: (!M::NO_MASK).then_some((&self.mask, self.fill.is_some())),
            fallible: K::Returns::FALLIBLE,
            threads: self.threads,
        }
    }

    /// Walks the call; `shape` is that of the outputs, and sources and mask broadcast to it.
    fn run<P: Threading<K>, S: Source<Item = K::Args>>(
        self,
        sources: S,
        outs: RawsOf<K>,
        shape: &[usize],
    ) -> Result<(), Error> {
        let frame = self.frame(&sources);
        let plan = frame.plan(shape, &OutsOf::<K>::extents(&outs));
        let parallel = frame.parallel(&plan);
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
