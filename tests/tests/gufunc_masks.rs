//! Masked calls of functions with core dimensions: where the mask is false, the function is not called.

#[path = "gufunc_masks/calls.rs"]
mod calls;

use std::sync::atomic::{AtomicUsize, Ordering};

use ndarray::{ArrayD, ArrayView2, ArrayViewMut2, Axis, IxDyn};
use ufunc_core::{Error, Order, guvectorize};
use ufunc_tests::layouts::{Laid, Layout};
use ufunc_tests::oracle::{assert_same_bits, at, broadcast, build};

/// Weighted cumulative sum; negative weights are to be masked out.
#[guvectorize("(n),()->(n)")]
fn cumulate(x: &[f64], by: f64, out: &mut [f64]) {
    assert!(by >= 0.0, "masked-out places are not computed");
    let mut sum = by;
    for (place, x) in out.iter_mut().zip(x) {
        sum = sum * 1.5 + x + *place * 0.0;
        *place = sum;
    }
}

/// The same through views.
#[guvectorize("(n),()->(n)")]
fn cumulate_views(x: ndarray::ArrayView1<f64>, by: f64, mut out: ndarray::ArrayViewMut1<f64>) {
    assert!(by >= 0.0, "masked-out places are not computed");
    let mut sum = by;
    for (i, x) in x.iter().enumerate() {
        sum = sum * 1.5 + x;
        out[i] = sum;
    }
}

/// Small sub-arrays of fixed size: they go through the stack.
#[guvectorize("(2,2),()->(2,2)")]
fn scaled(a: ArrayView2<f64>, by: f64, mut out: ArrayViewMut2<f64>) {
    assert!(by >= 0.0, "masked-out places are not computed");
    out.assign(&(&a * by));
}

#[guvectorize("(n),()->(2),()")]
fn ends(x: &[f64], by: f64) -> ([f64; 2], f64) {
    assert!(by >= 0.0, "masked-out places are not computed");
    ([x[0] * by, x[x.len() - 1] * by], by)
}

/// Elements that tell their index.
fn value(by: f64) -> impl Fn(&[usize]) -> f64 {
    move |index| index.iter().fold(by, |sum, &i| sum * 1.375 + i as f64)
}

fn numbers(shape: &[usize]) -> ArrayD<f64> {
    build(shape, |index| value(0.5)(&index))
}

/// A mask that looks random.
fn mask(shape: &[usize], seed: usize) -> ArrayD<bool> {
    let mut state = seed;
    build(shape, |_| {
        state = (state * 7 + 3) % 101;
        !state.is_multiple_of(3)
    })
}

/// The weights of places where a mask is true, and elsewhere one that must not be used.
fn weights(mask: &ArrayD<bool>) -> ArrayD<f64> {
    build(mask.shape(), |index| match mask[IxDyn(&index)] {
        true => value(0.25)(&index),
        false => -1.0,
    })
}

/// What `cumulate` makes of loop dimensions to which the mask belongs too; `other` elsewhere.
fn expected(x: &ArrayD<f64>, by: &ArrayD<f64>, mask: &ArrayD<bool>, other: f64) -> ArrayD<f64> {
    let (n, loops) = x.shape().split_last().unwrap();
    let loops = broadcast(&[loops, by.shape(), mask.shape()]).unwrap();
    build(&[&loops[..], &[*n]].concat(), |index| {
        let (place, k) = (&index[..loops.len()], index[loops.len()]);
        if !at(&mask.view(), place) {
            return other;
        }
        let mut sum = at(&by.view(), place);
        for i in 0..=k {
            sum = sum * 1.5 + at(&x.view().index_axis(Axis(x.ndim() - 1), i), place);
        }
        sum
    })
}

#[test]
fn filled_or_kept_in_all_layouts() {
    let shape = [4, 6, 5];
    for (seed, lx) in Layout::all(3).into_iter().enumerate() {
        let x = Laid::new(&shape, &lx, f64::NAN, value(0.5));
        let mask = mask(&[4, 6], seed);
        let by = weights(&mask);
        let filled = expected(&x.view().to_owned(), &by, &mask, -5.0);
        let kept = expected(&x.view().to_owned(), &by, &mask, -2.0);
        let (filled, kept) = (filled.view(), kept.view());
        let slices = || cumulate::lazy(x.view(), &by).mask(&mask);
        let views = || cumulate_views::lazy(x.view(), &by).mask(&mask);
        let what = lx.name.as_str();
        assert_same_bits(&slices().fill(-5.0).eval().unwrap().view(), &filled, what);
        assert_same_bits(
            &slices().fill(-5.0).parallel().eval().unwrap().view(),
            &filled,
            what,
        );
        assert_same_bits(&views().fill(-5.0).eval().unwrap().view(), &filled, what);
        let fortran = views()
            .fill(-5.0)
            .parallel()
            .order(Order::F)
            .eval()
            .unwrap();
        assert_same_bits(&fortran.view(), &filled, what);
        for lo in Layout::writable(3) {
            let what = format!("{} -> {}", lx.name, lo.name);
            let check = |out: Laid<f64>, expected| {
                assert_same_bits(&out.view(), expected, &what);
                let gaps = out.memory().iter().filter(|x| **x == -1.0).count();
                assert_eq!(gaps, out.memory().len() - 120, "{what}");
            };
            for call in [slices(), slices().parallel()] {
                let mut out = Laid::new(&shape, &lo, -1.0, |_| -2.0);
                call.assign_to(out.view_mut()).unwrap();
                check(out, &kept);
            }
            for call in [views(), views().parallel()] {
                let mut out = Laid::new(&shape, &lo, -1.0, |_| -2.0);
                call.assign_to(out.view_mut()).unwrap();
                check(out, &kept);
            }
            let mut out = Laid::new(&shape, &lo, -1.0, |_| -2.0);
            slices()
                .fill(-5.0)
                .parallel()
                .assign_to(out.view_mut())
                .unwrap();
            check(out, &filled);
        }
    }
}

