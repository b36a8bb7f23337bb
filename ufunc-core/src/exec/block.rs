//! Blocks: small buffers in which the elements of an operand become contiguous.

use core::mem::{MaybeUninit, align_of, size_of};

/// The bytes of a block: an operand that is not contiguous in a row is copied here, piece by piece, so that
/// every kernel has one loop, over contiguous memory. Small enough for several to stay in the L1 cache.
const BLOCK_BYTES: usize = 4096;

/// A buffer for one block of any element type.
#[repr(align(64))]
pub struct Block(MaybeUninit<[u8; BLOCK_BYTES]>);

impl Block {
    /// How many elements of type `T` fit; 1 stands for "none: take the elements one at a time, in place".
    pub(crate) const fn capacity<T>() -> usize {
        if size_of::<T>() == 0 {
            return usize::MAX;
        }
        let fit = BLOCK_BYTES / size_of::<T>();
        if align_of::<T>() > align_of::<Block>() || fit == 0 {
            1
        } else {
            fit
        }
    }

    pub(crate) fn new() -> Block {
        Block(MaybeUninit::uninit())
    }

    pub(crate) fn ptr<T>(&mut self) -> *mut T {
        self.0.as_mut_ptr().cast()
    }
}
