//! Functions with core dimensions in all layouts: packed slices, strided views, given outputs, parallel.

use ndarray::{Array2, ArrayD, ArrayView2, ArrayViewMut2, Axis, IxDyn, ShapeBuilder};
use ufunc_core::{Order, guvectorize};
use ufunc_tests::layouts::{Laid, Layout};
use ufunc_tests::oracle::{assert_same_bits, at, broadcast, build};

/// Weighted cumulative sum: tells each element's place.
#[guvectorize("(n),()->(n)")]
fn cumulate(x: &[f64], by: f64, out: &mut [f64]) {
    let mut sum = by;
    for (place, x) in out.iter_mut().zip(x) {
        sum = sum * 1.5 + x;
        *place = sum;
    }
}

/// The same through views.
#[guvectorize("(n),()->(n)")]
fn cumulate_views(x: ndarray::ArrayView1<f64>, by: f64, mut out: ndarray::ArrayViewMut1<f64>) {
    let mut sum = by;
    for (i, x) in x.iter().enumerate() {
        sum = sum * 1.5 + x;
        out[i] = sum;
    }
}

#[guvectorize("(m,n),(n)->(n,m),()")]
fn mixed(a: ArrayView2<f64>, b: &[f64], mut out: ArrayViewMut2<f64>, sum: &mut f64) {
    for ((i, j), a) in a.indexed_iter() {
        out[[j, i]] = a - 2.0 * b[j];
        *sum += a * b[j];
    }
}

#[guvectorize("(4),()->(2)")]
fn ends(x: &[f64; 4], by: f64, out: &mut [f64; 2]) {
    *out = [x[0] * by, x[3] + by + out[0] * 0.0];
}

fn value(by: f64) -> impl Fn(&[usize]) -> f64 {
    move |index| index.iter().fold(by, |sum, &i| sum * 1.3 + i as f64)
}

fn expected_cumulate(x: &ArrayD<f64>, by: &ArrayD<f64>) -> ArrayD<f64> {
    let loops = broadcast(&[&x.shape()[..x.ndim() - 1], by.shape()]).unwrap();
    let n = x.shape()[x.ndim() - 1];
    build(&[&loops[..], &[n]].concat(), |index| {
        let (place, k) = (&index[..loops.len()], index[loops.len()]);
        let mut sum = at(&by.view(), place);
        for i in 0..=k {
            sum = sum * 1.5 + at(&x.view().index_axis(Axis(x.ndim() - 1), i), place);
        }
        sum
    })
}

#[test]
fn slices_and_views_in_all_layouts() {
    let shape = [3, 2, 5];
    for lx in Layout::all(3) {
        for lb in Layout::all(2) {
            let x = Laid::new(&shape, &lx, f64::NAN, value(0.5));
            let by = Laid::new(&[3, 2], &lb, f64::NAN, value(0.25));
            let expected = expected_cumulate(&x.view().to_owned(), &by.view().to_owned());
            let expected = expected.view();
            let what = format!("{} {}", lx.name, lb.name);
            let slices = || cumulate::lazy(x.view(), by.view());
            let views = || cumulate_views::lazy(x.view(), by.view());
            assert_same_bits(&slices().serial().eval().unwrap().view(), &expected, &what);
            assert_same_bits(
                &slices().parallel().eval().unwrap().view(),
                &expected,
                &what,
            );
            assert_same_bits(&views().serial().eval().unwrap().view(), &expected, &what);
            assert_same_bits(
                &views().parallel().order(Order::F).eval().unwrap().view(),
                &expected,
                &what,
            );
            for lo in Layout::writable(3) {
                let what = format!("{what} -> {}", lo.name);
                for parallel in [false, true] {
                    let mut out = Laid::new(&shape, &lo, -1.0, |_| -2.0);
                    let call = if parallel {
                        slices().parallel()
                    } else {
                        slices()
                    };
                    call.assign_to(out.view_mut()).unwrap();
                    assert_same_bits(&out.view(), &expected, &what);
                    let gaps = out.memory().iter().filter(|x| **x == -1.0).count();
                    assert_eq!(gaps, out.memory().len() - 30, "{what}");
                    let mut out = Laid::new(&shape, &lo, -1.0, |_| -2.0);
                    let call = if parallel {
                        views().parallel()
                    } else {
                        views()
                    };
                    call.assign_to(out.view_mut()).unwrap();
                    assert_same_bits(&out.view(), &expected, &what);
                    let gaps = out.memory().iter().filter(|x| **x == -1.0).count();
                    assert_eq!(gaps, out.memory().len() - 30, "{what}");
                }
            }
        }
    }
}

