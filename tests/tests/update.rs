//! Calls in place, and the memory of owned operands.

use ndarray::{
    Array1, Array2, Array3, ArrayD, ArrayView2, ArrayViewMut2, IxDyn, ShapeBuilder, array, s,
};
use ufunc_core::{Error, Order, cast, guvectorize, vectorize};
use ufunc_tests::layouts::{Laid, Layout};
use ufunc_tests::oracle;

#[vectorize]
fn mix(a: f64, b: f64) -> f64 {
    a * 2.0 - b
}

#[vectorize]
fn increment(a: i32) -> i32 {
    a + 1
}

#[vectorize]
fn widen(a: f32) -> f64 {
    f64::from(a) + 0.5
}

#[test]
fn in_place() {
    let mut a = array![[1.0, 2.0], [3.0, 4.0]];
    mix::update(&mut a, 1.0);
    assert_eq!(a, array![[1.0, 3.0], [5.0, 7.0]]);
    mix::update(&mut a, &array![1.0, 0.0]);
    assert_eq!(a, array![[1.0, 6.0], [9.0, 14.0]]);
    mix::try_update(a.slice_mut(s![..;-1, 0]), &[1.0, 2.0]).unwrap();
    assert_eq!(a, array![[0.0, 6.0], [17.0, 14.0]]);
    let mut vec = vec![1, 2];
    increment::update(&mut vec);
    increment::update(&mut vec[1..]);
    assert_eq!(vec, [2, 4]);
    let mut fixed = [1, 2, 3];
    increment::update(&mut fixed);
    assert_eq!(fixed, [2, 3, 4]);
    let mut scalar = 1;
    increment::update(&mut scalar);
    assert_eq!(scalar, 2);
    let mut empty = Array2::<f64>::zeros((0, 3));
    mix::update(&mut empty, &[1.0, 2.0, 3.0]);
    let mut shared = array![1, 2].into_shared();
    let other = shared.clone();
    increment::update(&mut shared);
    assert_eq!(
        (shared, other),
        (array![2, 3].into_shared(), array![1, 2].into_shared())
    );
}

#[test]
fn in_place_in_all_layouts() {
    let plain: ArrayD<f64> = oracle::build(&[3, 4, 600], |i| (i[0] * 31 + i[1] * 7 + i[2]) as f64);
    let by = oracle::build(&[4, 1], |i| i[0] as f64 * 0.5);
    let expected = oracle::map2(&plain.view(), &by.view(), |a, b| a * 2.0 - b);
    for layout in Layout::writable(3) {
        let mut target = Laid::of(&plain, &layout, -1.0);
        mix::update(target.view_mut(), &by);
        oracle::assert_same_bits(&target.view(), &expected.view(), &layout.name);
        let gaps = target.memory().iter().filter(|x| **x == -1.0).count();
        let own = expected.iter().filter(|x| **x == -1.0).count();
        assert_eq!(gaps - own, target.memory().len() - plain.len());
        // The other operand in each layout too.
        for other in Layout::all(3) {
            let b = Laid::new(&[3, 4, 600], &other, 0.0, |i| {
                (i[0] + i[1] * 2 + i[2]) as f64
            });
            let expected = oracle::map2(&plain.view(), &b.view(), |a, b| a * 2.0 - b);
            let mut target = Laid::of(&plain, &layout, -1.0);
            mix::update(target.view_mut(), b.view());
            oracle::assert_same_bits(&target.view(), &expected.view(), &layout.name);
        }
    }
}

#[test]
fn a_wrong_shape_keeps_the_data() {
    let mut a = array![1.0, 2.0];
    let error = mix::try_update(&mut a, &array![[1.0, 2.0], [3.0, 4.0]]).unwrap_err();
    assert!(matches!(error, Error::OutShape { .. }), "{error}");
    let error = mix::try_update(&mut a, &array![1.0, 2.0, 3.0]).unwrap_err();
    assert!(matches!(error, Error::Broadcast { .. }), "{error}");
    let mut one = [5.0];
    let error = mix::try_update(&mut one, &array![1.0, 2.0, 3.0]).unwrap_err();
    assert!(matches!(error, Error::OutShape { .. }), "{error}");
    assert_eq!((a, one), (array![1.0, 2.0], [5.0]));
}

