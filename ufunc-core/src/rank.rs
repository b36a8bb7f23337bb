//! Static ranks: what a call's result is, from the ranks of its operands.

use ndarray::{Array, ArrayD, Dimension, Ix0, Ix1, Ix2, Ix3, Ix4, Ix5, Ix6, IxDyn};

use crate::kernel::{PlainCall, Returns};
use crate::{Element, Error};

/// A rank that a call can have: what its result is in that rank.
///
/// `Ix0` gives a plain scalar, `Ix1` to `Ix6` give `Array1` to `Array6`, `IxDyn` gives `ArrayD`.
pub trait Shape: Dimension {
    /// The result with elements of type `T`.
    type Of<T: Element>;
    /// The plain result of a fallible function with result `X` and error `E`: scalars in, the function's own
    /// `Result<X, E>`; arrays in, `Result<X, Error>`.
    #[doc(hidden)]
    type Fallible<X, E>;
    #[doc(hidden)]
    fn of<T: Element>(array: ArrayD<T>) -> Self::Of<T>;
    #[doc(hidden)]
    fn fallible<X, E>(result: Result<X, Error>) -> Self::Fallible<X, E>;
    /// Runs the scalar or the array form of a plain call, whichever this rank has.
    #[doc(hidden)]
    #[track_caller]
    fn plain<C: PlainCall>(call: C) -> <C::Returns as Returns>::Plain<Self>;
}

impl Shape for Ix0 {
    type Of<T: Element> = T;
    type Fallible<X, E> = Result<X, E>;

    fn of<T: Element>(array: ArrayD<T>) -> T {
        // Of rank 0, so there is exactly one element.
        array[IxDyn(&[])]
    }

    fn fallible<X, E>(result: Result<X, Error>) -> Result<X, E> {
        match result {
            Ok(x) => Ok(x),
            // `plain` takes the scalar form, which never makes an `Error`.
            Err(error) => panic!("{error}"),
        }
    }

    #[inline(always)]
    #[track_caller]
    fn plain<C: PlainCall>(call: C) -> <C::Returns as Returns>::Plain<Ix0> {
        call.scalar()
    }
}

macro_rules! arrays {
    ($($d:ty)*) => { $(
        impl Shape for $d {
            type Of<T: Element> = Array<T, $d>;
            type Fallible<X, E> = Result<X, Error>;

            fn of<T: Element>(array: ArrayD<T>) -> Array<T, $d> {
                match array.into_dimensionality::<$d>() {
                    Ok(array) => array,
                    // The rank is the largest of the operands' ranks, here as in the types.
                    Err(_) => unreachable!("the rank of a result is the rank of its type"),
                }
            }

            fn fallible<X, E>(result: Result<X, Error>) -> Result<X, Error> {
                result
            }

            #[inline]
            #[track_caller]
            fn plain<C: PlainCall>(call: C) -> <C::Returns as Returns>::Plain<$d> {
                call.array()
            }
        }
    )* };
}
arrays!(Ix1 Ix2 Ix3 Ix4 Ix5 Ix6 IxDyn);

/// The rank of an operand without its `Core` core dimensions, `Least` of which may not be absent.
#[diagnostic::on_unimplemented(
    message = "an operand of rank `{Self}` has too few dimensions for this signature",
    label = "the operand has fewer dimensions than its core dimensions",
    note = "core dimensions are the operand's last axes: `(n)` needs one at least, `(m,n)` two"
)]
pub trait SplitCore<Core, Least>: Dimension {
    /// The rank of the loop dimensions.
    type Loop: Dimension;
}

/// The rank of an output: loop dimensions and `Core` core dimensions; of `outer`, the axes of both operands.
pub trait AddCore<Core>: Dimension {
    /// The sum.
    type Full: Shape;
}

