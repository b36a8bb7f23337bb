//! Conditionals without branches: both arms are computed, then one is selected.
//!
//! A loop vectorises only without branches, and the compiler keeps a branch around anything dear. So an `if` becomes
//! a selection where syntax proves that its condition and all its arms can be computed in vain: known floats, their
//! arithmetic and their maths, nothing that panics, loops or has an effect. Cheap arms are treated alike.

use proc_macro2::{Ident, TokenStream};
use quote::ToTokens;
use syn::{BinOp, Block, Expr, ExprIf, Stmt};

use super::kinds::{Kind, join};
use super::look::look;
use super::scope::Scope;
use crate::expand::Printer;

/// The floats that an arm yields.
pub(super) enum Yields {
    One(Kind),
    Many(Vec<Kind>),
}

impl Yields {
    /// Of both arms.
    fn join(self, other: Yields) -> Option<Yields> {
        match (self, other) {
            (Yields::One(left), Yields::One(right)) => float(join(left, right)).map(Yields::One),
            (Yields::Many(left), Yields::Many(right)) if left.len() == right.len() => {
                let pairs = left.into_iter().zip(right);
                let kinds: Option<Vec<Kind>> = pairs
                    .map(|(left, right)| float(join(left, right)))
                    .collect();
                kinds.map(Yields::Many)
            }
            _ => None,
        }
    }

    /// The number of values in a tuple.
    pub(super) fn count(&self) -> Option<usize> {
        match self {
            Yields::One(_) => None,
            Yields::Many(kinds) => Some(kinds.len()),
        }
    }
}

fn float(kind: Kind) -> Option<Kind> {
    matches!(kind, Kind::Float(_) | Kind::Constant).then_some(kind)
}

/// What an `if` yields, if it can be a selection.
pub(super) fn value_of_if(scope: &mut Scope, choice: &ExprIf) -> Option<Yields> {
    let (_, other) = choice.else_branch.as_ref()?;
    if !choice.attrs.is_empty() || !look(scope, &choice.cond).is_pure_scalar() {
        return None;
    }
    let then = value_of_stmts(scope, &choice.then_branch.stmts, false)?;
    let other = value(scope, other)?;
    then.join(other).filter(Yields::is_surely_float)
}

impl Yields {
    /// Constants alone may be of any type.
    fn is_surely_float(&self) -> bool {
        let is_float = |kind: &Kind| matches!(kind, Kind::Float(_));
        match self {
            Yields::One(kind) => is_float(kind),
            Yields::Many(kinds) => kinds.iter().all(is_float),
        }
    }
}

fn value(scope: &mut Scope, expr: &Expr) -> Option<Yields> {
    match expr {
        Expr::Paren(inner) => value(scope, &inner.expr),
        Expr::If(choice) => value_of_if(scope, choice),
        Expr::Block(inner) if inner.attrs.is_empty() && inner.label.is_none() => {
            value_of_stmts(scope, &inner.block.stmts, false)
        }
        Expr::Tuple(tuple) if tuple.attrs.is_empty() && !tuple.elems.is_empty() => {
            let mut kinds = Vec::new();
            for element in &tuple.elems {
                let seen = look(scope, element);
                kinds.push(Some(seen.kind).filter(|_| seen.is_pure_float())?);
            }
            Some(Yields::Many(kinds))
        }
        _ => {
            let seen = look(scope, expr);
            seen.is_pure_float().then_some(Yields::One(seen.kind))
        }
    }
}

/// What a function's statements yield, if they return early and can be a selection.
pub(super) fn early_returns(scope: &mut Scope, stmts: &[Stmt]) -> Option<Yields> {
    let is_early = |stmt: &Stmt| matches!(stmt, Stmt::Expr(Expr::If(choice), _) if returns(&choice.then_branch));
    if !stmts.iter().any(is_early) {
        return None;
    }
    value_of_stmts(scope, stmts, true).filter(Yields::is_surely_float)
}

fn returns(block: &Block) -> bool {
    matches!(block.stmts.last(), Some(Stmt::Expr(Expr::Return(_), _)))
}

