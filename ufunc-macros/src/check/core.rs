//! The rules of `guvectorize`: parameters and results have to fit the signature.

use quote::ToTokens;
use syn::{Expr, ExprLit, Lit, LitStr, ReturnType, Type};

use super::results::{self, Results};
use super::{MAX_INPUTS, MAX_OUTPUTS, Parameter, Parts};
use crate::diag::Errors;
use crate::func::Function;
use crate::model::{Form, Input, Operand, Output, OutputForm, Shape};
use crate::signature::{Signature, Size};
use crate::types::{self, MAX_VIEW_RANK, Reading, peel};

/// Without a signature only what the function shows by itself is checked.
pub(super) fn check(
    literal: Option<&LitStr>,
    signature: Option<&Signature>,
    function: &Function,
    parameters: Vec<Parameter>,
    errors: &mut Errors,
) -> Option<Parts> {
    let before = errors.len();
    let (inputs, written) = split(parameters, errors);
    let results = results::read(&function.sig.output);
    let form = match (written.is_empty(), results.tuple) {
        (false, _) => OutputForm::Written,
        (true, _) if results.values.is_empty() => OutputForm::Written,
        (true, false) => OutputForm::Returned,
        (true, true) => OutputForm::ReturnedMany,
    };
    let mut outputs = Vec::new();
    if !written.is_empty() && !results.values.is_empty() {
        errors.at(
            return_type(&function.sig.output),
            "outputs are either trailing `&mut` parameters or returned, not both: return nothing, or `Result<(), E>`",
        );
    } else if written.is_empty() {
        outputs = returned(&results, errors);
    } else {
        outputs.extend(written.into_iter().map(|(parameter, reading)| Unfitted {
            label: parameter.label,
            ty: (*parameter.typed.ty).clone(),
            parameter: Some((*parameter.typed.pat, *parameter.typed.ty)),
            reading,
        }));
    }
    let (literal, signature) = (literal?, signature?);
    if errors.len() > before {
        return None;
    }
    counts(literal, signature, function, &inputs, &outputs, errors);
    if errors.len() > before {
        return None;
    }
    let inputs: Vec<Input> = inputs
        .into_iter()
        .zip(&signature.inputs)
        .map(|((parameter, reading), core)| Input {
            name: parameter.name,
            operand: fit(&parameter.typed.ty, reading, core, Place::Input, signature, errors),
            label: parameter.label,
            pat: *parameter.typed.pat,
            ty: *parameter.typed.ty,
        })
        .collect();
    let place = match form {
        OutputForm::Written => Place::Written,
        OutputForm::Returned | OutputForm::ReturnedMany => Place::Returned,
    };
    let outputs: Vec<Output> = outputs
        .into_iter()
        .zip(&signature.outputs)
        .map(|(output, core)| Output {
            label: output.label,
            parameter: output.parameter,
            operand: fit(&output.ty, output.reading, core, place, signature, errors),
        })
        .collect();
    let in_place = match (inputs.first(), outputs.as_slice()) {
        (Some(input), [output]) => {
            let (input, output) = (&input.operand, &output.operand);
            peel(&input.element) == peel(&output.element)
                && input.core == output.core
                && input.required.is_none()
        }
        _ => false,
    };
    let text = literal.value();
    Some(Parts {
        inputs,
        outputs,
        form: Form::Core {
            signature: text.split('\0').next().unwrap_or_default().to_owned(),
            dims: signature.dims.clone(),
            outputs: form,
        },
        fallible: results.fallible,
        in_place,
    })
}

/// An output whose place in the signature is not looked up yet.
struct Unfitted {
    label: String,
    ty: Type,
    parameter: Option<(syn::Pat, Type)>,
    reading: Reading,
}

type Read = (Parameter, Reading);