/// Sub-arrays that share cache lines are copied several at a time, and written back after the last: each stretch of the
/// mask by itself.
#[test]
fn runs_of_every_pattern() {
    let x = Laid::of(&numbers(&[12, 3]), &Layout::writable(2)[1], f64::NAN);
    for pattern in 0..1 << 12 {
        let mask = build(&[12], |index| pattern >> index[0] & 1 == 1);
        let by = weights(&mask);
        let kept = expected(&x.view().to_owned(), &by, &mask, -2.0);
        let mut out = Laid::new(&[12, 3], &Layout::writable(2)[1], -1.0, |_| -2.0);
        let call = cumulate::lazy(x.view(), &by).mask(&mask);
        call.assign_to(out.view_mut()).unwrap();
        assert_same_bits(&out.view(), &kept.view(), &format!("{pattern:b}"));
    }
}

#[test]
fn masks_broadcast_both_ways() {
    let x = numbers(&[2, 1, 4, 3]);
    for shape in [
        &[][..],
        &[4],
        &[1],
        &[3, 1],
        &[2, 1, 1],
        &[2, 3, 4],
        &[5, 1, 1, 1],
        &[0, 1],
    ] {
        for seed in 0..4 {
            let mask = mask(shape, seed);
            let by = build(&[], |_| 0.25);
            let filled = expected(&x, &by, &mask, -5.0);
            let call = || cumulate::lazy(&x, 0.25).mask(&mask);
            assert_eq!(call().fill(-5.0).eval().unwrap(), filled, "{shape:?}");
            assert_eq!(
                call().fill(-5.0).parallel().eval().unwrap(),
                filled,
                "{shape:?}"
            );
            let mut out = ArrayD::from_elem(filled.raw_dim(), -5.0);
            call().assign_to(&mut out).unwrap();
            assert_eq!(out, filled, "{shape:?}");
            if shape.len() == 4 {
                let mut smaller = ArrayD::from_elem(x.raw_dim(), -5.0);
                let error = call().assign_to(&mut smaller).unwrap_err();
                assert!(matches!(error, Error::OutShape { .. }), "{error}");
            }
        }
    }
}

#[test]
fn small_and_returned_sub_arrays() {
    let a = numbers(&[3, 5, 2, 2]);
    for seed in 0..5 {
        let mask = mask(&[3, 5], seed);
        let by = weights(&mask);
        let expected = build(&[3, 5, 2, 2], |index| match mask[IxDyn(&index[..2])] {
            true => a[IxDyn(&index)] * by[IxDyn(&index[..2])],
            false => 8.0,
        });
        for la in Layout::writable(4) {
            let a = Laid::of(&a, &la, f64::NAN);
            for lo in Layout::writable(4) {
                let what = format!("{} -> {}", la.name, lo.name);
                let mut out = Laid::new(&[3, 5, 2, 2], &lo, -1.0, |_| 8.0);
                let call = || scaled::lazy(a.view(), &by).mask(&mask);
                call().assign_to(out.view_mut()).unwrap();
                assert_same_bits(&out.view(), &expected.view(), &what);
                let mut out = Laid::new(&[3, 5, 2, 2], &lo, -1.0, |_| 0.0);
                call()
                    .fill(8.0)
                    .parallel()
                    .assign_to(out.view_mut())
                    .unwrap();
                assert_same_bits(&out.view(), &expected.view(), &what);
                let gaps = out.memory().iter().filter(|x| **x == -1.0).count();
                assert_eq!(gaps, out.memory().len() - 60, "{what}");
            }
        }
        let x = numbers(&[3, 5, 4]);
        let (pairs, weight) = ends::lazy(&x, &by)
            .mask(&mask)
            .fill((3.0, 4.0))
            .eval()
            .unwrap();
        for index in ufunc_tests::oracle::indices(&[3, 5]) {
            let (i, by) = (IxDyn(&index), by[IxDyn(&index)]);
            let taken = mask[i.clone()];
            assert_eq!(weight[i], if taken { by } else { 4.0 });
            for (end, k) in [(0, 0), (1, 3)] {
                let from = x[IxDyn(&[index[0], index[1], k])];
                let pair = pairs[IxDyn(&[index[0], index[1], end])];
                assert_eq!(pair, if taken { from * by } else { 3.0 });
            }
        }
    }
}

#[test]
fn each_place_is_computed_once_or_not_at_all() {
    static CALLS: AtomicUsize = AtomicUsize::new(0);

    #[guvectorize("(n)->()")]
    fn counted(x: &[f64]) -> f64 {
        CALLS.fetch_add(1, Ordering::Relaxed);
        x[0]
    }

    let x = numbers(&[300, 50, 2]);
    for shape in [&[300, 50][..], &[50], &[300, 1], &[]] {
        let mask = mask(shape, 5);
        let taken = mask.iter().filter(|taken| **taken).count() * 15_000 / mask.len();
        for call in [counted::lazy(&x), counted::lazy(&x).parallel()] {
            CALLS.store(0, Ordering::Relaxed);
            call.mask(&mask).fill(0.0).eval().unwrap();
            assert_eq!(CALLS.load(Ordering::Relaxed), taken, "{shape:?}");
        }
    }
}
