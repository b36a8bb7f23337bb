//! Reductions of segments of an axis: `reduceat` and `reduce_segments`. Glue; the loops are in `exec/fold/segments.rs`.

use ndarray::Dimension;

use super::accumulation::Accumulated;
use super::operand::Reducible;
use crate::axes::AxisNumber;
use crate::exec::{Always, Cut, Masking, SegmentCall, held};
use crate::kernel::{Fold, Returns, unwrap};
use crate::{Error, Operand};

/// The companion's `reduceat`. Panics with the error's text at the caller's line.
#[track_caller]
pub fn reduceat<K, A, I>(
    kernel: K,
    operand: A,
    indices: I,
    axis: impl AxisNumber,
) -> Accumulated<K::Elem, A>
where
    K: Fold + Sync,
    A: Reducible<K::Elem>,
    I: Operand<usize>,
{
    unwrap(try_reduceat(kernel, operand, indices, axis))
}

/// The companion's `try_reduceat`.
pub fn try_reduceat<K, A, I>(
    kernel: K,
    operand: A,
    indices: I,
    axis: impl AxisNumber,
) -> Result<Accumulated<K::Elem, A>, Error>
where
    K: Fold + Sync,
    A: Reducible<K::Elem>,
    I: Operand<usize>,
{
    segments(&kernel, &operand, &indices, axis.number(), Cut::At)
}

/// The companion's `reduce_segments`. Panics with the error's text at the caller's line.
#[track_caller]
pub fn reduce_segments<K, A, I>(
    kernel: K,
    operand: A,
    offsets: I,
    axis: impl AxisNumber,
) -> Accumulated<K::Elem, A>
where
    K: Fold + Sync,
    A: Reducible<K::Elem>,
    I: Operand<usize>,
{
    unwrap(try_reduce_segments(kernel, operand, offsets, axis))
}

/// The companion's `try_reduce_segments`.
pub fn try_reduce_segments<K, A, I>(
    kernel: K,
    operand: A,
    offsets: I,
    axis: impl AxisNumber,
) -> Result<Accumulated<K::Elem, A>, Error>
where
    K: Fold + Sync,
    A: Reducible<K::Elem>,
    I: Operand<usize>,
{
    segments(&kernel, &operand, &offsets, axis.number(), Cut::Between)
}

fn segments<K, A, I>(
    kernel: &K,
    operand: &A,
    places: &I,
    axis: isize,
    cut: Cut,
) -> Result<Accumulated<K::Elem, A>, Error>
where
    K: Fold + Sync,
    A: Reducible<K::Elem>,
    I: Operand<usize>,
{
    let list = held(places)?;
    let places = list.to_list().ok_or_else(|| Error::Argument {
        ufunc: K::SPEC.name,
        message: alloc::format!(
            "{} takes a list of places, which has one dimension, but got {}",
            cut.method(),
            I::Dim::NDIM.unwrap_or(list.shape().len())
        ),
    })?;
    let call = SegmentCall {
        kernel,
        axis,
        places: &places,
        cut,
    };
    let mut result = None;
    operand.terms(Always, Masking::No, &mut |terms| {
        result = Some(call.eval::<<A::Returns as Returns>::Outs>(terms.0)?);
        Ok(())
    })?;
    super::collected::<K, A, A::Dim>(result)
}
