//! Masked calls of functions with core dimensions: where the mask is false, the function is not called.

use std::sync::atomic::{AtomicUsize, Ordering};

use ndarray::{Array1, Array2, Array3, ArrayD, ArrayView2, ArrayViewMut2, Axis, IxDyn, array};
use ufunc_core::{Error, Order, guvectorize, vectorize};
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

#[guvectorize("(n)->()")]
fn root_of_sum(x: &[f64]) -> Result<f64, String> {
    let sum: f64 = x.iter().sum();
    if sum < 0.0 {
        return Err(format!("{sum} is negative"));
    }
    Ok(sum.sqrt())
}

#[guvectorize("(n)->(),()")]
fn least_and_most(x: &[i32], least: &mut i32, most: &mut u8) {
    *least = x.iter().copied().min().unwrap_or(7);
    *most += x.iter().copied().max().unwrap_or(7) as u8;
}

#[vectorize]
fn positive(x: f64) -> bool {
    x >= 0.0
}

#[vectorize]
fn add(a: f64, b: f64) -> f64 {
    a + b
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
        state % 3 != 0
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
fn every_pattern_of_a_row() {
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
fn scalars_slices_and_pending_calls_are_masks() {
    let x = array![[1.0, 2.0], [3.0, 4.0]];
    let weights = array![0.0, 1.0];
    let call = || cumulate::lazy(&x, &weights);
    let all = call().eval().unwrap();
    assert_eq!(call().mask(true).fill(0.0).eval().unwrap(), all);
    assert_eq!(
        call().mask(false).fill(9.0).eval().unwrap(),
        Array2::from_elem((2, 2), 9.0)
    );
    let by = array![-1.0, 1.0];
    let expected: Array2<f64> = array![[7.0, 7.0], [4.5, 10.75]];
    assert_eq!(
        cumulate::lazy(&x, &by)
            .mask(positive::lazy(&by))
            .fill(7.0)
            .eval()
            .unwrap(),
        expected
    );
    assert_eq!(
        cumulate::lazy(&x, &by)
            .mask(&[false, true])
            .fill(7.0)
            .eval()
            .unwrap(),
        expected
    );
    // No loop dimension: a scalar, or the sub-array itself.
    let (pair, by) = ends::lazy(&[2.0, 3.0], 2.0)
        .mask(false)
        .fill((0.5, 0.25))
        .eval()
        .unwrap();
    assert_eq!((pair, by), (array![0.5, 0.5], 0.25));
    // The mask alone has a rank.
    let found: Array3<f64> = cumulate::lazy(&[1.0, 2.0], 0.0)
        .mask(&array![[true, false]])
        .fill(0.0)
        .eval()
        .unwrap();
    assert_eq!(found, array![[[1.0, 3.5], [0.0, 0.0]]]);
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

/// Outputs behind `&mut` start as `Default::default()` where the function is called, and hold the fill elsewhere.
#[test]
fn several_outputs_and_what_they_start_as() {
    let x = array![[3, 1], [5, 9], [2, 2]];
    let call = || least_and_most::lazy(&x).mask(&[true, false, true]);
    let (least, most) = call().fill((-1, 200)).eval().unwrap();
    assert_eq!((least, most), (array![1, -1, 2], array![3, 200, 2]));
    let (mut least, mut most) = (Array1::from_elem(3, 50), Array1::from_elem(3, 60));
    call().assign_to((&mut least, &mut most)).unwrap();
    assert_eq!((least, most), (array![1, 50, 2], array![63, 60, 62]));
    let empty = ArrayD::zeros(IxDyn(&[3, 0]));
    let (least, _) = least_and_most::lazy(&empty)
        .mask(&[true, false, true])
        .fill((-1, 0))
        .eval()
        .unwrap();
    assert_eq!(least, array![7, -1, 7].into_dyn());
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

#[test]
fn axes_and_kept_dimensions() {
    let x = numbers(&[5, 4, 6]);
    let mask = mask(&[4, 6], 3);
    let by = weights(&mask);
    let arranged = x.view().permuted_axes(IxDyn(&[1, 2, 0])).to_owned();
    let filled = expected(&arranged, &by, &mask, -5.0);
    let filled = filled.view().permuted_axes(IxDyn(&[2, 0, 1]));
    let call = || cumulate::lazy(&x, &by).axis(0).mask(&mask);
    assert_eq!(call().fill(-5.0).eval().unwrap(), filled);
    let mut out = ArrayD::from_elem(x.raw_dim(), -5.0);
    call().parallel().assign_to(&mut out).unwrap();
    assert_eq!(out, filled);
    let kept = root_of_sum::lazy(&x)
        .mask(&mask)
        .axis(0)
        .fill(-1.0)
        .keepdims()
        .eval()
        .unwrap();
    let plain = root_of_sum::lazy(&x)
        .axis(0)
        .fill(-1.0)
        .mask(&mask)
        .eval()
        .unwrap();
    assert_eq!(kept, plain.insert_axis(Axis(0)));
    let text = call().fill(0.0).explain().to_string();
    assert!(
        text.contains("mask: [4, 6], the function is called where it is true"),
        "{text}"
    );
}

#[test]
fn fallible_functions() {
    let x = array![
        [1.0, 3.0],
        [-1.0, 0.0],
        [4.0, 5.0],
        [-2.0, 1.0],
        [-3.0, 0.0]
    ];
    let call = || root_of_sum::lazy(&x);
    let good = call()
        .mask(&[true, false, true, false, false])
        .fill(0.0)
        .eval()
        .unwrap();
    assert_eq!(good, array![2.0, 0.0, 3.0, 0.0, 0.0]);
    for call in [call(), call().parallel()] {
        let mut out = Array1::from_elem(5, 8.0);
        let error = call
            .mask(&[true, false, false, true, true])
            .assign_to(&mut out)
            .unwrap_err();
        let Error::Kernel { index, source, .. } = &error else {
            panic!("{error}");
        };
        assert_eq!(
            (&index[..], source.to_string()),
            (&[3][..], "-1 is negative".into())
        );
        assert_eq!((out[1], out[2], out[3]), (8.0, 8.0, 8.0));
    }
}

#[test]
fn a_masked_call_is_an_operand() {
    let x = array![[1.0, 3.0], [-1.0, 0.0], [4.0, 5.0]];
    let roots = || root_of_sum::lazy(&x).mask(&[true, false, true]);
    assert_eq!(add(roots().fill(-1.0), 10.0), array![12.0, 9.0, 13.0]);
    let error = add::lazy(roots(), 1.0).eval().unwrap_err();
    assert!(
        matches!(
            error,
            Error::Argument {
                ufunc: "root_of_sum",
                ..
            }
        ),
        "{error}"
    );
}

#[test]
fn what_goes_wrong() {
    let x = array![[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]];
    let call = || cumulate::lazy(&x, 1.0);
    assert_eq!(
        call()
            .mask(&[true, true, false])
            .eval()
            .unwrap_err()
            .to_string(),
        "cumulate: a masked call needs `.fill(value)` for the places where the mask is false, or `assign_to` an array \
         that keeps its values there"
    );
    let error = call().mask(&[true, false]).fill(0.0).eval().unwrap_err();
    assert!(
        matches!(&error, Error::MaskShape { mask, shape, .. } if mask[..] == [2] && shape[..] == [3])
    );
    assert_eq!(
        error.to_string(),
        "cumulate: mask (2) does not fit the shape (3) that the call loops over: \
         counted from the last, each of its axes must have the same size or 1"
    );
    let mut out = x.clone();
    assert!(
        call()
            .mask(&array![[true], [false]])
            .assign_to(&mut out)
            .is_err()
    );
    assert_eq!(out, x);
}
