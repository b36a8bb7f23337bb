//! The walk over a body: what each expression becomes.

use std::collections::BTreeSet;

use proc_macro2::Span;
use syn::visit_mut::{self, VisitMut};
use syn::{Block, Expr, ExprCall, ExprIf, ExprMethodCall, Pat, Stmt, token};

use super::calls;
use super::kinds::Kind;
use super::look::look;
use super::scope::Scope;
use super::select;
use crate::expand::{Place, Printer, Receiver};

/// The state of the walk.
pub(super) struct Walk<'a> {
    pub(super) scope: Scope,
    pub(super) printer: &'a Printer,
    /// All names that the body binds, wherever.
    pub(super) locals: BTreeSet<String>,
    /// Within a closure, or what is like one.
    place: Place,
    /// Within an `unsafe` block.
    is_unsafe: bool,
    pub(super) found: Found,
}

/// What the walk has rewritten.
#[derive(Default)]
pub(super) struct Found {
    /// Anything.
    pub(super) any: bool,
    /// Maths functions: the traits are needed.
    pub(super) maths: bool,
    /// Calls of what may be ufuncs.
    pub(super) calls: bool,
    /// Functions that may note an argument.
    pub(super) notes: bool,
}

impl<'a> Walk<'a> {
    pub(super) fn new(scope: Scope, printer: &'a Printer, locals: BTreeSet<String>) -> Self {
        Self {
            scope,
            printer,
            locals,
            place: Place::Body,
            is_unsafe: false,
            found: Found::default(),
        }
    }

    pub(super) fn stmts(&mut self, stmts: &mut [Stmt]) {
        let mark = self.scope.mark();
        let count = stmts.len();
        for (index, stmt) in stmts.iter_mut().enumerate() {
            self.stmt(stmt, index + 1 == count);
        }
        self.scope.reset(mark);
    }

    fn stmt(&mut self, stmt: &mut Stmt, is_last: bool) {
        match stmt {
            Stmt::Local(local) => {
                let before = local.clone();
                if let Some(init) = &mut local.init {
                    self.visit_expr_mut(&mut init.expr);
                    if let Some((_, diverge)) = &mut init.diverge {
                        self.visit_expr_mut(diverge);
                    }
                }
                // As written: what is rewritten is not known any more.
                self.scope.declare(&before);
            }
            Stmt::Expr(expr, semi) => match expr {
                Expr::If(choice) => {
                    let may_yield = is_last || semi.is_some();
                    if let Some(new) = self.choice(choice, may_yield) {
                        *expr = new;
                    }
                }
                _ => self.visit_expr_mut(expr),
            },
            Stmt::Macro(stmt) => {
                let path = &stmt.mac.path;
                let name = path
                    .get_ident()
                    .map(ToString::to_string)
                    .unwrap_or_default();
                if !DECLARE_NOTHING.contains(&name.as_str()) {
                    self.scope.forget(&stmt.mac.tokens);
                }
            }
            Stmt::Item(_) => {}
        }
    }

    /// The selection that an `if` becomes; else its parts are walked.
    fn choice(&mut self, choice: &mut ExprIf, may_yield: bool) -> Option<Expr> {
        if may_yield && let Some(yields) = select::value_of_if(&mut self.scope, choice) {
            visit_mut::visit_expr_if_mut(self, choice);
            self.found.any = true;
            return Some(select::print_if(self.printer, choice, yields.count()));
        }
        if select::assigns(&mut self.scope, choice) {
            self.arms(choice);
            self.found.any = true;
            return Some(select::print_assigns(self.printer, choice, None, 0));
        }
        let mark = self.scope.mark();
        visit_mut::visit_expr_if_mut(self, choice);
        self.scope.reset(mark);
        None
    }

