//! The names that a body's syntax declares, with what is known of each.

use proc_macro2::{Ident, TokenStream, TokenTree};
use syn::visit::{self, Visit};
use syn::{Expr, GenericParam, Local, Pat, Type, TypeParamBound, WherePredicate};

use super::kinds::{Float, Kind, Seen, join};
use super::look::look;
use crate::model::{Shape, Ufunc};
use crate::types::{self, peel};

/// Names in scope, innermost last.
pub(super) struct Scope {
    names: Vec<(String, Kind)>,
    /// The generic parameters bounded by a float trait.
    floats: Vec<(Ident, FloatTrait)>,
}

/// A trait whose types are floats, or are computed with as such.
#[derive(Clone, Copy, PartialEq, Eq)]
enum FloatTrait {
    Real,
    Float,
    Elementary,
}

const SCALARS: [&str; 14] = [
    "i8", "i16", "i32", "i64", "i128", "isize", "u8", "u16", "u32", "u64", "u128", "usize", "bool",
    "char",
];

impl Scope {
    /// The function's generic parameters, inputs and outputs.
    pub(super) fn new(ufunc: &Ufunc) -> Self {
        let mut scope = Self {
            names: Vec::new(),
            floats: floats(ufunc),
        };
        for parameter in &ufunc.generics.params {
            if let GenericParam::Const(parameter) = parameter {
                let kind = scope.kind_of(&parameter.ty);
                scope.names.push((parameter.ident.to_string(), kind));
            }
        }
        for input in &ufunc.inputs {
            scope.bind_typed(&input.pat, &input.ty);
        }
        for output in &ufunc.outputs {
            if let Some((pat, ty)) = &output.parameter {
                scope.bind_typed(pat, ty);
            }
        }
        scope
    }

    /// Where the names end that are known now.
    pub(super) fn mark(&self) -> usize {
        self.names.len()
    }

    /// Forgets the names since the mark.
    pub(super) fn reset(&mut self, mark: usize) {
        self.names.truncate(mark);
    }

    /// What is known of a local of this name; `None`: there is no such local.
    pub(super) fn find(&self, name: &str) -> Option<Kind> {
        let mut innermost_first = self.names.iter().rev();
        let found = innermost_first.find(|entry| entry.0 == name);
        found.map(|entry| entry.1)
    }

    /// Whether a generic parameter is bounded by `Real`.
    pub(super) fn has_real(&self) -> bool {
        (self.floats.iter()).any(|entry| entry.1 == FloatTrait::Real)
    }

    /// The parameters bounded by `Elementary`, which may be complex numbers.
    pub(super) fn elementary(&self) -> Vec<Ident> {
        let some = (self.floats.iter()).filter(|entry| entry.1 == FloatTrait::Elementary);
        some.map(|entry| entry.0.clone()).collect()
    }

    /// Whether the type is `f32`, `f64` or a parameter bounded by `Real`.
    pub(super) fn is_real(&self, ty: &Type) -> bool {
        match self.kind_of(ty) {
            Kind::Float(Float::Parameter(index)) => {
                (self.floats.get(index)).is_some_and(|entry| entry.1 == FloatTrait::Real)
            }
            Kind::Float(_) => true,
            _ => false,
        }
    }

    /// What a written type tells.
    pub(super) fn kind_of(&self, ty: &Type) -> Kind {
        match peel(ty) {
            Type::Path(path) if path.qself.is_none() => match path.path.get_ident() {
                Some(name) => self.kind_of_name(name),
                // An array view.
                None => match types::parameter(ty) {
                    Ok(reading) if reading.shape != Shape::Value => self.many(&reading.element),
                    _ => Kind::Unknown,
                },
            },
            Type::Array(array) => self.many(&array.elem),
            Type::Tuple(_) => Kind::Tuple,
            Type::Reference(reference) => match peel(&reference.elem) {
                Type::Slice(slice) => self.many(&slice.elem),
                Type::Array(array) => self.many(&array.elem),
                element => match self.kind_of(element) {
                    Kind::Float(float) => Kind::FloatRef(float),
                    _ => Kind::Unknown,
                },
            },
            _ => Kind::Unknown,
        }
    }

