//! How deep tokens nest: too deep would overflow the parser's stack, so this counts with none.

use proc_macro2::{Delimiter, Span, TokenStream, TokenTree};

/// The deepest nesting that is read.
pub(crate) const MAX_DEPTH: usize = 64;
/// The deepest body that is rewritten.
const MAX_BODY_DEPTH: usize = 100;
/// Operators nest as deep as they are many, but take little room each, and bodies have long sums.
const PREFIXES: usize = 4;

/// The place where the tokens pass [`MAX_DEPTH`]; a function's body is not looked at.
pub(crate) fn too_deep(tokens: &TokenStream, body: Body) -> Option<Span> {
    passes(MAX_DEPTH, 1, tokens, body)
}

/// Whether a body's tokens nest too deep to be read: then it stays as it is.
pub(crate) fn body_too_deep(tokens: &TokenStream) -> bool {
    passes(MAX_BODY_DEPTH, PREFIXES, tokens, Body::None).is_some()
}

/// `prefixes` operators in a row count as one level.
fn passes(most: usize, prefixes: usize, tokens: &TokenStream, body: Body) -> Option<Span> {
    let mut levels = vec![Level::new(tokens.clone())];
    loop {
        let depth: usize = levels.iter().map(|level| level.depth(prefixes)).sum();
        let outermost = levels.len() == 1;
        let level = levels.last_mut()?;
        let Some(token) = level.tokens.next() else {
            levels.pop();
            if levels.is_empty() {
                return None;
            }
            continue;
        };
        if depth > most {
            return Some(token.span());
        }
        match token {
            TokenTree::Group(group) => {
                let braces = group.delimiter() == Delimiter::Brace;
                let last = || level.tokens.clone().next().is_none();
                let is_body = body == Body::Skipped && braces && outermost && last();
                if !is_body {
                    levels.push(Level::new(group.stream()));
                }
            }
            TokenTree::Punct(punct) => level.punct(punct.as_char()),
            // Each of these may start a type or an expression inside another without a bracket.
            TokenTree::Ident(ident) if NESTING_WORDS.iter().any(|word| ident == word) => {
                level.prefixes += 1;
            }
            TokenTree::Ident(_) | TokenTree::Literal(_) => {}
        }
    }
}

/// What braces at the end of the tokens are.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Body {
    /// A function's body.
    Skipped,
    /// Nothing special.
    None,
}

const NESTING_WORDS: [&str; 12] = [
    "fn", "dyn", "impl", "for", "if", "else", "return", "break", "move", "unsafe", "async", "box",
];

/// One open group.
struct Level {
    tokens: proc_macro2::token_stream::IntoIter,
    /// Open `<`.
    angles: usize,
    /// Operators and words since the last separator.
    prefixes: usize,
    previous: char,
}

impl Level {
    fn new(tokens: TokenStream) -> Self {
        Self {
            tokens: tokens.into_iter(),
            angles: 0,
            prefixes: 0,
            previous: ' ',
        }
    }

    fn depth(&self, prefixes: usize) -> usize {
        1 + self.angles + self.prefixes / prefixes
    }

    fn punct(&mut self, punct: char) {
        match punct {
            ',' | ';' => self.prefixes = 0,
            '<' => self.angles += 1,
            '>' if self.previous != '-' => self.angles = self.angles.saturating_sub(1),
            ':' | '\'' | '#' | '>' | '$' => {}
            _ => self.prefixes += 1,
        }
        self.previous = punct;
    }
}
