//! Predicates that tell what the types of a function have to be, at the user's tokens.
//!
//! Each item of an expansion carries them all. So a type that is none of these is an error in the same words at
//! the same place for every item, which the compiler prints once, and the items themselves may rely on it. What
//! is plain to see needs no predicate: primitive types, and parameters `T: Real`.

use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};
use syn::spanned::Spanned;
use syn::{Generics, Type, TypeParamBound, WherePredicate};

use super::names::{located, own_span};
use crate::model::{Fallible, Form, OutputForm, Ufunc};
use crate::types::peel;

/// `Rgb: ::ufunc_core::Element,` and so on.
pub(super) fn predicates(ufunc: &Ufunc, krate: &TokenStream) -> TokenStream {
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
    let mut predicates = TokenStream::new();
    for (operand, written) in inputs.chain(outputs) {
        let element = &operand.element;
        let entry = (peel(element), written);
        if seen.contains(&entry) || is_plain(element, &ufunc.generics) {
            continue;
        }
        seen.push(entry);
        let bound = if written {
            quote!(#private::OutElement)
        } else {
            quote!(#krate::Element)
        };
        predicates.extend(predicate(element, &bound));
    }
    predicates.extend(ufunc.fallible.as_ref().map(|fallible| match fallible {
        Fallible::Error(error) => predicate(error, &quote!(#private::KernelError)),
        Fallible::Alias(alias) => {
            let error = quote!(<#alias as #private::ResultParts>::Err);
            let error = Type::Verbatim(located(error, own_span(alias.span())));
            predicate(&error, &quote!(#private::KernelError))
        }
    }));
    predicates
}

/// `ty: bound,`, all of it placed at the type.
fn predicate(ty: &Type, bound: &TokenStream) -> TokenStream {
    let span = own_span(ty.span());
    let bound = located(bound.clone(), span);
    quote_spanned!(span=> #ty: #bound,)
}

const PRIMITIVE: [&str; 16] = [
    "f32", "f64", "i8", "i16", "i32", "i64", "i128", "isize", "u8", "u16", "u32", "u64", "u128",
    "usize", "bool", "char",
];

/// Whether the type's name, or its bounds, tell that it is an element and has a default.
fn is_plain(ty: &Type, generics: &Generics) -> bool {
    let Type::Path(path) = peel(ty) else {
        return false;
    };
    let Some(name) = path.path.get_ident() else {
        return false;
    };
    if PRIMITIVE.iter().any(|primitive| name == primitive) {
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
            last.is_some_and(|last| last.ident == "Real")
        }
        _ => false,
    })
}
