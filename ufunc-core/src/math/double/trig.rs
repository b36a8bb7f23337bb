//! Sine, cosine, tangent: quick forms for all but huge arguments, careful forms (the same bits there) for every one.

#[cfg(not(feature = "std"))]
use crate::math::without_std::Methods as _;

mod huge;

use super::parts::{MAGIC, product_less};
use crate::math::bits::{fma, select};
pub(crate) use huge::huge;

/// An argument as `quadrant · π/2 + (high - less)` with the difference within ±π/4 and a hair.
struct Reduced {
    high: f64,
    less: f64,
    /// Only the two lowest bits count.
    quadrant: u64,
}

/// sin x, for arguments that are not `huge`: Cody–Waite reduction, fdlibm's forms, polynomials of our own. Error at
/// most 0.84 ulp, 0.90 without FMA. -0 stays, infinities give NaN; so it is for all here.
#[inline(always)]
pub(crate) fn sin<const FMA: bool>(x: f64) -> f64 {
    sin_of::<FMA>(reduce::<FMA>(x))
}

/// cos x, for arguments that are not `huge`, as `sin`. Error at most 0.87 ulp, 0.92 without FMA.
#[inline(always)]
pub(crate) fn cos<const FMA: bool>(x: f64) -> f64 {
    cos_of::<FMA>(reduce::<FMA>(x))
}

/// (sin x, cos x), the bits of `sin` and `cos`, for arguments that are not `huge`.
#[inline(always)]
pub(crate) fn sin_cos<const FMA: bool>(x: f64) -> (f64, f64) {
    sin_cos_of::<FMA>(reduce::<FMA>(x))
}

/// tan x, for arguments that are not `huge`: sine by cosine, both in pairs of doubles. Error at most 0.96 ulp, 1.06
/// without FMA.
#[inline(always)]
pub(crate) fn tan<const FMA: bool>(x: f64) -> f64 {
    tan_of::<FMA>(reduce::<FMA>(x))
}

/// sin x for every x: the bits of `sin` unless `huge`.
#[inline(always)]
pub(crate) fn sin_any<const FMA: bool>(x: f64) -> f64 {
    sin_of::<FMA>(reduce_any::<FMA>(x))
}

/// cos x for every x: the bits of `cos` unless `huge`.
#[inline(always)]
pub(crate) fn cos_any<const FMA: bool>(x: f64) -> f64 {
    cos_of::<FMA>(reduce_any::<FMA>(x))
}

/// (sin x, cos x) for every x: the bits of `sin_cos` unless `huge`.
#[inline(always)]
pub(crate) fn sin_cos_any<const FMA: bool>(x: f64) -> (f64, f64) {
    sin_cos_of::<FMA>(reduce_any::<FMA>(x))
}

/// tan x for every x: the bits of `tan` unless `huge`.
#[inline(always)]
pub(crate) fn tan_any<const FMA: bool>(x: f64) -> f64 {
    tan_of::<FMA>(reduce_any::<FMA>(x))
}

#[inline(always)]
fn reduce_any<const FMA: bool>(x: f64) -> Reduced {
    if huge::<FMA>(x) {
        huge::reduce(x)
    } else {
        reduce::<FMA>(x)
    }
}

/// Takes multiples of π/2 off by its first pieces; NaN for infinities.
#[inline(always)]
fn reduce<const FMA: bool>(x: f64) -> Reduced {
    let shifted = fma::<FMA>(x, core::f64::consts::FRAC_2_PI, MAGIC);
    let n = shifted - MAGIC;
    let quadrant = shifted.to_bits();
    if FMA {
        // 53 bits of π/2, 29 and 53. The first step is exact, as the difference has no bit below 2^-53, and so is
        // the second product.
        const PIECES: [f64; 3] = [
            core::f64::consts::FRAC_PI_2,
            6.12323399409214e-17,
            1.6446256936324258e-26,
        ];
        let first = (-n).mul_add(PIECES[0], x);
        let second = n * PIECES[1];
        let high = first - second;
        let less = n.mul_add(PIECES[2], second - (first - high));
        Reduced {
            high,
            less,
            quadrant,
        }
    } else {
        // 33 bits a piece: their products with n are exact.
        const PIECES: [f64; 4] = [
            1.5707963267341256,
            6.077100506303966e-11,
            2.0222662487111665e-21,
            8.4784276603689e-32,
        ];
        let first = x - n * PIECES[0];
        let step = n * PIECES[1];
        let second = first - step;
        let second_low = (first - second) - step;
        let step = n * PIECES[2];
        let third = second - step;
        let low = ((second - third) - step) + (second_low - n * PIECES[3]);
        let high = third + low;
        Reduced {
            // The sum has lost the sign of a zero.
            high: select(n == 0.0, x, high),
            less: (high - third) - low,
            quadrant,
        }
    }
}

