//! `axis`, `axes` and `keepdims`: core dimensions that are not the last ones, and those that outputs keep.

#[path = "gufunc_axes/errors.rs"]
mod errors;
#[path = "gufunc_axes/forms.rs"]
mod forms;
#[path = "gufunc_axes/kept.rs"]
mod kept;

use ndarray::{ArrayD, ArrayView1, ArrayView2, ArrayViewD, ArrayViewMut1, ArrayViewMut2, IxDyn};
use proptest::prelude::*;
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
fn cumulate_views(x: ArrayView1<f64>, by: f64, mut out: ArrayViewMut1<f64>) {
    let mut sum = by;
    for (i, x) in x.iter().enumerate() {
        sum = sum * 1.5 + x;
        out[i] = sum;
    }
}

#[guvectorize("(m,n),(n,p)->(m,p)")]
fn product(a: ArrayView2<f64>, b: ArrayView2<f64>, mut out: ArrayViewMut2<f64>) {
    out.assign(&a.dot(&b));
}

/// Small sub-arrays of fixed size: they go through the stack.
#[guvectorize("(2,3),(3)->(2)")]
fn apply(a: ArrayView2<f64>, x: &[f64; 3]) -> [f64; 2] {
    [0, 1].map(|i| a[[i, 0]] * x[0] + a[[i, 1]] * x[1] + a[[i, 2]] * x[2])
}

#[guvectorize("(n),(n)->()")]
fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

#[guvectorize("(m,n)->(n),()")]
fn columns(a: ArrayView2<f64>, sums: &mut [f64], total: &mut f64) {
    for (sum, column) in sums.iter_mut().zip(a.columns()) {
        *sum = column.iter().fold(0.0, |sum, x| sum * 1.25 + x);
        *total = *total * 0.5 + *sum;
    }
}

/// Elements that tell their index.
fn value(by: f64) -> impl Fn(&[usize]) -> f64 {
    move |index| index.iter().fold(by, |sum, &i| sum * 1.375 + i as f64)
}

fn array(shape: &[usize], by: f64) -> ArrayD<f64> {
    build(shape, |index| value(by)(&index))
}

/// The axes with these last.
fn order(ndim: usize, last: &[isize]) -> Vec<usize> {
    let last = last.iter().map(|&axis| match axis {
        ..0 => ndim.strict_sub(axis.unsigned_abs()),
        0.. => axis.unsigned_abs(),
    });
    let last: Vec<usize> = last.collect();
    let loops = (0..ndim).filter(|axis| !last.contains(axis));
    loops.chain(last.iter().copied()).collect()
}

/// The array with these axes last.
fn moved<'a>(array: &ArrayViewD<'a, f64>, last: &[isize]) -> ArrayViewD<'a, f64> {
    let order = order(array.ndim(), last);
    array.clone().permuted_axes(IxDyn(&order))
}

/// The array whose last axes belong to these places.
fn moved_back<'a>(array: &ArrayViewD<'a, f64>, last: &[isize]) -> ArrayViewD<'a, f64> {
    let mut places = vec![0; array.ndim()];
    for (place, axis) in order(array.ndim(), last).into_iter().enumerate() {
        places[axis] = place;
    }
    array.clone().permuted_axes(IxDyn(&places))
}

/// All pairs of two different axes, some of them counted from the end.
fn pairs(ndim: isize) -> Vec<[isize; 2]> {
    let all = (0..ndim).flat_map(|a| (0..ndim).map(move |b| [a, b]));
    (all.filter(|[a, b]| a != b))
        .map(|[a, b]| [a, if a < b { b - ndim } else { b }])
        .collect()
}

