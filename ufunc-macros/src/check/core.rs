//! The rules of `guvectorize`: parameters and results have to fit the signature.

use quote::ToTokens;
use syn::{LitStr, ReturnType, Type};

use super::fit::{Place, fit, number};
use super::results::{self, Results};
use super::{MAX_INPUTS, MAX_OUTPUTS, Parameter, Parts};
use crate::diag::Errors;
use crate::func::Function;
use crate::model::{Form, Input, Output, OutputForm};
use crate::signature::Signature;
use crate::types::{self, Reading, peel};

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
    if errors.len() == before && outputs.is_empty() {
        errors.at(
            literal,
            "an array function needs an output: write its operand after `->`, and a trailing `&mut` parameter or a result for it",
        );
    }
    if errors.len() > before {
        return None;
    }
    let inputs: Vec<Input> = inputs
        .into_iter()
        .zip(&signature.inputs)
        .map(|((parameter, reading), core)| Input {
            name: parameter.name,
            operand: fit(
                &parameter.typed.ty,
                reading,
                core,
                Place::Input,
                signature,
                errors,
            ),
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

/// `3 (a, b, c)`.
fn listed<'a>(count: usize, names: impl Iterator<Item = &'a str>) -> String {
    if count == 0 {
        return "none".to_owned();
    }
    format!("{count} ({})", names.collect::<Vec<_>>().join(", "))
}

fn return_type(output: &ReturnType) -> proc_macro2::TokenStream {
    match output {
        ReturnType::Default => proc_macro2::TokenStream::new(),
        ReturnType::Type(_, ty) => ty.to_token_stream(),
    }
}
