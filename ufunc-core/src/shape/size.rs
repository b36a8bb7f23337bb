//! Sizes that do not overflow: element counts, and core dimensions computed from others.

use crate::error::{Error, SizeProblem};
use crate::spec::{DimSpec, SizeOp, Spec};
use alloc::{boxed::Box, format, vec::Vec};
use smallvec::SmallVec;

/// The number of elements of `shape`, if an array of that shape can be at all.
///
/// The rule is ndarray's: the axes of length 0 left out, the array may have `limit` bytes (outside
/// tests `isize::MAX`), and `limit` elements where they have no size.
pub(crate) fn checked_len(shape: &[usize], element_size: usize, limit: usize) -> Option<usize> {
    let mut empty = false;
    let mut len = 1usize;
    for &size in shape {
        if size == 0 {
            empty = true;
        } else {
            len = len.checked_mul(size)?;
        }
    }
    let fits = len.checked_mul(element_size.max(1))? <= limit;
    fits.then_some(if empty { 0 } else { len })
}

/// The size of the computed dimension `dim` of `spec`; `sizes` are those of `Spec::dims`, as far as
/// known.
pub(crate) fn computed_size(
    spec: &Spec,
    dim: &DimSpec,
    ops: &[SizeOp],
    sizes: &[Option<usize>],
) -> Result<usize, Error> {
    let problem = match evaluate(ops, sizes) {
        Ok(value) if value < 0 => SizeProblem::Negative(value),
        Ok(value) => match isize::try_from(value) {
            Ok(size) => return Ok(size.unsigned_abs()),
            Err(_) => SizeProblem::TooLarge,
        },
        Err(Failure::Problem(problem)) => problem,
        Err(Failure::Unknown(unknown)) => {
            return Err(Error::UnknownSize {
                ufunc: spec.name,
                signature: spec.signature,
                dim: spec.dims.get(unknown).map_or(dim.name, |dim| dim.name),
            });
        }
        Err(Failure::Malformed) => {
            return Err(Error::Argument {
                ufunc: spec.name,
                message: format!("the size {} in its signature is malformed", dim.name),
            });
        }
    };
    Err(Error::SizeExpression {
        ufunc: spec.name,
        expression: dim.name,
        sizes: used_sizes(spec, ops, sizes),
        problem: Box::new(problem),
    })
}

/// The dimensions that an expression names, once each, with their sizes.
fn used_sizes(spec: &Spec, ops: &[SizeOp], sizes: &[Option<usize>]) -> Vec<(&'static str, usize)> {
    let mut used = Vec::new();
    for op in ops {
        if let SizeOp::Dim(index) = *op
            && let (Some(dim), Some(&Some(size))) = (spec.dims.get(index), sizes.get(index))
            && !used.contains(&(dim.name, size))
        {
            used.push((dim.name, size));
        }
    }
    used
}

/// Why an expression has no value.
enum Failure {
    Problem(SizeProblem),
    /// It needs this dimension, whose size is not known.
    Unknown(usize),
    /// It is no expression.
    Malformed,
}

fn evaluate(ops: &[SizeOp], sizes: &[Option<usize>]) -> Result<i128, Failure> {
    const TOO_LARGE: Failure = Failure::Problem(SizeProblem::TooLarge);
    let integer = |size: usize| i128::try_from(size).map_err(|_| TOO_LARGE);
    let mut stack: SmallVec<[i128; 8]> = SmallVec::new();
    for op in ops {
        let value = match *op {
            SizeOp::Int(size) => integer(size)?,
            SizeOp::Dim(index) => {
                let size = sizes.get(index).copied().flatten();
                integer(size.ok_or(Failure::Unknown(index))?)?
            }
            SizeOp::Add | SizeOp::Sub | SizeOp::Mul | SizeOp::Div => {
                let (Some(right), Some(left)) = (stack.pop(), stack.pop()) else {
                    return Err(Failure::Malformed);
                };
                let value = match op {
                    SizeOp::Add => left.checked_add(right),
                    SizeOp::Sub => left.checked_sub(right),
                    SizeOp::Mul => left.checked_mul(right),
                    _ => divide(left, right)?,
                };
                value.ok_or(TOO_LARGE)?
            }
        };
        stack.push(value);
    }
    match stack.as_slice() {
        [value] => Ok(*value),
        _ => Err(Failure::Malformed),
    }
}

fn divide(dividend: i128, divisor: i128) -> Result<Option<i128>, Failure> {
    if divisor == 0 {
        return Err(Failure::Problem(SizeProblem::DivisionByZero));
    }
    match dividend.checked_rem(divisor) {
        Some(0) | None => Ok(dividend.checked_div(divisor)),
        Some(_) => Err(Failure::Problem(SizeProblem::Inexact { dividend, divisor })),
    }
}
