//! Given outputs: kinds, shapes, and what an error leaves.

use ndarray::{
    ArcArray, Array, Array1, Array2, Array3, ArrayD, ArrayRef, CowArray, Ix2, IxDyn, arr0, array, s,
};
use ufunc_core::{Error, cast, guvectorize, vectorize};
use ufunc_tests::oracle;

#[vectorize]
fn add(a: f64, b: f64) -> f64 {
    a + b
}

#[vectorize]
fn sum_diff(a: f64, b: f64) -> (f64, f64) {
    (a + b, a - b)
}

#[test]
fn kinds_of_outputs() {
    let row = [1.0, 2.0, 3.0];
    let mut vec = vec![0.0; 3];
    add::lazy(&row, 1.0).assign_to(&mut vec).unwrap();
    assert_eq!(vec, [2.0, 3.0, 4.0]);
    add::lazy(&row, 2.0).assign_to(&mut vec[..]).unwrap();
    assert_eq!(vec, [3.0, 4.0, 5.0]);
    let mut fixed = [0.0; 3];
    add::lazy(&row, 1.0).assign_to(&mut fixed).unwrap();
    assert_eq!(fixed, [2.0, 3.0, 4.0]);
    let mut scalar = 0.0;
    add::lazy(1.0, 2.0).assign_to(&mut scalar).unwrap();
    assert_eq!(scalar, 3.0);
    add::lazy(&arr0(1.0), 4.0)
        .parallel()
        .assign_to(&mut scalar)
        .unwrap();
    assert_eq!(scalar, 5.0);
    let mut array = Array1::zeros(3);
    add::lazy(&row, 1.0).assign_to(&mut array).unwrap();
    assert_eq!(array, array![2.0, 3.0, 4.0]);
    add::lazy(&row, 2.0).assign_to(array.view_mut()).unwrap();
    assert_eq!(array, array![3.0, 4.0, 5.0]);
    add::lazy(&row, 3.0)
        .assign_to(&mut array.view_mut())
        .unwrap();
    assert_eq!(array, array![4.0, 5.0, 6.0]);
    let reference: &mut ArrayRef<f64, _> = &mut array;
    add::lazy(&row, 4.0).assign_to(reference).unwrap();
    assert_eq!(array, array![5.0, 6.0, 7.0]);
    let mut dynamic = ArrayD::zeros(IxDyn(&[3]));
    add::lazy(&row, 1.0).assign_to(&mut dynamic).unwrap();
    assert_eq!(dynamic, array![2.0, 3.0, 4.0].into_dyn());
    let mut wide = Array2::zeros((3, 4));
    add::lazy(&row, 1.0)
        .assign_to(wide.slice_mut(s![..;-1, 2]))
        .unwrap();
    assert_eq!(wide.column(2), array![4.0, 3.0, 2.0]);
    assert_eq!(wide.sum(), 9.0);
}

#[test]
fn shared_memory_is_copied_first() {
    let original: ArcArray<f64, Ix2> = ArcArray::zeros((2, 2));
    let mut shared = original.clone();
    add::lazy(1.0, &array![1.0, 2.0])
        .assign_to(&mut shared)
        .unwrap();
    assert_eq!(shared, array![[2.0, 3.0], [2.0, 3.0]]);
    assert_eq!(original, Array2::<f64>::zeros((2, 2)));
    let base = array![[1.0, 1.0]];
    let mut cow = CowArray::from(base.t());
    add::lazy(&array![[1.0], [2.0]], 0.0)
        .assign_to(&mut cow)
        .unwrap();
    assert_eq!(cow, array![[1.0], [2.0]]);
    assert_eq!(base, array![[1.0, 1.0]]);
}

