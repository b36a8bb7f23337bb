//! Functions with core dimensions: `?`, `|1`, fixed and computed sizes, sizes of 0.
#![allow(
    clippy::needless_borrows_for_generic_args,
    reason = "borrowed operands are what is tested"
)]

use ndarray::{Array1, Array2, Array3, ArrayD, ArrayView2, ArrayViewMut2, IxDyn, array};
use ufunc_core::{Error, guvectorize};

#[guvectorize("(m?,n),(n,p?)->(m?,p?)")]
fn matmul(a: ArrayView2<f64>, b: ArrayView2<f64>, mut out: ArrayViewMut2<f64>) {
    out.assign(&a.dot(&b));
}

#[test]
fn absent_dimensions_have_size_1() {
    let a = array![[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]];
    let b = array![[1.0, 10.0, 100.0, 1.0], [1.0, 1.0, 1.0, 2.0]];
    let v = array![1.0, -1.0];
    assert_eq!(matmul(&a, &b), a.dot(&b));
    assert_eq!(matmul(&a, &v).into_dimensionality().unwrap(), a.dot(&v));
    assert_eq!(matmul(&v, &b).into_dimensionality().unwrap(), v.dot(&b));
    let scalar = matmul(&v, &v)
        .into_dimensionality::<ndarray::Ix0>()
        .unwrap();
    assert_eq!(scalar.into_scalar(), 2.0);
    let stack = Array3::from_shape_fn((4, 3, 2), |(i, j, k)| (i * 6 + j * 2 + k) as f64);
    let found: Array3<f64> = matmul(&stack, &b);
    for i in 0..4 {
        assert_eq!(
            found.index_axis(ndarray::Axis(0), i),
            stack.index_axis(ndarray::Axis(0), i).dot(&b)
        );
    }
    // A given output lacks the absent dimension too.
    let mut out = Array1::zeros(3);
    matmul::lazy(&a, &v).assign_to(&mut out).unwrap();
    assert_eq!(out, a.dot(&v));
    let error = matmul::lazy(&a, &array![1.0, 2.0, 3.0]).eval().unwrap_err();
    assert!(matches!(error, Error::CoreSize { .. }), "{error}");
}

#[guvectorize("(n|1),(n|1)->()")]
fn weighted(x: &[f64], w: &[f64], out: &mut f64) {
    assert_eq!(x.len(), w.len());
    *out = x.iter().zip(w).map(|(x, w)| x * w).sum();
}

#[test]
fn broadcast_core_dimensions() {
    let x = array![[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]];
    assert_eq!(weighted(&x, &[1.0, 10.0, 100.0]), array![321.0, 654.0]);
    assert_eq!(weighted(&x, &[2.0]), array![12.0, 30.0]);
    assert_eq!(weighted(&[2.0], &x), array![12.0, 30.0]);
    assert_eq!(weighted(&array![[2.0], [3.0]], &x), array![12.0, 45.0]);
    assert_eq!(weighted(&[2.0], &[3.0]), 6.0);
    let error = weighted::lazy(&x, &[1.0, 2.0]).eval().unwrap_err();
    assert!(matches!(error, Error::CoreSize { .. }), "{error}");
}

#[guvectorize("(m),(n)->(m+n-1)")]
fn convolve(a: &[f64], b: &[f64], out: &mut [f64]) {
    for (i, a) in a.iter().enumerate() {
        for (j, b) in b.iter().enumerate() {
            out[i + j] += a * b;
        }
    }
}

#[guvectorize("(n,d)->(n*(n-1)/2)")]
fn distances(x: ArrayView2<f64>, out: &mut [f64]) {
    let mut next = 0;
    for i in 0..x.nrows() {
        for j in i + 1..x.nrows() {
            out[next] = (&x.row(i) - &x.row(j)).mapv(|d| d * d).sum().sqrt();
            next += 1;
        }
    }
    assert_eq!(next, out.len());
}

#[guvectorize("(n)->(n/2,2)")]
fn pairs(x: &[i32], mut out: ArrayViewMut2<i32>) {
    for (place, x) in out.iter_mut().zip(x) {
        *place = *x;
    }
}

#[guvectorize("(n),(k)->(n/(k-2)),(3*n)")]
fn divided(x: &[i32], _y: &[i32], parts: &mut [usize], three: &mut [usize]) {
    parts.fill(x.len());
    three.fill(3);
}

#[test]
fn computed_sizes() {
    assert_eq!(
        convolve(&[1.0, 2.0, 3.0], &[1.0, 10.0]),
        array![1.0, 12.0, 23.0, 30.0]
    );
    let many = convolve(
        &array![[1.0, 0.0], [0.0, 1.0]],
        &array![[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]],
    );
    assert_eq!(many, array![[1.0, 2.0, 3.0, 0.0], [0.0, 4.0, 5.0, 6.0]]);
    let points = array![[0.0, 0.0], [3.0, 4.0], [0.0, 1.0]];
    let d: Array1<f64> = distances(&points);
    assert_eq!(d, array![5.0, 1.0, 18f64.sqrt()]);
    assert_eq!(distances(&array![[1.0]]).len(), 0);
    assert_eq!(distances(&Array2::zeros((0, 3))).len(), 0);
    assert_eq!(pairs(&[1, 2, 3, 4]), array![[1, 2], [3, 4]]);
    let (parts, three) = divided(&[0; 6], &[0; 5]);
    assert_eq!((parts, three), (array![6, 6], Array1::from_elem(18, 3)));
    // A given output has to have the computed size.
    let mut out = [0.0; 4];
    convolve::lazy(&[1.0, 2.0, 3.0], &[1.0, 10.0])
        .assign_to(&mut out)
        .unwrap();
    assert_eq!(out, [1.0, 12.0, 23.0, 30.0]);
    let mut short = [7.0; 3];
    let error = convolve::lazy(&[1.0, 2.0, 3.0], &[1.0, 10.0]).assign_to(&mut short);
    let text = error.unwrap_err().to_string();
    assert!(
        text.contains("convolve") && text.contains('4') && text.contains('3'),
        "{text}"
    );
    assert_eq!(short, [7.0; 3]);
}

