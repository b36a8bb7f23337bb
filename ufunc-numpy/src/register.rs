//! Loops become a ufunc, and the ufunc a module's attribute.

use std::any::Any;
use std::ffi::{CString, c_char, c_int, c_void};

use num_complex::Complex;
use numpy::npyffi::flags::{
    NPY_ITER_ALIGNED, NPY_ITER_ALLOCATE, NPY_ITER_NO_BROADCAST, NPY_ITER_NO_SUBTYPE,
    NPY_ITER_UPDATEIFCOPY, NPY_ITER_WRITEONLY,
};
use numpy::npyffi::{PyUFuncGenericFunction, PyUFuncObject};
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3::types::{PyBool, PyComplex, PyFloat, PyInt};
use ufunc_core::__private::foreign::Spec;

use crate::describe;
use crate::element::number;
use crate::loops::{self, Shared};
use crate::method;
use crate::numpy_api::{
    IDENTITY_NONE, IDENTITY_NONE_REORDERABLE, IDENTITY_VALUE, Numpy, WholeUfunc,
};
use crate::raise::quiet_panics;
use crate::sizes;
use crate::variant::Variant;

/// Makes a ufunc of these loops and adds it to the module.
///
/// # Errors
///
/// NumPy cannot be imported or refuses the ufunc, or two loops take the same types.
pub fn register(module: &Bound<'_, PyModule>, mut variants: Vec<Variant>) -> PyResult<()> {
    let py = module.py();
    let numpy = Numpy::import(py)?;
    quiet_panics();
    // NumPy takes the first loop to whose types the operands can be cast.
    variants.sort_by(|a, b| a.kinds.cmp(&b.kinds));
    let Some(first) = variants.first() else {
        return Ok(());
    };
    let spec = first.spec;
    let inputs = spec.inputs.len();
    if let Some([one, _]) =
        (variants.array_windows()).find(|[one, next]| one.kinds[..inputs] == next.kinds[..inputs])
    {
        return Err(PyValueError::new_err(format!(
            "{}: two loops take the same types, {:?}",
            spec.name,
            &one.kinds[..inputs],
        )));
    }
    let ufunc = ufunc(py, &numpy, spec, &variants)?;
    let full = format!(
        "{}\n\n{}",
        describe::call(spec),
        describe::text(spec, numpy.computes_sizes())
    );
    // NumPy before 2.2 takes neither; it then writes the call by itself, and pickles look through all modules.
    if numpy.version >= (2, 2) {
        ufunc.setattr("__module__", module.name()?)?;
        ufunc.setattr("__doc__", full)?;
    }
    module.add(spec.name, ufunc)
}

/// Makes the ufunc.
fn ufunc<'py>(
    py: Python<'py>,
    numpy: &Numpy,
    spec: &'static Spec,
    variants: &[Variant],
) -> PyResult<Bound<'py, PyAny>> {
    let (inputs, outputs) = (spec.inputs.len(), spec.outputs.len());
    let mut types = Vec::new();
    for variant in variants {
        for &kind in &variant.kinds {
            types.push(number(py, kind)?);
        }
    }
    let core = !spec.signature.is_empty();
    let signature = if core {
        leak_text(describe::signature(spec))?
    } else {
        std::ptr::null()
    };
    let (identity, value) = identity(py, variants)?;
    // NumPy keeps all of these, and frees none.
    let loops: Vec<PyUFuncGenericFunction> = vec![Some(loops::older); variants.len()];
    let data = variants.iter().map(|one| Shared::leak(one.spec, one.run));
    let data: Vec<*mut c_void> = data.collect();
    // Of loops in the table NumPy makes methods of its own, which then are in the way.
    let told = match numpy.add_loop {
        Some(_) => 0,
        None => variants.len(),
    };
    // SAFETY: tables of these lengths, and texts, that live forever; the signature was checked by the macro, and has as
    // many operands as are announced. The GIL is held.
    let made = unsafe {
        (numpy.new_ufunc)(
            Vec::leak(loops).as_mut_ptr(),
            Vec::leak(data).as_mut_ptr(),
            Vec::leak(types).as_mut_ptr(),
            told as c_int,
            inputs as c_int,
            outputs as c_int,
            identity,
            leak_text(spec.name.to_owned())?,
            leak_text(describe::text(spec, numpy.computes_sizes()))?,
            0,
            signature,
            value.map_or(std::ptr::null_mut(), Bound::into_ptr),
        )
    };
    // SAFETY: a new object, or the error is set.
    let made = unsafe { Bound::from_owned_ptr_or_err(py, made) }?;
    let object = made.as_ptr().cast::<PyUFuncObject>();
    if let Some(add_loop) = numpy.add_loop {
        for variant in variants {
            method::add(&made, add_loop, variant, identity == IDENTITY_VALUE)?;
        }
        // It looks up in the table to which types others are cast.
        // SAFETY: the ufunc's own field; no call has been made yet.
        unsafe { (*object).fields.ntypes = variants.len() as c_int };
    }
    if core {
        for operand in inputs..inputs + outputs {
            // SAFETY: the ufunc's own field.
            let flags = unsafe { (*object).fields.op_flags };
            // SAFETY: it has an entry for each operand.
            let flags = unsafe { flags.add(operand) };
            // SAFETY: as above; no call has been made yet.
            unsafe { flags.write(OUTPUT_FLAGS) };
        }
        if sizes::computes(spec) && numpy.computes_sizes() {
            let object = object.cast::<WholeUfunc>();
            // SAFETY: NumPy's version was asked: its struct has this field.
            unsafe { (*object).compute_sizes = Some(sizes::fill_in) };
        }
    }
    Ok(made)
}

