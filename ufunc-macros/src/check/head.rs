//! What no ufunc can have: rules about the function's head that need no signature.

use quote::ToTokens;
use syn::{FnArg, GenericParam, Generics, ReturnType, Safety, Type};

use crate::args::Attribute;
use crate::diag::Errors;
use crate::func::Function;
use crate::types::{self, TypePlace};

pub(super) fn check(function: &Function, attribute: Attribute, errors: &mut Errors) {
    let sig = &function.sig;
    if let Some(keyword) = &sig.asyncness {
        errors.at(keyword, "a ufunc cannot be `async`: remove it");
    }
    if let Safety::Unsafe(keyword) = &sig.safety {
        errors.at(
            keyword,
            "a ufunc is called on any values: remove `unsafe`, and write an `unsafe` block, with its proof, where it is needed",
        );
    }
    if let Some(abi) = &sig.abi {
        errors.at(abi, "a ufunc has the Rust ABI: remove `extern`");
    }
    if let Some(variadic) = &sig.variadic {
        errors.at(
            variadic,
            "a ufunc has a fixed number of parameters: write them one by one",
        );
    }
    name(function, errors);
    generics(&sig.generics, function, errors);
    let place = match attribute {
        Attribute::Vectorize => TypePlace::Parameter,
        Attribute::Guvectorize => TypePlace::CoreParameter,
    };
    for input in &sig.inputs {
        // `self` is reported where the parameters are read.
        let FnArg::Typed(typed) = input else { continue };
        if let Some(attr) = typed.attrs.first() {
            errors.at(
                attr,
                "a parameter of a ufunc has no attributes: put it on the function",
            );
        }
        forbidden(&typed.ty, place, errors);
    }
    if let ReturnType::Type(_, ty) = &sig.output {
        forbidden(ty, TypePlace::Result, errors);
    }
}

fn forbidden(ty: &Type, place: TypePlace, errors: &mut Errors) {
    if let Some((token, reason)) = types::forbidden(&ty.to_token_stream(), place) {
        errors.at(token, reason);
    }
}

/// The companion is a type of the function's name: it must not hide one of its own signature.
fn name(function: &Function, errors: &mut Errors) {
    let sig = &function.sig;
    let uses = |ty: &Type| types::names(&ty.to_token_stream(), &sig.ident);
    let parameters = sig.inputs.iter().any(|input| match input {
        FnArg::Typed(typed) => uses(&typed.ty),
        FnArg::Receiver(_) => false,
    });
    let result = match &sig.output {
        ReturnType::Type(_, ty) => uses(ty),
        ReturnType::Default => false,
    };
    if parameters || result {
        let message = format!(
            "the type `{0}` that is made beside the function would hide the other `{0}`: choose another name",
            sig.ident
        );
        errors.at(&sig.ident, message);
    }
}

/// Names that the expansion declares itself.
const RESERVED: [&str; 5] = ["__Op", "__Out", "__D", "__Loop", "__M"];

fn generics(generics: &Generics, function: &Function, errors: &mut Errors) {
    for parameter in &generics.params {
        let (attrs, ident) = match parameter {
            GenericParam::Lifetime(lifetime) => {
                errors.at(lifetime, types::LIFETIME);
                continue;
            }
            GenericParam::Type(parameter) => {
                if let Some((_, default)) = &parameter.default {
                    errors.at(
                        default,
                        "a function's generic parameter has no default: remove it",
                    );
                }
                (&parameter.attrs, &parameter.ident)
            }
            GenericParam::Const(parameter) => {
                if let Some((_, default)) = &parameter.default {
                    errors.at(
                        default,
                        "a function's generic parameter has no default: remove it",
                    );
                }
                (&parameter.attrs, &parameter.ident)
            }
        };
        if let Some(attr) = attrs.first() {
            errors.at(
                attr,
                "a generic parameter of a ufunc has no attributes: put it on the function",
            );
        }
        let name = ident.to_string();
        if name == "_" {
            errors.at(ident, "a generic parameter needs a name");
        }
        if RESERVED.iter().any(|reserved| name.starts_with(reserved)) {
            errors.at(
                ident,
                "names that begin like this belong to the expansion: choose another",
            );
        }
        if *ident == function.sig.ident {
            errors.at(
                ident,
                "a type of the function's name is made beside it: choose another name for the parameter",
            );
        }
    }
}
