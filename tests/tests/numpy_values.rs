//! NumPy's values of calls, reductions, accumulations, segments, outer calls and calls in place, through the public API:
//! the same operands, with their strides and overlaps, give the same results, memory afterwards, and kinds of errors.
//!
//! Two conventions of NumPy are spelled out: an index that counts from the end is one from the beginning, and a
//! conversion that may lose something (`i8` to `f8`) is made before the call; the others are `cast`s. Outputs that
//! overlap an input partly have no form in safe Rust; these cases are listed.

use std::fmt::Debug;

use ndarray::ArrayD;
use ufunc_core::{Error, cast};
use ufunc_tests::values::{Case, Data, Expected, cases};

#[path = "numpy_values/functions.rs"]
mod functions;
#[path = "numpy_values/methods.rs"]
mod methods;
use functions::{Number, gaussian, poincare};
use methods::{
    Add, FloorDivide, Hypot, Logaddexp, Maximum, Multiply, Op, Power, Subtract, mask, memory, view,
};

/// The output is a mutable borrow, the input beside it a shared one: of one memory there cannot be both. Only the same
/// elements in the same places have a form, `update`.
const WITHOUT_A_FORM: [&str; 5] = ["val-0251", "val-0255", "val-0256", "val-0260", "val-0261"];

/// The result, and the memory of the output or target afterwards.
type Found<T> = Result<(Option<ArrayD<T>>, Option<Vec<T>>), Error>;

/// A type of the cases.
trait Stored: Number + Debug {
    /// Its memory in them.
    fn of_data(data: &Data) -> Option<&Vec<Self>>;
    /// The plain call of a case whose result has this type, whatever its operands have.
    fn call<O: Op>(case: &Case) -> Found<Self>;
}

macro_rules! of_data {
    ($variant:ident) => {
        fn of_data(data: &Data) -> Option<&Vec<Self>> {
            if let Data::$variant(list) = data {
                Some(list)
            } else {
                None
            }
        }
    };
}

impl Stored for f64 {
    of_data!(F8);
    fn call<O: Op>(case: &Case) -> Found<f64> {
        let [a, b] = &case.inputs[..] else {
            panic!("{}: two operands", case.id)
        };
        let converted = |place| view::<i64>(case, place).mapv(|x| x as f64);
        match (case.data(a), case.data(b)) {
            (Data::F8(_), Data::F8(_)) => O::call(case, view(case, a), view(case, b)),
            (Data::F4(_), Data::F8(_)) => O::call(case, cast(view::<f32>(case, a)), view(case, b)),
            (Data::I4(_), Data::F4(_)) => {
                O::call(case, cast(view::<i32>(case, a)), cast(view::<f32>(case, b)))
            }
            (Data::I8(_), Data::F4(_)) => O::call(case, converted(a), cast(view::<f32>(case, b))),
            (Data::I4(_), Data::I8(_)) => O::call(case, cast(view::<i32>(case, a)), converted(b)),
            (Data::B1(list), Data::I4(_)) => {
                O::call(case, cast(a.view(list)), cast(view::<i32>(case, b)))
            }
            _ => panic!("{}: other types", case.id),
        }
    }
}

impl Stored for f32 {
    of_data!(F4);
    fn call<O: Op>(case: &Case) -> Found<f32> {
        O::call(
            case,
            view(case, &case.inputs[0]),
            view(case, &case.inputs[1]),
        )
    }
}

impl Stored for i64 {
    of_data!(I8);
    fn call<O: Op>(case: &Case) -> Found<i64> {
        let (a, b) = (&case.inputs[0], &case.inputs[1]);
        match case.data(a) {
            Data::I4(_) => O::call(case, cast(view::<i32>(case, a)), view(case, b)),
            _ => O::call(case, view(case, a), view(case, b)),
        }
    }
}

impl Stored for i32 {
    of_data!(I4);
    fn call<O: Op>(case: &Case) -> Found<i32> {
        let (a, b) = (&case.inputs[0], &case.inputs[1]);
        match case.data(a) {
            Data::B1(list) => O::call(case, cast(a.view(list)), view(case, b)),
            _ => O::call(case, view(case, a), view(case, b)),
        }
    }
}

/// Whether numbers are the same, as the case compares.
fn compare<T: Stored>(case: &Case, what: &str, found: &[T], expected: &Data) -> Result<(), String> {
    let expected = T::of_data(expected).ok_or("a result of another type")?;
    if found.len() != expected.len() {
        return Err(format!("{what}: {found:?} for {expected:?}"));
    }
    match found
        .iter()
        .zip(expected)
        .position(|(f, e)| !f.is(*e, case.tolerance))
    {
        None => Ok(()),
        Some(i) => Err(format!(
            "{what}: {:?} for {:?} at {i}",
            found[i], expected[i]
        )),
    }
}

