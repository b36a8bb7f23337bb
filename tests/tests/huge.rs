//! Sizes that no memory holds are errors, never aborts: in child processes, which an abort would end.

use std::env;
use std::process::Command;

use ndarray::{Array1, ArrayView2, ArrayViewD, IxDyn, arr0, array};
use ufunc_core::{Error, guvectorize, vectorize};

#[vectorize]
fn add(a: f64, b: f64) -> f64 {
    a + b
}

#[vectorize]
fn pair(a: f64) -> (u8, f64) {
    (1, a)
}

#[guvectorize("(n)->(n,n)")]
fn outer(x: &[f64], mut out: ndarray::ArrayViewMut2<f64>) {
    out.fill(x[0]);
}

#[guvectorize("(n),()->(n*n*n*n)")]
fn power(_x: &[f64], _y: f64, out: &mut [f64]) {
    out.fill(0.0);
}

/// Runs the test `name` of this file in a process of its own, where it finds `CHILD` set.
fn in_a_child(name: &str, job: fn()) {
    const CHILD: &str = "UFUNC_TESTS_CHILD";
    if env::var_os(CHILD).is_some() {
        return job();
    }
    let this = env::current_exe().unwrap();
    let child = Command::new(this)
        .args([name, "--exact", "--nocapture", "--test-threads=1"])
        .env(CHILD, "1")
        .output()
        .unwrap();
    let text = String::from_utf8_lossy(&child.stdout) + String::from_utf8_lossy(&child.stderr);
    assert!(child.status.success(), "{text}");
    assert!(text.contains("1 passed"), "{text}");
}

fn scalar() -> ndarray::ArrayD<f64> {
    arr0(1.0).into_dyn()
}

fn repeated<'a>(scalar: &'a ndarray::ArrayD<f64>, shape: &[usize]) -> ArrayViewD<'a, f64> {
    scalar.broadcast(IxDyn(shape)).unwrap()
}

#[test]
fn no_memory() {
    in_a_child("no_memory", || {
        let one = scalar();
        let huge = repeated(&one, &[1 << 45, 4]);
        for call in [
            add::lazy(huge.view(), 1.0),
            add::lazy(huge.view(), 1.0).parallel(),
        ] {
            let error = call.eval().unwrap_err();
            let Error::Alloc { shape, bytes, .. } = &error else {
                panic!("{error}");
            };
            assert_eq!((shape.as_slice(), *bytes), (&[1 << 45, 4][..], 1 << 50));
        }
        // Of two outputs the second one.
        let error = pair::lazy(huge.view()).eval().unwrap_err();
        assert!(matches!(error, Error::Alloc { .. }), "{error}");
        let error = outer::lazy(&Array1::zeros(1 << 23)).eval().unwrap_err();
        assert!(matches!(error, Error::Alloc { .. }), "{error}");
        // An operand that has to be computed first.
        let error = outer::lazy(add::lazy(huge, 1.0)).eval().unwrap_err();
        assert!(matches!(error, Error::Alloc { .. }), "{error}");
    });
}

#[test]
fn no_such_size() {
    in_a_child("no_such_size", || {
        let one = scalar();
        let column = repeated(&one, &[1 << 40, 1]);
        let row = repeated(&one, &[1 << 40]);
        let error = add::lazy(column.view(), row.view()).eval().unwrap_err();
        assert!(
            matches!(
                error,
                Error::TooLarge {
                    element_size: 8,
                    ..
                }
            ),
            "{error}"
        );
        // With a size of 0 as well, as in ndarray.
        let empty = ndarray::ArrayD::<f64>::zeros(IxDyn(&[0, 1, 1]));
        let inner = add::lazy(column.view(), row.view());
        let error = add::lazy(&empty, inner).eval().unwrap_err();
        assert!(matches!(error, Error::TooLarge { .. }), "{error}");
        let error = outer::lazy(&column).eval();
        drop(
            error
                .map(|out| assert_eq!(out.shape(), [1 << 40, 1, 1]))
                .unwrap_err(),
        );
        let error = power::lazy(&Array1::zeros(1 << 16), 1.0)
            .eval()
            .unwrap_err();
        assert!(
            matches!(error, Error::TooLarge { .. } | Error::SizeExpression { .. }),
            "{error}"
        );
        // A mask is too large as well.
        let mask = arr0(true).into_dyn();
        let mask = mask.broadcast(IxDyn(&[1 << 40, 1])).unwrap();
        let error = add::lazy(row.view(), 1.0)
            .mask(mask)
            .fill(0.0)
            .eval()
            .unwrap_err();
        assert!(matches!(error, Error::TooLarge { .. }), "{error}");
    });
}

#[test]
fn explanations_of_huge_calls() {
    in_a_child("explanations_of_huge_calls", || {
        let one = scalar();
        let column = repeated(&one, &[1 << 40, 1]);
        let row = repeated(&one, &[1 << 40]);
        let text = add::lazy(column.view(), row.view()).explain().to_string();
        assert!(text.contains("add"), "{text}");
        let text = outer::lazy(&column.view().into_dimensionality::<ndarray::Ix2>().unwrap())
            .explain()
            .to_string();
        assert!(text.contains("outer"), "{text}");
    });
}

#[test]
fn given_outputs_that_do_not_fit() {
    in_a_child("given_outputs_that_do_not_fit", || {
        let one = scalar();
        let column = repeated(&one, &[1 << 40, 1]);
        let row = repeated(&one, &[1 << 40]);
        let mut out = array![[1.0, 2.0]];
        let error = add::lazy(column.view(), row.view())
            .assign_to(&mut out)
            .unwrap_err();
        assert!(
            matches!(error, Error::OutShape { .. } | Error::TooLarge { .. }),
            "{error}"
        );
        assert_eq!(out, array![[1.0, 2.0]]);
        let wide: ArrayView2<'_, f64> = column.into_dimensionality().unwrap();
        let error = add::try_update(&mut out, wide).unwrap_err();
        assert!(
            matches!(error, Error::Broadcast { .. } | Error::OutShape { .. }),
            "{error}"
        );
    });
}

/// Outputs of some megabytes ask for huge pages: nothing else about them is different.
#[test]
fn fresh_outputs_of_many_pages() {
    for len in [(4 << 20) / 8 - 1, (4 << 20) / 8, 1_500_001] {
        let x = ndarray::Array1::from_shape_fn(len, |i| i as f64);
        let y = add(&x, 0.5);
        assert!(y.iter().zip(&x).all(|(y, x)| *y == x + 0.5), "{len}");
        let z = add::lazy(&y, &x).parallel().eval().unwrap();
        assert_eq!((z[0], z[len - 1]), (0.5, 2.0 * (len - 1) as f64 + 0.5));
    }
}