#[test]
fn outputs_larger_than_the_operands() {
    let row = [1.0, 2.0, 3.0];
    let mut out = Array2::zeros((2, 3));
    add::lazy(&row, 1.0).assign_to(&mut out).unwrap();
    assert_eq!(out, array![[2.0, 3.0, 4.0], [2.0, 3.0, 4.0]]);
    let mut out = Array3::zeros((2, 2, 3));
    add::lazy(&row, &array![[1.0], [2.0]])
        .parallel()
        .assign_to(&mut out)
        .unwrap();
    for plane in out.outer_iter() {
        assert_eq!(plane, array![[2.0, 3.0, 4.0], [3.0, 4.0, 5.0]]);
    }
    let mut vec = vec![0.0; 4];
    add::lazy(1.0, 1.0).assign_to(&mut vec).unwrap();
    assert_eq!(vec, [2.0; 4]);
    add::lazy(&[5.0], 1.0).assign_to(&mut vec).unwrap();
    assert_eq!(vec, [6.0; 4]);
    let mut none: Vec<f64> = vec![];
    add::lazy(&[5.0], 1.0).assign_to(&mut none).unwrap();
    let mut empty = Array2::<f64>::zeros((0, 3));
    add::lazy(&row, 1.0).assign_to(&mut empty).unwrap();
}

#[track_caller]
fn wrong_shape(result: Result<(), Error>, given: &[usize], wanted: &[usize]) {
    let error = result.unwrap_err();
    let Error::OutShape {
        ufunc,
        output,
        expected,
    } = &error
    else {
        panic!("{error}");
    };
    assert_eq!(
        (*ufunc, output.shape.as_slice(), expected.as_slice()),
        ("add", given, wanted)
    );
}

#[test]
fn outputs_are_never_broadcast() {
    let rows = array![[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]];
    let mut short = [7.0; 2];
    wrong_shape(add::lazy(&rows, 1.0).assign_to(&mut short), &[2], &[2, 3]);
    let mut row = [7.0; 3];
    wrong_shape(add::lazy(&rows, 1.0).assign_to(&mut row), &[3], &[2, 3]);
    let mut one = Array2::from_elem((1, 3), 7.0);
    wrong_shape(
        add::lazy(&rows, 1.0).parallel().assign_to(&mut one),
        &[1, 3],
        &[2, 3],
    );
    let mut scalar = 7.0;
    wrong_shape(add::lazy(&rows, 1.0).assign_to(&mut scalar), &[], &[2, 3]);
    let mut empty = Array2::from_elem((0, 3), 7.0);
    wrong_shape(
        add::lazy(&rows, 1.0).assign_to(&mut empty),
        &[0, 3],
        &[2, 3],
    );
    // A size of 1 in the operands, and of 0 in the other: the result has size 0.
    let mut one = [7.0];
    let none: &[f64] = &[];
    wrong_shape(add::lazy(none, &[1.0]).assign_to(&mut one), &[1], &[0]);
    assert_eq!((short, row, scalar, one), ([7.0; 2], [7.0; 3], 7.0, [7.0]));
    let error = add::lazy(&rows, &array![1.0, 2.0])
        .assign_to(&mut row)
        .unwrap_err();
    assert!(matches!(error, Error::Broadcast { .. }), "{error}");
    assert_eq!(row, [7.0; 3]);
}

#[test]
fn tuples() {
    let (a, b) = (array![1.0, 2.0], array![[1.0], [3.0]]);
    let (mut s, mut d) = (Array2::zeros((2, 2)), Array2::zeros((2, 2)));
    sum_diff::lazy(&a, &b).assign_to((&mut s, &mut d)).unwrap();
    assert_eq!(s, array![[2.0, 3.0], [4.0, 5.0]]);
    assert_eq!(d, array![[0.0, 1.0], [-2.0, -1.0]]);
    // Different layouts and kinds.
    let mut s = vec![0.0; 2];
    let mut wide = [[9.0; 2]; 4];
    let mut d = ndarray::aview_mut2(&mut wide);
    sum_diff::lazy(&a, 1.0)
        .assign_to((&mut s, d.slice_mut(s![..;-2, 1])))
        .unwrap();
    assert_eq!(s, [2.0, 3.0]);
    assert_eq!(wide, [[9.0; 2], [9.0, 1.0], [9.0; 2], [9.0, 0.0]]);
    let (mut x, mut y) = (0.0, 0.0);
    sum_diff::lazy(5.0, 3.0)
        .assign_to((&mut x, &mut y))
        .unwrap();
    assert_eq!((x, y), (8.0, 2.0));
    // All outputs have one shape.
    let (mut s, mut d) = (vec![7.0; 2], Array2::from_elem((2, 2), 7.0));
    let error = sum_diff::lazy(&a, 1.0)
        .assign_to((&mut s, &mut d))
        .unwrap_err();
    assert!(matches!(error, Error::OutShape { .. }), "{error}");
    assert_eq!((s, d), (vec![7.0; 2], Array2::from_elem((2, 2), 7.0)));
}

