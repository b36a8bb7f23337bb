//! A call with core dimensions over foreign memory.

use super::Halt;
use super::area::{Area, Copies, areas};
use super::forms::{ForeignInputs, ForeignOutputs};
use super::given::Given;
use super::memory::Memory;
use super::tuples::ForeignOuts;
use crate::Error;
use crate::exec::core::{CoreCall, CoreOutputs, CoreWork};
use crate::exec::{Always, Level};
use crate::kernel::CoreKernel;
use crate::plan::Row;
use crate::shape::{Strides, computed_size};
use crate::spec::{DimSpec, Size, Spec};
use alloc::boxed::Box;
use smallvec::SmallVec;

/// The most bytes of outputs that are made ready at once: they stay in the cache until the kernel writes them.
pub(crate) const READY_BYTES: usize = 16 << 10;

/// Calls the kernel on `len` sub-arrays of each operand, on this thread. Outputs that it takes as `&mut` start as
/// fresh ones do, whatever they held.
///
/// `sizes` are those of [`Spec::dims`], an absent one is 1. `core_steps` are the bytes from one element to the next in
/// each core dimension of each operand, in order.
///
/// # Errors
///
/// The kernel's first error, sizes that are not the signature's, an input that is no value of its type, or no memory for
/// a copy.
///
/// # Safety
///
/// `operands` are the kernel's inputs and then its outputs; of each, `len` sub-arrays at its step are readable (of
/// outputs: writable), and no other thread writes to them, or reads from outputs, meanwhile.
#[inline(always)]
pub unsafe fn core<K>(
    kernel: &K,
    operands: &[Memory],
    len: usize,
    sizes: &[usize],
    core_steps: &[isize],
) -> Result<(), Halt>
where
    K: CoreKernel,
    K::Inputs: ForeignInputs,
    K::Outputs: ForeignOutputs,
{
    const { CoreCall::<K, Always>::FITS };
    let bound = |dim: &DimSpec| matches!(dim.size, Size::Bound);
    if !K::SPEC.dims.iter().all(bound) {
        check(K::SPEC, sizes).map_err(|error| Halt::Size(Box::new(error)))?;
    }
    let given = Given {
        kernel,
        operands,
        len,
        sizes,
        core_steps,
    };
    // SAFETY: the caller's promise.
    if unsafe { given.dense() } {
        return Level::current().careful(given);
    }
    // SAFETY: the caller's promise.
    unsafe { anyhow(&given) }
}

/// However the operands lie.
///
/// # Safety
///
/// As [`core`].
#[inline(never)]
unsafe fn anyhow<K>(given: &Given<'_, K>) -> Result<(), Halt>
where
    K: CoreKernel,
    K::Inputs: ForeignInputs,
    K::Outputs: ForeignOutputs,
{
    let (kernel, len) = (given.kernel, given.len);
    let kinds = (K::Inputs::KINDS, K::Outputs::KINDS);
    let extents = (len, given.sizes, given.core_steps);
    let mut areas = areas(K::SPEC, given.operands, kinds, extents);
    // SAFETY: the caller's promise.
    let copies = unsafe { Copies::of(&mut areas, K::Inputs::KINDS.len()) }?;
    // SAFETY: the areas' elements are aligned values, inputs share no memory with outputs, nor do outputs with each other.
    unsafe { run(kernel, &areas, len) }?;
    // SAFETY: the caller's promise.
    unsafe { copies.write_back() };
    Ok(())
}

/// The sizes that the signature computes, from the others.
///
/// # Errors
///
/// If one cannot be computed.
pub fn compute_sizes(spec: &Spec, sizes: &mut [Option<usize>]) -> Result<(), Error> {
    for (i, dim) in spec.dims.iter().enumerate() {
        if let Size::Computed(ops) = dim.size {
            let size = computed_size(spec, dim, ops, sizes)?;
            if let Some(place) = sizes.get_mut(i) {
                *place = Some(size);
            }
        }
    }
    Ok(())
}

/// Whether the sizes are those that the signature fixes or computes.
fn check(spec: &Spec, sizes: &[usize]) -> Result<(), Error> {
    let mut wanted: SmallVec<[Option<usize>; 8]> = (spec.dims.iter().zip(sizes))
        .map(|(dim, &size)| match dim.size {
            Size::Fixed(fixed) if !(dim.optional && size == 1) => Some(fixed),
            _ => Some(size),
        })
        .collect();
    compute_sizes(spec, &mut wanted)?;
    let mut dims = spec.dims.iter().zip(sizes).zip(&wanted);
    match dims.find(|((_, size), wanted)| **wanted != Some(**size)) {
        None => Ok(()),
        Some(((dim, size), wanted)) => Err(Error::Argument {
            ufunc: spec.name,
            message: alloc::format!(
                "core dimension {} is {}, but an operand has {size} there",
                dim.name,
                wanted.unwrap_or(0),
            ),
        }),
    }
}

/// # Safety
///
/// As [`core`]; the areas are aligned values that share no memory with outputs.
unsafe fn run<K>(kernel: &K, areas: &[Area], len: usize) -> Result<(), Halt>
where
    K: CoreKernel,
    K::Inputs: ForeignInputs,
    K::Outputs: ForeignOutputs,
{
    let Some((inputs, outputs)) = areas.split_at_checked(K::Inputs::KINDS.len()) else {
        return Ok(());
    };
    let memory = |areas: &[Area]| areas.iter().map(Area::memory).collect::<SmallVec<[_; 4]>>();
    let strides: Strides = areas.iter().map(Area::stride).collect();
    let mut offsets = Strides::from_elem(0, areas.len());
    let raws = <K::Outputs as CoreOutputs>::Outs::raws(&memory(outputs));
    let work = CoreWork {
        kernel,
        inputs: K::Inputs::strips_at(&memory(inputs), &mut |i| inputs[i].core()),
        outputs: K::Outputs::strips(&raws, &mut |i| outputs[i].core()),
        mask: &Always,
        fill: None,
        cost: 0,
        level: Level::current(),
    };
    let bytes = outputs.iter().map(Area::core_bytes).sum::<usize>().max(1);
    let ready = if K::Outputs::STARTS {
        (READY_BYTES / bytes).max(1)
    } else {
        len
    };
    let mut from = 0;
    while from < len {
        let to = len.min(from.saturating_add(ready));
        // SAFETY: the caller's promise.
        unsafe { K::Outputs::start(outputs, from, to) };
        let row = Row {
            offsets: &offsets,
            strides: &strides,
            len: to - from,
            first: from,
        };
        // SAFETY: the row's places are sub-arrays of the areas, which are as the caller promises; outputs were made ready.
        unsafe { work.row_alone(row) }?;
        for (offset, stride) in offsets.iter_mut().zip(&strides) {
            *offset += (to - from).cast_signed() * stride;
        }
        from = to;
    }
    Ok(())
}
