//! `keepdims`: the axes of outputs that keep the inputs' core dimensions.

use ndarray::{Array2, Array3, ArrayD, Axis, Ix0, Ix3, IxDyn, array};
use ufunc_core::{Error, KeepDims, guvectorize};

use super::{ArrayView2, array as numbered, dot};

#[guvectorize("(m,n)->()")]
fn norm(a: ArrayView2<f64>) -> f64 {
    a.iter().map(|x| x * x).sum()
}

#[guvectorize("(n)->(),()")]
fn extremes(x: &[f64]) -> (f64, f64) {
    let fold = |f: fn(f64, f64) -> f64, from| x.iter().copied().fold(from, f);
    (
        fold(f64::min, f64::INFINITY),
        fold(f64::max, f64::NEG_INFINITY),
    )
}

/// The same number of core dimensions, not the same ones.
#[guvectorize("(m),(n)->()")]
fn product_of_sums(a: &[f64], b: &[f64], out: &mut f64) {
    *out = a.iter().sum::<f64>() * b.iter().sum::<f64>();
}

#[guvectorize("(n?)->()")]
fn optional(x: &[f64]) -> f64 {
    x.iter().sum()
}

#[guvectorize("(n)->()")]
fn checked(x: &[f64]) -> Result<f64, String> {
    x.first().copied().ok_or_else(|| "nothing there".into())
}

#[test]
fn ranks_are_known() {
    let x = numbered(&[2, 3, 4], 0.5)
        .into_dimensionality::<Ix3>()
        .unwrap();
    let last: Array3<f64> = dot::lazy(&x, &x).keepdims().eval().unwrap();
    assert_eq!(last, dot(&x, &x).insert_axis(Axis(2)));
    let matrices: Array3<f64> = norm::lazy(&x).keepdims().eval().unwrap();
    assert_eq!(matrices, norm(&x).insert_axis(Axis(1)).insert_axis(Axis(1)));
    // Nothing but core dimensions: no scalar, but one element.
    let one: Array2<f64> = norm::lazy(&x.index_axis(Axis(0), 1))
        .keepdims()
        .eval()
        .unwrap();
    assert_eq!(one, array![[norm(x.index_axis(Axis(0), 1))]]);
    let two = extremes::lazy(&[1.0, 5.0, 3.0]).keepdims().eval().unwrap();
    assert_eq!(two, (array![1.0], array![5.0]));
    let dynamic: ArrayD<f64> = dot::lazy(x.view().into_dyn(), &x)
        .keepdims()
        .eval()
        .unwrap();
    assert_eq!(dynamic.shape(), [2, 3, 1]);
    // The mask and the operands of larger rank count.
    let rows = x.index_axis(Axis(0), 0);
    let masked: Array3<f64> = dot::lazy(&rows, &rows)
        .keepdims()
        .mask(&array![[true, false, true], [false, true, true]])
        .fill(0.0)
        .eval()
        .unwrap();
    assert_eq!(masked.dim(), (2, 3, 1));
    let sums: Array3<f64> = product_of_sums::lazy(&x, &[1.0, 1.0])
        .keepdims()
        .eval()
        .unwrap();
    assert_eq!(sums.dim(), (2, 3, 1));
}

