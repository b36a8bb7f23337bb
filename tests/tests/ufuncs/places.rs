//! Places of extremes: NumPy's answers, and rows longer than a block.

use ndarray::{Array1, Array2, Axis};
use num_complex::Complex;
use serde_json::Value;
use ufunc_core::Error;
use ufunc_core::ufuncs::traits::Extremes;
use ufunc_core::ufuncs::*;

use crate::data::{Datum, read};
use crate::{answers, list, text};

fn check<T: Datum + Extremes>(case: &Value) {
    let x: Vec<T> = read(text(case, "input"));
    let place = |key: &str| case[key].as_u64().expect("a place") as usize;
    let (least, greatest) = (place("argmin"), place("argmax"));
    assert_eq!(argmax(&x).expect("elements"), greatest, "{case}");
    assert_eq!(argmin(&x).expect("elements"), least, "{case}");
    let (min, max) = min_max(&x).expect("elements");
    // Of zeros either.
    let same = |a: T, b: T| a == b || a.is(b, 0);
    assert!(same(min, x[least]) && same(max, x[greatest]), "{case}");
}

#[test]
fn places_are_numpys() {
    let answers = answers();
    let cases = list(&answers, "places");
    for case in cases {
        match text(case, "type") {
            "bool" => check::<bool>(case),
            "int8" => check::<i8>(case),
            "uint32" => check::<u32>(case),
            "int64" => check::<i64>(case),
            "float32" => check::<f32>(case),
            "float64" => check::<f64>(case),
            "complex64" => check::<Complex<f32>>(case),
            "complex128" => check::<Complex<f64>>(case),
            _ => panic!("{case}"),
        }
    }
    println!("{} of NumPy's places", cases.len());
    assert!(cases.len() >= 80, "{}", cases.len());
}

/// Against the plain loop: extremes, equal ones and NaN anywhere in a sequence of several blocks.
#[test]
fn of_equal_ones_the_first() {
    for length in [1, 15, 16, 17, 1023, 1024, 1025, 2500] {
        for at in [0, 1, 15, 16, 1000, 1024, 2047, 2499] {
            for again in [at, at + 1, at + 1024] {
                for odd in [9.0, -9.0, f64::NAN] {
                    let mut x: Array1<f64> = (0..length).map(|i| (i % 7) as f64).collect();
                    for place in [at, again] {
                        if let Some(x) = x.get_mut(place) {
                            *x = odd;
                        }
                    }
                    let first = |better: fn(f64, f64) -> bool| {
                        let nan = x.iter().position(|x| x.is_nan());
                        nan.unwrap_or_else(|| {
                            (0..length)
                                .fold(0, |best, i| if better(x[i], x[best]) { i } else { best })
                        })
                    };
                    let (least, greatest) = (first(|a, b| a < b), first(|a, b| a > b));
                    let found = (argmin(&x).expect("elements"), argmax(&x).expect("elements"));
                    assert_eq!(found, (least, greatest), "{length} {at} {again} {odd}");
                    let (min, max) = min_max(&x).expect("elements");
                    let same = |a: f64, b: f64| a == b || (a.is_nan() && b.is_nan());
                    assert!(same(min, x[least]) && same(max, x[greatest]));
                }
            }
        }
    }
}

#[test]
fn zeros_are_equal() {
    assert_eq!(argmax(&[-0.0, 0.0]).expect("elements"), 0);
    assert_eq!(argmin(&[0.0, -0.0]).expect("elements"), 0);
}

#[test]
fn along_any_axis() -> Result<(), Error> {
    let x = Array2::from_shape_fn((50, 40), |(i, j)| (i * 31 + j * 17) % 101);
    let (down, across) = (argmax::lazy(&x).axis(0).eval()?, argmax(x.t())?);
    assert_eq!(down, across);
    let kept = argmin::lazy(&x).axis(1).keepdims().eval()?;
    assert_eq!(kept.index_axis(Axis(1), 0), argmin(&x)?);
    for (row, place) in x.rows().into_iter().zip(&kept) {
        assert_eq!(row[*place], row.fold(usize::MAX, |a, b| a.min(*b)));
    }
    Ok(())
}

#[test]
fn nothing_has_no_extremes() {
    let none: [i32; 0] = [];
    let error = argmax(&none).unwrap_err();
    let source = std::error::Error::source(&error).expect("the kernel's error");
    assert_eq!(source.downcast_ref::<NoElement>(), Some(&NoElement));
    assert_eq!(
        source.to_string(),
        "an empty sequence has no largest and no smallest element; give it one, or leave it out"
    );
    let error = min_max(Array2::<f64>::zeros((3, 0))).unwrap_err();
    assert_eq!(
        error.to_string(),
        "min_max: the function failed at index (0)"
    );
    // No sequence at all is another matter.
    let places = argmin(Array2::<f64>::zeros((0, 3))).expect("no sequence");
    assert_eq!(places.len(), 0);
}
