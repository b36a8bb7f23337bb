//! Moving statistics against what they are computed of, value by value.

use ndarray::{Array1, Array2, ArrayView1, s};
use ufunc_core::Real;
use ufunc_core::ufuncs::*;

/// The statistics of the values of a window, straight from their definitions.
struct Expected {
    sum: f64,
    mean: f64,
    var: f64,
    max: f64,
    min: f64,
}

fn expected(window: ArrayView1<'_, f64>) -> Expected {
    let (sum, count) = (window.sum(), window.len() as f64);
    let mean = sum / count;
    Expected {
        sum,
        mean,
        var: window.iter().map(|x| (x - mean).powi(2)).sum::<f64>() / count,
        max: window.fold(f64::NEG_INFINITY, |a, b| a.max(*b)),
        min: window.fold(f64::INFINITY, |a, b| a.min(*b)),
    }
}

#[track_caller]
fn near(found: f64, expected: f64, scale: f64) {
    assert!(
        (found - expected).abs() <= 1e-13 * scale,
        "{found} and {expected}"
    );
}

type Moving<T> = fn(&Array1<T>, usize) -> Array1<T>;

/// All moving statistics of a sequence, one a row.
fn all<T: Real>(x: &Array1<T>, window: usize) -> Array2<T> {
    let functions: [Moving<T>; 6] = [
        |x, window| moving_sum(x, window),
        |x, window| moving_mean(x, window),
        |x, window| moving_var(x, window),
        |x, window| moving_std(x, window),
        |x, window| moving_max(x, window),
        |x, window| moving_min(x, window),
    ];
    let rows = functions.map(|function| function(x, window));
    ndarray::stack(ndarray::Axis(0), &rows.each_ref().map(|row| row.view())).expect("one length")
}

#[test]
fn they_are_what_they_say() {
    for length in [0, 1, 2, 3, 7, 19, 20, 64, 100] {
        let x: Array1<f64> = (0..length).map(|i| ((i * 37) % 23) as f64 - 7.5).collect();
        for window in [0, 1, 2, 3, 5, 15, 16, 17, 20, 33, usize::MAX] {
            let found = all(&x, window);
            for i in 0..length {
                let found = found.column(i);
                if window == 0 {
                    assert!(found.iter().all(|x| x.is_nan()));
                    continue;
                }
                let last = x.slice(s![(i + 1).saturating_sub(window)..=i]);
                let expected = expected(last);
                near(found[0], expected.sum, 1000.0);
                near(found[1], expected.mean, 100.0);
                near(found[2], expected.var, 1000.0);
                near(found[3], expected.var.sqrt(), 100.0);
                assert_eq!((found[4], found[5]), (expected.max, expected.min));
            }
        }
    }
}

/// The deviation is that of the window's values, to the last digits: however large they are, and what was before.
#[test]
fn nothing_cancels() {
    let near_billion = |i: usize| 1e9 + ((i * 37) % 23) as f64;
    let x: Array1<f64> = (0..200)
        .map(|i| if i < 100 { -1e15 } else { near_billion(i) })
        .collect();
    for window in [3, 16, 40] {
        let var = moving_var(&x, window);
        for i in 100 + window..200 {
            // Exact: small integers, when a billion is taken off.
            let small = x.slice(s![i + 1 - window..=i]).mapv(|x| x - 1e9);
            let expected = expected(small.view()).var;
            assert!(
                (var[i] - expected).abs() < 1e-6 * expected,
                "{window} {i}: {} and {expected}",
                var[i]
            );
        }
    }
}

#[test]
fn what_is_not_finite_leaves_with_the_window() {
    for (odd, extremes) in [
        (f64::NAN, [f64::NAN; 2]),
        (f64::INFINITY, [f64::INFINITY, 1.0]),
    ] {
        for window in [2, 3, 17] {
            let x: Array1<f64> = (0..60).map(|i| if i == 30 { odd } else { 1.0 }).collect();
            let found = all(&x, window);
            for i in 0..60 {
                let within = (30..30 + window).contains(&i);
                let sum = window.min(i + 1) as f64;
                let spread = if within { f64::NAN } else { 0.0 };
                let (sum, mean) = if within { (odd, odd) } else { (sum, 1.0) };
                let [max, min] = if within { extremes } else { [1.0; 2] };
                let expected = Array1::from(vec![sum, mean, spread, spread, max, min]);
                let same = |a: &f64, b: &f64| a == b || (a.is_nan() && b.is_nan());
                let found = found.column(i);
                assert!(
                    found.iter().zip(&expected).all(|(a, b)| same(a, b)),
                    "{window} {i}: {found}, not {expected}"
                );
            }
        }
    }
}

#[test]
fn windows_and_rows_broadcast() {
    let x = Array2::from_shape_fn((3, 40), |(i, j)| ((i * 11 + j * 7) % 13) as f32);
    let windows = ndarray::array![[1usize], [20]];
    let found = moving_std(
        &x,
        windows
            .view()
            .insert_axis(ndarray::Axis(1))
            .remove_axis(ndarray::Axis(2)),
    );
    assert_eq!(found.shape(), [2, 3, 40]);
    for (window, found) in windows.iter().zip(found.outer_iter()) {
        for (x, found) in x.rows().into_iter().zip(found.rows()) {
            assert_eq!(moving_std(x, *window), found);
            let reversed = x.slice(s![..;-1]);
            assert_eq!(
                moving_std(reversed, *window),
                moving_std(reversed.to_owned(), *window)
            );
        }
    }
}