/// NumPy's own flags for outputs, but for the one by which it takes sub-arrays for elements: then `out=` may be an
/// input, of which it makes a copy.
const OUTPUT_FLAGS: u32 = NPY_ITER_WRITEONLY
    | NPY_ITER_UPDATEIFCOPY
    | NPY_ITER_ALIGNED
    | NPY_ITER_ALLOCATE
    | NPY_ITER_NO_BROADCAST
    | NPY_ITER_NO_SUBTYPE;

/// What NumPy is told of reductions. With an identity it takes the elements in any order.
fn identity<'py>(
    py: Python<'py>,
    variants: &[Variant],
) -> PyResult<(c_int, Option<Bound<'py, PyAny>>)> {
    let facts = || variants.iter().map(|variant| variant.fold.as_ref());
    if !facts().all(|fold| fold.is_some_and(|fold| fold.reorderable)) {
        return Ok((IDENTITY_NONE, None));
    }
    let mut found: Option<Bound<'py, PyAny>> = None;
    for fold in facts().flatten() {
        let value = match &fold.identity {
            Some(identity) => number_object(py, &**identity),
            None => None,
        };
        let Some(value) = value else {
            return Ok((IDENTITY_NONE_REORDERABLE, None));
        };
        // NumPy has one identity for all loops.
        if let Some(found) = &found
            && !found.eq(&value)?
        {
            return Ok((IDENTITY_NONE_REORDERABLE, None));
        }
        found = Some(value);
    }
    Ok((IDENTITY_VALUE, found))
}

/// An element as a Python number, which takes the type of what it is combined with.
fn number_object<'py>(py: Python<'py>, value: &dyn Any) -> Option<Bound<'py, PyAny>> {
    macro_rules! integers {
        ($($t:ty)*) => { $(
            if let Some(value) = value.downcast_ref::<$t>() {
                return Some(PyInt::new(py, *value).into_any());
            }
        )* };
    }
    integers!(i8 i16 i32 i64 isize u8 u16 u32 u64 usize);
    if let Some(value) = value.downcast_ref::<bool>() {
        return Some(PyBool::new(py, *value).to_owned().into_any());
    }
    if let Some(value) = value.downcast_ref::<f32>() {
        return Some(PyFloat::new(py, f64::from(*value)).into_any());
    }
    if let Some(value) = value.downcast_ref::<f64>() {
        return Some(PyFloat::new(py, *value).into_any());
    }
    if let Some(value) = value.downcast_ref::<Complex<f32>>() {
        let (re, im) = (f64::from(value.re), f64::from(value.im));
        return Some(PyComplex::from_doubles(py, re, im).into_any());
    }
    let value = value.downcast_ref::<Complex<f64>>()?;
    Some(PyComplex::from_doubles(py, value.re, value.im).into_any())
}

fn leak_text(text: String) -> PyResult<*const c_char> {
    Ok(CString::new(text)?.into_raw().cast_const())
}
