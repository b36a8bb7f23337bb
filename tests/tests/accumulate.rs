//! Running results and reductions of segments: in all layouts, from the left or in the tree of a segment.

use std::sync::LazyLock;

use ndarray::{Array1, ArrayD, ArrayViewD, Axis, IxDyn, array};
use rayon::{ThreadPool, ThreadPoolBuilder};
use ufunc_core::{Error, Order, cast, vectorize};
use ufunc_tests::folds::{lanes, tree};
use ufunc_tests::layouts::{Laid, Layout};
use ufunc_tests::oracle::{build, indices};

#[path = "reduce_layouts/types.rs"]
mod types;
use types::{Aligned, Nothing, Numbers, Plus};

#[vectorize(identity = T::ZERO, associative, commutative)]
fn add<T: Plus>(a: T, b: T) -> T {
    a.plus(b)
}

#[vectorize]
fn subtract(a: f64, b: f64) -> f64 {
    a - b
}

#[vectorize]
fn same<T: Plus>(a: T) -> T {
    a
}

#[vectorize]
fn both<T: Plus>(a: T) -> (T, T) {
    (a.plus(a), a)
}

#[vectorize]
fn positive(a: f64) -> Result<f64, String> {
    if a > 0.0 {
        Ok(a)
    } else {
        Err(format!("{a} is not positive"))
    }
}

static POOL: LazyLock<ThreadPool> =
    LazyLock::new(|| ThreadPoolBuilder::new().num_threads(2).build().unwrap());

