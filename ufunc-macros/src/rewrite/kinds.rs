//! What syntax alone tells of expressions: which are surely floats, and which cost nothing to compute in vain.

use syn::{BinOp, Block, Expr, ExprCall, ExprMethodCall, Lit, Member, Stmt, Type, UnOp};

use super::names::{self, Gives};
use super::scope::Scope;

/// A float type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Float {
    F32,
    F64,
    /// The generic parameter at this place.
    Parameter(usize),
    /// Of a literal without suffix: any of them.
    Literal,
}

/// What is known of a value's type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Float(Float),
    /// A reference to one.
    FloatRef(Float),
    /// A tuple of two.
    FloatPair(Float),
    /// A slice, an array or a view of them.
    Floats(Float),
    /// Another tuple.
    Tuple,
    /// An integer, a `bool` or a `char`.
    Scalar,
    /// A constant, by its name.
    Constant,
    Unknown,
}

/// What is known of an expression.
#[derive(Clone, Copy, Debug)]
pub(super) struct Seen {
    pub(super) kind: Kind,
    /// It can be computed in vain: no panic, no effect, no loop, no call that would keep a loop from being vectorised.
    pub(super) pure: bool,
}

const UNKNOWN: Seen = Seen {
    kind: Kind::Unknown,
    pure: false,
};

impl Seen {
    fn pure(kind: Kind) -> Self {
        Self { kind, pure: true }
    }

    /// A pure condition or count.
    pub(super) fn is_pure_scalar(self) -> bool {
        self.pure && matches!(self.kind, Kind::Scalar | Kind::Constant)
    }

    /// A pure float, or a constant that may be one.
    pub(super) fn is_pure_float(self) -> bool {
        self.pure && matches!(self.kind, Kind::Float(_) | Kind::Constant)
    }
}

/// The common kind of two operands, or of two arms.
pub(super) fn join(left: Kind, right: Kind) -> Kind {
    match (left, right) {
        (Kind::Float(_), Kind::Constant) => left,
        (Kind::Constant, Kind::Float(_)) => right,
        (Kind::Float(Float::Literal), Kind::Float(_)) => right,
        (Kind::Float(_), Kind::Float(Float::Literal)) => left,
        (left, right) if left == right => left,
        _ => Kind::Unknown,
    }
}

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

fn literal(lit: &Lit) -> Seen {
    let of_suffix = |suffix: &str, otherwise| match suffix {
        "f32" => Kind::Float(Float::F32),
        "f64" => Kind::Float(Float::F64),
        _ => otherwise,
    };
    match lit {
        Lit::Float(lit) => Seen::pure(of_suffix(lit.suffix(), Kind::Float(Float::Literal))),
        Lit::Int(lit) => Seen::pure(of_suffix(lit.suffix(), Kind::Scalar)),
        Lit::Bool(_) | Lit::Char(_) | Lit::Byte(_) => Seen::pure(Kind::Scalar),
        _ => UNKNOWN,
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

fn operation(op: &BinOp, left: Seen, right: Seen) -> Seen {
    let pure = left.pure && right.pure;
    match op {
        BinOp::Add(_) | BinOp::Sub(_) | BinOp::Mul(_) | BinOp::Div(_) => {
            match join(left.kind, right.kind) {
                kind @ (Kind::Float(_) | Kind::Constant) => Seen { kind, pure },
                // May overflow or divide by zero.
                Kind::Scalar => Seen {
                    kind: Kind::Scalar,
                    pure: false,
                },
                _ => UNKNOWN,
            }
        }
        // Of floats, a call.
        BinOp::Rem(_) => match join(left.kind, right.kind) {
            kind @ (Kind::Float(_) | Kind::Scalar) => Seen { kind, pure: false },
            _ => UNKNOWN,
        },
        BinOp::Lt(_) | BinOp::Le(_) | BinOp::Gt(_) | BinOp::Ge(_) | BinOp::Eq(_) | BinOp::Ne(_) => {
            let known = |kind| matches!(kind, Kind::Float(_) | Kind::Scalar | Kind::Constant);
            Seen {
                kind: Kind::Scalar,
                pure: pure && known(left.kind) && known(right.kind),
            }
        }
        BinOp::And(_) | BinOp::Or(_) => Seen {
            kind: Kind::Scalar,
            pure,
        },
        BinOp::BitAnd(_) | BinOp::BitOr(_) | BinOp::BitXor(_)
            if left.kind == Kind::Scalar && right.kind == Kind::Scalar =>
        {
            Seen {
                kind: Kind::Scalar,
                pure,
            }
        }
        _ => UNKNOWN,
    }
}

/// One of a pair.
fn element(pair: Seen) -> Seen {
    match pair.kind {
        Kind::FloatPair(float) => Seen {
            kind: Kind::Float(float),
            ..pair
        },
        _ => UNKNOWN,
    }
}

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
