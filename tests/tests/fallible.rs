//! Functions that return `Result`: the first failing index in C order, the function's own error as source.
#![allow(
    clippy::needless_borrows_for_generic_args,
    reason = "borrowed operands are what is tested"
)]

use std::error::Error as _;
use std::fmt;

use ndarray::{Array1, Array2, Array3, ArrayD, IxDyn, array, s};
use rayon::ThreadPoolBuilder;
use ufunc_core::{Error, guvectorize, vectorize};
use ufunc_tests::layouts::{Laid, Layout};
use ufunc_tests::oracle;

/// The kernel's own error.
#[derive(Debug, PartialEq)]
struct Negative(i64);

impl fmt::Display for Negative {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} is negative", self.0)
    }
}

impl std::error::Error for Negative {}

#[vectorize]
fn root(x: i64, by: i64) -> Result<i64, Negative> {
    if x < 0 {
        Err(Negative(x))
    } else {
        Ok(x * 10 + by)
    }
}

#[vectorize]
fn split(x: i64) -> Result<(i64, f64), Negative> {
    Ok((root(x, 0)?, x as f64))
}

#[guvectorize("(n)->(n)")]
fn rows(x: &[i64], out: &mut [i64]) -> Result<(), Negative> {
    for (place, &x) in out.iter_mut().zip(x) {
        *place = root(x, 1)?;
    }
    Ok(())
}

#[guvectorize("(n)->()")]
fn total(x: &[i64]) -> Result<i64, Negative> {
    x.iter().map(|&x| root(x, 0)).sum()
}

#[track_caller]
fn assert_kernel(error: &Error, name: &str, index: &[usize], value: i64) {
    let Error::Kernel {
        ufunc,
        index: found,
        ..
    } = error
    else {
        panic!("{error}");
    };
    assert_eq!((*ufunc, found.as_slice()), (name, index), "{error}");
    let source = error.source().expect("the kernel's error is the source");
    assert_eq!(source.downcast_ref::<Negative>(), Some(&Negative(value)));
}

#[test]
fn successes() {
    let x = array![[1i64, 2], [3, 4]];
    let found: Result<Array2<i64>, Error> = root(&x, 5);
    assert_eq!(found.unwrap(), array![[15, 25], [35, 45]]);
    let scalar: Result<i64, Negative> = root(7, 5);
    assert_eq!(scalar, Ok(75));
    assert_eq!(root(-7, 5), Err(Negative(-7)));
    let (a, b): (Array2<i64>, Array2<f64>) = split(&x).unwrap();
    assert_eq!((a, b), (x.map(|x| x * 10), x.map(|&x| x as f64)));
    assert_eq!(rows(&x).unwrap(), array![[11, 21], [31, 41]]);
    let sums: Result<Array1<i64>, Error> = total(&x);
    assert_eq!(sums.unwrap(), array![30, 70]);
    let sum: Result<i64, Error> = total(&[1i64, 2]);
    assert_eq!(sum.unwrap(), 30);
}

#[test]
fn the_text_names_index_and_cause() {
    let error = root(&array![[1i64, 2], [3, -4]], 5).unwrap_err();
    assert_kernel(&error, "root", &[1, 1], -4);
    let text = error.to_string();
    assert!(text.starts_with("root") && text.contains("1, 1"), "{text}");
    // A call that fails before the function runs has its own error.
    let error = root(&array![1i64, 2], &array![1i64, 2, 3]).unwrap_err();
    assert!(matches!(error, Error::Broadcast { .. }), "{error}");
}

/// For each layout of the operand and the output, serial and parallel, with failures at `bad`.
fn first_failure(shape: &[usize], bad: &[usize]) {
    let plain = oracle::build(shape, |index| {
        let place = oracle::indices(shape).position(|i| i == index).unwrap();
        let number = i64::try_from(place).unwrap();
        if bad.contains(&place) {
            -1 - number
        } else {
            number
        }
    });
    let first = bad.iter().min().copied().unwrap();
    let index = oracle::indices(shape).nth(first).unwrap();
    let value = plain[IxDyn(&index)];
    let ndim = shape.len();
    for layout in Layout::writable(ndim) {
        let x = Laid::of(&plain, &layout, -999);
        let error = root::lazy(x.view(), 5).serial().eval().unwrap_err();
        assert_kernel(&error, "root", &index, value);
        let error = root::lazy(x.view(), 5).parallel().eval().unwrap_err();
        assert_kernel(&error, "root", &index, value);
        let error = split::lazy(x.view()).parallel().eval().unwrap_err();
        assert_kernel(&error, "split", &index, value);
        let error = rows::lazy(x.view()).parallel().eval().unwrap_err();
        assert_kernel(&error, "rows", &index[..ndim - 1], value);
        for out_layout in Layout::writable(ndim) {
            for parallel in [false, true] {
                let mut out = Laid::of(&plain.map(|x| x.abs() * 1000 + 7), &out_layout, 0);
                let call = root::lazy(x.view(), 5);
                let call = if parallel {
                    call.parallel()
                } else {
                    call.serial()
                };
                let error = call.assign_to(out.view_mut()).unwrap_err();
                assert_kernel(&error, "root", &index, value);
                for i in oracle::indices(shape) {
                    let (x, found) = (plain[IxDyn(&i)], out.view()[IxDyn(&i)]);
                    let old = x.abs() * 1000 + 7;
                    assert!(found == old || x >= 0 && found == x * 10 + 5, "{found}");
                }
            }
        }
    }
}

