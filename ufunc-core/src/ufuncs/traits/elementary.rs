//! Exponentials, logarithms, roots, angles: of floats those of the mode, of complex numbers those made of them.

use num_complex::Complex;

use crate::math::{Functions, Lane, Mode, complex};
use crate::{Element, Real};

/// What `exp`, `sin`, `sqrt` and their like take: floats and complex numbers.
#[diagnostic::on_unimplemented(
    message = "this function does not take `{Self}`",
    label = "expected a float or a complex number",
    note = "integers: read them as floats with `ufunc_core::cast(&a)`, which makes no temporary array"
)]
pub trait Elementary: Element + Default + sealed::Elementary {}

#[diagnostic::do_not_recommend]
impl<T: Real> Elementary for T {}

/// Of each function: the name of the method, the one of complex numbers if it is another.
macro_rules! elementary {
    ($($name:ident($($other:ident)?))*) => {
        pub(super) mod sealed {
            /// The functions, in a mode. A square root needs none.
            pub trait Elementary: Sized {
                $( fn $name<M: crate::math::Mode>(mode: M, x: Self $(, $other: Self)?) -> Self; )*
                fn root(self) -> Self;
            }
        }

        /// The methods that the macro gives a mode.
        pub(in crate::ufuncs) trait LaneElementary {
            type Value;
            $( fn $name(self $(, $other: Self::Value)?) -> Self::Value; )*
        }

        impl<M: Mode, T: Elementary> LaneElementary for Lane<M, T> {
            type Value = T;
            $(
                #[inline(always)]
                fn $name(self $(, $other: T)?) -> T {
                    <T as sealed::Elementary>::$name(self.mode, self.value $(, $other)?)
                }
            )*
        }

        impl<T: Real> sealed::Elementary for T {
            $(
                #[inline(always)]
                fn $name<M: Mode>(mode: M, x: T $(, $other: T)?) -> T {
                    <T::Maths as Functions<T>>::$name(mode, x $(, $other)?)
                }
            )*
            #[inline(always)]
            fn root(self) -> T {
                self.sqrt()
            }
        }

        elementary!(@complex f32 $($name($($other)?))*);
        elementary!(@complex f64 $($name($($other)?))*);
    };
    (@complex $t:ident $($name:ident($($other:ident)?))*) => {
        #[diagnostic::do_not_recommend]
        impl Elementary for Complex<$t> {}
        impl sealed::Elementary for Complex<$t> {
            $(
                #[inline(always)]
                fn $name<M: Mode>(mode: M, x: Self $(, $other: Self)?) -> Self {
                    complex::$name(mode, x $(, $other)?)
                }
            )*
            #[inline(always)]
            fn root(self) -> Self {
                complex::sqrt(self)
            }
        }
    };
}
elementary! {
    exp() exp2() exp_m1() ln() log2() log10() ln_1p() powf(exponent)
    sin() cos() tan() asin() acos() atan() sinh() cosh() tanh() asinh() acosh() atanh()
    round_ties_even()
}
