//! What can go wrong in a call: one [`Error`], with the facts inside.

use alloc::{boxed::Box, string::String, sync::Arc, vec::Vec};
use core::fmt;

/// Why a call could not be made or finished.
///
/// Each variant carries its facts; the text is one sentence that names the ufunc, the operand, the
/// dimension and both sizes.
#[non_exhaustive]
#[derive(Clone, Debug)]
pub enum Error {
    /// The operands' shapes (of a generalized ufunc: their loop dimensions) do not broadcast.
    Broadcast {
        /// The ufunc's name.
        ufunc: &'static str,
        /// Its signature, `""` for an elementwise function.
        signature: &'static str,
        /// All operands.
        shapes: Vec<OperandShape>,
        /// The axis at which they disagree, as the longer one of the two counts it.
        axis: usize,
        /// The two operands that disagree: indices into `shapes`.
        operands: (usize, usize),
        /// Their sizes at that axis.
        sizes: (usize, usize),
    },
    /// A core dimension has two sizes.
    CoreSize {
        /// The ufunc's name.
        ufunc: &'static str,
        /// Its signature.
        signature: &'static str,
        /// The dimension, as the signature writes it.
        dim: &'static str,
        /// All operands.
        shapes: Vec<OperandShape>,
        /// The operand that does not fit: an index into `shapes`.
        operand: usize,
        /// The dimension's size there; 1 where the operand lacks it.
        size: usize,
        /// Whether the operand lacks the (optional) dimension.
        absent: bool,
        /// The size that it should have.
        expected: usize,
        /// The operand that says so (an index into `shapes`), `None` if the signature does.
        bound_by: Option<usize>,
    },
    /// An operand has fewer dimensions than the signature gives it core dimensions.
    TooFewDims {
        /// The ufunc's name.
        ufunc: &'static str,
        /// Its signature.
        signature: &'static str,
        /// The operand.
        operand: OperandShape,
        /// The number of dimensions it needs at least.
        required: usize,
    },
    /// A core dimension of an output is in no input, and no given output tells its size.
    UnknownSize {
        /// The ufunc's name.
        ufunc: &'static str,
        /// Its signature.
        signature: &'static str,
        /// The dimension.
        dim: &'static str,
    },
    /// A size that the signature computes is no size.
    SizeExpression {
        /// The ufunc's name.
        ufunc: &'static str,
        /// The expression, as the signature writes it.
        expression: &'static str,
        /// The dimensions in it and their sizes.
        sizes: Vec<(&'static str, usize)>,
        /// What is wrong with it.
        problem: Box<SizeProblem>,
    },
    /// A given output does not have the shape of the result; outputs are never broadcast.
    OutShape {
        /// The ufunc's name.
        ufunc: &'static str,
        /// The output.
        output: OperandShape,
        /// The shape that it should have.
        expected: Vec<usize>,
    },
    /// A mask does not broadcast with the call's shape.
    MaskShape {
        /// The ufunc's name.
        ufunc: &'static str,
        /// The mask's shape.
        mask: Vec<usize>,
        /// The call's shape.
        shape: Vec<usize>,
    },
    /// An axis that an operand does not have, or has already been given.
    Axis {
        /// The ufunc's name.
        ufunc: &'static str,
        /// The operand.
        operand: OperandShape,
        /// The axis as given; negative ones count from the end.
        axis: isize,
        /// What is wrong with it.
        problem: AxisProblem,
    },
    /// Another argument of the call is wrong.
    Argument {
        /// The ufunc's name.
        ufunc: &'static str,
        /// What is wrong and what would be right.
        message: String,
    },
    /// An index of `at` or `reduceat` is out of range.
    Index {
        /// The ufunc's name.
        ufunc: &'static str,
        /// The method.
        method: &'static str,
        /// Where the index stands among the indices.
        position: usize,
        /// The index.
        index: usize,
        /// The axis that it indexes.
        axis: usize,
        /// The size of that axis.
        size: usize,
    },
    /// A reduction of nothing by a ufunc without identity.
    EmptyReduction {
        /// The ufunc's name.
        ufunc: &'static str,
        /// The operand's shape.
        shape: Vec<usize>,
        /// The axes that are reduced.
        axes: Vec<usize>,
    },
    /// A result would have more bytes than an address can reach.
    TooLarge {
        /// The ufunc's name.
        ufunc: &'static str,
        /// The result's shape.
        shape: Vec<usize>,
        /// The size of one element in bytes.
        element_size: usize,
    },
    /// There is no memory for a result.
    Alloc {
        /// The ufunc's name.
        ufunc: &'static str,
        /// The result's shape.
        shape: Vec<usize>,
        /// The bytes that were asked for.
        bytes: usize,
    },
    /// The user's function returned an error, which is this one's source.
    Kernel {
        /// The ufunc's name.
        ufunc: &'static str,
        /// The first index of the loop, in C order, at which it did.
        index: Vec<usize>,
        /// The function's own error.
        source: Arc<dyn core::error::Error + Send + Sync>,
    },
}

/// An operand of a call: an input, or an output that was given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OperandShape {
    /// Its number: inputs first, then outputs, from 0.
    pub number: usize,
    /// The parameter's name, `""` where it has none.
    pub name: &'static str,
    /// Its whole shape.
    pub shape: Vec<usize>,
}

/// What is wrong with a computed size.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SizeProblem {
    /// It is below zero.
    Negative(i128),
    /// A division leaves a remainder.
    Inexact {
        /// What is divided.
        dividend: i128,
        /// By what it is divided.
        divisor: i128,
    },
    /// A division by zero.
    DivisionByZero,
    /// It is larger than any array can be.
    TooLarge,
}

/// What is wrong with an axis.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AxisProblem {
    /// The operand has fewer dimensions.
    OutOfRange,
    /// It has already been given.
    Repeated,
}

impl core::error::Error for Error {
    fn source(&self) -> Option<&(dyn core::error::Error + 'static)> {
        match self {
            Error::Kernel { source, .. } => Some(source.as_ref()),
            _ => None,
        }
    }
}

impl Error {
    /// The name of the ufunc whose call failed.
    pub fn ufunc(&self) -> &'static str {
        match self {
            Error::Broadcast { ufunc, .. }
            | Error::CoreSize { ufunc, .. }
            | Error::TooFewDims { ufunc, .. }
            | Error::UnknownSize { ufunc, .. }
            | Error::SizeExpression { ufunc, .. }
            | Error::OutShape { ufunc, .. }
            | Error::MaskShape { ufunc, .. }
            | Error::Axis { ufunc, .. }
            | Error::Argument { ufunc, .. }
            | Error::Index { ufunc, .. }
            | Error::EmptyReduction { ufunc, .. }
            | Error::TooLarge { ufunc, .. }
            | Error::Alloc { ufunc, .. }
            | Error::Kernel { ufunc, .. } => ufunc,
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        text::write(self, f)
    }
}

mod text;

#[cfg(test)]
mod tests;