#[test]
fn computed_sizes_that_are_none() {
    let none: &[f64] = &[];
    let negative = convolve::lazy(none, none).eval().unwrap_err();
    let Error::SizeExpression {
        expression,
        sizes,
        problem,
        ..
    } = &negative
    else {
        panic!("{negative}");
    };
    assert_eq!(*expression, "m+n-1");
    assert_eq!(sizes.as_slice(), [("m", 0), ("n", 0)]);
    assert_eq!(**problem, ufunc_core::SizeProblem::Negative(-1));
    let inexact = pairs::lazy(&[1, 2, 3]).eval().unwrap_err();
    let Error::SizeExpression { problem, .. } = &inexact else {
        panic!("{inexact}");
    };
    assert_eq!(
        **problem,
        ufunc_core::SizeProblem::Inexact {
            dividend: 3,
            divisor: 2
        }
    );
    let by_zero = divided::lazy(&[0; 6], &[0; 2]).eval().unwrap_err();
    let Error::SizeExpression { problem, .. } = &by_zero else {
        panic!("{by_zero}");
    };
    assert_eq!(**problem, ufunc_core::SizeProblem::DivisionByZero);
    // The same with a given output, which stays as it is.
    let mut out = array![[5, 5]];
    let error = pairs::lazy(&[1, 2, 3]).assign_to(&mut out).unwrap_err();
    assert!(matches!(error, Error::SizeExpression { .. }), "{error}");
    assert_eq!(out, array![[5, 5]]);
}

#[guvectorize("(n)->()")]
fn sum(x: &[f64]) -> f64 {
    x.iter().sum::<f64>() + 0.5
}

#[guvectorize("(n)->(n)")]
fn cumulate(x: &[f64], out: &mut [f64]) {
    let mut sum = 0.0;
    for (place, x) in out.iter_mut().zip(x) {
        sum += x;
        *place = sum;
    }
}

#[test]
fn sizes_of_0() {
    // S5: a core dimension of size 0, and the function is called.
    let s: Array1<f64> = sum(&Array2::zeros((3, 0)));
    assert_eq!(s, array![0.5, 0.5, 0.5]);
    let s = sum::lazy(&Array2::zeros((3, 0))).parallel().eval().unwrap();
    assert_eq!(s, array![0.5, 0.5, 0.5]);
    let none: &[f64] = &[];
    assert_eq!(sum(none), 0.5);
    // A loop dimension of size 0: it is not.
    let s: Array1<f64> = sum(&Array2::zeros((0, 3)));
    assert_eq!(s.len(), 0);
    let s: Array2<f64> = sum(&Array3::zeros((2, 0, 0)));
    assert_eq!(s.shape(), [2, 0]);
    assert_eq!(cumulate(&Array2::zeros((3, 0))).shape(), [3, 0]);
    assert_eq!(cumulate(&Array2::zeros((0, 3))).shape(), [0, 3]);
    let empty_views: ArrayD<f64> = matmul(
        &ArrayD::zeros(IxDyn(&[2, 0])),
        &ArrayD::zeros(IxDyn(&[0, 3])),
    );
    assert_eq!(empty_views, ArrayD::<f64>::zeros(IxDyn(&[2, 3])));
    assert_eq!(
        matmul(
            &ArrayD::zeros(IxDyn(&[0, 2])),
            &ArrayD::zeros(IxDyn(&[2, 3]))
        )
        .shape(),
        [0, 3]
    );
    let mut out = Array2::<f64>::zeros((3, 0));
    cumulate::lazy(&Array2::zeros((3, 0)))
        .parallel()
        .assign_to(&mut out)
        .unwrap();
}

#[guvectorize("(n)->(p)")]
fn ranks(x: &[f64], out: &mut [usize]) {
    for (i, place) in out.iter_mut().enumerate() {
        *place = x.iter().filter(|x| **x > i as f64).count();
    }
}

#[test]
fn sizes_that_only_a_given_output_tells() {
    let x = array![[0.5, 1.5, 2.5], [9.0, 9.0, 9.0]];
    let mut out = Array2::zeros((2, 4));
    ranks::lazy(&x).assign_to(&mut out).unwrap();
    assert_eq!(out, array![[3, 2, 1, 0], [3, 3, 3, 3]]);
    let error = ranks::lazy(&x).eval().unwrap_err();
    let Error::UnknownSize { dim, .. } = error else {
        panic!("{error}");
    };
    assert_eq!(dim, "p");
}

#[test]
fn errors_of_shapes() {
    let error = sum::lazy(ndarray::arr0(1.0).into_dyn()).eval().unwrap_err();
    assert!(
        matches!(error, Error::TooFewDims { required: 1, .. }),
        "{error}"
    );
    let error = convolve::lazy(&Array2::zeros((2, 3)), &Array2::zeros((3, 3)))
        .eval()
        .unwrap_err();
    assert!(
        matches!(error, Error::Broadcast { sizes: (2, 3), .. }),
        "{error}"
    );
    let mut wrong = Array1::from_elem(3, 1.0);
    let error = sum::lazy(&Array2::zeros((2, 3)))
        .assign_to(&mut wrong)
        .unwrap_err();
    assert!(matches!(error, Error::OutShape { .. }), "{error}");
    assert_eq!(wrong, array![1.0, 1.0, 1.0]);
}
