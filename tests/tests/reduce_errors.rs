//! Reductions that fail: what an error says, and what is written then; panics, where they are and with which payload.

use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::Mutex;

use ndarray::prelude::*;
use rayon::ThreadPoolBuilder;
use ufunc_core::{Error, vectorize};

#[vectorize(identity = 0.0, associative, commutative)]
fn add(a: f64, b: f64) -> f64 {
    a + b
}

#[vectorize(associative, commutative)]
fn largest(a: f64, b: f64) -> f64 {
    a.max(b)
}

#[vectorize]
fn square(x: f64) -> f64 {
    x * x
}

#[vectorize]
fn positive(x: f64) -> Result<f64, String> {
    if x > 0.0 {
        Ok(x)
    } else {
        Err(format!("{x} is not positive"))
    }
}

#[vectorize]
fn root_and_square(x: f64) -> Result<(f64, f64), String> {
    if x >= 0.0 {
        Ok((x.sqrt(), x * x))
    } else {
        Err(format!("no root of {x}"))
    }
}

fn numbers() -> Array2<f64> {
    array![[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]
}

#[test]
fn calls_that_fail() {
    let a = array![[1.0, 2.0], [-3.0, 4.0], [5.0, -6.0]];
    for axis in [0, 1] {
        let error = add::try_reduce(positive::lazy(&a), axis).unwrap_err();
        assert!(
            matches!(&error, Error::Kernel { index, .. } if index == &[1, 0]),
            "{error}"
        );
        assert_eq!(
            error.to_string(),
            "positive: the function failed at index (1, 0)"
        );
    }
    let error = add::try_reduce(positive::lazy(a.t()), ..).unwrap_err();
    assert!(
        matches!(&error, Error::Kernel { index, .. } if index == &[0, 1]),
        "{error}"
    );
    // Not where the mask is false: it is not called there.
    let mask = a.map(|x| *x > 0.0);
    assert_eq!(
        add::reduction(positive::lazy(&a))
            .mask(&mask)
            .eval()
            .unwrap(),
        array![6.0, 6.0]
    );
    let call = largest::reduction(positive::lazy(&a)).axes(..).mask(&mask);
    assert_eq!(call.initial(2.0).eval().unwrap(), 5.0);
    let mut out = array![7.0, 7.0];
    let call = add::reduction(positive::lazy(&a));
    assert!(matches!(
        call.assign_to(&mut out),
        Err(Error::Kernel { .. })
    ));
    assert_eq!(out, array![7.0, 7.0]);
    assert!(add::try_reduce(root_and_square::lazy(&a), ..).is_err());
    // An operand of a call inside a call.
    assert!(matches!(
        add::try_reduce(square::lazy(positive::lazy(&a)), ..),
        Err(Error::Kernel { .. })
    ));
}

fn text<R>(result: Result<R, Error>) -> String {
    match result {
        Ok(_) => panic!("no error"),
        Err(error) => error.to_string(),
    }
}

#[test]
fn errors() {
    let a = numbers();
    let mut line = [7.0; 2];
    let mut table = Array2::from_elem((1, 3), 7.0);
    for (found, expected) in [
        (
            text(add::try_reduce(&a, Axis(2))),
            "add: axis 2 is out of range: operand a (2, 3) has 2 dimensions",
        ),
        (
            text(add::try_reduce(&a, -3)),
            "add: axis -3 is out of range: operand a (2, 3) has 2 dimensions",
        ),
        (
            text(add::try_reduce(&a, isize::MIN)),
            "add: axis -9223372036854775808 is out of range: operand a (2, 3) has 2 dimensions",
        ),
        (
            text(add::try_reduce(&a, Axis(usize::MAX))),
            "add: axis 9223372036854775807 is out of range: operand a (2, 3) has 2 dimensions",
        ),
        (
            text(add::try_reduce(&a, [0, 0])),
            "add: axis 0 of operand a (2, 3) is repeated",
        ),
        (
            text(add::try_reduce(&a, [1, -1])),
            "add: axis -1 of operand a (2, 3) is repeated",
        ),
        (
            text(add::try_reduce(&a, [0, 1, 2])),
            "add: axis 2 is out of range: operand a (2, 3) has 2 dimensions",
        ),
        (
            text(add::try_reduce(1.0, 1)),
            "add: axis 1 is out of range: operand a () has 0 dimensions",
        ),
        (
            text(add::reduction(&a).mask(&[true, false]).eval()),
            "add: mask (2) does not fit the shape (2, 3) that the call loops over: counted from the last, each of its axes must have \
             the same size or 1",
        ),
        (
            text(add::reduction(&a).assign_to(&mut line)),
            "add: output out (2) does not fit the shape (3) of the result: outputs are not broadcast, give an array of \
             that shape",
        ),
        (
            text(add::reduction(&a).assign_to(&mut table)),
            "add: output out (1, 3) does not fit the shape (3) of the result: outputs are not broadcast, give an array of \
             that shape",
        ),
        (
            text(largest::try_reduce(&Array2::zeros((0, 3)), Axis(0))),
            "largest: reducing the shape (0, 3) over axis 0 leaves nothing to start from and there is no identity: give \
             a first value with initial",
        ),
        (
            text(add::try_reduce(add::lazy(&a, &[1.0, 2.0]), ..)),
            "add: operands a (2, 3) and b (2) do not broadcast: axis 1 has 3 in a and 2 in b",
        ),
    ] {
        assert_eq!(found, expected);
    }
    assert_eq!((line, table), ([7.0; 2], Array2::from_elem((1, 3), 7.0)));
    let one = arr0(1.0);
    let huge = one.broadcast((1usize << 31, 1usize << 31)).unwrap();
    let error = add::try_reduce(huge, [0isize; 0]).unwrap_err();
    assert!(
        matches!(error, Error::TooLarge { .. } | Error::Alloc { .. }),
        "{error}"
    );
}

/// The plain methods panic with the error's text, where they are called.
#[test]
fn panics_at_the_line_of_the_call() {
    static PLACES: Mutex<Vec<(u32, String)>> = Mutex::new(Vec::new());
    let before = std::panic::take_hook();
    std::panic::set_hook(Box::new(|info| {
        let line = info.location().map_or(0, |location| location.line());
        let text = info.payload_as_str().unwrap_or("").to_string();
        PLACES.lock().unwrap().push((line, text));
    }));
    let a = numbers();
    let calls: [&dyn Fn(); 6] = [
        &|| drop(add::reduce(&a, Axis(5))),
        &|| drop(add::accumulate(&a, Axis(5))),
        &|| drop(add::reduceat(&a, &[9], Axis(0))),
        &|| drop(add::reduce_segments(&a, &[9], Axis(0))),
        &|| drop(add::outer(&a, positive::lazy(-1.0))),
        &|| add::at(&mut a.clone(), &[9], 1.0),
    ];
    let first = line!() - 7;
    for call in calls {
        catch_unwind(AssertUnwindSafe(call)).unwrap_err();
    }
    std::panic::set_hook(before);
    let places = PLACES.lock().unwrap();
    for (number, (line, text)) in (0..).zip(&*places) {
        if text.starts_with("add: ") || text.starts_with("positive: ") {
            assert_eq!(*line, first + number, "{text}");
        }
    }
    assert!(places.len() >= 6);
}

#[test]
fn a_panic_keeps_its_payload() {
    #[vectorize(identity = 0, associative, commutative)]
    fn sum_but(a: i64, b: i64) -> i64 {
        if a == 4000 || b == 4000 {
            resume_unwind(Box::new("in the fold"));
        }
        a.wrapping_add(b) | 1 << 40
    }
    #[vectorize]
    fn same_but(a: i64) -> i64 {
        if a == 4000 {
            resume_unwind(Box::new("in the kernel"));
        }
        a
    }
    let a = Array2::from_shape_fn((90, 90), |(i, j)| i64::try_from(i * 90 + j).unwrap());
    for threads in 1..4 {
        let pool = ThreadPoolBuilder::new()
            .num_threads(threads)
            .build()
            .unwrap();
        pool.install(|| {
            for axes in [&[0][..], &[1], &[0, 1]] {
                for parallel in [false, true] {
                    let way = |call: &mut dyn FnMut()| {
                        *catch_unwind(AssertUnwindSafe(call))
                            .unwrap_err()
                            .downcast::<&str>()
                            .unwrap()
                    };
                    let mut out = ArrayD::from_elem(IxDyn(&vec![90; 2 - axes.len()]), -1);
                    macro_rules! fails {
                        ($operand:expr, $text:literal) => {
                            let call = || {
                                let call = sum_but::reduction($operand).axes(axes);
                                if parallel {
                                    call.parallel()
                                } else {
                                    call.serial()
                                }
                            };
                            assert_eq!(way(&mut || drop(call().eval())), $text);
                            assert_eq!(way(&mut || drop(call().assign_to(&mut out))), $text);
                        };
                    }
                    fails!(&a, "in the fold");
                    fails!(same_but::lazy(&a), "in the kernel");
                }
            }
            // The pool works as before.
            let (a, b) = rayon::join(|| 1, || 2);
            assert_eq!(a + b, 3);
        });
    }
}
