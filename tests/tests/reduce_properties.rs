//! Random shapes, axes, layouts and masks of reductions and their kin, against the naive oracle.

use ndarray::{ArrayD, Axis, IxDyn};
use proptest::prelude::*;
use ufunc_core::{Error, vectorize};
use ufunc_tests::folds::{grouped, keepdims, left, number, terms};
use ufunc_tests::layouts::{Laid, Layout};
use ufunc_tests::oracle::{self, assert_same_bits, build};

#[vectorize(identity = 0.0, associative, commutative)]
fn add(a: f64, b: f64) -> f64 {
    a + b
}

#[vectorize]
fn drift(a: f64, b: f64) -> f64 {
    a * 0.5 - b
}

#[vectorize]
fn mix(a: f64, b: f64) -> (f64, f64) {
    (a * b, a - b)
}

/// The layout of an array of so many axes.
fn layout(ndim: usize, repeated: f64) -> impl Strategy<Value = Layout> {
    let order = Just((0..ndim).collect::<Vec<usize>>()).prop_shuffle();
    let axis = (1..4usize, any::<bool>(), prop::bool::weighted(repeated));
    (order, prop::collection::vec(axis, ndim)).prop_map(|(order, axes)| Layout {
        name: "random".into(),
        order,
        step: axes
            .iter()
            .map(|&(step, _, repeated)| if repeated { 1 } else { step })
            .collect(),
        reversed: axes.iter().map(|axis| axis.1).collect(),
        repeated: axes.iter().map(|axis| axis.2).collect(),
    })
}

#[derive(Debug, Clone)]
struct Call {
    shape: Vec<usize>,
    operand: Layout,
    other: Layout,
    /// Which axes the second operand and the mask do not have the length of, but 1.
    ones: Vec<bool>,
    mask: Layout,
    out: Layout,
    axes: Vec<usize>,
}

fn call() -> impl Strategy<Value = Call> {
    let size = prop_oneof![1 => Just(0usize), 3 => Just(1), 8 => 2..6usize, 3 => 15..70usize, 1 => 250..1_100usize];
    prop::collection::vec(size, 1..5)
        .prop_filter("not too large", |shape| {
            shape.iter().product::<usize>() < 6_000
        })
        .prop_flat_map(|shape| {
            let ndim = shape.len();
            let flags = || prop::collection::vec(any::<bool>(), ndim);
            let layouts = (
                layout(ndim, 0.2),
                layout(ndim, 0.2),
                layout(ndim, 0.2),
                layout(ndim, 0.0),
            );
            (Just(shape), layouts, flags(), flags())
        })
        .prop_map(|(shape, (operand, other, mask, out), ones, reduced)| Call {
            axes: (0..shape.len()).filter(|&axis| reduced[axis]).collect(),
            shape,
            operand,
            other,
            ones,
            mask,
            out,
        })
}

fn laid(shape: &[usize], layout: &Layout, seed: usize) -> Laid<f64> {
    Laid::new(shape, layout, f64::NAN, |i| {
        number(i.iter().fold(seed, |sum, i| sum * 31 + i))
    })
}

