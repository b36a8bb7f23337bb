//! What masks are, what they go together with, and what goes wrong.

use ndarray::{Array1, Array2, Array3, ArrayD, Axis, IxDyn, array};
use ufunc_core::{Error, guvectorize, vectorize};

use super::{cumulate, ends, expected, mask, numbers, weights};

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
