//! Functions that are as odd as can be: for the tests.

use ndarray::{ArrayView2, ArrayViewMut2};
use num_complex::Complex;
use ufunc_core::{Element, Real, guvectorize, vectorize};

/// Panics at 13.
#[vectorize]
pub(crate) fn panics_at_13(x: f64) -> f64 {
    assert!(x != 13.0, "13 brings bad luck");
    2.0 * x
}

/// Panics at a row that begins with 13.
#[guvectorize("(n)->(n)")]
pub(crate) fn row_panics(x: &[f64], out: &mut [f64]) {
    out.copy_from_slice(x);
    assert!(x[0] != 13.0, "13 brings bad luck");
}

/// The root, or an error.
#[vectorize]
pub(crate) fn checked_sqrt(x: f64) -> Result<f64, String> {
    if x < 0.0 {
        Err(format!("{x} has no root"))
    } else {
        Ok(x.sqrt())
    }
}

/// A sum that may not pass 100.
#[vectorize]
pub(crate) fn fold_or_fail(a: f64, b: f64) -> Result<f64, String> {
    let sum = a + b;
    if sum > 100.0 {
        Err(format!("{sum} is more than 100"))
    } else {
        Ok(sum)
    }
}

/// 1/x, and 0 for 0: both arms are computed where the loop is vectorised.
#[vectorize]
pub(crate) fn careful_reciprocal<T: Real>(x: T) -> T {
    if x == T::lit(0.0) {
        T::lit(0.0)
    } else {
        T::lit(1.0) / x
    }
}

/// Which bytes a `bool` was read from would show here.
#[vectorize]
pub(crate) fn bits(b: bool, x: u8) -> u8 {
    u8::from(b) + x
}

/// Whether one of two is true.
#[vectorize(identity = false, associative, commutative)]
pub(crate) fn either(a: bool, b: bool) -> bool {
    a | b
}

/// How many are true, and how many are not.
#[guvectorize("(n)->(),()")]
pub(crate) fn true_and_false(b: &[bool]) -> (usize, usize) {
    // A `bool` that is neither would index out of bounds.
    let mut counts = [0usize; 2];
    for &b in b {
        counts[usize::from(b)] += 1;
    }
    (counts[1], counts[0])
}

/// Takes every element type of integers.
#[vectorize]
pub(crate) fn widths<T: Element + std::ops::Not<Output = T>>(x: T) -> T {
    !x
}

/// The product.
#[vectorize(associative, commutative)]
pub(crate) fn product<T: Element + std::ops::Mul<Output = T>>(a: T, b: T) -> T {
    a * b
}

/// The difference: no order but one.
#[vectorize]
pub(crate) fn subtract<T: Real>(a: T, b: T) -> T {
    a - b
}

/// The sum, of which nothing may be assumed.
#[vectorize]
pub(crate) fn strict_sum(a: f64, b: f64) -> f64 {
    a + b
}

/// The first: associative, but not commutative.
#[vectorize(associative)]
pub(crate) fn first(a: i64, _b: i64) -> i64 {
    a
}

/// The map x ↦ ax + b modulo 2³², after another one; a and b are the halves of the number. Associative, not commutative,
/// and with an identity.
#[vectorize(identity = 1 << 32, associative)]
pub(crate) fn after(f: u64, g: u64) -> u64 {
    let ((a, b), (c, d)) = ((f >> 32, f & 0xFFFF_FFFF), (g >> 32, g & 0xFFFF_FFFF));
    (a.wrapping_mul(c) << 32) | (a.wrapping_mul(d).wrapping_add(b) & 0xFFFF_FFFF)
}

/// Two results.
#[vectorize]
pub(crate) fn halves(x: i64) -> (i64, f64) {
    (x / 2, x as f64 / 2.0)
}

/// Writes every second element only.
#[guvectorize("(n)->(n)")]
pub(crate) fn incomplete(x: &[f64], out: &mut [f64]) {
    for i in (0..x.len()).step_by(2) {
        out[i] = x[i];
    }
}

/// The sum of each element's neighbours: wrong if what it reads was written before.
#[guvectorize("(m,n)->(m,n)")]
pub(crate) fn neighbours(x: ArrayView2<f64>, mut out: ArrayViewMut2<f64>) {
    let (m, n) = x.dim();
    for i in 0..m {
        for j in 0..n {
            out[[i, j]] = x[[i, (j + 1) % n]] + x[[(i + 1) % m, j]];
        }
    }
}

/// The matrix a bᵀ, or one row or element of it.
#[guvectorize("(m?),(n?)->(m?,n?)")]
pub(crate) fn rank_one(
    a: &[Complex<f64>],
    b: &[Complex<f64>],
    mut out: ArrayViewMut2<Complex<f64>>,
) {
    for (i, a) in a.iter().enumerate() {
        for (j, b) in b.iter().enumerate() {
            out[[i, j]] = a * b;
        }
    }
}

/// The first `count` elements, then zeros.
#[guvectorize("(n),()->(n)")]
pub(crate) fn repeat(x: &[i32], count: usize, out: &mut [i32]) {
    let count = count.min(x.len());
    out[..count].copy_from_slice(&x[..count]);
}

/// Always 7.
#[vectorize]
pub(crate) fn nothing() -> f64 {
    7.0
}
