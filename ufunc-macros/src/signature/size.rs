//! A size in an output, plain or computed: `n`, `3`, `m+n-1`, `n*(n-1)/2`.

use super::cursor::{Atom, Cursor};
use super::{MAX_DEPTH, Mistake, SizeOp};

/// A step of an expression whose names are not looked up yet.
#[derive(Clone, Copy)]
pub(super) enum Step<'a> {
    Atom(Atom<'a>),
    Op(SizeOp),
}

/// An expression as read.
pub(super) struct Expression<'a> {
    /// In reverse Polish order, with byte offsets.
    steps: Vec<(usize, Step<'a>)>,
    /// Without white space.
    text: String,
    /// Where the last atom ends: a modifier has to stand there.
    atom_end: usize,
}

/// Reads an expression; operators wait on a stack of our own, so nothing recurses.
pub(super) fn read<'a>(cursor: &mut Cursor<'a>) -> Result<Expression<'a>, Mistake> {
    let start = cursor.offset;
    let mut expression = Expression {
        steps: Vec::new(),
        text: String::new(),
        atom_end: start,
    };
    let mut waiting = Waiting::default();
    loop {
        operand(cursor, &mut expression, &mut waiting)?;
        if !operator(cursor, &mut expression, &mut waiting)? {
            break;
        }
    }
    if waiting.depth > 0 {
        return Err(cursor.unexpected("an operator or `)`"));
    }
    waiting.release(0, &mut expression.steps);
    if expression.steps.len() == 1 && expression.text.starts_with('(') {
        let message = "expected a dimension: parentheses belong into a computed size only";
        return Err(Mistake::new(start, message));
    }
    Ok(expression)
}

impl<'a> Expression<'a> {
    /// The one name or number that this is, and where it ends.
    pub(super) fn plain(&self) -> Option<(Atom<'a>, usize)> {
        match self.steps.as_slice() {
            [(_, Step::Atom(atom))] => Some((*atom, self.atom_end)),
            _ => None,
        }
    }

    /// The text and the steps.
    pub(super) fn computed(self) -> (String, Vec<(usize, Step<'a>)>) {
        (self.text, self.steps)
    }
}

impl<'a> Step<'a> {
    /// The step with its name looked up; the name, if there is no such dimension.
    pub(super) fn resolve(self, find: impl Fn(&str) -> Option<usize>) -> Result<SizeOp, &'a str> {
        match self {
            Step::Op(op) => Ok(op),
            Step::Atom(Atom::Int(size)) => Ok(SizeOp::Int(size)),
            Step::Atom(Atom::Name(name)) => find(name).map(SizeOp::Dim).ok_or(name),
        }
    }
}

/// Opening parentheses, then a name or a number.
fn operand<'a>(
    cursor: &mut Cursor<'a>,
    expression: &mut Expression<'a>,
    waiting: &mut Waiting,
) -> Result<(), Mistake> {
    cursor.skip_blanks();
    while cursor.rest().starts_with('(') {
        if waiting.depth == MAX_DEPTH {
            let message = format!("parentheses are nested {MAX_DEPTH} deep at most");
            return Err(Mistake::new(cursor.offset, message));
        }
        cursor.eat("(");
        waiting.open();
        expression.text.push('(');
        cursor.skip_blanks();
    }
    let start = cursor.offset;
    let Some(atom) = cursor.atom()? else {
        return Err(if expression.text.is_empty() {
            cursor.unexpected("a dimension: a name, or a size of 1 or more")
        } else {
            cursor.unexpected("a name, a number or `(`")
        });
    };
    if atom == Atom::Int(0) && waiting.divides() {
        return Err(Mistake::new(start, "this divides by zero"));
    }
    match atom {
        Atom::Name(name) => expression.text.push_str(name),
        Atom::Int(size) => expression.text.push_str(&size.to_string()),
    }
    expression.steps.push((start, Step::Atom(atom)));
    expression.atom_end = cursor.offset;
    Ok(())
}

/// Closing parentheses, then an operator, if there is one.
fn operator<'a>(
    cursor: &mut Cursor<'a>,
    expression: &mut Expression<'a>,
    waiting: &mut Waiting,
) -> Result<bool, Mistake> {
    loop {
        cursor.skip_blanks();
        if waiting.depth > 0 && cursor.eat(")") {
            waiting.close(&mut expression.steps);
            expression.text.push(')');
            continue;
        }
        let (op, precedence) = match cursor.rest().chars().next() {
            Some('+') => (SizeOp::Add, 1),
            // An arrow here means that a parenthesis is missing.
            Some('-') if !cursor.rest().starts_with("->") => (SizeOp::Sub, 1),
            Some('*') => (SizeOp::Mul, 2),
            Some('/') => (SizeOp::Div, 2),
            _ => return Ok(false),
        };
        waiting.release(precedence, &mut expression.steps);
        waiting.stack.push(Some((cursor.offset, op, precedence)));
        expression
            .text
            .push_str(cursor.rest().get(..1).unwrap_or_default());
        cursor.offset += 1;
        return Ok(true);
    }
}

/// Operators that wait for their second operand; `None` is an open parenthesis.
#[derive(Default)]
struct Waiting {
    stack: Vec<Option<(usize, SizeOp, u8)>>,
    depth: usize,
}

impl Waiting {
    fn open(&mut self) {
        self.stack.push(None);
        self.depth += 1;
    }

    fn close(&mut self, steps: &mut Vec<(usize, Step<'_>)>) {
        self.release(0, steps);
        self.stack.pop();
        self.depth -= 1;
    }

    /// Moves operators that bind at least as tightly, up to the last open parenthesis.
    fn release(&mut self, precedence: u8, steps: &mut Vec<(usize, Step<'_>)>) {
        while let Some(&Some((offset, op, binds))) = self.stack.last() {
            if binds < precedence {
                break;
            }
            steps.push((offset, Step::Op(op)));
            self.stack.pop();
        }
    }

    fn divides(&self) -> bool {
        matches!(self.stack.last(), Some(Some((_, SizeOp::Div, _))))
    }
}
