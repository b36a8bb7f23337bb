//! Random shapes, layouts, kinds of operands, orders and masks against the oracle; hostile shapes never panic.

use ndarray::{ArrayD, IxDyn};
use proptest::prelude::*;
use ufunc_core::{Error, Order, broadcast_shapes, guvectorize, vectorize};
use ufunc_tests::layouts::{Laid, Layout};
use ufunc_tests::oracle::{self, assert_same_bits, at, build};

#[vectorize]
fn mix(a: f64, b: f64, c: f64) -> f64 {
    (a - b * 0.5) * c + a
}

fn scalar_mix(a: f64, b: f64, c: f64) -> f64 {
    (a - b * 0.5) * c + a
}

#[vectorize]
fn checked(a: i64, b: i64) -> Result<i64, String> {
    a.checked_sub(b)
        .filter(|d| d % 7 != 0)
        .ok_or_else(|| format!("{a} - {b}"))
}

#[guvectorize("(m|1),(m|1,n?)->(n?),(m+1)")]
fn weigh(x: &[f64], y: ndarray::ArrayView2<f64>, sums: &mut [f64], all: &mut [f64]) {
    for (j, sum) in sums.iter_mut().enumerate() {
        for (i, x) in x.iter().enumerate() {
            *sum += x * y[[i, j]];
        }
    }
    all[0] = y.len() as f64;
    all[1..].copy_from_slice(x);
}

/// The layout of an array of so many axes.
fn layout(ndim: usize) -> impl Strategy<Value = Layout> {
    let order = Just((0..ndim).collect::<Vec<usize>>()).prop_shuffle();
    let step = prop::collection::vec(1..4usize, ndim);
    let reversed = prop::collection::vec(any::<bool>(), ndim);
    let repeated = prop::collection::vec(prop::bool::weighted(0.2), ndim);
    (order, step, reversed, repeated).prop_map(|(order, step, reversed, repeated)| Layout {
        name: "random".into(),
        step: step
            .iter()
            .zip(&repeated)
            .map(|(&s, &r)| if r { 1 } else { s })
            .collect(),
        order,
        reversed,
        repeated,
    })
}

fn writable(ndim: usize) -> impl Strategy<Value = Layout> {
    layout(ndim).prop_map(move |layout| Layout {
        repeated: vec![false; ndim],
        ..layout
    })
}

/// A shape that broadcasts to `whole`, and a layout.
fn part(whole: Vec<usize>) -> impl Strategy<Value = (Vec<usize>, Layout)> {
    let ndim = whole.len();
    (
        0..=ndim,
        prop::collection::vec(prop::bool::weighted(0.3), ndim),
    )
        .prop_flat_map(move |(skip, ones)| {
            let shape: Vec<usize> = (skip..ndim)
                .map(|axis| if ones[axis] { 1 } else { whole[axis] })
                .collect();
            let layout = layout(shape.len());
            (Just(shape), layout)
        })
}

type Part = (Vec<usize>, Layout);

/// A shape, three operands and a mask that broadcast to it, and the layout of an output.
fn call() -> impl Strategy<Value = (Vec<usize>, [Part; 3], Part, Layout)> {
    let size = prop_oneof![1 => Just(0usize), 3 => Just(1), 8 => 2..6usize, 1 => 500..1_100usize];
    prop::collection::vec(size, 0..5)
        .prop_filter("not too large", |shape| {
            shape.iter().product::<usize>() < 4_000
        })
        .prop_flat_map(|whole| {
            let operand = || part(whole.clone());
            let layout = writable(whole.len());
            (
                Just(whole.clone()),
                [operand(), operand(), operand()],
                operand(),
                layout,
            )
        })
}

