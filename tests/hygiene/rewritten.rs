//! Bodies that are rewritten: whatever names mean here, they compile, and compute what they say.

use num_traits::Float;
use ufunc_core::{Element, Real, guvectorize, vectorize};

/// Has methods that floats have too, and is none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Odd(pub u8);

impl Element for Odd {}

impl Odd {
    const fn exp(self) -> Self {
        Self(self.0 + 1)
    }
    const fn round(&self) -> &u8 {
        &self.0
    }
    const fn ln(&mut self) {
        self.0 /= 2;
    }
}

/// Likewise, and it moves.
struct Owned(String);

impl Owned {
    fn floor(&self) -> u8 {
        u8::from(self.0 == "four") * 4
    }
}

/// Maths of values, of places, behind references.
#[vectorize]
pub fn maths(x: f64, y: f32) -> f64 {
    let pair = (x, &x);
    let all = [x, 2.0 * x];
    let z = (pair.1.sin() + pair.0.sin() + all[1].sin()) - f64::sin(x) - (&x).sin();
    z - all[1].sin() + f64::from((y + 0.0).exp() - f32::exp(y)) + { x }.powi(2)
}

/// Methods of other types.
#[vectorize]
pub fn others(c: Odd) -> u8 {
    let owned = Owned(String::from("four"));
    let mut odd = c.exp();
    let rounded = odd.round();
    let sum = *rounded + owned.floor() + owned.floor();
    Odd::ln(&mut odd);
    sum + odd.0
}

/// Of a float type that may be someone else's.
#[vectorize]
pub fn foreign<T: Float + Element>(x: T) -> T {
    let y = if x > T::zero() { x.ln() } else { x };
    Float::exp(y) - T::exp(y) + y
}

/// Of any of ours.
#[vectorize]
pub fn own<T>(x: T, y: T) -> T
where
    T: Real,
{
    let larger = if x < y || x.is_nan() { y } else { x };
    T::sqrt(larger.hypot(T::lit(3.0)).powi(2) - T::lit(9.0)) + x.erf() - Real::erf(x)
}

/// What a lint expects of the body as written it does not find any more.
#[vectorize]
#[expect(clippy::imprecise_flops, reason = "to see whether the expansion warns")]
pub fn norm(x: f64, y: f64) -> f64 {
    (x.powi(2) + y.powi(2)).sqrt()
}

/// Closures, also where they capture nothing and where they are sent.
#[vectorize]
pub fn closures(x: f64) -> f64 {
    let pointer: fn(f64) -> f64 = |x| x.exp();
    let boxed: Box<dyn Fn(f64) -> f64> = Box::new(move |y| (x + y).exp());
    let sent = std::thread::scope(|scope| scope.spawn(|| x.exp()).join().unwrap_or(0.0));
    let sum: f64 = [x, x].iter().map(|x| x.exp()).sum();
    pointer(x) + boxed(0.0) + sent - 2.0 * sum
}

/// Names that change their meaning.
#[vectorize]
pub fn shadowed(x: f64, n: u32) -> f64 {
    let y = {
        let x = n / 2;
        if x > 1 { 8 / x } else { 0 }
    };
    let z = f64::from(y);
    let exp = |z: f64| z + x;
    let x = if z > 0.0 { exp(z) } else { z };
    match Some(x) {
        Some(z) if z > 0.0 => z,
        Some(z) => -z,
        None => 0.0,
    }
}

macro_rules! squared {
    ($x:expr) => {
        $x * $x
    };
}

macro_rules! declare {
    ($name:ident, $value:expr) => {
        let $name = $value;
    };
}

macro_rules! kernel {
    ($name:ident, $x:ident, $body:expr) => {
        /// From a macro.
        #[vectorize]
        pub fn $name($x: f64) -> f64 {
            if $x > 0.0 { $body } else { 0.0 }
        }
    };
}

kernel!(made, x, squared!(x).sqrt().ln());

/// Macros inside.
#[vectorize]
pub fn macros(x: f64) -> f64 {
    assert!(x.exp() >= 0.0);
    declare!(x, 2_i32);
    let y = if x > 1 { x / 2 } else { 0 };
    f64::from(squared!(y))
}

/// Assignments and early returns, with what each type makes of it.
#[vectorize]
pub fn branches(x: f64, up: bool) -> (f64, f64) {
    let mut low = 0.0;
    let mut high = 1.0;
    if up && x > 0.0 {
        low = x.sqrt();
        high *= low + 1.0;
    } else if x < -1.0 {
        let y = -x;
        high = y.ln();
    } else {
        low -= 0.5;
    }
    if x.is_nan() {
        return (0.0, high);
    }
    (low, high)
}

/// A module and a function of one name.
pub mod gamma {
    /// What the module may hide in a kernel, were it not for the macro's care.
    pub const X: u8 = 1;

    /// Not a ufunc.
    #[must_use]
    pub fn gamma(x: f64) -> f64 {
        x + f64::from(X)
    }

