#![doc = include_str!("../README.md")]
//!
//! # Where to go on
//!
//! [`guide`], in chapters: [from a loop to a ufunc](guide::steps), [from NumPy and Numba](guide::porting),
//! [`vectorize` or `guvectorize`](guide::choosing), [performance](guide::performance), [errors](guide::errors).
//! [`vectorize`] and [`guvectorize`] tell what a function may look like, [`Lazy`], [`LazyCore`] and [`Reduction`] what a
//! call can be told.
#![no_std]

extern crate alloc;
// Expansions name the runtime by this name, the ready-made functions' too.
extern crate self as ufunc_core;
#[cfg(feature = "std")]
extern crate std;

#[doc(hidden)]
#[path = "private.rs"]
pub mod __private;
mod axes;
mod element;
mod elementwise;
mod error;
mod exec;
mod explain;
mod from_fn;
mod fusion;
mod gufunc;
pub mod guide;
mod inner;
mod keepdims;
mod kernel;
mod lazy;
mod lazy_core;
mod mask;
pub mod math;
mod operand;
mod out;
mod plan;
mod rank;
mod real;
mod reduce;
mod shape;
pub mod slices;
mod spec;
mod target;
pub mod ufuncs;
mod views;

pub use axes::AxisNumber;
pub use element::Element;
pub use error::{AxisProblem, Error, OperandShape, SizeProblem};
pub use exec::Level;
pub use explain::Explanation;
pub use from_fn::{Closure, FromFn, from_fn};
pub use gufunc::CoreOperands;
pub use keepdims::{KeepDims, Kept};
pub use lazy::{Lazy, Order};
pub use lazy_core::LazyCore;
pub use operand::{Cast, Operand, Operands, cast};
pub use rank::Shape;
pub use real::Real;
pub use reduce::{Accumulation, Axes, Indices, Reducible, Reduction, positions};
pub use shape::broadcast_shapes;
pub use target::{Target, Targets};
pub use ufunc_macros::{guvectorize, vectorize};
pub use views::{Arrays, broadcast_views};
