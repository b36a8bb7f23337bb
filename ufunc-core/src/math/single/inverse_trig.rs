//! Inverse trigonometric functions, in `f64` lanes.

#[cfg(not(feature = "std"))]
use crate::math::without_std::Methods as _;
use core::f64::consts::{FRAC_PI_2, PI};

use super::parts::{horner_wide, two_chains_wide};
use crate::math::bits::{fma, select};

/// asin x = π/2 - 2 asin √((1 - x)/2) for |x| > ½; a polynomial for asin up to ½.
///
/// Largest error: 0.51 ulp. -0 is kept; NaN beyond ±1.
#[inline(always)]
pub(crate) fn asin<const FMA: bool>(x: f32) -> f32 {
    let size = f64::from(x.abs());
    let far = size > 0.5;
    let angle = asin_core::<FMA>(size, far);
    let value = select(far, fma::<FMA>(-2.0, angle, FRAC_PI_2), angle);
    value.copysign(f64::from(x)) as f32
}

/// acos x = 2 asin √((1 - x)/2) for x > ½, π minus the like for x < -½, π/2 - asin x between. See [`asin`].
///
/// Largest error: 0.51 ulp.
#[inline(always)]
pub(crate) fn acos<const FMA: bool>(x: f32) -> f32 {
    let wide = f64::from(x);
    let size = wide.abs();
    let far = size > 0.5;
    let angle = asin_core::<FMA>(size, far).copysign(wide);
    let near = FRAC_PI_2 - angle;
    let far_value = fma::<FMA>(2.0, angle, select(x < 0.0, PI, 0.0));
    select(far, far_value, near) as f32
}

/// asin `size`, or of √((1 - size)/2) if `far`; NaN above 1.
#[inline(always)]
fn asin_core<const FMA: bool>(size: f64, far: bool) -> f64 {
    const C: [f64; 6] = [
        0.16666659991281596,
        0.075005041859839736,
        0.044516954744172797,
        0.031807722748578814,
        0.014438587098943067,
        0.037516476068764001,
    ];
    let half = fma::<FMA>(-0.5, size, 0.5);
    let z = select(far, half, size * size);
    let s = select(far, half.sqrt(), size);
    fma::<FMA>(horner_wide::<FMA, 6>(z, C), z * s, s)
}

/// atan x = π/2 - atan 1/x for |x| > 1; a polynomial for atan up to 1.
///
/// Largest error: 0.55 ulp. -0 is kept.
#[inline(always)]
pub(crate) fn atan<const FMA: bool>(x: f32) -> f32 {
    let size = f64::from(x.abs());
    let far = size > 1.0;
    let angle = atan_core::<FMA>(select(far, 1.0, size), select(far, size, 1.0));
    let value = select(far, FRAC_PI_2 - angle, angle);
    value.copysign(f64::from(x)) as f32
}

/// The angle of the point (x, y): atan of the smaller by the larger coordinate, turned into its octant.
///
/// Largest error: 0.55 ulp. Signed zeros and infinities as C99 has them.
#[inline(always)]
pub(crate) fn atan2<const FMA: bool>(y: f32, x: f32) -> f32 {
    let (height, width) = (y.abs(), x.abs());
    let steep = height > width;
    let small = select(steep, width, height);
    let large = select(steep, height, width);
    // 0/0 stands for 0, as on the axis; ∞/∞ for 1, the diagonal.
    let diagonal = (small == f32::INFINITY) & (large == f32::INFINITY);
    let small = select(diagonal, 1.0, small);
    let large = select(diagonal | (large == 0.0), 1.0, large);
    let angle = atan_core::<FMA>(f64::from(small), f64::from(large));
    let angle = select(steep, FRAC_PI_2 - angle, angle);
    let left = x.to_bits() >> 31 == 1;
    let angle = select(left, PI - angle, angle);
    angle.copysign(f64::from(y)) as f32
}

/// atan(a/b) for 0 ≤ a ≤ b.
#[inline(always)]
fn atan_core<const FMA: bool>(a: f64, b: f64) -> f64 {
    const C: [f64; 9] = [
        -0.33333299089146501,
        0.19998548285019771,
        -0.1426424168834852,
        0.10952185791236163,
        -0.084034502550689283,
        0.057957590011970934,
        -0.031177840024276839,
        0.010914601463620005,
        -0.0017936205125803186,
    ];
    let t = a / b;
    let z = t * t;
    fma::<FMA>(two_chains_wide::<FMA, 9>(z, C), z * t, t)
}

#[cfg(test)]
mod tests {
    use super::*;
    use core::f32::consts::{FRAC_PI_2, FRAC_PI_4, PI};

    fn limits<const FMA: bool>() {
        let odd: [fn(f32) -> f32; 2] = [asin::<FMA>, atan::<FMA>];
        for f in odd {
            assert_eq!(f(-0.0).to_bits(), 1 << 31);
            assert_eq!(f(1e-45).to_bits(), 1);
            assert!(f(f32::NAN).is_nan());
        }
        assert_eq!(asin::<FMA>(-1.0), -FRAC_PI_2);
        assert_eq!(acos::<FMA>(1.0).to_bits(), 0);
        assert_eq!(acos::<FMA>(-1.0), PI);
        assert_eq!(acos::<FMA>(-0.0), FRAC_PI_2);
        for x in [1.0000001, -2.0, f32::INFINITY, f32::NAN] {
            assert!(asin::<FMA>(x).is_nan() && acos::<FMA>(x).is_nan());
        }
        assert_eq!(atan::<FMA>(f32::NEG_INFINITY), -FRAC_PI_2);
        let inf = f32::INFINITY;
        let angles = [
            (0.0, 0.0, 0.0),
            (0.0, -0.0, PI),
            (0.0, -1.0, PI),
            (1.0, 0.0, FRAC_PI_2),
            (1.0, -0.0, FRAC_PI_2),
            (1.0, inf, 0.0),
            (1.0, -inf, PI),
            (inf, 1.0, FRAC_PI_2),
            (inf, inf, FRAC_PI_4),
            (inf, -inf, 3.0 * FRAC_PI_4),
        ];
        for (y, x, angle) in angles {
            assert_eq!(atan2::<FMA>(y, x).to_bits(), angle.to_bits());
            assert_eq!(atan2::<FMA>(-y, x).to_bits(), (-angle).to_bits());
        }
        for (y, x) in [(f32::NAN, 1.0), (1.0, f32::NAN), (inf, f32::NAN)] {
            assert!(atan2::<FMA>(y, x).is_nan());
        }
    }

    #[test]
    fn special_values() {
        limits::<true>();
        limits::<false>();
    }
}
