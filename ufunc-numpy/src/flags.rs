//! The processor's floating-point status, which NumPy reads after each loop to warn.

/// The status flags at one moment.
pub(crate) struct Flags(u32);

impl Flags {
    /// Those that are raised now.
    #[inline]
    pub(crate) fn now() -> Flags {
        Flags(read())
    }

    /// Makes the flags these again: those that were raised since tell nothing of the results, as vectorised loops
    /// compute what they do not use.
    #[inline]
    pub(crate) fn restore(self) {
        // Writing costs more than reading, and most loops raise nothing new but "inexact".
        if read() != self.0 {
            write(self.0);
        }
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
    // SAFETY: the register's value of a moment ago: only its flags have changed since.
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
    // SAFETY: the register's value of a moment ago: only its flags have changed since.
    unsafe { std::arch::asm!("msr fpsr, {}", in(reg) u64::from(status), options(nomem, nostack)) };
}

#[cfg(not(any(target_arch = "x86_64", target_arch = "aarch64")))]
fn read() -> u32 {
    0
}

#[cfg(not(any(target_arch = "x86_64", target_arch = "aarch64")))]
fn write(_status: u32) {}
