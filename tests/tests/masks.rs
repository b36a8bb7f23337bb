//! Masked calls: where the mask is false nothing is computed; the fill value, or what was there.

use std::sync::atomic::{AtomicUsize, Ordering};

use ndarray::{Array1, Array2, Array3, array};
use ufunc_core::{Error, guvectorize, vectorize};
use ufunc_tests::oracle;

#[vectorize]
fn reciprocal(x: f64) -> f64 {
    assert!(x != 0.0, "masked-out places are not computed");
    1.0 / x
}

#[vectorize]
fn add(a: i32, b: i32) -> i32 {
    a + b
}

#[vectorize]
fn divmod(a: i32, b: i32) -> (i32, u8) {
    (a / b, (a % b) as u8)
}

fn numbers(shape: &[usize]) -> ndarray::ArrayD<i32> {
    let mut next = 0;
    oracle::build(shape, |_| {
        next += 1;
        next
    })
}

#[test]
fn filled() {
    let x = array![[2.0, 0.0, 4.0], [0.0, 0.5, 0.0]];
    let y: Array2<f64> = reciprocal::lazy(&x)
        .mask(&x.map(|x| *x != 0.0))
        .fill(-1.0)
        .eval()
        .unwrap();
    assert_eq!(y, array![[0.5, -1.0, 0.25], [-1.0, 2.0, -1.0]]);
    let none = reciprocal::lazy(&x).mask(false).fill(9.0).eval().unwrap();
    assert_eq!(none, Array2::from_elem((2, 3), 9.0));
    let all = add::lazy(&array![1, 2], 1)
        .mask(true)
        .fill(0)
        .eval()
        .unwrap();
    assert_eq!(all, array![2, 3]);
    // Scalars: a scalar.
    let on: i32 = add::lazy(1, 2).mask(true).fill(9).eval().unwrap();
    let off: i32 = add::lazy(1, 2).mask(false).fill(9).eval().unwrap();
    assert_eq!((on, off), (3, 9));
}

#[test]
fn without_a_fill_a_fresh_output_is_an_error() {
    let error = add::lazy(&array![1, 2], 1)
        .mask(&array![true, true])
        .eval()
        .unwrap_err();
    assert!(matches!(error, Error::Argument { .. }), "{error}");
    assert!(error.to_string().contains("fill"), "{error}");
}

#[test]
fn given_outputs_keep_what_they_hold() {
    let x = array![2.0, 0.0, 4.0];
    let mut out = array![7.0, 8.0, 9.0];
    reciprocal::lazy(&x)
        .mask(&[true, false, true])
        .assign_to(&mut out)
        .unwrap();
    assert_eq!(out, array![0.5, 8.0, 0.25]);
    reciprocal::lazy(&x)
        .mask(&[true, false, false])
        .fill(0.0)
        .assign_to(&mut out)
        .unwrap();
    assert_eq!(out, array![0.5, 0.0, 0.0]);
}

#[test]
fn masks_broadcast_both_ways() {
    let (a, b) = (numbers(&[2, 1, 4]), numbers(&[3, 1]));
    for mask_shape in [
        &[][..],
        &[4],
        &[1],
        &[3, 1],
        &[2, 1, 1],
        &[2, 3, 4],
        &[2, 1, 3, 4],
        &[5, 1, 1, 1],
    ] {
        for seed in 0..4 {
            let mut state = seed;
            let mask = oracle::build(mask_shape, |_| {
                state = (state * 7 + 3) % 11;
                state % 2 == 0
            });
            let shape = oracle::broadcast(&[a.shape(), b.shape(), mask_shape]).unwrap();
            let expected = oracle::build(&shape, |i| match oracle::at(&mask.view(), &i) {
                true => oracle::at(&a.view(), &i) + oracle::at(&b.view(), &i),
                false => -5,
            });
            let call = || add::lazy(&a, &b).mask(&mask).fill(-5);
            assert_eq!(call().eval().unwrap(), expected, "{mask_shape:?}");
            assert_eq!(
                call().parallel().eval().unwrap(),
                expected,
                "{mask_shape:?}"
            );
            let mut out = ndarray::ArrayD::from_elem(expected.raw_dim(), -5);
            add::lazy(&a, &b)
                .mask(&mask)
                .parallel()
                .assign_to(&mut out)
                .unwrap();
            assert_eq!(out, expected, "{mask_shape:?}");
        }
    }
    // The rank is a static one here too.
    let rank: Array3<i32> = add::lazy(1, 2)
        .mask(&Array3::from_elem((1, 2, 1), true))
        .fill(0)
        .eval()
        .unwrap();
    assert_eq!(rank, Array3::from_elem((1, 2, 1), 3));
}

