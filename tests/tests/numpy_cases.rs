//! NumPy's broadcasting cases through the public API: shapes of results, kinds of errors.
//!
//! Each signature has its own annotated function in `numpy_cases/`; all operands have a dynamic rank.

use ndarray::{ArrayD, ArrayViewMutD, IxDyn};
use ufunc_core::Error;
use ufunc_tests::cases::{Case, Options, cases};

#[path = "numpy_cases/elementwise.rs"]
mod elementwise;
#[path = "numpy_cases/signatures.rs"]
mod signatures;

/// What a call makes of operands, of given outputs (`None`: fresh ones) and of options: the outputs' shapes.
type Run = fn(
    &[ArrayD<f64>],
    Option<&mut [ArrayViewMutD<'_, f64>]>,
    &Options,
) -> Result<Vec<Vec<usize>>, Error>;

fn filled(shape: &[usize]) -> ArrayD<f64> {
    ArrayD::from_elem(IxDyn(shape), 0.5)
}

/// Whether an error is of a kind that NumPy's reference gives to the call.
fn is_of_kind(error: &Error, kinds: &[String]) -> bool {
    let own: &[&str] = match error {
        Error::Broadcast { .. } => &["loop_mismatch"],
        Error::CoreSize { .. } => &["core_mismatch"],
        Error::TooFewDims { .. } => &["missing_core_dims"],
        Error::UnknownSize { .. } => &["output_dim_unspecified"],
        Error::OutShape { .. } => &["output_not_broadcastable"],
        Error::Axis { .. } => &["axis_error"],
        // A wrong number of lists is of the first kind in NumPy.
        Error::Argument { message, .. } if message.starts_with("axes") => &["axis_error"],
        Error::Argument { .. } => &["argument_error"],
        _ => &[],
    };
    own.iter().any(|own| kinds.iter().any(|kind| kind == own))
}

/// How a case went: `Ok(true)` as NumPy does, `Ok(false)` if it cannot be said in our API.
fn check(case: &Case) -> Result<bool, String> {
    let run: Run = match &case.signature {
        None => elementwise::function(case.shapes.len(), case.nout),
        Some(signature) => signatures::function(signature),
    }
    .ok_or_else(|| format!("{}: no function for {:?}", case.id, case.signature))?;
    // NumPy refuses to be told `keepdims=False` by functions that cannot keep any: that is not told here at all.
    if case.options.keepdims == Some(false) && case.result.is_err() {
        return Ok(false);
    }
    let inputs: Vec<ArrayD<f64>> = case.shapes.iter().map(|shape| filled(shape)).collect();
    let found = match &case.out_shapes {
        None => run(&inputs, None, &case.options),
        Some(outs) => {
            // Either all outputs are given or none is: NumPy's `out=(a, None)` has no form here.
            let Some(outs) = outs.iter().cloned().collect::<Option<Vec<_>>>() else {
                return Ok(false);
            };
            let mut memory: Vec<ArrayD<f64>> = outs.iter().map(|shape| filled(shape)).collect();
            let mut views: Vec<ArrayViewMutD<'_, f64>> =
                memory.iter_mut().map(|out| out.view_mut()).collect();
            run(&inputs, Some(&mut views), &case.options)
        }
    };
    match (&found, &case.result) {
        (Ok(found), Ok(expected)) if found == expected => Ok(true),
        (Err(error), Err(kinds)) if is_of_kind(error, kinds) => Ok(true),
        _ => Err(format!("{case:?}\n  found {found:?}")),
    }
}

#[track_caller]
fn group(name: &str, expected: usize, expected_skipped: usize) {
    let all = cases(&[name]);
    let (mut passed, mut skipped, mut failures) = (0, 0, Vec::new());
    for case in &all {
        match check(case) {
            Ok(true) => passed += 1,
            Ok(false) => skipped += 1,
            Err(failure) => failures.push(failure),
        }
    }
    println!(
        "{name}: {} cases, {passed} as NumPy, {skipped} without a form",
        all.len()
    );
    assert!(
        failures.is_empty(),
        "{} failed:\n{}",
        failures.len(),
        failures.join("\n")
    );
    assert_eq!((all.len(), skipped), (expected, expected_skipped), "{name}");
}

#[test]
fn elementwise_group() {
    group("elementwise", 199, 0);
}

#[test]
fn gufunc_group() {
    group("gufunc", 739, 0);
}

#[test]
fn out_given_group() {
    // One case gives one of two outputs.
    group("out-given", 82, 1);
}

#[test]
fn output_only_dim_group() {
    // As above.
    group("output-only-dim", 37, 1);
}

#[test]
fn axes_group() {
    // Two cases say `keepdims=False` to functions that have none to keep.
    group("axes", 125, 2);
}

#[test]
fn numba_suite_group() {
    group("numba-suite", 5, 0);
}
