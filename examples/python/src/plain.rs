//! The same functions called in Rust: what the tests compare with, bit for bit.

use std::time::Instant;

use ndarray::{Array1, Array2, ArrayD, Axis};
use numpy::{IntoPyArray, PyArray1, PyArrayDyn, PyReadonlyArray1, PyReadonlyArrayDyn};
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;

use crate::{paper, ready};

type In<'py, T> = PyReadonlyArrayDyn<'py, T>;
type Out<'py, T> = Bound<'py, PyArrayDyn<T>>;

macro_rules! plain {
    ($($name:ident = $path:path: ($($x:ident),*) $t:ty;)*) => {
        $(
            #[pyfunction]
            fn $name<'py>(py: Python<'py>, $($x: In<'py, $t>),*) -> Out<'py, $t> {
                let result: ArrayD<$t> = $path($(&$x.as_array()),*);
                result.into_pyarray(py)
            }
        )*

        /// Adds them.
        pub(crate) fn add_to(m: &Bound<'_, PyModule>) -> PyResult<()> {
            $(m.add_function(wrap_pyfunction!($name, m)?)?;)*
            m.add_function(wrap_pyfunction!(rust_moving_average, m)?)?;
            m.add_function(wrap_pyfunction!(rust_mean_shift, m)?)?;
            m.add_function(wrap_pyfunction!(rust_seconds, m)?)?;
            m.add_function(wrap_pyfunction!(rust_level, m)?)
        }
    };
}
plain! {
    rust_poincare_distance = paper::poincare_distance: (a1, a2, b1, b2) f64;
    rust_gaussian_f4 = paper::gaussian: (d, bw) f32;
    rust_gaussian_f8 = paper::gaussian: (d, bw) f64;
    rust_logistic_f8 = ready::logistic: (x) f64;
    rust_softplus_f4 = ready::softplus: (x) f32;
    rust_haversine_f8 = ready::haversine: (lat1, lon1, lat2, lon2) f64;
    rust_logaddexp_f8 = ready::logaddexp: (a, b) f64;
    rust_dot_f8 = ready::dot: (a, b) f64;
    rust_cosine_f4 = ready::cosine: (a, b) f32;
    rust_cross_f8 = ready::cross: (a, b) f64;
    rust_convolve = ready::convolve: (a, b) f64;
    rust_distances = ready::distances: (points) f64;
}

#[pyfunction]
fn rust_moving_average<'py>(py: Python<'py>, x: In<'py, f64>, window: usize) -> Out<'py, f64> {
    let result: ArrayD<f64> = paper::moving_average(x.as_array(), window);
    result.into_pyarray(py)
}

/// The example `mean_shift`, without its pictures: where the points are after some iterations.
#[pyfunction]
fn rust_mean_shift<'py>(
    py: Python<'py>,
    x: PyReadonlyArray1<'py, f64>,
    y: PyReadonlyArray1<'py, f64>,
    bandwidth: f64,
    iterations: usize,
) -> (Bound<'py, PyArray1<f64>>, Bound<'py, PyArray1<f64>>) {
    let (x, y) = (x.as_array(), y.as_array());
    let (mut at_x, mut at_y) = (x.to_owned(), y.to_owned());
    for _ in 0..iterations {
        let (column_x, column_y) = (
            at_x.view().insert_axis(Axis(1)),
            at_y.view().insert_axis(Axis(1)),
        );
        let distances = paper::poincare_distance::lazy(column_x, column_y, x, y);
        let weights: Array2<f64> = paper::gaussian(distances, bandwidth);
        let total = weights.sum_axis(Axis(1));
        (at_x, at_y) = (weights.dot(&x) / &total, weights.dot(&y) / &total);
    }
    (at_x.into_pyarray(py), at_y.into_pyarray(py))
}

/// The quickest of so many calls over `len` elements, into a given array: for the benchmarks.
#[pyfunction]
fn rust_seconds(py: Python<'_>, name: &str, len: usize, rounds: usize) -> PyResult<f64> {
    let x = Array1::from_iter((0..len).map(|i| 0.1 + (i % 5) as f64 / 10.0));
    let small = x.mapv(|x| x as f32);
    let (mut out, mut small_out) = (x.clone(), small.clone());
    let mut call = || match name {
        "add" => ready::add::lazy(&x, &x).assign_to(&mut out),
        "gaussian" => paper::gaussian::lazy(&x, 0.2).assign_to(&mut out),
        "gaussian f4" => paper::gaussian::lazy(&small, 0.2).assign_to(&mut small_out),
        "poincare_distance" => paper::poincare_distance::lazy(&x, 0.1, 0.2, &x).assign_to(&mut out),
        "moving_average" => paper::moving_average::lazy(&x, 12).assign_to(&mut out),
        _ => Ok(()),
    };
    let mut best = f64::INFINITY;
    for _ in 0..rounds {
        py.check_signals()?;
        let start = Instant::now();
        call().map_err(|error| PyValueError::new_err(error.to_string()))?;
        best = best.min(start.elapsed().as_secs_f64());
    }
    Ok(best)
}

/// The instruction set in use.
#[pyfunction]
fn rust_level() -> String {
    ufunc_core::Level::current().to_string()
}
