//! Pieces that several `f64` families share: powers of two from bits, exponent and mantissa, the logarithm's kernel.

use crate::math::bits::{fma, select};
#[cfg(not(feature = "std"))]
use crate::math::without_std::Methods as _;

/// 1.5 * 2^52. Adding it rounds a small number to an integer and leaves that integer in the low bits of the sum.
pub(super) const MAGIC: f64 = 6_755_399_441_055_744.0;
/// ln 2, first 32 bits: a multiple by an exponent is exact.
pub(super) const LN2_HI: f64 = f64::from_bits(0x3fe6_2e42_fee0_0000);
/// ln 2 less `LN2_HI`.
pub(super) const LN2_LO: f64 = f64::from_bits(0x3dea_39ef_3579_3c76);
/// log2 e, in two doubles.
pub(super) const LOG2_E: [f64; 2] = [core::f64::consts::LOG2_E, 2.0355273740931033e-17];
/// log10 2, first 41 bits: a multiple by an exponent is exact.
pub(super) const LOG10_2_HI: f64 = 0.3010299956640665;
/// log10 2 less `LOG10_2_HI`.
pub(super) const LOG10_2_LO: f64 = -8.532344317057107e-14;
/// What `split` takes off an exponent of a normal number.
pub(super) const BIAS: f64 = TWO52 + 1023.0;

/// Beyond this all numbers are integers.
pub(super) const TWO52: f64 = 4_503_599_627_370_496.0;
/// The sign's bit.
pub(super) const SIGN: u64 = 1 << 63;

const TWO54: f64 = 18_014_398_509_481_984.0;
const SQRT_HALF: u64 = 0x3fe6_a09e_667f_3bcd;
const ONE: u64 = 0x3ff0_0000_0000_0000;
const MANTISSA: u64 = (1 << 52) - 1;

/// `a * b - p` without rounding, for `p` near the product.
#[inline(always)]
pub(super) fn product_less<const FMA: bool>(a: f64, b: f64, p: f64) -> f64 {
    if FMA {
        a.mul_add(b, -p)
    } else {
        // Dekker's product, split by masks: no overflow in the splitting.
        let head = |v: f64| f64::from_bits(v.to_bits() & 0xffff_ffff_f800_0000);
        let (a_hi, b_hi) = (head(a), head(b));
        let (a_lo, b_lo) = (a - a_hi, b - b_hi);
        ((a_hi * b_hi - p) + a_hi * b_lo + a_lo * b_hi) + a_lo * b_lo
    }
}

/// Two factors of `2^k`, where the low bits of `t` hold `k + 2046`: any result is reached with one rounding.
#[inline(always)]
pub(super) fn halves_of_power(t: f64) -> (f64, f64) {
    let twice = t.to_bits();
    let half = twice >> 1;
    (
        f64::from_bits(half << 52),
        f64::from_bits(twice.wrapping_sub(half) << 52),
    )
}

/// `x = m * 2^k` with `m` in [√½, √2), for positive normal `x`; `bias` is `BIAS`, or more to lower `k`.
#[inline(always)]
pub(super) fn split(x: f64, bias: f64) -> (f64, f64) {
    let shifted = x.to_bits().wrapping_add(ONE - SQRT_HALF);
    let mantissa = f64::from_bits((shifted & MANTISSA).wrapping_add(SQRT_HALF));
    let exponent = f64::from_bits((shifted >> 52) | TWO52.to_bits()) - bias;
    (mantissa, exponent)
}

/// `split` for any positive `x`, subnormal ones too.
#[inline(always)]
pub(super) fn split_any(x: f64) -> (f64, f64) {
    let subnormal = x < f64::MIN_POSITIVE;
    let scaled = select(subnormal, x * TWO54, x);
    split(scaled, select(subnormal, BIAS + 54.0, BIAS))
}

/// ln m = f - s u, in fdlibm's form: f = m - 1, s = f/(2 + f), u = f - R(s²).
pub(super) struct LnPieces {
    f: f64,
    s: f64,
    u: f64,
    /// 1/(4m) to a hundredth.
    quarter_inverse: f64,
}