    /// The parts of an `if` that becomes selections as a whole.
    fn arms(&mut self, choice: &mut ExprIf) {
        self.visit_expr_mut(&mut choice.cond);
        self.visit_block_mut(&mut choice.then_branch);
        match choice.else_branch.as_mut().map(|(_, branch)| &mut **branch) {
            Some(Expr::If(choice)) => self.arms(choice),
            Some(other) => self.visit_expr_mut(other),
            None => {}
        }
    }

    fn method(&mut self, call: &mut ExprMethodCall) {
        let function = calls::method(&mut self.scope, call);
        let receiver = calls::receiver(&mut self.scope, &call.receiver);
        visit_mut::visit_expr_method_call_mut(self, call);
        let Some(function) = function else { return };
        bare(&mut call.receiver);
        let tokens = self.printer.of(self.place, &call.receiver, receiver, None);
        *call.receiver = Expr::Verbatim(tokens);
        self.found(function.notes());
    }

    /// `f64::exp(x)`, or a call of what may be a ufunc.
    fn call(&mut self, call: &mut ExprCall) -> Option<Expr> {
        let function = calls::path(&mut self.scope, call);
        let may_be_ufunc = self.place == Place::Body
            && !self.is_unsafe
            && calls::may_be_ufunc(&mut self.scope, &self.locals, call);
        for argument in &mut call.args {
            self.visit_expr_mut(argument);
        }
        if let Some((function, name, ty)) = function {
            let mut args = std::mem::take(&mut call.args).into_iter();
            let value = args.next()?;
            let tokens = self
                .printer
                .of(self.place, &value, Receiver::Value, ty.as_ref());
            self.found(function.notes());
            return Some(Expr::MethodCall(ExprMethodCall {
                attrs: Vec::new(),
                receiver: Box::new(Expr::Verbatim(tokens)),
                dot_token: syn::Token![.](name.span()),
                method: name,
                turbofish: None,
                paren_token: call.paren_token,
                args: args.collect(),
            }));
        }
        let Expr::Path(path) = &*call.func else {
            self.visit_expr_mut(&mut call.func);
            return None;
        };
        if !may_be_ufunc {
            return None;
        }
        self.found.any = true;
        self.found.calls = true;
        let arguments: Vec<Expr> = call.args.iter().cloned().collect();
        Some(self.printer.inner_call(&path.path, &arguments))
    }

    fn found(&mut self, notes: bool) {
        self.found.any = true;
        self.found.maths = true;
        self.found.notes |= notes && self.place == Place::Body;
    }

    /// With the names of these patterns, of which nothing is known.
    fn with<'p>(&mut self, pats: impl Iterator<Item = &'p Pat>, walk: impl FnOnce(&mut Self)) {
        let mark = self.scope.mark();
        for pat in pats {
            self.scope.bind(pat, Kind::Unknown);
        }
        walk(self);
        self.scope.reset(mark);
    }

    fn closure(&mut self, walk: impl FnOnce(&mut Self)) {
        let place = std::mem::replace(&mut self.place, Place::Closure);
        walk(self);
        self.place = place;
    }
}

/// Macros whose tokens declare nothing.
const DECLARE_NOTHING: [&str; 14] = [
    "assert",
    "assert_eq",
    "assert_ne",
    "debug_assert",
    "debug_assert_eq",
    "debug_assert_ne",
    "print",
    "println",
    "eprint",
    "eprintln",
    "panic",
    "todo",
    "unimplemented",
    "unreachable",
];