#[guvectorize("(n),()->(n)")]
fn smooth(x: &[f64], by: f64, out: &mut [f64]) {
    // Reads neighbours that an in-place loop would have overwritten.
    let n = x.len();
    for i in 0..n {
        out[i] = x[(i + n - 1) % n] + by * x[(i + 1) % n];
    }
}

#[guvectorize("(m,n),(n)->(m,n)")]
fn turn(x: ArrayView2<f64>, by: &[f64], mut out: ArrayViewMut2<f64>) {
    let (m, n) = x.dim();
    for ((i, j), place) in out.indexed_iter_mut() {
        *place = x[[m - 1 - i, n - 1 - j]] + by[j];
    }
}

#[test]
fn core_dimensions_in_place() {
    let plain: ArrayD<f64> =
        oracle::build(&[3, 4, 5], |i| (i[0] * 31 + i[1] * 7 + i[2] * i[2]) as f64);
    let by = array![[0.5], [1.0], [2.0]].into_dyn();
    let smoothed = oracle::build(&[3, 4, 5], |i| {
        let at = |k: usize| plain[[i[0], i[1], k % 5]];
        at(i[2] + 4) + by[[i[0], 0]] * at(i[2] + 1)
    });
    let row = array![1.0, 2.0, 3.0, 4.0, 5.0].into_dyn();
    let turned = oracle::build(&[3, 4, 5], |i| {
        plain[[i[0], 3 - i[1], 4 - i[2]]] + row[[i[2]]]
    });
    for layout in Layout::writable(3) {
        let mut target = Laid::of(&plain, &layout, -1.0);
        smooth::update(target.view_mut(), &by);
        oracle::assert_same_bits(&target.view(), &smoothed.view(), &layout.name);
        let mut target = Laid::of(&plain, &layout, -1.0);
        turn::update(target.view_mut(), &row);
        oracle::assert_same_bits(&target.view(), &turned.view(), &layout.name);
    }
    let mut target = array![1.0, 2.0, 3.0];
    let error = smooth::try_update(&mut target, &array![1.0, 2.0]).unwrap_err();
    assert!(
        matches!(error, Error::OutShape { .. } | Error::TooFewDims { .. }),
        "{error}"
    );
    assert_eq!(target, array![1.0, 2.0, 3.0]);
}

#[test]
fn the_memory_of_an_owned_operand_is_reused() {
    let a = Array2::from_shape_fn((30, 40), |(i, j)| (i * 40 + j) as f64);
    let expected = a.map(|a| a * 2.0 - 1.0);
    // As first and as second operand, in a larger call, in F order, in parallel.
    let owned = a.clone();
    let memory = owned.as_ptr();
    let found = mix(owned, 1.0);
    assert_eq!((found.as_ptr(), &found), (memory, &expected));
    let memory = found.as_ptr();
    let found = mix(&array![[0.0]], found);
    assert_eq!((found.as_ptr(), &found), (memory, &expected.map(|x| -x)));
    let f_order = a.t().as_standard_layout().into_owned().reversed_axes();
    let memory = f_order.as_ptr();
    let found = mix::lazy(f_order, 1.0).parallel().eval().unwrap();
    assert_eq!((found.as_ptr(), &found), (memory, &expected));
    assert_eq!(found.strides(), [1, 30]);
    // Two owned operands: the first one's.
    let (x, y) = (a.clone(), a.clone());
    let memory = x.as_ptr();
    let found = mix(x, y);
    assert_eq!((found.as_ptr(), &found), (memory, &a));
    // Reversed axes: the same places.
    let mut reversed = a.clone();
    reversed.invert_axis(ndarray::Axis(0));
    let expected = reversed.map(|a| a * 2.0 - 1.0);
    assert_eq!(mix(reversed, 1.0), expected);
    // Of dynamic rank.
    let dynamic = ArrayD::<f64>::ones(IxDyn(&[2, 2]));
    let memory = dynamic.as_ptr();
    assert_eq!(mix(dynamic, 1.0).as_ptr(), memory);
}

