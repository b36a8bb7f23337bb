//! What functions `(T, T) -> T` can do besides being called: reduce, accumulate, reduce segments, outer, at.

mod accumulation;
mod at;
mod axes;
mod operand;
mod outer;
mod positions;
mod reduction;
mod segments;

pub use accumulation::{Accumulation, accumulate, try_accumulate};
pub use at::{Indices, at, try_at};
pub use axes::Axes;
pub use operand::Reducible;
pub use outer::{Outer, outer, try_outer};
pub use positions::positions;
pub use reduction::{Reduction, reduce, try_reduce};
pub use segments::{reduce_segments, reduceat, try_reduce_segments, try_reduceat};

use crate::exec::Outs;
use crate::kernel::{Fold, Returns};
use crate::{Error, Shape};

/// The result of rank `D` of an operand whose values are `R`.
pub type Made<R, D> = <R as Returns>::Eval<D>;

/// The result from its arrays, which an operand has led to.
fn collected<K: Fold, A: Reducible<K::Elem>, D: Shape>(
    arrays: Option<<<A::Returns as Returns>::Outs as Outs>::Arrays>,
) -> Result<<A::Returns as Returns>::Eval<D>, Error> {
    match arrays {
        Some(arrays) => Ok(A::Returns::collect::<D>(arrays)),
        // No operand does without handing out its values.
        None => Err(Error::Argument {
            ufunc: K::SPEC.name,
            message: "the operand has no values".into(),
        }),
    }
}