/// Inputs, then trailing outputs.
fn split(parameters: Vec<Parameter>, errors: &mut Errors) -> (Vec<Read>, Vec<Read>) {
    let mut inputs = Vec::new();
    let mut outputs: Vec<Read> = Vec::new();
    for parameter in parameters {
        match types::parameter(&parameter.typed.ty) {
            Err(message) => errors.at(&parameter.typed.ty, message),
            Ok(reading) if reading.mutable => outputs.push((parameter, reading)),
            Ok(reading) => {
                if let Some((output, _)) = outputs.first() {
                    let message = format!(
                        "outputs are the last parameters: move `{}` behind the inputs",
                        output.label
                    );
                    errors.at(&parameter.typed, message);
                }
                inputs.push((parameter, reading));
            }
        }
    }
    (inputs, outputs)
}

fn returned(results: &Results<'_>, errors: &mut Errors) -> Vec<Unfitted> {
    let numbered = results.values.len() > 1;
    let mut outputs = Vec::new();
    for (index, &ty) in results.values.iter().enumerate() {
        match types::returned(ty) {
            Err(message) => errors.at(ty, message),
            Ok(reading) => outputs.push(Unfitted {
                label: if numbered {
                    format!("out{index}")
                } else {
                    "out".to_owned()
                },
                ty: ty.clone(),
                parameter: None,
                reading,
            }),
        }
    }
    outputs
}

/// The numbers of operands in the signature and in the function.
fn counts(
    literal: &LitStr,
    signature: &Signature,
    function: &Function,
    inputs: &[Read],
    outputs: &[Unfitted],
    errors: &mut Errors,
) {
    let name = &function.sig.ident;
    if let Some((extra, _)) = inputs.get(MAX_INPUTS) {
        let message = format!("a ufunc has {MAX_INPUTS} inputs at most");
        return errors.at(&extra.typed, message);
    }
    if let Some(extra) = outputs.get(MAX_OUTPUTS) {
        let message = format!("a ufunc has {MAX_OUTPUTS} outputs at most");
        return errors.at(&extra.ty, message);
    }
    if signature.inputs.len() != inputs.len() {
        let names = inputs.iter().map(|(parameter, _)| parameter.label.as_str());
        let message = format!(
            "the signature has {}, but `{name}` has {}",
            number(signature.inputs.len(), "input"),
            listed(inputs.len(), names)
        );
        errors.at(literal, message);
    }
    let written = outputs.iter().any(|output| output.parameter.is_some());
    if signature.outputs.len() != outputs.len() {
        let message = if outputs.is_empty() {
            format!(
                "the signature has {}, but `{name}` has none: add a trailing `&mut` parameter for each, or return them",
                number(signature.outputs.len(), "output")
            )
        } else if written {
            let names = outputs.iter().map(|output| output.label.as_str());
            format!(
                "the signature has {}, but `{name}` has {} as `&mut` parameters",
                number(signature.outputs.len(), "output"),
                listed(outputs.len(), names)
            )
        } else {
            format!(
                "the signature has {}, but `{name}` returns {}",
                number(signature.outputs.len(), "output"),
                number(outputs.len(), "value")
            )
        };
        errors.at(literal, message);
    }
}

fn number(count: usize, noun: &str) -> String {
    match count {
        0 => format!("no {noun}"),
        1 => format!("1 {noun}"),
        _ => format!("{count} {noun}s"),
    }
}

/// `3 (a, b, c)`.
fn listed<'a>(count: usize, names: impl Iterator<Item = &'a str>) -> String {
    if count == 0 {
        return "none".to_owned();
    }
    format!("{count} ({})", names.collect::<Vec<_>>().join(", "))
}

/// Where an operand stands in the function.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Input,
    Written,
    Returned,
}

