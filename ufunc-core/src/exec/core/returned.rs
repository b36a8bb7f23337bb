//! The outputs of a kernel with core dimensions, all together: written through `&mut`, or returned.

use core::marker::PhantomData;

use ndarray::{Ix0, Ix1};

use super::inputs::{Fixed, Optional, Value};
use crate::Element;

/// Outputs that the kernel writes through `&mut` parameters: a tuple of forms.
pub struct Written<Tuple>(PhantomData<Tuple>);
/// One output that the kernel returns.
pub struct Returned<M>(PhantomData<M>);
/// Several outputs that the kernel returns: a tuple of forms.
pub struct ReturnedMany<Tuple>(PhantomData<Tuple>);

/// The form of an output that is returned.
pub trait CoreOwned {
    /// The element type.
    type Elem: Element;
    /// The number of core dimensions, as a type.
    type Core;
    /// What is returned.
    type Owned;
    /// The number of core dimensions.
    const NDIM: usize;
    /// The size that the form fixes.
    const FIXED: Option<usize>;
    /// Its elements, in C order.
    fn elements(owned: &Self::Owned) -> &[Self::Elem];
}

impl<T: Element> CoreOwned for Value<T> {
    type Elem = T;
    type Core = Ix0;
    type Owned = T;
    const NDIM: usize = 0;
    const FIXED: Option<usize> = None;

    #[inline(always)]
    fn elements(owned: &T) -> &[T] {
        core::slice::from_ref(owned)
    }
}

impl<T: Element, const N: usize> CoreOwned for Fixed<T, N> {
    type Elem = T;
    type Core = Ix1;
    type Owned = [T; N];
    const NDIM: usize = 1;
    const FIXED: Option<usize> = Some(N);

    #[inline(always)]
    fn elements(owned: &[T; N]) -> &[T] {
        owned
    }
}

impl<M: CoreOwned, Least> CoreOwned for Optional<M, Least> {
    type Elem = M::Elem;
    type Core = M::Core;
    type Owned = M::Owned;
    const NDIM: usize = M::NDIM;
    const FIXED: Option<usize> = M::FIXED;

    #[inline(always)]
    fn elements(owned: &M::Owned) -> &[M::Elem] {
        M::elements(owned)
    }
}
