//! Reductions of segments of an axis, each with its own tree, or from the left.

use ndarray::{Array1, ArrayD, ArrayViewD, Axis, IxDyn, array};
use ufunc_core::{Error, cast, vectorize};
use ufunc_tests::folds::{lanes, number, tree};
use ufunc_tests::layouts::{Laid, Layout};
use ufunc_tests::oracle::{assert_same_bits, build};

#[vectorize(identity = 0.0, associative, commutative)]
fn add(a: f64, b: f64) -> f64 {
    a + b
}

#[vectorize]
fn subtract(a: f64, b: f64) -> f64 {
    a - b
}

#[vectorize]
fn same(a: f64) -> f64 {
    a
}

#[vectorize]
fn both(a: f64) -> (f64, f64) {
    (a + a, a)
}

/// The terms of the line of an element, along an axis.
fn line<T: Copy>(a: &ArrayViewD<'_, T>, axis: usize, index: &[usize]) -> Vec<T> {
    let mut index = index.to_vec();
    let term = |i: usize| {
        index[axis] = i;
        a[IxDyn(&index)]
    };
    (0..a.shape()[axis]).map(term).collect()
}

/// Reductions of the lines' parts, each with its own tree.
fn of_parts(a: &ArrayViewD<'_, f64>, axis: usize, parts: &[(usize, usize)]) -> ArrayD<f64> {
    let mut shape = a.shape().to_vec();
    shape[axis] = parts.len();
    build(&shape, |index| {
        let (from, to) = parts[index[axis]];
        tree(&line(a, axis, &index)[from..to], lanes::<f64>(), &|a, b| {
            a + b
        })
        .unwrap_or(0.0)
    })
}

#[test]
fn segments_in_all_layouts() {
    for shape in [
        &[700][..],
        &[40, 3],
        &[3, 40],
        &[3, 4, 20],
        &[600, 2],
        &[2, 600],
        &[30, 140],
        // More results side by side than are kept.
        &[4, 4100],
    ] {
        let whole = build(shape, |i| number(i.iter().fold(1, |sum, i| sum * 31 + i)));
        for layout in Layout::all(shape.len()) {
            let laid = Laid::of(&whole, &layout, f64::NAN);
            let a = laid.view();
            for (axis, &n) in shape.iter().enumerate() {
                let what = format!("axis {axis} of {shape:?}, {}", laid.name());
                let offsets = [0, 0, n / 3, n / 3, n / 2, n, n];
                let parts: Vec<(usize, usize)> = offsets.windows(2).map(|p| (p[0], p[1])).collect();
                let expected = of_parts(&a, axis, &parts);
                assert_same_bits(
                    &add::reduce_segments(&a, &offsets, Axis(axis)).view(),
                    &expected.view(),
                    &what,
                );
                let fused = add::reduce_segments(same::lazy(&a), &offsets, Axis(axis));
                assert_same_bits(&fused.view(), &expected.view(), &what);
                // Of equal or descending indices the one element; the last to the end.
                let places = [n / 2, 0, n / 3, n / 3, n - 1, 0];
                let parts = [
                    (n / 2, n / 2 + 1),
                    (0, n / 3),
                    (n / 3, n / 3 + 1),
                    (n / 3, n - 1),
                    (n - 1, n),
                    (0, n),
                ];
                let parts = parts.map(|(from, to)| (from, if to <= from { from + 1 } else { to }));
                let expected = of_parts(&a, axis, &parts);
                assert_same_bits(
                    &add::reduceat(&a, &places, Axis(axis)).view(),
                    &expected.view(),
                    &what,
                );
                let (_, once) = add::reduceat(both::lazy(&a), &places, Axis(axis));
                assert_same_bits(&once.view(), &expected.view(), &what);
            }
        }
    }
}

