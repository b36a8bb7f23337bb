//! Exactly what `export!` names. Not public API: it changes with any version.

pub use core::marker::PhantomData;

pub use pyo3::PyResult;

pub use crate::register::register;
pub use crate::variant::{Elementwise, Folding, Found, Missing};
