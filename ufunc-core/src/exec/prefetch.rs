//! Memory that is asked for before it is read.

/// What a processor fetches from memory at a time, in bytes.
const LINE: usize = 64;

/// How far ahead loops ask, in bytes, all streams of memory together: far enough for the way to memory and back, and a
/// part of the fastest cache only.
const AHEAD: usize = 12 << 10;

/// Whether loops of a function of this cost ask for memory. A processor looks ahead itself, but less far where a term
/// takes several instructions.
pub(super) const fn asks(cost: u32) -> bool {
    cost > 1
}

/// Whether memory that is read for so many bytes on end is worth asking for: little of what is asked for lies behind it.
#[inline(always)]
pub(super) fn is_long<T>(values: usize) -> bool {
    values.saturating_mul(size_of::<T>()) >= 4 * AHEAD
}

/// Asks for what will be read as far behind `values` as [`AHEAD`] says, one of so many streams.
#[inline(always)]
pub(super) fn prefetch_behind<T, const N: usize>(values: &[T; N], streams: usize) {
    let ahead = values.as_ptr().wrapping_byte_add(AHEAD / streams);
    for line in 0..size_of_val(values).div_ceil(LINE) {
        prefetch(ahead.wrapping_byte_add(line * LINE));
    }
}

/// Asks for memory that will be read soon; any address will do.
#[inline(always)]
pub(super) fn prefetch<T>(at: *const T) {
    #[cfg(target_arch = "x86_64")]
    // SAFETY: a hint, which reads nothing that the program could see.
    unsafe {
        core::arch::x86_64::_mm_prefetch::<{ core::arch::x86_64::_MM_HINT_T0 }>(at.cast());
    }
    #[cfg(not(target_arch = "x86_64"))]
    let _ = at;
}
