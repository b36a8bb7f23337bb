//! A call with core dimensions over foreign memory.

use super::Halt;
use super::area::{Area, Copies, areas};
use super::element::{Foreign, Kind};
use super::memory::Memory;
use super::tuples::{ForeignOuts, ForeignTuple};
use crate::Error;
use crate::exec::core::{
    Core, CoreCall, CoreInput, CoreInputs, CoreOutput, CoreOutputs, CoreOwned, CoreWork,
    OutElement, Returned, ReturnedMany, Strip, Written,
};
use crate::exec::{Always, Level};
use crate::kernel::{CoreKernel, KernelError, Try};
use crate::plan::Row;
use crate::shape::{Strides, computed_size};
use crate::spec::{DimSpec, Size, Spec};
use smallvec::SmallVec;

/// The inputs of a kernel, as a tuple of forms.
///
/// # Safety
///
/// The strips are the operands' memory, in order; `KINDS` describes their elements.
pub unsafe trait ForeignInputs: CoreInputs {
    /// The element types.
    const KINDS: &'static [Kind];
    /// The sub-arrays that begin there.
    fn strips_at(operands: &[Memory], core: &mut dyn FnMut(usize) -> Core) -> Self::Strips;
}

/// The outputs of a kernel.
///
/// # Safety
///
/// `start` writes all that the kernel may read before it writes, unless `STARTS` is false: then it reads nothing.
pub unsafe trait ForeignOutputs: CoreOutputs<Outs: ForeignOuts> {
    /// The element types.
    const KINDS: &'static [Kind] = <Self::Outs as ForeignTuple>::KINDS;
    /// Whether the kernel gets its outputs through `&mut`.
    const STARTS: bool;
    /// Writes what fresh outputs hold to the sub-arrays `from..to`.
    ///
    /// # Safety
    ///
    /// They are writable.
    unsafe fn start(areas: &[Area], from: usize, to: usize);
}

/// The most bytes of outputs that are made ready at once: they stay in the cache until the kernel writes them.
const READY_BYTES: usize = 16 << 10;

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
        check(K::SPEC, sizes).map_err(Halt::Size)?;
    }
    let kinds = (K::Inputs::KINDS, K::Outputs::KINDS);
    let mut areas = areas(K::SPEC, operands, kinds, (len, sizes, core_steps));
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

/// Writes a value to all elements of the sub-arrays `from..to`.
///
/// # Safety
///
/// They are writable, aligned, and of this type.
unsafe fn fill<T: OutElement>(area: &Area, from: usize, to: usize) {
    let value = T::start();
    area.runs(from, to, &mut |at, step, len| {
        if step == size_of::<T>().cast_signed() {
            for i in 0..len {
                // SAFETY: element `i` of the run.
                unsafe { at.cast::<T>().wrapping_add(i).write(value) };
            }
            return true;
        }
        for i in 0..len.cast_signed() {
            // SAFETY: as above.
            unsafe { at.wrapping_offset(i * step).cast::<T>().write(value) };
        }
        true
    });
}

macro_rules! inputs {
    ($($M:ident $i:tt),*) => {
        // SAFETY: each form has its own operand, in order.
        unsafe impl<$($M: CoreInput<Elem: Foreign>),*> ForeignInputs for ($($M,)*) {
            const KINDS: &'static [Kind] = &[$(Kind::of::<$M::Elem>()),*];

            #[allow(clippy::unused_unit)]
            fn strips_at(_operands: &[Memory], _core: &mut dyn FnMut(usize) -> Core) -> Self::Strips {
                ($(Strip::new(_operands[$i].at.cast_const().cast(), _core($i)),)*)
            }
        }
    };
}

macro_rules! outputs {
    ($($M:ident $i:tt),*) => {
        // SAFETY: all elements of each output.
        unsafe impl<$($M: CoreOutput<Elem: Foreign>),*> ForeignOutputs for Written<($($M,)*)> {
            const STARTS: bool = true;
            unsafe fn start(areas: &[Area], from: usize, to: usize) {
                // SAFETY: the caller's promise, output by output.
                $(unsafe { fill::<$M::Elem>(&areas[$i], from, to) };)*
            }
        }
    };
    (returned $Form:ty: $($M:ident),*) => {
        // SAFETY: the kernel sees no output.
        unsafe impl<$($M: CoreOwned<Elem: Foreign>),*> ForeignOutputs for $Form {
            const STARTS: bool = false;
            unsafe fn start(_areas: &[Area], _from: usize, _to: usize) {}
        }
    };
}

// SAFETY: as the outputs of `O`.
unsafe impl<O: ForeignOutputs, E: KernelError> ForeignOutputs for Try<O, E> {
    const STARTS: bool = O::STARTS;
    unsafe fn start(areas: &[Area], from: usize, to: usize) {
        // SAFETY: the caller's promise.
        unsafe { O::start(areas, from, to) };
    }
}

outputs!(A 0);
outputs!(A 0, B 1);
outputs!(A 0, B 1, C 2);
outputs!(A 0, B 1, C 2, D 3);
outputs!(A 0, B 1, C 2, D 3, E 4);
outputs!(A 0, B 1, C 2, D 3, E 4, F 5);
outputs!(A 0, B 1, C 2, D 3, E 4, F 5, G 6);
outputs!(A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7);
outputs!(returned Returned<A>: A);
outputs!(returned ReturnedMany<(A, B)>: A, B);
outputs!(returned ReturnedMany<(A, B, C)>: A, B, C);
outputs!(returned ReturnedMany<(A, B, C, D)>: A, B, C, D);
outputs!(returned ReturnedMany<(A, B, C, D, E)>: A, B, C, D, E);
outputs!(returned ReturnedMany<(A, B, C, D, E, F)>: A, B, C, D, E, F);
outputs!(returned ReturnedMany<(A, B, C, D, E, F, G)>: A, B, C, D, E, F, G);
outputs!(returned ReturnedMany<(A, B, C, D, E, F, G, H)>: A, B, C, D, E, F, G, H);
inputs!();
inputs!(A 0);
inputs!(A 0, B 1);
inputs!(A 0, B 1, C 2);
inputs!(A 0, B 1, C 2, D 3);
inputs!(A 0, B 1, C 2, D 3, E 4);
inputs!(A 0, B 1, C 2, D 3, E 4, F 5);
inputs!(A 0, B 1, C 2, D 3, E 4, F 5, G 6);
inputs!(A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7);
inputs!(A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7, I 8);
inputs!(A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7, I 8, J 9);
inputs!(A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7, I 8, J 9, K 10);
inputs!(A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7, I 8, J 9, K 10, L 11);
inputs!(A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7, I 8, J 9, K 10, L 11, M 12);
inputs!(A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7, I 8, J 9, K 10, L 11, M 12, N 13);
inputs!(A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7, I 8, J 9, K 10, L 11, M 12, N 13, O 14);
inputs!(A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7, I 8, J 9, K 10, L 11, M 12, N 13, O 14, P 15);
