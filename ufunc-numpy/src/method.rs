//! Loops as methods of a ufunc, as NumPy has them from version 2 on: it does less for a call, and can be told that the
//! status flags mean nothing.

use std::ffi::{c_int, c_void};

use numpy::npyffi::{NPY_ARRAYMETHOD_FLAGS, NPY_CASTING};
use pyo3::ffi;
use pyo3::prelude::*;

use crate::element::descriptor;
use crate::numpy_api::{AddLoop, GET_REDUCTION_INITIAL, MethodSpec, STRIDED_LOOP};
use crate::variant::Variant;

/// Adds a loop to a ufunc. `identity`: that of the function is where its reductions begin.
pub(crate) fn add(
    ufunc: &Bound<'_, PyAny>,
    add_loop: AddLoop,
    variant: &Variant,
    identity: bool,
) -> PyResult<()> {
    let py = ufunc.py();
    let mut flags = NPY_ARRAYMETHOD_FLAGS::NPY_METH_NO_FLOATINGPOINT_ERRORS as c_int;
    let slot = |slot, pfunc| ffi::PyType_Slot { slot, pfunc };
    let mut slots = vec![slot(STRIDED_LOOP, variant.run as *mut c_void)];
    if let Some(fold) = &variant.fold
        && fold.reorderable
    {
        flags |= NPY_ARRAYMETHOD_FLAGS::NPY_METH_IS_REORDERABLE as c_int;
        if identity {
            slots.push(slot(GET_REDUCTION_INITIAL, fold.initial as *mut c_void));
        }
    }
    slots.push(slot(0, std::ptr::null_mut()));
    let descriptors = variant.kinds.iter().map(|&kind| descriptor(py, kind));
    let dtypes: Vec<_> = descriptors
        .map(|descriptor| descriptor.get_type())
        .collect();
    let mut dtypes: Vec<_> = dtypes.iter().map(|dtype| dtype.as_ptr()).collect();
    let spec = MethodSpec {
        name: c"ufunc".as_ptr(),
        inputs: variant.spec.inputs.len() as c_int,
        outputs: variant.spec.outputs.len() as c_int,
        casting: NPY_CASTING::NPY_NO_CASTING,
        flags,
        dtypes: dtypes.as_mut_ptr(),
        slots: slots.as_mut_ptr(),
    };
    // SAFETY: a ufunc with so many operands, and a description of which NumPy keeps nothing but functions. The GIL is held.
    match unsafe { add_loop(ufunc.as_ptr(), &raw const spec) } {
        0 => Ok(()),
        _ => Err(PyErr::fetch(py)),
    }
}
