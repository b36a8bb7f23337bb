//! The attributes on the user's function: each goes to the part of the expansion where it belongs.

use quote::ToTokens;
use syn::parse::{ParseStream, Parser};
use syn::punctuated::Punctuated;
use syn::{Attribute, Expr, Meta, Token};

use crate::diag::Errors;

/// Attributes, sorted by the item that carries them.
#[derive(Default)]
pub(crate) struct Attrs {
    pub(crate) function: Vec<Placed>,
    pub(crate) companion: Vec<Placed>,
    pub(crate) impls: Vec<Placed>,
    pub(crate) methods: Vec<Placed>,
    pub(crate) eval: Vec<Placed>,
    /// The user chose how the function is inlined.
    pub(crate) inline: bool,
}

/// One attribute of an item in the expansion.
#[derive(Clone)]
pub(crate) enum Placed {
    /// As the user wrote it.
    As(Meta),
    /// `allow(…)` of these.
    Allow(Vec<Meta>),
    /// `expect(…)` of these.
    Expect(Vec<Meta>),
    /// `allow(deprecated)`.
    AllowDeprecated,
    /// `cfg_attr(condition, …)`.
    If(Meta, Vec<Placed>),
}

impl Attrs {
    /// The lines of the function's documentation; those behind a condition are not looked at.
    pub(crate) fn docs(&self) -> impl Iterator<Item = &Expr> {
        self.function.iter().filter_map(|placed| match placed {
            Placed::As(Meta::NameValue(doc)) if doc.path.is_ident("doc") => Some(&doc.value),
            _ => None,
        })
    }
}

impl Placed {
    /// Without expectations: a lint may have nothing to say of a body that is rewritten.
    pub(crate) fn lenient(&self) -> Self {
        match self {
            Placed::Expect(lints) => Placed::Allow(lints.clone()),
            Placed::If(condition, inner) => Placed::If(
                condition.clone(),
                inner.iter().map(Placed::lenient).collect(),
            ),
            other => other.clone(),
        }
    }
}

/// Sorts the attributes; those that cannot work are errors.
pub(crate) fn sort(attrs: &[Attribute], errors: &mut Errors) -> Attrs {
    let mut sorted = Attrs::default();
    for attr in attrs {
        place(&attr.meta, &mut sorted, errors);
    }
    sorted
}

/// Puts the inner part of one attribute where it belongs.
fn place(meta: &Meta, to: &mut Attrs, errors: &mut Errors) {
    let same = || Placed::As(meta.clone());
    let path = meta.path();
    let tool = path
        .segments
        .first()
        .map(|segment| segment.ident.to_string());
    let name = path
        .segments
        .last()
        .map(|segment| segment.ident.to_string());
    let (tool, name) = match path.segments.len() {
        1 => ("", name.unwrap_or_default()),
        _ => (
            tool.as_deref().unwrap_or_default(),
            name.unwrap_or_default(),
        ),
    };
    match (tool, name.as_str()) {
        (_, "vectorize" | "guvectorize") => {
            errors.at(meta, format!("a function has one ufunc attribute: remove `#[{name}]`"));
        }
        ("", "target_feature") => errors.at(
            meta,
            "the instruction set of a ufunc is chosen at run time: remove `target_feature`",
        ),
        ("", "no_mangle" | "export_name" | "link_section" | "unsafe") => errors.at(
            meta,
            "the array function is generic and cannot be exported: put this attribute on a function that calls it",
        ),
        // Ours stands there already.
        ("", "track_caller") => {}
        ("", "inline") => {
            to.inline = true;
            to.function.push(same());
        }
        ("", "cfg") => {
            to.companion.push(same());
            to.impls.push(same());
            to.function.push(same());
        }
        ("", "doc") => {
            if matches!(meta, Meta::List(list) if list.tokens.to_string() == "hidden") {
                to.companion.push(same());
            }
            to.function.push(same());
        }
        ("", "deprecated") => {
            // A recursive kernel calls the deprecated function.
            to.eval.push(Placed::AllowDeprecated);
            to.methods.push(same());
            to.function.push(same());
        }
        ("", "allow" | "warn" | "deny" | "forbid") | ("clippy", _) => {
            to.eval.push(same());
            to.function.push(same());
        }
        ("", "expect") => expect(meta, to, errors),
        ("", "cfg_attr") => cfg_attr(meta, to, errors),
        _ => to.function.push(same()),
    }
}

/// Lints that look at a function's head or its callers: nobody can expect them of the kernel.
const HEAD_LINTS: [&str; 10] = [
    "dead_code",
    "unused",
    "missing_docs",
    "non_snake_case",
    "nonstandard_style",
    "unreachable_pub",
    "private_interfaces",
    "private_bounds",
    "clippy::too_many_arguments",
    "clippy::type_complexity",
];

/// `expect(…)` is kept where the body is; the function, which only forwards, allows the same lints.
fn expect(meta: &Meta, to: &mut Attrs, errors: &mut Errors) {
    let Meta::List(list) = meta else {
        return to.function.push(Placed::As(meta.clone()));
    };
    let read = Punctuated::<Meta, Token![,]>::parse_terminated;
    let entries = match read.parse2(list.tokens.clone()) {
        Ok(entries) => entries,
        Err(error) => return errors.push(error),
    };
    let (reason, lints): (Vec<Meta>, Vec<Meta>) = entries
        .into_iter()
        .partition(|entry| matches!(entry, Meta::NameValue(_)));
    let with_reason = |lints: Vec<Meta>| [lints, reason.clone()].concat();
    let (head, body): (Vec<Meta>, Vec<Meta>) = lints.iter().cloned().partition(|lint| {
        let name = lint.to_token_stream().to_string().replace(' ', "");
        HEAD_LINTS.contains(&name.as_str())
    });
    to.function.push(Placed::Allow(with_reason(lints)));
    if !head.is_empty() {
        to.eval.push(Placed::Allow(with_reason(head)));
    }
    if !body.is_empty() {
        to.eval.push(Placed::Expect(with_reason(body)));
    }
}

/// `cfg_attr(condition, …)`: each inner attribute goes its own way, under the same condition.
fn cfg_attr(meta: &Meta, to: &mut Attrs, errors: &mut Errors) {
    let Meta::List(list) = meta else {
        return to.function.push(Placed::As(meta.clone()));
    };
    let read = |input: ParseStream<'_>| {
        let condition: Meta = input.parse()?;
        if !input.is_empty() {
            input.parse::<Token![,]>()?;
        }
        let metas = Punctuated::<Meta, Token![,]>::parse_terminated(input)?;
        Ok((condition, metas))
    };
    let (condition, metas) = match read.parse2(list.tokens.clone()) {
        Ok(parts) => parts,
        Err(error) => return errors.push(error),
    };
    let mut inner = Attrs::default();
    for meta in &metas {
        place(meta, &mut inner, errors);
    }
    to.inline |= inner.inline;
    let wrap = |inner: Vec<Placed>| {
        let some = !inner.is_empty();
        some.then(|| Placed::If(condition.clone(), inner))
    };
    to.function.extend(wrap(inner.function));
    to.companion.extend(wrap(inner.companion));
    to.impls.extend(wrap(inner.impls));
    to.methods.extend(wrap(inner.methods));
    to.eval.extend(wrap(inner.eval));
}
