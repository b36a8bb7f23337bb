//! Instruction sets: which one is used, and how work gets compiled for each.

use core::cell::Cell;
use core::fmt;
use core::sync::atomic::{AtomicU8, Ordering};

use crate::math::{Careful, Mode, Quick};

/// An instruction set that loops and maths are compiled for; the better ones come later.
///
/// The best that the processor has is used. A lower one can be forced, for tests and for results that are equal to the
/// bit on different machines: by [`Level::force`], or by the environment variable `UFUNC_LEVEL` (`baseline`, `avx2`,
/// `avx512`), which is read once, at the first call. Levels differ by roundings: from `Avx2` on, maths functions use the
/// fused multiply-add.
///
/// ```
/// use ufunc_core::Level;
///
/// println!("computing with {}", Level::current());
/// assert!(Level::available().contains(&Level::Baseline));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Level {
    /// What the program was compiled for: SSE2 on x86-64. The same bits on every machine.
    Baseline,
    /// NEON with its fused multiply-add: every 64-bit Arm processor.
    Neon,
    /// AVX2 and FMA: x86-64 since 2013 (Intel) and 2015 (AMD).
    Avx2,
    /// AVX-512 F, DQ, VL and BW.
    Avx512,
}

/// The level in use as `Level as u8 + 1`; 0 until it is known.
static CURRENT: AtomicU8 = AtomicU8::new(0);

impl Level {
    const ALL: [Level; 4] = [Level::Baseline, Level::Neon, Level::Avx2, Level::Avx512];

    /// The level in use.
    #[inline]
    pub fn current() -> Level {
        match CURRENT.load(Ordering::Relaxed) {
            0 => Level::detect(),
            1 => Level::Baseline,
            2 => Level::Neon,
            3 => Level::Avx2,
            _ => Level::Avx512,
        }
    }

    /// The levels that can be used here, lowest first.
    pub fn available() -> alloc::vec::Vec<Level> {
        Level::ALL
            .into_iter()
            .filter(|level| level.is_available())
            .collect()
    }

    /// Uses this level from the next call on, in all threads of the program.
    ///
    /// # Errors
    ///
    /// The level, if this machine does not have it; nothing has changed then.
    pub fn force(self) -> Result<(), Level> {
        if !self.is_available() {
            return Err(self);
        }
        CURRENT.store(self as u8 + 1, Ordering::Relaxed);
        Ok(())
    }

    /// The best level of this machine, or the one that the environment asks for.
    #[cold]
    fn detect() -> Level {
        let best = Level::ALL
            .into_iter()
            .rev()
            .find(|level| level.is_available());
        let level = wanted()
            .filter(|level| level.is_available())
            .or(best)
            .unwrap_or(Level::Baseline);
        CURRENT.store(level as u8 + 1, Ordering::Relaxed);
        level
    }

    fn is_available(self) -> bool {
        match self {
            Level::Baseline => true,
            Level::Neon => cfg!(target_arch = "aarch64"),
            #[cfg(all(feature = "std", target_arch = "x86_64"))]
            Level::Avx2 => {
                std::is_x86_feature_detected!("avx2")
                    && std::is_x86_feature_detected!("fma")
                    && std::is_x86_feature_detected!("bmi1")
                    && std::is_x86_feature_detected!("bmi2")
            }
            #[cfg(all(feature = "std", target_arch = "x86_64"))]
            Level::Avx512 => {
                Level::Avx2.is_available()
                    && std::is_x86_feature_detected!("avx512f")
                    && std::is_x86_feature_detected!("avx512dq")
                    && std::is_x86_feature_detected!("avx512vl")
                    && std::is_x86_feature_detected!("avx512bw")
            }
            #[cfg(not(all(feature = "std", target_arch = "x86_64")))]
            Level::Avx2 | Level::Avx512 => false,
        }
    }

    /// Runs `job` without branches. The flag tells whether an argument was out of reach: then the job has to be done
    /// again, [carefully](Level::careful).
    #[inline(always)]
    pub(crate) fn quick<J: Job>(self, job: J) -> (J::Output, bool) {
        self.run(Quickly(job))
    }

    /// Runs `job` so that every argument gets its right result.
    #[inline(always)]
    pub(crate) fn careful<J: Job>(self, job: J) -> J::Output {
        self.run(Carefully(job))
    }

    #[inline(always)]
    fn run<F: Flavour>(self, job: F) -> F::Output {
        match self {
            // SAFETY: `force` and `detect` choose only levels that this processor has.
            #[cfg(target_arch = "x86_64")]
            Level::Avx512 => unsafe { avx512(job) },
            // SAFETY: as above.
            #[cfg(target_arch = "x86_64")]
            Level::Avx2 => unsafe { avx2(job) },
            #[cfg(target_arch = "aarch64")]
            Level::Neon => fused(job),
            _ => baseline(job),
        }
    }
}

impl fmt::Display for Level {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Level::Baseline => "baseline",
            Level::Neon => "NEON",
            Level::Avx2 => "AVX2 + FMA",
            Level::Avx512 => "AVX-512",
        })
    }
}

/// What the environment asks for.
fn wanted() -> Option<Level> {
    #[cfg(feature = "std")]
    match std::env::var("UFUNC_LEVEL").ok()?.as_str() {
        "baseline" => return Some(Level::Baseline),
        "neon" => return Some(Level::Neon),
        "avx2" => return Some(Level::Avx2),
        "avx512" => return Some(Level::Avx512),
        _ => {}
    }
    None
}

/// Work that is compiled for every level.
///
/// `run` has to be `#[inline(always)]`, and to reach its loops through such functions only, not through closures: what is
/// not inlined into the functions below is compiled without their instructions.
pub(crate) trait Job {
    /// Its result.
    type Output;
    /// Does it.
    fn run<M: Mode>(self, mode: M) -> Self::Output;
}

/// A job in one of two ways, for either kind of multiply-add.
trait Flavour {
    type Output;
    fn run<const FMA: bool>(self) -> Self::Output;
}

struct Quickly<J>(J);
struct Carefully<J>(J);

impl<J: Job> Flavour for Quickly<J> {
    type Output = (J::Output, bool);
    #[inline(always)]
    fn run<const FMA: bool>(self) -> (J::Output, bool) {
        let noted = Cell::new(false);
        let output = self.0.run(Quick::<FMA>(&noted));
        (output, noted.get())
    }
}

impl<J: Job> Flavour for Carefully<J> {
    type Output = J::Output;
    #[inline(always)]
    fn run<const FMA: bool>(self) -> J::Output {
        self.0.run(Careful::<FMA>)
    }
}

#[inline(never)]
fn baseline<F: Flavour>(job: F) -> F::Output {
    job.run::<false>()
}

#[cfg(target_arch = "aarch64")]
#[inline(never)]
fn fused<F: Flavour>(job: F) -> F::Output {
    job.run::<true>()
}

#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx2,fma,bmi1,bmi2")]
#[inline(never)]
fn avx2<F: Flavour>(job: F) -> F::Output {
    job.run::<true>()
}

#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx512f,avx512dq,avx512vl,avx512bw,avx2,fma,bmi1,bmi2")]
#[inline(never)]
fn avx512<F: Flavour>(job: F) -> F::Output {
    job.run::<true>()
}
