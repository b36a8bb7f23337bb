//! `f64` exponentials.

use super::parts::{LN2_HI, LN2_LO, LOG10_2_HI, LOG10_2_LO, MAGIC, halves_of_power, product_less};
use crate::math::bits::{fma, select};
#[cfg(not(feature = "std"))]
use crate::math::without_std::Methods as _;

/// e^x: the argument less k ln 2, a polynomial of degree 11, 2^k in two factors (Cody and Waite's scheme).
///
/// Largest error 0.90 ulp. 0 at -inf and below -745.13, inf above 709.78; subnormal results are right.
#[inline(always)]
pub(crate) fn exp<const FMA: bool>(x: f64) -> f64 {
    // Lanes that vanish compute e^0: arithmetic on subnormals is slow.
    let vanishes = x < -745.2;
    let x = select(x > 710.0, 710.0, x);
    let x = select(vanishes, 0.0, x);
    select(vanishes, 0.0, exp_sum::<FMA>(x, 0.0))
}

/// e^(x + rest) for |x| < 746 and `rest` below its last bit.
#[inline(always)]
pub(super) fn exp_sum<const FMA: bool>(x: f64, rest: f64) -> f64 {
    let t = fma::<FMA>(x, core::f64::consts::LOG2_E, MAGIC + 2046.0);
    let k = t - (MAGIC + 2046.0);
    // r = x - k ln 2 = hi + lo; hi is exact.
    let hi = fma::<FMA>(-k, LN2_HI, x);
    let lo = fma::<FMA>(-k, LN2_LO, rest);
    let r = hi + lo;
    let z = r * r;
    let above_one = hi + fma::<FMA>(exp_tail::<FMA>(r, z), z, lo);
    let (first, second) = halves_of_power(t);
    fma::<FMA>(above_one, first, first) * second
}

/// 2^x, as `exp`; the reduced argument is exact.
///
/// Largest error 0.96 ulp (0.84 without FMA); exact at integers. 0 from -1075 down, inf from 1024 up; subnormal results
/// are right.
#[inline(always)]
pub(crate) fn exp2<const FMA: bool>(x: f64) -> f64 {
    // (2^r - 1 - r ln 2) / r²
    const C: [f64; 10] = [
        0.24022650695910122,
        0.05550410866482074,
        0.009618129107596941,
        0.0013333558146686358,
        0.00015403530454129652,
        1.5252733546700478e-05,
        1.321543657394284e-06,
        1.017818468796241e-07,
        7.07358592420303e-09,
        4.43630464870327e-10,
    ];
    let vanishes = x <= -1075.0;
    let x = select(x > 1025.0, 1025.0, x);
    let x = select(vanishes, 0.0, x);
    let t = x + (MAGIC + 2046.0);
    let r = x - (t - (MAGIC + 2046.0));
    let z = r * r;
    let curve = z * ten_terms::<FMA>(&C, r, z);
    let rest = if FMA {
        r.mul_add(core::f64::consts::LN_2, curve)
    } else {
        // The linear term's greater part without rounding.
        let head = f64::from_bits(r.to_bits() & 0xffff_ffff_0000_0000);
        head * LN2_HI + ((r - head) * core::f64::consts::LN_2 + head * LN2_LO + curve)
    };
    let (first, second) = halves_of_power(t);
    select(vanishes, 0.0, fma::<FMA>(rest, first, first) * second)
}

/// 10^x, as `exp`, with the linear term in two doubles.
///
/// Largest error 0.77 ulp; 10^n is the nearest number for n = 0, …, 22. 0 below -323.6, inf above 308.25.
#[inline(always)]
pub(crate) fn exp10<const FMA: bool>(x: f64) -> f64 {
    // (10^r - 1 - r ln 10) / r²
    const C: [f64; 10] = [
        2.6509490552392045,
        2.034678592293445,
        1.1712551489084266,
        0.5393829292060148,
        0.20699584951321293,
        0.06808936392556528,
        0.019597620159166246,
        0.005013977444888829,
        0.0011575557321144008,
        0.0002411647706988846,
    ];
    const LN_10_REST: f64 = -2.1707562233822494e-16;
    let vanishes = x < -323.7;
    let x = select(x > 309.0, 309.0, x);
    let x = select(vanishes, 0.0, x);
    let t = fma::<FMA>(x, core::f64::consts::LOG2_10, MAGIC + 2046.0);
    let k = t - (MAGIC + 2046.0);
    let hi = fma::<FMA>(-k, LOG10_2_HI, x);
    let lo = k * LOG10_2_LO;
    let r = hi - lo;
    let r_rest = (hi - r) - lo;
    let z = r * r;
    // 1 + r ln 10 in two doubles, so that 10^2 is 100.
    let linear = r * core::f64::consts::LN_10;
    let linear_rest = fma::<FMA>(
        r_rest,
        core::f64::consts::LN_10,
        product_less::<FMA>(r, core::f64::consts::LN_10, linear),
    );
    let one = 1.0 + linear;
    let one_rest = ((1.0 - one) + linear) + fma::<FMA>(r, LN_10_REST, linear_rest);
    let rest = fma::<FMA>(z, ten_terms::<FMA>(&C, r, z), one_rest);
    let (first, second) = halves_of_power(t);
    select(vanishes, 0.0, fma::<FMA>(rest, first, one * first) * second)
}

