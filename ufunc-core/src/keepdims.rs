//! `keepdims`: the core dimensions of the inputs as axes of length 1 of the outputs, and when there can be such.

use ndarray::{Ix0, Ix1, Ix2, Ix3, Ix4, Ix5, Ix6};

use crate::exec::{CoreInput, CoreInputs, CoreResult, OneOrMany};
use crate::gufunc::OutsOf;
use crate::kernel::CoreKernel;
use crate::rank::{AddCore, Shape};

/// The core dimensions of the inputs are gone from the outputs.
#[derive(Clone, Copy, Debug)]
pub struct Dropped;

/// The outputs keep the core dimensions of the inputs, as axes of length 1.
#[derive(Clone, Copy, Debug)]
pub struct Kept;

/// A function with core dimensions whose outputs can keep them as axes of length 1: all its inputs have the same number
/// of them, one at least, and its outputs have none. NumPy's rule for `keepdims`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no core dimensions that its outputs could keep",
    label = "`keepdims` does not go with this function's signature",
    note = "`keepdims` is for functions whose inputs all have the same number of core dimensions, one at least, and \
            whose outputs have none: `(n)->()`, `(n),(n)->()`, `(m,n)->()`"
)]
pub trait KeepDims: CoreKernel {}

// Where the loop has rank 0, outputs without core dimensions are the bare elements.
#[diagnostic::do_not_recommend]
impl<K> KeepDims for K
where
    K: CoreKernel,
    K::Inputs: Alike,
    K::Outputs: CoreResult<Ix0, Eval = <OutsOf<K> as OneOrMany>::Given>,
    OutsOf<K>: OneOrMany,
{
}

/// Whether a call keeps dimensions, and the rank of its results less their own core dimensions.
pub trait Dims<K, Loop> {
    /// The rank.
    type Rank: Shape;
    /// Whether dimensions are kept.
    const KEPT: bool;
}

impl<K, Loop: Shape> Dims<K, Loop> for Dropped {
    type Rank = Loop;
    const KEPT: bool = false;
}

// Not for `KeepDims` only: where `keepdims` is a mistake, that is the one that the compiler tells.
impl<K, Loop> Dims<K, Loop> for Kept
where
    K: CoreKernel<Inputs: First>,
    Loop: AddCore<<K::Inputs as First>::Core>,
{
    type Rank = Loop::Full;
    const KEPT: bool = true;
}

/// Inputs of which there is one at least.
pub trait First {
    /// The number of its core dimensions, as a type.
    type Core;
}

/// Inputs that all have the same number of core dimensions, one at least.
pub trait Alike: CoreInputs {}

/// One core dimension at least.
pub trait AtLeastOne {}

macro_rules! some {
    ($($core:ty)*) => { $(impl AtLeastOne for $core {})* };
}
some!(Ix1 Ix2 Ix3 Ix4 Ix5 Ix6);

macro_rules! alike {
    () => {};
    ($first:ident $($M:ident)*) => {
        impl<$first: CoreInput, $($M: CoreInput),*> First for ($first, $($M,)*) {
            type Core = $first::Core;
        }
        impl<Core: AtLeastOne, $first: CoreInput<Core = Core>, $($M: CoreInput<Core = Core>),*> Alike for ($first, $($M,)*) {}
        alike!($($M)*);
    };
}
alike!(A B C D E F G H I J K L M N O P);
