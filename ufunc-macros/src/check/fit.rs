//! One operand of a gufunc against its place in the signature.

use quote::ToTokens;
use syn::{Expr, ExprLit, Lit, Type};

use crate::diag::Errors;
use crate::model::{Operand, Shape};
use crate::signature::{Signature, Size};
use crate::types::{self, MAX_VIEW_RANK, Reading, peel};

/// Where an operand stands in the function.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    Input,
    Written,
    Returned,
}

/// The operand, with an error if its type does not fit the core dimensions.
pub(super) fn fit(
    ty: &Type,
    reading: Reading,
    core: &[usize],
    place: Place,
    signature: &Signature,
    errors: &mut Errors,
) -> Operand {
    let dims = || core.iter().filter_map(|&index| signature.dims.get(index));
    if reading.shape.rank() != core.len() {
        let message = format!(
            "the signature says `{}` here, {}, but this type has {}: {}",
            signature.operand(core),
            number(core.len(), "core dimension"),
            reading.shape.rank(),
            suggestion(&reading, core, place, signature)
        );
        errors.at(ty, message);
    } else if let (Shape::Fixed(len), Some(dim)) = (&reading.shape, dims().next()) {
        let written = types::text(&len.to_token_stream());
        match (&dim.size, literal_len(len)) {
            (Size::Fixed(size), Some(len)) if *size != len => {
                let message = format!(
                    "the signature fixes this dimension at {size}, but the array has {len} elements"
                );
                errors.at(ty, message);
            }
            (Size::Fixed(_), _) => {}
            (Size::Bound | Size::Computed(_), _) => {
                let message = format!(
                    "the array has a fixed length, but the size of `{}` may be any: write {} in the signature, or {}",
                    dim.name,
                    literal_len(len).map_or_else(
                        || format!("the number that `{written}` stands for"),
                        |len| format!("`({len})`")
                    ),
                    suggestion(&reading, core, place, signature)
                );
                errors.at(ty, message);
            }
        }
    }
    let optional = dims().any(|dim| dim.optional);
    Operand {
        element: reading.element,
        shape: reading.shape,
        core: core.to_vec(),
        required: optional.then(|| dims().filter(|dim| !dim.optional).count()),
    }
}

/// The type that fits the signature.
fn suggestion(reading: &Reading, core: &[usize], place: Place, signature: &Signature) -> String {
    // `[f64; 3]` by value reads as one element.
    let element = match peel(&reading.element) {
        Type::Array(array) => &array.elem,
        _ => &reading.element,
    };
    let element = types::text(&element.to_token_stream());
    let fixed = core
        .first()
        .and_then(|&index| signature.dims.get(index))
        .and_then(|dim| match dim.size {
            Size::Fixed(size) => Some(size),
            Size::Bound | Size::Computed(_) => None,
        });
    match (core.len(), place, fixed) {
        (0, Place::Written, _) => format!("write `&mut {element}`"),
        (0, _, _) => format!("write `{element}`"),
        (1, Place::Input, Some(size)) => format!("write `&[{element}; {size}]`"),
        (1, Place::Input, None) => format!("write `&[{element}]`"),
        (1, Place::Written, Some(size)) => format!("write `&mut [{element}; {size}]`"),
        (1, Place::Written, None) => format!("write `&mut [{element}]`"),
        (1, Place::Returned, Some(size)) => format!("return `[{element}; {size}]`"),
        (1, Place::Returned, None) => {
            format!("take it as a trailing parameter, `&mut [{element}]`")
        }
        (rank @ 2..=MAX_VIEW_RANK, Place::Input, _) => {
            format!("write `ArrayView{rank}<{element}>`")
        }
        (rank @ 2..=MAX_VIEW_RANK, Place::Written, _) => {
            format!("write `ArrayViewMut{rank}<{element}>`")
        }
        (rank @ 2..=MAX_VIEW_RANK, Place::Returned, _) => {
            format!("take it as a trailing parameter, `ArrayViewMut{rank}<{element}>`")
        }
        _ => format!("a kernel takes {MAX_VIEW_RANK} core dimensions of an operand at most"),
    }
}

fn literal_len(len: &Expr) -> Option<u64> {
    match len {
        Expr::Lit(ExprLit {
            lit: Lit::Int(int), ..
        }) => int.base10_parse().ok(),
        Expr::Group(group) => literal_len(&group.expr),
        Expr::Paren(group) => literal_len(&group.expr),
        _ => None,
    }
}

/// `no input`, `1 input`, `2 inputs`.
pub(super) fn number(count: usize, noun: &str) -> String {
    match count {
        0 => format!("no {noun}"),
        1 => format!("1 {noun}"),
        _ => format!("{count} {noun}s"),
    }
}
