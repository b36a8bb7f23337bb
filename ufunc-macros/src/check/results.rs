//! The return type: nothing, values, or a `Result` of them.

use syn::{GenericArgument, PathArguments, ReturnType, Type};

use crate::model::Fallible;
use crate::types::peel;

/// What a function returns.
pub(super) struct Results<'a> {
    /// The values; empty: nothing, `()` or `!`.
    pub(super) values: Vec<&'a Type>,
    /// They stand in a tuple.
    pub(super) tuple: bool,
    pub(super) fallible: Option<Fallible>,
}

pub(super) fn read(output: &ReturnType) -> Results<'_> {
    let ReturnType::Type(_, ty) = output else {
        return Results {
            values: Vec::new(),
            tuple: false,
            fallible: None,
        };
    };
    let (values, fallible) = split_result(ty);
    let (values, tuple) = match peel(values) {
        Type::Tuple(tuple) => (tuple.elems.iter().collect(), true),
        Type::Never(_) => (Vec::new(), false),
        _ => (vec![values], false),
    };
    Results {
        values,
        tuple,
        fallible,
    }
}

/// The values' type, and the error if the type is a `Result`.
fn split_result(ty: &Type) -> (&Type, Option<Fallible>) {
    let Type::Path(path) = peel(ty) else {
        return (ty, None);
    };
    let Some(last) = path.path.segments.last() else {
        return (ty, None);
    };
    let PathArguments::AngleBracketed(arguments) = &last.arguments else {
        return (ty, None);
    };
    if last.ident != "Result" {
        return (ty, None);
    }
    let mut types = arguments.args.iter();
    match (types.next(), types.next(), types.next()) {
        (Some(GenericArgument::Type(value)), Some(GenericArgument::Type(error)), None) => {
            (value, Some(Fallible::Error(error.clone())))
        }
        (Some(GenericArgument::Type(value)), None, None) => {
            (value, Some(Fallible::Alias(ty.clone())))
        }
        _ => (ty, None),
    }
}
