//! Functions with core dimensions: all forms of parameters and results.
#![allow(
    clippy::needless_borrows_for_generic_args,
    reason = "borrowed operands are what is tested"
)]

use ndarray::{
    Array1, Array2, Array3, Array4, ArrayD, ArrayView1, ArrayView2, ArrayView3, ArrayView4,
    ArrayView5, ArrayView6, ArrayViewMut1, ArrayViewMut2, ArrayViewMut3, IxDyn, array, s,
};
use ufunc_core::{Element, Real, cast, guvectorize, vectorize};
use ufunc_tests::oracle;

/// Small integers, all different.
fn counted(shape: &[usize]) -> ArrayD<f64> {
    let mut next = 0.0;
    oracle::build(shape, |_| {
        next += 1.0;
        next
    })
}

#[guvectorize("(n),()->(n)")]
fn moving_average(x: &[f64], window: usize, out: &mut [f64]) {
    for i in 0..x.len() {
        let from = (i + 1).saturating_sub(window);
        out[i] = x[from..=i].iter().sum::<f64>() / (i + 1 - from) as f64;
    }
}

#[test]
fn slices_and_values() {
    let x = array![1.0, 2.0, 4.0, 8.0];
    let one: Array1<f64> = moving_average(&x, 2);
    assert_eq!(one, array![1.0, 1.5, 3.0, 6.0]);
    let windows = array![1usize, 2];
    let both: Array2<f64> = moving_average(&x, &windows);
    assert_eq!(both, array![[1.0, 2.0, 4.0, 8.0], [1.0, 1.5, 3.0, 6.0]]);
    let rows = array![[1.0, 2.0, 4.0], [10.0, 20.0, 40.0]];
    let all: Array3<f64> = moving_average(&rows, &windows.view().insert_axis(ndarray::Axis(1)));
    assert_eq!(all.shape(), [2, 2, 3]);
    for (i, &window) in windows.iter().enumerate() {
        for j in 0..2 {
            let row: Array1<f64> = moving_average(rows.row(j), window);
            assert_eq!(all.slice(s![i, j, ..]), row);
        }
    }
    // Slices and vectors as operands.
    assert_eq!(moving_average(&[1.0, 2.0], 1), array![1.0, 2.0]);
    assert_eq!(
        moving_average(&vec![1.0, 3.0], &vec![1usize, 2]),
        array![[1.0, 3.0], [1.0, 2.0]]
    );
}

#[guvectorize("(n),(n)->()")]
fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

#[test]
fn a_scalar_is_left_of_no_dimension() {
    let d: f64 = dot(&array![1.0, 2.0], &array![3.0, 4.0]);
    assert_eq!(d, 11.0);
    let d: Array1<f64> = dot(&array![[1.0, 2.0], [5.0, 6.0]], &[3.0, 4.0]);
    assert_eq!(d, array![11.0, 39.0]);
    let d: ArrayD<f64> = dot(&counted(&[2, 1, 3]), &counted(&[4, 3]));
    assert_eq!(d.shape(), [2, 4]);
    for index in oracle::indices(&[2, 4]) {
        let (a, b) = (counted(&[2, 1, 3]), counted(&[4, 3]));
        let expected: f64 = (0..3).map(|k| a[[index[0], 0, k]] * b[[index[1], k]]).sum();
        assert_eq!(d[IxDyn(&index)], expected);
    }
}

#[guvectorize("(3),(3)->(3)")]
fn cross(a: &[f64; 3], b: &[f64; 3]) -> [f64; 3] {
    [
        a[1] * b[2] - a[2] * b[1],
        a[2] * b[0] - a[0] * b[2],
        a[0] * b[1] - a[1] * b[0],
    ]
}

#[guvectorize("(3),(3)->(3)")]
fn cross_to(a: &[f64; 3], b: &[f64; 3], out: &mut [f64; 3]) {
    // Reads what it has not written: fresh outputs start as zeros.
    out[0] += a[1] * b[2] - a[2] * b[1];
    out[1] += a[2] * b[0] - a[0] * b[2];
    out[2] += a[0] * b[1] - a[1] * b[0];
}

#[test]
fn arrays_of_fixed_size() {
    let a = array![[1.0, 0.0, 0.0], [0.0, 1.0, 0.0]];
    let b = array![0.0, 1.0, 0.5];
    let expected = array![[0.0, -0.5, 1.0], [0.5, 0.0, 0.0]];
    assert_eq!(cross(&a, &b), expected);
    assert_eq!(cross_to(&a, &b), expected);
    // Strided in and out.
    let wide = array![[1.0, 9.0, 0.0, 9.0, 0.0], [0.0, 9.0, 1.0, 9.0, 0.0]];
    let a = wide.slice(s![.., ..;2]);
    assert_eq!(cross(a, &b), expected);
    for call in [cross_to::lazy(a, &b), cross_to::lazy(a, &b).parallel()] {
        let mut out = Array2::zeros((3, 2));
        call.assign_to(out.view_mut().reversed_axes()).unwrap();
        assert_eq!(out.t(), expected);
    }
    let error = cross::lazy(&a.slice(s![.., ..2]), &b).eval().unwrap_err();
    assert!(
        matches!(error, ufunc_core::Error::CoreSize { .. }),
        "{error}"
    );
}

