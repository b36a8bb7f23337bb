//! What a body costs, roughly: one is an addition.

use syn::visit::{self, Visit};
use syn::{BinOp, Expr, ExprCall, ExprClosure, ExprMethodCall, Item};

use super::calls;
use super::names;

/// Of a body that is not known, of a called function.
pub(super) const UNKNOWN: u32 = 20;
/// How often a loop is taken to run.
const TURNS: u32 = 8;
const MOST: u32 = 1_000_000;

/// Adds up what each part costs; loops multiply.
pub(super) struct Cost {
    total: u32,
    /// How often the current place is run.
    times: u32,
    /// Loops that run along core dimensions, of which the cost of one turn is asked.
    free: usize,
}

/// The cost of these statements, where the outermost `free` loops count once.
pub(super) fn of(stmts: &[syn::Stmt], free: usize) -> u32 {
    let mut cost = Cost {
        total: 0,
        times: 1,
        free,
    };
    for stmt in stmts {
        cost.visit_stmt(stmt);
    }
    cost.total.clamp(1, MOST)
}

impl Cost {
    fn add(&mut self, cost: u32) {
        let cost = cost.saturating_mul(self.times);
        self.total = self.total.saturating_add(cost);
    }

    fn turns(&mut self, visit: impl FnOnce(&mut Self)) {
        let (times, free) = (self.times, self.free);
        if free == 0 {
            self.times = times.saturating_mul(TURNS).min(MOST);
        }
        self.free = free.saturating_sub(1);
        visit(self);
        (self.times, self.free) = (times, free);
    }

    fn call(&mut self, call: &ExprCall) {
        let Expr::Path(path) = &*call.func else {
            return self.add(UNKNOWN);
        };
        let count = call.args.len();
        // `Some(x)`, `Ok(x)`, tuple structs.
        let constructs = path.path.segments.last().is_some_and(|last| {
            last.ident
                .to_string()
                .starts_with(|c: char| c.is_ascii_uppercase())
        });
        let cost = match calls::associated(path) {
            _ if constructs => 0,
            Some((_, name)) if names::makes_float(&name.to_string(), count) => 0,
            Some((_, name)) if name == "from" => 1,
            Some((_, name)) => {
                of_method(&name.to_string(), count.saturating_sub(1)).unwrap_or(UNKNOWN)
            }
            None => UNKNOWN,
        };
        self.add(cost);
    }
}

/// Of a method that floats have.
fn of_method(name: &str, arguments: usize) -> Option<u32> {
    match name {
        "sqrt" | "recip" if arguments == 0 => Some(4),
        "gamma" | "ln_gamma" if arguments == 0 => Some(40),
        "rem_euclid" | "div_euclid" => Some(20),
        _ => names::maths(name, arguments).map(|maths| maths.cost),
    }
}

impl<'a> Visit<'a> for Cost {
    fn visit_expr(&mut self, expr: &'a Expr) {
        match expr {
            Expr::ForLoop(_) | Expr::While(_) | Expr::Loop(_) => {
                return self.turns(|cost| visit::visit_expr(cost, expr));
            }
            Expr::Binary(binary) => match binary.op {
                BinOp::Div(_) | BinOp::DivAssign(_) | BinOp::Rem(_) | BinOp::RemAssign(_) => {
                    self.add(4);
                }
                _ => self.add(1),
            },
            Expr::Index(_) | Expr::Cast(_) | Expr::Unary(_) | Expr::Macro(_) => self.add(1),
            Expr::Call(call) => self.call(call),
            _ => {}
        }
        visit::visit_expr(self, expr);
    }

    fn visit_expr_method_call(&mut self, call: &'a ExprMethodCall) {
        self.add(of_method(&call.method.to_string(), call.args.len()).unwrap_or(1));
        visit::visit_expr_method_call(self, call);
    }

    /// An iterator's: it runs often.
    fn visit_expr_closure(&mut self, closure: &'a ExprClosure) {
        self.turns(|cost| cost.visit_expr(&closure.body));
    }

    fn visit_item(&mut self, _: &'a Item) {}
}
