//! Calls: maths functions, and functions that may be ufuncs.

use std::collections::BTreeSet;

use proc_macro2::Ident;
use syn::{Expr, ExprCall, ExprMethodCall, ExprPath, Path, PathArguments, Type, TypePath, UnOp};

use super::kinds::Kind;
use super::look::look;
use super::names::{self, Maths};
use super::scope::Scope;
use crate::expand::Receiver;
use crate::types::peel;

/// The type and the name of `f64::exp`, `T::exp`, `Float::exp`, `<T as Float>::exp`.
pub(super) fn associated(path: &ExprPath) -> Option<(Type, &Ident)> {
    let segments = &path.path.segments;
    let bare = segments
        .iter()
        .all(|segment| matches!(segment.arguments, PathArguments::None));
    let name = segments.last().filter(|_| bare && path.attrs.is_empty())?;
    let ty = match &path.qself {
        Some(qself) => (*qself.ty).clone(),
        None if segments.len() < 2 => return None,
        None => {
            let mut path = path.path.clone();
            path.segments.pop();
            path.segments.pop_punct();
            Type::Path(TypePath {
                attrs: Vec::new(),
                qself: None,
                path,
            })
        }
    };
    Some((ty, &name.ident))
}

/// Whether it is `Float` or `Real`, by name.
pub(super) fn is_float_trait(ty: &Type) -> bool {
    let Type::Path(path) = peel(ty) else {
        return false;
    };
    let last = path.path.segments.last();
    last.is_some_and(|last| last.ident == "Float" || last.ident == "Real")
}

/// The maths function behind a method call.
pub(super) fn method(scope: &mut Scope, call: &ExprMethodCall) -> Option<Maths> {
    let function = names::maths(&call.method.to_string(), call.args.len())?;
    let kind = look(scope, &call.receiver).kind;
    let fits = match kind {
        Kind::Float(_) | Kind::FloatRef(_) | Kind::Constant | Kind::Unknown => true,
        // What the compiler says of a method that these lack is the clearest as it is.
        Kind::FloatPair(_) | Kind::Floats(_) | Kind::Tuple | Kind::Scalar => false,
    };
    let fits = fits && call.turbofish.is_none() && call.attrs.is_empty();
    let known = matches!(kind, Kind::Float(_) | Kind::FloatRef(_)) && scope.has_real();
    (fits && (known || !function.is_ours())).then_some(function)
}

/// The maths function behind a path call, and the type it names.
pub(super) fn path(scope: &mut Scope, call: &ExprCall) -> Option<(Maths, Ident, Option<Type>)> {
    let Expr::Path(path) = &*call.func else {
        return None;
    };
    let (ty, name) = associated(path)?;
    let function = names::maths(&name.to_string(), call.args.len().checked_sub(1)?)?;
    let is_real = scope.is_real(&ty);
    if function.is_ours() && !scope.has_real() || !call.attrs.is_empty() {
        return None;
    }
    if is_real {
        return Some((function, name.clone(), Some(ty)));
    }
    let first = look(scope, call.args.first()?).kind;
    let by_trait = is_float_trait(&ty) && matches!(first, Kind::Float(_));
    by_trait.then(|| (function, name.clone(), None))
}

/// How this receiver is handed over.
pub(super) fn receiver(scope: &mut Scope, expr: &Expr) -> Receiver {
    match (look(scope, expr).kind, is_place(expr)) {
        (Kind::Float(_), _) | (_, false) => Receiver::Value,
        (Kind::FloatRef(_), true) => Receiver::Read,
        _ => Receiver::Borrowed,
    }
}

fn is_place(expr: &Expr) -> bool {
    match expr {
        Expr::Path(_) | Expr::Field(_) | Expr::Index(_) => true,
        Expr::Unary(unary) => matches!(unary.op, UnOp::Deref(_)),
        Expr::Paren(inner) => is_place(&inner.expr),
        Expr::Group(inner) => is_place(&inner.expr),
        _ => false,
    }
}

/// Whether this may be a call of a ufunc with scalars: `name(…)` or `module::name(…)`.
pub(super) fn may_be_ufunc(scope: &mut Scope, locals: &BTreeSet<String>, call: &ExprCall) -> bool {
    let Expr::Path(path) = &*call.func else {
        return false;
    };
    let fits = path.qself.is_none() && path.attrs.is_empty() && call.attrs.is_empty();
    fits && is_function_name(&path.path, locals)
        && !call.args.is_empty()
        && call
            .args
            .iter()
            .all(|argument| is_scalar(scope, locals, argument))
}

fn is_scalar(scope: &mut Scope, locals: &BTreeSet<String>, expr: &Expr) -> bool {
    match look(scope, expr).kind {
        Kind::Float(_) | Kind::Scalar => true,
        _ => matches!(expr, Expr::Call(call) if may_be_ufunc(scope, locals, call)),
    }
}

/// Whether all parts of the path are names as functions and modules have, and no local and no type is meant.
fn is_function_name(path: &Path, locals: &BTreeSet<String>) -> bool {
    let names: Vec<String> = path
        .segments
        .iter()
        .map(|part| part.ident.to_string())
        .collect();
    let lower = |name: &String| {
        let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
        name.chars().all(plain) && name.contains(|c: char| c.is_ascii_lowercase())
    };
    let bare = |part: &syn::PathSegment| matches!(part.arguments, PathArguments::None);
    let Some(first) = names.first() else {
        return false;
    };
    let known = ["std", "core", "alloc"];
    let elsewhere = path.leading_colon.is_some() || names.len() > 1;
    names.iter().all(lower)
        && path.segments.iter().all(bare)
        && !crate::types::is_primitive(first)
        && !(elsewhere && known.contains(&first.as_str()))
        && (elsewhere || !locals.contains(first))
}
