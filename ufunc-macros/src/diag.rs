//! Gathering errors, and the caret under a character of a signature.

use std::fmt::Display;

use proc_macro2::Span;
use quote::ToTokens;

use crate::signature::Mistake;

/// All that is wrong with one annotated function; a gate (`is_empty`) stands after each stage.
#[derive(Debug, Default)]
#[must_use]
pub(crate) struct Errors {
    list: Vec<syn::Error>,
}

impl Errors {
    /// An error at the tokens of `at`.
    pub(crate) fn at(&mut self, at: impl ToTokens, message: impl Display) {
        self.push(syn::Error::new_spanned(at, message));
    }

    /// An error at one place.
    pub(crate) fn spanned(&mut self, span: Span, message: impl Display) {
        self.push(syn::Error::new(span, message));
    }

    pub(crate) fn push(&mut self, error: syn::Error) {
        self.list.push(error);
    }

    /// A mistake in a signature, drawn under the text: spans inside a literal cannot be had.
    pub(crate) fn signature(&mut self, literal: &syn::LitStr, mistake: &Mistake) {
        let text = literal.value();
        if text.is_empty() {
            return self.at(literal, &mistake.message);
        }
        let drawing = caret(&text, mistake.offset);
        self.at(literal, format!("{}\n{drawing}", mistake.message));
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    pub(crate) fn len(&self) -> usize {
        self.list.len()
    }

    pub(crate) fn into_list(self) -> Vec<syn::Error> {
        self.list
    }
}

/// How much of a long text is drawn on each side of the caret.
const CONTEXT: usize = 60;
const INDENT: &str = "       ";

/// The text, and a caret under the character at the byte `offset`.
pub(crate) fn caret(text: &str, offset: usize) -> String {
    let before = text.get(..offset).unwrap_or(text);
    let after = text.get(offset..).unwrap_or_default();
    // Control characters would break the line; they are drawn as they are typed.
    let visible = |c: char| -> Vec<char> {
        if c.is_control() || !c.is_ascii() && c.is_whitespace() {
            c.escape_default().collect()
        } else {
            vec![c]
        }
    };
    let mut left: Vec<char> = before.chars().flat_map(visible).collect();
    let mut right: Vec<char> = after.chars().flat_map(visible).collect();
    if left.len() > CONTEXT {
        left.drain(..left.len() - CONTEXT);
        left.insert(0, '…');
    }
    if right.len() > CONTEXT {
        right.truncate(CONTEXT);
        right.push('…');
    }
    let column = left.len();
    let line: String = left.into_iter().chain(right).collect();
    format!(
        "{INDENT}{}\n{INDENT}{}^",
        line.trim_end(),
        " ".repeat(column)
    )
}
