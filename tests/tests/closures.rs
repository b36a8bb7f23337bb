//! `from_fn`: closures as ufuncs; and co-broadcasting by itself.

use std::cell::Cell;
use std::rc::Rc;

use ndarray::{Array1, Array2, Array3, ArrayD, Axis, IxDyn, Zip, array, s};
use ufunc_core::{Error, broadcast_shapes, broadcast_views, cast, from_fn, vectorize};
use ufunc_tests::oracle;

#[test]
fn a_pending_closure_is_an_operand() {
    let (x, scale) = (array![1.0, 2.0], 10.0);
    let inner = from_fn(|a: f64| a * scale);
    let outer = from_fn(|a: f64, b: f64| a + b);
    let found: Array1<f64> = outer.lazy((inner.lazy((&x,)), &x)).eval().unwrap();
    assert_eq!(found, array![11.0, 22.0]);
}

#[test]
fn closures_of_mixed_types() {
    let f = from_fn(|a: f64, b: u8| a * f64::from(b));
    let s: Array2<f64> = f
        .lazy((&array![[0.5], [1.5]], &array![2u8, 4]))
        .eval()
        .unwrap();
    assert_eq!(s, array![[1.0, 2.0], [3.0, 6.0]]);
    let scalar: f64 = f.lazy((0.5, 4)).eval().unwrap();
    assert_eq!(scalar, 2.0);
    let cast: Array1<f64> = f.lazy((cast(&[1i32, 2]), 4)).eval().unwrap();
    assert_eq!(cast, array![4.0, 8.0]);
    let none: i32 = from_fn(|| 7).lazy(()).eval().unwrap();
    assert_eq!(none, 7);
    let many = from_fn(
        |a: i32,
         b: i32,
         c: i32,
         d: i32,
         e: i32,
         f: i32,
         g: i32,
         h: i32,
         i: i32,
         j: i32,
         k: i32,
         l: i32,
         m: i32,
         n: i32,
         o: i32,
         p: i32| {
            [a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p]
                .iter()
                .sum::<i32>()
        },
    );
    let x = array![1, 2];
    let y = array![[10], [20]];
    let sum = many
        .lazy((&x, &y, 1, 1, &x, &y, 1, 1, &x, &y, 1, 1, &x, &y, 1, 1))
        .eval()
        .unwrap();
    assert_eq!(sum, array![[52, 56], [92, 96]]);
}

#[test]
fn captures() {
    // Serial calls take what is not `Sync`.
    let calls = Rc::new(Cell::new(0));
    let weights: Vec<f64> = (1..=3).map(|i| 10.0 * f64::from(i)).collect();
    let f = from_fn(|i: usize| {
        calls.set(calls.get() + 1);
        weights[i]
    });
    let found = f.lazy((&array![2usize, 0, 0, 1],)).eval().unwrap();
    assert_eq!(found, array![30.0, 10.0, 10.0, 20.0]);
    assert_eq!(calls.get(), 4);
    let mut out = [0.0; 2];
    f.lazy((1usize,))
        .mask(&[true, false])
        .assign_to(&mut out)
        .unwrap();
    assert_eq!((out, calls.get()), ([20.0, 0.0], 5));
    // Parallel ones what is.
    let offset = 100.0;
    let g = from_fn(move |x: f64| x + offset);
    let x = Array1::from_iter((0..1_000).map(f64::from));
    let found = g.lazy((&x,)).parallel().eval().unwrap();
    assert_eq!(found, x.map(|x| x + 100.0));
    // Used again and again.
    assert_eq!(g.lazy((1.0,)).eval().unwrap(), 101.0);
    let fused = from_fn(|a: f64, b: f64| a - b)
        .lazy((&x, 1.0))
        .eval()
        .unwrap();
    assert_eq!(fused[999], 998.0);
}

fn thrice(x: i64) -> i64 {
    3 * x
}

#[test]
fn functions_and_layouts() {
    let f = from_fn(thrice);
    let x = Array3::from_shape_fn((2, 3, 4), |(i, j, k)| (i * 12 + j * 4 + k) as i64);
    let expected = x.map(|x| 3 * x);
    assert_eq!(f.lazy((&x,)).eval().unwrap(), expected);
    assert_eq!(f.lazy((x.t(),)).eval().unwrap(), expected.t());
    assert_eq!(
        f.lazy((x.slice(s![..;-1, ..;2, 1..]),)).eval().unwrap(),
        expected.slice(s![..;-1, ..;2, 1..])
    );
    let memory = x.as_ptr();
    assert_eq!(f.lazy((x,)).eval().unwrap().as_ptr(), memory);
}

