//! Element types: what an operand's or an output's items may be.

use num_complex::Complex;

/// A type that can stand in an array given to a ufunc.
///
/// Implemented for `f32`, `f64`, all integers, `bool`, `char`, `Complex<f32>`, `Complex<f64>`, tuples of up
/// to four elements and fixed-size arrays of elements. A `Copy` type of your own needs one line:
///
/// ```
/// use ndarray::{Array1, array};
/// use ufunc_core::{Element, vectorize};
///
/// #[derive(Clone, Copy, Debug, PartialEq)]
/// struct Rgb(u8, u8, u8);
/// impl Element for Rgb {}
///
/// #[vectorize]
/// fn luminance(c: Rgb) -> f32 {
///     0.2126 * f32::from(c.0) + 0.7152 * f32::from(c.1) + 0.0722 * f32::from(c.2)
/// }
///
/// let y: Array1<f32> = luminance(&array![Rgb(0, 0, 0), Rgb(0, 100, 0)]);
/// assert_eq!(y.mapv(f32::round), array![0.0, 72.0]);
/// ```
///
/// `Copy` means that nothing has to be dropped when a call ends half way; `Send` and `Sync`, that any call
/// may run on several threads; `'static`, that the memory of an owned operand can be recognised as fit for
/// the result.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not an element type of ufuncs",
    label = "not an element type",
    note = "elements are `f32`, `f64`, integers, `bool`, `Complex`, tuples and arrays of these",
    note = "a `Copy + Send + Sync` type of your own becomes one by `impl ufunc_core::Element for {Self} {{}}`"
)]
pub trait Element: Copy + Send + Sync + 'static {
    /// Whether maths on such values may note an argument, whatever the function: an exponential of complex numbers has an angle.
    #[doc(hidden)]
    const NOTED: bool = false;
}

macro_rules! elements {
    ($($t:ty)*) => { $(
        #[diagnostic::do_not_recommend]
        impl Element for $t {}
    )* };
}
elements!(f32 f64 i8 i16 i32 i64 i128 isize u8 u16 u32 u64 u128 usize bool char);

macro_rules! complexes {
    ($($t:ty)*) => { $(
        #[diagnostic::do_not_recommend]
        impl Element for Complex<$t> {
            const NOTED: bool = true;
        }
    )* };
}
complexes!(f32 f64);

#[diagnostic::do_not_recommend]
impl Element for () {}
#[diagnostic::do_not_recommend]
impl<A: Element> Element for (A,) {}
#[diagnostic::do_not_recommend]
impl<A: Element, B: Element> Element for (A, B) {}
#[diagnostic::do_not_recommend]
impl<A: Element, B: Element, C: Element> Element for (A, B, C) {}
#[diagnostic::do_not_recommend]
impl<A: Element, B: Element, C: Element, D: Element> Element for (A, B, C, D) {}
#[diagnostic::do_not_recommend]
impl<T: Element, const N: usize> Element for [T; N] {}
