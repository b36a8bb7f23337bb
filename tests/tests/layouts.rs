//! All layouts of operands and outputs give the same bits; and how fresh outputs lie in memory.
#![allow(
    clippy::needless_borrows_for_generic_args,
    reason = "borrowed operands are what is tested"
)]

use ndarray::{Array2, Array3, ArrayD, Axis, IxDyn, ShapeBuilder, array, s};
use ufunc_core::{Order, vectorize};
use ufunc_tests::layouts::{Laid, Layout};
use ufunc_tests::oracle::{assert_same_bits, build, map2, map3};

#[vectorize]
fn mix(a: f64, b: f64, c: f64) -> f64 {
    (a * b + c).sqrt() / (1.0 + b * b)
}

fn scalar_mix(a: f64, b: f64, c: f64) -> f64 {
    (a * b + c).sqrt() / (1.0 + b * b)
}

fn value(by: f64) -> impl Fn(&[usize]) -> f64 {
    // NaN (of two payloads), infinities and negative zeros are among the values.
    move |index| {
        let number = index.iter().fold(by, |sum, &i| sum * 1.7 + i as f64 + 0.3);
        match (number * 10.0) as i64 % 13 {
            0 => f64::from_bits(0x7ff8_0000_0000_0abc),
            1 => f64::NEG_INFINITY,
            2 => -0.0,
            3 => -number,
            _ => number,
        }
    }
}

/// Every layout of both operands, and of a given output, serial and parallel.
fn all_layouts(shape: &[usize]) {
    let ndim = shape.len();
    let c = build(&shape[ndim.min(1)..], |i| value(0.5)(&i));
    let mut checked = 0;
    for la in Layout::all(ndim) {
        for lb in Layout::all(ndim) {
            let a = Laid::new(shape, &la, f64::INFINITY, value(0.1));
            let b = Laid::new(shape, &lb, f64::INFINITY, value(0.2));
            let expected = map3(&a.view(), &b.view(), &c.view(), scalar_mix);
            let expected = expected.view();
            let what = format!("{shape:?}: {}, {}", la.name, lb.name);
            let call = || mix::lazy(a.view(), b.view(), &c);
            assert_same_bits(&call().serial().eval().unwrap().view(), &expected, &what);
            assert_same_bits(&call().parallel().eval().unwrap().view(), &expected, &what);
            for order in [Order::C, Order::F] {
                let found = call().order(order).eval().unwrap();
                assert_same_bits(&found.view(), &expected, &what);
            }
            for lo in Layout::writable(ndim) {
                let what = format!("{what} -> {}", lo.name);
                let mut out = Laid::new(shape, &lo, -7.0, |_| -8.0);
                call().serial().assign_to(out.view_mut()).unwrap();
                assert_same_bits(&out.view(), &expected, &what);
                let mut parallel = Laid::new(shape, &lo, -7.0, |_| -8.0);
                call().parallel().assign_to(parallel.view_mut()).unwrap();
                assert_same_bits(&parallel.view(), &expected, &what);
                // The gaps are as they were: nothing is written beside the elements.
                let gaps = out.memory().iter().filter(|x| **x == -7.0).count();
                assert_eq!(gaps, out.memory().len() - expected.len(), "{what}");
                assert_same_bits(&parallel.memory().view(), &out.memory().view(), &what);
                checked += 2;
            }
        }
    }
    let kinds = 6 + ndim;
    assert_eq!(checked, kinds * kinds * 12);
}

#[test]
fn rank_0() {
    all_layouts(&[]);
}

#[test]
fn rank_1() {
    all_layouts(&[0]);
    all_layouts(&[1]);
    all_layouts(&[7]);
}

#[test]
fn longer_than_a_block() {
    all_layouts(&[1201]);
}

#[test]
fn rank_2() {
    all_layouts(&[3, 5]);
    all_layouts(&[4, 0]);
    all_layouts(&[1, 6]);
}

#[test]
fn rank_3() {
    all_layouts(&[2, 3, 4]);
    all_layouts(&[3, 1, 2]);
}

#[test]
fn rank_5() {
    all_layouts(&[2, 1, 3, 2, 2]);
}

#[test]
fn many_blocks_in_two_dimensions() {
    let a = Laid::new(&[3, 1100], &Layout::writable(2)[5], 0.0, value(0.1));
    let b = build(&[3, 1], |i| value(0.2)(&i));
    let expected = map2(&a.view(), &b.view(), |a, b| scalar_mix(a, b, 2.0));
    for call in [
        mix::lazy(a.view(), &b, 2.0),
        mix::lazy(a.view(), &b, 2.0).parallel(),
    ] {
        assert_same_bits(
            &call.eval().unwrap().view(),
            &expected.view(),
            "mixed and a column",
        );
    }
}

#[vectorize]
fn add(a: i32, b: i32) -> i32 {
    a + b
}