    fn kind_of_name(&self, name: &Ident) -> Kind {
        let parameter = self.floats.iter().position(|entry| entry.0 == *name);
        match parameter {
            Some(index) => Kind::Float(Float::Parameter(index)),
            None if name == "f32" => Kind::Float(Float::F32),
            None if name == "f64" => Kind::Float(Float::F64),
            None if SCALARS.iter().any(|scalar| name == scalar) => Kind::Scalar,
            None => Kind::Unknown,
        }
    }

    /// A slice, an array or a view of this element type.
    fn many(&self, element: &Type) -> Kind {
        match self.kind_of(element) {
            Kind::Float(float) => Kind::Floats(float),
            _ => Kind::Unknown,
        }
    }

    /// Declares the names of a pattern with a written type.
    pub(super) fn bind_typed(&mut self, pat: &Pat, ty: &Type) {
        match (pat, peel(ty)) {
            (Pat::Tuple(pats), Type::Tuple(types)) if pats.elems.len() == types.elems.len() => {
                for (pat, ty) in pats.elems.iter().zip(&types.elems) {
                    self.bind_typed(pat, ty);
                }
            }
            (Pat::Paren(inner), _) => self.bind_typed(&inner.pat, ty),
            _ => self.bind(pat, self.kind_of(ty)),
        }
    }

    /// Declares the names of a pattern for a value of this kind.
    pub(super) fn bind(&mut self, pat: &Pat, kind: Kind) {
        match (pat, kind) {
            (Pat::Ident(name), _) if name.by_ref.is_none() && name.subpat.is_none() => {
                self.names.push((name.ident.to_string(), kind));
            }
            (Pat::Paren(inner), _) => self.bind(&inner.pat, kind),
            (Pat::Type(typed), kind) => match peel(&typed.ty) {
                Type::Infer(_) => self.bind(&typed.pat, kind),
                ty => self.bind_typed(&typed.pat, ty),
            },
            (Pat::Reference(inner), Kind::FloatRef(float)) => {
                self.bind(&inner.pat, Kind::Float(float));
            }
            (Pat::Tuple(pats), Kind::FloatPair(float)) if pats.elems.len() == 2 => {
                for pat in &pats.elems {
                    self.bind(pat, Kind::Float(float));
                }
            }
            _ => {
                let mut names = Bound::default();
                names.visit_pat(pat);
                let unknown = names.0.into_iter().map(|name| (name, Kind::Unknown));
                self.names.extend(unknown);
            }
        }
    }

    /// Declares the names of a `let`. Tells whether it is pure: a plain name, and a pure value for it.
    pub(super) fn declare(&mut self, local: &Local) -> bool {
        let Some(init) = &local.init else {
            // Not yet a value: it must not be read in vain.
            let pat = match &local.pat {
                Pat::Type(typed) => &typed.pat,
                pat => pat,
            };
            self.bind(pat, Kind::Unknown);
            return false;
        };
        if let (Pat::Tuple(pats), Expr::Tuple(values)) = (&local.pat, &*init.expr)
            && pats.elems.len() == values.elems.len()
        {
            // `let (a, b) = (x.sin(), y.cos());` is a `let` for each.
            let seen: Vec<Seen> = values.elems.iter().map(|value| look(self, value)).collect();
            let mut pure = init.diverge.is_none() && local.attrs.is_empty();
            for (pat, seen) in pats.elems.iter().zip(seen) {
                self.bind(pat, seen.kind);
                pure &= is_plain(pat) && is_value(seen.kind) && seen.pure;
            }
            return pure;
        }
        let seen = look(self, &init.expr);
        let written = match &local.pat {
            Pat::Type(typed) => self.kind_of(&typed.ty),
            _ => seen.kind,
        };
        self.bind(&local.pat, seen.kind);
        let is_plain = match &local.pat {
            Pat::Type(typed) => matches!(&*typed.pat, Pat::Ident(_)),
            Pat::Tuple(pair) => {
                matches!(seen.kind, Kind::FloatPair(_)) && pair.elems.iter().all(is_plain)
            }
            Pat::Ident(_) => is_plain(&local.pat),
            _ => false,
        };
        let fits = seen.kind == written || join(seen.kind, written) != Kind::Unknown;
        let is_bare = init.diverge.is_none() && local.attrs.is_empty();
        is_plain && fits && is_value(seen.kind) && seen.pure && is_bare
    }

