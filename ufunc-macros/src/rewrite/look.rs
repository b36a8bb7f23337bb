//! What syntax alone tells of expressions: which are surely floats, and which cost nothing to compute in vain.

use syn::{Block, Expr, ExprCall, ExprMethodCall, Lit, Member, Stmt, Type, UnOp};

use super::kinds::{Float, Kind, Seen, UNKNOWN, element, join, literal, operation};
use super::names::{self, Gives};
use super::scope::Scope;

/// Looks at an expression.
pub(super) fn look(scope: &mut Scope, expr: &Expr) -> Seen {
    match expr {
        Expr::Lit(lit) => literal(&lit.lit),
        Expr::Paren(inner) => look(scope, &inner.expr),
        Expr::Group(inner) => look(scope, &inner.expr),
        Expr::Path(path) if path.qself.is_none() => name(scope, &path.path),
        Expr::Unary(unary) => {
            let inner = look(scope, &unary.expr);
            let int_literal =
                matches!(&*unary.expr, Expr::Lit(lit) if matches!(lit.lit, Lit::Int(_)));
            match (&unary.op, inner.kind) {
                (UnOp::Neg(_), Kind::Float(_)) | (UnOp::Not(_), Kind::Scalar) => inner,
                (UnOp::Neg(_), Kind::Scalar) => Seen {
                    pure: int_literal,
                    ..inner
                },
                (UnOp::Deref(_), Kind::FloatRef(float)) => Seen {
                    kind: Kind::Float(float),
                    ..inner
                },
                _ => UNKNOWN,
            }
        }
        Expr::Binary(binary) => {
            let (left, right) = (look(scope, &binary.left), look(scope, &binary.right));
            operation(&binary.op, left, right)
        }
        Expr::Cast(cast) => {
            let inner = look(scope, &cast.expr);
            let known = matches!(inner.kind, Kind::Float(_) | Kind::Scalar | Kind::Constant);
            match scope.kind_of(&cast.ty) {
                kind @ (Kind::Float(_) | Kind::Scalar) => Seen {
                    kind,
                    pure: inner.pure && known,
                },
                _ => UNKNOWN,
            }
        }
        Expr::MethodCall(call) => method(scope, call),
        Expr::Call(call) => function(scope, call),
        Expr::Index(index) => match look(scope, &index.expr).kind {
            Kind::Floats(float) if !matches!(&*index.index, Expr::Range(_)) => Seen {
                kind: Kind::Float(float),
                pure: false,
            },
            _ => UNKNOWN,
        },
        Expr::Field(field) => match (look(scope, &field.base), &field.member) {
            (seen, Member::Unnamed(_)) if matches!(seen.kind, Kind::FloatPair(_)) => element(seen),
            _ => UNKNOWN,
        },
        Expr::Block(inner) if inner.label.is_none() && inner.attrs.is_empty() => {
            block(scope, &inner.block)
        }
        Expr::If(choice) if choice.attrs.is_empty() => {
            let Some((_, other)) = &choice.else_branch else {
                return UNKNOWN;
            };
            let condition = look(scope, &choice.cond);
            let then = block(scope, &choice.then_branch);
            let other = look(scope, other);
            Seen {
                kind: join(then.kind, other.kind),
                pure: condition.is_pure_scalar() && then.pure && other.pure,
            }
        }
        _ => UNKNOWN,
    }
}

/// Whether a body is declarations and a value, or a tuple of values, that are float arithmetic and nothing else.
pub(super) fn pure(scope: &mut Scope, stmts: &[Stmt]) -> bool {
    let mark = scope.mark();
    let pure = stmts.iter().enumerate().all(|(index, stmt)| match stmt {
        Stmt::Local(local) => scope.declare(local),
        Stmt::Expr(Expr::Tuple(tuple), None) if index + 1 == stmts.len() => {
            (tuple.elems.iter()).all(|value| look(scope, value).pure)
        }
        Stmt::Expr(value, None) if index + 1 == stmts.len() => look(scope, value).pure,
        _ => false,
    });
    scope.reset(mark);
    pure
}

/// Looks at a block: declarations, then a value.
pub(super) fn block(scope: &mut Scope, block: &Block) -> Seen {
    let mark = scope.mark();
    let mut pure = true;
    let mut seen = UNKNOWN;
    for (index, stmt) in block.stmts.iter().enumerate() {
        match stmt {
            Stmt::Local(local) => pure &= scope.declare(local),
            Stmt::Expr(value, None) if index + 1 == block.stmts.len() => seen = look(scope, value),
            _ => pure = false,
        }
    }
    scope.reset(mark);
    Seen {
        pure: pure && seen.pure,
        ..seen
    }
}

