//! Co-broadcasting of several arrays, by itself.

use ndarray::{ArrayBase, ArrayView, Data, Dimension, IntoDimension, IxDyn};

use crate::error::{Error, OperandShape};
use crate::operand::MaxRank;
use crate::shape::Broadcast;

/// Views of several arrays, broadcast to their common shape: NumPy's `broadcast_arrays`.
///
/// `arrays` is a tuple of 1 to 8 references to arrays or views of any element types; the result is a tuple of
/// views, all of the same shape and rank. Nothing is copied.
///
/// # Errors
///
/// [`Error::Broadcast`] if the shapes do not broadcast, [`Error::TooLarge`] if the common shape has more than
/// `isize::MAX` elements.
///
/// # Examples
///
/// ```
/// use ndarray::{array, Array1, Array2, Zip};
///
/// let column = array![[1], [2]];
/// let row = array![0.5, 0.25, 0.125];
/// let (c, r) = ufunc_core::broadcast_views((&column, &row))?;
/// assert_eq!((c.shape(), r.shape()), (&[2, 3][..], &[2, 3][..]));
/// let product: Array2<f64> = Zip::from(c).and(r).map_collect(|&c, &r| f64::from(c) * r);
/// assert_eq!(product.row(1), array![1.0, 0.5, 0.25]);
///
/// let error = ufunc_core::broadcast_views((&array![1, 2, 3], &Array1::<f32>::zeros(2))).unwrap_err();
/// assert_eq!(error.to_string(), "broadcast_views: operands #0 (3) and #1 (2) do not broadcast: axis 0 has 3 in #0 and 2 in #1");
/// # Ok::<(), ufunc_core::Error>(())
/// ```
pub fn broadcast_views<A: Arrays>(arrays: A) -> Result<A::Views, Error> {
    arrays.views()
}

/// A tuple of references to arrays whose ranks broadcast.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a tuple of references to arrays",
    label = "expected a tuple such as `(&a, &b)`"
)]
pub trait Arrays {
    /// The tuple of views.
    type Views;
    #[doc(hidden)]
    fn views(self) -> Result<Self::Views, Error>;
}

/// The largest rank of a tuple of arrays.
#[doc(hidden)]
pub trait Ranks {
    /// It.
    type Max;
}

type MaxOf<A> = <A as Ranks>::Max;

const UFUNC: &str = "broadcast_views";

/// The common shape.
fn common(shapes: &[&[usize]]) -> Result<IxDyn, Error> {
    let mut broadcast = Broadcast::new();
    for shape in shapes {
        broadcast.merge(shape).map_err(|conflict| {
            let operands = shapes
                .iter()
                .enumerate()
                .map(|(number, shape)| OperandShape {
                    number,
                    name: "",
                    shape: shape.to_vec(),
                });
            conflict.error(UFUNC, operands.collect())
        })?;
    }
    Ok(broadcast.dims.as_slice().into_dimension())
}

/// One array as a view of a shape to which it broadcasts.
fn view<'a, T, S, D, E>(
    array: &'a ArrayBase<S, D>,
    shape: &IxDyn,
) -> Result<ArrayView<'a, T, E>, Error>
where
    S: Data<Elem = T>,
    D: Dimension,
    E: Dimension,
{
    let too_large = || Error::TooLarge {
        ufunc: UFUNC,
        shape: shape.as_array_view().to_vec(),
        element_size: size_of::<T>(),
    };
    let target = E::from_dimension(shape).ok_or_else(too_large)?;
    // The shapes broadcast; what is left to fail is the number of elements.
    array.broadcast(target).ok_or_else(too_large)
}

macro_rules! arrays {
    ($($T:ident $S:ident $D:ident $i:tt),*) => {
        impl<'a, $($T, $S, $D),*> Ranks for ($(&'a ArrayBase<$S, $D>,)*)
        where
            $($S: Data<Elem = $T>, $D: Dimension,)*
            ($($D,)*): MaxRank,
        {
            type Max = <($($D,)*) as MaxRank>::Dim;
        }

        impl<'a, $($T, $S, $D),*> Arrays for ($(&'a ArrayBase<$S, $D>,)*)
        where
            $($S: Data<Elem = $T>, $D: Dimension,)*
            ($($D,)*): MaxRank,
        {
            type Views = ($(ArrayView<'a, $T, MaxOf<Self>>,)*);

            fn views(self) -> Result<Self::Views, Error> {
                let shape = common(&[$(self.$i.shape()),*])?;
                Ok(($(view(self.$i, &shape)?,)*))
            }
        }
    };
}
arrays!(T0 S0 D0 0);
arrays!(T0 S0 D0 0, T1 S1 D1 1);
arrays!(T0 S0 D0 0, T1 S1 D1 1, T2 S2 D2 2);
arrays!(T0 S0 D0 0, T1 S1 D1 1, T2 S2 D2 2, T3 S3 D3 3);
arrays!(T0 S0 D0 0, T1 S1 D1 1, T2 S2 D2 2, T3 S3 D3 3, T4 S4 D4 4);
arrays!(T0 S0 D0 0, T1 S1 D1 1, T2 S2 D2 2, T3 S3 D3 3, T4 S4 D4 4, T5 S5 D5 5);
arrays!(T0 S0 D0 0, T1 S1 D1 1, T2 S2 D2 2, T3 S3 D3 3, T4 S4 D4 4, T5 S5 D5 5, T6 S6 D6 6);
arrays!(T0 S0 D0 0, T1 S1 D1 1, T2 S2 D2 2, T3 S3 D3 3, T4 S4 D4 4, T5 S5 D5 5, T6 S6 D6 6, T7 S7 D7 7);
