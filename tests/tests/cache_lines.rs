//! Cheap kernels: some elements go first, so that the others begin with a cache line of an input or of the output.

use ndarray::prelude::*;
use ufunc_core::{Level, vectorize};

#[vectorize]
fn difference(a: f32, b: f64) -> f64 {
    f64::from(a) - b
}

#[vectorize]
fn sum(a: f64, b: f64, c: f32) -> f64 {
    a + b + f64::from(c)
}

/// Checks `call` on parts of arrays that begin at all places of a cache line.
fn check(
    call: impl Fn(ArrayView1<f64>, ArrayView1<f64>, ArrayViewMut1<f64>),
    expected: impl Fn(f64, f64) -> f64,
) {
    let all = Array1::from_shape_fn(220, |i| (i * 31 % 257) as f64);
    let starts = || 0..9usize;
    for (i, j, k) in
        starts().flat_map(|i| starts().flat_map(move |j| starts().map(move |k| (i, j, k))))
    {
        let (a, b) = (all.slice(s![i..i + 200]), all.slice(s![j..j + 200]));
        let mut out = Array1::from_elem(220, -1.0);
        call(a, b, out.slice_mut(s![k..k + 200]));
        let mut model = Array1::from_elem(220, -1.0);
        for at in 0..200 {
            model[k + at] = expected(a[at], b[at]);
        }
        assert_eq!(out, model, "{}: {i} {j} {k}", Level::current());
    }
}

#[test]
fn each_element_is_computed_wherever_the_operands_begin() {
    for level in Level::available() {
        level.force().unwrap();
        check(
            |a, b, out| sum::lazy(a, b, 2.0).assign_to(out).unwrap(),
            |a, b| a + b + 2.0,
        );
        // The first operand is narrower than the output.
        let narrow = |a: ArrayView1<f64>| a.map(|&a| a as f32);
        check(
            |a, b, out| difference::lazy(&narrow(a), b).assign_to(out).unwrap(),
            |a, b| a - b,
        );
        // One input that moves, two that do not.
        check(
            |a, _, out| sum::lazy(a, 5.0, 1.0).assign_to(out).unwrap(),
            |a, _| a + 6.0,
        );
    }
}
