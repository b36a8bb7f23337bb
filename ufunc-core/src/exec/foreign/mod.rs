//! Memory that another language handed over: kernels over raw pointers and strides in bytes.
//!
//! For crates that call kernels through an interface such as NumPy's. Loops and instruction sets are those of our own
//! calls, so the bits are; shapes and allocation are the caller's. Not public API.

mod area;
mod call;
mod core;
mod element;
mod fold;
mod forms;
mod given;
mod layout;
mod memory;
#[cfg(test)]
mod tests;
mod tuples;

pub use self::core::{compute_sizes, core};
pub use call::elementwise;
pub use element::{ElementKind, Foreign, Kind};
pub use fold::fold;
pub use forms::{ForeignInputs, ForeignOutputs};
pub use memory::Memory;
pub use tuples::{ForeignOuts, ForeignTuple};

pub use crate::kernel::{CoreKernel, Fold, Kernel, Returns};
pub use crate::spec::{DimSpec, OperandSpec, Size, Spec};

use alloc::boxed::Box;

use super::Stop;
use crate::Error;

/// Why a call ended early.
pub enum Halt {
    /// The kernel returned this error.
    Kernel(Box<dyn ::core::error::Error + Send + Sync>),
    /// An input, by its number, holds a value that its type has not: a negative size.
    Value(usize),
    /// A size is not what the signature says.
    Size(Box<Error>),
    /// There is no memory for a copy of so many bytes.
    Memory(usize),
}

impl From<Stop> for Halt {
    fn from(stop: Stop) -> Halt {
        match stop {
            Stop::Kernel { failure, .. } => Halt::Kernel(Box::new(failure)),
            Stop::Scratch { bytes, .. } => Halt::Memory(bytes),
        }
    }
}