#[track_caller]
fn assert_same<T: Plus>(found: &ArrayViewD<'_, T>, expected: &ArrayD<T>, what: &str) {
    assert_eq!(found.shape(), expected.shape(), "{what}");
    for (found, expected) in found.iter().zip(expected) {
        assert!(found.same(expected), "{what}: {found:?} for {expected:?}");
    }
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

fn numbers<T: Plus>(shape: &[usize]) -> ArrayD<T> {
    let mut next = 0..;
    build(shape, |_| T::nth(next.next().unwrap()))
}

/// Every accumulation of an array.
fn all_ways<T: Plus>(a: &ArrayViewD<'_, T>, axis: usize, out: &Layout, name: &str) {
    let gap = T::nth(12_345);
    let first = T::nth(99);
    for (exclusive, initial) in [
        (false, None),
        (false, Some(first)),
        (true, None),
        (true, Some(first)),
    ] {
        let what = format!(
            "axis {axis} of {:?}, {name} to {}, {exclusive}, {initial:?}",
            a.shape(),
            out.name
        );
        let mut running = a.to_owned();
        for mut lane in running.lanes_mut(Axis(axis)) {
            let mut before = initial.or(exclusive.then_some(T::ZERO));
            for x in &mut lane {
                let after = before.map_or(*x, |before| before.plus(*x));
                *x = before.filter(|_| exclusive).unwrap_or(after);
                before = Some(after);
            }
        }
        macro_rules! check {
            ($operand:expr) => {{
                let mut call = add::accumulation($operand).axis(axis.cast_signed());
                if exclusive {
                    call = call.exclusive();
                }
                match initial {
                    Some(first) => call.initial(first),
                    None => call,
                }
            }};
        }
        assert_same(&check!(a).serial().eval().unwrap().view(), &running, &what);
        let parallel = POOL.install(|| check!(same::lazy(a)).parallel().eval().unwrap());
        assert_same(&parallel.view(), &running, &what);
        for order in [Order::C, Order::F] {
            let found = check!(a).order(order).eval().unwrap();
            assert_same(&found.view(), &running, &what);
        }
        let mut given = Laid::new(a.shape(), out, gap, |_| T::nth(54_321));
        check!(a).assign_to(given.view_mut()).unwrap();
        assert_same(&given.view(), &running, &what);
        // The gaps are as before.
        let gaps = given.memory().iter().filter(|x| x.same(&gap)).count();
        let own = running.iter().filter(|x| x.same(&gap)).count();
        assert!(
            size_of::<T>() < 4 || gaps - own == given.memory().len() - running.len(),
            "{what}"
        );
    }
    let (twice, once) = add::try_accumulate(both::lazy(a), Axis(axis)).unwrap();
    let doubled = a.mapv(|x| x.plus(x));
    assert_same(&twice.view(), &add::accumulate(&doubled, Axis(axis)), name);
    assert_same(&once.view(), &add::accumulate(a, Axis(axis)), name);
}

fn all_layouts<T: Plus>(shape: &[usize]) {
    let whole = numbers::<T>(shape);
    let outs = Layout::writable(shape.len());
    for (number, layout) in Layout::all(shape.len()).iter().enumerate() {
        let laid = Laid::of(&whole, layout, T::nth(77_777));
        for axis in 0..shape.len() {
            for shift in 0..2 {
                all_ways(
                    &laid.view(),
                    axis,
                    &outs[(number + 2 * shift + axis) % outs.len()],
                    laid.name(),
                );
            }
        }
    }
}

#[test]
fn running_results_in_all_layouts() {
    for ndim in 1..4 {
        for index in indices(&vec![4; ndim]) {
            let shape: Vec<usize> = index.iter().map(|&i| [0, 1, 2, 5][i]).collect();
            all_layouts::<f64>(&shape);
        }
    }
    for shape in [
        &[600][..],
        &[3, 600],
        &[600, 3],
        &[3, 2100],
        &[40, 129],
        &[2, 300, 2],
    ] {
        all_layouts::<f64>(shape);
    }
    all_layouts::<f32>(&[3, 1100]);
    for shape in [&[1][..], &[7], &[5, 4], &[2, 3, 2]] {
        all_layouts::<u8>(shape);
        all_layouts::<bool>(shape);
        all_layouts::<Numbers<3>>(shape);
        all_layouts::<Numbers<625>>(shape);
        all_layouts::<Aligned>(shape);
        all_layouts::<Nothing>(shape);
    }
    all_layouts::<Numbers<3>>(&[30, 30]);
}

#[test]
fn from_the_left_whatever_the_function() {
    assert_eq!(
        subtract::accumulate(&[10.0, 1.0, 2.0], Axis(0)),
        array![10.0, 9.0, 7.0]
    );
    let two = array![[10.0, 1.0, 2.0], [1.0, 1.0, 1.0]];
    assert_eq!(
        subtract::accumulate(&two, Axis(0)),
        array![[10.0, 1.0, 2.0], [9.0, 0.0, 1.0]]
    );
    assert_eq!(
        subtract::accumulate(&two, -1),
        array![[10.0, 9.0, 7.0], [1.0, 0.0, -1.0]]
    );
    assert_eq!(
        subtract::accumulation(&two)
            .axis(1)
            .exclusive()
            .initial(0.0)
            .eval()
            .unwrap(),
        array![[0.0, -10.0, -11.0], [0.0, -1.0, -2.0]]
    );
    assert_eq!(
        add::<f64>::accumulate(cast::<f32, _>(&[1.0f32, 2.0]), Axis(0)),
        array![1.0, 3.0]
    );
    assert_eq!(
        add::accumulate(positive::lazy(&[1.0, 2.0]), Axis(0)),
        array![1.0, 3.0]
    );
    let empty: [f64; 0] = [];
    assert!(subtract::accumulate(&empty, Axis(0)).is_empty());
}

#[test]
fn what_cannot_be_accumulated() {
    let a = array![[1.0, 2.0], [-3.0, 4.0]];
    let text = |result: Result<_, Error>| match result {
        Ok(_) => panic!("no error"),
        Err(error) => error.to_string(),
    };
    assert_eq!(
        text(add::try_accumulate(&a, Axis(2)).map(drop)),
        "add: axis 2 is out of range: operand a (2, 2) has 2 dimensions"
    );
    assert_eq!(
        text(add::try_accumulate(&a, -3).map(drop)),
        "add: axis -3 is out of range: operand a (2, 2) has 2 dimensions"
    );
    assert_eq!(
        text(add::try_accumulate(1.0, 0).map(drop)),
        "add: axis 0 is out of range: operand a () has 0 dimensions"
    );
    assert_eq!(
        text(subtract::accumulation(&a).exclusive().eval().map(drop)),
        "subtract: an exclusive accumulation needs a value to begin with, and the function has no `identity`: give one \
         with `initial`"
    );
    let mut out = array![[7.0, 7.0, 7.0]];
    assert_eq!(
        text(add::accumulation(&a).assign_to(&mut out)),
        "add: output out (1, 3) does not fit the shape (2, 2) of the result: outputs are not broadcast, give an array of \
         that shape"
    );
    let mut out = array![[7.0, 7.0], [7.0, 7.0]];
    let error = add::accumulation(positive::lazy(&a))
        .assign_to(&mut out)
        .unwrap_err();
    assert!(
        matches!(&error, Error::Kernel { index, .. } if index == &[1, 0]),
        "{error}"
    );
    assert!(out.iter().all(|x| *x == 7.0));
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
    ] {
        let whole = numbers::<f64>(shape);
        for layout in Layout::all(shape.len()) {
            let laid = Laid::of(&whole, &layout, f64::NAN);
            let a = laid.view();
            for (axis, &n) in shape.iter().enumerate() {
                let what = format!("axis {axis} of {shape:?}, {}", laid.name());
                let offsets = [0, 0, n / 3, n / 3, n / 2, n, n];
                let parts: Vec<(usize, usize)> = offsets.windows(2).map(|p| (p[0], p[1])).collect();
                let expected = of_parts(&a, axis, &parts);
                assert_same(
                    &add::reduce_segments(&a, &offsets, Axis(axis)).view(),
                    &expected,
                    &what,
                );
                let fused = add::reduce_segments(same::lazy(&a), &offsets, Axis(axis));
                assert_same(&fused.view(), &expected, &what);
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
                assert_same(
                    &add::reduceat(&a, &places, Axis(axis)).view(),
                    &expected,
                    &what,
                );
                let (_, once) = add::reduceat(both::lazy(&a), &places, Axis(axis));
                assert_same(&once.view(), &expected, &what);
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
