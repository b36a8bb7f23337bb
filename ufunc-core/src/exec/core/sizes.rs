//! What the signature alone tells of a sub-array: constants, by which the compiler unrolls.

use core::marker::PhantomData;

use crate::kernel::CoreKernel;
use crate::spec::{OperandSpec, Size, Spec};

/// The sizes of an operand's first core dimensions that are fixed in the signature.
pub trait Sizes {
    /// `None` where only the call tells.
    const FIXED: [Option<usize>; MOST];

    /// The size of an axis: a constant, if it is fixed, or what the call says.
    #[inline(always)]
    fn size(axis: usize, called: usize) -> usize {
        match Self::FIXED[axis] {
            Some(size) => {
                debug_assert_eq!(size, called);
                size
            }
            None => called,
        }
    }
}

/// The most core dimensions that a parameter can have.
pub(crate) const MOST: usize = 6;

/// The `I`th input of `K`.
pub(super) struct InputSizes<K, const I: usize>(PhantomData<K>);
/// The `I`th output of `K`.
pub(super) struct OutputSizes<K, const I: usize>(PhantomData<K>);

impl<K: CoreKernel, const I: usize> Sizes for InputSizes<K, I> {
    const FIXED: [Option<usize>; MOST] = fixed(K::SPEC, &K::SPEC.inputs[I]);
}

impl<K: CoreKernel, const I: usize> Sizes for OutputSizes<K, I> {
    const FIXED: [Option<usize>; MOST] = fixed(K::SPEC, &K::SPEC.outputs[I]);
}

const fn fixed(spec: &Spec, operand: &OperandSpec) -> [Option<usize>; MOST] {
    let mut sizes = [None; MOST];
    let mut axis = 0;
    while axis < operand.core.len() {
        let dim = &spec.dims[operand.core[axis]];
        // One that may be absent has size 1 then.
        if let (Size::Fixed(size), false) = (dim.size, dim.optional) {
            sizes[axis] = Some(size);
        }
        axis += 1;
    }
    sizes
}
