//! What is known of a ufunc before it is called: the constant that a macro writes.

/// A ufunc's name, operands and core dimensions.
#[derive(Clone, Copy, Debug)]
pub struct Spec {
    /// The annotated function's name.
    pub name: &'static str,
    /// The annotated function's documentation, a line each of its doc comment's.
    pub doc: &'static str,
    /// The signature as written, `""` for an elementwise function.
    pub signature: &'static str,
    /// The inputs, in the order of the parameters.
    pub inputs: &'static [OperandSpec],
    /// The outputs, in order.
    pub outputs: &'static [OperandSpec],
    /// The distinct core dimensions, in order of first appearance.
    pub dims: &'static [DimSpec],
    /// Whether `parallel` stands in the attribute.
    pub parallel: bool,
    /// Whether the body computes in a mode: then its result depends, by an ulp, on the instruction set.
    pub math: bool,
    /// Whether the body may note an argument that is out of a quick formula's reach.
    pub noted: bool,
    /// Whether the body is float arithmetic and nothing else: it cannot panic and has no effects, so that it may be
    /// computed again after a note. Others are computed carefully at once.
    pub pure: bool,
    /// What one element, or for a function with core dimensions one element of its largest operand, costs: about
    /// the number of additions that take as long.
    pub cost: u32,
}

/// The cost of a function whose body is not known: a closure, a called function.
pub(crate) const UNKNOWN_COST: u32 = 20;

/// One operand of a ufunc.
#[derive(Clone, Copy, Debug)]
pub struct OperandSpec {
    /// The parameter's name.
    pub name: &'static str,
    /// Its core dimensions: indices into [`Spec::dims`].
    pub core: &'static [usize],
}

impl OperandSpec {
    /// An operand with this name and these core dimensions.
    pub const fn new(name: &'static str, core: &'static [usize]) -> OperandSpec {
        OperandSpec { name, core }
    }
}

/// One core dimension of a signature.
#[derive(Clone, Copy, Debug)]
pub struct DimSpec {
    /// As written, without modifiers: `n`, `3`, `m+n-1`.
    pub name: &'static str,
    /// Where its size comes from.
    pub size: Size,
    /// Marked `?`: may be absent, from all operands that share it.
    pub optional: bool,
    /// Marked `|1`: an input with size 1 here is repeated.
    pub broadcastable: bool,
}

/// Where the size of a core dimension comes from.
#[derive(Clone, Copy, Debug)]
pub enum Size {
    /// From the inputs (or, where no input has the dimension, from a given output).
    Bound,
    /// Fixed in the signature.
    Fixed(usize),
    /// Computed from the inputs' sizes, in reverse Polish order.
    Computed(&'static [SizeOp]),
}

/// One step of a computed size, on a stack of integers.
#[derive(Clone, Copy, Debug)]
pub enum SizeOp {
    /// Push the size of the dimension with this index in [`Spec::dims`].
    Dim(usize),
    /// Push a number.
    Int(usize),
    /// Replace the two topmost numbers by their sum.
    Add,
    /// Replace the two topmost numbers by their difference.
    Sub,
    /// Replace the two topmost numbers by their product.
    Mul,
    /// Replace the two topmost numbers by their quotient, which must be exact.
    Div,
}
