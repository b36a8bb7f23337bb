//! A Python module of ufuncs written in Rust: annotated functions, and one line for each.

use pyo3::prelude::*;

mod odd;
mod paper;
mod plain;
mod ready;

/// The extension module; `ufunc_examples` shows its functions to users.
#[pymodule]
fn _ufuncs(m: &Bound<'_, PyModule>) -> PyResult<()> {
    ufunc_numpy::export!(
        m,
        paper::poincare_distance,
        paper::gaussian: [f32, f64],
        paper::moving_average: [f32, f64],
    )?;
    ufunc_numpy::export!(
        m,
        ready::add: [i64, f32, f64],
        ready::maximum: [i64, f32, f64],
        ready::gcd: [i64, u64],
        ready::logaddexp: [f32, f64],
        ready::logistic: [f32, f64],
        ready::softplus: [f32, f64],
        ready::haversine: [f32, f64],
        ready::lerp: [f32, f64],
        ready::polar: [f32, f64],
        ready::rotate,
        ready::dot: [f32, f64],
        ready::cosine: [f32, f64],
        ready::cross: [f32, f64],
        ready::convolve,
        ready::distances,
    )?;
    ufunc_numpy::export!(
        m,
        odd::after,
        odd::bits,
        odd::careful_reciprocal: [f32, f64],
        odd::checked_sqrt,
        odd::either,
        odd::first,
        odd::fold_or_fail,
        odd::halves,
        odd::incomplete,
        odd::neighbours,
        odd::panics_at_13,
        odd::product: [num_complex::Complex<f32>, num_complex::Complex<f64>],
        odd::rank_one,
        odd::repeat,
        odd::row_panics,
        odd::strict_sum,
        odd::subtract: [f32, f64],
        odd::true_and_false,
        odd::widths: [i8, u8, i16, u16, i32, u32, i64, u64],
        odd::nothing,
    )?;
    plain::add_to(m)
}
