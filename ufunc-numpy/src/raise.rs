//! What a loop has to say becomes a Python exception: panics, the kernel's errors, wrong sizes.

use std::any::Any;
use std::cell::{Cell, RefCell};
use std::ffi::{CString, c_int};
use std::panic::{self, AssertUnwindSafe};
use std::sync::Once;

use pyo3::ffi;
use ufunc_core::__private::foreign::{Halt, Spec};

use crate::flags;

/// Which exception, and its text.
pub(crate) struct Exception {
    kind: Kind,
    text: String,
}

#[derive(Clone, Copy)]
enum Kind {
    Runtime,
    Value,
    Memory,
}

impl Exception {
    pub(crate) fn value(text: String) -> Exception {
        Exception {
            kind: Kind::Value,
            text,
        }
    }

    #[cold]
    fn of_halt(spec: &Spec, halt: Halt) -> Exception {
        let name = spec.name;
        match halt {
            Halt::Kernel(error) => Exception::value(format!("{name}: {error}")),
            Halt::Size(error) => Exception::value(error.to_string()),
            Halt::Value(operand) => {
                let operand = spec
                    .inputs
                    .get(operand)
                    .map_or("an operand", |input| input.name);
                Exception::value(format!(
                    "{name}: {operand} has a negative element, but is a size"
                ))
            }
            Halt::Memory(bytes) => Exception {
                kind: Kind::Memory,
                text: format!("{name}: no memory for a copy of {bytes} bytes"),
            },
        }
    }

    #[cold]
    fn of_panic(spec: &Spec, payload: &(dyn Any + Send)) -> Exception {
        let text = payload
            .downcast_ref::<&str>()
            .map(|text| (*text).to_owned())
            .or_else(|| payload.downcast_ref::<String>().cloned())
            .unwrap_or_else(|| "no message".to_owned());
        let place = PLACE.with(RefCell::take);
        let at = if place.is_empty() { "" } else { " at " };
        let text = format!("{} panicked{at}{place}: {text}", spec.name);
        Exception {
            kind: Kind::Runtime,
            text,
        }
    }

    /// Sets Python's error, unless there is one: the first counts, as NumPy goes on after an error.
    #[cold]
    pub(crate) fn raise(self) {
        let text = CString::new(self.text.replace('\0', " ")).unwrap_or_default();
        // Not by PyO3's own means: what it knows of the GIL it knows from its own calls, and NumPy has let go of it since.
        // SAFETY: loops run while the interpreter does.
        let state = unsafe { ffi::PyGILState_Ensure() };
        // SAFETY: the GIL is held, from here to its release.
        if unsafe { ffi::PyErr_Occurred() }.is_null() {
            let kind = match self.kind {
                // SAFETY: an exception of the interpreter, set while it runs.
                Kind::Runtime => unsafe { ffi::PyExc_RuntimeError },
                // SAFETY: as above.
                Kind::Value => unsafe { ffi::PyExc_ValueError },
                // SAFETY: as above.
                Kind::Memory => unsafe { ffi::PyExc_MemoryError },
            };
            // SAFETY: an exception's type, and a text that ends with a zero.
            unsafe { ffi::PyErr_SetString(kind, text.as_ptr()) };
        }
        // SAFETY: the state of above.
        unsafe { ffi::PyGILState_Release(state) };
    }
}

thread_local! {
    /// Whether this thread is in a loop: its panics are told by Python.
    static IN_LOOP: Cell<bool> = const { Cell::new(false) };
    /// Where the last panic of a loop happened.
    static PLACE: RefCell<String> = const { RefCell::new(String::new()) };
}

/// Runs a loop. Whatever happens in it, it ends here; NumPy sees an exception, for which this is -1, and no status flags.
#[inline(always)]
pub(crate) fn guard(spec: &'static Spec, run: impl FnOnce() -> Result<(), Halt>) -> c_int {
    // Not in one closure: that would not be inlined, and the number of operands would be forgotten.
    let outer = IN_LOOP.replace(true);
    let done = panic::catch_unwind(AssertUnwindSafe(run));
    flags::clear();
    IN_LOOP.set(outer);
    match done {
        Ok(Ok(())) => return 0,
        Ok(Err(halt)) => Exception::of_halt(spec, halt).raise(),
        Err(payload) => Exception::of_panic(spec, &*payload).raise(),
    }
    -1
}

/// Keeps panics in loops from being printed: NumPy may go on to a loop's other calls, each of which panics again.
pub(crate) fn quiet_panics() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let others = panic::take_hook();
        panic::set_hook(Box::new(move |info| {
            if IN_LOOP.get() {
                let place = info.location().map(ToString::to_string);
                PLACE.with(|cell| cell.replace(place.unwrap_or_default()));
            }
            if !IN_LOOP.get() || std::env::var_os("RUST_BACKTRACE").is_some_and(|on| on != "0") {
                others(info);
            }
        }));
    });
}
