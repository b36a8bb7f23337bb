//! Masks of calls: NumPy's `where`.

use ndarray::DimMax;

use crate::exec::{Always, CoreMask, Held, Source};
use crate::operand::Told;
use crate::{Error, Operand, Shape};

/// The call has no mask.
#[derive(Clone, Copy, Debug)]
pub struct NoMask;

/// The call is masked by the operand `A`.
#[derive(Clone, Copy, Debug)]
pub struct Masked<A>(pub(crate) A);

/// The mask of a call whose operands have rank `D`.
pub trait Mask<D> {
    /// The rank of the call.
    type Dim: Shape;
    /// Whether there is a mask.
    #[doc(hidden)]
    const MASKED: bool;
    #[doc(hidden)]
    type Source<'s>: Source<Item = bool>
    where
        Self: 's;
    #[doc(hidden)]
    fn source(&self) -> Self::Source<'_>;
    /// The mask of a call with core dimensions.
    #[doc(hidden)]
    type Held<'s>: CoreMask
    where
        Self: 's;
    /// Borrows it, or computes it where it has no memory of its own.
    #[doc(hidden)]
    fn hold(&self) -> Result<Self::Held<'_>, Error>;
}

impl<D: Shape> Mask<D> for NoMask {
    type Dim = D;
    const MASKED: bool = false;
    type Source<'s> = Always;
    fn source(&self) -> Always {
        Always
    }
    type Held<'s> = Always;
    fn hold(&self) -> Result<Always, Error> {
        Ok(Always)
    }
}

impl<D, A> Mask<D> for Masked<A>
where
    A: Operand<bool>,
    D: DimMax<A::Dim, Output: Shape>,
{
    type Dim = D::Output;
    const MASKED: bool = true;
    type Source<'s>
        = A::Source<'s>
    where
        Self: 's;
    fn source(&self) -> A::Source<'_> {
        self.0.source()
    }
    type Held<'s>
        = Held<'s, bool>
    where
        Self: 's;
    fn hold(&self) -> Result<Held<'_, bool>, Error> {
        Held::hold(&self.0)
    }
}

/// What may be given as a mask: an [`Operand`] of `bool`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be used as a mask",
    label = "expected `bool`, or an array, a slice or a pending call of `bool`",
    note = "masks are given as `&m` or `m.view()`; a comparison makes one: `&a.map(|&x| x > 0.0)`"
)]
pub trait IntoMask {
    /// The mask of a call.
    type Mask;
    #[doc(hidden)]
    fn into_mask(self) -> Self::Mask;
}

#[diagnostic::do_not_recommend]
impl<A: Operand<bool>> IntoMask for A {
    type Mask = <A::Dim as Told<Masked<A>>>::Same;
    fn into_mask(self) -> Masked<A> {
        Masked(self)
    }
}
