//! Pending calls that cannot be fused (they may fail, are masked, or have core dimensions) as operands: made first,
//! once, and their errors are those of the outer call.

use std::sync::atomic::{AtomicUsize, Ordering};

use ndarray::{Array1, Array2, ArrayD, Axis, array};
use ufunc_core::{Error, cast, from_fn, guvectorize, vectorize};

#[vectorize]
fn add(a: f64, b: f64) -> f64 {
    a + b
}

#[vectorize]
fn root(x: f64) -> Result<f64, String> {
    if x < 0.0 {
        Err(format!("{x} has no root"))
    } else {
        Ok(x.sqrt())
    }
}

static SUMS: AtomicUsize = AtomicUsize::new(0);

#[guvectorize("(n)->()")]
fn sum(x: &[f64]) -> f64 {
    SUMS.fetch_add(1, Ordering::Relaxed);
    x.iter().sum()
}

#[guvectorize("(n)->(n)")]
fn cumsum(x: &[f64], out: &mut [f64]) {
    let mut total = 0.0;
    for (x, out) in x.iter().zip(out) {
        total += x;
        *out = total;
    }
}

#[guvectorize("(n)->()")]
fn first(x: &[f32]) -> Result<f32, &'static str> {
    x.first().copied().ok_or("nothing there")
}

fn rows() -> Array2<f64> {
    array![[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]
}

#[test]
fn calls_with_core_dimensions() {
    let x = rows();
    let found: Array2<f64> = add(cumsum::lazy(&x), &array![10.0, 20.0, 30.0]);
    assert_eq!(found, array![[11.0, 23.0, 36.0], [14.0, 29.0, 45.0]]);
    let nested: Array2<f64> = cumsum(cumsum::lazy(&x));
    let once = cumsum(&x);
    assert_eq!(nested, cumsum(&once));
    let scalar: f64 = add(sum::lazy(&[1.0, 2.0]), 1.0);
    assert_eq!(scalar, 4.0);
    let dynamic: ArrayD<f64> = add(cumsum::lazy(x.view().into_dyn()), 0.0);
    assert_eq!(dynamic, cumsum(&x).into_dyn());
    let read: Array1<f64> = add(cast(first::lazy(&array![[1.5f32], [2.5]])), 0.5);
    assert_eq!(read, array![2.0, 3.0]);
}

#[test]
fn each_is_made_once_however_it_is_broadcast() {
    let x = rows();
    SUMS.store(0, Ordering::Relaxed);
    let mut out = Array2::zeros((4, 2));
    add::lazy(sum::lazy(&x), &Array2::ones((4, 1)))
        .assign_to(&mut out)
        .unwrap();
    assert_eq!(out, Array2::from_shape_fn((4, 2), |(_, j)| [7.0, 16.0][j]));
    assert_eq!(SUMS.load(Ordering::Relaxed), 2);
}

#[test]
fn masked_calls() {
    let x = rows();
    let large = x.map(|&x| x > 2.0);
    let found: Array2<f64> = add(add::lazy(&x, 0.5).mask(&large).fill(0.0), 1.0);
    assert_eq!(found, array![[1.0, 1.0, 4.5], [5.5, 6.5, 7.5]]);
    let summed: Array1<f64> = cumsum(add::lazy(x.row(0), 0.0).mask(large.row(0)).fill(-1.0));
    assert_eq!(summed, array![-1.0, -2.0, 1.0]);
    let above = from_fn(|x: f64| x > 2.0);
    let by_mask = add::lazy(&x, 1.0).mask(above.lazy((&x,)).mask(true).fill(false));
    assert_eq!(
        by_mask.fill(0.0).eval().unwrap(),
        array![[0.0, 0.0, 4.0], [5.0, 6.0, 7.0]]
    );
    let error = add::lazy(add::lazy(&x, 1.0).mask(&large), 1.0)
        .eval()
        .unwrap_err();
    assert!(matches!(error, Error::Argument { .. }), "{error}");
}

#[test]
fn calls_that_may_fail() {
    let x = rows();
    let found: Array2<f64> = add(root::lazy(&x), 1.0);
    assert_eq!(found, x.map(|x| x.sqrt() + 1.0));
    assert_eq!(add(root::lazy(4.0), 1.0), 3.0);
    let nested: Result<Array2<f64>, Error> = root(root::lazy(&x));
    assert_eq!(nested.unwrap(), x.map(|x| x.sqrt().sqrt()));

    let bad = array![[1.0, 2.0], [3.0, -4.0], [-5.0, 6.0]];
    for parallel in [false, true] {
        let inner = root::lazy(bad.view());
        let inner = if parallel {
            inner.parallel()
        } else {
            inner.serial()
        };
        let error = add::lazy(inner, 1.0).eval().unwrap_err();
        let Error::Kernel {
            ufunc,
            index,
            source,
        } = &error
        else {
            panic!("{error}");
        };
        assert_eq!((*ufunc, &index[..]), ("root", &[1, 1][..]));
        assert_eq!(source.to_string(), "-4 has no root");
    }
    let mut out = Array2::from_elem((3, 2), 9.0);
    assert!(
        add::lazy(root::lazy(&bad), 1.0)
            .assign_to(&mut out)
            .is_err()
    );
    assert_eq!(out, Array2::from_elem((3, 2), 9.0));
    assert!(cumsum::lazy(root::lazy(&bad)).eval().is_err());
    assert!(root(root::lazy(&bad)).is_err());
    let through_all = add::lazy(add::lazy(cumsum::lazy(root::lazy(&bad)), 1.0), 2.0).eval();
    assert!(matches!(
        through_all,
        Err(Error::Kernel { ufunc: "root", .. })
    ));
    let plain = std::panic::catch_unwind(|| add(root::lazy(&array![-1.0]), 1.0));
    assert!(plain.is_err());
}

#[test]
fn shapes_that_do_not_fit_are_errors_of_the_call_they_belong_to() {
    let x = rows();
    let short = array![1.0, 2.0];
    let inner = add::lazy(&x, &short).mask(true).fill(0.0);
    let error = cumsum::lazy(inner).eval().unwrap_err();
    assert!(
        matches!(error, Error::Broadcast { ufunc: "add", .. }),
        "{error}"
    );
    let error = add::lazy(cumsum::lazy(&x), &array![1.0, 2.0])
        .eval()
        .unwrap_err();
    assert_eq!(
        error.to_string(),
        "add: operands a (2, 3) and b (2) do not broadcast: axis 1 has 3 in a and 2 in b"
    );
    let plan = add::lazy(root::lazy(&array![-1.0]), 1.0).explain();
    assert!(plan.to_string().starts_with("no plan: root"), "{plan}");
    let column = x.column(0);
    let fits = add::lazy(cumsum::lazy(column), x.column(1).insert_axis(Axis(1))).eval();
    assert_eq!(fits.unwrap().dim(), (2, 2));
}
