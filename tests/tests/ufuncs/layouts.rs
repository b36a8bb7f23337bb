//! Products and distances: the same bits however operands lie in memory, and the right values.

use ndarray::prelude::*;
use num_complex::Complex;
use ufunc_core::ufuncs::traits::Products;
use ufunc_core::ufuncs::*;

use crate::data::Datum;

/// Numbers that round when they are added.
fn number(i: usize) -> f64 {
    ((i * 7919 + 13) % 1009) as f64 / 97.0 - 5.2
}

fn matrix<T>(rows: usize, columns: usize, seed: usize, of: fn(f64) -> T) -> Array2<T> {
    Array2::from_shape_fn((rows, columns), |(i, j)| of(number(seed + i * columns + j)))
}

/// The same matrix in other memory: rows first, columns first, with gaps, backwards.
fn layouts<T: Datum + Default>(x: &Array2<T>) -> Vec<Array2<T>> {
    let columns_first = x.t().as_standard_layout().into_owned().reversed_axes();
    let (rows, columns) = x.dim();
    let mut gaps = Array2::from_elem((rows, 2 * columns), T::default());
    gaps.slice_collapse(s![.., ..;2]);
    gaps.assign(x);
    let mut backwards = x.slice(s![..;-1, ..;-1]).to_owned();
    backwards.invert_axis(Axis(0));
    backwards.invert_axis(Axis(1));
    vec![x.clone(), columns_first, gaps, backwards]
}

/// Whether all elements have the same bits.
#[track_caller]
fn same<T: Datum, D: Dimension>(a: &Array<T, D>, b: &Array<T, D>, what: &str) {
    assert_eq!(a.shape(), b.shape());
    for (a, b) in a.iter().zip(b) {
        assert!(a.is(*b, 0), "{what}: {a:?} and {b:?}");
    }
}

fn products<T: Datum + Products>(sizes: (usize, usize, usize), of: fn(f64) -> T) {
    let (m, n, p) = sizes;
    let (a, b, x) = (
        matrix(m, n, 0, of),
        matrix(n, p, 5, of),
        matrix(1, n, 9, of),
    );
    let x = x.row(0).to_owned();
    let (ab, ax, xb) = (matmul(&a, &b), matvec(&a, &x), vecmat(&x, &b));
    let dots = vecdot(&a, &x);
    for a in layouts(&a) {
        for b in layouts(&b) {
            same(&matmul(&a, &b), &ab, "matmul");
            let mut out = Array2::from_elem((p, m), T::default()).reversed_axes();
            matmul::lazy(&a, &b).assign_to(&mut out).expect("it fits");
            same(
                &out.into_dyn(),
                &ab.clone().into_dyn(),
                "matmul into columns first",
            );
        }
        same(&matvec(&a, &x), &ax, "matvec");
        same(&vecdot(&a, &x), &dots, "vecdot");
    }
    for b in layouts(&b) {
        same(&vecmat(&x, &b), &xb, "vecmat");
    }
    // A row of a product is the product of the row, if both are as large or as small.
    if m * n * p < 1 << 20 {
        same(
            &matmul(a.row(0), &b).into_dyn(),
            &ab.index_axis(Axis(0), 0).to_owned().into_dyn(),
            "row",
        );
    }
}

#[test]
fn products_have_the_same_bits_in_any_layout() {
    let complex = |x: f64| Complex::new(x, 0.3 * x * x);
    let single = |x: f64| Complex::new(x as f32, 0.3 * x as f32);
    // The last one is large.
    for sizes in [
        (1, 1, 1),
        (3, 5, 4),
        (7, 300, 45),
        (2, 1000, 33),
        (101, 290, 37),
    ] {
        products::<f64>(sizes, |x| x);
        products::<f32>(sizes, |x| x as f32);
        products(sizes, complex);
        products(sizes, single);
        products::<i32>(sizes, |x| x as i32);
    }
}

#[test]
fn large_products_are_those_of_a_sum() {
    let (a, b) = (matrix(101, 290, 0, |x| x), matrix(290, 37, 5, |x| x));
    let large = matmul(&a, &b);
    for (i, j) in [(0, 0), (100, 36), (77, 31)] {
        let sum: f64 = a.row(i).iter().zip(b.column(j)).map(|(a, b)| a * b).sum();
        assert!(
            (large[[i, j]] - sum).abs() < 1e-10,
            "{} and {sum}",
            large[[i, j]]
        );
    }
}

#[test]
fn distances_of_points() {
    for dimension in [1, 3, 700] {
        let (a, b) = (
            matrix(6, dimension, 0, |x| x),
            matrix(4, dimension, 77, |x| x),
        );
        let d = pairwise_distance(&a, &b);
        for ((i, j), d) in d.indexed_iter() {
            let difference = &a.row(i) - &b.row(j);
            let expected = difference.dot(&difference).sqrt();
            assert!(
                (d - expected).abs() < 1e-12 * expected,
                "{d} and {expected}"
            );
        }
        for a in layouts(&a) {
            for b in layouts(&b) {
                same(&pairwise_distance(&a, &b), &d, "pairwise_distance");
            }
            let own = pairwise_distance(&a, &a);
            let pairs = (0..6).flat_map(|i| (i + 1..6).map(move |j| (i, j)));
            let expected: Array1<f64> = pairs.map(|pair| own[pair]).collect();
            same(&condensed_distance(&a), &expected, "condensed_distance");
        }
    }
    let none: Array1<f64> = condensed_distance(Array2::zeros((1, 3)));
    assert_eq!(none.len(), 0);
}

#[test]
fn convolutions_of_nothing() {
    let none: [f64; 0] = [];
    let error = convolve::lazy(&none, &none).eval().unwrap_err();
    assert_eq!(
        error.to_string(),
        "convolve: core dimension m+n-1 has no size for m = 0, n = 0: it comes out negative, at -1"
    );
    assert_eq!(convolve(&none, &[1.0, 2.0, 3.0]).to_vec(), [0.0, 0.0]);
}
