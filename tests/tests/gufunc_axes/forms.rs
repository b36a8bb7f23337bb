//! How axes are written, and what they go together with.

use ndarray::{Array1, Array2, Array3, Axis, Ix2, Ix3, array};
use ufunc_core::{Error, Order, cast, guvectorize, vectorize};
use ufunc_tests::oracle::build;

use super::{ArrayView2, array as numbered, columns, cumulate, dot, product};

#[vectorize]
fn subtract(a: f64, b: f64) -> f64 {
    a - b
}

#[guvectorize("(n)->(n)")]
fn roots(x: &[f64], out: &mut [f64]) -> Result<(), String> {
    for (out, x) in out.iter_mut().zip(x) {
        if *x < 0.0 {
            return Err(format!("{x} is negative"));
        }
        *out = x.sqrt();
    }
    Ok(())
}

#[guvectorize("(m?,n),(n,p?)->(m?,p?)")]
fn optional(a: ArrayView2<f64>, b: ArrayView2<f64>, mut out: ndarray::ArrayViewMut2<f64>) {
    out.assign(&a.dot(&b));
}

#[guvectorize("(n|1),(n|1)->()")]
fn repeated(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

#[guvectorize("(n)->(n-1)")]
fn differences(x: &[f64], out: &mut [f64]) {
    for (out, pair) in out.iter_mut().zip(x.windows(2)) {
        *out = pair[1] - pair[0];
    }
}

#[test]
fn lists_have_many_forms() {
    let (a, b) = (numbered(&[4, 3], 0.5), numbered(&[4, 5], 0.25));
    let (a, b) = (
        a.into_dimensionality::<Ix2>().unwrap(),
        b.into_dimensionality::<Ix2>().unwrap(),
    );
    let expected: Array2<f64> = product(a.t(), &b).t().to_owned();
    let lists = vec![vec![1, 0], vec![0, 1], vec![1, 0]];
    let slices: [&[isize]; 3] = [&[1, 0], &[0, 1], &[1, 0]];
    let check = |found: Result<Array2<f64>, Error>| assert_eq!(found.unwrap(), expected);
    let call = || product::lazy(&a, &b);
    check(call().axes([[1, 0], [0, 1], [1, 0]]).eval());
    check(call().axes([[-1, 0], [0, -1], [-1, -2]]).eval());
    let borrowed = &[[1, 0], [0, 1], [1, 0]];
    check(call().axes(borrowed).eval());
    check(call().axes(&[[1isize, 0], [0, 1], [1, 0]][..]).eval());
    check(call().axes([vec![1, 0], vec![0, 1], vec![1, 0]]).eval());
    check(call().axes(vec![[1, 0], [0, 1], [1, 0]]).eval());
    check(call().axes(&lists).eval());
    check(call().axes(&lists[..]).eval());
    check(call().axes(lists.clone()).eval());
    check(call().axes(slices).eval());
    check(call().axes((&lists[0], &lists[1][..], [1, 0])).eval());
    check(call().axes((&[1isize, 0], vec![0, 1], [1, 0])).eval());
}

#[test]
fn numbers_stand_for_lists_of_one() {
    let x = numbered(&[3, 4], 0.5).into_dimensionality::<Ix2>().unwrap();
    let expected: Array1<f64> = dot(x.t(), x.t());
    let call = || dot::lazy(&x, &x);
    assert_eq!(call().axes([0, 0]).eval().unwrap(), expected);
    assert_eq!(call().axes(vec![0, -2]).eval().unwrap(), expected);
    assert_eq!(call().axes((0, 0)).eval().unwrap(), expected);
    assert_eq!(call().axes((0, [0], ())).eval().unwrap(), expected);
    assert_eq!(call().axes(([0], 0, [])).eval().unwrap(), expected);
    assert_eq!(
        call().axes([vec![0], vec![0], vec![]]).eval().unwrap(),
        expected
    );
    assert_eq!(call().axis(Axis(0)).eval().unwrap(), expected);
    assert_eq!(call().axis(-2).eval().unwrap(), expected);
    // The last one counts.
    assert_eq!(call().axis(1).axis(0).eval().unwrap(), expected);
    assert_eq!(call().axes([1, 1]).axes([0, 0]).eval().unwrap(), expected);
    // Operands of different ranks: each counts its own axes.
    let y = [1.0, 10.0, 100.0];
    let expected: Array1<f64> = dot(x.t(), &y);
    assert_eq!(dot::lazy(&x, &y).axis(0).eval().unwrap(), expected);
}

#[test]
fn several_outputs() {
    let a = numbered(&[3, 2, 4], 0.5)
        .into_dimensionality::<Ix3>()
        .unwrap();
    let (sums, totals) = columns(a.view().permuted_axes([1, 2, 0]));
    let (found, all): (Array2<f64>, Array1<f64>) =
        columns::lazy(&a).axes(([2, 0], [0], [])).eval().unwrap();
    assert_eq!((found, all), (sums.t().to_owned(), totals.clone()));
    let (mut found, mut all) = (Array2::zeros((3, 2)), Array1::zeros(2));
    columns::lazy(&a)
        .axes(([2, 0], 0, ()))
        .parallel()
        .assign_to((&mut found, &mut all))
        .unwrap();
    assert_eq!((found, all), (sums.t().to_owned(), totals));
}

#[test]
fn given_outputs_count_their_own_axes() {
    let x = numbered(&[3, 4], 0.5).into_dimensionality::<Ix2>().unwrap();
    let expected: Array2<f64> = cumulate(&x, 0.5);
    // More loop axes than the inputs; the core axis is one in the middle.
    let mut out = Array3::zeros((7, 4, 3));
    cumulate::lazy(&x, 0.5).axis(1).assign_to(&mut out).unwrap();
    for out in out.outer_iter() {
        assert_eq!(out, expected.t());
    }
    // Fewer, where the loop has 1.
    let mut out = Array1::zeros(4);
    let row = x.slice_axis(Axis(0), (..1).into());
    cumulate::lazy(row.t(), 0.5)
        .axes((0, (), 0))
        .assign_to(&mut out)
        .unwrap();
    assert_eq!(out, expected.row(0));
}

#[test]
fn absent_dimensions_are_not_listed() {
    let (a, b) = (numbered(&[4, 3], 0.5), numbered(&[5, 4], 0.25));
    let plain = optional::lazy(a.t(), b.t()).eval().unwrap();
    let found = optional::lazy(&a, &b)
        .axes([[1, 0], [1, 0], [1, 0]])
        .eval()
        .unwrap();
    assert_eq!(found, plain.t());
    let vector = numbered(&[4], 0.5);
    let plain = optional::lazy(&vector, b.t()).eval().unwrap();
    let found = optional::lazy(&vector, &b)
        .axes((0, [1, 0], 0))
        .eval()
        .unwrap();
    assert_eq!(found, plain);
    let plain = optional::lazy(&vector, &vector).eval().unwrap();
    let found = optional::lazy(&vector, &vector)
        .axes((0, -1, ()))
        .eval()
        .unwrap();
    assert_eq!(found, plain);
    let error = optional::lazy(&vector, &b)
        .axes(([0, 1], [1, 0], 0))
        .eval()
        .unwrap_err();
    assert_eq!(
        error.to_string(),
        "optional: axes lists 2 axes of operand a (4), whose core dimensions are (m,n) without absent ones: \
         list 1 axis"
    );
}

#[test]
fn repeated_and_computed_dimensions() {
    let x = numbered(&[3, 4], 0.5).into_dimensionality::<Ix2>().unwrap();
    let one = array![[2.0, 3.0, 5.0, 7.0]];
    let expected: Array1<f64> = repeated(x.t(), one.t());
    assert_eq!(repeated::lazy(&x, &one).axis(0).eval().unwrap(), expected);
    let expected: Array2<f64> = differences(x.t()).t().to_owned();
    assert_eq!(differences::lazy(&x).axes([0, 0]).eval().unwrap(), expected);
    // A computed size is a second core dimension.
    let error = differences::lazy(&x).axis(0).eval().unwrap_err();
    assert!(matches!(error, Error::Argument { .. }), "{error}");
}

#[test]
fn pending_operands_and_pending_results() {
    let x = numbered(&[3, 4], 0.5).into_dimensionality::<Ix2>().unwrap();
    let twice = subtract::lazy(&x, x.map(|x| -x));
    let expected: Array2<f64> = cumulate(x.map(|x| x + x).t(), 0.5).t().to_owned();
    assert_eq!(cumulate::lazy(twice, 0.5).axis(0).eval().unwrap(), expected);
    // Inside another call: made first, with its axes.
    let squares: Array2<f64> = dot::lazy(&x, &x).axis(0).keepdims().eval().unwrap();
    let fused: Array2<f64> = subtract(&x, dot::lazy(&x, &x).axis(0).keepdims());
    assert_eq!(fused, &x - &squares);
    let counts = x.map(|x| *x as f32);
    let expected: Array1<f64> = dot(counts.map(|x| f64::from(*x)).t(), x.t());
    assert_eq!(
        dot::lazy(cast(&counts), &x).axis(0).eval().unwrap(),
        expected
    );
}

#[test]
fn the_index_of_an_error_is_one_of_the_loop() {
    let mut x = Array3::ones((4, 3, 5));
    x[[2, 1, 3]] = -1.0;
    x[[0, 2, 0]] = -2.0;
    for call in [roots::lazy(&x).axis(0), roots::lazy(&x).axis(0).parallel()] {
        let error = call.eval().unwrap_err();
        let Error::Kernel { index, source, .. } = &error else {
            panic!("{error}");
        };
        assert_eq!(
            (&index[..], source.to_string()),
            (&[1, 3][..], "-1 is negative".into())
        );
    }
    assert_eq!(
        roots::lazy(x.map(|x| x * x)).axis(1).eval().unwrap(),
        x.map(|x| x.abs())
    );
}

/// NumPy's layouts: core axes are the fastest in memory, wherever they are. What it calls C order is that too; here
/// `Order::C` and `Order::F` are those of the result.
#[test]
fn layouts_of_fresh_outputs() {
    let x = Array3::from_shape_vec(
        (3, 4, 5),
        build(&[60], |i| i[0] as f64).into_raw_vec_and_offset().0,
    )
    .unwrap();
    let strides = |axis: isize, order| -> Vec<isize> {
        cumulate::lazy(&x, 0.5)
            .axis(axis)
            .order(order)
            .eval()
            .unwrap()
            .strides()
            .to_vec()
    };
    assert_eq!(strides(0, Order::K), [1, 15, 3]);
    assert_eq!(strides(1, Order::K), [20, 1, 4]);
    assert_eq!(strides(2, Order::K), [20, 5, 1]);
    assert_eq!(strides(0, Order::C), [20, 5, 1]);
    assert_eq!(strides(1, Order::F), [1, 3, 12]);
    let reversed = cumulate::lazy(x.t(), 0.5).axis(0).eval().unwrap();
    assert_eq!(reversed.strides(), [1, 5, 20]);
}

#[test]
fn explanations_tell_the_axes() {
    let x = numbered(&[3, 4, 5], 0.5);
    let text = cumulate::lazy(&x, 0.5).axis(1).explain().to_string();
    assert!(
        text.contains("x: strided: copied for a slice parameter core [4], axes [1]"),
        "{text}"
    );
    assert!(text.contains("by: contiguous core []\n"), "{text}");
    assert!(text.contains("out: fresh [3, 4, 5], axes [1]"), "{text}");
    let text = dot::lazy(&x, &x).axis(0).keepdims().explain().to_string();
    assert!(text.contains("out: fresh [1, 4, 5], axes [0]"), "{text}");
    let text = dot::lazy(&x, &x).axis(7).explain().to_string();
    assert!(
        text.starts_with("no plan: dot: axis 7 is out of range"),
        "{text}"
    );
}