#[test]
fn the_first_index_whatever_the_layout() {
    first_failure(&[3, 4], &[11]);
    first_failure(&[3, 4], &[0]);
    first_failure(&[3, 4], &[5, 4, 9]);
    first_failure(&[2, 3, 4], &[7, 23, 12]);
    first_failure(&[1, 5, 1], &[3, 4]);
    first_failure(&[1300], &[1299, 700]);
}

#[test]
fn the_first_index_whatever_the_threads() {
    let x = Array1::from_iter((0..20_000i64).map(|i| if i % 4_999 == 4_998 { -i } else { i }));
    let x = x.into_shape_with_order((40, 500)).unwrap();
    for threads in [1, 2, 3, 8] {
        let pool = ThreadPoolBuilder::new()
            .num_threads(threads)
            .build()
            .unwrap();
        pool.install(|| {
            for _ in 0..20 {
                let error = root::lazy(&x, 1).parallel().eval().unwrap_err();
                assert_kernel(&error, "root", &[9, 498], -4998);
                let error = root::lazy(x.slice(s![..;-1, ..]), 1)
                    .parallel()
                    .eval()
                    .unwrap_err();
                assert_kernel(&error, "root", &[0, 495], -19_995);
                let error = total::lazy(&x).parallel().eval().unwrap_err();
                assert_kernel(&error, "total", &[9], -4998);
            }
        });
    }
}

#[test]
fn broadcast_operands_and_masks() {
    // The operand repeats: each of its elements stands at several indices.
    let x = array![1i64, 2, -3];
    let by = array![[1i64], [2]];
    let error = root(&x, &by).unwrap_err();
    assert_kernel(&error, "root", &[0, 2], -3);
    // A masked-out place does not fail.
    let mask = array![[true, true, false], [true, true, true]];
    let error = root::lazy(&x, &by).mask(&mask).fill(0).eval().unwrap_err();
    assert_kernel(&error, "root", &[1, 2], -3);
    let found = root::lazy(&x, &by)
        .mask(&array![true, true, false])
        .fill(0)
        .eval()
        .unwrap();
    assert_eq!(found, array![[11, 21, 0], [12, 22, 0]]);
    let mut out = Array3::zeros((2, 2, 3));
    let error = root::lazy(&x, &by).assign_to(&mut out).unwrap_err();
    assert_kernel(&error, "root", &[0, 0, 2], -3);
    let empty: Array1<i64> = array![];
    assert_eq!(root(&empty, 1).unwrap().len(), 0);
}

#[test]
fn updates() {
    let mut x = array![[1i64, 2], [-3, 4]];
    let error = root::update(&mut x, 5).unwrap_err();
    assert_kernel(&error, "root", &[1, 0], -3);
    assert!(x[[1, 0]] == -3 && [4, 45].contains(&x[[1, 1]]), "{x}");
    let mut x = array![1i64, 2];
    let done: Result<(), Error> = root::update(&mut x, 5);
    done.unwrap();
    assert_eq!(x, array![15, 25]);
    let mut x = array![[1i64, 2], [3, -4]];
    assert_kernel(&rows::update(&mut x).unwrap_err(), "rows", &[1], -4);
    assert_eq!(x.row(0), array![11, 21]);
}

#[test]
fn owned_operands() {
    let error = root(array![[1i64, -2], [-3, 4]], 5).unwrap_err();
    assert_kernel(&error, "root", &[0, 1], -2);
    assert_eq!(root(array![[1i64]], 5).unwrap(), array![[15]]);
}

#[test]
fn closures_and_other_error_types() {
    let halve = ufunc_core::from_fn(|x: u8| {
        if x.is_multiple_of(2) {
            Ok(x / 2)
        } else {
            Err(format!("{x} is odd"))
        }
    });
    assert_eq!(halve.lazy((&[2u8, 4],)).eval().unwrap(), array![1, 2]);
    let error = halve.lazy((&[2u8, 5],)).parallel().eval().unwrap_err();
    assert_eq!(error.source().unwrap().to_string(), "5 is odd");

    #[vectorize]
    fn checked(x: f64) -> std::io::Result<f64> {
        if x.is_nan() {
            Err(std::io::Error::other("not a number"))
        } else {
            Ok(x)
        }
    }
    assert_eq!(checked(&array![1.0]).unwrap(), array![1.0]);
    let error = checked(&array![1.0, f64::NAN]).unwrap_err();
    assert!(error.source().unwrap().is::<std::io::Error>());
    assert!(checked(f64::NAN).is_err());

    #[vectorize]
    fn boxed(x: ArrayLike) -> Result<u8, Box<dyn std::error::Error + Send + Sync>> {
        Ok(u8::try_from(x[0])?)
    }
    type ArrayLike = [u32; 1];
    let error = boxed(&ArrayD::from_elem(IxDyn(&[1]), [256u32])).unwrap_err();
    assert!(error.source().unwrap().is::<std::num::TryFromIntError>());
}
