//! Elementwise functions: forms of the function itself.
#![allow(
    clippy::needless_borrows_for_generic_args,
    reason = "borrowed operands are what is tested"
)]

use ndarray::{Array1, ArrayD, IxDyn, array};
use ufunc_core::{Element, Real, vectorize};

#[vectorize]
fn gaussian<T: Real>(d: T, bw: T) -> T {
    let z = d / bw;
    (T::lit(-0.5) * z * z).exp() / (bw * T::TAU().sqrt())
}

#[test]
fn generics_take_their_type_from_arrays_and_literals() {
    let d64: Array1<f64> = array![0.0, 0.1];
    let d32: Array1<f32> = array![0.0, 0.1];
    let w64: Array1<f64> = gaussian(&d64, 0.2);
    let w32: Array1<f32> = gaussian(&d32, 0.2);
    let plain =
        |d: f64| (-0.5 * (d / 0.2) * (d / 0.2)).exp() / (0.2 * std::f64::consts::TAU.sqrt());
    for i in 0..2 {
        assert!((w64[i] - plain(d64[i])).abs() < 1e-15);
        assert!((f64::from(w32[i]) - plain(f64::from(d32[i]))).abs() < 1e-6);
    }
    let scalar: f64 = gaussian(0.0, 0.2);
    assert_eq!(scalar, w64[0]);
}

fn twice_the_mean<T: Real>(x: &Array1<T>) -> Array1<T> {
    // A generic caller.
    gaussian(x, T::one())
}

#[test]
fn generic_callers() {
    let x = array![0.0f32, 1.0];
    assert_eq!(twice_the_mean(&x), gaussian(&x, 1.0f32));
}

#[vectorize]
fn fold<A, B>(a: A, b: B) -> (B, A)
where
    A: Element,
    B: Element + Into<f64>,
{
    (b, a)
}

#[vectorize]
fn scaled<const BY: i32, T: Element + From<i8> + core::ops::Mul<Output = T>>(x: T) -> (T, i32) {
    (x * T::from(3), BY)
}

#[test]
fn several_parameters_where_clauses_and_const_generics() {
    let (b, a) = fold(&array![1u8, 2], &array![[0.5f32], [1.5]]);
    assert_eq!(b, array![[0.5f32, 0.5], [1.5, 1.5]]);
    assert_eq!(a, array![[1u8, 2], [1, 2]]);
    let (x, by) = scaled::lazy_by_7();
    assert_eq!(x, array![3i64, 6]);
    assert_eq!(by, array![7, 7]);
}

impl scaled<7, i64> {
    fn lazy_by_7() -> (Array1<i64>, Array1<i32>) {
        Self::lazy(&array![1i64, 2]).eval().unwrap()
    }
}

#[vectorize]
fn sum_of<const N: usize>(x: [f64; N]) -> f64 {
    x.iter().sum()
}

#[test]
fn const_generics_are_inferred_from_elements() {
    assert_eq!(
        sum_of(&array![[1.0, 2.0]].map_axis(ndarray::Axis(1), |r| [r[0], r[1], 4.0])),
        array![7.0]
    );
    assert_eq!(sum_of([1.0, 2.0]), 3.0);
}

struct Wrap(f64);
impl Clone for Wrap {
    fn clone(&self) -> Self {
        *self
    }
}
impl Copy for Wrap {}
impl Element for Wrap {}

#[vectorize]
fn patterns(_: u8, mut a: f64, (b, c): (f64, f64), Wrap(d): Wrap, r#type: i32) -> f64 {
    a += b * c;
    a * d + f64::from(r#type)
}

#[test]
fn patterns_in_parameters() {
    let found = patterns(
        1,
        &array![1.0, 2.0],
        (2.0, 3.0),
        Wrap(10.0),
        &array![[1], [2]],
    );
    assert_eq!(found, array![[71.0, 81.0], [72.0, 82.0]]);
}

#[vectorize]
fn r#match(r#in: i32, self_: i32, x0: i32) -> i32 {
    r#in * 100 + self_ * 10 + x0
}

#[test]
fn raw_identifiers() {
    assert_eq!(r#match(&array![1, 2], 3, 4), array![134, 234]);
    assert_eq!(r#match::lazy(1, 2, &array![3]).eval().unwrap(), array![123]);
}

#[vectorize]
fn gcd(a: u64, b: u64) -> u64 {
    if b == 0 {
        return a;
    }
    gcd(b, a % b)
}

#[test]
fn recursion_and_return() {
    assert_eq!(gcd(&array![12, 18, 7], 6), array![6, 6, 1]);
    assert_eq!(gcd(48, 18), 6);
}

#[vectorize]
fn square(x: f64) -> f64 {
    x * x
}

#[vectorize]
fn hypotenuse(a: f64, b: f64) -> f64 {
    (square(a) + square(b)).sqrt()
}

#[test]
fn a_kernel_calls_another_ufunc() {
    assert_eq!(
        hypotenuse(&array![3.0, 5.0], &array![4.0, 12.0]),
        array![5.0, 13.0]
    );
}

#[vectorize]
fn parsed(x: i32) -> i32 {
    let double = || -> Option<i32> {
        let y = x.checked_mul(2)?;
        y.checked_add(1)
    };
    double().unwrap_or(-1)
}

#[test]
fn question_marks_in_inner_closures() {
    assert_eq!(parsed(&array![1, i32::MAX]), array![3, -1]);
}

#[vectorize]
fn op<K, F: Element + Into<f64>>(lazy: F, eval: K, out: f64) -> f64
where
    K: Element + Into<f64>,
{
    lazy.into() + eval.into() * out
}

#[test]
fn names_that_the_runtime_uses_too() {
    assert_eq!(op(&array![1.0f32], 2u8, 3.0), array![7.0]);
}

#[test]
fn inside_a_function_body_with_items_around() {
    const BY: f64 = 4.0;
    #[vectorize]
    fn local(x: f64) -> f64 {
        x * BY
    }
    assert_eq!(local(&array![0.5]), array![2.0]);
    {
        #[vectorize]
        fn local(x: i32) -> i32 {
            x - 1
        }
        assert_eq!(local(&array![1]), array![0]);
    }
}

/// All that an attribute may be.
#[inline(never)]
#[must_use]
#[vectorize]
#[allow(clippy::many_single_char_names)]
#[cfg_attr(all(), doc = "more words")]
pub(crate) fn attributed(a: f64) -> f64 {
    a
}

#[test]
fn attributes_and_visibility() {
    assert_eq!(attributed(&array![1.0]), array![1.0]);
    let dynamic: ArrayD<f64> = attributed(&ArrayD::zeros(IxDyn(&[1, 2])));
    assert_eq!(dynamic.shape(), [1, 2]);
}
