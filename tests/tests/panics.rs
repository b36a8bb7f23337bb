//! Kernels that panic: the payload reaches the caller, outputs hold old or new values, pools stay usable.
#![allow(
    clippy::needless_borrows_for_generic_args,
    reason = "borrowed operands are what is tested"
)]
#![cfg(panic = "unwind")]

use std::panic::{AssertUnwindSafe, catch_unwind, panic_any, resume_unwind};
use std::sync::{Mutex, PoisonError};

use ndarray::{Array1, Array2, array};
use rayon::ThreadPoolBuilder;
use ufunc_core::{Element, guvectorize, vectorize};

/// The payload: where the kernel panicked.
#[derive(Debug, PartialEq)]
struct At(i32);

const SHAPE: (usize, usize) = (3, 4);

fn numbers() -> Array2<i32> {
    Array2::from_shape_fn(SHAPE, |(i, j)| i32::try_from(i * 4 + j).unwrap())
}

#[vectorize]
fn negate_but(x: i32, at: i32) -> i32 {
    if x == at {
        // Without the hook, which would print each.
        resume_unwind(Box::new(At(x)));
    }
    -1 - x
}

#[vectorize]
fn both_but(x: i32, at: i32) -> (i32, f64) {
    (negate_but(x, at), f64::from(x))
}

#[guvectorize("(n),()->(n)")]
fn rows_but(x: &[i32], at: i32, out: &mut [i32]) {
    for (place, &x) in out.iter_mut().zip(x) {
        *place = negate_but(x, at);
    }
}

/// The panic of `call`, which has to be the kernel's.
#[track_caller]
fn payload(call: impl FnOnce()) -> i32 {
    let payload = catch_unwind(AssertUnwindSafe(call)).expect_err("the kernel panics");
    payload
        .downcast_ref::<At>()
        .expect("the kernel's payload")
        .0
}

/// Each element is its old value or the new one; the one at which the kernel panicked is old.
#[track_caller]
fn old_or_new(out: &Array2<i32>, at: i32) {
    for (x, found) in numbers().iter().zip(out) {
        assert!(*found == 1000 + x || *found == -1 - x, "{x}: {found}");
        assert!(*x != at || *found == 1000 + x, "{x}: {found}");
    }
}

fn each_index(pool: Option<usize>) {
    let pool = pool.map(|n| ThreadPoolBuilder::new().num_threads(n).build().unwrap());
    let inside = |call: &mut (dyn FnMut() + Send)| match &pool {
        Some(pool) => pool.install(call),
        None => call(),
    };
    let x = numbers();
    for at in 0..12 {
        inside(&mut || {
            assert_eq!(payload(|| drop(negate_but(&x, at))), at);
            assert_eq!(
                payload(|| drop(negate_but::lazy(&x, at).parallel().eval())),
                at
            );
            assert_eq!(payload(|| drop(negate_but(x.clone(), at))), at);
            assert_eq!(
                payload(|| drop(both_but::lazy(x.t(), at).parallel().eval())),
                at
            );
            assert_eq!(payload(|| drop(rows_but(&x, at))), at);
            assert_eq!(
                payload(|| drop(rows_but::lazy(&x, at).parallel().eval())),
                at
            );
        });
        let new = || numbers() + 1000;
        for parallel in [false, true] {
            let call = || match parallel {
                false => negate_but::lazy(&x, at).serial(),
                true => negate_but::lazy(&x, at).parallel(),
            };
            let rows = || match parallel {
                false => rows_but::lazy(&x, at).serial(),
                true => rows_but::lazy(&x, at).parallel(),
            };
            let mut out = new();
            inside(&mut || assert_eq!(payload(|| drop(call().assign_to(&mut out))), at));
            old_or_new(&out, at);
            // Strided outputs go through blocks.
            let mut out = new().reversed_axes().as_standard_layout().into_owned();
            inside(&mut || {
                let out = out.view_mut().reversed_axes();
                assert_eq!(payload(|| drop(call().assign_to(out))), at);
            });
            old_or_new(&out.reversed_axes(), at);
            let mut out = new();
            inside(&mut || assert_eq!(payload(|| drop(rows().assign_to(&mut out))), at));
            old_or_new(&out, at);
            let mut out = new().reversed_axes().as_standard_layout().into_owned();
            inside(&mut || {
                let out = out.view_mut().reversed_axes();
                assert_eq!(payload(|| drop(rows().assign_to(out))), at);
            });
            old_or_new(&out.reversed_axes(), at);
        }
        // The pool works as before.
        inside(&mut || {
            let found = negate_but::lazy(&x, -1).parallel().eval().unwrap();
            assert_eq!(found, x.map(|x| -1 - x));
        });
    }
}

#[test]
fn at_each_index_in_the_global_pool() {
    each_index(None);
}

#[test]
fn at_each_index_in_a_pool_of_one() {
    each_index(Some(1));
}

#[test]
fn at_each_index_in_a_pool_of_four() {
    each_index(Some(4));
}