/// The pieces of ln m for `m` in [√½, √2].
#[inline(always)]
pub(super) fn ln_pieces<const FMA: bool>(m: f64) -> LnPieces {
    const R: [f64; 7] = [
        0.6666666666666735,
        0.3999999999940942,
        0.2857142874366239,
        0.22222198432149784,
        0.1818357216161805,
        0.15313837699209373,
        0.14798198605116586,
    ];
    let f = m - 1.0;
    let s = f / (m + 1.0);
    let z = s * s;
    let w = z * z;
    let a = fma::<FMA>(R[1], z, R[0]);
    let b = fma::<FMA>(R[3], z, R[2]);
    let c = fma::<FMA>(R[6], w, fma::<FMA>(R[5], z, R[4]));
    let series = fma::<FMA>(c, w * w, fma::<FMA>(b, w, a));
    LnPieces {
        f,
        s,
        u: fma::<FMA>(-z, series, f),
        quarter_inverse: fma::<FMA>(0.5, z - s, 0.25), // 1/m = (1 - s)/(1 + s)
    }
}

impl LnPieces {
    /// `low` and what `nudge`, four times what `m` lacks, adds to the logarithm.
    #[inline(always)]
    pub(super) fn nudged<const FMA: bool>(&self, nudge: f64, low: f64) -> f64 {
        fma::<FMA>(nudge, self.quarter_inverse, low)
    }

    /// The logarithm, k ln 2 and what is small.
    #[inline(always)]
    pub(super) fn ln<const FMA: bool>(&self, k: f64, small: f64) -> f64 {
        fma::<FMA>(k, LN2_HI, self.f - fma::<FMA>(self.s, self.u, -small))
    }

    /// The logarithm and what is small, times a factor (in two doubles), in two doubles.
    #[inline(always)]
    pub(super) fn times<const FMA: bool>(
        &self,
        [factor, factor_rest]: [f64; 2],
        small: f64,
    ) -> (f64, f64) {
        let t = self.s * self.u;
        let ln = self.f - t;
        let ln_rest = ((self.f - ln) - t) + (small - product_less::<FMA>(self.s, self.u, t));
        let head = ln * factor;
        let rest = fma::<FMA>(ln, factor_rest, product_less::<FMA>(ln, factor, head));
        (head, fma::<FMA>(ln_rest, factor, rest))
    }
}

/// `split` of a sum: `hi + lo` = (m + nudge/4) 2^k, for positive normal `hi` and `lo` below its last bit.
#[inline(always)]
pub(super) fn split_sum(hi: f64, lo: f64, bias: f64) -> (f64, f64, f64) {
    let (m, k) = split(hi, bias);
    // 2^(2-k): four times, as for the largest k 2^-k would not do, but may be 0.
    let unit = f64::from_bits(((MAGIC + 1025.0) - k).to_bits() << 52);
    (m, lo * unit, k)
}

/// ln(hi + lo), see `split_sum`. With n taken off the bias n ln 2 is added; then `lo` must be 0.
#[inline(always)]
pub(super) fn ln_sum<const FMA: bool>(hi: f64, lo: f64, bias: f64) -> f64 {
    let (m, nudge, k) = split_sum(hi, lo, bias);
    let pieces = ln_pieces::<FMA>(m);
    pieces.ln::<FMA>(k, pieces.nudged::<FMA>(nudge, k * LN2_LO))
}

/// `x` with the sign of `sign`, for `x` that is positive, or has that sign already.
#[inline(always)]
pub(super) fn or_sign(x: f64, sign: f64) -> f64 {
    f64::from_bits(x.to_bits() | (sign.to_bits() & SIGN))
}

/// Puts a logarithm's special values right: -inf at 0, NaN below, inf and NaN as they came.
#[inline(always)]
pub(super) fn ln_specials(x: f64, value: f64) -> f64 {
    let value = select(x < f64::INFINITY, value, x);
    let value = select(x >= 0.0, value, f64::NAN);
    select(x == 0.0, f64::NEG_INFINITY, value)
}
