//! Small sub-arrays whose sizes stand in the signature: in registers, whatever their layout, and nothing else touched.

use std::panic::{AssertUnwindSafe, catch_unwind};

use ndarray::{
    Array2, Array3, ArrayD, ArrayView1, ArrayView2, ArrayView3, ArrayViewMut1, ArrayViewMut2, Axis,
    array,
};
use ufunc_core::{Element, guvectorize};
use ufunc_tests::layouts::{Laid, Layout};
use ufunc_tests::oracle::{assert_same_bits, build};

#[guvectorize("(3,3),(3,3)->(3,3)")]
fn product(a: ArrayView2<f64>, b: ArrayView2<f64>, mut out: ArrayViewMut2<f64>) {
    for i in 0..3 {
        for j in 0..3 {
            out[[i, j]] = (0..3).map(|k| a[[i, k]] * b[[k, j]]).sum();
        }
    }
}

/// Reads what is there, and writes a part.
#[guvectorize("(2,3)->(2,2)")]
fn add_to_diagonal(a: ArrayView2<f64>, mut out: ArrayViewMut2<f64>) {
    out[[0, 0]] += a[[0, 0]] - a[[0, 2]];
    out[[1, 1]] += a[[1, 1]] * 2.0 + a[[1, 0]];
}

/// 16 elements are small, 17 are not.
#[guvectorize("(16),(17)->(16),(17)")]
fn reversed(
    x: ArrayView1<f64>,
    y: ArrayView1<f64>,
    mut u: ArrayViewMut1<f64>,
    mut v: ArrayViewMut1<f64>,
) {
    u.assign(&x.slice(ndarray::s![..;-1]));
    v.assign(&y.slice(ndarray::s![..;-1]));
}

#[guvectorize("(3),(3)->(3)")]
fn cross(a: &[f64; 3], b: &[f64; 3]) -> [f64; 3] {
    [
        a[1] * b[2] - a[2] * b[1],
        a[2] * b[0] - a[0] * b[2],
        a[0] * b[1] - a[1] * b[0],
    ]
}

/// The same with slices, whose length the signature tells.
#[guvectorize("(3),(3)->(3)")]
fn cross_slices(a: &[f64], b: &[f64], out: &mut [f64]) {
    assert_eq!((a.len(), b.len(), out.len()), (3, 3, 3));
    out.copy_from_slice(&[
        a[1] * b[2] - a[2] * b[1],
        a[2] * b[0] - a[0] * b[2],
        a[0] * b[1] - a[1] * b[0],
    ]);
}

fn value(index: &[usize]) -> f64 {
    index
        .iter()
        .fold(0.7, |sum, &i| (sum * 1.9 + i as f64) % 3.1)
}

/// The number of elements around `out` that still hold the gap's value.
fn gaps(out: &Laid<f64>) -> usize {
    out.memory().iter().filter(|x| **x == -77.0).count()
}

#[test]
fn matrices_in_all_layouts() {
    let shape = [4, 3, 3];
    for la in Layout::all(3) {
        for lb in Layout::all(3) {
            let (a, b) = (
                Laid::new(&shape, &la, f64::NAN, value),
                Laid::new(&shape, &lb, f64::NAN, value),
            );
            let expected = build(&shape, |i| {
                (0..3)
                    .map(|k| a.view()[[i[0], i[1], k]] * b.view()[[i[0], k, i[2]]])
                    .sum()
            });
            let what = format!("{} {}", la.name, lb.name);
            let found = product::lazy(a.view(), b.view()).eval().unwrap();
            assert_same_bits(&found.view(), &expected.view(), &what);
            for lo in Layout::writable(3) {
                let mut out = Laid::new(&shape, &lo, -77.0, |_| f64::NAN);
                product::lazy(a.view(), b.view())
                    .parallel()
                    .assign_to(out.view_mut())
                    .unwrap();
                assert_same_bits(
                    &out.view(),
                    &expected.view(),
                    &format!("{what} -> {}", lo.name),
                );
                assert_eq!(gaps(&out), out.memory().len() - 36);
            }
        }
    }
}

