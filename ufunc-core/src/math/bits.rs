//! The few operations all families build on: a selection that stays one, and a product-sum with or without fusing.

#[cfg(not(feature = "std"))]
use crate::math::without_std::Methods as _;

/// `yes` if `condition`, else `no`, without a branch: a loop around it still vectorises.
#[inline(always)]
pub fn select<T>(condition: bool, yes: T, no: T) -> T {
    core::hint::select_unpredictable(condition, yes, no)
}

/// `a * b + c`: with one rounding if `FMA`, else with two.
#[inline(always)]
pub(crate) fn fma<const FMA: bool>(a: f64, b: f64, c: f64) -> f64 {
    if FMA { a.mul_add(b, c) } else { a * b + c }
}

/// `a * b + c`: with one rounding if `FMA`, else with two.
#[inline(always)]
pub(crate) fn fmaf<const FMA: bool>(a: f32, b: f32, c: f32) -> f32 {
    if FMA { a.mul_add(b, c) } else { a * b + c }
}
