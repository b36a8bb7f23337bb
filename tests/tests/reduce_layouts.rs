//! Reductions of arrays in all layouts, over all sets of axes, fused, masked, on several threads: the bits of the tree
//! that the docs state.

use std::sync::LazyLock;

use ndarray::{ArrayD, ArrayViewD, Axis, IxDyn};
use rayon::{ThreadPool, ThreadPoolBuilder};
use ufunc_core::ufuncs::logaddexp;
use ufunc_core::{slices, vectorize};
use ufunc_tests::folds::{grouped, keepdims, number, subsets};
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
fn same<T: Plus>(a: T) -> T {
    a
}

#[vectorize]
fn both<T: Plus>(a: T) -> (T, T) {
    (a.plus(a), a)
}

static POOLS: LazyLock<Vec<ThreadPool>> = LazyLock::new(|| {
    let pool = |n| ThreadPoolBuilder::new().num_threads(n).build().unwrap();
    (1..4).map(pool).collect()
});

fn assert_same<T: Plus>(found: &ArrayD<T>, expected: &ArrayD<T>, what: &dyn Fn() -> String) {
    assert_eq!(found.shape(), expected.shape(), "{}", what());
    for (index, (found, expected)) in found.iter().zip(expected).enumerate() {
        assert!(
            found.same(expected),
            "{}: {found:?} for {expected:?} at number {index}",
            what()
        );
    }
}

/// The results as the docs state them.
fn expected<T: Plus>(a: &ArrayViewD<'_, T>, axes: &[usize]) -> ArrayD<T> {
    grouped(a, axes, &T::plus).mapv(|value| value.unwrap_or(T::ZERO))
}

/// Every way to reduce one array over some axes; `full` asks for the rarer ones, too.
fn all_ways<T: Plus>(a: &ArrayViewD<'_, T>, axes: &[usize], full: bool, name: &str) {
    let sums = expected(a, axes);
    let list: Vec<isize> = axes.iter().map(|axis| axis.cast_signed()).collect();
    let what =
        |way: &'static str| move || format!("{way}: axes {axes:?} of {:?}, {name}", a.shape());
    let serial = add::reduction(a).axes(&list).serial().eval().unwrap();
    assert_same(&serial, &sums, &what("serial"));
    let fused = add::reduction(same::lazy(a))
        .axes(&list)
        .keepdims()
        .serial()
        .eval()
        .unwrap();
    assert_same(&fused, &keepdims(sums.clone(), axes), &what("fused"));
    if !full {
        return;
    }
    for pool in &*POOLS {
        let found = pool.install(|| add::reduction(a).axes(&list).parallel().eval().unwrap());
        assert_same(&found, &sums, &what("parallel"));
    }
    let (twice, once) = POOLS[2].install(|| {
        let call = add::reduction(both::lazy(a)).axes(&list);
        call.parallel().eval().unwrap()
    });
    let doubled = a.mapv(|x| x.plus(x));
    assert_same(
        &twice,
        &expected(&doubled.view(), axes),
        &what("first of two"),
    );
    assert_same(&once, &sums, &what("second of two"));
    let first = T::nth(77);
    let found = add::reduction(a).axes(&list).initial(first).eval().unwrap();
    assert_same(&found, &sums.mapv(|sum| first.plus(sum)), &what("initial"));
}

/// All axes of an array of this shape in all layouts.
fn all_layouts<T: Plus>(shape: &[usize], full: bool) {
    let whole = {
        let mut next = 0..;
        build(shape, |_| T::nth(next.next().unwrap()))
    };
    for layout in Layout::all(shape.len()) {
        let laid = Laid::of(&whole, &layout, T::nth(usize::MAX / 2));
        for axes in subsets(shape.len()) {
            all_ways(&laid.view(), &axes, full, laid.name());
        }
    }
}

/// Shapes of so many axes with these sizes.
fn shapes(sizes: &[usize], ndim: usize) -> Vec<Vec<usize>> {
    indices(&vec![sizes.len(); ndim])
        .map(|index| index.iter().map(|&i| sizes[i]).collect())
        .collect()
}