impl VisitMut for Walk<'_> {
    fn visit_block_mut(&mut self, block: &mut Block) {
        self.stmts(&mut block.stmts);
    }

    fn visit_expr_mut(&mut self, expr: &mut Expr) {
        match expr {
            Expr::If(choice) => {
                if let Some(new) = self.choice(choice, true) {
                    *expr = new;
                }
            }
            Expr::MethodCall(call) => self.method(call),
            Expr::Call(call) => {
                if let Some(new) = self.call(call) {
                    *expr = new;
                }
            }
            Expr::Paren(inner) => {
                let is_if = matches!(&*inner.expr, Expr::If(_) | Expr::Call(_));
                self.visit_expr_mut(&mut inner.expr);
                // What an `if` has become needs them no more.
                if is_if
                    && inner.attrs.is_empty()
                    && !matches!(&*inner.expr, Expr::If(_) | Expr::Call(_))
                {
                    *expr = (*inner.expr).clone();
                }
            }
            Expr::Closure(closure) if closure.constness.is_none() => {
                let inputs = closure.inputs.clone();
                self.with(inputs.iter(), |walk| {
                    walk.closure(|walk| walk.visit_expr_mut(&mut closure.body));
                });
            }
            Expr::Async(inner) => {
                self.closure(|walk| walk.visit_block_mut(&mut inner.block));
            }
            Expr::Unsafe(inner) => {
                let outer = std::mem::replace(&mut self.is_unsafe, true);
                self.visit_block_mut(&mut inner.block);
                self.is_unsafe = outer;
            }
            Expr::ForLoop(turns) => {
                let item = item(&mut self.scope, &turns.expr);
                self.visit_expr_mut(&mut turns.expr);
                let mark = self.scope.mark();
                self.scope.bind(&turns.pat, item);
                self.visit_block_mut(&mut turns.body);
                self.scope.reset(mark);
            }
            Expr::While(turns) => {
                let mark = self.scope.mark();
                self.visit_expr_mut(&mut turns.cond);
                self.visit_block_mut(&mut turns.body);
                self.scope.reset(mark);
            }
            Expr::Match(choice) => {
                self.visit_expr_mut(&mut choice.expr);
                for arm in &mut choice.arms {
                    let pat = arm.pat.clone();
                    self.with([&pat].into_iter(), |walk| walk.visit_arm_mut(arm));
                }
            }
            Expr::Let(binding) => {
                self.visit_expr_mut(&mut binding.expr);
                // To the end of the block or loop around it, which is further than it reaches.
                self.scope.bind(&binding.pat, Kind::Unknown);
            }
            // The length is a constant, where no mode is.
            Expr::Repeat(array) => self.visit_expr_mut(&mut array.expr),
            Expr::Const(_) | Expr::Closure(_) | Expr::Macro(_) => {}
            other => visit_mut::visit_expr_mut(self, other),
        }
    }

    // These hold constants at most.
    fn visit_pat_mut(&mut self, pat: &mut Pat) {
        if let Pat::Guard(guarded) = pat {
            self.visit_expr_mut(&mut guarded.guard);
        }
    }
    fn visit_type_mut(&mut self, _: &mut syn::Type) {}
    fn visit_path_mut(&mut self, _: &mut syn::Path) {}
    fn visit_angle_bracketed_generic_arguments_mut(
        &mut self,
        _: &mut syn::AngleBracketedGenericArguments,
    ) {
    }
    fn visit_attribute_mut(&mut self, _: &mut syn::Attribute) {}
    fn visit_item_mut(&mut self, _: &mut syn::Item) {}
}

/// What a `for` loop over this yields.
fn item(scope: &mut Scope, iterated: &Expr) -> Kind {
    match iterated {
        Expr::MethodCall(call) if call.method == "iter" && call.args.is_empty() => {
            match look(scope, &call.receiver).kind {
                Kind::Floats(float) => Kind::FloatRef(float),
                _ => Kind::Unknown,
            }
        }
        _ => Kind::Unknown,
    }
}

/// Without parentheses, and with braces that are ours: neither is needed any more, which lints would say.
fn bare(expr: &mut Expr) {
    while let Expr::Paren(inner) = expr
        && inner.attrs.is_empty()
    {
        *expr = (*inner.expr).clone();
    }
    if let Expr::Block(inner) = expr {
        inner.block.brace_token = token::Brace(Span::mixed_site());
    }
}