/// One function for each rank: the sum of a sub-array weighted by its C-order positions, and a copy.
macro_rules! views {
    ($($name:ident $signature:literal $view:ty, $ndim:literal;)*) => { $(
        #[test]
        fn $name() {
            #[guvectorize($signature)]
            fn weigh(x: $view, by: f64, sum: &mut f64) {
                for (i, value) in x.iter().enumerate() {
                    *sum += value * (by + i as f64);
                }
            }
            let core = &[2, 3, 1, 2, 2, 1][..$ndim];
            let x = counted(&[&[3, 2], core].concat());
            let expected = oracle::build(&[3, 2], |at| {
                let mut sum = 0.0;
                for (i, index) in oracle::indices(core).enumerate() {
                    sum += x[IxDyn(&[&at[..], &index].concat())] * (at[1] as f64 + i as f64);
                }
                sum
            });
            let by = array![0.0, 1.0].into_dyn();
            assert_eq!(weigh(&x, &by), expected);
            let f_order = x.t().as_standard_layout().reversed_axes().into_owned();
            assert_eq!(weigh(&f_order, &by), expected);
            let mut reversed = x.clone();
            let mut view = reversed.view_mut();
            for axis in 0..2 + $ndim {
                view.invert_axis(ndarray::Axis(axis));
            }
            view.assign(&x);
            for axis in 0..2 + $ndim {
                reversed.invert_axis(ndarray::Axis(axis));
            }
            assert_eq!(weigh::lazy(&reversed, &by).parallel().eval().unwrap(), expected);
        }
    )* };
}
views! {
    view_1 "(a),()->()" ArrayView1<f64>, 1;
    view_2 "(a,b),()->()" ArrayView2<'_, f64>, 2;
    view_3 "(a,b,c),()->()" ArrayView3<f64>, 3;
    view_4 "(a,b,c,d),()->()" ndarray::ArrayView4<'_, f64>, 4;
    view_5 "(a,b,c,d,e),()->()" ArrayView5<f64>, 5;
    view_6 "(a,b,c,d,e,f),()->()" ArrayView6<f64>, 6;
}

#[guvectorize("(m,n),(n,p)->(m,p)")]
fn matmul<T: Real>(a: ArrayView2<T>, b: ArrayView2<T>, mut out: ArrayViewMut2<T>) {
    for ((i, j), sum) in out.indexed_iter_mut() {
        *sum = (0..a.ncols()).fold(T::zero(), |sum, k| sum + a[[i, k]] * b[[k, j]]);
    }
}

#[test]
fn generics_and_mutable_views() {
    let a = counted(&[2, 3, 4])
        .into_dimensionality::<ndarray::Ix3>()
        .unwrap();
    let b = counted(&[4, 2])
        .into_dimensionality::<ndarray::Ix2>()
        .unwrap();
    let found: Array3<f64> = matmul(&a, &b);
    for i in 0..2 {
        let a = a.index_axis(ndarray::Axis(0), i);
        assert_eq!(found.index_axis(ndarray::Axis(0), i), a.dot(&b));
    }
    let single: Array2<f32> = matmul(&array![[2.0f32]], &array![[3.0f32, 4.0]]);
    assert_eq!(single, array![[6.0f32, 8.0]]);
    let transposed: Array2<f64> = matmul(b.t(), a.slice(s![0, ..;-1, ..]).t());
    assert_eq!(transposed, b.t().dot(&a.slice(s![0, ..;-1, ..]).t()));
}

#[guvectorize("(n)->(n),(n,n),(m?),()")]
fn unusual(
    x: &[i64],
    mut twice: ArrayViewMut1<i64>,
    mut outer: ArrayViewMut2<i64>,
    maybe: &mut [i64],
    sum: &mut i64,
) {
    for (i, x) in x.iter().enumerate() {
        twice[i] = 2 * x;
    }
    for ((i, j), place) in outer.indexed_iter_mut() {
        *place = x[i] * x[j];
    }
    for place in maybe.iter_mut() {
        *place = -1;
    }
    *sum = x.iter().sum();
}

#[test]
fn several_outputs_through_mut() {
    let x = array![[1i64, 2], [3, 4]];
    let mut twice = Array2::zeros((2, 2));
    let mut outer = Array3::zeros((2, 2, 2));
    let mut maybe = Array2::zeros((2, 3));
    let mut sum = vec![0; 2];
    unusual::lazy(&x)
        .assign_to((&mut twice, &mut outer, &mut maybe, &mut sum))
        .unwrap();
    assert_eq!(twice, array![[2, 4], [6, 8]]);
    assert_eq!(outer, array![[[1, 2], [2, 4]], [[9, 12], [12, 16]]]);
    assert_eq!(maybe, array![[-1, -1, -1], [-1, -1, -1]]);
    assert_eq!(sum, [3, 7]);
}