#[test]
fn every_pair_of_operand_and_output_shapes() {
    let shapes: [&[usize]; 9] = [
        &[],
        &[1],
        &[2],
        &[3],
        &[0],
        &[1, 3],
        &[2, 1],
        &[2, 3],
        &[2, 2, 3],
    ];
    for a in shapes {
        for b in shapes {
            for out_shape in shapes {
                let x: ArrayD<f64> = oracle::build(a, |i| i.iter().sum::<usize>() as f64);
                let y: ArrayD<f64> = oracle::build(b, |i| i.iter().sum::<usize>() as f64 * 10.0);
                let mut out = Array::from_elem(IxDyn(out_shape), -1.0);
                let done = add::lazy(&x, &y).assign_to(&mut out);
                let loops = oracle::broadcast(&[a, b]);
                let whole = oracle::broadcast(&[a, b, out_shape]);
                match (loops, whole) {
                    (None, _) => {
                        assert!(matches!(done, Err(Error::Broadcast { .. })), "{a:?} {b:?}");
                        assert!(out.iter().all(|x| *x == -1.0));
                    }
                    (Some(_), Some(whole)) if whole == out_shape => {
                        done.unwrap();
                        let expected = oracle::build(out_shape, |i| {
                            oracle::at(&x.view(), &i) + oracle::at(&y.view(), &i)
                        });
                        assert_eq!(out, expected, "{a:?} {b:?}");
                    }
                    (Some(loops), _) => {
                        wrong_shape(done, out_shape, &loops);
                        assert!(out.iter().all(|x| *x == -1.0));
                    }
                }
            }
        }
    }
}

#[guvectorize("(n),()->(n)")]
fn scale(x: &[f64], by: f64, out: &mut [f64]) {
    for (place, x) in out.iter_mut().zip(x) {
        *place = x * by;
    }
}

#[test]
fn outputs_of_functions_with_core_dimensions() {
    let x = array![1.0, 2.0, 3.0];
    let expected = array![[2.0, 4.0, 6.0], [3.0, 6.0, 9.0]];
    let by = array![2.0, 3.0];
    for parallel in [false, true] {
        let call = || match parallel {
            false => scale::lazy(&x, &by),
            true => scale::lazy(&x, &by).parallel(),
        };
        let mut out = Array2::zeros((2, 3));
        call().assign_to(&mut out).unwrap();
        assert_eq!(out, expected);
        // The core dimension strided, reversed, and as the slow one.
        let mut out = Array2::zeros((3, 2));
        call().assign_to(out.view_mut().reversed_axes()).unwrap();
        assert_eq!(out.t(), expected);
        let mut out = Array2::from_elem((4, 9), -1.0);
        call().assign_to(out.slice_mut(s![..;2, ..;-3])).unwrap();
        assert_eq!(out.slice(s![..;2, ..;-3]), expected);
        assert_eq!(out.iter().filter(|x| **x == -1.0).count(), 30);
        // More loop dimensions than the operands have.
        let mut out = Array3::zeros((4, 2, 3));
        call().assign_to(&mut out).unwrap();
        assert!(out.outer_iter().all(|plane| plane == expected));
        let mut wrong = Array2::from_elem((2, 4), 7.0);
        let error = call().assign_to(&mut wrong).unwrap_err();
        assert!(
            matches!(error, Error::CoreSize { .. } | Error::OutShape { .. }),
            "{error}"
        );
        assert!(wrong.iter().all(|x| *x == 7.0));
    }
    // Casts, lazy operands.
    let mut out = [0.0; 3];
    scale::lazy(add::lazy(&x, 1.0), cast(2u8))
        .assign_to(&mut out)
        .unwrap();
    assert_eq!(out, [4.0, 6.0, 8.0]);
}