/// What statements yield at their end, or, if they may `return`, wherever they do.
fn value_of_stmts(scope: &mut Scope, stmts: &[Stmt], may_return: bool) -> Option<Yields> {
    let mark = scope.mark();
    let yields = value_from(scope, stmts, may_return);
    scope.reset(mark);
    yields
}

fn value_from(scope: &mut Scope, stmts: &[Stmt], may_return: bool) -> Option<Yields> {
    let (first, rest) = stmts.split_first()?;
    match first {
        Stmt::Local(local) => {
            let pure = scope.declare(local);
            pure.then(|| value_from(scope, rest, may_return))?
        }
        Stmt::Expr(Expr::Return(back), _) if may_return && rest.is_empty() => {
            value(scope, back.expr.as_deref()?)
        }
        Stmt::Expr(Expr::If(choice), _) if may_return => chain(scope, choice, rest),
        Stmt::Expr(expr, None) if rest.is_empty() => value(scope, expr),
        _ => None,
    }
}

/// An `if` whose arms return; `rest` is what is done if none of them does.
fn chain(scope: &mut Scope, choice: &ExprIf, rest: &[Stmt]) -> Option<Yields> {
    if !choice.attrs.is_empty() || !look(scope, &choice.cond).is_pure_scalar() {
        return None;
    }
    let then = value_of_stmts(scope, &choice.then_branch.stmts, true)?;
    // What comes after would be reached by a value that is not returned.
    if !rest.is_empty() && !returns(&choice.then_branch) {
        return None;
    }
    let other = match &choice.else_branch {
        None => value_of_stmts(scope, rest, true),
        Some((_, other)) => match &**other {
            Expr::If(choice) => chain(scope, choice, rest),
            Expr::Block(other) if rest.is_empty() => {
                value_of_stmts(scope, &other.block.stmts, true)
            }
            _ => None,
        },
    };
    then.join(other?)
}

/// Whether an `if` only assigns to known floats.
pub(super) fn assigns(scope: &mut Scope, choice: &ExprIf) -> bool {
    let other = |scope: &mut Scope, other: &Expr| match other {
        Expr::If(choice) => assigns(scope, choice),
        Expr::Block(other) if other.label.is_none() && other.attrs.is_empty() => {
            block_assigns(scope, &other.block)
        }
        _ => false,
    };
    choice.attrs.is_empty()
        && look(scope, &choice.cond).is_pure_scalar()
        && block_assigns(scope, &choice.then_branch)
        && choice
            .else_branch
            .as_ref()
            .is_none_or(|(_, branch)| other(scope, branch))
}

fn block_assigns(scope: &mut Scope, block: &Block) -> bool {
    let mark = scope.mark();
    let fits = block.stmts.iter().all(|stmt| match stmt {
        Stmt::Local(local) => scope.declare(local),
        Stmt::Expr(expr, _) => assignment_fits(scope, expr),
        _ => false,
    });
    scope.reset(mark);
    fits && !block.stmts.is_empty()
}

fn assignment_fits(scope: &mut Scope, expr: &Expr) -> bool {
    let (name, value) = match expr {
        Expr::Assign(assign) => (&assign.left, &assign.right),
        Expr::Binary(binary) if arithmetic(&binary.op).is_some() => (&binary.left, &binary.right),
        _ => return false,
    };
    let is_name = matches!(&**name, Expr::Path(path) if path.path.get_ident().is_some());
    let name = look(scope, name).kind;
    let value = look(scope, value);
    let is_float = matches!(
        (name, join(name, value.kind)),
        (Kind::Float(_), Kind::Float(_))
    );
    is_name && is_float && value.is_pure_float()
}

/// `+` for `+=`, and so on.
fn arithmetic(op: &BinOp) -> Option<BinOp> {
    Some(match op {
        BinOp::AddAssign(op) => BinOp::Add(syn::Token![+](op.spans[0])),
        BinOp::SubAssign(op) => BinOp::Sub(syn::Token![-](op.spans[0])),
        BinOp::MulAssign(op) => BinOp::Mul(syn::Token![*](op.spans[0])),
        BinOp::DivAssign(op) => BinOp::Div(syn::Token![/](op.spans[0])),
        _ => return None,
    })
}