#[guvectorize("(n)->(),(2),()")]
fn extremes(x: &[i32]) -> (i32, [i32; 2], bool) {
    let (low, high) = (x.iter().min(), x.iter().max());
    let (low, high) = (low.copied().unwrap_or(0), high.copied().unwrap_or(0));
    (high - low, [low, high], x.is_empty())
}

#[test]
fn returned_tuples() {
    let (span, both, empty): (Array1<i32>, Array2<i32>, Array1<bool>) =
        extremes(&array![[3, 1, 2], [5, 9, 7]]);
    assert_eq!(span, array![2, 4]);
    assert_eq!(both, array![[1, 3], [5, 9]]);
    assert_eq!(empty, array![false, false]);
    let (span, both, empty): (i32, Array1<i32>, bool) = extremes(&[4, 8]);
    assert_eq!((span, both, empty), (4, array![4, 8], false));
    let mut both = Array2::zeros((2, 2));
    let (mut span, mut empty) = ([0; 2], [true; 2]);
    extremes::lazy(&array![[3, 1, 2], [5, 9, 7]])
        .parallel()
        .assign_to((&mut span, both.view_mut().reversed_axes(), &mut empty[..]))
        .unwrap();
    assert_eq!(both, array![[1, 5], [3, 9]]);
    assert_eq!((span, empty), ([2, 4], [false, false]));
}

#[derive(Clone, Copy, Debug, Default, PartialEq)]
struct Point(f32, f32);
impl Element for Point {}

#[guvectorize("(n),(2)->(n)")]
fn shift<const N: usize, P: Element + Default + Into<Option<Point>> + From<Point>>(
    points: &[P],
    by: &[f32; 2],
    out: &mut [P],
) {
    for (place, &point) in out.iter_mut().zip(points) {
        let Point(x, y) = point.into().unwrap_or_default();
        *place = Point(x + by[0] * N as f32, y + by[1] * N as f32).into();
    }
}

impl shift<2, Point> {
    fn twice(points: &Array1<Point>) -> Array1<Point> {
        Self::lazy(points, &[1.0, 2.0]).eval().unwrap()
    }
}

#[test]
fn elements_of_the_user_and_const_generics() {
    let points = array![Point(0.0, 0.0), Point(1.0, 1.0)];
    assert_eq!(
        shift::twice(&points),
        array![Point(2.0, 4.0), Point(3.0, 5.0)]
    );
}

#[test]
fn cast_and_lazy_operands() {
    #[vectorize]
    fn double(x: f64) -> f64 {
        2.0 * x
    }
    let counts = array![[1i32, 2, 3], [4, 5, 6]];
    let weights = array![1.0, 10.0, 100.0];
    let expected = array![642.0, 1308.0];
    assert_eq!(dot(double::lazy(cast(&counts)), &weights), expected);
    assert_eq!(
        dot(
            cast(&counts.map(|x| 2 * x)),
            double::lazy(&weights.map(|x| 0.5 * x))
        ),
        expected
    );
    let found = dot::lazy(double::lazy(cast(counts.t())), &[1.0, 1.0])
        .parallel()
        .eval();
    assert_eq!(found.unwrap(), array![10.0, 14.0, 18.0]);
    // A conflict inside the pending operand is an error of the call.
    let error = dot::lazy(
        {
            #[vectorize]
            fn add(a: f64, b: f64) -> f64 {
                a + b
            }
            add::lazy(&weights, &[1.0, 2.0])
        },
        &weights,
    );
    let text = error.eval().unwrap_err().to_string();
    assert!(
        text.starts_with("add: operands a (3) and b (2) do not broadcast"),
        "{text}"
    );
}

#[test]
fn owned_operands() {
    let rows = array![[1.0, 2.0], [3.0, 4.0]];
    assert_eq!(dot(rows.clone(), array![1.0, 1.0]), array![3.0, 7.0]);
    let four: Array4<f64> = moving_average(Array4::ones((1, 2, 1, 3)), 2);
    assert_eq!(four, Array4::<f64>::ones((1, 2, 1, 3)));
}

#[test]
fn a_view_of_three_core_dimensions_can_be_written() {
    #[guvectorize("(2),(n)->(2,n,2)")]
    fn grid(a: &[i32; 2], b: &[i32], mut out: ArrayViewMut3<i32>) {
        for ((i, j, k), place) in out.indexed_iter_mut() {
            *place = a[i] * 100 + b[j] * 10 + a[k];
        }
    }
    let found: Array3<i32> = grid(&[1, 2], &[3, 4, 5]);
    let expected = oracle::build(&[2, 3, 2], |i| {
        ([1, 2][i[0]]) * 100 + ([3, 4, 5][i[1]]) * 10 + [1, 2][i[2]]
    });
    assert_eq!(found.into_dyn(), expected);
    let _: ArrayView4<'_, f64> = counted(&[1, 1, 1, 1]).view().into_dimensionality().unwrap();
}
