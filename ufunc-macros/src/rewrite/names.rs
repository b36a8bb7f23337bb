//! The functions of floats, by name: which are rewritten, what the others give, what they cost.

/// A maths function that is rewritten.
pub(super) struct Maths {
    pub(super) name: &'static str,
    pub(super) cost: u32,
}

const CHEAP: u32 = 2;
const EXP: u32 = 12;
const TRIG: u32 = 20;
const POW: u32 = 40;

/// Name, number of arguments besides the value, cost.
const MATHS: [(&str, usize, u32); 40] = [
    ("exp", 0, EXP),
    ("exp2", 0, EXP),
    ("exp10", 0, EXP),
    ("exp_m1", 0, EXP),
    ("ln", 0, EXP),
    ("log2", 0, EXP),
    ("log10", 0, EXP),
    ("ln_1p", 0, EXP),
    ("log", 1, 2 * EXP),
    ("powf", 1, POW),
    ("powi", 1, CHEAP),
    ("cbrt", 0, EXP),
    ("hypot", 1, EXP),
    ("sin", 0, TRIG),
    ("cos", 0, TRIG),
    ("tan", 0, TRIG),
    ("sin_cos", 0, TRIG),
    ("asin", 0, TRIG),
    ("acos", 0, TRIG),
    ("atan", 0, TRIG),
    ("atan2", 1, TRIG),
    ("sinh", 0, TRIG),
    ("cosh", 0, TRIG),
    ("tanh", 0, TRIG),
    ("asinh", 0, TRIG),
    ("acosh", 0, TRIG),
    ("atanh", 0, TRIG),
    ("erf", 0, TRIG),
    ("erfc", 0, TRIG),
    ("floor", 0, CHEAP),
    ("ceil", 0, CHEAP),
    ("trunc", 0, CHEAP),
    ("fract", 0, CHEAP),
    ("round", 0, CHEAP),
    ("round_ties_even", 0, CHEAP),
    ("mul_add", 2, CHEAP),
    ("maximum", 1, CHEAP),
    ("minimum", 1, CHEAP),
    ("logaddexp", 1, 2 * EXP),
    ("logaddexp2", 1, 2 * EXP),
];

/// The rewritten function of this name and number of arguments.
pub(super) fn maths(name: &str, arguments: usize) -> Option<Maths> {
    let found = MATHS
        .iter()
        .find(|entry| entry.0 == name && entry.1 == arguments)?;
    Some(Maths {
        name: found.0,
        cost: found.2,
    })
}

impl Maths {
    /// Huge arguments are out of reach of its quick formula.
    pub(super) fn notes(&self) -> bool {
        matches!(self.name, "sin" | "cos" | "tan" | "sin_cos")
    }

    /// The plain float types have no method of this name, but our `Real` has, and others' traits may have.
    pub(super) fn is_ours(&self) -> bool {
        matches!(self.name, "maximum" | "minimum")
    }
}

/// What a method of a known float gives.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Gives {
    /// A float, without branches or calls.
    Float,
    /// Two floats, likewise.
    Pair,
    /// A float, but it may panic or call a function that does not vectorise.
    FloatByCall,
    /// A `bool`, without branches or calls.
    Bool,
}

/// What this method of a known float gives, if that is known.
pub(super) fn method(name: &str, arguments: usize) -> Option<Gives> {
    if name == "sin_cos" && arguments == 0 {
        return Some(Gives::Pair);
    }
    if maths(name, arguments).is_some() {
        return Some(Gives::Float);
    }
    match (name, arguments) {
        ("abs" | "sqrt" | "signum" | "recip" | "to_degrees" | "to_radians", 0)
        | ("max" | "min" | "copysign", 1) => Some(Gives::Float),
        ("gamma" | "ln_gamma" | "next_up" | "next_down", 0)
        | ("rem_euclid" | "div_euclid" | "midpoint", 1)
        | ("clamp", 2) => Some(Gives::FloatByCall),
        (
            "is_nan" | "is_finite" | "is_infinite" | "is_normal" | "is_sign_negative"
            | "is_sign_positive",
            0,
        ) => Some(Gives::Bool),
        _ => None,
    }
}

/// Whether `T::name(…)` is a constant, or a conversion of one scalar, to the float type `T`.
pub(super) fn makes_float(name: &str, arguments: usize) -> bool {
    match arguments {
        0 => {
            is_constant(name)
                || matches!(
                    name,
                    "zero"
                        | "one"
                        | "nan"
                        | "infinity"
                        | "neg_infinity"
                        | "neg_zero"
                        | "epsilon"
                        | "min_value"
                        | "max_value"
                        | "min_positive_value"
                )
        }
        1 => name == "lit",
        _ => false,
    }
}

/// Whether a name is written as those of constants are: `PI`, `SQRT_2`.
pub(super) fn is_constant(name: &str) -> bool {
    name.contains(|c: char| c.is_ascii_uppercase())
        && name
            .chars()
            .all(|c| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_')
}
