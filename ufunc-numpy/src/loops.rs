//! The inner loops that NumPy calls: pointers, sizes and strides in bytes become operands of our own loops.

use std::ffi::{c_char, c_int, c_void};
use std::mem::MaybeUninit;
use std::ptr::{self, NonNull};

use numpy::npyffi::{npy_bool, npy_intp};
use ufunc_core::__private::foreign::{
    self, CoreKernel, Fold, Foreign, ForeignInputs, ForeignOutputs, ForeignOuts, ForeignTuple,
    Kernel, Memory, Returns, Spec,
};

use crate::raise::guard;

/// NumPy's `PyArrayMethod_StridedLoop`.
pub(crate) type Loop = unsafe extern "C" fn(
    context: *mut c_void,
    args: *const *mut c_char,
    dims: *const npy_intp,
    steps: *const npy_intp,
    data: *mut c_void,
) -> c_int;

/// NumPy's `PyArrayMethod_GetReductionInitial`.
pub(crate) type Initial =
    unsafe extern "C" fn(context: *mut c_void, empty: npy_bool, initial: *mut c_void) -> c_int;

/// What NumPy keeps for a loop of the older kind, and hands to it.
pub(crate) struct Shared {
    pub(crate) spec: &'static Spec,
    run: Loop,
}

impl Shared {
    /// NumPy never gives it back.
    pub(crate) fn leak(spec: &'static Spec, run: Loop) -> *mut c_void {
        (Box::leak(Box::new(Shared { spec, run })) as *mut Shared).cast()
    }
}

/// NumPy's `PyUFuncGenericFunction`, the older kind of loop, for any of ours.
///
/// # Safety
///
/// NumPy's: the arguments of an inner loop of a ufunc that was registered with a [`Shared`].
pub(crate) unsafe extern "C" fn older(
    args: *mut *mut c_char,
    dims: *mut npy_intp,
    steps: *mut npy_intp,
    data: *mut c_void,
) {
    // SAFETY: ours, and never changed.
    let shared = unsafe { &*data.cast::<Shared>() };
    // SAFETY: the caller's promise; ours ask for nothing else. What went wrong is Python's error.
    unsafe { (shared.run)(ptr::null_mut(), args, dims, steps, ptr::null_mut()) };
}

/// Writes the value that a reduction begins with; 0 if there is none. It was asked for once before, so that it is known not
/// to panic.
///
/// # Safety
///
/// `initial` is writable memory for an element.
pub(crate) unsafe extern "C" fn initial<K, T>(
    _context: *mut c_void,
    _empty: npy_bool,
    initial: *mut c_void,
) -> c_int
where
    T: Foreign,
    K: Fold<Elem = T>,
{
    let Some(identity) = K::identity() else {
        return 0;
    };
    // SAFETY: the caller's promise.
    unsafe { initial.cast::<T>().write_unaligned(identity) };
    1
}

/// The value of a kernel's type: it has no memory.
///
/// # Safety
///
/// There was such a value, which is not dropped.
#[inline(always)]
unsafe fn kernel<'k, K>() -> &'k K {
    const { assert!(size_of::<K>() == 0) };
    // SAFETY: no memory is read; the caller's promise.
    unsafe { NonNull::dangling().as_ref() }
}

/// The most operands of a kernel.
const MOST: usize = 24;

/// The operands of a loop.
struct Operands([MaybeUninit<Memory>; MOST]);

impl Operands {
    #[inline(always)]
    fn new() -> Operands {
        Operands([const { MaybeUninit::uninit() }; MOST])
    }

    /// The first `count`.
    ///
    /// # Safety
    ///
    /// `args` and `steps` have `count` readable elements, which is at most [`MOST`].
    #[inline(always)]
    unsafe fn read(
        &mut self,
        args: *const *mut c_char,
        steps: *const npy_intp,
        count: usize,
    ) -> &[Memory] {
        let operands = &mut self.0[..count];
        for (i, memory) in operands.iter_mut().enumerate() {
            // SAFETY: the caller's promise.
            let at = unsafe { *args.wrapping_add(i) }.cast();
            // SAFETY: as above.
            let step = unsafe { *steps.wrapping_add(i) };
            memory.write(Memory { at, step });
        }
        // SAFETY: all of them were written.
        unsafe { operands.assume_init_ref() }
    }
}

