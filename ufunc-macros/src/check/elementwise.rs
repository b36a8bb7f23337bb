//! The rules of `vectorize`: scalars in, one scalar or a tuple out.

use proc_macro2::Span;
use quote::ToTokens;
use syn::{ReturnType, Type};

use super::results;
use super::{MAX_INPUTS, MAX_OUTPUTS, Parameter, Parts};
use crate::args::Args;
use crate::diag::Errors;
use crate::func::Function;
use crate::model::{Fold, Form, Input, Operand, Output, Shape};
use crate::types::{self, peel};

pub(super) fn check(
    args: &Args,
    function: &Function,
    parameters: Vec<Parameter>,
    errors: &mut Errors,
) -> Option<Parts> {
    if let Some(extra) = parameters.get(MAX_INPUTS) {
        let message = format!(
            "a ufunc has {MAX_INPUTS} parameters at most, this is number {} of {}",
            MAX_INPUTS + 1,
            parameters.len()
        );
        errors.at(&extra.typed, message);
    }
    for parameter in &parameters {
        scalar_parameter(&parameter.typed.ty, errors);
    }
    let results = results::read(&function.sig.output);
    let Some(first) = results.values.first() else {
        no_result(&function.sig.output, &function.sig.ident, errors);
        fold(args, false, errors);
        return None;
    };
    if let Some(extra) = results.values.get(MAX_OUTPUTS) {
        let message = format!(
            "a ufunc has {MAX_OUTPUTS} results at most, these are {}",
            results.values.len()
        );
        errors.at(extra, message);
    }
    for value in &results.values {
        scalar_result(value, errors);
    }
    let inputs: Vec<&Type> = parameters.iter().map(|p| peel(&p.typed.ty)).collect();
    let single = (!results.tuple).then(|| peel(first));
    let in_place = single.is_some() && inputs.first().copied() == single;
    let reduces = in_place
        && inputs.len() == 2
        && inputs.get(1).copied() == single
        && results.fallible.is_none();
    let fold = fold(args, reduces, errors);
    let outputs = outputs(&results.values, results.tuple);
    Some(Parts {
        inputs: parameters.into_iter().map(input).collect(),
        outputs,
        form: Form::Elementwise {
            fold,
            tuple: results.tuple,
        },
        fallible: results.fallible,
        in_place,
    })
}

fn input(parameter: Parameter) -> Input {
    let typed = parameter.typed;
    Input {
        name: parameter.name,
        label: parameter.label,
        pat: *typed.pat,
        operand: scalar(&typed.ty),
        ty: *typed.ty,
    }
}

fn outputs(values: &[&Type], tuple: bool) -> Vec<Output> {
    let numbered = tuple && values.len() > 1;
    let outputs = values.iter().enumerate().map(|(index, value)| Output {
        label: if numbered {
            format!("out{index}")
        } else {
            "out".to_owned()
        },
        parameter: None,
        operand: scalar(value),
    });
    outputs.collect()
}

fn scalar(ty: &Type) -> Operand {
    Operand {
        element: ty.clone(),
        shape: Shape::Value,
        core: Vec::new(),
        required: None,
    }
}

fn scalar_parameter(ty: &Type, errors: &mut Errors) {
    let message = match peel(ty) {
        Type::Reference(reference) => {
            let slice = matches!(peel(&reference.elem), Type::Slice(_) | Type::Array(_));
            match (slice, reference.mutability.is_some()) {
                (true, false) => {
                    "`vectorize` takes single values: write the element's type, or `#[guvectorize(\"(n)->()\")]` to take slices".to_owned()
                }
                (true, true) => {
                    "`vectorize` takes and returns single values: write `#[guvectorize(\"(n)->(n)\")]` to fill slices".to_owned()
                }
                (false, true) => "`vectorize` writes no parameter: return the result".to_owned(),
                (false, false) => format!(
                    "`vectorize` takes values, not references: write `{}`",
                    types::text(&reference.elem.to_token_stream())
                ),
            }
        }
        Type::Path(path) if types::is_array(&path.path) => {
            "`vectorize` takes single values, and is called with arrays: write the element's type, or `#[guvectorize(…)]` to take sub-arrays".to_owned()
        }
        Type::Slice(_) => "`vectorize` takes single values: write the element's type".to_owned(),
        _ => return,
    };
    errors.at(ty, message);
}

fn scalar_result(ty: &Type, errors: &mut Errors) {
    let message = match peel(ty) {
        Type::Reference(_) => "a ufunc returns values, not references",
        Type::Slice(_) => "a ufunc returns single values: write `#[guvectorize(…)]` to fill slices",
        Type::Path(path) if types::is_array(&path.path) => {
            "`vectorize` returns single values; the arrays are made of them: write the element's type"
        }
        Type::Tuple(tuple) if tuple.elems.is_empty() => "`()` is no element of an array",
        _ => return,
    };
    errors.at(ty, message);
}

fn no_result(output: &ReturnType, name: &syn::Ident, errors: &mut Errors) {
    let message = "a ufunc needs a result: write `-> T`, or a tuple for several";
    match output {
        ReturnType::Default => errors.at(name, message),
        ReturnType::Type(_, ty) => errors.at(ty, message),
    }
}

/// What the attribute says about reductions.
fn fold(args: &Args, reduces: bool, errors: &mut Errors) -> Option<Fold> {
    if reduces {
        return Some(Fold {
            identity: args.identity.as_ref().map(|(_, value)| value.clone()),
            associative: args.associative.is_some(),
            commutative: args.commutative.is_some(),
        });
    }
    let mut refuse = |span: Option<Span>, name: &str| {
        if let Some(span) = span {
            let message = format!(
                "`{name}` is for reductions, which only functions `(T, T) -> T` have: two parameters and one result of the same type"
            );
            errors.spanned(span, message);
        }
    };
    refuse(args.identity.as_ref().map(|(span, _)| *span), "identity");
    refuse(args.associative, "associative");
    refuse(args.commutative, "commutative");
    None
}