#[test]
fn axes_tell_where() {
    let x = numbered(&[2, 3, 4], 0.5)
        .into_dimensionality::<Ix3>()
        .unwrap();
    let plain = dot::lazy(&x, &x).axis(1).eval().unwrap();
    let call = || dot::lazy(&x, &x).keepdims();
    for kept in 0..3isize {
        let expected = plain.clone().insert_axis(Axis(kept.unsigned_abs()));
        for kept in [kept, kept - 3] {
            let found: Array3<f64> = call().axes([1, 1, kept]).eval().unwrap();
            assert_eq!(found, expected);
        }
        let mut out = Array3::zeros(expected.raw_dim());
        call()
            .axes([1, 1, kept])
            .parallel()
            .assign_to(&mut out)
            .unwrap();
        assert_eq!(out, expected);
    }
    assert_eq!(
        call().axis(1).eval().unwrap(),
        plain.clone().insert_axis(Axis(1))
    );
    // Without a list for the output they are the last, as in NumPy.
    assert_eq!(
        call().axes([1, 1]).eval().unwrap(),
        plain.insert_axis(Axis(2))
    );
    let all = norm::lazy(&x).axes([[0, 1]]).eval().unwrap();
    let found: Array3<f64> = norm::lazy(&x)
        .axes([[1, 0], [0, -1]])
        .keepdims()
        .eval()
        .unwrap();
    assert_eq!(found, all.insert_axis(Axis(0)).insert_axis(Axis(2)));
    let (low, high) = extremes::lazy(&x).axis(0).eval().unwrap();
    let (kept_low, kept_high) = extremes::lazy(&x)
        .axes([0, 0, 2])
        .keepdims()
        .eval()
        .unwrap();
    assert_eq!(kept_low, low.insert_axis(Axis(0)));
    assert_eq!(kept_high, high.insert_axis(Axis(2)));
}

#[test]
fn given_outputs() {
    let x = numbered(&[3, 4], 0.5);
    let plain = dot::lazy(&x, &x).eval().unwrap();
    let call = || dot::lazy(&x, &x).keepdims();
    let mut out = ArrayD::zeros(IxDyn(&[7, 3, 1]));
    call().assign_to(&mut out).unwrap();
    for out in out.outer_iter() {
        assert_eq!(out.index_axis(Axis(1), 0), plain);
    }
    for shape in [&[3, 2][..], &[3], &[], &[4, 1], &[3, 0]] {
        let mut out = ArrayD::from_elem(IxDyn(shape), -1.0);
        let error = call().assign_to(&mut out).unwrap_err();
        let shape = shape
            .iter()
            .map(usize::to_string)
            .collect::<Vec<_>>()
            .join(", ");
        assert_eq!(
            error.to_string(),
            format!(
                "dot: output out ({shape}) does not fit the shape (3, 1) of the result: \
                 outputs are not broadcast, give an array of that shape"
            )
        );
        assert!(out.iter().all(|x| *x == -1.0));
    }
    let error = call().axis(0).assign_to(&mut [0.0; 4]).unwrap_err();
    assert!(matches!(error, Error::OutShape { expected, .. } if expected == [1, 4]));
}

#[test]
fn sizes_of_0_and_absent_dimensions() {
    let none = ArrayD::zeros(IxDyn(&[3, 0]));
    assert_eq!(
        dot::lazy(&none, &none).keepdims().eval().unwrap(),
        ArrayD::<f64>::zeros(IxDyn(&[3, 1]))
    );
    let found = dot::lazy(&none, &none).axis(0).keepdims().eval().unwrap();
    assert_eq!(found.shape(), [1, 0]);
    // An absent dimension is kept as well: NumPy counts those of the signature.
    let scalar = optional::lazy(&ArrayD::from_elem(IxDyn(&[]), 2.5))
        .keepdims()
        .eval()
        .unwrap();
    assert_eq!(scalar, array![2.5].into_dyn());
    assert_eq!(
        optional::lazy(2.5).keepdims().eval().unwrap(),
        array![2.5].into_dyn()
    );
    let present = optional::lazy(&array![2.5, 1.0]).keepdims().eval().unwrap();
    assert_eq!(present, array![3.5]);
}

#[test]
fn fallible_functions() {
    let x = numbered(&[3, 4], 0.5)
        .into_dimensionality::<ndarray::Ix2>()
        .unwrap();
    let first: Array2<f64> = checked::lazy(&x).axis(0).keepdims().eval().unwrap();
    assert_eq!(first.row(0), x.row(0));
    let error = checked::lazy(&Array2::zeros((0, 4)))
        .axis(0)
        .keepdims()
        .eval()
        .unwrap_err();
    assert!(matches!(error, Error::Kernel { index, .. } if index == [0]));
}

#[test]
fn generic_code_can_ask_for_it() {
    fn keeps<K: KeepDims>(_: ufunc_core::LazyCore<K, (&ndarray::Array<f64, Ix0>,)>) {}
    keeps(optional::lazy(&ndarray::arr0(1.0)));
}
