//! Size, conjugate, finiteness; and the arithmetic of complex numbers where `num-complex`'s differs from NumPy's.

use num_complex::Complex;

use crate::math::{Careful, Functions, select};
use crate::{Element, Real};

/// What `absolute` and `conjugate` take: integers, floats and complex numbers.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a number",
    label = "expected an integer, a float or a complex number"
)]
pub trait Conjugate: Element + sealed::Conjugate<Size = <Self as Conjugate>::Absolute> {
    /// The type of the size: that of a complex number is real.
    type Absolute: Element;
}

/// What `isnan`, `isinf` and `isfinite` take: integers, floats and complex numbers.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a number",
    label = "expected an integer, a float or a complex number"
)]
pub trait Inspect: Element + sealed::Inspect {}

pub(super) mod sealed {
    /// Size and conjugate.
    pub trait Conjugate: Sized {
        type Size;
        fn size(self) -> Self::Size;
        fn conjugate(self) -> Self;
    }

    /// Which kind of value it is.
    pub trait Inspect: Sized {
        fn holds_nan(self) -> bool;
        fn holds_infinity(self) -> bool;
    }
}

macro_rules! conjugate {
    ($($t:ty: $absolute:ty)*, |$x:ident| $size:expr, $conjugate:expr) => { $(
        #[diagnostic::do_not_recommend]
        impl Conjugate for $t {
            type Absolute = $absolute;
        }
        impl sealed::Conjugate for $t {
            type Size = $absolute;
            #[inline(always)]
            fn size(self) -> $absolute {
                let $x = self;
                $size
            }
            #[inline(always)]
            fn conjugate(self) -> $t {
                let $x = self;
                $conjugate
            }
        }
    )* };
}
conjugate!(i8: i8 i16: i16 i32: i32 i64: i64 i128: i128 isize: isize, |x| x.wrapping_abs(), x);
conjugate!(u8: u8 u16: u16 u32: u32 u64: u64 u128: u128 usize: usize, |x| x, x);
conjugate!(f32: f32 f64: f64, |x| x.abs(), x);
conjugate!(Complex<f32>: f32 Complex<f64>: f64, |x| size(x), Complex::new(x.re, -x.im));

macro_rules! inspect {
    ($($t:ty)*: |$x:ident| $nan:expr, $infinity:expr) => { $(
        #[diagnostic::do_not_recommend]
        impl Inspect for $t {}
        impl sealed::Inspect for $t {
            #[inline(always)]
            fn holds_nan(self) -> bool {
                let $x = self;
                $nan
            }
            #[inline(always)]
            fn holds_infinity(self) -> bool {
                let $x = self;
                $infinity
            }
        }
    )* };
}
inspect!(i8 i16 i32 i64 i128 isize u8 u16 u32 u64 u128 usize: |_x| false, false);
inspect!(f32 f64: |x| x.is_nan(), x.is_infinite());
inspect!(Complex<f32> Complex<f64>: |x| x.re.is_nan() | x.im.is_nan(), x.re.is_infinite() | x.im.is_infinite());

/// |z|, without overflow on the way.
#[inline(always)]
fn size<T: Real>(z: Complex<T>) -> T {
    // Without fused operations at every level, as there is no mode here.
    <T::Maths as Functions<T>>::hypot(Careful::<false>, z.re, z.im)
}

/// z / |z|: 0 of 0; if one part is infinite, its direction; NaN if both are, or one is NaN and none infinite.
#[inline(always)]
pub(super) fn direction<T: Real>(z: Complex<T>) -> Complex<T> {
    let size = size(z);
    let one_infinite = z.re.is_infinite() != z.im.is_infinite();
    let part = |x: T| {
        let of_infinite = select(x.is_infinite(), T::one().copysign(x), T::zero());
        let unit = select(size == T::zero(), T::zero(), x / size);
        select(one_infinite, of_infinite, unit)
    };
    Complex::new(part(z.re), part(z.im))
}

/// x / y by Smith's method, as NumPy: no part overflows on the way that does not in the end.
#[inline(always)]
pub(crate) fn quotient<T: Real>(x: Complex<T>, y: Complex<T>) -> Complex<T> {
    let zero = T::zero();
    let wide = y.re.abs() >= y.im.abs();
    // The larger part of the divisor, and the smaller.
    let (large, small) = (select(wide, y.re, y.im), select(wide, y.im, y.re));
    let ratio = small / large;
    let scale = T::one() / (large + small * ratio);
    let (re, im) = (
        select(wide, x.re + x.im * ratio, x.re * ratio + x.im),
        select(wide, x.im - x.re * ratio, x.im * ratio - x.re),
    );
    let none = large == zero;
    Complex::new(
        select(none, x.re / y.re.abs(), re * scale),
        select(none, x.im / y.re.abs(), im * scale),
    )
}

/// 1 / z, likewise.
#[inline(always)]
pub(super) fn inverse<T: Real>(z: Complex<T>) -> Complex<T> {
    let (one, wide) = (T::one(), z.re.abs() >= z.im.abs());
    let (large, small) = (select(wide, z.re, z.im), select(wide, z.im, z.re));
    let ratio = small / large;
    let size = large + small * ratio;
    Complex::new(
        select(wide, one, ratio) / size,
        -select(wide, ratio, one) / size,
    )
}
