//! How each kind of operand is read: the sealed half of [`Operand`](crate::Operand).

use alloc::vec::Vec;
use core::any::{Any, TypeId};

use ndarray::{Array, ArrayBase, ArrayD, ArrayRef, Data, Dimension, OwnedRepr, RawData, ViewRepr};

use super::fused::Converted;
use super::leaf::Leaf;
use super::raw::RawOut;
use super::source::AsSource;
use crate::operand::Cast;
use crate::{Element, Operand};

impl<T: Element> AsSource<T> for T {
    type Source<'s> = Leaf<'s, T>;

    #[inline]
    fn source(&self) -> Leaf<'_, T> {
        Leaf::scalar(self)
    }
    #[inline(always)]
    fn value(self) -> T {
        self
    }
    fn strided(&self) -> Option<Leaf<'_, T>> {
        Some(self.source())
    }
}

/// A leaf over all elements of an array.
fn array<T: Element, D: Dimension>(array: &ArrayRef<T, D>) -> Leaf<'_, T> {
    // SAFETY: an array's shape and strides reach its own elements only, which are borrowed as long as the leaf.
    // Where the walk writes them (the memory of an owned operand was chosen for the result), it reads an
    // element before it writes it.
    unsafe { Leaf::array(array.as_ptr(), array.shape(), array.strides()) }
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
    [T: Element, S: Data<Elem = T>, D: Dimension] &ArrayBase<S, D>, this => array(this);
    [T: Element, D: Dimension] &ArrayRef<T, D>, this => array(this);
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
        array(self)
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
        array(self)
    }
    fn strided(&self) -> Option<Leaf<'_, T>> {
        Some(AsSource::<T>::source(self))
    }

    fn donor<U: Element>(&mut self, shape: &[usize]) -> Option<RawOut<U>> {
        let fits = TypeId::of::<T>() == TypeId::of::<U>()
            && !shape.is_empty()
            && self.shape() == shape
            && self.as_slice_memory_order().is_some();
        fits.then(|| RawOut {
            ptr: self.as_mut_ptr().cast(),
            shape: self.shape().into(),
            strides: self.strides().into(),
        })
    }

    fn donated<U: Element>(&mut self) -> Option<ArrayD<U>> {
        let empty = Array::from_shape_vec(D::zeros(self.ndim()), Vec::new()).ok()?;
        let mut array = Some(core::mem::replace(self, empty).into_dyn());
        (&mut array as &mut dyn Any)
            .downcast_mut::<Option<ArrayD<U>>>()?
            .take()
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
    target: Option<Target>,
}

/// The memory of the target, its element type left behind.
#[derive(Clone, Debug)]
struct Target {
    ptr: *mut (),
    element: TypeId,
    shape: crate::shape::Dims,
    strides: crate::shape::Strides,
}

/// The value that macros name; the target is known when the call runs.
#[allow(non_upper_case_globals)]
pub const InPlace: InPlace = InPlace { target: None };

impl<T: Element> Operand<T> for InPlace {
    type Dim = ndarray::Ix0;
}

impl<T: Element> AsSource<T> for InPlace {
    type Source<'s> = Leaf<'s, T>;

    fn source(&self) -> Leaf<'_, T> {
        match &self.target {
            // SAFETY: the target is borrowed mutably by the call that set it, and has elements of this type. The
            // walk writes each of its elements after it has read it.
            Some(target) if target.element == TypeId::of::<T>() => unsafe {
                Leaf::array(target.ptr.cast(), &target.shape, &target.strides)
            },
            _ => panic!("`InPlace` stands for the target of `update` only"),
        }
    }

    fn target<U: Element>(&mut self, target: &RawOut<U>) {
        self.target = Some(Target {
            ptr: target.ptr.cast(),
            element: TypeId::of::<U>(),
            shape: target.shape.clone(),
            strides: target.strides.clone(),
        });
    }
}