#[test]
fn segments_of_functions_without_order() {
    let a = [10.0, 1.0, 2.0, 3.0];
    assert_eq!(subtract::reduceat(&a, &[0, 2], Axis(0)), array![9.0, -1.0]);
    assert_eq!(
        subtract::reduce_segments(&a, &[0, 3, 4], Axis(0)),
        array![7.0, 3.0]
    );
    assert_eq!(subtract::reduceat(&a, &[3, 3, 0], 0), array![3.0, 3.0, 4.0]);
    // Lists of indices of all kinds: strided, reversed, computed.
    let places = array![3, 9, 0, 9];
    let strided = places.slice(ndarray::s![..;2]);
    assert_eq!(subtract::reduceat(&a, strided, 0), array![3.0, 4.0]);
    let reversed = places.slice(ndarray::s![..;-2]);
    assert!(subtract::try_reduceat(&a, reversed, 0).is_err());
    assert_eq!(
        add::reduceat(&a, cast::<u8, _>(&[1u8, 3]), 0),
        array![3.0, 3.0]
    );
    let zeros = ndarray::arr0(0usize);
    assert_eq!(
        add::reduceat(&a, zeros.broadcast(2).unwrap(), 0),
        array![10.0, 16.0]
    );
}

#[test]
fn segments_of_nothing() {
    let none: [usize; 0] = [];
    let a = array![[1.0, 2.0], [3.0, 4.0]];
    assert_eq!(add::reduceat(&a, &none, Axis(0)).shape(), [0, 2]);
    assert_eq!(add::reduce_segments(&a, &[0], Axis(1)).shape(), [2, 0]);
    assert_eq!(
        add::reduce_segments(&a, &[2, 2, 2], Axis(0)),
        array![[0.0, 0.0], [0.0, 0.0]]
    );
    // No results, so nothing has to be begun with.
    let empty = ndarray::Array2::<f64>::zeros((3, 0));
    assert_eq!(
        subtract::reduce_segments(&empty, &[0, 0, 3], Axis(0)).shape(),
        [2, 0]
    );
    let empty: Array1<f64> = array![];
    assert_eq!(add::reduce_segments(&empty, &[0, 0], Axis(0)), array![0.0]);
    assert!(matches!(
        add::try_reduceat(&empty, &[0], 0),
        Err(Error::Index { .. })
    ));
}

#[test]
fn segments_that_are_not_there() {
    let a = array![[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]];
    let text = |result: Result<_, Error>| match result {
        Ok(_) => panic!("no error"),
        Err(error) => error.to_string(),
    };
    for (found, expected) in [
        (
            text(add::try_reduceat(&a, &[0, 3], 1).map(drop)),
            "add: index 3 of reduceat (number 1 of the indices) is out of range: axis 1 has size 3",
        ),
        (
            text(add::try_reduceat(&a, &[usize::MAX], 0).map(drop)),
            "add: index 18446744073709551615 of reduceat (number 0 of the indices) is out of range: axis 0 has size 2",
        ),
        (
            text(add::try_reduce_segments(&a, &[0, 4], 1).map(drop)),
            "add: index 4 of reduce_segments (number 1 of the indices) is out of range: axis 1 has size 3",
        ),
        (
            text(add::try_reduce_segments(&a, &[0, 2, 1], 1).map(drop)),
            "add: the offsets of reduce_segments ascend, but number 1 is 2 and number 2 is 1",
        ),
        (
            text(add::try_reduce_segments(&a, &[0; 0], 1).map(drop)),
            "add: reduce_segments takes one offset more than there are segments, at least one: `[0]` for none",
        ),
        (
            text(add::try_reduceat(&a, 0, 1).map(drop)),
            "add: reduceat takes a list of places, which has one dimension, but got 0",
        ),
        (
            text(add::try_reduceat(&a, &array![[0]], 1).map(drop)),
            "add: reduceat takes a list of places, which has one dimension, but got 2",
        ),
        (
            text(subtract::try_reduce_segments(&a, &[0, 0], 1).map(drop)),
            "subtract: reducing the shape (2, 3) over axis 1 leaves nothing to start from and there is no identity: give \
             a first value with initial",
        ),
        (
            text(add::try_reduceat(&a, &[0], 2).map(drop)),
            "add: axis 2 is out of range: operand a (2, 3) has 2 dimensions",
        ),
        (
            text(add::try_reduceat(1.0, &[0], 0).map(drop)),
            "add: axis 0 is out of range: operand a () has 0 dimensions",
        ),
    ] {
        assert_eq!(found, expected);
    }
}
