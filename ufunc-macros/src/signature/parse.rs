//! The grammar: NumPy's C parser to the letter, plus `|1` and computed sizes.

use super::cursor::{Atom, Cursor};
use super::size;
use super::{Dim, MAX_DIMS, MAX_LEN, Mistake, Signature, Size};

/// Reads a signature; a syntax error ends it at once, inconsistent uses of a name are all gathered.
pub(crate) fn parse(text: &str) -> Result<Signature, Vec<Mistake>> {
    // As for NumPy, a C string.
    let text = text.split('\0').next().unwrap_or_default();
    if text.len() > MAX_LEN {
        let message = format!(
            "the signature has {} bytes: {MAX_LEN} at most are read",
            text.len()
        );
        return Err(vec![Mistake::new(0, message)]);
    }
    let mut parser = Parser::new(text);
    match parser.signature() {
        Ok(signature) if parser.mistakes.is_empty() => Ok(signature),
        Ok(_) => Err(parser.mistakes),
        Err(mistake) => {
            parser.mistakes.push(mistake);
            Err(parser.mistakes)
        }
    }
}

struct Parser<'a> {
    cursor: Cursor<'a>,
    dims: Vec<Dim>,
    /// How many of `dims` stand in an input.
    bound: usize,
    mistakes: Vec<Mistake>,
}

/// One side of the arrow.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Role {
    Input,
    Output,
}

impl<'a> Parser<'a> {
    fn new(text: &'a str) -> Self {
        Self {
            cursor: Cursor::new(text),
            dims: Vec::new(),
            bound: 0,
            mistakes: Vec::new(),
        }
    }

    fn signature(&mut self) -> Result<Signature, Mistake> {
        let mut inputs = Vec::new();
        let mut outputs = Vec::new();
        self.cursor.skip_blanks();
        let arrow_first = self.cursor.rest().starts_with("->");
        if !arrow_first {
            self.operands(Role::Input, &mut inputs)?;
            self.bound = self.dims.len();
        }
        if !self.cursor.rest().is_empty() {
            if !self.cursor.eat("->") {
                return Err(self.unexpected("`,` or `->`"));
            }
            self.cursor.skip_blanks();
            self.operands(Role::Output, &mut outputs)?;
            if !self.cursor.rest().is_empty() {
                return Err(self.unexpected("`,` or the end"));
            }
        }
        Ok(Signature {
            inputs,
            outputs,
            dims: std::mem::take(&mut self.dims),
        })
    }

    /// `(..),(..)`, at least one.
    fn operands(&mut self, role: Role, operands: &mut Vec<Vec<usize>>) -> Result<(), Mistake> {
        loop {
            operands.push(self.operand(role)?);
            self.cursor.skip_blanks();
            if !self.cursor.eat(",") {
                return Ok(());
            }
            self.cursor.skip_blanks();
        }
    }

    fn operand(&mut self, role: Role) -> Result<Vec<usize>, Mistake> {
        if !self.cursor.eat("(") {
            return Err(self.unexpected("`(`"));
        }
        let mut core = Vec::new();
        self.cursor.skip_blanks();
        if self.cursor.eat(")") {
            return Ok(core);
        }
        loop {
            if core.len() == MAX_DIMS {
                let message = format!("an operand has {MAX_DIMS} core dimensions at most");
                return Err(Mistake::new(self.cursor.offset, message));
            }
            core.push(match role {
                Role::Input => self.input_dim()?,
                Role::Output => self.output_dim()?,
            });
            self.cursor.skip_blanks();
            if self.cursor.eat(")") {
                return Ok(core);
            }
            if !self.cursor.eat(",") {
                return Err(self.after_dim(role));
            }
            self.cursor.skip_blanks();
        }
    }

    fn input_dim(&mut self) -> Result<usize, Mistake> {
        let start = self.cursor.offset;
        match self.cursor.atom()? {
            Some(atom) => self.plain(start, &atom, Role::Input),
            None => Err(self.unexpected("a dimension: a name, or a size of 1 or more")),
        }
    }