#[test]
fn pending_operands_and_errors() {
    #[vectorize]
    fn double(x: f64) -> f64 {
        2.0 * x
    }
    let f = from_fn(|a: f64, b: f64| a.max(b));
    let found = f
        .lazy((double::lazy(&array![1.0, 2.0]), 3.0))
        .eval()
        .unwrap();
    assert_eq!(found, array![3.0, 4.0]);
    let error = f
        .lazy((&array![1.0, 2.0], &array![1.0, 2.0, 3.0]))
        .eval()
        .unwrap_err();
    let text = error.to_string();
    assert!(text.contains("(2)") && text.contains("(3)"), "{text}");
    let mut out = [0.0; 3];
    let error = f
        .lazy((&array![1.0, 2.0], 0.0))
        .assign_to(&mut out)
        .unwrap_err();
    assert!(matches!(error, Error::OutShape { .. }), "{error}");
}

#[test]
fn shapes_broadcast_as_the_oracle_says() {
    let shapes: [&[usize]; 10] = [
        &[],
        &[0],
        &[1],
        &[2],
        &[3],
        &[2, 1],
        &[1, 3],
        &[2, 3],
        &[0, 1],
        &[4, 1, 1],
    ];
    let mut broadcast = 0;
    for a in shapes {
        for b in shapes {
            for c in shapes {
                let expected = oracle::broadcast(&[a, b, c]);
                let found = broadcast_shapes(&[a, b, c]);
                match &expected {
                    Some(expected) => assert_eq!(&found.unwrap(), expected),
                    None => assert!(matches!(found.unwrap_err(), Error::Broadcast { .. })),
                }
                broadcast += usize::from(expected.is_some());
            }
        }
    }
    assert!((100..1_000).contains(&broadcast), "{broadcast}");
    assert!(broadcast_shapes(&[]).unwrap().is_empty());
    let many: Vec<Vec<usize>> = (0..40)
        .map(|i| vec![if i % 7 == 3 { 5 } else { 1 }; i % 4])
        .collect();
    let many: Vec<&[usize]> = many.iter().map(Vec::as_slice).collect();
    assert_eq!(
        broadcast_shapes(&many).unwrap(),
        oracle::broadcast(&many).unwrap()
    );
}

#[test]
fn views_broadcast_without_copies() {
    let a = array![[1i32], [2]];
    let b = array![0.5, 0.25, 0.125];
    let c = Array3::<u8>::zeros((4, 1, 1));
    let (x, y, z) = broadcast_views((&a, &b, &c)).unwrap();
    assert_eq!(
        (x.shape(), y.shape(), z.shape()),
        (&[4, 2, 3][..], &[4, 2, 3][..], &[4, 2, 3][..])
    );
    assert_eq!(
        (x.as_ptr(), y.as_ptr(), z.as_ptr()),
        (a.as_ptr(), b.as_ptr(), c.as_ptr())
    );
    for index in oracle::indices(&[4, 2, 3]) {
        let at = [index[0], index[1], index[2]];
        assert_eq!((x[at], y[at], z[at]), (a[[index[1], 0]], b[index[2]], 0));
    }
    let product: Array3<f64> = Zip::from(x).and(y).map_collect(|x, y| f64::from(*x) * y);
    assert_eq!(product[[3, 1, 2]], 0.25);
    // Views, owned by reference, F order, reversed; of dynamic rank.
    let mut reversed = b.view();
    reversed.invert_axis(Axis(0));
    let dynamic = ArrayD::from_elem(IxDyn(&[2, 1]), true);
    let (r, t) = broadcast_views((&reversed, &dynamic)).unwrap();
    assert_eq!(r.row_at(1), [0.125, 0.25, 0.5]);
    assert_eq!(t.shape(), [2, 3]);
    let turned = a.t();
    let (single,) = broadcast_views((&turned,)).unwrap();
    assert_eq!(single, a.t());
    let error = broadcast_views((&a, &b, &Array2::<u8>::zeros((3, 1)))).unwrap_err();
    assert!(
        matches!(
            error,
            Error::Broadcast {
                operands: (0, 2),
                sizes: (2, 3),
                axis: 0,
                ..
            }
        ),
        "{error:?}"
    );
    let huge = ndarray::arr0(1.0).into_dyn();
    let huge = huge.broadcast(IxDyn(&[1 << 40, 1])).unwrap();
    let wide = ndarray::arr0(1.0).into_dyn();
    let wide = wide.broadcast(IxDyn(&[1 << 40])).unwrap();
    let error = broadcast_views((&huge, &wide)).unwrap_err();
    assert!(matches!(error, Error::TooLarge { .. }), "{error}");
}

/// The last axis at an index of the first.
trait RowAt<T> {
    fn row_at(&self, i: usize) -> Vec<T>;
}

impl<T: Copy> RowAt<T> for ndarray::ArrayViewD<'_, T> {
    fn row_at(&self, i: usize) -> Vec<T> {
        self.index_axis(Axis(0), i).iter().copied().collect()
    }
}
