//! Element types as NumPy knows them.

use std::ffi::c_char;

use num_complex::Complex;
use numpy::{PyArrayDescr, PyArrayDescrMethods, dtype};
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use ufunc_core::__private::foreign::ElementKind;

/// NumPy's descriptor of an element type.
pub(crate) fn descriptor(py: Python<'_>, kind: ElementKind) -> Bound<'_, PyArrayDescr> {
    match kind {
        ElementKind::Bool => dtype::<bool>(py),
        ElementKind::I8 => dtype::<i8>(py),
        ElementKind::I16 => dtype::<i16>(py),
        ElementKind::I32 => dtype::<i32>(py),
        ElementKind::I64 => dtype::<i64>(py),
        ElementKind::U8 => dtype::<u8>(py),
        ElementKind::U16 => dtype::<u16>(py),
        ElementKind::U32 => dtype::<u32>(py),
        ElementKind::U64 => dtype::<u64>(py),
        ElementKind::Size => dtype::<isize>(py),
        ElementKind::F32 => dtype::<f32>(py),
        ElementKind::F64 => dtype::<f64>(py),
        ElementKind::C32 => dtype::<Complex<f32>>(py),
        ElementKind::C64 => dtype::<Complex<f64>>(py),
    }
}

/// Its number, which differs between platforms.
pub(crate) fn number(py: Python<'_>, kind: ElementKind) -> PyResult<c_char> {
    let number = descriptor(py, kind).num();
    c_char::try_from(number).map_err(|_| PyTypeError::new_err("NumPy's type numbers have changed"))
}