#[test]
fn masks_and_several_outputs_in_all_layouts() {
    #[vectorize]
    fn both(a: f64, b: f64) -> (f64, bool) {
        (a + b, a < b)
    }
    let shape = [3, 4];
    for la in Layout::all(2) {
        for lm in Layout::all(2) {
            let a = Laid::new(&shape, &la, 0.0, value(0.1));
            let b = Laid::new(&shape, &lm, 0.0, value(0.4));
            let mask = Laid::new(&shape, &lm, true, |i| (i[0] * 3 + i[1]) % 2 == 0);
            for lo in Layout::writable(2) {
                let mut sum = Laid::new(&shape, &lo, 5.0, |_| 6.0);
                let mut less = Laid::new(&shape, &la_writable(&la), true, |_| true);
                both::lazy(a.view(), b.view())
                    .mask(mask.view())
                    .assign_to((sum.view_mut(), less.view_mut()))
                    .unwrap();
                let expected = map3(&a.view(), &b.view(), &mask.view(), |a, b, on| {
                    if on { (a + b, a < b) } else { (6.0, true) }
                });
                let what = format!("{} {} {}", la.name, lm.name, lo.name);
                assert_same_bits(&sum.view(), &expected.map(|x| x.0).view(), &what);
                assert_eq!(less.view(), expected.map(|x| x.1), "{what}");
                let (fresh, fresh_less) = both::lazy(a.view(), b.view())
                    .mask(mask.view())
                    .fill((6.0, true))
                    .parallel()
                    .eval()
                    .unwrap();
                assert_same_bits(&fresh.view(), &sum.view(), &what);
                assert_eq!(fresh_less, less.view(), "{what}");
            }
        }
    }
}

/// The layout, if an output can have it.
fn la_writable(layout: &Layout) -> Layout {
    match layout.repeated.contains(&true) {
        true => Layout::c(layout.order.len()),
        false => layout.clone(),
    }
}

/// Strides as NumPy's `empty_like`-style order K gives them (checked by hand with `np.add(x, y).strides`).
#[track_caller]
fn strides(found: &ArrayD<i32>, expected: &[isize]) {
    assert_eq!(found.strides(), expected, "shape {:?}", found.shape());
}

#[test]
fn fresh_outputs_keep_the_operands_order() {
    let c = Array3::<i32>::zeros((2, 3, 4)).into_dyn();
    let f = Array3::<i32>::zeros((2, 3, 4).f()).into_dyn();
    let swapped = c.view().permuted_axes(IxDyn(&[1, 0, 2]));
    strides(&add(&c, 1), &[12, 4, 1]);
    strides(&add(&f, 1), &[1, 2, 6]);
    strides(&add(swapped.view(), 1), &[4, 12, 1]);
    strides(&add(swapped.t(), 1), &[1, 12, 4]);
    // Operands that disagree: C order.
    strides(&add(&c, &f), &[12, 4, 1]);
    strides(&add(&f, &c), &[12, 4, 1]);
    strides(&add(&f, &f), &[1, 2, 6]);
    // An operand of a smaller rank or of one element has no say about the axes that it lacks.
    strides(&add(&f, &array![1, 2, 3, 4].into_dyn()), &[1, 2, 6]);
    strides(&add(&array![[1], [2], [3]].into_dyn(), &f), &[1, 2, 6]);
    // Reversed and stepped operands lie in the order of the absolute strides, and the output is dense.
    let mut reversed = f.view();
    reversed.invert_axis(Axis(0));
    reversed.invert_axis(Axis(2));
    strides(&add(reversed, 1), &[1, 2, 6]);
    strides(&add(f.slice(s![.., ..;2, ..;3]).into_dyn(), 1), &[1, 2, 4]);
    strides(&add(c.slice(s![.., ..;2, ..;3]).into_dyn(), 1), &[4, 2, 1]);
    // The mask has a say too where the operands leave it open.
    let mask = Array2::from_elem((3, 4).f(), true);
    let found = add::lazy(1, 2).mask(&mask).fill(0).eval().unwrap();
    assert_eq!(found.strides(), [1, 3]);
}

#[test]
fn fresh_outputs_in_c_and_f_order() {
    let f = Array3::<i32>::zeros((2, 3, 4).f()).into_dyn();
    strides(
        &add::lazy(&f, 1).order(Order::C).eval().unwrap(),
        &[12, 4, 1],
    );
    let c = Array3::<i32>::zeros((2, 3, 4)).into_dyn();
    strides(
        &add::lazy(&c, 1).order(Order::F).eval().unwrap(),
        &[1, 2, 6],
    );
    strides(&add::lazy(c, 1).order(Order::F).eval().unwrap(), &[1, 2, 6]);
    strides(&add::lazy(f, 1).order(Order::K).eval().unwrap(), &[1, 2, 6]);
    let lone = add::lazy(5, 1).order(Order::F).eval().unwrap();
    assert_eq!(lone, 6);
}

#[test]
fn fresh_outputs_have_numpys_strides() {
    let shape = [2, 3, 4];
    let cases = ufunc_tests::cases::k_orders();
    assert_eq!(cases.len(), 200);
    for (layouts, expected) in cases {
        let operands: Vec<Laid<f64>> = (layouts.iter())
            .map(|layout| Laid::new(&shape, layout, 0.0, |_| 1.0))
            .collect();
        let found = match operands.as_slice() {
            [a] => mix(a.view(), 1.0, 1.0),
            [a, b] => mix(a.view(), b.view(), 1.0),
            [a, b, c] => mix(a.view(), b.view(), c.view()),
            _ => panic!("1 to 3 operands"),
        };
        assert_eq!(found.strides(), expected, "{layouts:?}");
    }
}