#[test]
fn small_shapes() {
    for ndim in 0..3 {
        for shape in shapes(&[0, 1, 2, 3, 7], ndim) {
            all_layouts::<f64>(&shape, true);
        }
    }
    for shape in shapes(&[0, 1, 2, 3, 7], 3) {
        all_layouts::<f64>(&shape, false);
    }
    for shape in shapes(&[0, 1, 2, 5], 4) {
        all_layouts::<f64>(&shape, false);
    }
}

/// Numbers of terms around those by which they are divided.
const EDGES: [usize; 16] = [
    1, 15, 16, 17, 31, 32, 33, 255, 256, 257, 511, 512, 513, 1025, 4097, 70_000,
];

#[test]
fn one_axis_is_a_sum_of_a_slice() {
    for n in (0..40).chain(EDGES) {
        let doubles: Vec<f64> = (0..n).map(number).collect();
        let singles: Vec<f32> = doubles.iter().map(|&x| x as f32).collect();
        let sum = slices::sum(&doubles);
        assert!(add::reduce(&doubles, ..).same(&sum), "{n}");
        assert!(
            add::reduce(&singles, ..).same(&slices::sum(&singles)),
            "{n}"
        );
        assert!(add::reduce(same::lazy(&doubles), ..).same(&sum), "{n}");
        all_ways(&ndarray::aview1(&doubles).into_dyn(), &[0], true, "a slice");
        all_ways(&ndarray::aview1(&singles).into_dyn(), &[0], true, "a slice");
    }
}

#[test]
fn many_terms_in_all_layouts() {
    for n in EDGES {
        all_layouts::<f64>(&[n], true);
        if n <= 4097 {
            all_layouts::<f64>(&[n, 3], n <= 513);
            all_layouts::<f32>(&[2, n], n <= 513);
        }
        if n <= 513 {
            all_layouts::<f64>(&[3, n, 2], false);
        }
    }
    all_layouts::<f64>(&[20, 18, 15], true);
    all_layouts::<f32>(&[3, 300, 4], false);
}

#[test]
fn many_results_in_all_layouts() {
    // Around the number of columns that are done at a time, with one left over.
    for columns in [127, 128, 129, 257, 1030] {
        all_layouts::<f64>(&[40, columns], true);
    }
    all_layouts::<f64>(&[300, 129], true);
    all_layouts::<f32>(&[600, 70], true);
    all_layouts::<f64>(&[18, 4099], false);
    all_layouts::<f64>(&[2, 300, 7], true);
    all_layouts::<f64>(&[2100, 2], true);
}

/// What is computed with maths functions has the bits of a call of scalars.
#[test]
fn maths_in_all_layouts() {
    for shape in [&[3, 700][..], &[300, 70], &[5, 40], &[40, 5]] {
        let whole = build(shape, |index| {
            number(index.iter().fold(0, |sum, i| sum * 31 + i))
        });
        for layout in Layout::all(shape.len()) {
            let laid = Laid::of(&whole, &layout, f64::NAN);
            for axis in 0..shape.len() {
                let found = logaddexp::reduce(laid.view(), Axis(axis));
                // The sum of nothing comes first.
                let start = f64::NEG_INFINITY;
                let expected = grouped(&laid.view(), &[axis], &|a, b| logaddexp(a, b));
                let expected = expected.mapv(|sum| logaddexp(start, sum.unwrap_or(start)));
                assert_same(&found, &expected, &|| {
                    format!("axis {axis} of {shape:?}, {}", laid.name())
                });
            }
        }
    }
}

#[test]
fn elements_of_all_types() {
    fn check<T: Plus>() {
        for shape in [
            &[][..],
            &[0],
            &[1],
            &[70],
            &[600],
            &[9, 40],
            &[0, 3],
            &[40, 9],
            &[5, 6, 9],
        ] {
            all_layouts::<T>(shape, true);
        }
    }
    check::<f32>();
    check::<i8>();
    check::<i16>();
    check::<i32>();
    check::<i64>();
    check::<u8>();
    check::<u16>();
    check::<u32>();
    check::<u64>();
    check::<bool>();
    check::<num_complex::Complex<f64>>();
    check::<Numbers<3>>();
    check::<Aligned>();
    check::<Nothing>();
    for shape in [&[][..], &[0], &[3], &[9], &[4, 3], &[2, 3, 2]] {
        all_layouts::<Numbers<625>>(shape, true);
    }
}

