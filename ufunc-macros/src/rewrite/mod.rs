//! The body for the fast path: maths calls, conditionals without branches, calls of other ufuncs.
//!
//! What is rewritten computes what was written. Types are not known here; so either the meaning does not depend on them,
//! or the expansion leaves the choice to the compiler, or syntax proves what they are.

mod calls;
mod cost;
mod kinds;
mod look;
mod names;
mod scope;
mod select;
mod walk;

use proc_macro2::{Delimiter, TokenStream, TokenTree};
use quote::ToTokens;
use syn::parse::{ParseStream, Parser};
use syn::visit::Visit;
use syn::{Attribute, Block, Stmt};

use crate::expand::Printer;
use crate::model::{Body, Form, OutputForm, Ufunc};
use crate::nesting;
use scope::{Bound, Scope};
use walk::Walk;

/// Rewrites the body of a ufunc, if that is wanted and the body can be read.
pub(crate) fn rewrite(ufunc: &Ufunc) -> Body {
    let unknown = Body {
        tokens: ufunc.body.to_token_stream(),
        rewritten: false,
        math: false,
        noted: false,
        noted_by: Vec::new(),
        pure: false,
        cost: cost::UNKNOWN,
    };
    let tokens = ufunc.body.to_token_stream();
    if nesting::body_too_deep(&tokens) {
        return unknown;
    }
    // What cannot be read is the compiler's to speak of.
    let Ok(source) = Source::parse.parse2(tokens) else {
        return unknown;
    };
    let cost = cost::of(&source.stmts, free_loops(ufunc));
    if ufunc.std_math {
        return Body { cost, ..unknown };
    }
    let printer = Printer::new(ufunc);
    let Source {
        attrs, mut stmts, ..
    } = source;
    let scope = Scope::new(ufunc);
    let mut bound = Bound::default();
    stmts.iter().for_each(|stmt| bound.visit_stmt(stmt));
    ufunc
        .inputs
        .iter()
        .for_each(|input| bound.visit_pat(&input.pat));
    let mut walk = Walk::new(scope, &printer, bound.0.into_iter().collect());
    let yields = returns_values(ufunc)
        .then(|| select::early_returns(&mut walk.scope, &stmts))
        .flatten();
    let pure = yields.is_some() || look::pure(&mut walk.scope, &stmts);
    walk.stmts(&mut stmts);
    let found = walk.found;
    if !found.any && yields.is_none() {
        return Body {
            pure,
            cost,
            ..unknown
        };
    }
    let mut tokens = TokenStream::new();
    attrs.iter().for_each(|attr| attr.to_tokens(&mut tokens));
    if found.maths {
        tokens.extend(printer.traits());
    }
    match yields {
        Some(yields) => tokens.extend(select::print_stmts(&printer, &stmts, yields.count())),
        None => stmts.iter().for_each(|stmt| stmt.to_tokens(&mut tokens)),
    }
    let mut body = proc_macro2::Group::new(Delimiter::Brace, tokens);
    body.set_span(source.span);
    Body {
        tokens: TokenTree::Group(body).into(),
        rewritten: true,
        math: found.maths || found.calls,
        noted: found.notes || found.calls,
        noted_by: if found.maths {
            walk.scope.elementary()
        } else {
            Vec::new()
        },
        pure,
        cost,
    }
}

/// A body, read.
struct Source {
    span: proc_macro2::Span,
    attrs: Vec<Attribute>,
    stmts: Vec<Stmt>,
}

impl Source {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let content;
        let brace = syn::braced!(content in input);
        Ok(Self {
            span: brace.span.join(),
            attrs: content.call(Attribute::parse_inner)?,
            stmts: content.call(Block::parse_within)?,
        })
    }
}

/// Whether the body's value is the outputs' values as they are.
fn returns_values(ufunc: &Ufunc) -> bool {
    let returned = match &ufunc.form {
        Form::Elementwise { .. } => true,
        Form::Core { outputs, .. } => *outputs != OutputForm::Written,
    };
    returned && ufunc.fallible.is_none()
}

/// Loops along core dimensions: cost is counted for an element of them.
fn free_loops(ufunc: &Ufunc) -> usize {
    match &ufunc.form {
        Form::Elementwise { .. } => 0,
        Form::Core { .. } => {
            let ranks = ufunc.inputs.iter().map(|input| input.operand.core.len());
            ranks.max().unwrap_or(0)
        }
    }
}
