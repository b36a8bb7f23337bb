//! One elementwise call, from operands to written outputs: the safe entrance to the loops.

use alloc::vec::Vec;
use core::marker::PhantomData;

use super::body::{Body, OutLane};
use super::elementwise::Elementwise;
use super::extent::Whole;
use super::frame::{Frame, Route};
use super::isa::Level;
use super::outs::Outs;
use super::raw::RawOut;
use super::source::Source;
use super::threading::Threading;
use super::{Stop, Threads};
use crate::explain::Explanation;
use crate::kernel::{Kernel, Returns};
use crate::operand::Lenders;
use crate::out::Layout;
use crate::shape::Dims;
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

/// A call of so few elements is made without stages.
const SHORT: usize = 64;

impl<K: Kernel, M: Source<Item = bool>> Call<'_, K, M> {
    /// The call with fresh outputs.
    pub(crate) fn eval<P: Threading<K>, Os: Operands<K::Args>>(
        self,
        mut operands: Os,
        order: Order,
    ) -> Result<ArraysOf<K>, Error> {
        let mut fresh = {
            let sources = operands.sources();
            let (shape, axes) = match self.fresh_at_a_glance(&sources, order) {
                Some(found) => found,
                None => self.frame(&sources).fresh(order)?,
            };
            drop(sources);
            let layout = Layout {
                ufunc: K::SPEC.name,
                shape: &shape,
                order: &axes,
                reuse: order == Order::K,
            };
            let mut lenders = Lenders(&mut operands, PhantomData);
            OutsOf::<K>::allocate(&|_| layout, &mut lenders)?
        };
        let in_place = OutsOf::<K>::donated(&fresh);
        let sources = operands.sources();
        let glance = OutsOf::<K>::whole(&mut fresh).filter(|_| !in_place);
        match glance.and_then(|(whole, output)| self.at_a_glance(&sources, &whole, output)) {
            Some(done) => done,
            None => {
                let (raws, fresh) = (OutsOf::<K>::raws(&mut fresh), true);
                self.run::<P, _>(&sources, &raws, Outcome { fresh, in_place })
            }
        }?;
        drop(sources);
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
        let sources = operands.sources();
        if let Some((whole, output)) = targets.whole()
            && let Some(done) = self.at_a_glance(&sources, &whole, output)
        {
            return done;
        }
        let outcome = Outcome {
            fresh: false,
            in_place: false,
        };
        self.run::<P, _>(&sources, &targets.raws(), outcome)
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
        let outcome = Outcome {
            fresh: false,
            in_place: true,
        };
        self.run::<P, _>(&operands.sources(), &raws, outcome)
    }

    /// What [`eval`](Call::eval) would do, without doing it. Only operands that have to be made first are.
    pub(crate) fn explain<Os: Operands<K::Args>>(
        &self,
        operands: &Os,
        order: Order,
    ) -> Explanation {
        let tiles = Elementwise::<K, Os::Sources<'_>, M>::TILES;
        self.frame(&operands.sources())
            .explain(order, OutsOf::<K>::SIZES, tiles)
    }

    /// The call without its types.
    fn frame<'f, S: Source<Item = K::Args>>(&'f self, sources: &'f S) -> Frame<'f> {
        Frame {
            spec: K::SPEC,
            sources,
            mask: (!M::NO_MASK).then_some((&self.mask, self.fill.is_some())),
            fallible: K::Returns::FALLIBLE,
            threads: self.threads,
            cost: Elementwise::<K, S, M>::COST,
        }
    }

    /// Checks the shapes, as far as that is not done, and walks the call.
    // Not inlined: it would take its room on the stack from calls that are made at a glance.
    #[inline(never)]
    fn run<P: Threading<K>, S: Source<Item = K::Args>>(
        &self,
        sources: &S,
        outs: &RawsOf<K>,
        outcome: Outcome,
    ) -> Result<(), Error> {
        let route = self
            .frame(sources)
            .route(&OutsOf::<K>::extents(outs), outcome.fresh)?;
        self.walk::<P, _>(sources, outs, &route, outcome.in_place)
    }

    /// As [`Frame::fresh`], for a call whose operands all lie in C order without gaps, if that is seen at a glance.
    #[inline(always)]
    fn fresh_at_a_glance<S: Source<Item = K::Args>>(
        &self,
        sources: &S,
        order: Order,
    ) -> Option<(Dims, Dims)> {
        const AXES: [usize; 8] = [0, 1, 2, 3, 4, 5, 6, 7];
        if !M::NO_MASK || order == Order::F {
            return None;
        }
        let whole = Whole::of(sources.extent()?)?;
        sources.glance(&whole)?;
        let axes = AXES.get(..whole.shape().len())?;
        Some((Dims::from_slice(whole.shape()), Dims::from_slice(axes)))
    }

    /// Makes a call whose operands all lie in C order without gaps, if that is seen at a glance and one thread is to do
    /// it: without a plan, types of their own or blocks. What this takes, a small call costs.
    #[inline(always)]
    fn at_a_glance<S: Source<Item = K::Args>>(
        &self,
        sources: &S,
        whole: &Whole<'_>,
        output: OutLane<K>,
    ) -> Option<Result<(), Error>> {
        // Stages go block by block, which takes a plan; a short call is sooner done.
        if !M::NO_MASK || Body::<K, S>::STAGES && whole.len > SHORT {
            return None;
        }
        let input = sources.glance(whole)?;
        let work = whole.len.saturating_mul(Body::<K, S>::COST as usize);
        if self.threads.parallel(K::SPEC.parallel, work) {
            return None;
        }
        let body = self.body(sources);
        // SAFETY: the inputs lie as the outputs do, which are borrowed mutably or fresh.
        let done = unsafe { body.compute_whole(input, output, whole.len) };
        Some(done.map_err(|(index, failure)| {
            stop_error(K::SPEC.name, Stop::Kernel { index, failure }, whole.shape())
        }))
    }

    fn body<'s, S>(&'s self, sources: &'s S) -> Body<'s, K, S> {
        Body {
            kernel: self.kernel,
            sources,
            level: Level::current(),
        }
    }

    /// Walks the call.
    fn walk<P: Threading<K>, S: Source<Item = K::Args>>(
        &self,
        sources: &S,
        outs: &RawsOf<K>,
        route: &Route,
        in_place: bool,
    ) -> Result<(), Error> {
        let parallel = self.frame(sources).parallel(route.len());
        let work = Elementwise {
            body: self.body(sources),
            mask: &self.mask,
            outs,
            fill: self.fill,
            in_place,
        };
        let done = match route {
            // SAFETY: the plan was made from this work's operands. The outputs are borrowed mutably or fresh, so no two
            // of their elements share memory.
            Route::Flat(flat) if !parallel => unsafe { work.walk_flat(*flat) },
            // SAFETY: as above.
            Route::Flat(flat) => unsafe { P::run(&work, &flat.plan(), parallel) },
            // SAFETY: as above.
            Route::Plan(plan) => unsafe { P::run(&work, plan, parallel) },
        };
        done.map_err(|stop| {
            let extents = OutsOf::<K>::extents(outs);
            stop_error(
                K::SPEC.name,
                stop,
                extents.first().map_or(&[], |first| first.0),
            )
        })
    }
}

/// What is known about the outputs of a call.
#[derive(Clone, Copy)]
struct Outcome {
    /// They were made for it, and so fit.
    fresh: bool,
    /// One lies in the memory of an input.
    in_place: bool,
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
