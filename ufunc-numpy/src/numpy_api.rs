//! What NumPy's C interface has, and the `numpy` crate has not: two functions, and the end of the ufunc's struct.

use std::ffi::{c_char, c_int, c_void};

use numpy::npyffi::{NPY_CASTING, PyUFuncGenericFunction, PyUFuncObject, npy_intp, npy_uint32};
use pyo3::exceptions::PyImportError;
use pyo3::ffi::{self, PyObject};
use pyo3::prelude::*;

/// Identities: see NumPy's `ufuncobject.h`.
pub(crate) const IDENTITY_NONE: c_int = -1;
pub(crate) const IDENTITY_NONE_REORDERABLE: c_int = -2;
pub(crate) const IDENTITY_VALUE: c_int = -3;

/// `PyUFunc_FromFuncAndDataAndSignatureAndIdentity`.
pub(crate) type NewUfunc = unsafe extern "C" fn(
    loops: *mut PyUFuncGenericFunction,
    data: *mut *mut c_void,
    types: *mut c_char,
    ntypes: c_int,
    nin: c_int,
    nout: c_int,
    identity: c_int,
    name: *const c_char,
    doc: *const c_char,
    unused: c_int,
    signature: *const c_char,
    identity_value: *mut PyObject,
) -> *mut PyObject;

/// Its place in the table of functions.
const NEW_UFUNC: usize = 42;

/// `PyUFunc_AddLoopFromSpec`.
pub(crate) type AddLoop =
    unsafe extern "C" fn(ufunc: *mut PyObject, spec: *const MethodSpec) -> c_int;

/// Its place in the table of functions.
const ADD_LOOP: usize = 43;

/// NumPy's `PyArrayMethod_Spec`; the `numpy` crate's has no room for several flags.
#[repr(C)]
pub(crate) struct MethodSpec {
    pub(crate) name: *const c_char,
    pub(crate) inputs: c_int,
    pub(crate) outputs: c_int,
    pub(crate) casting: NPY_CASTING,
    pub(crate) flags: c_int,
    /// The types of the operands' descriptors.
    pub(crate) dtypes: *mut *mut PyObject,
    /// The method's functions, and an end.
    pub(crate) slots: *mut ffi::PyType_Slot,
}

/// Which functions: see NumPy's `dtype_api.h`.
pub(crate) const GET_REDUCTION_INITIAL: c_int = 4;
pub(crate) const STRIDED_LOOP: c_int = 5;

/// NumPy, imported.
pub(crate) struct Numpy {
    pub(crate) new_ufunc: NewUfunc,
    /// From version 2 on.
    pub(crate) add_loop: Option<AddLoop>,
    /// Major and minor.
    pub(crate) version: (u32, u32),
}

impl Numpy {
    /// Imports it; an `ImportError` if that fails.
    pub(crate) fn import(py: Python<'_>) -> PyResult<Numpy> {
        let numpy = py.import("numpy")?;
        let version: String = numpy.getattr("__version__")?.extract()?;
        let mut parts = version.split('.').map(|part| part.parse().unwrap_or(0));
        let version = (parts.next().unwrap_or(0), parts.next().unwrap_or(0));
        if version < (1, 26) {
            return Err(PyImportError::new_err(
                "ufuncs written in Rust need NumPy 1.26 or newer",
            ));
        }
        let core = if version.0 < 2 {
            "numpy.core"
        } else {
            "numpy._core"
        };
        let capsule = py.import(core)?.getattr("umath")?.getattr("_UFUNC_API")?;
        // SAFETY: a capsule without a name, or the error that it is none.
        let table = unsafe { ffi::PyCapsule_GetPointer(capsule.as_ptr(), std::ptr::null()) };
        if table.is_null() {
            return Err(PyErr::fetch(py));
        }
        let table = table.cast::<*const c_void>();
        // SAFETY: the table has had this entry since NumPy 1.16, and is never freed.
        let entry = unsafe { *table.wrapping_add(NEW_UFUNC) };
        // SAFETY: it is this function.
        let new_ufunc = unsafe { std::mem::transmute::<*const c_void, NewUfunc>(entry) };
        let add_loop = (version >= (2, 0)).then(|| {
            // SAFETY: as above, in every NumPy 2.
            let entry = unsafe { *table.wrapping_add(ADD_LOOP) };
            // SAFETY: it is this function.
            unsafe { std::mem::transmute::<*const c_void, AddLoop>(entry) }
        });
        Ok(Numpy {
            new_ufunc,
            add_loop,
            version,
        })
    }

    /// Whether a ufunc can compute sizes.
    pub(crate) fn computes_sizes(&self) -> bool {
        self.version >= (2, 1)
    }
}

/// NumPy's `PyUFunc_ProcessCoreDimsFunc`.
pub(crate) type ComputeSizes = unsafe extern "C" fn(*mut PyUFuncObject, *mut npy_intp) -> c_int;

/// NumPy's struct of a ufunc to its end, as it is from NumPy 2.1 on.
#[repr(C)]
pub(crate) struct WholeUfunc {
    known: PyUFuncObject,
    core_dim_sizes: *mut npy_intp,
    core_dim_flags: *mut npy_uint32,
    identity_value: *mut PyObject,
    dispatch_cache: *mut c_void,
    loops: *mut PyObject,
    pub(crate) compute_sizes: Option<ComputeSizes>,
}
