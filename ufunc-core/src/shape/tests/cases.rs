//! NumPy's answers: every case of `broadcast_cases.json` that gives no axes.

use super::signature::{NOTHING, elementwise, spec};
use crate::error::Error;
use crate::shape::bind;
use alloc::{string::String, vec::Vec};
use serde_json::{Map, Value};

const CASES: &str = include_str!("../../../../tests/data/broadcast_cases.json");

fn shape(value: &Value) -> Vec<usize> {
    let sizes = value.as_array().unwrap().iter();
    sizes.map(|size| size.as_u64().unwrap() as usize).collect()
}

fn kind(error: &Error) -> &'static str {
    match error {
        Error::CoreSize { .. } => "core_mismatch",
        Error::TooFewDims { .. } => "missing_core_dims",
        Error::Broadcast { .. } => "loop_mismatch",
        Error::OutShape { .. } => "output_not_broadcastable",
        Error::UnknownSize { .. } => "output_dim_unspecified",
        other => panic!("{other}"),
    }
}

/// Compares one case; what is wrong with it.
fn check(case: &Value) -> Result<(), String> {
    let inputs: Vec<Vec<usize>> = case["shapes"]
        .as_array()
        .unwrap()
        .iter()
        .map(shape)
        .collect();
    let count = |name: &str| case[name].as_u64().unwrap() as usize;
    let spec = match case["signature"].as_str() {
        Some(signature) => spec(signature),
        None => elementwise(count("nin"), count("nout")),
    };
    assert_eq!(spec.inputs.len(), count("nin"));
    assert_eq!(spec.outputs.len(), count("nout"));
    let given: Vec<Option<Vec<usize>>> = match case.get("out_shapes") {
        Some(shapes) => (shapes.as_array().unwrap().iter())
            .map(|value| (!value.is_null()).then(|| shape(value)))
            .collect(),
        None => alloc::vec![None; spec.outputs.len()],
    };
    let input_shapes: Vec<&[usize]> = inputs.iter().map(Vec::as_slice).collect();
    let output_shapes: Vec<Option<&[usize]>> = given.iter().map(Option::as_deref).collect();
    let result = &case["result"];
    match (
        bind(&spec, &input_shapes, &output_shapes, NOTHING),
        &result["ok"],
    ) {
        (Ok(bound), Value::Bool(true)) => {
            let expected = result["shapes"].as_array().unwrap();
            for (output, expected) in bound.outputs.iter().zip(expected) {
                // A given output may lack leading axes of size 1.
                let expected = shape(expected);
                let (lacking, own) = output.split_at(output.len() - expected.len());
                if own != expected || lacking.iter().any(|&size| size != 1) {
                    return Err(alloc::format!("output {output:?}, not {expected:?}"));
                }
            }
            if bound.loop_shape.as_slice() != shape(&result["loop_shape"]) {
                return Err(alloc::format!("loop {:?}", bound.loop_shape));
            }
            for (input, axes) in input_shapes.iter().zip(&bound.inputs) {
                assert!(axes.loop_ndim <= input.len().min(bound.loop_shape.len()));
            }
            let present = spec.dims.iter().zip(&bound.sizes).zip(&bound.absent);
            let mut found = Map::new();
            for ((dim, &size), &absent) in present {
                if absent {
                    assert_eq!(size, 1);
                } else if dim.name.parse::<usize>().is_err() {
                    found.insert(dim.name.into(), size.into());
                }
            }
            if result["core_sizes"] != Value::Object(found) {
                return Err(alloc::format!("core sizes {:?}", bound.sizes));
            }
            Ok(())
        }
        (Err(error), Value::Bool(false)) => {
            let also = result["also_true"].as_array().unwrap();
            let right = also.iter().chain([&result["error"]]);
            if right.clone().any(|right| right == kind(&error)) {
                Ok(())
            } else {
                Err(alloc::format!("{error}"))
            }
        }
        (Ok(bound), _) => Err(alloc::format!("no error: {bound:?}")),
        (Err(error), _) => Err(alloc::format!("error: {error}")),
    }
}

#[test]
fn numpy_agrees() {
    let cases: Value = serde_json::from_str(CASES).unwrap();
    let (mut run, mut skipped, mut wrong) = (0, 0, Vec::new());
    for case in cases["cases"].as_array().unwrap() {
        if case["group"] == "axes" {
            skipped += 1;
            continue;
        }
        assert!(case.get("kwargs").is_none());
        run += 1;
        if let Err(reason) = check(case) {
            wrong.push(alloc::format!("{reason}\n    {case}"));
        }
    }
    assert!(
        wrong.is_empty(),
        "{} wrong:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
    assert_eq!(
        (run, skipped),
        (1062, 125),
        "cases run, and of group `axes`"
    );
}
