//! Lazy calls as operands of lazy calls: one loop, the same values.
#![allow(
    clippy::needless_borrows_for_generic_args,
    reason = "borrowed operands are what is tested"
)]

use std::sync::atomic::{AtomicUsize, Ordering};

use ndarray::{Array1, Array2, Array3, array};
use ufunc_core::{Error, cast, vectorize};
use ufunc_tests::layouts::{Laid, Layout};
use ufunc_tests::oracle::{assert_same_bits, build, map2, map3};

#[vectorize]
fn add(a: f64, b: f64) -> f64 {
    a + b
}

#[vectorize]
fn scale(x: f64, by: f64) -> f64 {
    x * by / 3.0
}

#[vectorize]
fn count(x: f64) -> usize {
    x.abs() as usize
}

fn value(by: f64) -> impl Fn(&[usize]) -> f64 {
    move |index| index.iter().fold(by, |sum, &i| sum * 1.7 + i as f64)
}

#[test]
fn fused_is_not_fused_bit_for_bit() {
    let c = build(&[4], |i| value(0.3)(&i));
    for la in Layout::all(2) {
        for lb in Layout::all(2) {
            let a = Laid::new(&[3, 4], &la, 0.0, value(0.1));
            let b = Laid::new(&[3, 4], &lb, 0.0, value(0.2));
            let expected = map3(&a.view(), &b.view(), &c.view(), |a, b, c| {
                (a + b) * (c * a / 3.0) / 3.0
            });
            let fused = || scale::lazy(add::lazy(a.view(), b.view()), scale::lazy(&c, a.view()));
            let in_steps = scale(add(a.view(), b.view()), scale(&c, a.view()));
            let what = format!("{} {}", la.name, lb.name);
            for found in [fused().eval(), fused().parallel().eval()] {
                assert_same_bits(&found.unwrap().view(), &expected.view(), &what);
            }
            assert_same_bits(&in_steps.view(), &expected.view(), &what);
        }
    }
}

#[test]
fn deep() {
    let x = array![1.0, 2.0, 4.0];
    let rows = Array2::from_shape_fn((2, 3), |(i, j)| (i * 3 + j) as f64);
    let one = add::lazy(&x, 1.0);
    let two = add::lazy(one, add::lazy(&rows, 0.5));
    let four = scale::lazy(
        add::lazy(two, &x),
        add::lazy(add::lazy(&rows, &x), cast(&[1i32, 2, 3])),
    );
    let eight: Array2<f64> = add(add::lazy(four, &x), add::lazy(1.0, 2.0));
    for ((i, j), found) in eight.indexed_iter() {
        let (x, r) = (x[j], rows[[i, j]]);
        let two = (x + 1.0) + (r + 0.5);
        let four = (two + x) * ((r + x) + [1.0, 2.0, 3.0][j]) / 3.0;
        assert_eq!(*found, (four + x) + 3.0);
    }
}

#[test]
fn ranks_and_types_follow_the_leaves() {
    let rows = array![[1.0, -2.5], [3.0, 4.0]];
    let counts: Array2<usize> = count(scale::lazy(&rows, 3.0));
    assert_eq!(counts, array![[1, 2], [3, 4]]);
    let wide: Array3<f64> = add(add::lazy(1.0, &array![1.0, 2.0]), &Array3::zeros((2, 1, 1)));
    assert_eq!(wide.shape(), [2, 1, 2]);
    let scalar: f64 = add(add::lazy(1.0, 2.0), scale::lazy(3.0, 4.0));
    assert_eq!(scalar, 7.0);
    let eval: f64 = add::lazy(add::lazy(1.0, 2.0), 1.0).eval().unwrap();
    assert_eq!(eval, 4.0);
}

#[test]
fn each_inner_element_is_computed_where_it_is_read() {
    static CALLS: AtomicUsize = AtomicUsize::new(0);
    #[vectorize]
    fn counted(x: f64) -> f64 {
        CALLS.fetch_add(1, Ordering::Relaxed);
        x
    }
    let row = Array1::<f64>::zeros(5);
    let column = Array2::<f64>::zeros((4, 1));
    drop(add(counted::lazy(&row), &column));
    // One loop over the result: that is what fusing means.
    assert_eq!(CALLS.load(Ordering::Relaxed), 20);
    drop(
        add::lazy(counted::lazy(&row), &column)
            .mask(&[true, false, false, false, true])
            .fill(0.0)
            .eval()
            .unwrap(),
    );
    assert_eq!(CALLS.load(Ordering::Relaxed), 28);
}

#[test]
fn conflicts_name_the_call_in_which_they_are() {
    let (a, b) = (array![1.0, 2.0], array![1.0, 2.0, 3.0]);
    let error = scale::lazy(add::lazy(&a, &b), 1.0).eval().unwrap_err();
    assert_eq!(
        error.to_string(),
        "add: operands a (2) and b (3) do not broadcast: axis 0 has 2 in a and 3 in b"
    );
    let error = scale::lazy(add::lazy(&a, 1.0), &b).eval().unwrap_err();
    assert!(
        matches!(&error, Error::Broadcast { ufunc: "scale", .. }),
        "{error}"
    );
    let error = scale::lazy(1.0, add::lazy(1.0, scale::lazy(&b, &a)))
        .eval()
        .unwrap_err();
    assert!(
        matches!(&error, Error::Broadcast { ufunc: "scale", .. }),
        "{error}"
    );
    assert!(error.to_string().contains("x (3) and by (2)"), "{error}");
    let mut out = [0.0; 2];
    let error = scale::lazy(add::lazy(&a, &b), 1.0)
        .assign_to(&mut out)
        .unwrap_err();
    assert!(
        matches!(&error, Error::Broadcast { ufunc: "add", .. }),
        "{error}"
    );
}

#[test]
fn lazy_masks_outputs_and_updates() {
    #[vectorize]
    fn positive(x: f64) -> bool {
        x > 0.0
    }
    let x = array![[1.0, -2.0], [-3.0, 4.0]];
    let found = scale::lazy(&x, 3.0)
        .mask(positive::lazy(add::lazy(&x, 2.5)))
        .fill(0.0)
        .eval()
        .unwrap();
    assert_eq!(found, array![[1.0, -2.0], [0.0, 4.0]]);
    let mut target = x.clone();
    scale::update(&mut target, add::lazy(&x, 1.0));
    let expected = map2(&x.view().into_dyn(), &x.view().into_dyn(), |a, b| {
        a * (b + 1.0) / 3.0
    });
    assert_eq!(target.into_dyn(), expected);
    // An owned operand inside a pending call.
    let found = add(add::lazy(x.clone(), 1.0), scale::lazy(x.clone(), 3.0));
    assert_eq!(found, x.map(|x| (x + 1.0) + x));
}