/// All masks of a shape that broadcast to it, in all layouts, of one array in all layouts.
fn all_masks<T: Plus>(shape: &[usize]) {
    let whole = {
        let mut next = 0..;
        build(shape, |_| T::nth(next.next().unwrap()))
    };
    let mut masks = Vec::new();
    for ones in subsets(shape.len()) {
        let size = |axis: usize| if ones.contains(&axis) { 1 } else { shape[axis] };
        let part: Vec<usize> = (0..shape.len()).map(size).collect();
        let layouts = Layout::all(shape.len());
        let layout = &layouts[ones.len() * 3 % layouts.len()];
        masks.push(Laid::new(&part, layout, true, |i| {
            (i.iter().fold(1, |sum, i| sum * 5 + i)).is_multiple_of(3)
        }));
    }
    for layout in Layout::all(shape.len()) {
        let laid = Laid::of(&whole, &layout, T::nth(usize::MAX / 2));
        let a = laid.view();
        for mask in &masks {
            let wide = mask.view();
            let on = wide.broadcast(IxDyn(shape)).unwrap();
            let mut filled = a.to_owned();
            filled.zip_mut_with(&on, |x, &on| {
                if !on {
                    *x = T::ZERO
                }
            });
            for axes in subsets(shape.len()) {
                let list: Vec<isize> = axes.iter().map(|axis| axis.cast_signed()).collect();
                let what = || {
                    format!(
                        "mask {:?}, axes {axes:?} of {shape:?}, {}",
                        mask.view().shape(),
                        laid.name()
                    )
                };
                let sums = match masked_from_the_left::<T>() {
                    false => expected(&filled.view(), &axes),
                    true => ufunc_tests::folds::terms(&filled.view(), &axes).mapv(|terms| {
                        ufunc_tests::folds::left(&terms, Some(T::ZERO), T::plus).unwrap()
                    }),
                };
                let call = || add::reduction(&a).axes(&list).mask(mask.view());
                assert_same(&call().serial().eval().unwrap(), &sums, &what);
                let found = POOLS[2].install(|| call().parallel().eval().unwrap());
                assert_same(&found, &sums, &what);
                let first = T::nth(9);
                let found = call().initial(first).keepdims().eval().unwrap();
                if !masked_from_the_left::<T>() {
                    let sums = keepdims(sums.mapv(|sum| first.plus(sum)), &axes);
                    assert_same(&found, &sums, &what);
                }
                let fused = add::reduction(same::lazy(&a)).axes(&list).mask(mask.view());
                assert_same(&fused.eval().unwrap(), &sums, &what);
            }
        }
    }
}

/// Elements that no block holds are not copied, so masked-out ones are skipped.
fn masked_from_the_left<T>() -> bool {
    size_of::<T>() > 4096 || align_of::<T>() > 64
}

#[test]
fn masks_in_all_layouts() {
    for shape in [
        &[][..],
        &[0],
        &[1],
        &[7],
        &[33],
        &[300],
        &[2, 3],
        &[0, 4],
        &[3, 40],
        &[40, 3],
    ] {
        all_masks::<f64>(shape);
    }
    all_masks::<f64>(&[3, 4, 5]);
    all_masks::<f32>(&[2, 600]);
    all_masks::<f64>(&[600, 2]);
    all_masks::<f64>(&[3, 130]);
    all_masks::<u8>(&[3, 40]);
    all_masks::<bool>(&[5, 40]);
    all_masks::<Numbers<3>>(&[3, 70]);
    all_masks::<Nothing>(&[3, 4]);
    all_masks::<Aligned>(&[4, 9]);
    all_masks::<Numbers<625>>(&[3, 4]);
}
