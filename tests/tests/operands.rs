//! Kinds of operands, and the ranks of results.
#![allow(
    clippy::needless_borrows_for_generic_args,
    reason = "borrowed operands are what is tested"
)]

use ndarray::{
    ArcArray, Array, Array0, Array1, Array2, Array3, Array4, Array5, Array6, ArrayD, ArrayRef,
    ArrayView2, CowArray, Ix1, Ix2, IxDyn, arr0, array, s,
};
use ufunc_core::{cast, vectorize};
use ufunc_tests::oracle;

#[vectorize]
fn sub(a: f64, b: f64) -> f64 {
    a - 2.0 * b
}

#[vectorize]
fn negate(a: f64) -> f64 {
    -a
}

fn rows() -> Array2<f64> {
    array![[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]
}

const ROW: [f64; 3] = [0.5, 1.5, 2.5];

/// `sub(rows, ROW)` and `sub(ROW, rows)`.
fn expected() -> (Array2<f64>, Array2<f64>) {
    let (a, b) = (rows().into_dyn(), Array1::from_vec(ROW.to_vec()).into_dyn());
    let f = |a: f64, b: f64| a - 2.0 * b;
    let to2 = |x: ArrayD<f64>| x.into_dimensionality::<Ix2>().unwrap();
    (
        to2(oracle::map2(&a.view(), &b.view(), f)),
        to2(oracle::map2(&b.view(), &a.view(), f)),
    )
}

#[test]
fn two_dimensional_kinds() {
    let (a, vec) = (rows(), ROW.to_vec());
    let (expected, mirrored) = expected();
    let view: ArrayView2<'_, f64> = a.view();
    let reference: &ArrayRef<f64, Ix2> = &a;
    let arc: ArcArray<f64, Ix2> = a.clone().into_shared();
    let cow: CowArray<'_, f64, Ix2> = CowArray::from(a.view());
    let cow_owned: CowArray<'_, f64, Ix2> = CowArray::from(a.clone());
    let mut for_mut = a.clone();
    macro_rules! both {
        ($($operand:expr),* $(,)?) => { $(
            let found: Array2<f64> = sub($operand, &vec);
            assert_eq!(found, expected, stringify!($operand));
            let found: Array2<f64> = sub(&vec, $operand);
            assert_eq!(found, mirrored, stringify!($operand));
            let found: Array2<f64> = sub::lazy($operand, &vec).parallel().eval().unwrap();
            assert_eq!(found, expected, stringify!($operand));
        )* };
    }
    both!(
        &a,
        &view,
        view,
        a.view(),
        reference,
        a.clone(),
        &arc,
        &cow,
        &cow_owned,
        &for_mut.view_mut(),
        a.slice(s![.., ..]),
        a.t().reversed_axes(),
        negate::lazy(negate::lazy(&a)),
    );
}

#[test]
fn one_dimensional_kinds() {
    let a = rows();
    let (expected, mirrored) = expected();
    let vec = ROW.to_vec();
    let slice: &[f64] = &vec;
    let longer = [9.0, 0.5, 1.5, 2.5, 9.0];
    let halves = [0.5f32, 1.5, 2.5];
    let integers: Vec<i32> = vec![0, 1, 2];
    macro_rules! both {
        ($($operand:expr),* $(,)?) => { $(
            assert_eq!(sub(&a, $operand), expected, stringify!($operand));
            assert_eq!(sub($operand, &a), mirrored, stringify!($operand));
        )* };
    }
    both!(
        slice,
        &vec,
        &ROW,
        &longer[1..4],
        &ndarray::aview1(&ROW),
        cast(&halves),
        cast(&Array1::from_vec(halves.to_vec())),
        negate::lazy(negate::lazy(&vec)),
        negate::lazy(negate::lazy(cast(&halves))),
    );
    let found = sub(&a, cast(&integers));
    assert_eq!(found, array![[1.0, 0.0, -1.0], [4.0, 3.0, 2.0]]);
}

#[test]
fn scalars_and_rank_0() {
    let d: f64 = sub(5.0, 1.0);
    assert_eq!(d, 3.0);
    let zero: Array0<f64> = arr0(5.0);
    let d: f64 = sub(&zero, 1.0);
    assert_eq!(d, 3.0);
    let d: f64 = sub(zero.view(), zero.clone());
    assert_eq!(d, -5.0);
    let d: f64 = sub(negate::lazy(&zero), cast(2u8));
    assert_eq!(d, -9.0);
    let d: f64 = sub::lazy(&zero, 1.0).parallel().eval().unwrap();
    assert_eq!(d, 3.0);
    let found: Array1<f64> = sub(&array![1.0, 2.0], &zero);
    assert_eq!(found, array![-9.0, -8.0]);
    // Of dynamic rank 0: an array of dynamic rank.
    let dynamic: ArrayD<f64> = sub(&zero.clone().into_dyn(), 1.0);
    assert_eq!(dynamic, arr0(3.0).into_dyn());
    assert_eq!(dynamic.ndim(), 0);
    let dynamic: ArrayD<f64> = sub(zero.into_dyn(), 1.0);
    assert_eq!(dynamic, arr0(3.0).into_dyn());
}

#[test]
fn the_rank_is_the_largest() {
    let one: Array1<f64> = array![1.0];
    let two: Array2<f64> = array![[1.0]];
    let three: Array3<f64> = Array::ones((1, 1, 1));
    let four: Array4<f64> = Array::ones((1, 1, 1, 1));
    let five: Array5<f64> = Array::ones((1, 1, 1, 1, 1));
    let six: Array6<f64> = Array::ones((1, 1, 1, 1, 1, 1));
    let dynamic: ArrayD<f64> = ArrayD::ones(IxDyn(&[1, 1]));
    let _: Array1<f64> = sub(&one, 1.0);
    let _: Array1<f64> = sub(1.0, &one);
    let _: Array2<f64> = sub(&one, &two);
    let _: Array3<f64> = sub(&three, &two);
    let _: Array4<f64> = sub(&one, &four);
    let _: Array5<f64> = sub(&five, &two);
    let _: Array6<f64> = sub(&five, &six);
    let _: ArrayD<f64> = sub(&dynamic, &six);
    let _: ArrayD<f64> = sub(1.0, &dynamic);
    let six: Array6<f64> = sub(&one, &six);
    assert_eq!(six.into_dyn(), ArrayD::from_elem(IxDyn(&[1; 6]), -1.0));
}

#[test]
fn broadcasting_of_small_shapes_is_that_of_the_oracle() {
    // All pairs of shapes over {0, 1, 2} of rank 3 at most: also S4, no call where a size is 0.
    let mut shapes: Vec<Vec<usize>> = vec![vec![]];
    for from in 0.. {
        let Some(shape) = shapes.get(from).filter(|shape| shape.len() < 3).cloned() else {
            break;
        };
        shapes.extend((0..3).map(|size| [&shape[..], &[size]].concat()));
    }
    assert_eq!(shapes.len(), 1 + 3 + 9 + 27);
    for a in &shapes {
        for b in &shapes {
            let make = |shape: &[usize], by: f64| {
                oracle::build(shape, |i| i.iter().fold(by, |sum, &i| sum * 3.0 + i as f64))
            };
            let (x, y) = (make(a, 1.0), make(b, 2.0));
            let calls = std::sync::atomic::AtomicUsize::new(0);
            let counted = ufunc_core::from_fn(|a: f64, b: f64| {
                calls.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
                a - 2.0 * b
            });
            match oracle::broadcast(&[a, b]) {
                Some(shape) => {
                    let expected = oracle::map2(&x.view(), &y.view(), |a, b| a - 2.0 * b);
                    assert_eq!(sub(&x, &y), expected, "{a:?} {b:?}");
                    let parallel = sub::lazy(&x, &y).parallel().eval().unwrap();
                    assert_eq!(parallel, expected, "{a:?} {b:?}");
                    assert_eq!(counted.lazy((&x, &y)).eval().unwrap(), expected);
                    assert_eq!(calls.into_inner(), shape.iter().product::<usize>());
                }
                None => {
                    let error = sub::lazy(&x, &y).eval().unwrap_err();
                    assert!(
                        matches!(error, ufunc_core::Error::Broadcast { .. }),
                        "{error}"
                    );
                }
            }
        }
    }
}

#[test]
fn more_than_six_dimensions() {
    let a: ArrayD<f64> = oracle::build(&[2, 1, 3, 1, 2, 1, 2, 1, 2], |i| {
        i.iter().fold(0.0, |sum, &i| sum * 4.0 + i as f64)
    });
    let b: ArrayD<f64> = oracle::build(&[3, 1, 2, 1, 2, 1, 3, 1], |i| {
        i.iter().fold(1.0, |sum, &i| sum * 4.0 - i as f64)
    });
    let expected = oracle::map2(&a.view(), &b.view(), |a, b| a - 2.0 * b);
    assert_eq!(expected.ndim(), 9);
    assert_eq!(sub(&a, &b), expected);
    let (at, bt) = (
        a.t(),
        b.view().insert_axis(ndarray::Axis(0)).reversed_axes(),
    );
    assert_eq!(
        sub(at.view(), bt.view()),
        oracle::map2(&at, &bt, |a, b| a - 2.0 * b)
    );
    assert_eq!(sub::lazy(&a, &b).parallel().eval().unwrap(), expected);
    // As many as ndarray's arrays may have, as far as the test machine's patience goes: 40.
    let many = ArrayD::from_elem(IxDyn(&[1; 40]), 3.0);
    let found = sub(&many, &array![1.0, 2.0].into_dyn());
    assert_eq!(found.ndim(), 40);
    assert_eq!(found.into_raw_vec_and_offset().0, [1.0, -1.0]);
}

#[test]
fn empty_arrays() {
    let empty: Array2<f64> = Array2::zeros((0, 3));
    assert_eq!(sub(&empty, &ROW).shape(), [0, 3]);
    assert_eq!(sub(&empty, 1.0).shape(), [0, 3]);
    assert_eq!(sub(&Array2::zeros((0, 1)), &ROW).shape(), [0, 3]);
    let none: &[f64] = &[];
    assert_eq!(sub(&rows().slice(s![.., 0..1]), none).shape(), [2, 0]);
    assert_eq!(sub(Array2::<f64>::zeros((3, 0)), 1.0).shape(), [3, 0]);
    let error = sub::lazy(&rows(), none).eval().unwrap_err();
    assert_eq!(
        error.to_string(),
        "sub: operands a (2, 3) and b (0) do not broadcast: axis 1 has 3 in a and 0 in b"
    );
    let mut out = Array2::<f64>::zeros((0, 3));
    sub::lazy(&empty, 1.0)
        .parallel()
        .assign_to(&mut out)
        .unwrap();
}

#[test]
fn literals_take_their_type() {
    #[vectorize]
    fn scale<T: ufunc_core::Real>(x: T, by: T) -> T {
        x * by
    }
    let a32: Array1<f32> = scale(&array![1.0f32], 0.2);
    assert_eq!(a32, array![0.2f32]);
    let dynamic: ArrayD<f32> = scale(0.5, &a32.into_dyn());
    assert_eq!(dynamic[[0]], 0.1f32);
    let from_slice: Array<f64, Ix1> = scale(&[1.0, 2.0], 3.0);
    assert_eq!(from_slice, array![3.0, 6.0]);
}
