//! Core dimensions whose size the signature computes.

use std::ffi::c_int;

use numpy::npyffi::{PyUFuncObject, npy_intp};
use ufunc_core::__private::foreign::{Size, Spec, compute_sizes};

use crate::loops::Shared;
use crate::raise::Exception;

/// Whether a signature computes sizes.
pub(crate) fn computes(spec: &Spec) -> bool {
    spec.dims
        .iter()
        .any(|dim| matches!(dim.size, Size::Computed(_)))
}

/// What NumPy calls when it knows the sizes of the operands, the others being negative: fills in those that are computed.
///
/// # Safety
///
/// NumPy's: a ufunc of ours, and as many sizes as its signature has dimensions. The GIL is held.
pub(crate) unsafe extern "C" fn fill_in(ufunc: *mut PyUFuncObject, sizes: *mut npy_intp) -> c_int {
    // SAFETY: the ufunc's own field.
    let data = unsafe { (*ufunc).fields.data };
    // SAFETY: each loop of ours has a `Shared`.
    let shared = unsafe { *data }.cast::<Shared>();
    // SAFETY: which is never changed.
    let spec = unsafe { (*shared).spec };
    // SAFETY: the caller's promise.
    let sizes = unsafe { std::slice::from_raw_parts_mut(sizes, spec.dims.len()) };
    let mut wanted: Vec<Option<usize>> = sizes
        .iter()
        .map(|&size| usize::try_from(size).ok())
        .collect();
    if let Err(error) = compute_sizes(spec, &mut wanted) {
        Exception::value(error.to_string()).raise();
        return -1;
    }
    for ((place, wanted), dim) in sizes.iter_mut().zip(wanted).zip(spec.dims) {
        let Some(wanted) = wanted.and_then(|size| npy_intp::try_from(size).ok()) else {
            continue;
        };
        if *place >= 0 && *place != wanted {
            let text = format!(
                "{}: core dimension {} is {wanted}, but `out` has {place} there",
                spec.name, dim.name,
            );
            Exception::value(text).raise();
            return -1;
        }
        *place = wanted;
    }
    0
}
