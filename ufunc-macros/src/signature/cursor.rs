//! A place in the text of a signature, and the tokens that stand there.

use super::Mistake;

/// A place in the text.
pub(super) struct Cursor<'a> {
    text: &'a str,
    pub(super) offset: usize,
}

/// A name or a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Atom<'a> {
    Name(&'a str),
    Int(u64),
}

impl<'a> Cursor<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self { text, offset: 0 }
    }

    pub(super) fn rest(&self) -> &'a str {
        self.text.get(self.offset..).unwrap_or_default()
    }

    pub(super) fn eat(&mut self, token: &str) -> bool {
        let found = self.rest().starts_with(token);
        if found {
            self.offset += token.len();
        }
        found
    }

    /// White space is what NumPy takes for it: spaces and tabs.
    pub(super) fn skip_blanks(&mut self) {
        self.take_while(|c| c == ' ' || c == '\t');
    }

    pub(super) fn take_while(&mut self, accept: impl Fn(char) -> bool) -> &'a str {
        let rest = self.rest();
        let len = rest.find(|c| !accept(c)).unwrap_or(rest.len());
        self.offset += len;
        rest.get(..len).unwrap_or_default()
    }

    /// A name or a number, if one stands here.
    pub(super) fn atom(&mut self) -> Result<Option<Atom<'a>>, Mistake> {
        let start = self.offset;
        let Some(first) = self.rest().chars().next() else {
            return Ok(None);
        };
        if first.is_ascii_digit() {
            let digits = self.take_while(|c| c.is_ascii_digit());
            // Sizes are signed in NumPy and in ndarray.
            let size = digits.parse().ok().filter(|&size| size <= i64::MAX as u64);
            return match size {
                Some(size) => Ok(Some(Atom::Int(size))),
                None => Err(Mistake::new(start, "this size is too large")),
            };
        }
        if first.is_ascii_alphabetic() || first == '_' {
            let name = self.take_while(|c| c.is_ascii_alphanumeric() || c == '_');
            return Ok(Some(Atom::Name(name)));
        }
        Ok(None)
    }

    pub(super) fn unexpected(&self, expected: &str) -> Mistake {
        let found = match self.rest().chars().next() {
            None => ", found the end",
            Some(c) if c.is_whitespace() => ": only spaces and tabs may stand between",
            Some(c) if c.is_alphabetic() && !c.is_ascii() => ": names are ASCII letters and digits",
            Some(_) => "",
        };
        Mistake::new(self.offset, format!("expected {expected}{found}"))
    }
}