#[inline(always)]
fn sin_of<const FMA: bool>(x: Reduced) -> f64 {
    let even = x.quadrant & 1 == 0;
    let value = select(
        even,
        sin_near::<FMA>(&x).value(),
        cos_near::<FMA>(&x).value(),
    );
    negate_if(value, x.quadrant & 2)
}

#[inline(always)]
fn cos_of<const FMA: bool>(x: Reduced) -> f64 {
    let quadrant = x.quadrant.wrapping_add(1);
    sin_of::<FMA>(Reduced { quadrant, ..x })
}

#[inline(always)]
fn sin_cos_of<const FMA: bool>(x: Reduced) -> (f64, f64) {
    let even = x.quadrant & 1 == 0;
    let sin = sin_near::<FMA>(&x).value();
    let cos = cos_near::<FMA>(&x).value();
    (
        negate_if(select(even, sin, cos), x.quadrant & 2),
        negate_if(select(even, cos, sin), x.quadrant.wrapping_add(1) & 2),
    )
}

#[inline(always)]
fn tan_of<const FMA: bool>(x: Reduced) -> f64 {
    let even = x.quadrant & 1 == 0;
    let mut sin = sin_near::<FMA>(&x);
    // Here the sine's small part has to count by the derivative, 1 - x²/2, too.
    sin.less = fma::<FMA>(-0.5 * x.high * x.high, x.less, sin.less);
    let sin = sin.normalized();
    let cos = cos_near::<FMA>(&x).normalized();
    let above = sin.or(cos, even);
    let below = cos.or(sin, even);
    let inverse = 1.0 / below.high;
    let quotient = above.high * inverse;
    let product = quotient * below.high;
    let error = product_less::<FMA>(quotient, below.high, product);
    let rest = (above.high - product) - error;
    let rest = rest + fma::<FMA>(quotient, below.less, -above.less);
    let value = fma::<FMA>(rest, inverse, quotient);
    // The sums have lost the sign of a zero.
    let value = select(x.high == 0.0, x.high, value);
    f64::from_bits(value.to_bits() ^ (x.quadrant << 63))
}

/// `high - less`, with `less` the small part: a difference, as it keeps the sign of a zero `high`.
#[derive(Clone, Copy)]
struct Difference {
    high: f64,
    less: f64,
}

impl Difference {
    #[inline(always)]
    fn value(self) -> f64 {
        self.high - self.less
    }

    /// The same with `high` the rounded value.
    #[inline(always)]
    fn normalized(self) -> Self {
        let high = self.value();
        let less = (high - self.high) + self.less;
        Self { high, less }
    }

    /// `self` if `condition`.
    #[inline(always)]
    fn or(self, other: Self, condition: bool) -> Self {
        Self {
            high: select(condition, self.high, other.high),
            less: select(condition, self.less, other.less),
        }
    }
}

/// sin(high - less) near zero: the argument plus its cube times a polynomial of relative error 2^-57.9.
#[inline(always)]
fn sin_near<const FMA: bool>(x: &Reduced) -> Difference {
    const C: [f64; 6] = [
        -0.1666666666666663,
        0.00833333333332184,
        -0.0001984126982935855,
        2.7557313538529387e-06,
        -2.5050734392631417e-08,
        1.5895433530193846e-10,
    ];
    let square = x.high * x.high;
    let series = polynomial::<FMA>(square, &C);
    Difference {
        high: x.high,
        less: fma::<FMA>(-(square * x.high), series, x.less),
    }
}

