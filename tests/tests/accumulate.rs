//! Running results: in all layouts, from the left.

use std::sync::LazyLock;

use ndarray::{ArrayD, ArrayViewD, Axis, array};
use rayon::{ThreadPool, ThreadPoolBuilder};
use ufunc_core::{Error, Order, cast, vectorize};
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
