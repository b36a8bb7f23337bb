//! Pieces shared by the families: polynomials, sign bits, and the exponential and logarithm in `f64` lanes, where a
//! result to 30 bits costs no corrections.

use crate::math::bits::{fma, fmaf, select};

/// 1.5·2²³: a sum with it rounds to an integer, which stands in the low bits.
pub(super) const MAGIC: f32 = 12582912.0;
/// 1.5·2⁵²: the same for `f64`.
pub(super) const MAGIC_WIDE: f64 = 6755399441055744.0;

/// `c[0] + c[1] x + c[2] x² + …`, by Horner's rule.
#[inline(always)]
pub(super) fn horner<const FMA: bool, const N: usize>(x: f32, c: [f32; N]) -> f32 {
    let mut sum = c[N - 1];
    for i in (0..N - 1).rev() {
        sum = fmaf::<FMA>(sum, x, c[i]);
    }
    sum
}

/// [`horner`] with even and odd powers apart: one operation more, but two chains side by side.
#[inline(always)]
pub(super) fn two_chains<const FMA: bool, const N: usize>(x: f32, c: [f32; N]) -> f32 {
    let square = x * x;
    let (mut one, mut other) = (c[N - 1], c[N - 2]);
    for i in (0..N - 2).rev() {
        (one, other) = (other, fmaf::<FMA>(one, square, c[i]));
    }
    fmaf::<FMA>(one, x, other)
}

/// [`horner`] in `f64`.
#[inline(always)]
pub(super) fn horner_wide<const FMA: bool, const N: usize>(x: f64, c: [f64; N]) -> f64 {
    let mut sum = c[N - 1];
    for i in (0..N - 1).rev() {
        sum = fma::<FMA>(sum, x, c[i]);
    }
    sum
}

/// [`two_chains`] in `f64`.
#[inline(always)]
pub(super) fn two_chains_wide<const FMA: bool, const N: usize>(x: f64, c: [f64; N]) -> f64 {
    let square = x * x;
    let (mut one, mut other) = (c[N - 1], c[N - 2]);
    for i in (0..N - 2).rev() {
        (one, other) = (other, fma::<FMA>(one, square, c[i]));
    }
    fma::<FMA>(one, x, other)
}

/// The sign bit of `x`, alone.
#[inline(always)]
pub(super) fn sign_of(x: f32) -> u32 {
    x.to_bits() & (1 << 31)
}

/// `value`, which is not negative, with the sign of `x`.
#[inline(always)]
pub(super) fn with_sign(value: f32, x: f32) -> f32 {
    f32::from_bits(value.to_bits() | sign_of(x))
}

/// log₂ u for a positive, finite, normal `u`, to 2^-37 of itself.
#[inline(always)]
pub(super) fn log2_wide<const FMA: bool>(u: f64) -> f64 {
    // u = 2^k m, m between √½ and √2; with s = (m - 1)/(m + 1) the logarithm of m is odd in s.
    const FROM: u64 = core::f64::consts::FRAC_1_SQRT_2.to_bits();
    const TO_ONE: u64 = 1.0_f64.to_bits() - FROM;
    const MANTISSA: u64 = (1 << 52) - 1;
    const TWO_52: f64 = 4503599627370496.0; // its low bits hold an integer
    const C: [f64; 5] = [
        2.885390081790141,
        0.9617966732666487,
        0.5770836002797882,
        0.4116717484075478,
        0.3407489370768081,
    ];
    let bits = u.to_bits().wrapping_add(TO_ONE);
    let m = f64::from_bits((bits & MANTISSA).wrapping_add(FROM));
    let k = f64::from_bits(bits >> 52 | TWO_52.to_bits()) - (TWO_52 + 1023.0);
    let s = (m - 1.0) / (m + 1.0);
    fma::<FMA>(horner_wide::<FMA, 5>(s * s, C), s, k)
}

/// ln u, as [`log2_wide`].
#[inline(always)]
pub(super) fn ln_wide<const FMA: bool>(u: f64) -> f64 {
    log2_wide::<FMA>(u) * core::f64::consts::LN_2
}

/// ln(1 + v) for a finite v > -1, as exact for small v.
#[inline(always)]
pub(super) fn ln_1p_wide<const FMA: bool>(v: f64) -> f64 {
    let u = 1.0 + v;
    // What the sum loses matters where u is about 1, so that the logarithm's slope is 1. Of a large v it may be the 1.
    let lost = select(v > 1.0, 0.0, v - (u - 1.0)); // NaN stays
    ln_wide::<FMA>(u) + lost
}

/// 2ᵛ, to 2^-29 of itself, exact for integers; beyond ±200, which no `f32` reaches, 2^±200.
#[inline(always)]
pub(super) fn exp2_wide<const FMA: bool>(v: f64) -> f64 {
    const C: [f64; 7] = [
        1.0,
        0.6931472031154408,
        0.2402264788007107,
        0.05550331854004281,
        0.00961843984858788,
        0.0013399132572184265,
        0.00015353153384496752,
    ];
    let v = select(v > 200.0, 200.0, v);
    let v = select(v < -200.0, -200.0, v);
    let t = v + (MAGIC_WIDE + 1023.0);
    let r = v - (t - (MAGIC_WIDE + 1023.0));
    horner_wide::<FMA, 7>(r, C) * f64::from_bits(t.to_bits() << 52)
}