fn check<T: Stored>(case: &Case, found: Found<T>) -> Result<(), String> {
    match (found, &case.expect) {
        (
            Ok((array, after)),
            Ok(Expected {
                shape,
                data,
                after: expected,
            }),
        ) => {
            if let Some(data) = data {
                let array = array.ok_or("no result")?;
                if array.shape() != shape {
                    return Err(format!("shape {:?} for {shape:?}", array.shape()));
                }
                let found: Vec<T> = array.iter().copied().collect();
                compare(case, "the result", &found, data)?;
            }
            if let Some(expected) = expected {
                compare(case, "the memory", &after.ok_or("no memory")?, expected)?;
            } else if data.is_none() {
                return Err("nothing is compared".into());
            }
            Ok(())
        }
        (Err(error), Err((exception, text))) => {
            let right = match error {
                Error::OutShape { .. } => text.starts_with("non-broadcastable output"),
                Error::EmptyReduction { .. } => text.contains("has no identity"),
                Error::Argument { .. } => text.contains("is not reorderable"),
                Error::Index { .. } => exception == "IndexError",
                _ => false,
            };
            if right {
                Ok(())
            } else {
                Err(format!("{error} for {text}"))
            }
        }
        (found, expected) => Err(format!("{found:?} for {expected:?}")),
    }
}

fn run<O: Op>(case: &Case) -> Result<(), String> {
    fn typed<O: Op, T: Stored>(case: &Case) -> Result<(), String> {
        let found = if case.method == "__call__" {
            T::call::<O>(case)
        } else {
            O::method::<T>(case)
        };
        check(case, found)
    }
    // The result says the type; without one, the first operand.
    let first = case.data(&case.inputs[0]);
    match case
        .expect
        .as_ref()
        .ok()
        .and_then(|expected| expected.data.as_ref())
        .unwrap_or(first)
    {
        Data::F8(_) => typed::<O, f64>(case),
        Data::F4(_) => typed::<O, f32>(case),
        Data::I8(_) => typed::<O, i64>(case),
        Data::I4(_) => typed::<O, i32>(case),
        Data::B1(_) => Err("a result of truth values".into()),
    }
}

/// The user's functions, of doubles.
macro_rules! doubles {
    ($case:ident, $lazy:expr) => {{
        let lazy = $lazy;
        let found: Found<f64> = match &$case.out {
            None => lazy.eval().map(|array| (Some(array), None)),
            Some(out) => {
                let mut memory = memory::<f64>($case, out);
                let done = lazy.assign_to(out.view_mut(&mut memory));
                done.map(|()| (Some(out.view(&memory).to_owned()), Some(memory)))
            }
        };
        check($case, found)
    }};
}

fn user_function(case: &Case) -> Result<(), String> {
    let input = |i: usize| view::<f64>(case, &case.inputs[i]);
    match (case.op.as_str(), &case.on) {
        ("gaussian", None) => doubles!(case, gaussian::lazy(input(0), input(1), input(2))),
        ("gaussian", Some(_)) => {
            doubles!(
                case,
                gaussian::lazy(input(0), input(1), input(2)).mask(mask(case))
            )
        }
        ("poincare", None) => doubles!(case, poincare::lazy(input(0), input(1))),
        _ => Err("no such function".into()),
    }
}

#[test]
fn all_cases() {
    let all = cases();
    let (mut ran, mut listed, mut failures) = (0, Vec::new(), Vec::new());
    for case in &all {
        if WITHOUT_A_FORM.contains(&case.id.as_str()) {
            // That is what they are: the output's memory is an input's, elsewhere.
            let out = case.out.as_ref().expect("an output");
            assert!(
                case.inputs
                    .iter()
                    .any(|input| input.buffer == out.buffer && input != out)
            );
            listed.push(&case.id);
            continue;
        }
        let done = match case.op.as_str() {
            "add" => run::<Add>(case),
            "subtract" => run::<Subtract>(case),
            "multiply" => run::<Multiply>(case),
            "maximum" => run::<Maximum>(case),
            "hypot" => run::<Hypot>(case),
            "logaddexp" => run::<Logaddexp>(case),
            "floor_divide" => run::<FloorDivide>(case),
            "power" => run::<Power>(case),
            _ => user_function(case),
        };
        match done {
            Ok(()) => ran += 1,
            Err(text) => failures.push(format!("{} {}.{}: {text}", case.id, case.op, case.method)),
        }
    }
    println!(
        "{ran} as NumPy, {} without a form: {listed:?}",
        listed.len()
    );
    assert!(
        failures.is_empty(),
        "{} failed:\n{}",
        failures.len(),
        failures.join("\n")
    );
    assert_eq!((ran, listed.len()), (226, 5));
}