/// The layout `out` for an array of fewer axes.
fn shorter(out: &Layout, ndim: usize) -> Layout {
    Layout {
        name: out.name.clone(),
        order: out
            .order
            .iter()
            .copied()
            .filter(|&axis| axis < ndim)
            .collect(),
        step: out.step[..ndim].to_vec(),
        reversed: out.reversed[..ndim].to_vec(),
        repeated: vec![false; ndim],
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn reductions(call in call(), masked: bool, kept: bool, parallel: bool, initial in prop::option::of(-1.0..1.0)) {
        let part: Vec<usize> = call.shape.iter().zip(&call.ones).map(|(&n, &one)| if one { n.min(1) } else { n }).collect();
        let (a, b) = (laid(&call.shape, &call.operand, 1), laid(&part, &call.other, 2));
        let on = Laid::new(&part, &call.mask, true, |i| i.iter().sum::<usize>() % 3 != 1);
        let (a, b, on) = (a.view(), b.view(), on.view());
        let list: Vec<isize> = call.axes.iter().map(|axis| axis.cast_signed()).collect();
        let expected = |f: &dyn Fn(f64, f64) -> f64| {
            let terms = build(&call.shape, |i| if !masked || oracle::at(&on, &i) { f(a[IxDyn(&i)], oracle::at(&b, &i)) } else { 0.0 });
            let sums = grouped(&terms.view(), &call.axes, &|a, b| a + b);
            let sums = sums.mapv(|sum| match (initial, sum) {
                (Some(first), Some(sum)) => first + sum,
                (first, sum) => sum.or(first).unwrap_or(0.0),
            });
            if kept { keepdims(sums, &call.axes) } else { sums }
        };
        let (products, differences) = (expected(&|a, b| a * b), expected(&|a, b| a - b));
        macro_rules! run {
            ($call:expr) => {{
                let call = $call;
                let call = if parallel { call.parallel() } else { call.serial() };
                let call = if let Some(first) = initial { call.initial((first, first)) } else { call };
                let (x, y) = call.eval().unwrap();
                // `0.0` and `-0.0` are not told apart: a single term comes after the identity.
                assert_same_bits(&(x + 0.0).view(), &(&products + 0.0).view(), "fresh");
                assert_same_bits(&(y + 0.0).view(), &(&differences + 0.0).view(), "fresh");
            }};
        }
        let reduction = || add::reduction(mix::lazy(&a, &b)).axes(&list);
        match (masked, kept) {
            (false, false) => run!(reduction()),
            (false, true) => run!(reduction().keepdims()),
            (true, false) => run!(reduction().mask(&on)),
            (true, true) => run!(reduction().mask(&on).keepdims()),
        }
        // One array, to a given output.
        let sums = grouped(&a, &call.axes, &|a, b| a + b).mapv(|sum| sum.unwrap_or(0.0));
        let mut out = Laid::new(sums.shape(), &shorter(&call.out, sums.ndim()), -1.0, |_| -2.0);
        add::reduction(&a).axes(&list).assign_to(out.view_mut()).unwrap();
        assert_same_bits(&(&out.view() + 0.0).view(), &(sums + 0.0).view(), "given");
    }

    #[test]
    fn from_the_left(call in call(), parallel: bool) {
        let a = laid(&call.shape, &call.operand, 1);
        let a = a.view();
        for axis in 0..call.shape.len() {
            let reduction = drift::reduction(&a).axis(Axis(axis)).initial(0.25);
            let found = if parallel { reduction.parallel() } else { reduction.serial() }.eval().unwrap();
            let last = terms(&a, &[axis]).mapv(|terms| left(&terms, Some(0.25), |a, b| a * 0.5 - b).unwrap());
            assert_same_bits(&found.view(), &last.view(), "reduced");
            let accumulation = drift::accumulation(&a).axis(Axis(axis)).initial(0.25);
            let mut out = Laid::new(&call.shape, &call.out, -1.0, |_| -2.0);
            if parallel { accumulation.parallel() } else { accumulation.serial() }.assign_to(out.view_mut()).unwrap();
            if let Some(end) = call.shape[axis].checked_sub(1) {
                assert_same_bits(&out.view().index_axis(Axis(axis), end), &last.view(), "the last of the running results");
            }
            let offsets = [0, call.shape[axis] / 2, call.shape[axis]];
            match drift::try_reduce_segments(&a, &offsets, Axis(axis)) {
                Ok(found) => {
                    for (segment, place) in offsets.windows(2).zip(0..) {
                        let part = a.slice_axis(Axis(axis), (segment[0]..segment[1]).into());
                        let part = drift::reduce(&part, Axis(axis));
                        assert_same_bits(&found.index_axis(Axis(axis), place), &part.view(), "a segment");
                    }
                }
                Err(error) => {
                    let empty = matches!(error, Error::EmptyReduction { .. });
                    prop_assert!(empty, "{error}");
                    prop_assert!(call.shape[axis] < 2);
                }
            }
        }
    }

    #[test]
    fn calls_in_place(call in call(), lists in 1..3usize, places in prop::collection::vec(any::<prop::sample::Index>(), 0..9)) {
        prop_assume!(call.shape.len() >= lists && !call.shape[..lists].contains(&0));
        let before: ArrayD<f64> = laid(&call.shape, &Layout::c(call.shape.len()), 1).view().to_owned();
        let mut target = Laid::of(&before, &call.out, -1.0);
        let list = |axis: usize| places.iter().map(|place| place.index(call.shape[axis])).collect::<Vec<usize>>();
        let values: Vec<usize> = std::iter::once(places.len()).chain(call.shape[lists..].iter().copied()).collect();
        let values = laid(&values, &shorter(&call.out, values.len()), 3);
        let mut after = before;
        for (i, _) in places.iter().enumerate() {
            for inner in oracle::indices(&call.shape[lists..]) {
                let index: Vec<usize> = (0..lists).map(|axis| list(axis)[i]).chain(inner.iter().copied()).collect();
                let value: Vec<usize> = std::iter::once(i).chain(inner).collect();
                after[IxDyn(&index)] = after[IxDyn(&index)] * 0.5 - values.view()[IxDyn(&value)];
            }
        }
        match lists {
            1 => drift::at(target.view_mut(), &list(0), values.view()),
            _ => drift::at(target.view_mut(), (&list(0), &list(1)), values.view()),
        }
        assert_same_bits(&target.view(), &after.view(), "in place");
    }
}
