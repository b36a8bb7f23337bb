//! Elements as the file of answers writes them, and how far apart two are.

use std::fmt::Debug;

use num_complex::Complex;
use ufunc_core::Element;

/// An element of the answers.
pub(crate) trait Datum: Element + Debug + PartialEq {
    /// NumPy's name of the type.
    const NAME: &'static str;
    /// Reads what the generator has written.
    fn read(text: &str) -> Self;
    /// Whether both are the same: NaN is, zeros have their sign; floats may be some units in the last place apart.
    fn is(self, other: Self, ulps: u64) -> bool;
}

macro_rules! integers {
    ($($t:ident $name:literal)*) => { $(
        impl Datum for $t {
            const NAME: &'static str = $name;
            fn read(text: &str) -> $t {
                text.parse().expect("an integer")
            }
            fn is(self, other: $t, _: u64) -> bool {
                self == other
            }
        }
    )* };
}
integers!(i8 "int8" i16 "int16" i32 "int32" i64 "int64" u8 "uint8" u16 "uint16" u32 "uint32" u64 "uint64");

impl Datum for bool {
    const NAME: &'static str = "bool";
    fn read(text: &str) -> bool {
        text == "1"
    }
    fn is(self, other: bool, _: u64) -> bool {
        self == other
    }
}

macro_rules! floats {
    ($($t:ident $bits:ident $digits:literal $name:literal)*) => { $(
        impl Datum for $t {
            const NAME: &'static str = $name;
            fn read(text: &str) -> $t {
                if text == "nan" {
                    return $t::NAN;
                }
                // The zeros at the end are left out.
                let digits = format!("{text:0<width$}", width = $digits);
                $t::from_bits($bits::from_str_radix(&digits, 16).expect("hexadecimal digits"))
            }
            fn is(self, other: $t, ulps: u64) -> bool {
                if self.is_nan() || other.is_nan() {
                    return self.is_nan() && other.is_nan();
                }
                let same_sign = self.is_sign_negative() == other.is_sign_negative();
                same_sign && u64::from(self.to_bits().abs_diff(other.to_bits())) <= ulps
            }
        }
    )* };
}
floats!(f32 u32 8 "float32" f64 u64 16 "float64");

macro_rules! complexes {
    ($($t:ident $name:literal)*) => { $(
        impl Datum for Complex<$t> {
            const NAME: &'static str = $name;
            fn read(text: &str) -> Complex<$t> {
                let (re, im) = text.split_once(',').expect("two parts");
                Complex::new($t::read(re), $t::read(im))
            }
            fn is(self, other: Complex<$t>, ulps: u64) -> bool {
                self.re.is(other.re, ulps) && self.im.is(other.im, ulps)
            }
        }
    )* };
}
complexes!(f32 "complex64" f64 "complex128");

/// Complex numbers that are computed: how far apart two are.
pub(crate) trait Plane: Datum {
    /// Whether both are the same where a part is NaN, infinite or zero, and else so many units in the last place of the larger
    /// part apart.
    fn is_near(self, other: Self, ulps: u64) -> bool;
    /// Likewise, but with any sign beside NaN.
    fn is_near_but_sign(self, other: Self, ulps: u64) -> bool;
}

macro_rules! planes {
    ($($t:ident)*) => { $(
        impl Plane for Complex<$t> {
            fn is_near(self, other: Self, ulps: u64) -> bool {
                let finite = |x: $t| if x.is_finite() { x.abs() } else { 0.0 };
                let size = finite(other.re).max(finite(other.im));
                let unit = size.next_up() - size;
                let part = |a: $t, b: $t| {
                    let signs = a.is_sign_negative() == b.is_sign_negative();
                    let far = (a == 0.0) != (b == 0.0) && (a - b).abs() > $t::from_bits(1);
                    a.is(b, 0) || signs && !far && (a - b).abs() <= ulps as $t * unit
                };
                part(self.re, other.re) && part(self.im, other.im)
            }
            fn is_near_but_sign(self, other: Self, ulps: u64) -> bool {
                if self.re.is_nan() != self.im.is_nan() {
                    return self.re.abs().is(other.re.abs(), 0) && self.im.abs().is(other.im.abs(), 0);
                }
                self.is_near(other, ulps)
            }
        }
    )* };
}
planes!(f32 f64);

/// The elements of a line.
pub(crate) fn read<T: Datum>(line: &str) -> Vec<T> {
    line.split_whitespace().map(T::read).collect()
}

/// The answers of a line; `None` where NumPy has none.
pub(crate) fn read_answers<T: Datum>(line: &str) -> Vec<Option<T>> {
    let words = line.split_whitespace();
    words
        .map(|word| (word != "-").then(|| T::read(word)))
        .collect()
}