/// The selection of an `if` that yields values; its parts are rewritten already.
pub(super) fn print_if(printer: &Printer, choice: &ExprIf, count: Option<usize>) -> Expr {
    let then = print_stmts(printer, &choice.then_branch.stmts, count);
    let other = match &choice.else_branch {
        Some((_, other)) => print_branch(printer, other, &[], count),
        None => TokenStream::new(),
    };
    printer.select(choice.if_token.span, &choice.cond, &then, &other, count)
}

fn print_branch(
    printer: &Printer,
    branch: &Expr,
    rest: &[Stmt],
    count: Option<usize>,
) -> TokenStream {
    match branch {
        Expr::If(choice) => print_chain(printer, choice, rest, count).to_token_stream(),
        Expr::Block(inner) => print_stmts(printer, &inner.block.stmts, count),
        other => other.to_token_stream(),
    }
}

fn print_chain(printer: &Printer, choice: &ExprIf, rest: &[Stmt], count: Option<usize>) -> Expr {
    let then = print_stmts(printer, &choice.then_branch.stmts, count);
    let other = match &choice.else_branch {
        None => print_stmts(printer, rest, count),
        Some((_, other)) => print_branch(printer, other, rest, count),
    };
    printer.select(choice.if_token.span, &choice.cond, &then, &other, count)
}

/// The value of statements, with early returns as selections.
pub(super) fn print_stmts(printer: &Printer, stmts: &[Stmt], count: Option<usize>) -> TokenStream {
    let locals = stmts
        .iter()
        .take_while(|stmt| matches!(stmt, Stmt::Local(_)));
    let number = locals.clone().count();
    let value = match stmts.get(number..).and_then(<[Stmt]>::split_first) {
        Some((Stmt::Expr(Expr::If(choice), _), rest)) => {
            print_chain(printer, choice, rest, count).to_token_stream()
        }
        Some((Stmt::Expr(Expr::Return(back), _), _)) => back.expr.to_token_stream(),
        Some((stmt, _)) => stmt.to_token_stream(),
        None => TokenStream::new(),
    };
    if number == 0 {
        return value;
    }
    let mut tokens = TokenStream::new();
    locals.for_each(|local| local.to_tokens(&mut tokens));
    tokens.extend(value);
    printer.block(tokens).to_token_stream()
}

/// The selections of an `if` that assigns; its parts are rewritten already.
pub(super) fn print_assigns(
    printer: &Printer,
    choice: &ExprIf,
    outer: Option<&Ident>,
    depth: usize,
) -> Expr {
    let span = choice.if_token.span;
    let then = printer.condition(depth, true, span);
    let mut tokens = printer.condition_is(&then, outer, false, &choice.cond);
    print_arm(printer, &choice.then_branch, &then).to_tokens(&mut tokens);
    if let Some((_, branch)) = &choice.else_branch {
        let other = printer.condition(depth, false, span);
        tokens.extend(printer.condition_is(&other, outer, true, &then));
        tokens.extend(match &**branch {
            Expr::If(choice) => {
                print_assigns(printer, choice, Some(&other), depth + 1).to_token_stream()
            }
            Expr::Block(inner) => print_arm(printer, &inner.block, &other).to_token_stream(),
            other => other.to_token_stream(),
        });
    }
    printer.block(tokens)
}

fn print_arm(printer: &Printer, arm: &Block, condition: &Ident) -> Expr {
    let mut tokens = TokenStream::new();
    for stmt in &arm.stmts {
        match stmt {
            Stmt::Expr(Expr::Assign(assign), _) => {
                tokens.extend(printer.assign(&assign.left, condition, &assign.right));
            }
            Stmt::Expr(Expr::Binary(binary), _) => {
                let mut value = binary.clone();
                if let Some(op) = arithmetic(&binary.op) {
                    value.op = op;
                }
                let value = Expr::Binary(value);
                tokens.extend(printer.assign(&binary.left, condition, &value));
            }
            stmt => stmt.to_tokens(&mut tokens),
        }
    }
    printer.block(tokens)
}
