//! The operands of a call in words and shapes: for errors and for `explain`.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use super::source::Described;
use crate::Error;
use crate::error::OperandShape;
use crate::shape::{Broadcast, Conflict, Dims};
use crate::spec::Spec;

/// The names of a ufunc's operands; a parameter without a name has its number.
pub(crate) fn operand_names(spec: &'static Spec) -> impl Iterator<Item = String> {
    spec.inputs
        .iter()
        .enumerate()
        .map(|(number, operand)| match operand.name {
            "" => format!("#{number}"),
            name => name.into(),
        })
}

/// The shape to which the operands of a call broadcast, or the error that names two of them.
pub(crate) fn operand_shape(spec: &Spec, sources: &dyn Described) -> Result<Dims, Error> {
    let mut broadcast = Broadcast::new();
    let mut conflict = None;
    sources.leaves(&mut |shape, _| {
        if conflict.is_none() {
            conflict = broadcast.merge(shape).err();
        }
    });
    match conflict {
        None => Ok(broadcast.dims),
        Some(conflict) => Err(conflict_error(spec, sources, conflict)),
    }
}

/// The conflict in words: inside an operand that is a pending call itself, or between two operands.
#[cold]
fn conflict_error(spec: &Spec, sources: &dyn Described, conflict: Conflict) -> Error {
    let mut shapes = Vec::new();
    let mut inner = None;
    sources.shapes(&mut |shape| match shape {
        Ok(shape) => shapes.push(OperandShape {
            number: shapes.len(),
            name: spec
                .inputs
                .get(shapes.len())
                .map_or("", |operand| operand.name),
            shape: shape.into_vec(),
        }),
        Err(error) => inner = inner.take().or(Some(error)),
    });
    inner.unwrap_or_else(|| conflict.error(spec.name, shapes))
}