/// A local, `f64::consts::PI`, or another constant.
fn name(scope: &Scope, path: &syn::Path) -> Seen {
    if let Some(name) = path.get_ident() {
        let name = name.to_string();
        return match scope.find(&name) {
            Some(Kind::Unknown) => UNKNOWN,
            Some(kind) => Seen::pure(kind),
            None if names::is_constant(&name) => Seen::pure(Kind::Constant),
            None => UNKNOWN,
        };
    }
    let names: Vec<String> = path
        .segments
        .iter()
        .map(|part| part.ident.to_string())
        .collect();
    if !names.last().is_some_and(|name| names::is_constant(name)) {
        return UNKNOWN;
    }
    if names
        .last()
        .is_some_and(|name| INTEGERS.contains(&name.as_str()))
    {
        return Seen::pure(Kind::Scalar);
    }
    let has = |name: &str| names.iter().any(|part| part == name);
    Seen::pure(match (has("f32"), has("f64")) {
        (true, false) => Kind::Float(Float::F32),
        (false, true) => Kind::Float(Float::F64),
        _ => Kind::Constant,
    })
}

/// The constants of the float types that are integers.
const INTEGERS: [&str; 7] = [
    "RADIX",
    "DIGITS",
    "MANTISSA_DIGITS",
    "MIN_EXP",
    "MAX_EXP",
    "MIN_10_EXP",
    "MAX_10_EXP",
];

fn method(scope: &mut Scope, call: &ExprMethodCall) -> Seen {
    let receiver = look(scope, &call.receiver);
    let float = match receiver.kind {
        Kind::Float(float) | Kind::FloatRef(float) => float,
        _ => return UNKNOWN,
    };
    let Some(gives) = names::method(&call.method.to_string(), call.args.len()) else {
        return UNKNOWN;
    };
    let (float, pure) = arguments(scope, call.args.iter(), float, receiver.pure);
    Seen {
        kind: match gives {
            Gives::Float | Gives::FloatByCall => Kind::Float(float),
            Gives::Pair => Kind::FloatPair(float),
            Gives::Bool => Kind::Scalar,
        },
        pure: pure && gives != Gives::FloatByCall,
    }
}

/// The type that the arguments tell too, and whether all is pure.
fn arguments<'a>(
    scope: &mut Scope,
    arguments: impl Iterator<Item = &'a Expr>,
    float: Float,
    pure: bool,
) -> (Float, bool) {
    arguments.fold((float, pure), |(float, pure), argument| {
        let seen = look(scope, argument);
        let float = match join(Kind::Float(float), seen.kind) {
            Kind::Float(float) => float,
            _ => float,
        };
        (float, pure && seen.pure)
    })
}

/// `T::lit(0.5)`, `T::PI()`, `f64::from(n)`, `f64::exp(x)`.
fn function(scope: &mut Scope, call: &ExprCall) -> Seen {
    let Expr::Path(path) = &*call.func else {
        return UNKNOWN;
    };
    let Some((ty, name)) = super::calls::associated(path) else {
        return UNKNOWN;
    };
    let (count, name) = (call.args.len(), name.to_string());
    let mut inputs = call.args.iter();
    let of_type = |scope: &Scope, ty: &Type| match scope.kind_of(ty) {
        Kind::Float(float) => Some(float),
        _ => None,
    };
    let Some(float) = of_type(scope, &ty) else {
        // `Float::exp(x)`: what `x` tells.
        let (true, Some(first)) = (super::calls::is_float_trait(&ty), inputs.next()) else {
            return UNKNOWN;
        };
        let first = look(scope, first);
        return match (first.kind, names::method(&name, count.saturating_sub(1))) {
            (Kind::Float(float), Some(Gives::Float)) => {
                let (float, pure) = arguments(scope, inputs, float, first.pure);
                Seen {
                    kind: Kind::Float(float),
                    pure,
                }
            }
            _ => UNKNOWN,
        };
    };
    let (_, pure) = arguments(scope, inputs, float, true);
    let kind = Kind::Float(float);
    match names::method(&name, count.saturating_sub(1)) {
        _ if names::makes_float(&name, count) => Seen { kind, pure },
        // A conversion; of a type of the user's it may do anything.
        _ if name == "from" && count == 1 => {
            let known = |seen: Seen| matches!(seen.kind, Kind::Float(_) | Kind::Scalar);
            let known = call
                .args
                .first()
                .is_some_and(|value| known(look(scope, value)));
            Seen {
                kind,
                pure: pure && known,
            }
        }
        Some(Gives::Float) if count > 0 => Seen { kind, pure },
        Some(Gives::FloatByCall) if count > 0 => Seen { kind, pure: false },
        _ => UNKNOWN,
    }
}
