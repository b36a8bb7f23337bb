//! The kernels that the guide's chapter on performance shows, word for word; the test `guard` reads their machine code.

use ndarray::prelude::*;
use ufunc_core::{Error, Real, guvectorize, slices, vectorize};

/// Float arithmetic and maths.
#[vectorize]
pub fn bell(x: f64, bw: f64) -> f64 {
    let z = x / bw;
    (-0.5 * z * z).exp() / bw.sqrt()
}

/// An `if` whose arms are float arithmetic and maths: both are computed, one is selected.
#[vectorize]
pub fn elu(x: f64) -> f64 {
    if x > 0.0 { x } else { x.exp_m1() }
}

/// An early return, likewise.
#[vectorize]
pub fn entropy(p: f64) -> f64 {
    if p <= 0.0 {
        return 0.0;
    }
    -p * p.ln()
}

/// An assignment to a local, likewise.
#[vectorize]
pub fn root(x: f64) -> f64 {
    let mut y = x;
    if y < 0.0 {
        y = 0.0;
    }
    y.sqrt()
}

/// Angles, in a body that is float arithmetic and nothing else.
#[vectorize]
pub fn wave(t: f64) -> f64 {
    (2.0 * t).sin() + t.cos()
}

/// Calls of other ufuncs, with scalars.
#[vectorize]
pub fn twice(x: f64) -> f64 {
    bell(x, 0.5) + bell(x, 2.0)
}

/// A loop whose length is known.
#[vectorize]
pub fn polynomial(x: f64) -> f64 {
    let mut y = 0.0;
    for c in [1.0, 0.5, 0.25, 0.125] {
        y = y * x + c;
    }
    y
}

/// Conversions.
#[vectorize]
pub fn scaled(count: i32, by: f32) -> f64 {
    f64::from(count) * f64::from(by)
}

/// Loops in a function with core dimensions, by iterators: no index can be out of range.
#[guvectorize("(n)->(n)")]
pub fn softmax(x: &[f64], out: &mut [f64]) {
    let most = slices::max(x);
    for (out, x) in out.iter_mut().zip(x) {
        *out = (x - most).exp();
    }
    let sum = slices::sum(out);
    for out in out {
        *out /= sum;
    }
}

/// The standard library's functions: a call for each element.
#[vectorize(math = "std")]
pub fn decay(t: f64, rate: f64) -> f64 {
    (-t * rate).exp()
}

/// A `Result`: each element may be the first to fail.
#[vectorize]
pub fn checked(x: f64) -> Result<f64, std::num::ParseFloatError> {
    if x < 0.0 {
        "a root".parse()
    } else {
        Ok(x.sqrt())
    }
}

/// A loop that ends when it is done.
#[vectorize]
pub fn newton(x: f64) -> f64 {
    let mut y = 1.0;
    while (y * y - x).abs() > 1e-12 * x {
        y = 0.5 * (y + x / y);
    }
    y
}

/// An index, which may panic.
#[vectorize]
pub fn looked_up(i: usize) -> f64 {
    [1.0, 0.5, 0.25, 0.125][i] * 3.0
}

/// Functions that have no vectorising form: `gamma`, `ln_gamma`.
#[vectorize]
pub fn factorial<T: Real>(n: T) -> T {
    (n + T::one()).gamma()
}

/// Angles, where the body is more than float arithmetic: every angle is computed carefully at once.
#[vectorize]
pub fn tone(t: f64, octave: usize) -> f64 {
    let times = 1_u32 << (octave % 8);
    (f64::from(times) * t).sin()
}

/// A sum in the order of the loop; `slices::sum` vectorises.
#[guvectorize("(n)->()")]
pub fn sum_in_order(x: &[f64]) -> f64 {
    let mut sum = 0.0;
    for x in x {
        sum += x;
    }
    sum
}

/// Calls all of them.
///
/// # Errors
///
/// If there is no memory.
pub fn all(x: &Array1<f64>, i: &Array1<usize>) -> Result<(), Error> {
    let out = &mut x.clone();
    bell::lazy(x, x).assign_to(&mut *out)?;
    elu::lazy(x).assign_to(&mut *out)?;
    entropy::lazy(x).assign_to(&mut *out)?;
    root::lazy(x).assign_to(&mut *out)?;
    wave::lazy(x).assign_to(&mut *out)?;
    twice::lazy(x).assign_to(&mut *out)?;
    polynomial::lazy(x).assign_to(&mut *out)?;
    scaled::lazy(&[1], &[1.0]).assign_to(&mut *out)?;
    softmax::lazy(x).assign_to(&mut *out)?;
    decay::lazy(x, x).assign_to(&mut *out)?;
    checked::lazy(x).assign_to(&mut *out)?;
    newton::lazy(x).assign_to(&mut *out)?;
    looked_up::lazy(i).assign_to(&mut *out)?;
    factorial::lazy(x).assign_to(&mut *out)?;
    tone::lazy(x, i).assign_to(&mut *out)?;
    sum_in_order::lazy(x).assign_to(&mut out[0])
}