#[test]
fn several_operands_and_outputs_in_all_layouts() {
    for la in Layout::all(3) {
        for lb in Layout::all(2) {
            let a = Laid::new(&[2, 3, 4], &la, f64::NAN, value(0.5));
            let b = Laid::new(&[2, 4], &lb, f64::NAN, value(0.25));
            let (av, bv) = (a.view(), b.view());
            let out = build(&[2, 4, 3], |i| {
                av[[i[0], i[2], i[1]]] - 2.0 * bv[[i[0], i[1]]]
            });
            let sum = build(&[2], |i| {
                let mut sum = 0.0;
                for m in 0..3 {
                    for n in 0..4 {
                        sum += av[[i[0], m, n]] * bv[[i[0], n]];
                    }
                }
                sum
            });
            let what = format!("{} {}", la.name, lb.name);
            let (found, total) = mixed::lazy(av.view(), bv.view()).parallel().eval().unwrap();
            assert_same_bits(&found.view(), &out.view(), &what);
            assert_same_bits(&total.view(), &sum.view(), &what);
            for lo in Layout::writable(3) {
                let mut found = Laid::new(&[2, 4, 3], &lo, -1.0, |_| 0.0);
                let mut total = Laid::new(&[2], &Layout::writable(1)[3], -1.0, |_| 0.0);
                mixed::lazy(av.view(), bv.view())
                    .assign_to((found.view_mut(), total.view_mut()))
                    .unwrap();
                assert_same_bits(&found.view(), &out.view(), &what);
                assert_same_bits(&total.view(), &sum.view(), &what);
            }
        }
    }
}

#[test]
fn arrays_of_fixed_size_in_all_layouts() {
    for lx in Layout::all(2) {
        let x = Laid::new(&[5, 4], &lx, f64::NAN, value(0.5));
        let by = build(&[3, 1], |i| i[0] as f64 + 0.5);
        let expected = build(&[3, 5, 2], |i| {
            let (row, by) = (i[1], i[0] as f64 + 0.5);
            match i[2] {
                0 => x.view()[[row, 0]] * by,
                _ => x.view()[[row, 3]] + by + 0.0,
            }
        });
        let fresh = ends::lazy(x.view(), &by).eval().unwrap();
        assert_same_bits(&fresh.view(), &expected.view(), &lx.name);
        for lo in Layout::writable(3) {
            let mut out = Laid::new(&[3, 5, 2], &lo, -1.0, |_| -2.0);
            ends::lazy(x.view(), &by)
                .parallel()
                .assign_to(out.view_mut())
                .unwrap();
            assert_eq!(out.view(), expected, "{} {}", lx.name, lo.name);
        }
    }
}

#[test]
fn loops_broadcast_in_every_small_shape() {
    let shapes: [&[usize]; 8] = [&[], &[1], &[2], &[0], &[1, 2], &[3, 1], &[3, 2], &[2, 1, 1]];
    for a in shapes {
        for b in shapes {
            for n in [0, 1, 3] {
                let x: ArrayD<f64> = build(&[a, &[n]].concat(), |i| value(0.5)(&i));
                let by: ArrayD<f64> = build(b, |i| value(0.25)(&i));
                if broadcast(&[a, b]).is_none() {
                    let error = cumulate::lazy(&x, &by).eval().unwrap_err();
                    assert!(
                        matches!(error, ufunc_core::Error::Broadcast { .. }),
                        "{error}"
                    );
                    continue;
                }
                let expected = expected_cumulate(&x, &by);
                let found = cumulate(&x, &by);
                assert_same_bits(&found.view(), &expected.view(), "serial");
                let found = cumulate_views::lazy(&x, &by).parallel().eval().unwrap();
                assert_same_bits(&found.view(), &expected.view(), "parallel");
            }
        }
    }
}

