//! Calls in place at indexed elements: NumPy's `at`. Glue; the loop is in `exec/fold/scatter.rs`.

use smallvec::{SmallVec, smallvec};

use crate::exec::{Held, Scatter, held};
use crate::kernel::{Fold, unwrap};
use crate::{Error, Operand, Target};

/// Which elements `at` updates: a list of indices of the first axis, of any rank, or a tuple of lists, which broadcast,
/// one for each of the first axes.
///
/// Indices are `usize`; a list is any [`Operand`] of it. The trait is sealed.
#[diagnostic::on_unimplemented(
    message = "`{Self}` are not indices",
    label = "expected a list of `usize`, or a tuple of such lists",
    note = "a list is given as `&i`, where `i` is an array, a slice or a vector of `usize`"
)]
pub trait Indices: Lists {}

/// The sealed half of [`Indices`].
pub trait Lists {
    #[doc(hidden)]
    fn lists(&self) -> Result<SmallVec<[Held<'_, usize>; 2]>, Error>;
}

impl<A: Operand<usize>> Indices for A {}
impl<A: Operand<usize>> Lists for A {
    fn lists(&self) -> Result<SmallVec<[Held<'_, usize>; 2]>, Error> {
        Ok(smallvec![held(self)?])
    }
}

macro_rules! tuples {
    ($($A:ident $i:tt),*) => {
        #[diagnostic::do_not_recommend]
        impl<$($A: Operand<usize>),*> Indices for ($($A,)*) {}
        #[diagnostic::do_not_recommend]
        impl<$($A: Operand<usize>),*> Lists for ($($A,)*) {
            fn lists(&self) -> Result<SmallVec<[Held<'_, usize>; 2]>, Error> {
                Ok(smallvec![$(held(&self.$i)?),*])
            }
        }
    };
}
tuples!(A 0);
tuples!(A 0, B 1);
tuples!(A 0, B 1, C 2);
tuples!(A 0, B 1, C 2, D 3);
tuples!(A 0, B 1, C 2, D 3, E 4);
tuples!(A 0, B 1, C 2, D 3, E 4, F 5);

/// The companion's `at`. Panics with the error's text at the caller's line.
#[track_caller]
pub fn at<K, Out, I, B>(kernel: K, target: Out, indices: I, values: B)
where
    K: Fold + Sync,
    Out: Target<K::Elem>,
    I: Indices,
    B: Operand<K::Elem>,
{
    unwrap(try_at(kernel, target, indices, values));
}

/// The companion's `try_at`.
pub fn try_at<K, Out, I, B>(kernel: K, mut target: Out, indices: I, values: B) -> Result<(), Error>
where
    K: Fold + Sync,
    Out: Target<K::Elem>,
    I: Indices,
    B: Operand<K::Elem>,
{
    let scatter = Scatter {
        kernel: &kernel,
        target: target.raw(),
        indices: indices.lists()?,
        values: held(&values)?,
    };
    scatter.run()
}