#[test]
fn memory_that_does_not_fit_is_not_reused() {
    // Another element type.
    let a = array![1.0f32, 2.0];
    assert_eq!(widen(a), array![1.5, 2.5]);
    // A smaller shape.
    let row = array![1.0, 2.0];
    let found = mix(row, &array![[1.0], [2.0]]);
    assert_eq!(found, array![[1.0, 3.0], [0.0, 2.0]]);
    let one = Array2::from_elem((1, 2), 5.0);
    assert_eq!(mix(one, &array![[1.0], [2.0]]).shape(), [2, 2]);
    // Another rank, though as many elements.
    let row = array![1.0, 2.0];
    let memory = row.as_ptr();
    let found = mix(row, Array2::from_elem((1, 1), 0.0));
    assert_ne!(found.as_ptr(), memory);
    assert_eq!(found, array![[2.0, 4.0]]);
    // An order that was asked for.
    let f_order = Array2::from_shape_fn((2, 3).f(), |(i, j)| (i * 3 + j) as f64);
    let found = mix::lazy(f_order, 0.0).order(Order::C).eval().unwrap();
    assert_eq!(found.strides(), [3, 1]);
    assert_eq!(found, array![[0.0, 2.0, 4.0], [6.0, 8.0, 10.0]]);
    // A part of a larger piece of memory.
    let mut part = Array2::from_shape_fn((4, 4), |(i, j)| (i * 4 + j) as f64);
    part.slice_collapse(s![..;2, 1..3]);
    let expected = part.map(|a| a * 2.0);
    let found = mix(part, 0.0);
    assert_eq!(found, expected);
    assert!(found.is_standard_layout());
    let mut tail = Array1::from_iter((0..10).map(f64::from));
    tail.slice_collapse(s![4..]);
    let found = mix(tail, 0.0);
    assert_eq!(found, array![8.0, 10.0, 12.0, 14.0, 16.0, 18.0]);
    // A cast.
    assert_eq!(mix(cast(array![1i32, 2]), 0.0), array![2.0, 4.0]);
}

#[test]
fn several_outputs_take_several_operands() {
    #[vectorize]
    fn swap(a: f64, b: u64) -> (u64, f64) {
        (b + 1, a + 1.0)
    }
    let (a, b) = (array![1.0, 2.0], array![10u64, 20]);
    let (x, y) = swap(a, b);
    assert_eq!((x, y), (array![11u64, 21], array![2.0, 3.0]));
    #[vectorize]
    fn sum_diff(a: f64, b: f64) -> (f64, f64) {
        (a + b, a - b)
    }
    let (a, b) = (array![5.0, 6.0], array![1.0, 2.0]);
    let (from_a, from_b) = (a.as_ptr(), b.as_ptr());
    let (sum, difference) = sum_diff::lazy(a, b).parallel().eval().unwrap();
    assert_eq!((sum.as_ptr(), difference.as_ptr()), (from_a, from_b));
    assert_eq!((sum, difference), (array![6.0, 8.0], array![4.0, 4.0]));
    // Only one is owned, then the other output has fresh memory.
    let (sum, difference) = sum_diff(array![5.0, 6.0], &array![1.0, 2.0]);
    assert_ne!(sum.as_ptr(), difference.as_ptr());
    assert_eq!((sum, difference), (array![6.0, 8.0], array![4.0, 4.0]));
    let three = Array3::from_shape_fn((2, 3, 700), |(i, j, k)| (i + 10 * j + 100 * k) as f64);
    let (sum, difference) = sum_diff(three.clone(), three.clone());
    assert_eq!(
        (sum, difference),
        (three.map(|x| x + x), Array3::zeros((2, 3, 700)))
    );
}