    fn output_dim(&mut self) -> Result<usize, Mistake> {
        let start = self.cursor.offset;
        let expression = size::read(&mut self.cursor)?;
        if let Some((atom, end)) = expression.plain() {
            self.cursor.offset = end;
            return self.plain(start, &atom, Role::Output);
        }
        let (name, steps) = expression.computed();
        let mut ops = Vec::with_capacity(steps.len());
        for (offset, step) in steps {
            match step.resolve(|name| self.find_input(name)) {
                Ok(op) => ops.push(op),
                Err(name) => self.mistakes.push(Mistake::new(
                    offset,
                    format!("unknown output size: no input has a dimension `{name}`"),
                )),
            }
        }
        Ok(self.insert(Dim {
            name,
            size: Size::Computed(ops),
            optional: false,
            broadcastable: false,
        }))
    }

    /// A name or a fixed size, with the modifiers that directly follow.
    fn plain(&mut self, start: usize, atom: &Atom, role: Role) -> Result<usize, Mistake> {
        let bar = self.cursor.offset;
        let broadcastable = self.cursor.eat("|");
        if broadcastable {
            self.repeat_modifier(bar, atom, role)?;
        }
        let mark = self.cursor.offset;
        let optional = self.cursor.eat("?");
        let (name, size) = match atom {
            Atom::Name(name) => ((*name).to_owned(), Size::Bound),
            Atom::Int(0) => {
                return Err(Mistake::new(start, "a fixed size is 1 or more"));
            }
            Atom::Int(size) => (size.to_string(), Size::Fixed(*size)),
        };
        let Some(index) = self.dims.iter().position(|dim| dim.name == name) else {
            return Ok(self.insert(Dim {
                name,
                size,
                optional,
                broadcastable,
            }));
        };
        if let Some(dim) = self.dims.get(index) {
            if dim.optional != optional {
                let message = if optional {
                    format!("`{name}` stands without `?` before: mark every use of it or none")
                } else {
                    format!("`{name}` is marked `?` before: mark every use of it or none")
                };
                self.mistakes.push(Mistake::new(mark, message));
            }
            if role == Role::Input && dim.broadcastable != broadcastable {
                let message = if broadcastable {
                    format!(
                        "`{name}` stands without `|1` before: mark every use in the inputs or none"
                    )
                } else {
                    format!("`{name}` is marked `|1` before: mark every use in the inputs or none")
                };
                self.mistakes.push(Mistake::new(bar, message));
            }
        }
        Ok(index)
    }

    /// What follows the bar of `|1`.
    fn repeat_modifier(&mut self, bar: usize, atom: &Atom, role: Role) -> Result<(), Mistake> {
        let digits = self.cursor.take_while(|c| c.is_ascii_alphanumeric());
        if digits != "1" {
            let message = "expected `|1`: a dimension repeats from size 1 only";
            return Err(Mistake::new(bar, message));
        }
        if matches!(atom, Atom::Int(_)) {
            let message = "`|1` needs a name: a fixed size does not broadcast";
            return Err(Mistake::new(bar, message));
        }
        if role == Role::Output {
            let message = "an output is never broadcast: write the name without `|1` here";
            return Err(Mistake::new(bar, message));
        }
        Ok(())
    }

    /// An index of the dimension, shared with an equal one.
    fn insert(&mut self, dim: Dim) -> usize {
        if let Some(index) = self.dims.iter().position(|other| other.name == dim.name) {
            return index;
        }
        self.dims.push(dim);
        self.dims.len() - 1
    }

    /// The input dimension of this name: computed sizes may use no other.
    fn find_input(&self, name: &str) -> Option<usize> {
        let mut inputs = self.dims.iter().take(self.bound);
        inputs.position(|dim| dim.name == name)
    }

    /// The error for what stands between a dimension and the next `,` or `)`.
    fn after_dim(&self, role: Role) -> Mistake {
        let message = match self.cursor.rest().chars().next() {
            Some('+' | '-' | '*' | '/') if role == Role::Input => {
                "expected `,` or `)`: a size is computed in outputs only"
            }
            Some('?') => {
                "expected `,` or `)`: one `?` directly follows a name or a fixed size, after `|1`"
            }
            Some('|') => "expected `,` or `)`: `|1` directly follows a name, before `?`",
            _ => return self.unexpected("`,` or `)`"),
        };
        Mistake::new(self.cursor.offset, message)
    }

    fn unexpected(&self, expected: &str) -> Mistake {
        self.cursor.unexpected(expected)
    }
}
