//! The memory of this process: how much it holds, and a limit that the system keeps.

use std::fs;
use std::io;

/// Peak resident memory in bytes; none where there is no `/proc/self/status`.
pub fn peak() -> Option<u64> {
    status("VmHWM:")
}

/// Bytes of address space that are reserved or mapped; none where there is no `/proc/self/status`.
pub fn address_space() -> Option<u64> {
    status("VmSize:")
}

/// A line of `/proc/self/status`, which counts in units of 1024 bytes.
fn status(name: &str) -> Option<u64> {
    let text = fs::read_to_string("/proc/self/status").ok()?;
    let line = text.lines().find_map(|line| line.strip_prefix(name))?;
    let kib: u64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    Some(kib * 1024)
}

/// From now on this process gets `bytes` more and no more, heap, stacks, and mapped files together; whether the system
/// can be told so (Linux can: `RLIMIT_AS`). The threads of rayon's pool are begun before, with what each takes for
/// itself.
///
/// # Errors
/// The system refuses the limit.
pub fn limit(bytes: u64) -> io::Result<bool> {
    rayon::broadcast(|_| std::hint::black_box(vec![0u8; 1024]));
    let Some(now) = address_space() else {
        return Ok(false);
    };
    limit_address_space(now.saturating_add(bytes))
}

#[cfg(target_os = "linux")]
fn limit_address_space(bytes: u64) -> io::Result<bool> {
    use rustix::process::{Resource, getrlimit, setrlimit};

    let mut limit = getrlimit(Resource::As);
    limit.current = Some(bytes);
    setrlimit(Resource::As, limit)?;
    Ok(true)
}

#[cfg(not(target_os = "linux"))]
fn limit_address_space(_: u64) -> io::Result<bool> {
    Ok(false)
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use super::*;
    use crate::child::in_a_child;

    #[test]
    fn the_peak_is_no_less_than_what_was_touched() {
        let bytes = 32 << 20;
        let touched = vec![1u8; bytes];
        assert!(peak().unwrap() > bytes as u64);
        assert!(address_space().unwrap() > bytes as u64);
        std::hint::black_box(touched);
    }

    #[test]
    fn a_limit_is_kept() {
        in_a_child("memory::tests::a_limit_is_kept", || {
            assert!(limit(64 << 20).unwrap());
            let mut vector = Vec::<u8>::new();
            assert!(vector.try_reserve_exact(32 << 20).is_ok());
            assert!(vector.try_reserve_exact(100 << 20).is_err());
        });
    }
}