    /// Nor is this.
    #[must_use]
    pub fn plain(x: f64) -> f64 {
        gamma(x)
    }

    /// One.
    #[ufunc_core::vectorize]
    pub fn digamma(x: f64) -> f64 {
        x.exp()
    }
}

/// All of it is imported at once.
pub mod series {
    /// One more.
    #[ufunc_core::vectorize]
    pub fn trigamma(x: f64) -> f64 {
        x.exp()
    }
}

use gamma::gamma;
use series::*;

fn generic<T: std::ops::Mul<Output = T> + Copy>(x: T) -> T {
    x * x
}

const fn constant(n: u32) -> u32 {
    n + 1
}

/// Two outputs.
#[vectorize]
pub fn halves<T: Real>(x: T, y: T) -> (T, T) {
    (x / T::lit(2.0), y.sin() / T::lit(2.0))
}

/// May fail.
#[vectorize]
pub fn checked(x: f64) -> Result<f64, String> {
    if x < 0.0 {
        return Err(format!("{x} is negative"));
    }
    Ok(x.sqrt())
}

/// Calls of ufuncs, and of other functions, by all kinds of names.
#[vectorize]
pub fn calling(x: f64, n: u32) -> Result<f64, String> {
    fn local(x: f64) -> f64 {
        x - 1.0
    }
    #[vectorize]
    fn nested(x: f64) -> f64 {
        x.ln()
    }
    let (a, b) = halves(x, 0.0);
    let root = checked(x)?;
    drop(x);
    let plain = gamma(x) + gamma::plain(x) + gamma::plain(local(x));
    let others = generic(x) + f64::from(constant(n)) + f64::from(constant(1));
    let ufuncs = trigamma(x) + gamma::digamma(nested(x)) + maths(x, 0.5);
    Ok(a + b + root + plain + others + ufuncs - x.exp() - std::f64::consts::PI.min(3.0))
}

/// Calls itself.
#[vectorize]
pub fn power(x: f64, n: u32) -> f64 {
    if n == 0 { 1.0 } else { x * power(x, n - 1) }
}

/// On slices.
#[guvectorize("(n),()->(n),()")]
pub fn slices(x: &[f64], scale: f64, out: &mut [f64], largest: &mut f64) {
    for i in 0..x.len() {
        out[i] = if x[i] > 0.0 { x[i].ln() } else { x[i].exp() };
    }
    for out in out.iter_mut() {
        *out = out.tanh() * scale;
    }
    for (v, out) in x.iter().zip(out) {
        *out += v.floor() - v.floor();
        *largest = largest.max(v.exp().ln().round());
    }
    *largest = largest.floor();
}

#[cfg(test)]
mod tests {
    use ndarray::array;

    use super::{
        Odd, branches, calling, checked, closures, foreign, halves, macros, made, maths, norm,
        others, own, power, shadowed, slices,
    };

    fn near(x: f64, y: f64) -> bool {
        (x - y).abs() <= 1e-14 * y.abs().max(1.0)
    }

    #[test]
    fn values() {
        assert!(near(maths(3.0, 0.5), 9.0));
        assert_eq!(others(Odd(4)), 5 + 8 + 2);
        assert!(near(foreign(2.0), 2.0_f64.ln()));
        assert!(near(own(1.0, 2.0), 2.0));
        assert!(near(norm(3.0, 4.0), 5.0));
        assert!(near(closures(1.0), -(1.0_f64.exp())));
        assert!(near(shadowed(1.0, 4), 5.0));
        assert!(near(made(-1.0), 0.0) && near(made(3.0), 3.0_f64.ln()));
        assert!(near(macros(9.0), 1.0));
        assert_eq!(branches(4.0, true), (2.0, 3.0));
        assert_eq!(branches(-4.0, true), (0.0, 4.0_f64.ln()));
        assert_eq!(branches(4.0, false), (-0.5, 1.0));
        assert_eq!(branches(f64::NAN, true), (0.0, 1.0));
    }

    #[test]
    fn calls() {
        let x = 1.5_f64;
        let plain = (x + 1.0) * 2.0 + x;
        let others = x * x + 8.0 + 2.0;
        let ufuncs = x.exp() + x.ln().exp() + x * x;
        let all = 0.75 + x.sqrt() + plain + others + ufuncs - x.exp() - 3.0;
        assert!(calling(x, 7).is_ok_and(|value| near(value, all)));
        assert!(calling(&[x, -x], 7).is_err() && checked(-1.0).is_err());
        assert_eq!(halves(3.0, 0.0), (1.5, 0.0));
        assert!(near(power(2.0, 10), 1024.0));
    }

    #[test]
    fn core_dimensions() {
        let (out, largest) = slices(&array![1.0, -1.0], 2.0);
        assert!(near(out[0], 0.0) && near(out[1], 2.0 * (-1.0_f64).exp().tanh()));
        assert!(near(largest, 1.0));
    }
}
