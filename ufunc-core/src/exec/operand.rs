//! How each kind of operand is read: the sealed half of [`Operand`](crate::Operand).

use alloc::vec::Vec;
use core::any::{Any, TypeId};

use ndarray::{Array, ArrayBase, ArrayD, ArrayRef, Data, Dimension, OwnedRepr, RawData, ViewRepr};

use super::fused::Converted;
use super::leaf::Leaf;
use super::raw::RawOut;
use super::scalar::Scalar;
use super::source::AsSource;
use crate::operand::{Cast, RawMemory};
use crate::{Element, Operand};

impl<T: Element> AsSource<T> for T {
    type Source<'s> = Scalar<T>;

    #[inline]
    fn source(&self) -> Scalar<T> {
        Scalar::new(*self)
    }
    #[inline(always)]
    fn value(self) -> T {
        self
    }
    fn strided(&self) -> Option<Leaf<'_, T>> {
        Some(Leaf::scalar(self))
    }
}

macro_rules! borrowed {
    ($([$($generics:tt)*] $t:ty, $self:ident => $leaf:expr;)*) => { $(
        impl<$($generics)*> AsSource<T> for $t {
            type Source<'s> = Leaf<'s, T> where Self: 's;

            #[inline]
            fn source(&self) -> Leaf<'_, T> {
                let $self = self;
                $leaf
            }
            fn strided(&self) -> Option<Leaf<'_, T>> {
                Some(AsSource::<T>::source(self))
            }
        }
    )* };
}
borrowed! {
    [T: Element, S: Data<Elem = T>, D: Dimension] &ArrayBase<S, D, T>, this => Leaf::of(this);
    [T: Element, D: Dimension] &ArrayRef<T, D>, this => Leaf::of(this);
    [T: Element] &[T], this => Leaf::slice(this);
    [T: Element] &Vec<T>, this => Leaf::slice(this);
    [T: Element, const N: usize] &[T; N], this => Leaf::slice(&this[..]);
}

impl<'a, T: Element, D: Dimension> AsSource<T> for ArrayBase<ViewRepr<&'a T>, D>
where
    ViewRepr<&'a T>: RawData<Elem = T>,
{
    type Source<'s>
        = Leaf<'s, T>
    where
        Self: 's;

    #[inline]
    fn source(&self) -> Leaf<'_, T> {
        Leaf::of(self)
    }
    fn strided(&self) -> Option<Leaf<'_, T>> {
        Some(AsSource::<T>::source(self))
    }
}

impl<T: Element, D: Dimension> AsSource<T> for ArrayBase<OwnedRepr<T>, D> {
    type Source<'s>
        = Leaf<'s, T>
    where
        Self: 's;

    #[inline]
    fn source(&self) -> Leaf<'_, T> {
        Leaf::of(self)
    }
    fn strided(&self) -> Option<Leaf<'_, T>> {
        Some(AsSource::<T>::source(self))
    }

    fn donor(&mut self, element: TypeId, shape: &[usize]) -> Option<RawMemory> {
        let fits = TypeId::of::<T>() == element
            && !shape.is_empty()
            && self.shape() == shape
            && self.as_slice_memory_order().is_some();
        fits.then(|| RawMemory {
            ptr: self.as_mut_ptr().cast(),
            shape: self.shape().into(),
            strides: self.strides().into(),
        })
    }

    fn donated(&mut self, slot: &mut dyn Any) {
        let empty = Array::from_shape_vec(D::zeros(self.ndim()), Vec::new());
        if let (Some(slot), Ok(empty)) = (slot.downcast_mut::<Option<ArrayD<T>>>(), empty) {
            *slot = Some(core::mem::replace(self, empty).into_dyn());
        }
    }
}

impl<F: Element, T: Element + From<F>, A: Operand<F>> AsSource<T> for Cast<A, F> {
    type Source<'s>
        = Converted<A::Source<'s>, T>
    where
        Self: 's;

    #[inline]
    fn source(&self) -> Self::Source<'_> {
        Converted::new(self.operand.source())
    }
    #[inline(always)]
    fn value(self) -> T {
        T::from(self.operand.value())
    }
}

/// Stands for the target of a call in place, which it reads.
#[derive(Clone, Debug, Default)]
pub struct InPlace {
    /// The target's memory and element type.
    target: Option<(RawMemory, TypeId)>,
}

/// The value that macros name; the target is known when the call runs.
#[allow(non_upper_case_globals)]
pub const InPlace: InPlace = InPlace { target: None };

// The target's rank is not part of the bounds of `update`; any rank holds core dimensions.
impl<T: Element> Operand<T> for InPlace {
    type Dim = ndarray::IxDyn;
}

impl<T: Element> AsSource<T> for InPlace {
    type Source<'s> = Leaf<'s, T>;

    fn source(&self) -> Leaf<'_, T> {
        match &self.target {
            // SAFETY: the target is borrowed mutably by the call that set it, and has elements of this type. The
            // walk writes each of its elements after it has read it.
            Some((target, element)) if *element == TypeId::of::<T>() => unsafe {
                Leaf::array(target.ptr.cast(), &target.shape, &target.strides)
            },
            _ => panic!("`InPlace` stands for the target of `update` only"),
        }
    }

    fn strided(&self) -> Option<Leaf<'_, T>> {
        Some(self.source())
    }

    fn target<U: Element>(&mut self, target: &RawOut<U>) {
        let memory = RawMemory {
            ptr: target.ptr.cast(),
            shape: target.shape.clone(),
            strides: target.strides.clone(),
        };
        self.target = Some((memory, TypeId::of::<U>()));
    }
}
