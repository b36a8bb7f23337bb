//! The inner loops that NumPy calls: pointers, sizes and strides in bytes become operands of our own loops.

use std::ffi::{c_char, c_void};
use std::mem::MaybeUninit;

use numpy::npyffi::npy_intp;
use ufunc_core::__private::foreign::{
    self, CoreKernel, Fold, Foreign, ForeignInputs, ForeignOutputs, ForeignOuts, ForeignTuple,
    Kernel, Memory, Returns, Spec,
};

use crate::raise::guard;

/// NumPy's `PyUFuncGenericFunction`.
pub(crate) type Loop =
    unsafe extern "C" fn(*mut *mut c_char, *mut npy_intp, *mut npy_intp, *mut c_void);

/// What NumPy keeps for a loop, and hands to it.
#[repr(C)]
pub(crate) struct Shared<K> {
    // First, so that it can be read where the kernel's type is not known.
    pub(crate) spec: &'static Spec,
    kernel: K,
}

impl<K: 'static> Shared<K> {
    /// NumPy never gives it back.
    pub(crate) fn leak(spec: &'static Spec, kernel: K) -> *mut c_void {
        (Box::leak(Box::new(Shared { spec, kernel })) as *mut Shared<K>).cast()
    }
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
        args: *mut *mut c_char,
        steps: *mut npy_intp,
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
/// NumPy's: the arguments of an inner loop of a ufunc that was registered with `K`'s numbers of operands, their types, and
/// a [`Shared`] of `K`.
pub(crate) unsafe extern "C" fn elementwise<K>(
    args: *mut *mut c_char,
    dims: *mut npy_intp,
    steps: *mut npy_intp,
    data: *mut c_void,
) where
    K: Kernel,
    K::Args: ForeignTuple,
    <K::Returns as Returns>::Outs: ForeignOuts,
{
    // SAFETY: ours, and never changed.
    let shared = unsafe { &*data.cast::<Shared<K>>() };
    let count = K::Args::KINDS.len() + <K::Returns as Returns>::Outs::KINDS.len();
    let mut all = Operands::new();
    // SAFETY: as many operands as were registered.
    let operands = unsafe { all.read(args, steps, count) };
    // SAFETY: the number of elements.
    let len = unsafe { *dims }.unsigned_abs();
    guard(shared.spec, || {
        // SAFETY: NumPy's promise: so many elements of each operand, at these steps; it lets no one else write.
        unsafe { foreign::elementwise(&shared.kernel, operands, len) }
    });
}

/// The loop of a function that can reduce.
///
/// # Safety
///
/// As [`elementwise`].
pub(crate) unsafe extern "C" fn fold<K, T>(
    args: *mut *mut c_char,
    dims: *mut npy_intp,
    steps: *mut npy_intp,
    data: *mut c_void,
) where
    T: Foreign,
    K: Fold<Elem = T>,
{
    // SAFETY: ours, and never changed.
    let shared = unsafe { &*data.cast::<Shared<K>>() };
    let mut all = Operands::new();
    // SAFETY: two inputs and an output.
    let operands = unsafe { all.read(args, steps, 3) };
    // SAFETY: the number of elements.
    let len = unsafe { *dims }.unsigned_abs();
    guard(shared.spec, || {
        // SAFETY: as in `elementwise`.
        unsafe { foreign::fold(&shared.kernel, operands, len) }
    });
}

/// The loop of a function with core dimensions.
///
/// # Safety
///
/// As [`elementwise`], for a generalized ufunc with `K`'s signature.
pub(crate) unsafe extern "C" fn core<K>(
    args: *mut *mut c_char,
    dims: *mut npy_intp,
    steps: *mut npy_intp,
    data: *mut c_void,
) where
    K: CoreKernel,
    K::Inputs: ForeignInputs,
    K::Outputs: ForeignOutputs,
{
    // SAFETY: ours, and never changed.
    let shared = unsafe { &*data.cast::<Shared<K>>() };
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
    guard(shared.spec, || {
        // SAFETY: as in `elementwise`, with sub-arrays of these sizes and steps.
        unsafe { foreign::core(&shared.kernel, operands, len, sizes, core_steps) }
    });
}