#[test]
fn slices_and_views_along_each_axis_in_all_layouts() {
    let shape = [3, 4, 5];
    for axis in -3isize..3 {
        let core = axis.rem_euclid(3).unsigned_abs();
        let loops: Vec<usize> = (0..3).filter(|&i| i != core).map(|i| shape[i]).collect();
        for lx in Layout::all(3) {
            let x = Laid::new(&shape, &lx, f64::NAN, value(0.5));
            let x = x.view();
            let by = array(&loops, 0.25);
            let expected = build(&shape, |index| {
                let place: Vec<usize> = (0..3).filter(|&i| i != core).map(|i| index[i]).collect();
                let mut sum = at(&by.view(), &place);
                for i in 0..=index[core] {
                    let mut there = index.clone();
                    there[core] = i;
                    sum = sum * 1.5 + x[IxDyn(&there)];
                }
                sum
            });
            let expected = expected.view();
            let what = format!("axis {axis} {}", lx.name);
            let slices = || cumulate::lazy(x.view(), &by).axis(axis);
            let views = || cumulate_views::lazy(x.view(), &by).axis(axis);
            assert_same_bits(&slices().serial().eval().unwrap().view(), &expected, &what);
            assert_same_bits(
                &slices().parallel().eval().unwrap().view(),
                &expected,
                &what,
            );
            assert_same_bits(&views().serial().eval().unwrap().view(), &expected, &what);
            let fortran = views().parallel().order(Order::F).eval().unwrap();
            assert_same_bits(&fortran.view(), &expected, &what);
            for lo in Layout::writable(3) {
                let what = format!("{what} -> {}", lo.name);
                for call in [slices(), slices().parallel()] {
                    let mut out = Laid::new(&shape, &lo, -1.0, |_| -2.0);
                    call.assign_to(out.view_mut()).unwrap();
                    assert_same_bits(&out.view(), &expected, &what);
                    let gaps = out.memory().iter().filter(|x| **x == -1.0).count();
                    assert_eq!(gaps, out.memory().len() - 60, "{what}");
                }
                for call in [views(), views().parallel()] {
                    let mut out = Laid::new(&shape, &lo, -1.0, |_| -2.0);
                    call.assign_to(out.view_mut()).unwrap();
                    assert_same_bits(&out.view(), &expected, &what);
                    let gaps = out.memory().iter().filter(|x| **x == -1.0).count();
                    assert_eq!(gaps, out.memory().len() - 60, "{what}");
                }
            }
        }
    }
}

/// Where each core axis of a product is, and the sizes of the others.
#[test]
fn products_over_all_pairs_of_axes() {
    let (l, m, n, p) = (2, 3, 4, 5);
    for of_a in pairs(3) {
        let a = moved_back(&array(&[l, m, n], 0.5).view(), &of_a).to_owned();
        for of_b in pairs(3) {
            let b = moved_back(&array(&[1, n, p], 0.25).view(), &of_b).to_owned();
            for of_out in pairs(3) {
                let lists = [of_a, of_b, of_out];
                let what = format!("{lists:?}");
                // Straight from the lists: the element at an index is a sum over what they say is `n`.
                let place = |list: [isize; 2], of_loop: usize, core: [usize; 2]| {
                    let mut index = [of_loop; 3];
                    for (axis, i) in list.iter().zip(core) {
                        index[axis.rem_euclid(3).unsigned_abs()] = i;
                    }
                    IxDyn(&index)
                };
                let mut expected = ArrayD::zeros(place(of_out, l, [m, p]));
                for i in 0..l {
                    for j in 0..m {
                        for k in 0..p {
                            let terms = (0..n)
                                .map(|q| a[place(of_a, i, [j, q])] * b[place(of_b, 0, [q, k])]);
                            expected[place(of_out, i, [j, k])] = terms.sum::<f64>();
                        }
                    }
                }
                let call = || product::lazy(&a, &b).axes(lists);
                let found = call().eval().unwrap();
                assert_eq!(found.shape(), expected.shape(), "{what}");
                let far = (&found - &expected).fold(0.0, |far: f64, d| far.max(d.abs()));
                assert!(far < 1e-10, "{what}: {far}");
                let found = found.view();
                assert_same_bits(&call().parallel().eval().unwrap().view(), &found, &what);
                for order in [Order::C, Order::F] {
                    let other = call().order(order).eval().unwrap();
                    assert_same_bits(&other.view(), &found, &what);
                    let lies = match order {
                        Order::C => other.is_standard_layout(),
                        _ => other.t().is_standard_layout(),
                    };
                    assert!(lies, "{what}: {order:?}");
                }
                let mut out = ArrayD::zeros(expected.raw_dim());
                call().assign_to(&mut out).unwrap();
                assert_same_bits(&out.view(), &found, &what);
            }
        }
    }
}