    /// Forgets what is known of names that a macro was given: it may declare them anew.
    pub(super) fn forget(&mut self, tokens: &TokenStream) {
        for token in tokens.clone() {
            match token {
                TokenTree::Ident(name) => self.names.push((name.to_string(), Kind::Unknown)),
                TokenTree::Group(group) => self.forget(&group.stream()),
                TokenTree::Punct(_) | TokenTree::Literal(_) => {}
            }
        }
    }
}

/// Whether a pattern is a name, or nothing.
fn is_plain(pat: &Pat) -> bool {
    match pat {
        Pat::Ident(name) => name.by_ref.is_none() && name.subpat.is_none(),
        pat => matches!(pat, Pat::Wild(_)),
    }
}

/// Whether it is known what value this is.
fn is_value(kind: Kind) -> bool {
    matches!(
        kind,
        Kind::Float(_) | Kind::FloatPair(_) | Kind::Scalar | Kind::Constant
    )
}

/// The names that a pattern, or a whole body, binds.
#[derive(Default)]
pub(super) struct Bound(pub(super) Vec<String>);

impl<'a> Visit<'a> for Bound {
    fn visit_pat_ident(&mut self, pat: &'a syn::PatIdent) {
        self.0.push(pat.ident.to_string());
        visit::visit_pat_ident(self, pat);
    }

    /// What a macro declares is not known.
    fn visit_macro(&mut self, mac: &'a syn::Macro) {
        self.add(&mac.tokens);
    }

    fn visit_item(&mut self, _: &'a syn::Item) {}
}

impl Bound {
    fn add(&mut self, tokens: &TokenStream) {
        for token in tokens.clone() {
            match token {
                TokenTree::Ident(name) => self.0.push(name.to_string()),
                TokenTree::Group(group) => self.add(&group.stream()),
                TokenTree::Punct(_) | TokenTree::Literal(_) => {}
            }
        }
    }
}

/// The parameters `T: Real`, `T: Float` and `T: Elementary`, also in the where clause.
fn floats(ufunc: &Ufunc) -> Vec<(Ident, FloatTrait)> {
    let mut floats: Vec<(Ident, FloatTrait)> = Vec::new();
    for parameter in ufunc.generics.type_params() {
        let clause = ufunc.generics.where_clause.iter();
        let clause = clause.flat_map(|clause| &clause.predicates);
        let clause = clause.filter_map(|predicate| match predicate {
            WherePredicate::Type(predicate) => match peel(&predicate.bounded_ty) {
                Type::Path(path) if path.path.is_ident(&parameter.ident) => Some(&predicate.bounds),
                _ => None,
            },
            _ => None,
        });
        let traits =
            parameter
                .bounds
                .iter()
                .chain(clause.flatten())
                .filter_map(|bound| match bound {
                    TypeParamBound::Trait(bound) => bound.path.segments.last(),
                    _ => None,
                });
        // `Real` tells most.
        let known = traits.filter_map(|part| match part.ident.to_string().as_str() {
            "Real" => Some(FloatTrait::Real),
            "Float" => Some(FloatTrait::Float),
            "Elementary" => Some(FloatTrait::Elementary),
            _ => None,
        });
        if let Some(known) = known.min_by_key(|known| *known as u8) {
            floats.push((parameter.ident.clone(), known));
        }
    }
    floats
}
