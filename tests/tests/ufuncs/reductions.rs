//! Reductions of ready-made functions: their identities at work.

use ndarray::prelude::*;
use ufunc_core::Error;
use ufunc_core::ufuncs::*;

#[test]
fn of_several_types() {
    let a = array![[1, 2, 3], [4, 5, 6]];
    assert_eq!(add::reduce(&a, Axis(0)), array![5, 7, 9]);
    assert_eq!(multiply::reduce(&a, Axis(1)), array![6, 120]);
    assert_eq!(maximum::reduce(&a, ..), 6);
    assert_eq!(bitwise_and::reduce(&array![12u8, 6, 7], ..), 4);
    assert_eq!(gcd::reduce(&array![12, 18, 27], ..), 3);
    assert!(logical_or::reduce(greater::lazy(&a, 5), ..));
    assert_eq!(hypot::reduce(&array![2.0, 3.0, 6.0], ..), 7.0);
    assert_eq!(add::accumulate(&a, Axis(1)), array![[1, 3, 6], [4, 9, 15]]);
    assert_eq!(
        multiply::outer(&array![1, 2], &array![3, 4]),
        array![[3, 4], [6, 8]]
    );
}

#[test]
fn of_nothing() {
    let none = Array1::<f64>::zeros(0);
    assert_eq!(add::reduce(&none, ..), 0.0);
    assert_eq!(multiply::reduce(&none, ..), 1.0);
    assert_eq!(logaddexp::reduce(&none, ..), f64::NEG_INFINITY);
    assert!(logical_and::reduce(&Array1::from_elem(0, false), ..));
    assert_eq!(bitwise_and::reduce(&Array1::<u8>::zeros(0), ..), 255);
    let error = maximum::try_reduce(&none, ..).unwrap_err();
    assert!(matches!(error, Error::EmptyReduction { .. }), "{error}");
}