/// The operand, with an error if its type does not fit the core dimensions.
fn fit(
    ty: &Type,
    reading: Reading,
    core: &[usize],
    place: Place,
    signature: &Signature,
    errors: &mut Errors,
) -> Operand {
    let dims = || core.iter().filter_map(|&index| signature.dims.get(index));
    if reading.shape.rank() != core.len() {
        let message = format!(
            "the signature says `{}` here, {}, but this type has {}: {}",
            signature.operand(core),
            number(core.len(), "core dimension"),
            reading.shape.rank(),
            suggestion(&reading, core, place, signature)
        );
        errors.at(ty, message);
    } else if let (Shape::Fixed(len), Some(dim)) = (&reading.shape, dims().next()) {
        let written = types::text(&len.to_token_stream());
        match (&dim.size, literal_len(len)) {
            (Size::Fixed(size), Some(len)) if *size != len => {
                let message = format!(
                    "the signature fixes this dimension at {size}, but the array has {len} elements"
                );
                errors.at(ty, message);
            }
            (Size::Fixed(_), _) => {}
            (Size::Bound | Size::Computed(_), _) => {
                let message = format!(
                    "the array has a fixed length, but the size of `{}` may be any: write {} in the signature, or {}",
                    dim.name,
                    literal_len(len).map_or_else(
                        || format!("the number that `{written}` stands for"),
                        |len| format!("`({len})`")
                    ),
                    suggestion(&reading, core, place, signature)
                );
                errors.at(ty, message);
            }
        }
    }
    let optional = dims().any(|dim| dim.optional);
    Operand {
        element: reading.element,
        shape: reading.shape,
        core: core.to_vec(),
        required: optional.then(|| dims().filter(|dim| !dim.optional).count()),
    }
}

/// The type that fits the signature.
fn suggestion(reading: &Reading, core: &[usize], place: Place, signature: &Signature) -> String {
    // `[f64; 3]` by value reads as one element.
    let element = match peel(&reading.element) {
        Type::Array(array) => &array.elem,
        _ => &reading.element,
    };
    let element = types::text(&element.to_token_stream());
    let fixed = core
        .first()
        .and_then(|&index| signature.dims.get(index))
        .and_then(|dim| match dim.size {
            Size::Fixed(size) => Some(size),
            Size::Bound | Size::Computed(_) => None,
        });
    match (core.len(), place, fixed) {
        (0, Place::Written, _) => format!("write `&mut {element}`"),
        (0, _, _) => format!("write `{element}`"),
        (1, Place::Input, Some(size)) => format!("write `&[{element}; {size}]`"),
        (1, Place::Input, None) => format!("write `&[{element}]`"),
        (1, Place::Written, Some(size)) => format!("write `&mut [{element}; {size}]`"),
        (1, Place::Written, None) => format!("write `&mut [{element}]`"),
        (1, Place::Returned, Some(size)) => format!("return `[{element}; {size}]`"),
        (1, Place::Returned, None) => {
            format!("take it as a trailing parameter, `&mut [{element}]`")
        }
        (rank @ 2..=MAX_VIEW_RANK, Place::Input, _) => format!("write `ArrayView{rank}<{element}>`"),
        (rank @ 2..=MAX_VIEW_RANK, Place::Written, _) => format!("write `ArrayViewMut{rank}<{element}>`"),
        (rank @ 2..=MAX_VIEW_RANK, Place::Returned, _) => {
            format!("take it as a trailing parameter, `ArrayViewMut{rank}<{element}>`")
        }
        _ => format!("a kernel takes {MAX_VIEW_RANK} core dimensions of an operand at most"),
    }
}

fn literal_len(len: &Expr) -> Option<u64> {
    match len {
        Expr::Lit(ExprLit {
            lit: Lit::Int(int), ..
        }) => int.base10_parse().ok(),
        Expr::Group(group) => literal_len(&group.expr),
        Expr::Paren(group) => literal_len(&group.expr),
        _ => None,
    }
}

fn return_type(output: &ReturnType) -> proc_macro2::TokenStream {
    match output {
        ReturnType::Default => proc_macro2::TokenStream::new(),
        ReturnType::Type(_, ty) => ty.to_token_stream(),
    }
}
