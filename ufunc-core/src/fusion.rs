//! Pending calls as operands: computed in the loop of the outer call, or made before it.

use alloc::boxed::Box;

use crate::elementwise;
use crate::exec::{AsSource, Computed, Fused, Leaf, Source, Threading};
use crate::kernel::{Kernel, KernelError, One, Returns, Try};
use crate::lazy::Lazy;
use crate::mask::{Mask, Masked, NoMask};
use crate::{Element, Operand, Operands};

/// One output of type `T`: a call that can be an operand.
pub trait Yields<T: Element>: Returns<Outs = (T,)> {
    /// What such an operand is read from.
    type Source<'s, K, Os>: Source<Item = T>
    where
        K: Kernel<Returns = Self> + Sync + 's,
        Os: Operands<K::Args> + 's;
    /// Fuses the call, or makes it.
    fn source<K, Os, P>(lazy: &Lazy<K, Os, NoMask, P>) -> Self::Source<'_, K, Os>
    where
        K: Kernel<Returns = Self> + Sync,
        Os: Operands<K::Args>,
        P: Threading<K>;
    /// The element of a call of scalars; panics if the function returns an error.
    #[track_caller]
    fn value(raw: Self::Raw) -> T;
}

impl<T: Element> Yields<T> for One<T> {
    type Source<'s, K, Os>
        = Fused<'s, K, Os::Sources<'s>>
    where
        K: Kernel<Returns = Self> + Sync + 's,
        Os: Operands<K::Args> + 's;

    #[inline]
    fn source<K, Os, P>(lazy: &Lazy<K, Os, NoMask, P>) -> Self::Source<'_, K, Os>
    where
        K: Kernel<Returns = Self> + Sync,
        Os: Operands<K::Args>,
        P: Threading<K>,
    {
        Fused::new(&lazy.kernel, lazy.operands.sources())
    }

    #[inline(always)]
    fn value(raw: T) -> T {
        raw
    }
}

/// A call that may fail is made before the one that it is an operand of.
impl<T: Element, E: KernelError> Yields<T> for Try<One<T>, E> {
    type Source<'s, K, Os>
        = Computed<'s, T>
    where
        K: Kernel<Returns = Self> + Sync + 's,
        Os: Operands<K::Args> + 's;

    fn source<K, Os, P>(lazy: &Lazy<K, Os, NoMask, P>) -> Computed<'_, T>
    where
        K: Kernel<Returns = Self> + Sync,
        Os: Operands<K::Args>,
        P: Threading<K>,
    {
        lazy.computed()
    }

    #[track_caller]
    fn value(raw: Result<T, E>) -> T {
        match raw {
            Ok(value) => value,
            Err(error) => panic!("{}", error.boxed()),
        }
    }
}

#[diagnostic::do_not_recommend]
impl<T, K, Os, P> Operand<T> for Lazy<K, Os, NoMask, P>
where
    T: Element,
    K: Kernel + Sync,
    K::Returns: Yields<T>,
    Os: Operands<K::Args>,
    P: Threading<K>,
{
    type Dim = Os::Dim;
}

impl<T, K, Os, P> AsSource<T> for Lazy<K, Os, NoMask, P>
where
    T: Element,
    K: Kernel + Sync,
    K::Returns: Yields<T>,
    Os: Operands<K::Args>,
    P: Threading<K>,
{
    type Source<'s>
        = <K::Returns as Yields<T>>::Source<'s, K, Os>
    where
        Self: 's;

    fn source(&self) -> Self::Source<'_> {
        K::Returns::source(self)
    }

    #[inline(always)]
    #[track_caller]
    fn value(self) -> T {
        K::Returns::value(elementwise::element(&self.kernel, self.operands.values()))
    }
}

/// A masked call is made before the one that it is an operand of.
#[diagnostic::do_not_recommend]
impl<T, K, Os, A, P> Operand<T> for Lazy<K, Os, Masked<A>, P>
where
    T: Element,
    K: Kernel,
    K::Returns: Returns<Outs = (T,)>,
    Os: Operands<K::Args>,
    Masked<A>: Mask<Os::Dim>,
    P: Threading<K>,
{
    type Dim = <Masked<A> as Mask<Os::Dim>>::Dim;
}

impl<T, K, Os, A, P> AsSource<T> for Lazy<K, Os, Masked<A>, P>
where
    T: Element,
    K: Kernel,
    K::Returns: Returns<Outs = (T,)>,
    Os: Operands<K::Args>,
    Masked<A>: Mask<Os::Dim>,
    P: Threading<K>,
{
    type Source<'s>
        = Computed<'s, T>
    where
        Self: 's;

    fn source(&self) -> Computed<'_, T> {
        self.computed()
    }

    fn strided(&self) -> Option<Leaf<'_, T>> {
        self.computed().leaf()
    }
}

impl<T, K, Os, M, P> Lazy<K, Os, M, P>
where
    T: Element,
    K: Kernel,
    K::Returns: Returns<Outs = (T,)>,
    Os: Operands<K::Args>,
    M: Mask<Os::Dim>,
    P: Threading<K>,
{
    /// The result of the call, which is made once.
    pub(crate) fn computed(&self) -> Computed<'_, T> {
        let result = self
            .result
            .get_or_init(|| Box::new(elementwise::arrays_of(self)));
        Computed::new(result.as_ref().as_ref().map(|(array,)| array))
    }
}