fn operand((shape, layout): &Part, seed: f64) -> Laid<f64> {
    Laid::new(shape, layout, f64::NAN, move |index| {
        index
            .iter()
            .fold(seed, |sum, &i| (sum * 1.7 + i as f64) % 1e6)
    })
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn elementwise_calls((whole, [a, b, c], mask, out) in call(), kind in 0..4u8, order in 0..3u8, parallel: bool) {
        let (a, b, c) = (operand(&a, 0.3), operand(&b, 0.7), operand(&c, 1.1));
        let (a, b, c) = (a.view(), b.view(), c.view());
        let on = Laid::new(&mask.0, &mask.1, false, |i| i.iter().sum::<usize>() % 3 != 1);
        let on = on.view();
        let shape = oracle::broadcast(&[a.shape(), b.shape(), c.shape()]).unwrap();
        let expected = build(&shape, |i| scalar_mix(at(&a, &i), at(&b, &i), at(&c, &i)));
        let order = [Order::K, Order::C, Order::F][usize::from(order)];
        macro_rules! check {
            ($lazy:expr) => {{
                let lazy = || if parallel { $lazy.parallel() } else { $lazy };
                let found = lazy().order(order).eval().unwrap();
                assert_same_bits(&found.view(), &expected.view(), "fresh");
                let mut given = Laid::new(&whole, &out, -1.0, |_| -2.0);
                lazy().assign_to(given.view_mut()).unwrap();
                let at_all = build(&whole, |i| at(&expected.view(), &i));
                assert_same_bits(&given.view(), &at_all.view(), "given");
                let gaps = given.memory().iter().filter(|x| **x == -1.0).count();
                let own = at_all.iter().filter(|x| **x == -1.0).count();
                prop_assert_eq!(gaps - own, given.memory().len() - at_all.len());
                let all = oracle::broadcast(&[&shape, on.shape()]).unwrap();
                let masked = build(&all, |i| if at(&on, &i) { at(&expected.view(), &i) } else { -3.0 });
                let found = lazy().order(order).mask(on.view()).fill(-3.0).eval().unwrap();
                assert_same_bits(&found.view(), &masked.view(), "masked");
            }};
        }
        match kind {
            0 => check!(mix::lazy(a.view(), b.view(), c.view())),
            1 => check!(mix::lazy(a.to_owned(), &b, c.to_owned())),
            2 => check!(mix::lazy(mix::lazy(&a, 0.0, 0.0), &b, mix::lazy(&c, 0.0, 0.0))),
            _ => {
                let shared = a.to_shared();
                check!(mix::lazy(&shared, b.to_owned(), &c));
            }
        }
        if shape == whole {
            let mut target = Laid::of(&build(&whole, |i| at(&a, &i)), &out, -1.0);
            mix::update(target.view_mut(), &b, &c);
            assert_same_bits(&target.view(), &expected.view(), "in place");
        }
    }

    #[test]
    fn fallible_calls((_, [a, b, _], _, _) in call(), seed in 0..50i64) {
        let number = |part: &Part| Laid::new(&part.0, &part.1, 0i64, |i| {
            i.iter().fold(seed, |sum, &i| (sum * 31 + i64::try_from(i).unwrap()) % 97)
        });
        let (a, b) = (number(&a), number(&b));
        let (a, b) = (a.view(), b.view());
        let shape = oracle::broadcast(&[a.shape(), b.shape()]).unwrap();
        let first = oracle::indices(&shape).find(|i| (at(&a, i) - at(&b, i)) % 7 == 0);
        for call in [checked::lazy(&a, &b).serial(), checked::lazy(&a, &b).parallel()] {
            match (call.eval(), &first) {
                (Ok(found), None) => prop_assert_eq!(found, oracle::map2(&a, &b, |a, b| a - b)),
                (Err(Error::Kernel { index, source, .. }), Some(first)) => {
                    prop_assert_eq!(&index, first);
                    prop_assert_eq!(source.to_string(), format!("{} - {}", at(&a, first), at(&b, first)));
                }
                (found, first) => prop_assert!(false, "{found:?} for {first:?}"),
            }
        }
    }

    #[test]
    fn shapes_that_need_not_fit(
        shapes in prop::collection::vec(prop::collection::vec(prop_oneof![0..4usize, Just(1), Just(1usize << 40)], 0..5), 3),
        out in prop::collection::vec(0..4usize, 0..4),
        on in prop::collection::vec(0..3usize, 0..3),
        parallel: bool,
    ) {
        let one = ndarray::arr0(0.5).into_dyn();
        let views: Vec<_> = shapes.iter().filter_map(|shape| one.broadcast(IxDyn(shape))).collect();
        prop_assume!(views.len() == 3);
        let borrowed: Vec<&[usize]> = shapes.iter().map(Vec::as_slice).collect();
        let expected = oracle::broadcast(&borrowed);
        prop_assert_eq!(broadcast_shapes(&borrowed).ok(), expected.clone());
        let mask = ArrayD::from_elem(IxDyn(&on), true);
        let mut given = ArrayD::from_elem(IxDyn(&out), 7.0);
        let call = || {
            let call = mix::lazy(views[0].view(), views[1].view(), views[2].view());
            if parallel { call.parallel() } else { call.serial() }
        };
        // Not those that fit, but are too many for a test's patience.
        let size = expected.as_ref().map(|shape| shape.iter().fold(1u128, |len, &n| len * n as u128));
        if size.is_none_or(|size| !(1_000..=1 << 50).contains(&size)) {
            match call().eval() {
                Ok(found) => prop_assert_eq!(Some(found.shape()), expected.as_deref()),
                Err(Error::Broadcast { .. }) => prop_assert_eq!(&expected, &None),
                Err(Error::TooLarge { .. } | Error::Alloc { .. }) => prop_assert!(expected.is_some()),
                Err(error) => prop_assert!(false, "{error}"),
            }
            drop(call().mask(&mask).eval().unwrap_err());
        }
        let done = call().assign_to(&mut given);
        let fits = expected.is_some_and(|shape| oracle::broadcast(&[&shape, &out]).is_some_and(|all| all == out));
        prop_assert_eq!(done.is_ok(), fits);
        if !fits {
            prop_assert!(given.iter().all(|x| *x == 7.0));
        }
        drop(call().mask(&mask).assign_to(&mut given));
        drop(call().explain().to_string());
    }

    #[test]
    fn core_dimensions_that_need_not_fit(
        x in prop::collection::vec(0..4usize, 0..4),
        y in prop::collection::vec(0..4usize, 0..5),
        outs in prop::collection::vec(prop::collection::vec(0..5usize, 0..4), 2),
    ) {
        let (xs, ys) = (ArrayD::from_elem(IxDyn(&x), 2.0), ArrayD::from_elem(IxDyn(&y), 3.0));
        match weigh::lazy(&xs, &ys).eval() {
            Ok((sums, all)) => {
                let m = x[x.len() - 1];
                let m = if m == 1 { y[y.len().saturating_sub(2).min(y.len() - 1)] } else { m };
                prop_assert!(sums.iter().all(|s| *s == 6.0 * m as f64) || y.len() == 1, "{x:?} {y:?} {sums}");
                prop_assert!(all.len() % all.shape()[all.ndim() - 1].max(1) == 0);
            }
            Err(Error::CoreSize { .. } | Error::TooFewDims { .. } | Error::Broadcast { .. }) => {}
            Err(error) => prop_assert!(false, "{error}"),
        }
        let mut a = ArrayD::from_elem(IxDyn(&outs[0]), 7.0);
        let mut b = ArrayD::from_elem(IxDyn(&outs[1]), 7.0);
        if weigh::lazy(&xs, &ys).parallel().assign_to((&mut a, &mut b)).is_err() {
            prop_assert!(a.iter().chain(&b).all(|x| *x == 7.0));
        }
        drop(weigh::lazy(&xs, &ys).explain().to_string());
    }
}