#[test]
fn small_sub_arrays_in_all_layouts() {
    for of_a in pairs(3) {
        for of_x in [0isize, -1] {
            for of_out in [0isize, -1] {
                let plain = array(&[5, 2, 3], 0.5);
                let vectors = array(&[5, 3], 0.25);
                let expected = apply::lazy(&plain, &vectors).eval().unwrap();
                let expected = moved_back(&expected.view(), &[of_out]);
                let a = moved_back(&plain.view(), &of_a).to_owned();
                let x = moved_back(&vectors.view(), &[of_x]).to_owned();
                for la in Layout::writable(3) {
                    let a = Laid::of(&a, &la, f64::NAN);
                    for lo in Layout::writable(2) {
                        let what = format!("{of_a:?} {of_x} {of_out} {} {}", la.name, lo.name);
                        let call = || apply::lazy(a.view(), &x).axes((of_a, of_x, of_out));
                        assert_same_bits(&call().eval().unwrap().view(), &expected, &what);
                        let mut out = Laid::new(expected.shape(), &lo, -1.0, |_| -2.0);
                        call().parallel().assign_to(out.view_mut()).unwrap();
                        assert_same_bits(&out.view(), &expected, &what);
                        let gaps = out.memory().iter().filter(|x| **x == -1.0).count();
                        assert_eq!(gaps, out.memory().len() - 10, "{what}");
                    }
                }
            }
        }
    }
}

/// Lists of axes for operands of these ranks, and shapes of the loop that broadcast.
fn axes(ndim: usize, core: usize) -> impl Strategy<Value = Vec<isize>> {
    let all: Vec<usize> = (0..ndim).collect();
    let signs = prop::collection::vec(any::<bool>(), core);
    (Just(all).prop_shuffle(), signs).prop_map(move |(all, signs)| {
        (all.iter().zip(signs))
            .map(|(&axis, negative)| {
                let axis = axis.cast_signed();
                if negative {
                    axis - ndim.cast_signed()
                } else {
                    axis
                }
            })
            .collect()
    })
}

/// A loop shape, and the same with some axes repeated or left out.
fn loops() -> impl Strategy<Value = (Vec<usize>, Vec<usize>)> {
    prop::collection::vec((0..4usize, any::<bool>()), 0..4).prop_flat_map(|axes| {
        let whole: Vec<usize> = axes.iter().map(|(size, _)| *size).collect();
        let some: Vec<usize> = (axes.iter())
            .map(|(size, one)| if *one { 1 } else { *size })
            .collect();
        let len = some.len();
        (Just(whole), Just(some), 0..=len).prop_map(|(whole, some, skip)| {
            let some = some[skip..].to_vec();
            (whole, some)
        })
    })
}

#[derive(Clone, Debug)]
struct Products {
    shapes: [Vec<usize>; 2],
    lists: [Vec<isize>; 3],
    parallel: bool,
}

fn products() -> impl Strategy<Value = Products> {
    (loops(), any::<bool>(), 0..4usize, 0..4usize, 0..4usize).prop_flat_map(
        |((first, second), swap, m, n, p)| {
            let (first, second) = if swap {
                (second, first)
            } else {
                (first, second)
            };
            let whole = broadcast(&[&first, &second]).unwrap();
            let ndims = [first.len() + 2, second.len() + 2, whole.len() + 2];
            let shapes = [
                [&first[..], &[m, n]].concat(),
                [&second[..], &[n, p]].concat(),
            ];
            let lists = [axes(ndims[0], 2), axes(ndims[1], 2), axes(ndims[2], 2)];
            (Just(shapes), lists, any::<bool>()).prop_map(|(shapes, lists, parallel)| Products {
                shapes,
                lists,
                parallel,
            })
        },
    )
}

proptest! {
    /// Axes are what `permuted_axes` makes of the operands and the result.
    #[test]
    fn axes_permute_the_operands(call in products()) {
        let Products { shapes, lists, parallel } = call;
        let (a, b) = (array(&shapes[0], 0.5), array(&shapes[1], 0.25));
        let plain = product::lazy(&a, &b).eval().unwrap();
        let expected = moved_back(&plain.view(), &lists[2]);
        let (a, b) = (moved_back(&a.view(), &lists[0]), moved_back(&b.view(), &lists[1]));
        let there_and_back = moved(&a, &lists[0]);
        prop_assert_eq!(there_and_back.shape(), &shapes[0][..]);
        let call = || {
            let call = product::lazy(a.view(), b.view()).axes(&lists);
            if parallel { call.parallel() } else { call }
        };
        let found = call().eval().unwrap();
        assert_same_bits(&found.view(), &expected, "fresh");
        let mut out = ArrayD::from_elem(expected.raw_dim(), f64::NAN);
        call().assign_to(&mut out).unwrap();
        assert_same_bits(&out.view(), &expected, "given");
    }
}
