//! What a function says of itself, and what a reduction makes of it: order from the left, refusals, masks.

use ndarray::prelude::*;
use ufunc_core::{Element, Error, vectorize};
use ufunc_tests::folds::{left, subsets, terms};
use ufunc_tests::layouts::{Laid, Layout};
use ufunc_tests::oracle::build;

/// Says nothing.
#[vectorize]
fn subtract(a: f64, b: f64) -> f64 {
    a - b
}

/// Has an identity (from the left it is none, which NumPy does not check either), no order.
#[vectorize(identity = 0.0)]
fn drift(a: f64, b: f64) -> f64 {
    a * 0.5 + b
}

/// May be computed in any order, but has nothing to begin with.
#[vectorize(associative, commutative)]
fn largest(a: i64, b: i64) -> i64 {
    a.max(b)
}

/// A matrix of two by two, modulo a prime: exact, associative, not commutative.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Matrix([u64; 4]);

impl Element for Matrix {}

const ONE: Matrix = Matrix([1, 0, 0, 1]);

fn times(Matrix([a, b, c, d]): Matrix, Matrix([e, f, g, h]): Matrix) -> Matrix {
    Matrix([a * e + b * g, a * f + b * h, c * e + d * g, c * f + d * h].map(|x| x % 65_521))
}

#[vectorize(identity = ONE, associative)]
fn product(a: Matrix, b: Matrix) -> Matrix {
    times(a, b)
}

/// Associative, and says neither an identity nor that it commutes.
#[vectorize(associative)]
fn bare_product(a: Matrix, b: Matrix) -> Matrix {
    times(a, b)
}

#[vectorize]
fn itself(a: Matrix) -> Matrix {
    a
}

fn matrix(i: usize) -> Matrix {
    let next = |k: u64| (i as u64 * 7_919 + k * 104_729 + 13) % 65_521;
    Matrix([next(1), next(2), next(3), next(4)])
}

#[test]
fn from_the_left_in_all_layouts() {
    for shape in [
        &[1][..],
        &[7],
        &[600],
        &[3, 5],
        &[5, 3, 4],
        &[2, 600],
        &[600, 2],
        &[40, 129],
    ] {
        let whole = build(shape, |i| {
            i.iter().fold(0.3, |sum, &i| (sum * 1.7 + i as f64) % 1e3)
        });
        for layout in Layout::all(shape.len()) {
            let laid = Laid::of(&whole, &layout, f64::NAN);
            let a = laid.view();
            for axis in 0..shape.len() {
                let all = terms(&a, &[axis]);
                let what = format!("axis {axis} of {shape:?}, {}", laid.name());
                for start in [None, Some(2.5)] {
                    let expected = all.mapv(|terms| left(&terms, start, |a, b| a - b).unwrap());
                    for parallel in [false, true] {
                        let call = subtract::reduction(&a).axis(Axis(axis));
                        let call = if parallel {
                            call.parallel()
                        } else {
                            call.serial()
                        };
                        let call = if let Some(start) = start {
                            call.initial(start)
                        } else {
                            call
                        };
                        assert_eq!(call.eval().unwrap(), expected, "{what}");
                    }
                }
                // A mask skips terms, after the value that comes first.
                let mask = Laid::new(shape, &layout, true, |i| i.iter().sum::<usize>() % 3 != 1);
                let on = terms(&mask.view(), &[axis]);
                let masked = |first: f64| {
                    ndarray::Zip::from(&all).and(&on).map_collect(|terms, on| {
                        let on = terms.iter().zip(on).filter(|(_, on)| **on);
                        left(
                            &on.map(|(x, _)| *x).collect::<Vec<f64>>(),
                            Some(first),
                            |a, b| a - b,
                        )
                        .unwrap()
                    })
                };
                let call = || subtract::reduction(&a).axis(Axis(axis)).mask(mask.view());
                assert_eq!(call().initial(2.5).eval().unwrap(), masked(2.5), "{what}");
                assert_eq!(
                    call().parallel().initial(0.0).eval().unwrap(),
                    masked(0.0),
                    "{what}"
                );
                let fused = subtract::reduction(subtract::lazy(&a, 0.0))
                    .axis(Axis(axis))
                    .mask(mask.view());
                assert_eq!(fused.initial(2.5).eval().unwrap(), masked(2.5), "{what}");
            }
        }
    }
}

#[test]
fn what_does_not_commute_keeps_its_order() {
    for shape in [
        &[1][..],
        &[3],
        &[70],
        &[1100],
        &[5000],
        &[3, 40],
        &[40, 3],
        &[600, 3],
        &[2, 5, 7],
    ] {
        let mut next = 0..;
        let whole = build(shape, |_| matrix(next.next().unwrap()));
        for layout in Layout::all(shape.len()) {
            let laid = Laid::of(&whole, &layout, ONE);
            let a = laid.view();
            for axes in subsets(shape.len()) {
                let list: Vec<isize> = axes.iter().map(|axis| axis.cast_signed()).collect();
                let what = format!("axes {axes:?} of {shape:?}, {}", laid.name());
                let all = terms(&a, &axes);
                let expected = all.mapv(|terms| left(&terms, None, times).unwrap());
                let serial = product::reduction(&a).axes(&list).serial().eval().unwrap();
                assert_eq!(serial, expected, "{what}");
                let fused = product::reduction(itself::lazy(&a))
                    .axes(&list)
                    .parallel()
                    .eval()
                    .unwrap();
                assert_eq!(fused, expected, "{what}");
                let first = matrix(12_345);
                let found = product::reduction(&a)
                    .axes(&list)
                    .initial(first)
                    .eval()
                    .unwrap();
                assert_eq!(found, expected.mapv(|value| times(first, value)), "{what}");
                let mask = Laid::new(shape, &layout, true, |i| i.iter().sum::<usize>() % 3 != 1);
                let on = terms(&mask.view(), &axes);
                let masked = ndarray::Zip::from(&all).and(&on).map_collect(|terms, on| {
                    let on = terms.iter().zip(on).filter(|(_, on)| **on);
                    left(&on.map(|(x, _)| *x).collect::<Vec<_>>(), Some(ONE), times).unwrap()
                });
                let found = product::reduction(&a)
                    .axes(&list)
                    .mask(mask.view())
                    .eval()
                    .unwrap();
                assert_eq!(found, masked, "{what}");
                if let [axis] = axes[..] {
                    assert_eq!(bare_product::reduce(&a, &list), expected, "{what}");
                    // The last segment is the whole axis.
                    let segments = product::reduceat(&a, &[0, 0], Axis(axis));
                    assert_eq!(segments.index_axis(Axis(axis), 1), expected, "{what}");
                }
            }
        }
    }
}