/// e^x - 1 = s (1 + p) - 1 for s = 2^k and a polynomial p of degree 12, in two doubles.
///
/// Largest error 0.88 ulp (0.96 without FMA). ±0 stay, -1 at -inf, inf above 709.78.
#[inline(always)]
pub(crate) fn exp_m1<const FMA: bool>(x: f64) -> f64 {
    let c = select(x > 709.9, 709.9, x);
    let c = select(c < -40.0, -40.0, c);
    // e^c = s (1 + p) for s = 2^k; half of s is always finite.
    let t = fma::<FMA>(c, core::f64::consts::LOG2_E, MAGIC + 1022.0);
    let k = t - (MAGIC + 1022.0);
    let half = f64::from_bits(t.to_bits() << 52);
    let (p, p_rest) = expm1_near_zero::<FMA>(c, k);
    let base = half - 0.5;
    let base_rest = (half - base) - 0.5;
    let product = half * p;
    let sum = base + product;
    let sum_rest = (base - sum) + product;
    let rest = fma::<FMA>(half, p_rest, sum_rest + base_rest);
    select(x.abs() < 1e-17, x, 2.0 * (sum + rest))
}

/// e^r - 1 in two doubles for r = x - k ln 2, |r| <= ln(2)/2.
#[inline(always)]
fn expm1_near_zero<const FMA: bool>(x: f64, k: f64) -> (f64, f64) {
    // (e^r - 1 - r - r²/2) / r³
    const C: [f64; 10] = [
        0.16666666666666682,
        0.0416666666666667,
        0.008333333333316857,
        0.0013888888888865156,
        0.00019841269896821515,
        2.480158736513346e-05,
        2.755723443594595e-06,
        2.7557238643218575e-07,
        2.5112179876165922e-08,
        2.0925690852628986e-09,
    ];
    let hi = fma::<FMA>(-k, LN2_HI, x);
    let lo = k * LN2_LO;
    let r = hi - lo;
    let r_rest = (hi - r) - lo;
    let z = r * r;
    let q = fma::<FMA>(ten_terms::<FMA>(&C, r, z), r, 0.5);
    let tail = fma::<FMA>(q, z, fma::<FMA>(r, r_rest, r_rest));
    let p = r + tail;
    (p, (r - p) + tail)
}

/// (e^r - 1 - r) / r² for |r| <= ln(2)/2; `z` = r².
#[inline(always)]
pub(super) fn exp_tail<const FMA: bool>(r: f64, z: f64) -> f64 {
    const C: [f64; 10] = [
        0.5,
        0.16666666666666433,
        0.04166666666660384,
        0.008333333333500467,
        0.00138888889268492,
        0.00019841269465451801,
        2.4801508609768795e-05,
        2.755764137686205e-06,
        2.7625218151163487e-07,
        2.4978279235224845e-08,
    ];
    ten_terms::<FMA>(&C, r, z)
}

/// The polynomial of ten coefficients, lowest first; `z` = r².
#[inline(always)]
fn ten_terms<const FMA: bool>(c: &[f64; 10], r: f64, z: f64) -> f64 {
    let even = fma::<FMA>(
        fma::<FMA>(fma::<FMA>(fma::<FMA>(c[8], z, c[6]), z, c[4]), z, c[2]),
        z,
        c[0],
    );
    let odd = fma::<FMA>(
        fma::<FMA>(fma::<FMA>(fma::<FMA>(c[9], z, c[7]), z, c[5]), z, c[3]),
        z,
        c[1],
    );
    fma::<FMA>(odd, r, even)
}

#[cfg(test)]
mod tests {
    use super::*;

    const INF: f64 = f64::INFINITY;

    /// Bits at once: signs of zeros count. NaN stands for any NaN.
    fn check(of: fn(f64) -> f64, table: &[(f64, f64)]) {
        for &(x, expected) in table {
            let value = of(x);
            let same = value.to_bits() == expected.to_bits() || value.is_nan() && expected.is_nan();
            assert!(same, "{x:e}: {value:e}, not {expected:e}");
        }
    }

    #[test]
    fn special_values() {
        let plain = [exp::<false>, exp2::<false>, exp10::<false>];
        let fused = [exp::<true>, exp2::<true>, exp10::<true>];
        for of in plain.into_iter().chain(fused) {
            check(of, &[(0.0, 1.0), (-0.0, 1.0), (5e-324, 1.0)]);
            check(of, &[(INF, INF), (1100.0, INF), (f64::MAX, INF)]);
            check(of, &[(-INF, 0.0), (-1100.0, 0.0), (f64::MIN, 0.0)]);
            check(of, &[(f64::NAN, f64::NAN)]);
        }
        for of in [exp_m1::<false>, exp_m1::<true>] {
            check(of, &[(0.0, 0.0), (-0.0, -0.0), (-5e-324, -5e-324)]);
            check(of, &[(INF, INF), (800.0, INF), (f64::MAX, INF)]);
            check(of, &[(-INF, -1.0), (-800.0, -1.0), (1e-20, 1e-20)]);
            check(of, &[(f64::NAN, f64::NAN)]);
        }
    }

    #[test]
    fn borders_of_the_range() {
        for of in [exp::<false>, exp::<true>] {
            check(of, &[(709.782712893384, 1.7976931348622732e308)]);
            check(of, &[(709.7827128933841, INF)]);
            check(of, &[(-745.1332191019411, 5e-324)]);
            check(of, &[(-745.1332191019412, 0.0)]);
        }
        for of in [exp2::<false>, exp2::<true>] {
            check(of, &[(1024.0, INF), (-1022.0, f64::MIN_POSITIVE)]);
            check(of, &[(-1074.0, 5e-324), (-1075.0, 0.0)]);
        }
    }

    #[test]
    fn whole_powers_are_exact() {
        for of in [exp10::<false>, exp10::<true>] {
            check(of, &[(1.0, 10.0), (2.0, 100.0), (15.0, 1e15)]);
            check(of, &[(22.0, 1e22), (-1.0, 0.1), (308.0, 1e308)]);
        }
    }
}