/// cos(high - less) near zero: 1 - x²/2, exactly, plus x⁴ times a polynomial of relative error 2^-63.9.
#[inline(always)]
fn cos_near<const FMA: bool>(x: &Reduced) -> Difference {
    const C: [f64; 6] = [
        0.041666666666666595,
        -0.001388888888887334,
        2.480158728899982e-05,
        -2.7557314216187614e-07,
        2.0875705258175707e-09,
        -1.1358741116977619e-11,
    ];
    let square = x.high * x.high;
    let series = polynomial::<FMA>(square, &C);
    let half = 0.5 * square;
    let high = 1.0 - half;
    let rest = half - (1.0 - high);
    // The small part counts by the derivative, -x.
    let rest = fma::<FMA>(-x.high, x.less, rest);
    Difference {
        high,
        less: fma::<FMA>(-(square * square), series, rest),
    }
}

/// c0 + c1 z + … + c5 z⁵, in pairs.
#[inline(always)]
fn polynomial<const FMA: bool>(z: f64, c: &[f64; 6]) -> f64 {
    let w = z * z;
    let low = fma::<FMA>(c[1], z, c[0]);
    let middle = fma::<FMA>(c[3], z, c[2]);
    let high = fma::<FMA>(c[5], z, c[4]);
    fma::<FMA>(fma::<FMA>(high, w, middle), w, low)
}

/// `x`, with the other sign if bit 1 of `bit` is set.
#[inline(always)]
fn negate_if(x: f64, bit: u64) -> f64 {
    f64::from_bits(x.to_bits() ^ (bit << 62))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check<const FMA: bool>() {
        for x in [f64::INFINITY, f64::NEG_INFINITY, f64::NAN] {
            assert!(!huge::<FMA>(x));
            assert!(sin::<FMA>(x).is_nan() && cos::<FMA>(x).is_nan() && tan::<FMA>(x).is_nan());
        }
        for zero in [0.0, -0.0_f64] {
            assert_eq!(sin::<FMA>(zero).to_bits(), zero.to_bits());
            assert_eq!(tan::<FMA>(zero).to_bits(), zero.to_bits());
            assert_eq!(cos::<FMA>(zero), 1.0);
        }
        for step in 0..20_000 {
            let x = f64::from(step) * 0.7 - 7000.0;
            let (s, c) = sin_cos::<FMA>(x);
            let quick = [sin::<FMA>(x), cos::<FMA>(x), tan::<FMA>(x), s, c];
            let (s, c) = sin_cos_any::<FMA>(x);
            let careful = [
                sin_any::<FMA>(x),
                cos_any::<FMA>(x),
                tan_any::<FMA>(x),
                s,
                c,
            ];
            assert_eq!(quick.map(f64::to_bits), careful.map(f64::to_bits), "{x}");
            assert_eq!((quick[0], quick[1]), (quick[3], quick[4]), "{x}");
        }
    }

    #[test]
    fn quick_and_careful_forms_agree() {
        check::<true>();
        check::<false>();
    }

    #[test]
    fn huge_arguments() {
        // Correctly rounded, from MPFR. The third is the number nearest to a multiple of π/2.
        let cases = [
            (1e22, -0.8522008497671888, 0.523214785395139),
            (f64::MIN, -0.004961954789184062, -0.9999876894265599),
            (5.319372648326541e255, 1.0, -4.687165924254628e-19),
        ];
        for (x, sin, cos) in cases {
            let near = |value: f64, exact: f64| (value - exact).abs() <= f64::EPSILON * exact.abs();
            let (s, c) = sin_cos_any::<true>(x);
            assert!(
                huge::<true>(x) && near(s, sin) && near(c, cos),
                "{x}: {s}, {c}"
            );
            let (s, c) = sin_cos_any::<false>(x);
            assert!(
                huge::<false>(x) && near(s, sin) && near(c, cos),
                "{x}: {s}, {c}"
            );
        }
    }
}
