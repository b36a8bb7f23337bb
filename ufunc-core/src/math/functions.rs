//! The table of functions: for each precision, what each name means in each mode.

use super::double;
use super::mode::Mode;
use super::single;
#[cfg(not(feature = "std"))]
use crate::math::without_std::Methods as _;

/// The functions of one precision.
#[allow(missing_docs)]
pub trait Functions<T> {
    fn exp<M: Mode>(mode: M, x: T) -> T;
    fn exp2<M: Mode>(mode: M, x: T) -> T;
    fn exp10<M: Mode>(mode: M, x: T) -> T;
    fn exp_m1<M: Mode>(mode: M, x: T) -> T;
    fn ln<M: Mode>(mode: M, x: T) -> T;
    fn log2<M: Mode>(mode: M, x: T) -> T;
    fn log10<M: Mode>(mode: M, x: T) -> T;
    fn ln_1p<M: Mode>(mode: M, x: T) -> T;
    fn log<M: Mode>(mode: M, x: T, base: T) -> T;
    fn powf<M: Mode>(mode: M, x: T, n: T) -> T;
    fn powi<M: Mode>(mode: M, x: T, n: i32) -> T;
    fn cbrt<M: Mode>(mode: M, x: T) -> T;
    fn hypot<M: Mode>(mode: M, x: T, y: T) -> T;
    fn sin<M: Mode>(mode: M, x: T) -> T;
    fn cos<M: Mode>(mode: M, x: T) -> T;
    fn tan<M: Mode>(mode: M, x: T) -> T;
    fn sin_cos<M: Mode>(mode: M, x: T) -> (T, T);
    fn asin<M: Mode>(mode: M, x: T) -> T;
    fn acos<M: Mode>(mode: M, x: T) -> T;
    fn atan<M: Mode>(mode: M, x: T) -> T;
    fn atan2<M: Mode>(mode: M, y: T, x: T) -> T;
    fn sinh<M: Mode>(mode: M, x: T) -> T;
    fn cosh<M: Mode>(mode: M, x: T) -> T;
    fn tanh<M: Mode>(mode: M, x: T) -> T;
    fn asinh<M: Mode>(mode: M, x: T) -> T;
    fn acosh<M: Mode>(mode: M, x: T) -> T;
    fn atanh<M: Mode>(mode: M, x: T) -> T;
    fn erf<M: Mode>(mode: M, x: T) -> T;
    fn erfc<M: Mode>(mode: M, x: T) -> T;
    fn floor<M: Mode>(mode: M, x: T) -> T;
    fn ceil<M: Mode>(mode: M, x: T) -> T;
    fn trunc<M: Mode>(mode: M, x: T) -> T;
    fn fract<M: Mode>(mode: M, x: T) -> T;
    fn round<M: Mode>(mode: M, x: T) -> T;
    fn round_ties_even<M: Mode>(mode: M, x: T) -> T;
    fn mul_add<M: Mode>(mode: M, x: T, a: T, b: T) -> T;
    fn maximum<M: Mode>(mode: M, x: T, y: T) -> T;
    fn minimum<M: Mode>(mode: M, x: T, y: T) -> T;
    fn logaddexp<M: Mode>(mode: M, x: T, y: T) -> T;
    fn logaddexp2<M: Mode>(mode: M, x: T, y: T) -> T;
}

/// Those of `f64`.
#[derive(Clone, Copy, Debug)]
pub struct Double;
/// Those of `f32`.
#[derive(Clone, Copy, Debug)]
pub struct Single;

macro_rules! functions {
    ($maths:ident, $t:ident, $p:ident) => {
        impl Functions<$t> for $maths {
            functions!(@direct $t $p:
                exp::exp(x), exp::exp2(x), exp::exp10(x), exp::exp_m1(x),
                log::ln(x), log::log2(x), log::log10(x), log::ln_1p(x),
                pow::powf(x, n), extremes::maximum(x, y), extremes::minimum(x, y),
                root::cbrt(x), root::hypot(x, y),
                inverse_trig::asin(x), inverse_trig::acos(x), inverse_trig::atan(x), inverse_trig::atan2(y, x),
                hyperbolic::sinh(x), hyperbolic::cosh(x), hyperbolic::tanh(x),
                hyperbolic::asinh(x), hyperbolic::acosh(x), hyperbolic::atanh(x),
                erf::erf(x), erf::erfc(x),
                round::floor(x), round::ceil(x), round::trunc(x), round::fract(x), round::round(x),
                round::round_ties_even(x),
                logaddexp::logaddexp(x, y), logaddexp::logaddexp2(x, y)
            );
            functions!(@noted $t $p: sin sin_any -> $t, cos cos_any -> $t, tan tan_any -> $t, sin_cos sin_cos_any -> ($t, $t));

            #[inline(always)]
            fn log<M: Mode>(mode: M, x: $t, base: $t) -> $t {
                Self::ln(mode, x) / Self::ln(mode, base)
            }
            #[inline(always)]
            fn powi<M: Mode>(_: M, x: $t, n: i32) -> $t {
                if M::FMA { $p::pow::powi::<true>(x, n) } else { $p::pow::powi::<false>(x, n) }
            }
            // Not `fma`: what was written has one rounding, with the instruction or without.
            #[inline(always)]
            fn mul_add<M: Mode>(_: M, x: $t, a: $t, b: $t) -> $t {
                x.mul_add(a, b)
            }
        }
    };
    (@direct $t:ident $p:ident: $($family:ident::$name:ident($($x:ident),*)),*) => { $(
        #[inline(always)]
        fn $name<M: Mode>(_: M $(, $x: $t)*) -> $t {
            if M::FMA { $p::$family::$name::<true>($($x),*) } else { $p::$family::$name::<false>($($x),*) }
        }
    )* };
    (@noted $t:ident $p:ident: $($name:ident $any:ident -> $out:ty),*) => { $(
        #[inline(always)]
        fn $name<M: Mode>(mode: M, x: $t) -> $out {
            if M::CAREFUL {
                return if M::FMA { $p::trig::$any::<true>(x) } else { $p::trig::$any::<false>(x) };
            }
            if M::FMA {
                mode.note($p::trig::huge::<true>(x));
                $p::trig::$name::<true>(x)
            } else {
                mode.note($p::trig::huge::<false>(x));
                $p::trig::$name::<false>(x)
            }
        }
    )* };
}
functions!(Double, f64, double);
functions!(Single, f32, single);
