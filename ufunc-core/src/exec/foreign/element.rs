//! Element types whose values may come from another language, and what tells them from other bits.

use core::mem::{align_of, size_of};

use num_complex::Complex;

use crate::Element;

/// What an element is outside of Rust; the narrow ones come first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[allow(missing_docs)]
pub enum ElementKind {
    Bool,
    I8,
    U8,
    I16,
    U16,
    I32,
    U32,
    I64,
    /// A signed integer as wide as a pointer, for `usize` too: that is what sizes and indices are elsewhere.
    Size,
    U64,
    F32,
    F64,
    C32,
    C64,
}

#[diagnostic::on_unimplemented(
    message = "`{Self}` is no element type outside of Rust",
    label = "cannot be exported",
    note = "`bool`, integers of up to 64 bits, `f32`, `f64`, `Complex<f32>` and `Complex<f64>` can"
)]
/// An element type that memory of another language may hold.
///
/// # Safety
///
/// Where `all` says so, every element that `valid` accepts is a value of this type. `read` accepts any bits.
pub unsafe trait Foreign: Element {
    /// Which one it is.
    const KIND: ElementKind;
    /// Whether all bits are values.
    const ANY_BITS: bool = true;
    /// Whether `len` elements, `step` bytes apart, are values as they are.
    ///
    /// # Safety
    ///
    /// They are readable.
    unsafe fn valid(_at: *const u8, _step: isize, _len: usize) -> bool {
        true
    }
    /// The value that an element stands for, whatever its alignment and its bits, if there is one.
    ///
    /// # Safety
    ///
    /// It is readable.
    #[inline(always)]
    unsafe fn read(at: *const u8) -> Option<Self> {
        debug_assert!(Self::ANY_BITS);
        // SAFETY: readable, and any bits will do.
        Some(unsafe { at.cast::<Self>().read_unaligned() })
    }
}

macro_rules! any_bits {
    ($($t:ty: $kind:ident)*) => { $(
        // SAFETY: numbers: all bits are values.
        unsafe impl Foreign for $t {
            const KIND: ElementKind = ElementKind::$kind;
        }
    )* };
}
any_bits! {
    i8: I8  i16: I16  i32: I32  i64: I64  isize: Size
    u8: U8  u16: U16  u32: U32  u64: U64
    f32: F32  f64: F64  Complex<f32>: C32  Complex<f64>: C64
}

/// All elements' bits, one over the other.
///
/// # Safety
///
/// `len` elements, `step` bytes apart, are readable.
#[inline(always)]
unsafe fn or<T: Copy + core::ops::BitOr<Output = T>>(
    at: *const u8,
    step: isize,
    len: usize,
    zero: T,
) -> T {
    let mut all = zero;
    for i in 0..len.cast_signed() {
        // SAFETY: element `i`.
        all = all | unsafe { at.wrapping_offset(i * step).cast::<T>().read_unaligned() };
    }
    all
}

/// [`or`], with the loop that vectorises where elements follow each other.
///
/// # Safety
///
/// As [`or`].
unsafe fn all_bits<T: Copy + core::ops::BitOr<Output = T>>(
    at: *const u8,
    step: isize,
    len: usize,
    zero: T,
) -> T {
    if step == size_of::<T>().cast_signed() {
        // SAFETY: the caller's promise.
        return unsafe { or(at, size_of::<T>().cast_signed(), len, zero) };
    }
    // SAFETY: the caller's promise.
    unsafe { or(at, step, len, zero) }
}

// SAFETY: bytes 0 and 1 are values; `read` takes any other for true, as C does.
unsafe impl Foreign for bool {
    const KIND: ElementKind = ElementKind::Bool;
    const ANY_BITS: bool = false;

    unsafe fn valid(at: *const u8, step: isize, len: usize) -> bool {
        // SAFETY: the caller's promise.
        unsafe { all_bits(at, step, len, 0u8) <= 1 }
    }
    #[inline(always)]
    unsafe fn read(at: *const u8) -> Option<bool> {
        // SAFETY: readable, as the caller promises.
        Some(unsafe { *at } != 0)
    }
}

// SAFETY: all bits are values; those above `isize::MAX` are negative elsewhere, and no sizes.
unsafe impl Foreign for usize {
    const KIND: ElementKind = ElementKind::Size;
    const ANY_BITS: bool = false;

    unsafe fn valid(at: *const u8, step: isize, len: usize) -> bool {
        // SAFETY: the caller's promise.
        unsafe { all_bits(at, step, len, 0isize) >= 0 }
    }
    #[inline(always)]
    unsafe fn read(at: *const u8) -> Option<usize> {
        // SAFETY: readable, as the caller promises.
        usize::try_from(unsafe { at.cast::<isize>().read_unaligned() }).ok()
    }
}

/// An element type, left behind as values.
#[derive(Clone, Copy)]
pub struct Kind {
    /// Which one it is.
    pub kind: ElementKind,
    pub(crate) size: usize,
    pub(crate) align: usize,
    pub(crate) any_bits: bool,
    /// [`Foreign::valid`].
    ///
    /// # Safety
    ///
    /// As there.
    pub(crate) valid: unsafe fn(*const u8, isize, usize) -> bool,
    /// Copies what [`Foreign::read`] makes of an element; `false` if it stands for no value.
    ///
    /// # Safety
    ///
    /// The first is readable, the second writable.
    pub(crate) copy: unsafe fn(*const u8, *mut u8) -> bool,
}

impl Kind {
    pub(crate) const fn of<T: Foreign>() -> Kind {
        Kind {
            kind: T::KIND,
            size: size_of::<T>(),
            align: align_of::<T>(),
            any_bits: T::ANY_BITS,
            valid: T::valid,
            copy: copy::<T>,
        }
    }
}

/// # Safety
///
/// `from` is readable and `to` writable, whatever their alignment.
unsafe fn copy<T: Foreign>(from: *const u8, to: *mut u8) -> bool {
    // SAFETY: the caller's promise.
    let Some(value) = (unsafe { T::read(from) }) else {
        return false;
    };
    // SAFETY: the caller's promise.
    unsafe { to.cast::<T>().write_unaligned(value) };
    true
}
