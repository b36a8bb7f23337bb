//! The processor's floating-point status, which NumPy reads after each loop to warn.

/// Invalid, denormal, division by zero, overflow, underflow, but not "inexact", which most results are.
#[cfg(target_arch = "x86_64")]
const RAISED: u32 = 0b01_1111;
#[cfg(not(target_arch = "x86_64"))]
const RAISED: u32 = 0b1000_1111;

/// Takes back all flags that are raised: they tell nothing of the results, as vectorised loops compute what they do not
/// use. Those of a cast before the loop go with them: to tell them apart, the flags would have to be read before it too,
/// and that takes as long as all else that is done here for a call.
#[inline]
pub(crate) fn clear() {
    let status = read();
    if status & RAISED != 0 {
        write(status & !RAISED);
    }
}

#[cfg(target_arch = "x86_64")]
#[inline]
fn read() -> u32 {
    let mut status = 0u32;
    // SAFETY: stores the register to four bytes of ours.
    unsafe {
        std::arch::asm!("stmxcsr [{}]", in(reg) &raw mut status, options(nostack, preserves_flags));
    }
    status
}

#[cfg(target_arch = "x86_64")]
#[inline]
fn write(status: u32) {
    // SAFETY: the register's value of a moment ago, with fewer flags.
    unsafe {
        std::arch::asm!("ldmxcsr [{}]", in(reg) &raw const status, options(nostack, readonly));
    }
}

#[cfg(target_arch = "aarch64")]
#[inline]
fn read() -> u32 {
    let status: u64;
    // SAFETY: reads a register.
    unsafe {
        std::arch::asm!("mrs {}, fpsr", out(reg) status, options(nomem, nostack, preserves_flags))
    };
    status as u32
}

#[cfg(target_arch = "aarch64")]
#[inline]
fn write(status: u32) {
    // SAFETY: the register's value of a moment ago, with fewer flags.
    unsafe { std::arch::asm!("msr fpsr, {}", in(reg) u64::from(status), options(nomem, nostack)) };
}

#[cfg(not(any(target_arch = "x86_64", target_arch = "aarch64")))]
fn read() -> u32 {
    0
}

#[cfg(not(any(target_arch = "x86_64", target_arch = "aarch64")))]
fn write(_status: u32) {}
