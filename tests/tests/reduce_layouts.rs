//! probe
use ndarray::prelude::*;
use ufunc_core::vectorize;

#[vectorize(identity = 0.0, associative, commutative)]
fn add(a: f64, b: f64) -> f64 {
    a + b
}

#[test]
fn probe_columns() {
    let a = Array2::from_shape_fn((1000, 129), |(i, j)| (i * 129 + j) as f64);
    let s = add::reduce(&a, Axis(0));
    assert_eq!(s, a.sum_axis(Axis(0)));
}
#[test]
fn probe_two_loops() {
    let a = Array2::from_shape_fn((40, 300), |(i, j)| (i * 300 + j) as f64);
    let v = a.slice(s![.., ..100]);
    assert_eq!(add::reduce(v, ..), v.sum());
}
