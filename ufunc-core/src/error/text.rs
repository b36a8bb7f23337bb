//! The sentence of each error.

use super::{AxisProblem, Error, OperandShape, SizeProblem};
use core::fmt::{Display, Formatter, Result};

/// Writes the text of `error`.
pub(super) fn write(error: &Error, f: &mut Formatter<'_>) -> Result {
    write!(f, "{}: ", error.ufunc())?;
    match error {
        Error::Broadcast {
            signature,
            shapes,
            axis,
            operands: (a, b),
            sizes: (size_a, size_b),
            ..
        } => {
            let (first, second) = (at(shapes, *a), at(shapes, *b));
            let (name_a, name_b) = (Name(first), Name(second));
            let axis_word = if signature.is_empty() {
                "axis"
            } else {
                "loop axis"
            };
            write!(
                f,
                "operands {} and {} do not broadcast: \
                 {axis_word} {axis} has {size_a} in {name_a} and {size_b} in {name_b}",
                Operand(first),
                Operand(second)
            )?;
            others(f, shapes, *a, *b)
        }
        Error::CoreSize {
            signature,
            dim,
            shapes,
            operand,
            size,
            absent,
            expected,
            bound_by,
            ..
        } => {
            write!(f, "core dimension {dim} of {signature} ")?;
            let by = Operand(at(shapes, *operand));
            match bound_by {
                Some(other) if other == operand => {
                    return write!(f, "is both {expected} and {size} in operand {by}");
                }
                _ if *absent => write!(f, "is absent from operand {by}, which counts as {size}")?,
                _ => write!(f, "is {size} in operand {by}")?,
            }
            match bound_by {
                Some(other) => {
                    let other = Operand(at(shapes, *other));
                    write!(f, ", but {expected} in operand {other}")
                }
                None if dim.bytes().all(|byte| byte.is_ascii_digit()) => {
                    write!(f, ", but the signature fixes it at {expected}")
                }
                None => write!(f, ", but the inputs' sizes make it {expected}"),
            }
        }
        Error::TooFewDims {
            signature,
            operand,
            required,
            ..
        } => write!(
            f,
            "operand {} has {}, but {signature} takes at least {required} of it",
            Operand(Some(operand)),
            Count(operand.shape.len(), "dimension")
        ),
        Error::UnknownSize { signature, dim, .. } => write!(
            f,
            "core dimension {dim} of {signature} is in no input, so its size is unknown: \
             give an output array with assign_to, or write the size as an expression"
        ),
        Error::SizeExpression {
            expression,
            sizes,
            problem,
            ..
        } => {
            write!(f, "core dimension {expression} has no size")?;
            for (number, (name, size)) in sizes.iter().enumerate() {
                let word = if number == 0 { " for" } else { "," };
                write!(f, "{word} {name} = {size}")?;
            }
            match &**problem {
                SizeProblem::Negative(value) => write!(f, ": it comes out negative, at {value}"),
                SizeProblem::Inexact { dividend, divisor } => {
                    write!(f, ": {dividend} / {divisor} is not a whole number")
                }
                SizeProblem::DivisionByZero => write!(f, ": it divides by zero"),
                SizeProblem::TooLarge => write!(f, ": it is larger than an array can be"),
            }
        }
        Error::OutShape {
            output, expected, ..
        } => write!(
            f,
            "output {} does not fit the shape {} of the result: \
             outputs are not broadcast, give an array of that shape",
            Operand(Some(output)),
            Shape(expected)
        ),
        Error::MaskShape { mask, shape, .. } => write!(
            f,
            "mask {} does not fit the shape {} that the call loops over: \
             counted from the last, each of its axes must have the same size or 1",
            Shape(mask),
            Shape(shape)
        ),
        Error::Axis {
            operand,
            axis,
            problem,
            ..
        } => {
            let by = Operand(Some(operand));
            match problem {
                AxisProblem::OutOfRange => {
                    let count = Count(operand.shape.len(), "dimension");
                    write!(f, "axis {axis} is out of range: operand {by} has {count}")
                }
                AxisProblem::Repeated => write!(f, "axis {axis} of operand {by} is repeated"),
            }
        }
        Error::Argument { message, .. } => write!(f, "{message}"),
        Error::Index {
            method,
            position,
            index,
            axis,
            size,
            ..
        } => write!(
            f,
            "index {index} of {method} (number {position} of the indices) is out of range: \
             axis {axis} has size {size}"
        ),
        Error::EmptyReduction { shape, axes, .. } => write!(
            f,
            "reducing the shape {} over {} {} leaves nothing to start from and there is no \
             identity: give a first value with initial",
            Shape(shape),
            if axes.len() == 1 { "axis" } else { "axes" },
            List(axes)
        ),
        Error::TooLarge {
            shape,
            element_size,
            ..
        } => write!(
            f,
            "a result of shape {} with {} an element is larger than an array can be",
            Shape(shape),
            Count(*element_size, "byte")
        ),
        Error::Alloc { shape, bytes, .. } => write!(
            f,
            "no memory for a result of shape {}, which takes {}",
            Shape(shape),
            Count(*bytes, "byte")
        ),
        Error::Kernel { index, .. } => write!(f, "the function failed at index {}", Shape(index)),
    }
}

/// The operands that take no part in a disagreement, in brackets.
fn others(f: &mut Formatter<'_>, shapes: &[OperandShape], a: usize, b: usize) -> Result {
    let mut rest = shapes
        .iter()
        .enumerate()
        .filter(|(index, _)| *index != a && *index != b)
        .map(|(_, operand)| Operand(Some(operand)));
    let Some(first) = rest.next() else {
        return Ok(());
    };
    write!(f, " [beside {first}")?;
    for operand in rest {
        write!(f, ", {operand}")?;
    }
    write!(f, "]")
}

fn at(shapes: &[OperandShape], index: usize) -> Option<&OperandShape> {
    shapes.get(index)
}

/// `d`, or `#0` where the operand has no name.
struct Name<'a>(Option<&'a OperandShape>);

impl Display for Name<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        match self.0 {
            Some(operand) if operand.name.is_empty() => write!(f, "#{}", operand.number),
            Some(operand) => write!(f, "{}", operand.name),
            None => write!(f, "?"),
        }
    }
}

/// `d (3, 4)`
struct Operand<'a>(Option<&'a OperandShape>);

impl Display for Operand<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        Name(self.0).fmt(f)?;
        match self.0 {
            Some(operand) => write!(f, " {}", Shape(&operand.shape)),
            None => Ok(()),
        }
    }
}

/// `(3, 4)`
struct Shape<'a>(&'a [usize]);

impl Display for Shape<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        write!(f, "({})", List(self.0))
    }
}

/// `3, 4`
struct List<'a>(&'a [usize]);

impl Display for List<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        for (number, size) in self.0.iter().enumerate() {
            if number > 0 {
                write!(f, ", ")?;
            }
            write!(f, "{size}")?;
        }
        Ok(())
    }
}

/// `1 byte`, `2 bytes`
struct Count(usize, &'static str);

impl Display for Count {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        let plural = if self.0 == 1 { "" } else { "s" };
        write!(f, "{} {}{plural}", self.0, self.1)
    }
}