/// The loop of a function of elements.
///
/// # Safety
///
/// NumPy's: the arguments of an inner loop of a ufunc that was registered with `K`'s numbers of operands and their types.
/// There is a value of `K`, which is not dropped.
pub(crate) unsafe extern "C" fn elementwise<K>(
    _context: *mut c_void,
    args: *const *mut c_char,
    dims: *const npy_intp,
    steps: *const npy_intp,
    _data: *mut c_void,
) -> c_int
where
    K: Kernel,
    K::Args: ForeignTuple,
    <K::Returns as Returns>::Outs: ForeignOuts,
{
    // SAFETY: the caller's promise.
    let kernel = unsafe { kernel::<K>() };
    let count = K::Args::KINDS.len() + <K::Returns as Returns>::Outs::KINDS.len();
    let mut all = Operands::new();
    // SAFETY: as many operands as were registered.
    let operands = unsafe { all.read(args, steps, count) };
    // SAFETY: the number of elements.
    let len = unsafe { *dims }.unsigned_abs();
    guard(K::SPEC, || {
        // SAFETY: NumPy's promise: so many elements of each operand, at these steps; it lets no one else write.
        unsafe { foreign::elementwise(kernel, operands, len) }
    })
}

/// The loop of a function that can reduce.
///
/// # Safety
///
/// As [`elementwise`].
pub(crate) unsafe extern "C" fn fold<K, T>(
    _context: *mut c_void,
    args: *const *mut c_char,
    dims: *const npy_intp,
    steps: *const npy_intp,
    _data: *mut c_void,
) -> c_int
where
    T: Foreign,
    K: Fold<Elem = T>,
{
    // SAFETY: the caller's promise.
    let kernel = unsafe { kernel::<K>() };
    let mut all = Operands::new();
    // SAFETY: two inputs and an output.
    let operands = unsafe { all.read(args, steps, 3) };
    // SAFETY: the number of elements.
    let len = unsafe { *dims }.unsigned_abs();
    guard(K::SPEC, || {
        // SAFETY: as in `elementwise`.
        unsafe { foreign::fold(kernel, operands, len) }
    })
}

/// The loop of a function with core dimensions.
///
/// # Safety
///
/// As [`elementwise`], for a generalized ufunc with `K`'s signature.
pub(crate) unsafe extern "C" fn core<K>(
    _context: *mut c_void,
    args: *const *mut c_char,
    dims: *const npy_intp,
    steps: *const npy_intp,
    _data: *mut c_void,
) -> c_int
where
    K: CoreKernel,
    K::Inputs: ForeignInputs,
    K::Outputs: ForeignOutputs,
{
    // SAFETY: the caller's promise.
    let kernel = unsafe { kernel::<K>() };
    let (inputs, outputs) = (K::SPEC.inputs, K::SPEC.outputs);
    let count = inputs.len() + outputs.len();
    let mut all = Operands::new();
    // SAFETY: as many operands as were registered.
    let operands = unsafe { all.read(args, steps, count) };
    // SAFETY: first the number of sub-arrays.
    let len = unsafe { *dims }.unsigned_abs();
    // Then a size for each distinct dimension, none of them negative.
    let sizes = dims.wrapping_add(1).cast::<usize>();
    // SAFETY: as many as in the signature that was registered.
    let sizes = unsafe { std::slice::from_raw_parts(sizes, K::SPEC.dims.len()) };
    let core_steps = inputs
        .iter()
        .chain(outputs)
        .map(|operand| operand.core.len())
        .sum();
    // SAFETY: behind the operands' own steps, one for each of their dimensions.
    let core_steps = unsafe { std::slice::from_raw_parts(steps.wrapping_add(count), core_steps) };
    guard(K::SPEC, || {
        // SAFETY: as in `elementwise`, with sub-arrays of these sizes and steps.
        unsafe { foreign::core(kernel, operands, len, sizes, core_steps) }
    })
}