#[test]
fn in_place() {
    for at in 0..12 {
        let mut x = numbers();
        assert_eq!(payload(|| negate_but::update(&mut x, at)), at);
        for (old, found) in numbers().iter().zip(&x) {
            assert!(found == old || *found == -1 - old);
        }
        assert_eq!(x[[at as usize / 4, at as usize % 4]], at);
        let mut x = numbers();
        assert_eq!(payload(|| rows_but::update(&mut x, at)), at);
    }
}

#[test]
fn in_fused_calls_and_masks() {
    let x = numbers();
    let found = payload(|| drop(negate_but(negate_but::lazy(&x, 5), 900)));
    assert_eq!(found, 5);
    // A masked-out place is not computed.
    let mask = x.map(|x| *x != 5);
    let found = negate_but::lazy(&x, 5).mask(&mask).fill(0).eval().unwrap();
    assert_eq!(found[[1, 1]], 0);
}

#[test]
fn payloads_of_any_type_and_in_long_arrays() {
    #[derive(Clone, Copy)]
    struct Big([u64; 20]);
    impl Element for Big {}
    #[vectorize]
    fn fail(x: Big) -> u8 {
        if x.0[3] == 9_000 {
            resume_unwind(Box::new(String::from("nine thousand")));
        }
        0
    }
    let x = Array1::from_iter((0..10_000).map(|i| Big([i; 20])));
    for call in [fail::lazy(&x), fail::lazy(&x).parallel()] {
        let payload = catch_unwind(AssertUnwindSafe(|| drop(call.eval()))).unwrap_err();
        assert_eq!(payload.downcast_ref::<String>().unwrap(), "nine thousand");
    }
    // `panic!`, `panic_any` and a failed assertion as well: nothing is caught on the way.
    for kind in 0..3u8 {
        let f = ufunc_core::from_fn(|x: u8| {
            match x {
                0 => panic!("words"),
                1 => panic_any(7u16),
                _ => assert_eq!(x, 100, "numbers"),
            }
            x
        });
        let quiet = Quiet::new();
        let payload =
            catch_unwind(AssertUnwindSafe(|| f.lazy((&[kind],)).parallel().eval())).unwrap_err();
        drop(quiet);
        match kind {
            0 => assert_eq!(payload.downcast_ref::<&str>(), Some(&"words")),
            1 => assert_eq!(payload.downcast_ref::<u16>(), Some(&7)),
            _ => assert!(
                payload
                    .downcast_ref::<String>()
                    .unwrap()
                    .contains("numbers")
            ),
        }
    }
}

/// What the panic hook saw last in this thread's turn; holds off other users of the hook.
struct Quiet(#[allow(dead_code, reason = "held, not read")] std::sync::MutexGuard<'static, ()>);

static HOOK: Mutex<()> = Mutex::new(());
static SEEN: Mutex<Option<(String, u32, String)>> = Mutex::new(None);

impl Quiet {
    fn new() -> Quiet {
        let guard = HOOK.lock().unwrap_or_else(PoisonError::into_inner);
        std::panic::set_hook(Box::new(|info| {
            let text = info.payload_as_str().unwrap_or_default().to_owned();
            let place = info
                .location()
                .map_or((String::new(), 0), |at| (at.file().into(), at.line()));
            *SEEN.lock().unwrap() = Some((place.0, place.1, text));
        }));
        Quiet(guard)
    }
}

impl Drop for Quiet {
    fn drop(&mut self) {
        drop(std::panic::take_hook());
    }
}

/// Where and with which text `call` panics.
fn seen<T>(call: impl FnOnce() -> T) -> (String, u32, String) {
    let _quiet = Quiet::new();
    let result = catch_unwind(AssertUnwindSafe(call));
    assert!(result.is_err(), "the call panics");
    SEEN.lock().unwrap().take().expect("the hook was called")
}

#[vectorize]
fn add(a: f64, b: f64) -> f64 {
    a + b
}

#[guvectorize("(n),(n)->()")]
fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

/// The line of a call, and where and with which text it panics.
macro_rules! panic_of {
    ($call:expr) => {
        (line!(), seen(|| $call))
    };
}

#[test]
fn plain_calls_panic_at_the_callers_line() {
    let (a, b) = (array![[1.0, 2.0], [3.0, 4.0]], array![1.0, 2.0, 3.0]);
    let mut c = a.clone();
    let check = |(line, (file, found, text)): (u32, (String, u32, String)), words: &str| {
        assert!(file.ends_with("panics.rs"), "{file}: {text}");
        assert_eq!(found, line, "{text}");
        assert_eq!(text, words);
    };
    let words = "add: operands a (2, 2) and b (3) do not broadcast: axis 1 has 2 in a and 3 in b";
    check(panic_of!(add(&a, &b)), words);
    check(panic_of!(add(&a.clone().into_dyn(), &b)), words);
    check(panic_of!(add::update(&mut c, &b)), words);
    let error = dot::lazy(&a, &b).eval().unwrap_err().to_string();
    check(panic_of!(dot(&a, &b)), &error);
    assert_eq!(c, a);
}