#[test]
fn what_a_kernel_does_not_write_stays() {
    let a = ArrayD::from_shape_fn(vec![5, 2, 3], |i| value(&[i[0], i[1], i[2]]));
    for lo in Layout::writable(3) {
        let mut out = Laid::new(&[5, 2, 2], &lo, -77.0, |i| 100.0 + value(i));
        add_to_diagonal::lazy(&a).assign_to(out.view_mut()).unwrap();
        let expected = build(&[5, 2, 2], |i| {
            let old = 100.0 + value(&i);
            match (i[1], i[2]) {
                (0, 0) => old + (a[[i[0], 0, 0]] - a[[i[0], 0, 2]]),
                (1, 1) => old + (a[[i[0], 1, 1]] * 2.0 + a[[i[0], 1, 0]]),
                _ => old,
            }
        });
        assert_same_bits(&out.view(), &expected.view(), &lo.name);
        assert_eq!(gaps(&out), out.memory().len() - 20);
    }
    // Fresh outputs start as zero.
    let fresh = add_to_diagonal(&a);
    assert!(fresh.iter().all(|x| x.is_finite()));
    assert_eq!(fresh[[3, 0, 1]], 0.0);
}

#[test]
fn the_last_small_and_the_first_large() {
    for layout in Layout::all(2) {
        let (x, y) = (
            Laid::new(&[3, 16], &layout, f64::NAN, value),
            Laid::new(&[3, 17], &layout, f64::NAN, value),
        );
        for lo in Layout::writable(2) {
            let (mut u, mut v) = (
                Laid::new(&[3, 16], &lo, -77.0, |_| 0.0),
                Laid::new(&[3, 17], &lo, -77.0, |_| 0.0),
            );
            reversed::lazy(x.view(), y.view())
                .assign_to((u.view_mut(), v.view_mut()))
                .unwrap();
            for (out, input) in [(&u, &x), (&v, &y)] {
                let mut expected = input.view();
                expected.invert_axis(Axis(1));
                assert_same_bits(
                    &out.view(),
                    &expected,
                    &format!("{} -> {}", layout.name, lo.name),
                );
                assert_eq!(gaps(out), out.memory().len() - expected.len());
            }
        }
    }
}

#[test]
fn vectors_in_all_layouts() {
    for la in Layout::all(2) {
        for lb in Layout::all(2) {
            let (a, b) = (
                Laid::new(&[6, 3], &la, f64::NAN, value),
                Laid::new(&[6, 3], &lb, f64::NAN, value),
            );
            let (av, bv) = (a.view(), b.view());
            let expected = build(&[6, 3], |i| {
                let (j, k) = ((i[1] + 1) % 3, (i[1] + 2) % 3);
                av[[i[0], j]] * bv[[i[0], k]] - av[[i[0], k]] * bv[[i[0], j]]
            });
            for lo in Layout::writable(2) {
                let what = format!("{} {} -> {}", la.name, lb.name, lo.name);
                let mut out = Laid::new(&[6, 3], &lo, -77.0, |_| 0.0);
                cross::lazy(a.view(), b.view())
                    .assign_to(out.view_mut())
                    .unwrap();
                assert_same_bits(&out.view(), &expected.view(), &what);
                assert_eq!(gaps(&out), out.memory().len() - 18);
                let mut out = Laid::new(&[6, 3], &lo, -77.0, |_| 0.0);
                cross_slices::lazy(a.view(), b.view())
                    .assign_to(out.view_mut())
                    .unwrap();
                assert_same_bits(&out.view(), &expected.view(), &what);
            }
        }
    }
}

#[guvectorize("(2,2)->(2,2)")]
fn transposed(a: ArrayView2<f64>, mut out: ArrayViewMut2<f64>) {
    for i in 0..2 {
        for j in 0..2 {
            out[[i, j]] = a[[j, i]];
        }
    }
}

#[test]
fn in_place_the_input_is_read_first() {
    let a = Array3::from_shape_fn((7, 2, 2), |(i, j, k)| value(&[i, j, k]));
    let mut out = a.clone();
    transposed::update(&mut out);
    assert_eq!(out, a.clone().permuted_axes([0, 2, 1]));
    let mut out = a.clone();
    transposed::update(out.view_mut().permuted_axes([0, 2, 1]));
    assert_eq!(out, a.permuted_axes([0, 2, 1]));
}

#[guvectorize("(2)->(2)")]
fn fails_at_three(x: ArrayView1<i32>, mut out: ArrayViewMut1<i32>) -> Result<(), String> {
    out[0] = x[0] + 10;
    if x[0] == 3 {
        return Err("three".to_owned());
    }
    assert_ne!(x[1], 99, "ninety-nine");
    out[1] = x[1] + 10;
    Ok(())
}

#[test]
fn after_an_error_each_element_is_old_or_new() {
    let x = array![[1, 1], [2, 2], [3, 3], [4, 4]];
    let mut out = Array2::from_elem((4, 2), -1);
    fails_at_three::lazy(&x).assign_to(&mut out).unwrap_err();
    for (out, x) in out.iter().zip(&x) {
        assert!(*out == -1 || *out == x + 10, "{out} of {x}");
    }
    assert_eq!(out[[1, 1]], 12);
    let x = array![[1, 1], [2, 99], [4, 4]];
    let mut out = Array2::from_elem((3, 2), -1);
    let call = || fails_at_three::lazy(&x).assign_to(&mut out);
    assert!(catch_unwind(AssertUnwindSafe(call)).is_err());
    for (out, x) in out.iter().zip(&x) {
        assert!(*out == -1 || *out == x + 10, "{out} of {x}");
    }
    assert_eq!(out[[0, 1]], 11);
}