#[test]
fn fresh_outputs_have_dense_core_dimensions() {
    // The loop dimensions lie as those of the operands, the core dimensions inside, in C order.
    let x = ArrayD::<f64>::zeros(IxDyn(&[3, 4, 2]).f());
    let found = cumulate(&x, 1.0);
    assert_eq!(found.strides(), [2, 6, 1]);
    assert_eq!(
        cumulate::lazy(&x, 1.0)
            .order(Order::C)
            .eval()
            .unwrap()
            .strides(),
        [8, 2, 1]
    );
    assert_eq!(
        cumulate::lazy(&x, 1.0)
            .order(Order::F)
            .eval()
            .unwrap()
            .strides(),
        [1, 3, 12]
    );
    let x = Array2::<f64>::zeros((3, 4));
    assert_eq!(cumulate(x.t(), 1.0).strides(), [3, 1]);
}

/// Adds to what is there, and leaves the last element; fails where `x` says so.
#[guvectorize("(n)->(n)")]
fn add_all_but_last(x: &[f64], out: &mut [f64]) -> Result<(), String> {
    for (place, x) in out.iter_mut().zip(&x[..x.len() - 1]) {
        *place += 10.0 * x;
    }
    if x[0] == 1e9 {
        return Err("here".to_owned());
    }
    Ok(())
}

/// Sub-arrays whose neighbours in the row share cache lines are copied several at a time.
#[test]
fn rows_that_are_copied_ahead() {
    for rows in [1, 2, 31, 32, 33, 70] {
        for len in [2, 3, 8, 9, 65] {
            for layout in Layout::writable(2) {
                let what = format!("{rows} rows of {len}, {}", layout.name);
                let x = Laid::new(&[rows, len], &layout, f64::NAN, value(0.5));
                let mut out = Laid::new(&[rows, len], &layout, -1.0, value(2.0));
                let expected = build(&[rows, len], |i| {
                    let old = value(2.0)(&i);
                    if i[1] == len - 1 {
                        old
                    } else {
                        old + 10.0 * x.view()[[i[0], i[1]]]
                    }
                });
                add_all_but_last::lazy(x.view())
                    .assign_to(out.view_mut())
                    .unwrap();
                assert_same_bits(&out.view(), &expected.view(), &what);
                let gaps = out.memory().iter().filter(|x| **x == -1.0).count();
                assert_eq!(gaps, out.memory().len() - rows * len, "{what}");
                // The same row for all, and one that lies elsewhere for each of two.
                let one = x.view();
                let one = one.index_axis(Axis(0), 0);
                let all = cumulate(one.view(), ndarray::Array1::zeros(rows));
                let first = cumulate(one, 0.0);
                for row in all.outer_iter() {
                    assert_same_bits(&row.into_dyn(), &first.view().into_dyn(), &what);
                }
            }
        }
    }
}

#[test]
fn an_error_among_rows_that_are_copied_ahead() {
    for at in [0, 1, 5, 31, 32, 39] {
        let mut x = Array2::from_elem((7, 40), 1.0);
        x[[0, at]] = 1e9;
        let mut out = Array2::from_elem((7, 40), 0.5);
        let call = add_all_but_last::lazy(x.t()).assign_to(out.view_mut().reversed_axes());
        assert!(matches!(call, Err(ufunc_core::Error::Kernel { .. })));
        for ((i, j), &found) in out.indexed_iter() {
            let new = 0.5 + 10.0 * x[[i, j]];
            assert!(found == 0.5 || (found == new && j <= at && i < 6));
        }
    }
}

#[guvectorize("(n)->(n)")]
fn bytes(x: &[u8], out: &mut [u8]) {
    for (place, x) in out.iter_mut().zip(x) {
        *place = x.wrapping_mul(3);
    }
}

#[guvectorize("(n)->()")]
fn units(x: &[()]) -> usize {
    x.len()
}

#[test]
fn elements_of_one_byte_and_of_none_are_copied_ahead() {
    let x = Array2::from_shape_fn((5, 700), |(i, j)| (i * 100 + j) as u8);
    let mut out = Array2::zeros((5, 700));
    bytes::lazy(x.t())
        .assign_to(out.view_mut().reversed_axes())
        .unwrap();
    assert_eq!(out, x.mapv(|x| x.wrapping_mul(3)));
    let nothing = Array2::from_elem((5, 90), ());
    assert!(units(nothing.t()).iter().all(|&len| len == 5));
}
