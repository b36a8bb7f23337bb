//! A signature's text to a `Spec` at run time, for tests: it trusts the text.

use crate::shape::{Asked, CoreAxes};
use crate::spec::{DimSpec, OperandSpec, Size, SizeOp, Spec};
use alloc::{boxed::Box, string::String, vec::Vec};

const INPUTS: [&str; 6] = ["a", "b", "c", "d", "e", "f"];
const OUTPUTS: [&str; 3] = ["out", "out1", "out2"];

/// A call without options.
pub(super) const NOTHING: Asked<'static> = Asked {
    axes: &CoreAxes::Last,
    keepdims: false,
    mask: None,
};

/// The spec of a ufunc `f` with this signature; inputs are called a, b, …, outputs out, out1, ….
pub(super) fn spec(signature: &str) -> Spec {
    let signature: &'static str = Box::leak(Box::from(signature));
    let (inputs, outputs) = signature.split_once("->").unwrap();
    let mut dims = Vec::new();
    let inputs = operands(inputs, &INPUTS, &mut dims);
    let outputs = operands(outputs, &OUTPUTS, &mut dims);
    Spec {
        name: "f",
        doc: "",
        signature,
        inputs,
        outputs,
        dims: Vec::leak(dims),
        parallel: false,
        math: false,
        noted: false,
        pure: true,
        cost: 1,
    }
}

/// The spec of an elementwise ufunc.
pub(super) fn elementwise(inputs: usize, outputs: usize) -> Spec {
    let list = |count| ["()"].repeat(count).join(",");
    let text: String = [list(inputs), list(outputs)].join("->");
    Spec {
        signature: "",
        ..spec(&text)
    }
}

fn operands(
    text: &'static str,
    names: &[&'static str],
    dims: &mut Vec<DimSpec>,
) -> &'static [OperandSpec] {
    let mut parts: Vec<&str> = Vec::new();
    for part in split(text, ",") {
        let part = part.trim().strip_prefix('(').unwrap();
        parts.push(part.strip_suffix(')').unwrap());
    }
    let operands: Vec<OperandSpec> = (parts.into_iter().zip(names))
        .map(|(part, name)| {
            let core: Vec<usize> = split(part, ",").map(|dim| index(dim, dims)).collect();
            OperandSpec {
                name,
                core: Vec::leak(core),
            }
        })
        .collect();
    Vec::leak(operands)
}

/// Splits at any of `separators` outside parentheses; nothing, where there is nothing.
fn split<'a>(text: &'a str, separators: &str) -> impl Iterator<Item = &'a str> {
    let mut depth = 0;
    text.split(move |character| {
        depth += i32::from(character == '(') - i32::from(character == ')');
        depth == 0 && separators.contains(character)
    })
    .filter(|part| !part.trim().is_empty())
}

/// The index of a dimension, which is added where it is new.
fn index(text: &'static str, dims: &mut Vec<DimSpec>) -> usize {
    let mut name = text.trim();
    let broadcastable = name.ends_with("|1");
    name = name.trim_end_matches("|1");
    let optional = name.ends_with('?');
    name = name.trim_end_matches('?');
    if let Some(index) = dims.iter().position(|dim| dim.name == name) {
        return index;
    }
    let size = if let Ok(size) = name.parse() {
        Size::Fixed(size)
    } else if name.contains(|character| "+-*/".contains(character)) {
        let mut ops = Vec::new();
        expression(name, dims, &mut ops);
        Size::Computed(Vec::leak(ops))
    } else {
        Size::Bound
    };
    dims.push(DimSpec {
        name,
        size,
        optional,
        broadcastable,
    });
    dims.len() - 1
}

/// The last operator of the lowest rank outside parentheses is the last step.
fn expression(text: &'static str, dims: &[DimSpec], ops: &mut Vec<SizeOp>) {
    for operators in ["+-", "*/"] {
        let Some(last) = split(text, operators).last() else {
            panic!("an operand is missing in {text}");
        };
        let start = text.len() - last.len();
        if start > 0 {
            let (left, operator) = text[..start].split_at(start - 1);
            expression(left, dims, ops);
            expression(last, dims, ops);
            ops.push(match operator {
                "+" => SizeOp::Add,
                "-" => SizeOp::Sub,
                "*" => SizeOp::Mul,
                _ => SizeOp::Div,
            });
            return;
        }
    }
    if let Some(inner) = text.strip_prefix('(') {
        expression(inner.strip_suffix(')').unwrap(), dims, ops);
    } else if let Ok(number) = text.parse() {
        ops.push(SizeOp::Int(number));
    } else {
        let dim = dims.iter().position(|dim| dim.name == text);
        ops.push(SizeOp::Dim(dim.unwrap()));
    }
}