#[test]
fn masks_that_do_not_broadcast() {
    let mut out = array![[1, 2, 3]];
    let x = out.clone();
    let call = || add::lazy(&x, 1).mask(&[true, false]).fill(0);
    let error = call().eval().unwrap_err();
    let Error::MaskShape { mask, shape, .. } = &error else {
        panic!("{error}");
    };
    assert_eq!((mask.as_slice(), shape.as_slice()), (&[2][..], &[1, 3][..]));
    assert!(matches!(
        call().assign_to(&mut out),
        Err(Error::MaskShape { .. })
    ));
    assert_eq!(out, array![[1, 2, 3]]);
}

#[test]
fn runs_of_every_pattern() {
    // All masks of 12 places, contiguous and strided: runs begin and end everywhere.
    let x = Array1::from_iter(0..12);
    for pattern in 0..1u32 << 12 {
        let mask = Array1::from_iter((0..12).map(|i| pattern >> i & 1 == 1));
        let expected =
            Array1::from_iter((0..12).map(|i| if mask[i as usize] { i + 1 } else { -1 }));
        assert_eq!(
            add::lazy(&x, 1).mask(&mask).fill(-1).eval().unwrap(),
            expected
        );
        let mut out = Array2::from_elem((12, 2), -1);
        add::lazy(&x, 1)
            .mask(&mask)
            .assign_to(out.column_mut(1))
            .unwrap();
        assert_eq!(out.column(1), expected);
        assert!(out.column(0).iter().all(|x| *x == -1));
    }
}

#[test]
fn calls_are_as_many_as_true_places() {
    let calls = AtomicUsize::new(0);
    let f = ufunc_core::from_fn(|x: i32| {
        calls.fetch_add(1, Ordering::Relaxed);
        x
    });
    let x = Array1::from_iter(0..2_000);
    let mask = x.map(|x| x % 3 == 0);
    drop(f.lazy((&x,)).mask(&mask).fill(0).parallel().eval().unwrap());
    assert_eq!(calls.into_inner(), 667);
}

#[test]
fn several_outputs_lazy_masks_and_owned_operands() {
    #[vectorize]
    fn positive(x: i32) -> bool {
        x > 0
    }
    let b = array![[2, 0], [0, 5]];
    let (quotient, rest) = divmod::lazy(17, &b)
        .mask(positive::lazy(&b))
        .fill((-1, 200))
        .eval()
        .unwrap();
    assert_eq!(quotient, array![[8, -1], [-1, 3]]);
    assert_eq!(rest, array![[1u8, 200], [200, 2]]);
    let (mut quotient, mut rest) = (Array2::zeros((2, 2)), Array2::from_elem((2, 2), 7));
    divmod::lazy(17, &b)
        .mask(positive::lazy(&b))
        .assign_to((quotient.view_mut().reversed_axes(), &mut rest))
        .unwrap();
    assert_eq!(quotient, array![[8, 0], [0, 3]]);
    assert_eq!(rest, array![[1u8, 7], [7, 2]]);
    // The memory of an owned operand holds fill values too.
    let found = add::lazy(b, 1)
        .mask(&array![true, false])
        .fill(100)
        .eval()
        .unwrap();
    assert_eq!(found, array![[3, 100], [1, 100]]);
}

#[test]
fn the_function_with_core_dimensions_takes_masked_operands_by_other_means() {
    // `mask` is for elementwise calls; a lazy masked result is not an operand. A filled array is.
    #[guvectorize("(n)->()")]
    fn sum(x: &[i32]) -> i32 {
        x.iter().sum()
    }
    let x = add::lazy(&array![1, 2, 3], 0)
        .mask(&[true, false, true])
        .fill(0)
        .eval()
        .unwrap();
    assert_eq!(sum(&x), 4);
}

static ASKED: AtomicUsize = AtomicUsize::new(0);

#[vectorize]
fn even(x: i32) -> bool {
    ASKED.fetch_add(1, Ordering::Relaxed);
    x % 2 == 0
}

#[vectorize]
fn never() -> bool {
    false
}

#[test]
fn pending_masks_are_computed_once_a_place() {
    let x = numbers(&[40, 30]);
    let sums = add::lazy(&x, 1).mask(even::lazy(&x)).fill(0);
    assert_eq!(
        sums.eval().unwrap(),
        x.map(|&x| if x % 2 == 0 { x + 1 } else { 0 })
    );
    assert_eq!(ASKED.load(Ordering::Relaxed), x.len());
}

#[test]
fn a_mask_without_operands_is_a_mask() {
    let sums = add::lazy(&[1, 2], 1).mask(never::lazy());
    assert_eq!(sums.fill(7).eval().unwrap(), array![7, 7]);
    let error = add::lazy(&[1, 2], 1).mask(never::lazy()).eval();
    assert!(matches!(error, Err(Error::Argument { .. })));
}
