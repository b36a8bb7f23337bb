//! A function of each element of one operand with each element of another: NumPy's `outer`.

use core::any::{Any, TypeId};

use ndarray::Dimension;

use crate::elementwise;
use crate::exec::{Ahead, Described, RawOut};
use crate::kernel::{Fold, unwrap};
use crate::lazy::Lazy;
use crate::operand::{Operands, RawMemory};
use crate::rank::AddCore;
use crate::{Element, Error, Operand, Shape};

/// The result of `outer`: of rank `DA` plus `DB`.
pub type Outer<T, DA, DB> = <<DA as AddCore<DB>>::Full as Shape>::Of<T>;

/// The companion's `outer`. Panics with the error's text at the caller's line.
#[track_caller]
pub fn outer<K, A, B, DA, DB>(kernel: K, a: A, b: B) -> Outer<K::Elem, DA, DB>
where
    K: Fold + Sync,
    A: Operand<K::Elem, Dim = DA>,
    B: Operand<K::Elem, Dim = DB>,
    DA: AddCore<DB>,
    DB: Dimension,
{
    unwrap(try_outer(kernel, a, b))
}

/// The companion's `try_outer`.
pub fn try_outer<K, A, B, DA, DB>(kernel: K, a: A, b: B) -> Result<Outer<K::Elem, DA, DB>, Error>
where
    K: Fold + Sync,
    A: Operand<K::Elem, Dim = DA>,
    B: Operand<K::Elem, Dim = DB>,
    DA: AddCore<DB>,
    DB: Dimension,
{
    let ndim = ndim(&b.source());
    elementwise::eval(Lazy::<K, _>::pending(kernel, Pair { a, b, ndim }))
}

/// The number of dimensions of an operand.
fn ndim(source: &impl Described) -> usize {
    let mut ndim = 0;
    source.leaves(&mut |shape, _| ndim = ndim.max(shape.len()));
    ndim
}

/// Two operands, the axes of the first before those of the second.
struct Pair<A, B> {
    a: A,
    b: B,
    /// The rank of `b`.
    ndim: usize,
}

impl<T, A, B> Operands<(T, T)> for Pair<A, B>
where
    T: Element,
    A: Operand<T, Dim: AddCore<B::Dim>>,
    B: Operand<T>,
{
    type Dim = <A::Dim as AddCore<B::Dim>>::Full;
    type Tuple = Self;
    type Sources<'s>
        = (Ahead<A::Source<'s>>, B::Source<'s>)
    where
        Self: 's;

    fn tuple(self) -> Self {
        self
    }
    fn sources(&self) -> Self::Sources<'_> {
        let ahead = Ahead {
            source: self.a.source(),
            by: self.ndim,
        };
        (ahead, self.b.source())
    }
    fn values(self) -> (T, T) {
        (self.a.value(), self.b.value())
    }
    fn donor(&mut self, _: usize, _: TypeId, _: &[usize]) -> Option<(usize, RawMemory)> {
        None
    }
    fn donated(&mut self, _number: usize, _slot: &mut dyn Any) {}
    fn target<U: Element>(&mut self, _target: &RawOut<U>) {}
}
