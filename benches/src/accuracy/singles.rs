//! All 2^32 arguments of an f32 function, against the f64 function of the same name.
//!
//! That one is a fair oracle: compared with MPFR it is right within an ulp or so of f64, which is 2 · 10^-9 ulp of f32.

use ndarray::{ArrayView1, ArrayViewMut1};
use ufunc_core::{Level, vectorize};

use crate::functions::Function;

/// Arguments computed at once: all that is needed for them stays in the second-level cache.
const CHUNK: usize = 1 << 12;

/// Everything from here on rounds to infinity, which is read as this number.
const BEYOND: f64 = 340282366920938463463374607431768211456.0; // 2^128

/// The error of `y` in ulps of the right result; 2^20 for a NaN or a zero's sign that is wrong.
#[vectorize]
fn error(y: f32, right: f64) -> f64 {
    let (found, wanted) = (
        (y as f64).clamp(-BEYOND, BEYOND),
        right.clamp(-BEYOND, BEYOND),
    );
    // One over the ulp, by exponents: 2^23 over the power of two of the right result, within the normal range.
    let power = wanted
        .abs()
        .clamp(1.1754943508222875e-38, BEYOND / 2.0)
        .to_bits()
        & (0x7ff << 52);
    let per_ulp = f64::from_bits(((2046 + 23) << 52) - power);
    let ulps = (found - wanted).abs() * per_ulp;
    let sign_wrong = (y == 0.0) & (y.is_sign_negative() != right.is_sign_negative());
    let wrong = sign_wrong | (y.is_nan() != right.is_nan());
    let ulps = if right.is_nan() { 0.0 } else { ulps };
    if wrong { 1048576.0 } else { ulps }
}

/// What is known of a level's errors.
struct Errors {
    level: Level,
    largest: f64,
    at: f32,
    beyond_one: u64,
}

/// Tries all arguments, and prints for each level: name, level, the largest error, the bits of its argument, and the number
/// of errors above 1 ulp.
pub(crate) fn run(function: &Function) {
    let best = *Level::available().last().expect("baseline at least");
    // Between the two no level has bits of its own: the samples, which are computed at all levels, show it.
    let mut levels = vec![Level::Baseline, best];
    levels.dedup();
    let mut all: Vec<Errors> = levels.into_iter().map(Errors::none).collect();
    let mut x = vec![0f32; CHUNK];
    let mut wide = vec![0f64; CHUNK];
    let mut right = vec![0f64; CHUNK];
    let mut y = vec![0f32; CHUNK];
    let mut ulps = vec![0f64; CHUNK];
    for first in (0..1u64 << 32).step_by(CHUNK) {
        for (offset, (x, wide)) in x.iter_mut().zip(&mut wide).enumerate() {
            *x = f32::from_bits(first as u32 + offset as u32);
            *wide = f64::from(*x);
        }
        best.force().expect("an available level");
        (function.double)(&[&wide], &mut right);
        for errors in &mut all {
            errors.level.force().expect("an available level");
            (function.single)(&[&x], &mut y);
            best.force().expect("an available level");
            let call = error::lazy(ArrayView1::from(&y), ArrayView1::from(&right)).serial();
            call.assign_to(ArrayViewMut1::from(&mut ulps[..]))
                .expect("equal lengths");
            errors.add(&x, &ulps);
        }
    }
    for errors in all {
        let Errors {
            level,
            largest,
            at,
            beyond_one,
        } = errors;
        println!(
            "{} {level:?} {largest:.4} {:08x} {beyond_one}",
            function.name,
            at.to_bits()
        );
    }
}

impl Errors {
    fn none(level: Level) -> Errors {
        Errors {
            level,
            largest: 0.0,
            at: 0.0,
            beyond_one: 0,
        }
    }

    fn add(&mut self, x: &[f32], ulps: &[f64]) {
        let largest = ufunc_core::slices::max(ulps);
        if largest > self.largest {
            let place = ulps.iter().position(|&error| error == largest);
            (self.largest, self.at) = (largest, x[place.expect("the largest is one of them")]);
        }
        if largest > 1.0 {
            self.beyond_one += ulps.iter().filter(|&&error| error > 1.0).count() as u64;
        }
    }
}
