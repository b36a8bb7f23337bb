//! Every case of `signatures.json`, judged as NumPy judges it (and as NEP 20 for `|1`).

use serde_json::Value;

use crate::signature::{self, Dim, Signature, Size};

const CASES: &str = include_str!("data/signatures.json");

#[test]
fn every_case_is_judged_as_numpy_judges_it() {
    let file: Value = serde_json::from_str(CASES).unwrap();
    let mut run = 0;
    let mut operands_compared = 0;
    for case in file["cases"].as_array().unwrap() {
        let text = case["signature"].as_str().unwrap();
        let extended = &case["nep20_extension"];
        let judge = if extended.is_null() {
            &case["numpy"]
        } else {
            extended
        };
        // NumPy is told the numbers of operands and reads the text with them in mind.
        let count = |key: &str| usize::try_from(case[key].as_u64().unwrap()).unwrap();
        let parsed = signature::parse(text).ok().filter(|parsed| {
            parsed.inputs.len() == count("nin") && parsed.outputs.len() == count("nout")
        });
        assert_eq!(
            parsed.is_some(),
            judge["ok"].as_bool().unwrap(),
            "{text:?}: {:?}",
            signature::parse(text)
        );
        if let (Some(parsed), Some(operands)) = (parsed, judge["operands"].as_array()) {
            compare(&parsed, operands, text);
            operands_compared += 1;
        }
        run += 1;
    }
    assert_eq!(run, file["meta"]["n_cases"].as_u64().unwrap());
    assert_eq!((run, operands_compared), (186, 100));
}

fn compare(parsed: &Signature, operands: &[Value], text: &str) {
    let inputs = parsed.inputs.iter().map(|core| ("in", core));
    let outputs = parsed.outputs.iter().map(|core| ("out", core));
    let all: Vec<_> = inputs.chain(outputs).collect();
    assert_eq!(all.len(), operands.len(), "{text:?}");
    for ((role, core), operand) in all.into_iter().zip(operands) {
        assert_eq!(role, operand["role"], "{text:?}");
        let dims = operand["dims"].as_array().unwrap();
        assert_eq!(core.len(), dims.len(), "{text:?}");
        for (&index, expected) in core.iter().zip(dims) {
            let dim: &Dim = &parsed.dims[index];
            assert_eq!(
                index as u64,
                expected["index"].as_u64().unwrap(),
                "{text:?}"
            );
            match &dim.size {
                Size::Bound => assert_eq!(dim.name, expected["name"], "{text:?}"),
                Size::Fixed(size) => {
                    assert_eq!(*size, expected["size"].as_u64().unwrap(), "{text:?}");
                    assert!(expected["name"].is_null());
                }
                Size::Computed(_) => panic!("{text:?} has no computed size"),
            }
            assert_eq!(dim.optional, expected["optional"], "{text:?}");
            assert_eq!(dim.broadcastable, expected["broadcastable"], "{text:?}");
        }
    }
}
