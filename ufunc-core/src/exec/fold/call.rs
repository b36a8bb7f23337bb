//! One reduction, from terms to written results: the safe entrance to the walk.

use ndarray::ArrayD;

use super::frame::{AxisList, Frame, Loops};
use super::terms::{Arrays, Masking, Terms};
use super::tree::Order;
use super::uniform::{List, Uniform};
use super::walk::FoldWork;
use crate::exec::{Always, Leaf, Level, RawOut, Threads, Walk, stop_error};
use crate::kernel::Fold;
use crate::operand::NoDonors;
use crate::out::{Fresh, Layout};
use crate::shape::Dims;
use crate::{Element, Error, Order as MemoryOrder};

/// What a reduction needs besides its operand and outputs.
pub(crate) struct FoldCall<'a, K: Fold> {
    pub(crate) kernel: &'a K,
    pub(crate) axes: AxisList,
    pub(crate) keepdims: bool,
    /// A value for each output that comes before its terms.
    pub(crate) initial: Option<List<K::Elem>>,
    pub(crate) threads: Threads,
    /// Whether the operand's function asks for threads.
    pub(crate) annotated: bool,
    pub(crate) memory_order: MemoryOrder,
}

impl<K: Fold + Sync> FoldCall<'_, K> {
    /// What becomes of masked-out values: the identity stands for them where it is one from both sides.
    pub(crate) fn masking(initial: Option<K::Elem>) -> Masking<K::Elem> {
        match (K::identity(), initial) {
            (Some(identity), _) if K::ASSOCIATIVE && K::COMMUTATIVE => Masking::Filled(identity),
            (_, Some(initial)) => Masking::Skipped(initial),
            (Some(identity), None) => Masking::Skipped(identity),
            // An error before anything is read.
            (None, None) => Masking::No,
        }
    }

    /// The reduction with fresh outputs.
    pub(crate) fn eval<O: Uniform<K::Elem>>(
        &self,
        terms: &dyn Terms<K::Elem>,
    ) -> Result<O::Arrays, Error> {
        let frame = self.frame(terms)?;
        let mut fresh = self.fresh::<O>(&frame, terms, self.keepdims, self.memory_order)?;
        let raws = O::raw_list(O::raws(&mut fresh));
        self.run(&frame, terms, &raws)?;
        // SAFETY: `run` has written each result.
        Ok(unsafe { O::written(fresh, &mut NoDonors) })
    }

    /// The reduction with given outputs.
    pub(crate) fn assign(
        &self,
        terms: &dyn Terms<K::Elem>,
        outs: &[RawOut<K::Elem>],
    ) -> Result<(), Error> {
        let frame = self.frame(terms)?;
        let expected = frame.result(self.keepdims);
        for (number, out) in outs.iter().enumerate() {
            if out.shape != expected {
                return Err(frame.out_shape(number, &out.shape, &expected));
            }
        }
        self.run(&frame, terms, outs)
    }

    /// Checks what does not depend on the outputs.
    pub(super) fn frame(&self, terms: &dyn Terms<K::Elem>) -> Result<Frame, Error> {
        let frame = Frame::new(K::SPEC, terms.shape()?, &self.axes)?;
        frame.check_order(Self::any_order())?;
        if let Some(mask) = terms.mask() {
            frame.check_mask(mask)?;
            if self.initial.is_none() && K::identity().is_none() {
                return Err(Error::Argument {
                    ufunc: K::SPEC.name,
                    message: "a masked reduction needs a value to begin with, and the function has no `identity`: give \
                              one with `initial`"
                        .into(),
                });
            }
        }
        if frame.terms() == 0
            && frame.results() > 0
            && self.initial.is_none()
            && K::identity().is_none()
        {
            return Err(frame.empty());
        }
        Ok(frame)
    }

    /// Whether the function says that it may be reduced over several axes: as in NumPy, an identity is enough.
    fn any_order() -> bool {
        (K::ASSOCIATIVE && K::COMMUTATIVE) || K::identity().is_some()
    }

    /// The order in which terms are combined.
    pub(super) fn order(terms: &dyn Terms<K::Elem>) -> Order {
        if terms.skips() {
            Order::Left
        } else {
            order::<K>()
        }
    }

    /// Writes the results to outputs of the right shape.
    fn run(
        &self,
        frame: &Frame,
        terms: &dyn Terms<K::Elem>,
        outs: &[RawOut<K::Elem>],
    ) -> Result<(), Error> {
        if frame.results() == 0 {
            return Ok(());
        }
        if frame.terms() == 0 {
            self.fill_all(outs);
            return Ok(());
        }
        let order = Self::order(terms);
        let identity = || outs.iter().map(|_| K::identity()).collect::<Option<_>>();
        let start = match (&self.initial, order) {
            (Some(initial), _) => Some(initial.clone()),
            (None, Order::Left) if terms.mask().is_some() => identity(),
            // So the function is called at all: `hypot` of one number is its absolute value, as in NumPy.
            (None, _) if frame.terms() == 1 => identity(),
            _ => None,
        };
        let over = |out: &RawOut<K::Elem>| RawOut {
            ptr: out.ptr,
            shape: out.shape.clone(),
            strides: frame.out_strides(&out.strides, self.keepdims),
        };
        let outs: List<RawOut<K::Elem>> = outs.iter().map(over).collect();
        if let (Some(leaf), [out]) = (terms.array(), &outs[..]) {
            let start = start.as_ref().map(|start| start[0]);
            // SAFETY: the array is borrowed, and has terms; the output is borrowed mutably or fresh.
            if unsafe { self.at_a_glance(frame, leaf, out, order, start) } {
                return Ok(());
            }
        }
        let mut groups = frame.groups(order);
        let Some(last) = groups.pop() else {
            return Ok(());
        };
        // One group of axes after the other, the innermost first: reduced ones stay with length 1 until the end.
        let mut partial: Option<List<ArrayD<K::Elem>>> = None;
        for axes in groups {
            partial = Some(match &partial {
                None => self.partial(frame, terms, axes, order)?,
                Some(before) => self.partial(frame, &between(before), axes, order)?,
            });
        }
        let before = partial.as_ref().map(between);
        let terms = before.as_ref().map_or(terms, |arrays| arrays);
        let part = frame.part(terms.shape()?, last);
        self.pass(&part, terms, &outs, order, start)
    }

    /// The results of one group of axes, which stay with length 1.
    fn partial(
        &self,
        frame: &Frame,
        terms: &dyn Terms<K::Elem>,
        axes: Dims,
        order: Order,
    ) -> Result<List<ArrayD<K::Elem>>, Error> {
        let part = frame.part(terms.shape()?, axes);
        let mut all = List::new();
        for _ in 0..terms.outputs() {
            all.push(self.fresh::<(K::Elem,)>(&part, terms, true, MemoryOrder::K)?);
        }
        let raws: List<RawOut<K::Elem>> = all.iter_mut().map(|(fresh,)| fresh.raw()).collect();
        self.pass(&part, terms, &raws, order, None)?;
        // SAFETY: each of the results has been written.
        let array = |(fresh,): (Fresh<K::Elem>,)| unsafe { fresh.written(&mut NoDonors) };
        Ok(all.into_iter().map(array).collect())
    }

    /// Memory for results in the given order.
    fn fresh<O: Uniform<K::Elem>>(
        &self,
        frame: &Frame,
        terms: &dyn Terms<K::Elem>,
        keepdims: bool,
        memory_order: MemoryOrder,
    ) -> Result<O::Fresh, Error> {
        let shape = frame.result(keepdims);
        let order = match memory_order {
            MemoryOrder::K if shape.len() > 1 => {
                frame.layout(&frame.strides(terms.operand(), None), keepdims)
            }
            MemoryOrder::C | MemoryOrder::K => (0..shape.len()).collect(),
            MemoryOrder::F => (0..shape.len()).rev().collect(),
        };
        let layout = Layout {
            ufunc: K::SPEC.name,
            shape: &shape,
            order: &order,
            reuse: false,
        };
        O::allocate(&|_| layout, &mut NoDonors)
    }

    /// Writes the results of one group of axes; the strides of `outs` are those over the operand's axes.
    fn pass(
        &self,
        frame: &Frame,
        terms: &dyn Terms<K::Elem>,
        outs: &[RawOut<K::Elem>],
        order: Order,
        start: Option<List<K::Elem>>,
    ) -> Result<(), Error> {
        let mut strides = frame.strides(terms.operand(), terms.mask());
        let inputs = strides.len();
        strides.extend(outs.iter().map(|out| out.strides.clone()));
        let Loops {
            results,
            terms: nest,
            side_by_side,
        } = frame.loops(inputs, &strides);
        let work = FoldWork {
            kernel: self.kernel,
            terms,
            outs,
            start,
            order,
            loops: &nest.loops,
            from: 0,
            len: nest.len,
            side_by_side,
            level: Level::current(),
        };
        let parallel = self.in_parallel(results.len.saturating_mul(work.cost()));
        // SAFETY: the plan was made from this work's operands. The outputs are borrowed mutably or fresh, so no two of
        // their elements share memory.
        let done = unsafe { work.run(&results, parallel) };
        done.map_err(|stop| stop_error(K::SPEC.name, stop, &frame.shape))
    }

    /// Whether so much work is done in parallel.
    pub(super) fn in_parallel(&self, work: usize) -> bool {
        (self.threads).parallel(self.annotated || K::SPEC.parallel, work)
    }

    /// Writes the result of no terms.
    fn fill_all(&self, outs: &[RawOut<K::Elem>]) {
        for (number, out) in outs.iter().enumerate() {
            let value = match &self.initial {
                Some(initial) => Some(initial[number]),
                None => K::identity(),
            };
            if let Some(value) = value {
                // SAFETY: the outputs are borrowed mutably or fresh.
                unsafe { out.fill(value) };
            }
        }
    }
}

/// The order in which terms are combined. The tree takes turns among running values, which changes the terms' order.
pub(crate) fn order<K: Fold>() -> Order {
    match K::ASSOCIATIVE && K::COMMUTATIVE {
        true => Order::Tree,
        false => Order::Left,
    }
}

/// What a group of axes has left, as terms of the next one.
fn between<T: Element>(arrays: &List<ArrayD<T>>) -> Arrays<'_, T, Always> {
    Arrays::new(
        arrays.iter().map(|array| Leaf::of(array)),
        Always,
        Masking::No,
    )
}
