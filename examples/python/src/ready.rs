//! Functions that Python programs ask for.

use ndarray::ArrayView2;
use num_complex::Complex;
use ufunc_core::{Element, Real, guvectorize, slices, vectorize};

/// A number that has sums and a greatest one of two.
pub(crate) trait Number:
    Element + Default + PartialOrd + std::ops::Add<Output = Self>
{
}
impl Number for i64 {}
impl Number for f32 {}
impl Number for f64 {}

/// The sum of two numbers.
#[vectorize(identity = T::default(), associative, commutative)]
pub(crate) fn add<T: Number>(a: T, b: T) -> T {
    a + b
}

/// The greater of two numbers; the second if they cannot be compared.
#[vectorize(associative, commutative)]
pub(crate) fn maximum<T: Number>(a: T, b: T) -> T {
    if a > b { a } else { b }
}

/// An integer that has a greatest common divisor with another one.
pub(crate) trait Integer:
    Element + PartialEq + Default + std::ops::Rem<Output = Self>
{
    /// Its absolute value.
    fn magnitude(self) -> Self;
}
impl Integer for i64 {
    fn magnitude(self) -> i64 {
        self.wrapping_abs()
    }
}
impl Integer for u64 {
    fn magnitude(self) -> u64 {
        self
    }
}

/// The greatest common divisor.
#[vectorize(identity = T::default(), associative, commutative)]
pub(crate) fn gcd<T: Integer>(a: T, b: T) -> T {
    let (mut a, mut b) = (a.magnitude(), b.magnitude());
    while b != T::default() {
        (a, b) = (b, a % b);
    }
    a
}

/// log(exp(a) + exp(b)), without overflow.
#[vectorize(identity = T::neg_infinity(), associative, commutative)]
pub(crate) fn logaddexp<T: Real>(a: T, b: T) -> T {
    let (low, high) = if a < b { (a, b) } else { (b, a) };
    let apart = if low == high { T::lit(0.0) } else { low - high };
    high + apart.exp().ln_1p()
}

/// The logistic function, 1 / (1 + exp(-x)).
#[vectorize]
pub(crate) fn logistic<T: Real>(x: T) -> T {
    T::lit(1.0) / (T::lit(1.0) + (-x).exp())
}

/// log(1 + exp(x)), without overflow.
#[vectorize]
pub(crate) fn softplus<T: Real>(x: T) -> T {
    let positive = if x > T::lit(0.0) { x } else { T::lit(0.0) };
    positive + (-x.abs()).exp().ln_1p()
}

/// Distance on the unit sphere of two points, given by latitude and longitude in radians.
#[vectorize]
pub(crate) fn haversine<T: Real>(lat1: T, lon1: T, lat2: T, lon2: T) -> T {
    let half = T::lit(0.5);
    let (u, v) = (((lat2 - lat1) * half).sin(), ((lon2 - lon1) * half).sin());
    let a = u * u + lat1.cos() * lat2.cos() * v * v;
    T::lit(2.0) * a.sqrt().asin()
}

/// The value at `t` between `a` (at 0) and `b` (at 1).
#[vectorize]
pub(crate) fn lerp<T: Real>(a: T, b: T, t: T) -> T {
    a + (b - a) * t
}

/// Distance from the origin and angle of a point of the plane.
#[vectorize]
pub(crate) fn polar<T: Real>(x: T, y: T) -> (T, T) {
    (x.hypot(y), y.atan2(x))
}

/// A complex number turned by an angle.
#[vectorize]
pub(crate) fn rotate(z: Complex<f64>, angle: f64) -> Complex<f64> {
    z * Complex::new(angle.cos(), angle.sin())
}

/// The dot product.
#[guvectorize("(n),(n)->()")]
pub(crate) fn dot<T: slices::Number>(a: &[T], b: &[T]) -> T {
    slices::dot(a, b)
}

/// The cosine of the angle between two vectors.
#[guvectorize("(n),(n)->()")]
pub(crate) fn cosine<T: Real + slices::Number>(a: &[T], b: &[T]) -> T {
    slices::dot(a, b) / (slices::dot(a, a) * slices::dot(b, b)).sqrt()
}

/// The cross product of two vectors of space.
#[guvectorize("(3),(3)->(3)")]
pub(crate) fn cross<T: Real>(a: &[T; 3], b: &[T; 3]) -> [T; 3] {
    [
        a[1] * b[2] - a[2] * b[1],
        a[2] * b[0] - a[0] * b[2],
        a[0] * b[1] - a[1] * b[0],
    ]
}

/// The convolution of two sequences, in full.
#[guvectorize("(m),(n)->(m+n-1)")]
pub(crate) fn convolve(a: &[f64], b: &[f64], out: &mut [f64]) {
    for (i, &x) in a.iter().enumerate() {
        for (j, &y) in b.iter().enumerate() {
            out[i + j] += x * y;
        }
    }
}

/// The distances of all pairs of points, each pair once.
#[guvectorize("(n,d)->(n*(n-1)/2)")]
pub(crate) fn distances(points: ArrayView2<f64>, out: &mut [f64]) {
    let mut place = out.iter_mut();
    for (i, a) in points.outer_iter().enumerate() {
        for b in points.outer_iter().skip(i + 1) {
            let squares = a.iter().zip(b).map(|(x, y)| (x - y) * (x - y));
            if let Some(distance) = place.next() {
                *distance = squares.sum::<f64>().sqrt();
            }
        }
    }
}
