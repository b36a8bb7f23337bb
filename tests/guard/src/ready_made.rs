//! Ready-made functions, one or two of each family, for the types whose loops the test looks at.

use ndarray::Array1;
use num_complex::Complex;
use ufunc_core::Error;
use ufunc_core::ufuncs::*;

/// Calls those on floats.
///
/// # Errors
///
/// If the lengths differ.
pub fn floats(x: &Array1<f64>, out: &mut Array1<f64>, is: &mut Array1<bool>) -> Result<(), Error> {
    macro_rules! call {
        (1: $($one:ident)*; 2: $($two:ident)*) => {
            $( $one::lazy(x).assign_to(&mut *out)?; )*
            $( $two::lazy(x, x).assign_to(&mut *out)?; )*
        };
    }
    call!(1: sign square reciprocal exp sin spacing rint; 2: add power maximum fmin nextafter heaviside logaddexp);
    clip::lazy(x, x, x).assign_to(&mut *out)?;
    frexp::lazy(x).assign_to((&mut *out, &mut Array1::zeros(x.len())))?;
    ldexp::lazy(x, &Array1::from_elem(x.len(), 3)).assign_to(&mut *out)?;
    modf::lazy(x).assign_to((&mut *out, &mut x.clone()))?;
    isfinite::lazy(x).assign_to(&mut *is)?;
    greater::lazy(x, x).assign_to(&mut *is)
}

/// Calls those on complex numbers that have loops without branches.
///
/// # Errors
///
/// If the lengths differ.
pub fn complexes(x: &Array1<Complex<f64>>, out: &mut Array1<Complex<f64>>) -> Result<(), Error> {
    macro_rules! call {
        ($($one:ident)*) => { $( $one::lazy(x).assign_to(&mut *out)?; )* };
    }
    call!(exp exp2 expm1 log log1p sqrt sin cosh tanh rint);
    maximum::lazy(x, x).assign_to(&mut *out)
}

/// Calls those on integers.
///
/// # Errors
///
/// If the lengths differ.
pub fn integers(
    x: &Array1<i32>,
    out: &mut Array1<i32>,
    is: &mut Array1<bool>,
) -> Result<(), Error> {
    macro_rules! call {
        (1: $($one:ident)*; 2: $($two:ident)*) => {
            $( $one::lazy(x).assign_to(&mut *out)?; )*
            $( $two::lazy(x, x).assign_to(&mut *out)?; )*
        };
    }
    call!(1: negative absolute sign invert reciprocal; 2: add multiply maximum bitwise_and left_shift right_shift floor_divide remainder fmod);
    equal::lazy(x, x).assign_to(&mut *is)?;
    logical_and::lazy(&is.clone(), &is.clone()).assign_to(&mut *is)
}

/// Calls those with core dimensions.
///
/// # Errors
///
/// If the sizes do not fit.
pub fn products(a: &ndarray::Array2<f64>, out: &mut ndarray::Array2<f64>) -> Result<(), Error> {
    matmul::lazy(a, a).assign_to(&mut *out)?;
    outer_product::lazy(a.row(0), a.row(1)).assign_to(&mut *out)
}
