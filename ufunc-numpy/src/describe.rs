//! A ufunc in words: the signature as NumPy writes it, and the documentation.

use ufunc_core::__private::foreign::{OperandSpec, Size, Spec};

/// The signature, with names for the sizes that are computed.
pub(crate) fn signature(spec: &Spec) -> String {
    let names = dim_names(spec);
    let operand = |operand: &OperandSpec| {
        let dims = operand.core.iter().filter_map(|&dim| {
            let mark = if spec.dims.get(dim)?.optional {
                "?"
            } else {
                ""
            };
            Some(format!("{}{mark}", names.get(dim)?))
        });
        format!("({})", dims.collect::<Vec<_>>().join(","))
    };
    let side =
        |operands: &[OperandSpec]| operands.iter().map(operand).collect::<Vec<_>>().join(",");
    format!("{}->{}", side(spec.inputs), side(spec.outputs))
}

/// The names of the dimensions; one that is computed is called `p`, or `p1`, `p2`, … where that is taken.
fn dim_names(spec: &Spec) -> Vec<String> {
    let mut names: Vec<String> = spec.dims.iter().map(|dim| dim.name.to_owned()).collect();
    for (i, dim) in spec.dims.iter().enumerate() {
        match dim.size {
            Size::Computed(_) => {
                let candidates =
                    std::iter::once("p".to_owned()).chain((1..).map(|n| format!("p{n}")));
                if let Some(free) = candidates.into_iter().find(|name| !names.contains(name)) {
                    names[i] = free;
                }
            }
            Size::Fixed(size) => names[i] = size.to_string(),
            Size::Bound => {}
        }
    }
    names
}

/// The call with the parameters' names, as NumPy writes it at the head of its documentation.
pub(crate) fn call(spec: &Spec) -> String {
    let inputs: Vec<&str> = spec.inputs.iter().map(|input| input.name).collect();
    let out = match spec.outputs {
        [_] => "out=None".to_owned(),
        outputs => format!("out=({})", vec!["None"; outputs.len()].join(", ")),
    };
    let rest = if spec.signature.is_empty() {
        "*, where=True, ..."
    } else {
        "*, axes=None, ..."
    };
    let inputs = if inputs.is_empty() {
        String::new()
    } else {
        format!("{}, /, ", inputs.join(", "))
    };
    format!("{}({inputs}{out}, {rest})", spec.name)
}

/// The documentation without that head.
pub(crate) fn text(spec: &Spec, computes_sizes: bool) -> String {
    let lines = spec
        .doc
        .lines()
        .map(|line| line.strip_prefix(' ').unwrap_or(line));
    let mut text = lines.collect::<Vec<_>>().join("\n").trim().to_owned();
    let computed = spec
        .dims
        .iter()
        .any(|dim| matches!(dim.size, Size::Computed(_)));
    if computed {
        let out = if computes_sizes {
            ""
        } else {
            "; NumPy before 2.1 cannot compute it: give `out=`"
        };
        text += &format!("\n\nSignature: {}{out}.", spec.signature);
    }
    text
}
