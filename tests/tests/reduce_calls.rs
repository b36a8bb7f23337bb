//! Reductions of pending calls and of all kinds of operands: what is computed and what is not, what is written.

use std::sync::atomic::{AtomicUsize, Ordering};

use ndarray::prelude::*;
use ufunc_core::{Error, Order, Real, cast, from_fn, guvectorize, vectorize};
use ufunc_tests::layouts::{Laid, Layout};

#[vectorize(identity = T::lit(0.0), associative, commutative)]
fn add<T: Real>(a: T, b: T) -> T {
    a + b
}

#[vectorize(associative, commutative)]
fn largest(a: f64, b: f64) -> f64 {
    a.max(b)
}

#[vectorize]
fn square<T: Real>(x: T) -> T {
    x * x
}

#[vectorize]
fn moments(w: f64, x: f64) -> (f64, f64, f64) {
    (w, w * x, w * x * x)
}

#[vectorize]
fn positive(x: f64) -> Result<f64, String> {
    if x > 0.0 {
        Ok(x)
    } else {
        Err(format!("{x} is not positive"))
    }
}

#[vectorize]
fn root_and_square(x: f64) -> Result<(f64, f64), String> {
    if x >= 0.0 {
        Ok((x.sqrt(), x * x))
    } else {
        Err(format!("no root of {x}"))
    }
}

#[guvectorize("(n)->(n)")]
fn turned(x: &[f64], out: &mut [f64]) {
    for (to, from) in out.iter_mut().zip(x.iter().rev()) {
        *to = *from;
    }
}

#[guvectorize("(n)->()")]
fn first(x: &[f64]) -> f64 {
    x[0]
}