macro_rules! split {
    ($($full:ty, $core:ty => $left:ty;)*) => { $(
        #[diagnostic::do_not_recommend]
        impl<Least> SplitCore<$core, Least> for $full { type Loop = $left; }
        impl AddCore<$core> for $left { type Full = $full; }
    )* };
}
split! {
    Ix0, Ix0 => Ix0; Ix1, Ix0 => Ix1; Ix2, Ix0 => Ix2; Ix3, Ix0 => Ix3; Ix4, Ix0 => Ix4; Ix5, Ix0 => Ix5; Ix6, Ix0 => Ix6;
    Ix1, Ix1 => Ix0; Ix2, Ix1 => Ix1; Ix3, Ix1 => Ix2; Ix4, Ix1 => Ix3; Ix5, Ix1 => Ix4; Ix6, Ix1 => Ix5;
    Ix2, Ix2 => Ix0; Ix3, Ix2 => Ix1; Ix4, Ix2 => Ix2; Ix5, Ix2 => Ix3; Ix6, Ix2 => Ix4;
    Ix3, Ix3 => Ix0; Ix4, Ix3 => Ix1; Ix5, Ix3 => Ix2; Ix6, Ix3 => Ix3;
    Ix4, Ix4 => Ix0; Ix5, Ix4 => Ix1; Ix6, Ix4 => Ix2;
    Ix5, Ix5 => Ix0; Ix6, Ix5 => Ix1;
    Ix6, Ix6 => Ix0;
}

/// Sums over 6 have a dynamic rank.
macro_rules! overflow {
    ($($left:ty, $core:ty;)*) => { $( impl AddCore<$core> for $left { type Full = IxDyn; } )* };
}
overflow! {
    Ix6, Ix1; Ix6, Ix2; Ix6, Ix3; Ix6, Ix4; Ix6, Ix5; Ix6, Ix6;
    Ix5, Ix2; Ix5, Ix3; Ix5, Ix4; Ix5, Ix5; Ix5, Ix6;
    Ix4, Ix3; Ix4, Ix4; Ix4, Ix5; Ix4, Ix6;
    Ix3, Ix4; Ix3, Ix5; Ix3, Ix6;
    Ix2, Ix5; Ix2, Ix6;
    Ix1, Ix6;
}

/// An operand that lacks a `?` dimension: how many output dimensions are left is known when it runs.
macro_rules! absent {
    ($($operand:ty, $core:ty: $($least:ty)*;)*) => { $( $(
        #[diagnostic::do_not_recommend]
        impl SplitCore<$core, $least> for $operand { type Loop = IxDyn; }
    )* )* };
}
absent! {
    Ix0, Ix1: Ix0;
    Ix0, Ix2: Ix0; Ix1, Ix2: Ix0 Ix1;
    Ix0, Ix3: Ix0; Ix1, Ix3: Ix0 Ix1; Ix2, Ix3: Ix0 Ix1 Ix2;
    Ix0, Ix4: Ix0; Ix1, Ix4: Ix0 Ix1; Ix2, Ix4: Ix0 Ix1 Ix2; Ix3, Ix4: Ix0 Ix1 Ix2 Ix3;
    Ix0, Ix5: Ix0; Ix1, Ix5: Ix0 Ix1; Ix2, Ix5: Ix0 Ix1 Ix2; Ix3, Ix5: Ix0 Ix1 Ix2 Ix3; Ix4, Ix5: Ix0 Ix1 Ix2 Ix3 Ix4;
    Ix0, Ix6: Ix0; Ix1, Ix6: Ix0 Ix1; Ix2, Ix6: Ix0 Ix1 Ix2; Ix3, Ix6: Ix0 Ix1 Ix2 Ix3; Ix4, Ix6: Ix0 Ix1 Ix2 Ix3 Ix4; Ix5, Ix6: Ix0 Ix1 Ix2 Ix3 Ix4 Ix5;
}

macro_rules! dynamic {
    ($($core:ty)*) => { $(
        #[diagnostic::do_not_recommend]
        impl<Least> SplitCore<$core, Least> for IxDyn { type Loop = IxDyn; }
        impl AddCore<$core> for IxDyn { type Full = IxDyn; }
    )* };
}
dynamic!(Ix0 Ix1 Ix2 Ix3 Ix4 Ix5 Ix6);

/// Of `outer` the second operand may have a dynamic rank, too.
macro_rules! dynamic_second {
    ($($left:ty)*) => { $( impl AddCore<IxDyn> for $left { type Full = IxDyn; } )* };
}
dynamic_second!(Ix0 Ix1 Ix2 Ix3 Ix4 Ix5 Ix6 IxDyn);
