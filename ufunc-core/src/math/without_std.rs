//! The standard library's float methods that maths is made of, for builds without it: from `libm`.

/// Methods that floats have in `std` only.
pub(crate) trait Methods {
    fn mul_add(self, a: Self, b: Self) -> Self;
    fn sqrt(self) -> Self;
    fn floor(self) -> Self;
    fn ceil(self) -> Self;
    fn trunc(self) -> Self;
    fn round(self) -> Self;
    fn round_ties_even(self) -> Self;
}

macro_rules! methods {
    ($t:ident: $fma:ident $sqrt:ident $floor:ident $ceil:ident $trunc:ident $round:ident $rint:ident) => {
        impl Methods for $t {
            fn mul_add(self, a: $t, b: $t) -> $t {
                libm::$fma(self, a, b)
            }
            fn sqrt(self) -> $t {
                libm::$sqrt(self)
            }
            fn floor(self) -> $t {
                libm::$floor(self)
            }
            fn ceil(self) -> $t {
                libm::$ceil(self)
            }
            fn trunc(self) -> $t {
                libm::$trunc(self)
            }
            fn round(self) -> $t {
                libm::$round(self)
            }
            fn round_ties_even(self) -> $t {
                libm::$rint(self)
            }
        }
    };
}
methods!(f32: fmaf sqrtf floorf ceilf truncf roundf rintf);
methods!(f64: fma sqrt floor ceil trunc round rint);
