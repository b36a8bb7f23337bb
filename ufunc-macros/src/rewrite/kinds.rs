//! What can be known of an expression: its kind, whether it may be computed in vain, and how operators combine that.

use syn::{BinOp, Lit};

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

pub(super) const UNKNOWN: Seen = Seen {
    kind: Kind::Unknown,
    pure: false,
};

impl Seen {
    pub(super) fn pure(kind: Kind) -> Self {
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

/// What an operator makes of two operands.
pub(super) fn operation(op: &BinOp, left: Seen, right: Seen) -> Seen {
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
pub(super) fn element(pair: Seen) -> Seen {
    match pair.kind {
        Kind::FloatPair(float) => Seen {
            kind: Kind::Float(float),
            ..pair
        },
        _ => UNKNOWN,
    }
}

/// What a literal is.
pub(super) fn literal(lit: &Lit) -> Seen {
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
