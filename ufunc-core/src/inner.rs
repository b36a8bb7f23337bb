//! Calls inside a kernel: of functions that may be ufuncs, and of maths in closures.

use core::marker::PhantomData;

use ndarray::Ix0;

use crate::kernel::{Kernel, Returns};
use crate::math::{Lane, Mode};

/// What is found in place of a companion's variant: the called function is no ufunc.
#[derive(Clone, Copy, Debug)]
pub struct NotUfunc(pub PhantomData<fn()>);

/// What is found in place of a companion.
pub mod nothing {}

/// A scalar call in a kernel, by what its name was found to mean.
pub trait InKernel<Args, Value> {
    /// Computes the call in the kernel's mode if it is a ufunc's. `plain` is the call as it was written: it also tells
    /// the types.
    fn __in_kernel<M: Mode>(self, mode: M, args: Args, plain: impl FnOnce(Args) -> Value) -> Value;
}

impl<K: Kernel> InKernel<K::Args, <K::Returns as Returns>::Plain<Ix0>> for K {
    #[inline(always)]
    fn __in_kernel<M: Mode>(
        self,
        mode: M,
        args: K::Args,
        _: impl FnOnce(K::Args) -> <K::Returns as Returns>::Plain<Ix0>,
    ) -> <K::Returns as Returns>::Plain<Ix0> {
        <K::Returns as Returns>::scalar(self.eval(mode, args))
    }
}

impl<Args, Value> InKernel<Args, Value> for NotUfunc {
    #[inline(always)]
    fn __in_kernel<M: Mode>(self, _: M, args: Args, plain: impl FnOnce(Args) -> Value) -> Value {
        plain(args)
    }
}

/// A mode for closures: as `M`, but right for all arguments at once, so that it has nothing to note and to capture.
#[derive(Debug)]
pub struct Steady<M>(PhantomData<fn() -> M>);

impl<M> Clone for Steady<M> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<M> Copy for Steady<M> {}

impl<M: Mode> Mode for Steady<M> {
    const FMA: bool = M::FMA;
    const CAREFUL: bool = true;
    #[inline(always)]
    fn note(self, _out_of_reach: bool) {}
}

/// A value in a closure of a kernel of mode `M`.
#[inline(always)]
pub fn steady<M: Mode, T>(value: T) -> Lane<Steady<M>, T> {
    Steady::<M>(PhantomData).of(value)
}