fn numbers() -> Array2<f64> {
    array![[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]
}

#[test]
fn axes_of_static_and_dynamic_ranks() {
    let a = Array3::from_shape_fn((2, 3, 4), |(i, j, k)| (i * 12 + j * 4 + k) as f64);
    let rows: Array2<f64> = add::reduce(&a, Axis(2));
    let same: [Array2<f64>; 4] = [
        add::reduce(&a, 2),
        add::reduce(&a, -1),
        add::reduce(&a, [2]),
        add::reduce(&a, [Axis(2)]),
    ];
    assert!(same.iter().all(|found| found == rows));
    let line: Array1<f64> = add::reduce(&a, [0, 2]);
    assert_eq!(line, array![60.0, 92.0, 124.0]);
    assert_eq!(add::reduce(&a, [-1, 0]), line);
    let dynamic: ArrayD<f64> = add::reduce(&a, &[2isize, 0][..]);
    assert_eq!(dynamic, line.clone().into_dyn());
    assert_eq!(add::reduce(&a, &vec![-3, 2]), line.into_dyn());
    let all: f64 = add::reduce(&a, ..);
    assert_eq!((all, add::reduce(&a, [2, 0, 1])), (276.0, 276.0));
    let none: Array3<f64> = add::reduce(&a, [0isize; 0]);
    assert_eq!(none, a);
    let kept: Array3<f64> = add::reduction(&a).axes([0, 2]).keepdims().eval().unwrap();
    assert_eq!(kept.shape(), [1, 3, 1]);
    assert_eq!(&a - &kept, &a - &kept.broadcast((2, 3, 4)).unwrap());
    let a = a.into_dyn();
    let dynamic: ArrayD<f64> = add::reduce(&a, Axis(2));
    assert_eq!(dynamic, rows.into_dyn());
    let dynamic: ArrayD<f64> = add::reduce(&a, [0, 1, 2]);
    assert_eq!(dynamic.ndim(), 0);
    let scalar: f64 = add::reduce(&a, ..);
    assert_eq!(scalar, 276.0);
}

#[test]
fn all_kinds_of_operands() {
    let a = numbers();
    assert_eq!(add::reduce(a.view(), Axis(0)), array![5.0, 7.0, 9.0]);
    assert_eq!(add::reduce(a.clone(), Axis(0)), array![5.0, 7.0, 9.0]);
    assert_eq!(add::reduce(&a.to_shared(), Axis(0)), array![5.0, 7.0, 9.0]);
    assert_eq!(add::reduce(&[1.0, 2.0], Axis(0)), 3.0);
    assert_eq!(add::reduce(&vec![1.0f32, 2.0], ..), 3.0);
    assert_eq!(add::reduce(&[1.0, 2.0][..], -1), 3.0);
    // A scalar has an axis 0, as in NumPy, and a list of none.
    assert_eq!(add::reduce(7.0, Axis(0)), 7.0);
    assert_eq!(add::reduce(7.0, -1), 7.0);
    assert_eq!(add::reduce(&arr0(7.0), ..), 7.0);
    assert_eq!(add::reduce(7.0, [0isize; 0]), 7.0);
    let whole: f64 = add::reduce(cast::<u8, _>(&[200u8, 100]), Axis(0));
    assert_eq!(whole, 300.0);
    assert_eq!(
        add::<f64>::reduce(cast::<f32, _>(&array![[1.0f32, 2.0]]), Axis(0)),
        array![1.0, 2.0]
    );
    fn generic<T: Real>(a: &Array2<T>) -> (Array1<T>, T, T) {
        (
            add::reduce(a, Axis(0)),
            add::reduce(a, ..),
            add::reduce(square::lazy(a), ..),
        )
    }
    assert_eq!(generic(&numbers()), (array![5.0, 7.0, 9.0], 21.0, 91.0));
    assert_eq!(
        generic(&array![[1.0f32, 2.0]]),
        (array![1.0, 2.0], 3.0, 5.0)
    );
}

#[test]
fn pending_calls() {
    let a = numbers();
    assert_eq!(add::reduce(square::lazy(&a), Axis(1)), array![14.0, 77.0]);
    assert_eq!(add::reduce(square::lazy(square::lazy(&a)), ..), 2275.0);
    // It broadcasts first.
    assert_eq!(
        add::reduce(add::lazy(&a, &array![[1.0], [2.0]]), Axis(1)),
        array![9.0, 21.0]
    );
    assert_eq!(add::reduce(add::lazy(1.0, 2.0), ..), 3.0);
    assert_eq!(add::reduce(from_fn(|x: f64| x + 1.0).lazy((&a,)), ..), 27.0);
    // Several results.
    let (w, wx, wxx) = add::reduce(moments::lazy(&a, &[1.0, 10.0, 100.0]), Axis(1));
    assert_eq!(w, array![6.0, 15.0]);
    assert_eq!(wx, array![321.0, 654.0]);
    assert_eq!(wxx, array![30_201.0, 60_504.0]);
    let call = || {
        add::reduction(moments::lazy(&a, 1.0))
            .axes(..)
            .initial((1.0, 2.0, 3.0))
    };
    assert_eq!(call().eval().unwrap(), (22.0, 23.0, 24.0));
    let (mut x, mut y, mut z) = (0.0, 0.0, 0.0);
    call()
        .parallel()
        .assign_to((&mut x, &mut y, &mut z))
        .unwrap();
    assert_eq!((x, y, z), (22.0, 23.0, 24.0));
    let mask = array![[true, false, true], [false, false, true]];
    let (w, _, wxx) = add::reduction(moments::lazy(&a, 2.0))
        .mask(&mask)
        .eval()
        .unwrap();
    assert_eq!((w, wxx), (array![1.0, 0.0, 9.0], array![4.0, 0.0, 36.0]));
    // Calls that are made first.
    assert_eq!(
        add::reduce(positive::lazy(&a), Axis(0)),
        array![5.0, 7.0, 9.0]
    );
    let (roots, squares) = add::reduce(
        root_and_square::lazy(&array![[1.0, 4.0], [9.0, 16.0]]),
        Axis(1),
    );
    assert_eq!((roots, squares), (array![3.0, 7.0], array![17.0, 337.0]));
    assert_eq!(
        add::reduce(square::lazy(&a).mask(&mask).fill(100.0), Axis(1)),
        array![110.0, 236.0]
    );
    assert_eq!(largest::reduce(turned::lazy(&a), Axis(1)), array![3.0, 6.0]);
    assert_eq!(
        add::reduce(turned::lazy(&a), Axis(0)),
        array![9.0, 7.0, 5.0]
    );
    assert_eq!(add::reduce(first::lazy(&a), ..), 5.0);
    assert_eq!(add::reduce(square::lazy(turned::lazy(&a)), ..), 91.0);
}

#[test]
fn each_element_is_computed_once_and_masked_ones_never() {
    for (rows, columns) in [(1, 1), (7, 3), (300, 5), (3, 700), (1, 9000), (300, 300)] {
        let a = Array2::from_shape_fn((rows, columns), |(i, j)| i * columns + j);
        let mask = a.map(|i| i % 3 != 1);
        for axes in [&[0][..], &[1], &[0, 1], &[]] {
            for (masked, parallel) in [(false, false), (false, true), (true, false), (true, true)] {
                let counts: Vec<AtomicUsize> = a.iter().map(|_| AtomicUsize::new(0)).collect();
                let counted = from_fn(|i: usize| {
                    counts[i].fetch_add(1, Ordering::Relaxed);
                    i as f64
                });
                let call = add::reduction(counted.lazy((a.view(),))).axes(axes);
                let call = if parallel {
                    call.parallel()
                } else {
                    call.serial()
                };
                let sum: f64 = match masked {
                    false => call.eval().unwrap().sum(),
                    true => call.mask(&mask).eval().unwrap().sum(),
                };
                let on = |i: usize| !masked || i % 3 != 1;
                let expected: usize = (0..a.len()).filter(|i| on(*i)).sum();
                assert_eq!(sum, expected as f64);
                for (i, count) in counts.iter().enumerate() {
                    assert_eq!(
                        count.load(Ordering::Relaxed),
                        usize::from(on(i)),
                        "{axes:?} of {rows}×{columns}, {i}"
                    );
                }
            }
        }
    }
}

#[test]
fn given_outputs_in_all_layouts() {
    let a = Array3::from_shape_fn((3, 40, 5), |(i, j, k)| (i * 200 + j * 5 + k) as f64).into_dyn();
    for axes in [&[0][..], &[1], &[2], &[0, 2], &[]] {
        for keepdims in [false, true] {
            let call = || add::reduction(&a).axes(axes);
            let expected = if keepdims {
                call().keepdims().eval()
            } else {
                call().eval()
            }
            .unwrap();
            for layout in Layout::writable(expected.ndim()) {
                let mut out = Laid::new(expected.shape(), &layout, -1.0, |_| -2.0);
                if keepdims {
                    call().keepdims().assign_to(out.view_mut())
                } else {
                    call().assign_to(out.view_mut())
                }
                .unwrap();
                assert_eq!(out.view(), expected, "{axes:?} {}", layout.name);
                let gaps = out.memory().iter().filter(|x| **x == -1.0).count();
                assert_eq!(gaps, out.memory().len() - expected.len());
            }
            // Neither more, nor fewer, nor others.
            let mut shape = expected.shape().to_vec();
            shape.push(1);
            let mut wrong = ArrayD::from_elem(IxDyn(&shape), 7.0);
            assert!(
                matches!(call().assign_to(&mut wrong), Err(Error::OutShape { .. })) || keepdims
            );
            assert!(wrong.iter().all(|x| *x == 7.0));
        }
    }
    let mut slice = [7.0; 2];
    add::reduction(&numbers())
        .axis(1)
        .assign_to(&mut slice)
        .unwrap();
    assert_eq!(slice, [6.0, 15.0]);
    add::reduction(&numbers())
        .axis(1)
        .assign_to(&mut slice.to_vec())
        .unwrap();
    let mut scalar = 7.0;
    add::reduction(&numbers())
        .axes(..)
        .assign_to(&mut scalar)
        .unwrap();
    assert_eq!(scalar, 21.0);
    // Fresh ones lie as is asked for, or as the operand does.
    let a = Array3::<f64>::zeros((3, 4, 5));
    let strides = |order| {
        add::reduction(&a)
            .order(order)
            .eval()
            .unwrap()
            .strides()
            .to_vec()
    };
    assert_eq!(
        (strides(Order::C), strides(Order::F), strides(Order::K)),
        (vec![5, 1], vec![1, 4], vec![5, 1])
    );
    assert_eq!(add::reduce(a.t(), Axis(2)).strides(), [1, 5]);
}
