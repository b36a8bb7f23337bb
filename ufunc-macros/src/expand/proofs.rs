//! Predicates that tell what the types of a function have to be, at the user's tokens.
//!
//! Each item of an expansion carries them all. So a type that is none of these is an error in the same words at
//! the same place for every item, which the compiler prints once, and the items themselves may rely on it. What
//! is plain to see needs no predicate: primitive types, and parameters `T: Real` or `T: Element`. A parameter
//! with bounds of its own gets one more there: lints want the bounds of a parameter in one place.

use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};
use syn::spanned::Spanned;
use syn::{GenericParam, Generics, Ident, Type, TypeParamBound, WherePredicate};

use super::names::{located, own_span};
use crate::model::{Fallible, Form, OutputForm, Ufunc};
use crate::types::{is_primitive, peel};

/// What the types of a function have to be.
#[derive(Default)]
pub(super) struct Proofs {
    /// `Rgb: ::ufunc_core::Element,` and so on.
    pub(super) predicates: TokenStream,
    /// More bounds of generic parameters.
    bounds: Vec<(Ident, TokenStream)>,
}

impl Proofs {
    /// The parameter with its further bounds.
    pub(super) fn complete(&self, parameter: &GenericParam) -> GenericParam {
        let mut parameter = parameter.clone();
        if let GenericParam::Type(parameter) = &mut parameter {
            for (_, bound) in self
                .bounds
                .iter()
                .filter(|(name, _)| *name == parameter.ident)
            {
                parameter
                    .bounds
                    .push(TypeParamBound::Verbatim(bound.clone()));
            }
        }
        parameter
    }
}

/// Finds out what has to be said of the types of a function.
pub(super) fn proofs(ufunc: &Ufunc, krate: &TokenStream) -> Proofs {
    let private = quote!(#krate::__private);
    let written = matches!(
        ufunc.form,
        Form::Core {
            outputs: OutputForm::Written,
            ..
        }
    );
    let inputs = ufunc.inputs.iter().map(|input| (&input.operand, false));
    let outputs = ufunc
        .outputs
        .iter()
        .map(|output| (&output.operand, written));
    let mut seen: Vec<(&Type, bool)> = Vec::new();
    let mut proofs = Proofs::default();
    for (operand, written) in inputs.chain(outputs) {
        let element = &operand.element;
        let entry = (peel(element), written);
        if seen.contains(&entry) || is_plain(element, &ufunc.generics, written) {
            continue;
        }
        seen.push(entry);
        let bound = if written {
            quote!(#private::OutElement)
        } else {
            quote!(#krate::Element)
        };
        let bounded = ufunc.generics.type_params().find(|parameter| {
            let bounded = !parameter.bounds.is_empty();
            bounded
                && matches!(peel(element), Type::Path(path) if path.path.is_ident(&parameter.ident))
        });
        match bounded {
            Some(parameter) => proofs.bounds.push((parameter.ident.clone(), bound)),
            None => proofs.predicates.extend(predicate(element, &bound)),
        }
    }
    proofs
        .predicates
        .extend(ufunc.fallible.as_ref().map(|fallible| match fallible {
            Fallible::Error(error) => predicate(error, &quote!(#private::KernelError)),
            Fallible::Alias(alias) => {
                let error = quote!(<#alias as #private::ResultParts>::Err);
                let error = Type::Verbatim(located(error, own_span(alias.span())));
                predicate(&error, &quote!(#private::KernelError))
            }
        }));
    proofs
}

/// `ty: bound,`, all of it placed at the type.
fn predicate(ty: &Type, bound: &TokenStream) -> TokenStream {
    let span = own_span(ty.span());
    let bound = located(bound.clone(), span);
    quote_spanned!(span=> #ty: #bound,)
}

/// Whether the type's name, or its bounds, tell that it is an element and has a default.
fn is_plain(ty: &Type, generics: &Generics, written: bool) -> bool {
    let Type::Path(path) = peel(ty) else {
        return false;
    };
    let Some(name) = path.path.get_ident() else {
        return false;
    };
    if is_primitive(&name.to_string()) {
        return true;
    }
    let own = generics
        .type_params()
        .filter(|parameter| parameter.ident == *name)
        .flat_map(|parameter| &parameter.bounds);
    let clause = generics.where_clause.iter();
    let clause = clause.flat_map(|clause| &clause.predicates);
    let clause = clause.filter_map(|predicate| match predicate {
        WherePredicate::Type(predicate) if peel(&predicate.bounded_ty) == peel(ty) => {
            Some(&predicate.bounds)
        }
        _ => None,
    });
    own.chain(clause.flatten()).any(|bound| match bound {
        TypeParamBound::Trait(bound) => {
            let last = bound.path.segments.last();
            last.is_some_and(|last| last.ident == "Real" || last.ident == "Element" && !written)
        }
        _ => false,
    })
}
