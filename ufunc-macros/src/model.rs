//! The analysed ufunc: all that an expansion needs, with the user's own tokens for spans.

use proc_macro2::{Group, Ident, TokenStream};
use syn::{Expr, Generics, Pat, Path, ReturnType, Type, Visibility};

use crate::attrs::Attrs;
use crate::signature::Dim;

/// A ufunc.
pub(crate) struct Ufunc {
    /// The path of the runtime crate; `None`: `::ufunc_core`.
    pub(crate) krate: Option<Path>,
    pub(crate) attrs: Attrs,
    pub(crate) vis: Visibility,
    pub(crate) ident: Ident,
    /// The user's generics, without defaults, with the where clause.
    pub(crate) generics: Generics,
    pub(crate) inputs: Vec<Input>,
    pub(crate) outputs: Vec<Output>,
    pub(crate) form: Form,
    /// The return type as written.
    pub(crate) returns: ReturnType,
    pub(crate) fallible: Option<Fallible>,
    pub(crate) body: Group,
    /// The body stays as written.
    pub(crate) std_math: bool,
    pub(crate) parallel: bool,
    /// The methods that work in place exist.
    pub(crate) in_place: bool,
}

/// The body as it is compiled.
pub(crate) struct Body {
    pub(crate) tokens: TokenStream,
    /// They are not the user's alone.
    pub(crate) rewritten: bool,
    /// It computes in the mode that it is given.
    pub(crate) math: bool,
    /// It may note that an argument was out of reach.
    pub(crate) noted: bool,
    /// It may do so if one of these types does: parameters that are floats or complex numbers.
    pub(crate) noted_by: Vec<Ident>,
    /// It is float arithmetic and nothing else: it may be computed twice, and with wrong values the first time.
    pub(crate) pure: bool,
    /// What an element costs, in additions.
    pub(crate) cost: u32,
}

/// What kind of ufunc.
pub(crate) enum Form {
    /// From `vectorize`: scalars in, scalars out.
    Elementwise { fold: Option<Fold>, tuple: bool },
    /// From `guvectorize`.
    Core {
        signature: String,
        dims: Vec<Dim>,
        outputs: OutputForm,
    },
}

/// How a gufunc's kernel hands over its outputs.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum OutputForm {
    /// Through trailing `&mut` parameters.
    Written,
    /// As the return value.
    Returned,
    /// As a tuple.
    ReturnedMany,
}

/// A `(T, T) -> T` function, which can reduce.
pub(crate) struct Fold {
    pub(crate) identity: Option<Expr>,
    pub(crate) associative: bool,
    pub(crate) commutative: bool,
}

/// The kernel returns a `Result`.
pub(crate) enum Fallible {
    /// The error type is written out.
    Error(Type),
    /// An alias such as `io::Result<T>`, whole.
    Alias(Type),
}

/// An input.
pub(crate) struct Input {
    /// The parameter's name in the functions we write.
    pub(crate) name: Ident,
    /// The name in messages, without `r#`.
    pub(crate) label: String,
    /// Pattern and type as written.
    pub(crate) pat: Pat,
    pub(crate) ty: Type,
    pub(crate) operand: Operand,
}

/// An output.
pub(crate) struct Output {
    pub(crate) label: String,
    /// Pattern and type of a `&mut` parameter.
    pub(crate) parameter: Option<(Pat, Type)>,
    pub(crate) operand: Operand,
}

/// What is the same for inputs and outputs.
pub(crate) struct Operand {
    pub(crate) element: Type,
    pub(crate) shape: Shape,
    /// Core dimensions, as indices into the signature's.
    pub(crate) core: Vec<usize>,
    /// Core dimensions that cannot be absent, if others can.
    pub(crate) required: Option<usize>,
}

/// How a kernel sees one operand.
#[derive(Clone, PartialEq)]
pub(crate) enum Shape {
    /// `T`.
    Value,
    /// `[T]`.
    Slice,
    /// `[T; N]`.
    Fixed(Box<Expr>),
    /// `ArrayView…`, of this many dimensions.
    View(usize),
}

impl Shape {
    /// The number of core dimensions that it stands for.
    pub(crate) fn rank(&self) -> usize {
        match self {
            Shape::Value => 0,
            Shape::Slice | Shape::Fixed(_) => 1,
            Shape::View(rank) => *rank,
        }
    }
}
