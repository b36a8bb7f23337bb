//! Outer calls: each element of one operand with each of another, whatever their ranks, layouts and kinds.

use ndarray::prelude::*;
use ufunc_core::{Error, cast, vectorize};
use ufunc_tests::layouts::{Laid, Layout};
use ufunc_tests::oracle::{assert_same_bits, build};

#[vectorize(identity = 0.0)]
fn mix(a: f64, b: f64) -> f64 {
    a * 2.0 - b
}

#[vectorize]
fn same(a: f64) -> f64 {
    a
}

#[vectorize]
fn either<T: ufunc_core::Real>(a: T, b: T) -> T {
    a.max(b)
}

#[vectorize]
fn positive(a: f64) -> Result<f64, String> {
    if a > 0.0 {
        Ok(a)
    } else {
        Err(format!("{a} is not positive"))
    }
}

fn number(index: &[usize], seed: f64) -> f64 {
    index
        .iter()
        .fold(seed, |sum, &i| (sum * 1.7 + i as f64) % 1e3)
}

#[test]
fn all_layouts() {
    let shapes = [
        &[][..],
        &[0],
        &[1],
        &[5],
        &[2, 3],
        &[3, 0],
        &[1, 4],
        &[2, 3, 4],
        &[600],
    ];
    for first in shapes {
        for second in shapes {
            if first.len() + second.len() > 6
                || first.iter().chain(second).product::<usize>() > 4_000
            {
                continue;
            }
            for layout in Layout::all(first.len()) {
                for other in Layout::all(second.len()) {
                    let a = Laid::new(first, &layout, f64::NAN, |i| number(i, 0.3));
                    let b = Laid::new(second, &other, f64::NAN, |i| number(i, 0.7));
                    let (a, b) = (a.view(), b.view());
                    let whole = [first, second].concat();
                    let expected = build(&whole, |i| {
                        mix(a[IxDyn(&i[..first.len()])], b[IxDyn(&i[first.len()..])])
                    });
                    let what = format!("{first:?} {}, {second:?} {}", layout.name, other.name);
                    assert_same_bits(&mix::outer(&a, &b).view(), &expected.view(), &what);
                    let fused = mix::outer(same::lazy(&a), same::lazy(&b));
                    assert_same_bits(&fused.view(), &expected.view(), &what);
                }
            }
        }
    }
}

#[test]
fn ranks_are_added() {
    let (one, two) = (array![1.0, 2.0], array![[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]);
    let scalar: f64 = mix::outer(1.0, 2.0);
    assert_eq!(scalar, 0.0);
    let row: Array1<f64> = mix::outer(1.0, &one);
    assert_eq!(row, array![1.0, 0.0]);
    let row: Array1<f64> = mix::outer(&one, 1.0);
    assert_eq!(row, array![1.0, 3.0]);
    let table: Array2<f64> = mix::outer(&one, &[3.0, 4.0, 5.0]);
    assert_eq!(table, array![[-1.0, -2.0, -3.0], [1.0, 0.0, -1.0]]);
    let three: Array3<f64> = mix::outer(&two, one.view());
    assert_eq!(three.shape(), [2, 3, 2]);
    assert_eq!(three[[1, 2, 0]], 11.0);
    let three: Array3<f64> = mix::outer(one.clone(), two.clone());
    assert_eq!(three[[1, 0, 2]], 1.0);
    let four: Array4<f64> = mix::outer(&two, &two);
    assert_eq!(four.shape(), [2, 3, 2, 3]);
    // Over six, and where a rank is dynamic, so is the result's.
    let six = Array6::<f64>::ones([1, 2, 1, 2, 1, 1]);
    let many: ArrayD<f64> = mix::outer(&six, &two);
    assert_eq!(many.shape(), [1, 2, 1, 2, 1, 1, 2, 3]);
    let dynamic = one.clone().into_dyn();
    let found: ArrayD<f64> = mix::outer(&two, &dynamic);
    assert_eq!(found, three_of(&two, &one).into_dyn());
    let found: ArrayD<f64> = mix::outer(&dynamic, &two);
    assert_eq!(found.shape(), [2, 2, 3]);
    let found: ArrayD<f64> = mix::outer(&dynamic, &dynamic);
    assert_eq!(found.shape(), [2, 2]);
    let found: ArrayD<f64> = mix::outer(1.0, &dynamic);
    assert_eq!(found.shape(), [2]);
}

fn three_of(two: &Array2<f64>, one: &Array1<f64>) -> Array3<f64> {
    mix::outer(two, one)
}

#[test]
fn all_kinds_of_operands() {
    let expected = array![[1.0, 0.0], [3.0, 2.0]];
    let (a, b) = (array![1.0, 2.0], vec![1.0, 2.0]);
    assert_eq!(mix::outer(&a, &b), expected);
    assert_eq!(mix::outer(cast(&[1.0f32, 2.0]), cast(&[1u8, 2])), expected);
    assert_eq!(mix::outer(positive::lazy(&a), positive::lazy(&b)), expected);
    let mask = [true, false];
    assert_eq!(
        mix::outer(same::lazy(&a).mask(&mask).fill(7.0), &b),
        array![[1.0, 0.0], [13.0, 12.0]]
    );
    assert_eq!(either::outer(&[1.0f32, 3.0], 2.0), array![2.0, 3.0]);
    fn generic<T: ufunc_core::Real>(a: &Array1<T>) -> Array2<T> {
        either::outer(a, a)
    }
    assert_eq!(generic(&array![1.0, 2.0]), array![[1.0, 2.0], [2.0, 2.0]]);
}

#[test]
fn errors() {
    let failed = mix::try_outer(&[1.0, 2.0], positive::lazy(&[1.0, -1.0])).unwrap_err();
    assert!(
        matches!(&failed, Error::Kernel { index, .. } if index == &[1]),
        "{failed}"
    );
    let one = arr0(1.0);
    let huge = one.broadcast(1usize << 40).unwrap();
    let error = mix::try_outer(huge, huge).unwrap_err();
    assert!(matches!(error, Error::TooLarge { .. }), "{error}");
    assert_eq!(
        mix::try_outer(same::lazy(&[1.0, 2.0]), either::lazy(&[1.0; 3], &[1.0; 4]))
            .unwrap_err()
            .to_string(),
        "either: operands a (3) and b (4) do not broadcast: axis 0 has 3 in a and 4 in b"
    );
}