/// More alignment than the stack memory has.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
#[repr(align(128))]
struct Wide(u64);
impl Element for Wide {}

/// More bytes than it has, in few elements.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Long([u64; 40]);
impl Element for Long {}
impl Default for Long {
    fn default() -> Self {
        Long([0; 40])
    }
}

#[guvectorize("(2,2)->(2,2)")]
fn swap_wide(a: ArrayView2<Wide>, mut out: ArrayViewMut2<Wide>) {
    assert!(
        a.iter()
            .all(|x| std::ptr::from_ref(x).addr().is_multiple_of(128))
    );
    assert!(
        out.iter()
            .all(|x| std::ptr::from_ref(x).addr().is_multiple_of(128))
    );
    out.assign(&a.t());
}

#[guvectorize("(2,2)->(2,2)")]
fn swap_long(a: ArrayView2<Long>, mut out: ArrayViewMut2<Long>) {
    out.assign(&a.t());
}

#[guvectorize("(2,2)->(2,2)")]
fn swap_bytes(a: ArrayView2<u8>, mut out: ArrayViewMut2<u8>) {
    out.assign(&a.t());
}

#[guvectorize("(2,2)->()")]
fn count_units(a: ArrayView2<()>) -> usize {
    a.len()
}

#[test]
fn elements_of_all_sizes_and_alignments() {
    let at = |(i, j, k): (usize, usize, usize)| (i * 4 + j * 2 + k) as u64;
    let wide = Array3::from_shape_fn((3, 2, 2), |i| Wide(at(i)));
    assert_eq!(swap_wide(&wide), wide.clone().permuted_axes([0, 2, 1]));
    let long = Array3::from_shape_fn((3, 2, 2), |i| Long([at(i); 40]));
    assert_eq!(swap_long(&long), long.clone().permuted_axes([0, 2, 1]));
    let bytes = Array3::from_shape_fn((3, 2, 2), |i| at(i) as u8);
    assert_eq!(swap_bytes(&bytes), bytes.clone().permuted_axes([0, 2, 1]));
    assert_eq!(
        count_units(Array3::from_elem((3, 2, 2), ())),
        array![4, 4, 4]
    );
}

#[guvectorize("(m,2),(n)->(m,2),(1)")]
fn without_elements(a: ArrayView2<f64>, x: &[f64], out: ArrayViewMut2<f64>, len: &mut [usize; 1]) {
    assert_eq!((a.dim(), out.dim()), ((0, 2), (0, 2)));
    len[0] = x.len() + a.len() + out.len();
}

#[test]
fn sub_arrays_without_elements() {
    let a = Array3::<f64>::zeros((3, 0, 2));
    let (out, len) = without_elements(&a, Array2::zeros((3, 0)));
    assert_eq!(
        (out.shape(), len),
        (&[3usize, 0, 2][..], array![[0], [0], [0]])
    );
    let (_, len) = without_elements(a.slice(ndarray::s![..;-1, .., ..;-1]), &[1.0, 2.0]);
    assert_eq!(len, array![[2], [2], [2]]);
}

#[guvectorize("(1?,2)->(2)")]
fn row(a: ArrayView2<f64>) -> [f64; 2] {
    [a[[0, 0]], a[[0, 1]]]
}

#[test]
fn fixed_sizes_that_may_be_absent() {
    assert_eq!(row(&array![[3.0, 4.0]]), array![3.0, 4.0]);
    assert_eq!(row(&array![3.0, 4.0]), array![3.0, 4.0].into_dyn());
}

#[guvectorize("(2,2,2)->()")]
fn weighted(a: ArrayView3<f64>) -> f64 {
    a.iter().zip(1..).map(|(x, i)| x * f64::from(i)).sum()
}

#[test]
fn three_axes() {
    for layout in Layout::all(4) {
        let a = Laid::new(&[3, 2, 2, 2], &layout, f64::NAN, value);
        let found = weighted(a.view());
        for (found, a) in found.iter().zip(a.view().outer_iter()) {
            let expected: f64 = a.iter().zip(1..).map(|(x, i)| x * f64::from(i)).sum();
            assert_eq!(found.to_bits(), expected.to_bits(), "{}", layout.name);
        }
    }
}
