//! Function, arguments and signature become a ufunc; all errors are gathered on the way.

mod core;
mod elementwise;
mod fit;
mod head;
mod results;

use proc_macro2::{Ident, Span};
use quote::format_ident;
use syn::ext::IdentExt;
use syn::{FnArg, Pat, PatType};

use crate::args::{Args, Attribute};
use crate::attrs;
use crate::diag::Errors;
use crate::func::Function;
use crate::model::Ufunc;
use crate::signature::{self, Signature};

/// The most inputs.
pub(crate) const MAX_INPUTS: usize = 16;
/// The most outputs.
pub(crate) const MAX_OUTPUTS: usize = 8;

/// The ufunc, if nothing is wrong; `None` comes with at least one error.
pub(crate) fn check(
    attribute: Attribute,
    args: Args,
    function: Function,
    errors: &mut Errors,
) -> Option<Ufunc> {
    let attrs = attrs::sort(&function.attrs, errors);
    head::check(&function, attribute, errors);
    let parameters = parameters(&function, errors);
    let form = match attribute {
        Attribute::Vectorize => elementwise::check(&args, &function, parameters, errors),
        Attribute::Guvectorize => {
            let signature = args.signature.as_ref();
            let parsed = signature.and_then(|literal| read_signature(literal, errors));
            core::check(signature, parsed.as_ref(), &function, parameters, errors)
        }
    };
    if !errors.is_empty() {
        return None;
    }
    let parts = form?;
    Some(Ufunc {
        krate: args.krate,
        attrs,
        vis: function.vis,
        ident: function.sig.ident,
        generics: function.sig.generics,
        inputs: parts.inputs,
        outputs: parts.outputs,
        form: parts.form,
        returns: function.sig.output,
        fallible: parts.fallible,
        body: function.body,
        std_math: args.std_math,
        parallel: args.parallel.is_some(),
        in_place: parts.in_place,
    })
}

/// What the two attributes find out each in its own way.
struct Parts {
    inputs: Vec<crate::model::Input>,
    outputs: Vec<crate::model::Output>,
    form: crate::model::Form,
    fallible: Option<crate::model::Fallible>,
    in_place: bool,
}

/// A parameter and its names.
struct Parameter {
    /// In the functions we write.
    name: Ident,
    /// In messages.
    label: String,
    typed: PatType,
}

fn read_signature(literal: &syn::LitStr, errors: &mut Errors) -> Option<Signature> {
    match signature::parse(&literal.value()) {
        Ok(signature) => Some(signature),
        Err(mistakes) => {
            for mistake in &mistakes {
                errors.signature(literal, mistake);
            }
            None
        }
    }
}

/// The parameters with their names: the user's where they are plain, `operand0` and so on elsewhere.
fn parameters(function: &Function, errors: &mut Errors) -> Vec<Parameter> {
    let typed: Vec<&PatType> = function
        .sig
        .inputs
        .iter()
        .filter_map(|input| match input {
            FnArg::Typed(typed) => Some(typed),
            FnArg::Receiver(receiver) => {
                errors.at(
                    receiver,
                    "a ufunc has no `self`: write a free function and take the values as parameters",
                );
                None
            }
        })
        .collect();
    let plain: Vec<Option<&Ident>> = typed.iter().map(|typed| plain_name(&typed.pat)).collect();
    let taken: Vec<String> = plain.iter().flatten().map(ToString::to_string).collect();
    let number = |index: usize| {
        let mut name = format!("operand{index}");
        while taken.contains(&name) {
            name.push('_');
        }
        name
    };
    // A user's own macro can give two parameters one name, told apart by hygiene.
    let repeated = |name: &Ident| taken.iter().filter(|other| *name == **other).count() > 1;
    typed
        .into_iter()
        .zip(plain)
        .enumerate()
        .map(|(index, (typed, plain))| {
            let label = plain.map_or_else(|| number(index), |name| name.unraw().to_string());
            let name = match plain {
                Some(name) if !label.starts_with('_') && !repeated(name) => name.clone(),
                _ => format_ident!("{}", number(index), span = Span::mixed_site()),
            };
            Parameter {
                name,
                label,
                typed: typed.clone(),
            }
        })
        .collect()
}

/// The identifier that a pattern binds as a whole.
fn plain_name(pat: &Pat) -> Option<&Ident> {
    match pat {
        Pat::Ident(pat) => Some(&pat.ident),
        _ => None,
    }
}
