//! Which axes are reduced, and the rank that is left.

use alloc::vec::Vec;
use core::ops::RangeFull;

use ndarray::{Axis, Dimension, Ix0, Ix1, Ix2, Ix3, Ix4, Ix5, Ix6, IxDyn};

use crate::Shape;
use crate::axes::AxisNumber;
use crate::exec::AxisList;

/// The axes of an operand of rank `D` that a reduction is over.
///
/// | axes | |
/// |---|---|
/// | `Axis(0)`, `0`, `-1` | one; negative numbers count from the end |
/// | `[0, 2]` | several, each once, in any order |
/// | `..` | all |
/// | `&list[..]`, `&vec` | those of a `&[isize]`: the rank of the result is dynamic |
///
/// The trait is sealed.
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not name axes to reduce",
    label = "expected `Axis(0)`, `[0, 2]` (of `isize`) or `..`",
    note = "negative numbers count from the end: `-1` is the last axis"
)]
pub trait Axes<D: Dimension>: Listed {
    /// The rank of the result.
    type Reduced: Shape;
}

/// The sealed half of [`Axes`].
pub trait Listed {
    #[doc(hidden)]
    fn list(&self) -> AxisList;
}

/// The rank of an array of this rank without `N` of its axes.
pub trait Less<const N: usize>: Dimension {
    /// It. Where there are not so many axes, the call is an error.
    type Rank: Shape;
}

macro_rules! one {
    ($($t:ty)*) => { $(
        impl Listed for $t {
            fn list(&self) -> AxisList {
                AxisList::One((*self).number())
            }
        }
        impl<D: Less<1>> Axes<D> for $t {
            type Reduced = D::Rank;
        }
    )* };
}
one!(Axis isize);

impl Listed for RangeFull {
    fn list(&self) -> AxisList {
        AxisList::All
    }
}
impl<D: Dimension> Axes<D> for RangeFull {
    type Reduced = Ix0;
}

impl<const N: usize> Listed for [isize; N] {
    fn list(&self) -> AxisList {
        AxisList::Many(self.iter().copied().collect())
    }
}
impl<D: Less<N>, const N: usize> Axes<D> for [isize; N] {
    type Reduced = D::Rank;
}

impl<const N: usize> Listed for [Axis; N] {
    fn list(&self) -> AxisList {
        AxisList::Many(self.iter().map(|axis| axis.number()).collect())
    }
}
impl<D: Less<N>, const N: usize> Axes<D> for [Axis; N] {
    type Reduced = D::Rank;
}

macro_rules! lists {
    ($($t:ty)*) => { $(
        impl Listed for $t {
            fn list(&self) -> AxisList {
                AxisList::Many(self.iter().copied().collect())
            }
        }
        impl<D: Dimension> Axes<D> for $t {
            type Reduced = IxDyn;
        }
    )* };
}
lists!(&[isize] &Vec<isize>);

impl<const N: usize> Less<N> for IxDyn {
    type Rank = IxDyn;
}

macro_rules! less {
    ($($d:ty: $($n:literal $left:ty),*;)*) => { $( $(
        impl Less<$n> for $d { type Rank = $left; }
    )* )* };
}
less! {
    Ix0: 0 Ix0, 1 Ix0, 2 Ix0, 3 Ix0, 4 Ix0, 5 Ix0, 6 Ix0;
    Ix1: 0 Ix1, 1 Ix0, 2 Ix0, 3 Ix0, 4 Ix0, 5 Ix0, 6 Ix0;
    Ix2: 0 Ix2, 1 Ix1, 2 Ix0, 3 Ix0, 4 Ix0, 5 Ix0, 6 Ix0;
    Ix3: 0 Ix3, 1 Ix2, 2 Ix1, 3 Ix0, 4 Ix0, 5 Ix0, 6 Ix0;
    Ix4: 0 Ix4, 1 Ix3, 2 Ix2, 3 Ix1, 4 Ix0, 5 Ix0, 6 Ix0;
    Ix5: 0 Ix5, 1 Ix4, 2 Ix3, 3 Ix2, 4 Ix1, 5 Ix0, 6 Ix0;
    Ix6: 0 Ix6, 1 Ix5, 2 Ix4, 3 Ix3, 4 Ix2, 5 Ix1, 6 Ix0;
}
