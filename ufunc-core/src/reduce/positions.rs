//! Where elements stand, as an operand: for reductions that tell a place.

use alloc::vec::Vec;

use ndarray::{Array, Dimension};

use crate::Error;
use crate::axes::AxisNumber;
use crate::error::{AxisProblem, OperandShape};

/// The place of each element along an axis of an array of this shape: 0, 1, 2, … along the axis, and length 1 along all
/// others, so that it broadcasts with the array.
///
/// With it a reduction can tell where it found something. Its state is any `Copy` type that is an
/// [`Element`](crate::Element): one function makes a state of an element, one combines two of them, one takes the result
/// apart. All of it is one pass, without a temporary array of states.
///
/// ```
/// use ndarray::{Array1, Axis, array};
/// use ufunc_core::{Element, positions, vectorize};
///
/// /// A number and its place.
/// #[derive(Clone, Copy)]
/// struct Found {
///     value: f64,
///     place: usize,
/// }
/// impl Element for Found {}
///
/// #[vectorize]
/// fn found(value: f64, place: usize) -> Found {
///     Found { value, place }
/// }
///
/// /// The larger one; of two equal ones the first.
/// #[vectorize(associative)]
/// fn larger(a: Found, b: Found) -> Found {
///     if b.value > a.value { b } else { a }
/// }
///
/// #[vectorize]
/// fn parts(found: Found) -> (f64, usize) {
///     (found.value, found.place)
/// }
///
/// let x = array![[3.0, 9.0, 4.0], [8.0, 1.0, 8.0]];
/// let places = positions(x.raw_dim(), Axis(1))?;
/// let found: Array1<Found> = larger::reduce(found::lazy(&x, places), Axis(1));
/// let (largest, place) = parts(&found);
/// assert_eq!((largest, place), (array![9.0, 8.0], array![1, 0]));
/// # Ok::<(), ufunc_core::Error>(())
/// ```
///
/// # Errors
///
/// [`Error::Axis`] if there is no such axis, [`Error::Alloc`] if there is no memory.
pub fn positions<D: Dimension>(shape: D, axis: impl AxisNumber) -> Result<Array<usize, D>, Error> {
    const UFUNC: &str = "positions";
    let sizes = shape.slice();
    let number = axis.number();
    let place = match number {
        0.. => Some(number.unsigned_abs()),
        _ => sizes.len().checked_sub(number.unsigned_abs()),
    };
    let Some((place, &len)) = place.and_then(|place| Some((place, sizes.get(place)?))) else {
        return Err(Error::Axis {
            ufunc: UFUNC,
            operand: OperandShape {
                number: 0,
                name: "",
                shape: sizes.to_vec(),
            },
            axis: number,
            problem: AxisProblem::OutOfRange,
        });
    };
    let mut along = shape.clone();
    for (axis, size) in along.slice_mut().iter_mut().enumerate() {
        *size = if axis == place { len } else { 1 };
    }
    let alloc = || Error::Alloc {
        ufunc: UFUNC,
        shape: along.slice().to_vec(),
        bytes: len.saturating_mul(size_of::<usize>()),
    };
    let mut places = Vec::new();
    places.try_reserve_exact(len).map_err(|_| alloc())?;
    places.extend(0..len);
    Array::from_shape_vec(along.clone(), places).map_err(|_| alloc())
}