fn text<R>(result: Result<R, Error>) -> String {
    match result {
        Ok(_) => panic!("no error"),
        Err(error) => error.to_string(),
    }
}

#[test]
fn refusals() {
    let a = array![[1.0, 2.0], [3.0, 4.0]];
    let several = "a reduction over 2 axes needs a function that may be computed in any order: reduce one axis after the \
                   other, or say `associative, commutative` in its attribute";
    assert_eq!(
        text(subtract::try_reduce(&a, ..)),
        format!("subtract: {several}")
    );
    assert_eq!(
        text(subtract::try_reduce(&a, [0, 1])),
        format!("subtract: {several}")
    );
    assert_eq!(
        text(subtract::reduction(&a).axes(..).initial(1.0).eval()),
        format!("subtract: {several}")
    );
    let matrices = Array2::from_elem((2, 2), ONE);
    assert_eq!(
        text(bare_product::try_reduce(&matrices, ..)),
        format!("bare_product: {several}")
    );
    // As in NumPy, an identity is enough.
    assert_eq!(drift::reduce(&a, ..), ((0.5 + 2.0) * 0.5 + 3.0) * 0.5 + 4.0);
    // One axis, or none, is no question of order.
    assert_eq!(subtract::reduce(&a.row(0), ..), -1.0);
    assert_eq!(subtract::reduce(&a, [0isize; 0]), a);
    let masked = "a masked reduction needs a value to begin with, and the function has no `identity`: give one with \
                  `initial`";
    let on = array![true, false];
    assert_eq!(
        text(subtract::reduction(&a).mask(&on).eval()),
        format!("subtract: {masked}")
    );
    let b = array![1, 7, 3];
    let call = || largest::reduction(&b).mask(&[true, false, true]);
    assert_eq!(text(call().eval()), format!("largest: {masked}"));
    assert_eq!(call().initial(2).eval().unwrap(), 3);
    assert_eq!(call().initial(i64::MIN).parallel().eval().unwrap(), 3);
    let mut out = 77;
    assert_eq!(
        text(call().assign_to(&mut out)),
        format!("largest: {masked}")
    );
    assert_eq!(out, 77);
    assert_eq!(
        drift::reduction(&a).mask(&on).eval().unwrap(),
        array![3.5, 0.0]
    );
}

#[test]
fn nothing_to_reduce() {
    let none = Array2::<f64>::zeros((0, 3));
    assert_eq!(
        text(subtract::try_reduce(&none, Axis(0))),
        "subtract: reducing the shape (0, 3) over axis 0 leaves nothing to start from and there is no identity: give a \
         first value with initial"
    );
    assert_eq!(
        subtract::reduction(&none).initial(7.0).eval().unwrap(),
        array![7.0, 7.0, 7.0]
    );
    assert!(subtract::reduce(&none, Axis(1)).is_empty());
    assert_eq!(drift::reduce(&none, Axis(0)), array![0.0, 0.0, 0.0]);
    assert_eq!(
        drift::reduction(&none).initial(7.0).eval().unwrap(),
        array![7.0, 7.0, 7.0]
    );
    assert_eq!(drift::reduce(&none, ..), 0.0);
    let none = Array2::<i64>::zeros((2, 0));
    assert_eq!(
        text(largest::try_reduce(&none, ..)),
        "largest: reducing the shape (2, 0) over axes 0, 1 leaves nothing to start from and there is no identity: give a \
         first value with initial"
    );
    assert_eq!(
        largest::reduction(&none)
            .axes(..)
            .initial(-7)
            .eval()
            .unwrap(),
        -7
    );
    assert_eq!(
        largest::reduction(&none)
            .axis(1)
            .keepdims()
            .initial(-7)
            .eval()
            .unwrap(),
        array![[-7], [-7]]
    );
    assert!(largest::reduce(&none, Axis(0)).is_empty());
}

/// A single term is combined with the identity, as in NumPy: `hypot` of one number is its absolute value.
#[test]
fn a_single_term() {
    #[vectorize(identity = 0.0, associative, commutative)]
    fn hypot(a: f64, b: f64) -> f64 {
        a.hypot(b)
    }
    assert_eq!(hypot::reduce(&[-2.0], ..), 2.0);
    assert_eq!(
        hypot::reduce(&array![[-2.0, 3.0]], Axis(0)),
        array![2.0, 3.0]
    );
    assert_eq!(hypot::reduce(-2.0, ..), 2.0);
    assert_eq!(hypot::reduction(&[-2.0]).initial(0.0).eval().unwrap(), 2.0);
    assert_eq!(subtract::reduce(&[-2.0], ..), -2.0);
    assert_eq!(drift::reduce(&[-2.0], Axis(0)), -2.0);
}
