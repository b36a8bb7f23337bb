//! Elementwise calls, in their forms: plain, pending, in place.

use crate::exec::{ArraysOf, ByRef, Call, Job, Level, Source, Threading};
use crate::explain::Explanation;
use crate::kernel::{Kernel, PlainCall, Returns};
use crate::lazy::{EvalOf, Lazy, Pool, RankOf};
use crate::mask::{Mask, NoMask};
use crate::math::{Careful, Mode};
use crate::operand::OperandsRef;
use crate::{Element, Error, Operands, Shape, Target, Targets};

/// The result of a plain call of `K` whose operands have rank `D`.
pub type Plain<K, D> = <<K as Kernel>::Returns as Returns>::Plain<D>;

/// The result of a call of `K` in place.
pub type Done<K> = <<K as Kernel>::Returns as Returns>::Done;

/// The outputs of `K`.
type OutsOf<K> = <<K as Kernel>::Returns as Returns>::Outs;

/// The plain call: scalars in, the function itself; arrays in, the array function, which panics with the
/// error's text at the caller's line.
#[inline(always)]
#[track_caller]
pub fn call<K, Os>(kernel: K, operands: Os) -> Plain<K, Os::Dim>
where
    K: Kernel + Sync,
    Os: Operands<K::Args>,
{
    <Os::Dim as Shape>::plain(Pending { kernel, operands })
}

struct Pending<K, Os> {
    kernel: K,
    operands: Os,
}

impl<K: Kernel + Sync, Os: Operands<K::Args>> PlainCall for Pending<K, Os> {
    type Returns = K::Returns;

    #[inline(always)]
    fn scalar(self) -> <K::Returns as Returns>::Plain<ndarray::Ix0> {
        K::Returns::scalar(element(&self.kernel, self.operands.values()))
    }

    #[track_caller]
    fn array<D: Shape>(self) -> <K::Returns as Returns>::Plain<D> {
        let lazy: Lazy<K, Os> = Lazy::pending(self.kernel, self.operands);
        K::Returns::plain::<D>(arrays(lazy).map(K::Returns::collect::<D>))
    }
}

/// The function itself, for one element: the same bits as in an array.
#[inline(always)]
pub(crate) fn element<K: Kernel>(kernel: &K, args: K::Args) -> <K::Returns as Returns>::Raw {
    if K::SPEC.math {
        Level::current().careful(One { kernel, args })
    } else {
        kernel.eval(Careful::<false>, args)
    }
}

/// The computation of one element.
struct One<'k, K: Kernel> {
    kernel: &'k K,
    args: K::Args,
}

impl<K: Kernel> Job for One<'_, K> {
    type Output = <K::Returns as Returns>::Raw;

    #[inline(always)]
    fn run<M: Mode>(self, mode: M) -> Self::Output {
        self.kernel.eval(mode, self.args)
    }
}

/// The outputs of a call, fresh.
fn arrays<K, Os, M, P>(lazy: Lazy<K, Os, M, P>) -> Result<ArraysOf<K>, Error>
where
    K: Kernel,
    Os: Operands<K::Args>,
    M: Mask<Os::Dim>,
    P: Threading<K>,
{
    let call = Call {
        kernel: &lazy.kernel,
        mask: lazy.mask.source(),
        fill: lazy.fill.map(K::Returns::fill),
        threads: lazy.threads,
    };
    call.eval::<P, Os>(lazy.operands, lazy.order)
}

/// The outputs of a call that is kept: the memory of its operands is not used for them.
pub(crate) fn arrays_of<K, Os, M, P>(lazy: &Lazy<K, Os, M, P>) -> Result<ArraysOf<K>, Error>
where
    K: Kernel,
    Os: Operands<K::Args>,
    M: Mask<Os::Dim>,
    P: Threading<K>,
{
    call_of(lazy).eval::<P, _>(OperandsRef(&lazy.operands), lazy.order)
}

/// The outputs of a call that is kept, where a mask is true; the others have the value of `fill`.
pub(crate) fn arrays_masked<K, Os, P, S>(
    lazy: &Lazy<K, Os, NoMask, P>,
    mask: &S,
    fill: Option<OutsOf<K>>,
) -> Result<ArraysOf<K>, Error>
where
    K: Kernel,
    Os: Operands<K::Args>,
    P: Threading<K>,
    S: Source<Item = bool>,
{
    let call = Call {
        kernel: &lazy.kernel,
        mask: ByRef(mask),
        fill,
        threads: lazy.threads,
    };
    call.eval::<P, _>(OperandsRef(&lazy.operands), lazy.order)
}

/// [`Lazy::eval`].
pub(crate) fn eval<K, Os, M, P>(lazy: Lazy<K, Os, M, P>) -> Result<EvalOf<K, Os, M>, Error>
where
    K: Kernel,
    Os: Operands<K::Args>,
    M: Mask<Os::Dim>,
    P: Threading<K>,
{
    arrays(lazy).map(K::Returns::collect::<RankOf<K, Os, M>>)
}

/// [`Lazy::assign_to`].
pub(crate) fn assign<K, Os, M, P>(
    lazy: &Lazy<K, Os, M, P>,
    targets: &mut impl Targets<OutsOf<K>>,
) -> Result<(), Error>
where
    K: Kernel,
    Os: Operands<K::Args>,
    M: Mask<Os::Dim>,
    P: Threading<K>,
{
    call_of(lazy).assign::<P, Os>(&lazy.operands, targets)
}

/// [`Lazy::explain`].
pub(crate) fn explain<K, Os, M, P>(lazy: &Lazy<K, Os, M, P>) -> Explanation
where
    K: Kernel,
    Os: Operands<K::Args>,
    M: Mask<Os::Dim>,
{
    call_of(lazy).explain(&lazy.operands, lazy.order)
}

/// A pending call without its operands.
fn call_of<K, Os, M, P>(lazy: &Lazy<K, Os, M, P>) -> Call<'_, K, M::Source<'_>>
where
    K: Kernel,
    Os: Operands<K::Args>,
    M: Mask<Os::Dim>,
{
    Call {
        kernel: &lazy.kernel,
        mask: lazy.mask.source(),
        fill: lazy.fill.map(K::Returns::fill),
        threads: lazy.threads,
    }
}

/// The companion's `update`: the first operand is the output. Panics as a plain call does.
#[track_caller]
pub fn update<K, Os, T>(kernel: K, target: impl Target<T>, operands: Os) -> Done<K>
where
    T: Element,
    K: Kernel + Sync,
    K::Returns: Returns<Outs = (T,)>,
    Os: Operands<K::Args>,
{
    K::Returns::done(try_update(kernel, target, operands))
}

/// The companion's `try_update`.
pub fn try_update<K, Os, T>(
    kernel: K,
    mut target: impl Target<T>,
    mut operands: Os,
) -> Result<(), Error>
where
    T: Element,
    K: Kernel + Sync,
    K::Returns: Returns<Outs = (T,)>,
    Os: Operands<K::Args>,
{
    let call = Call {
        kernel: &kernel,
        mask: crate::exec::Always,
        fill: None,
        threads: crate::exec::Threads::Auto,
    };
    call.update::<Pool, Os, T>(&mut operands, &mut target)
}
