//! Annotated functions in all forms: one source that several packages compile, each under its own rules.

use std::error::Error;
use std::fmt;
use std::ops::Add;

use ndarray::{Array1, ArrayView, ArrayView1, ArrayView2, ArrayViewMut1, ArrayViewMut2, Ix1};
use ufunc_core::{Element, Real, guvectorize, vectorize};

/// Why a kernel had no result.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Negative;

impl fmt::Display for Negative {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("negative")
    }
}

impl Error for Negative {}

/// The results of this module's functions.
pub type Result<T> = std::result::Result<T, Negative>;

/// A colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rgb(pub u8, pub u8, pub u8);

impl Element for Rgb {}

/// Nothing in, one value out.
#[vectorize]
pub fn answer() -> u8 {
    42
}

/// One parameter, also in place.
#[vectorize]
pub fn half(x: f64) -> f64 {
    0.5 * x
}

/// Different types.
#[vectorize(math = "std")]
pub fn clip(x: f64, n: u8, on: bool) -> f32 {
    if on && x < f64::from(n) {
        0.5
    } else {
        f32::from(n)
    }
}

/// A type of one's own.
#[must_use]
#[vectorize]
pub fn red(c: Rgb) -> u8 {
    c.0
}

/// Generic, and a reduction.
#[vectorize(identity = T::lit(0.0), associative, commutative, parallel)]
pub fn add<T>(a: T, b: T) -> T
where
    T: Real,
{
    a + b
}

/// Generic in a constant and in two types.
#[vectorize]
#[must_use = "it is pure"]
pub fn offset<T: Element + Add<U, Output = T>, U: Element + From<u8>, const N: u8>(x: T) -> T {
    x + U::from(N)
}

/// Two results.
#[inline]
#[vectorize]
pub fn sum_diff(a: f64, b: f64) -> (f64, f64) {
    (a + b, a - b)
}

/// Patterns, raw identifiers, unused parameters.
#[vectorize]
#[inline(always)]
pub fn patterns((a, b): (f64, f64), mut c: f64, _: u8, r#type: i32, _unused: bool) -> f64 {
    c += f64::from(r#type);
    a + b + c
}

/// May fail.
#[vectorize]
pub fn root(x: f64) -> std::result::Result<f64, Negative> {
    if x < 0.0 {
        return Err(Negative);
    }
    Ok(x.sqrt())
}

/// May fail, and says so by an alias.
#[vectorize]
pub fn roots(x: f64) -> Result<(f64, f64)> {
    let root = (|| Ok(1.0 * (x >= 0.0).then(|| x.sqrt()).ok_or(Negative)?))()?;
    Ok((root, -root))
}

/// Calls itself.
#[vectorize]
#[cold]
pub const fn factorial(n: u64) -> u64 {
    let mut product = 1;
    let mut i = 2;
    while i <= n {
        product *= i;
        i += 1;
    }
    product
}

/// Calls itself, and is deprecated.
#[deprecated(note = "to see whether the expansion warns")]
#[vectorize]
pub fn fibonacci(n: u32) -> u32 {
    if n < 2 {
        n
    } else {
        fibonacci(n - 1) + fibonacci(n - 2)
    }
}

/// Attributes under conditions.
#[cfg_attr(all(), vectorize)]
#[cfg_attr(all(), doc = "Also this line.", must_use)]
#[expect(clippy::eq_op, reason = "zero, or NaN")]
#[allow(clippy::float_cmp)]
pub fn nothing(x: f64) -> f64 {
    x - x
}

/// As many parameters as there can be.
#[vectorize]
#[rustfmt::skip]
pub fn sixteen(
    a: u8, b: u8, c: u8, d: u8, e: u8, f: u8, g: u8, h: u8,
    i: u8, j: u8, k: u8, l: u8, m: u8, n: u8, o: u8, p: u8,
) -> u8 {
    a + b + c + d + e + f + g + h + i + j + k + l + m + n + o + p
}

#[vectorize]
fn private(x: f32) -> f32 {
    -x
}

/// Inside a function, and where other visibilities are.
#[must_use]
pub fn inside() -> f32 {
    #[vectorize]
    fn local(x: f32) -> f32 {
        x + 1.0
    }
    #[guvectorize("(n)->()")]
    fn largest(x: &[f32]) -> f32 {
        x.iter().copied().fold(0.0, f32::max)
    }
    largest(&[
        local(1.0),
        private(3.0),
        inner::shown(1.0),
        inner::restricted(1.5),
    ])
}

mod inner {
    use ufunc_core::vectorize;

    #[vectorize]
    pub(crate) fn shown(x: f32) -> f32 {
        x
    }

    #[vectorize]
    pub(in crate::forms) fn restricted(x: f32) -> f32 {
        2.0 * x
    }
}

/// Slices and a value in, a slice out.
#[guvectorize("(n),()->(n)", parallel)]
pub fn running(x: &[f64], start: f64, out: &mut [f64]) {
    let mut sum = start;
    for (x, out) in x.iter().zip(out) {
        sum += x;
        *out = sum;
    }
}

/// A value out, through a reference.
#[guvectorize("(n)->()")]
pub fn total<T: Real>(x: &[T], out: &mut T) {
    *out = x.iter().fold(T::lit(0.0), |sum, &x| sum + x);
}

/// A value returned.
#[guvectorize("(n),(n)->()")]
pub fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

/// Fixed sizes, returned and written.
#[guvectorize("(3),(3)->(3)")]
pub fn cross(a: &[f64; 3], b: &[f64; 3]) -> [f64; 3] {
    let (&[a0, a1, a2], &[b0, b1, b2]) = (a, b);
    [
        a1.mul_add(b2, -(a2 * b1)),
        a2.mul_add(b0, -(a0 * b2)),
        a0.mul_add(b1, -(a1 * b0)),
    ]
}

/// A fixed size through a reference.
#[guvectorize("(2)->(2)")]
pub fn swap(&[a, b]: &[f64; 2], out: &mut [f64; 2]) {
    *out = [b, a];
}

/// Several values returned.
#[guvectorize("(n)->(),(2)")]
pub fn extremes(x: &[f64]) -> (f64, [f64; 2]) {
    let least = x.iter().copied().fold(f64::INFINITY, f64::min);
    let most = x.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    (most - least, [least, most])
}

/// Matrices.
#[guvectorize("(m,n),(n,p)->(m,p)")]
pub fn matmul(a: ArrayView2<'_, f64>, b: ArrayView2<'_, f64>, mut out: ArrayViewMut2<'_, f64>) {
    out.assign(&a.dot(&b));
}

/// Views of one dimension.
#[guvectorize("(n)->(n)")]
pub fn reversed(x: ArrayView1<'_, f64>, mut out: ArrayViewMut1<'_, f64>) {
    for (i, out) in out.iter_mut().rev().enumerate() {
        *out = x[i];
    }
}

/// Dimensions that may be absent, broadcast or be computed.
#[guvectorize("(m?,n|1),(n|1)->(m?),(n*(n-1)/2)")]
pub fn extras(a: ArrayView2<'_, f64>, b: ArrayView<'_, f64, Ix1>, o: &mut [f64], p: &mut [f64]) {
    o.copy_from_slice(&a.dot(&b).to_vec());
    p.fill(b[0]);
}

/// May fail.
#[guvectorize("(n)->()")]
pub fn mean(x: &[f64]) -> std::result::Result<f64, Negative> {
    let (sum, count) = x
        .iter()
        .fold((0.0, 0.0), |(sum, count), x| (sum + x, count + 1.0));
    if sum < 0.0 {
        return Err(Negative);
    }
    Ok(sum / count)
}

/// May fail while it writes.
#[guvectorize("(n)->(n)")]
#[doc(alias = "sqrt")]
pub fn square_roots(x: &[f64], out: &mut [f64]) -> Result<()> {
    for (&x, out) in x.iter().zip(out) {
        *out = if x < 0.0 {
            return Err(Negative);
        } else {
            x.sqrt()
        };
    }
    Ok(())
}

/// Nothing in.
#[guvectorize("->(2)")]
pub fn axes() -> [f64; 2] {
    [1.0, 0.0]
}

/// What callers write.
///
/// # Errors
///
/// If the shapes do not broadcast.
pub fn chained(
    x: &Array1<f64>,
    y: &Array1<f64>,
) -> std::result::Result<Array1<f64>, ufunc_core::Error> {
    let sum = || add::lazy(x, y).eval();
    let mut out = half(&sum()?);
    half::lazy(x)
        .mask(&y.map(|&y| y > 0.0))
        .assign_to(&mut out)?;
    Ok(out)
}

#[cfg(test)]
mod tests {
    use ndarray::{Array1, Array2, array};

    use super::{
        Rgb, add, answer, axes, chained, clip, cross, dot, extras, extremes, factorial, half,
        inside, matmul, mean, nothing, offset, patterns, red, reversed, root, roots, running,
        sixteen, square_roots, sum_diff, swap, total,
    };

    #[test]
    fn elementwise() {
        let x = array![1.0, 4.0];
        assert_eq!(answer(), 42);
        assert_eq!(half(&x), array![0.5, 2.0]);
        assert_eq!(clip(2.0, 3, &[false, true]), array![3.0f32, 0.5]);
        assert_eq!(red(&[Rgb(7, 0, 0)]), array![7]);
        assert_eq!(add(&x, 1.0), array![2.0, 5.0]);
        assert_eq!(offset::<u64, u64, 3, _>(1), 4);
        assert_eq!(sum_diff(&x, 1.0), (array![2.0, 5.0], array![0.0, 3.0]));
        assert_eq!(patterns((1.0, 2.0), &x, 0, 1, true), array![5.0, 8.0]);
        assert_eq!(
            root(&x).map_err(|error| error.to_string()),
            Ok(array![1.0, 2.0])
        );
        assert!(roots(-1.0).is_err());
        assert_eq!(factorial(&[3, 4]), array![6, 24]);
        assert_eq!(nothing(&x), array![0.0, 0.0]);
        assert_eq!(
            sixteen(1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, &[1, 2]),
            array![16, 17]
        );
        assert!((inside() - 3.0).abs() < f32::EPSILON);
    }

    #[test]
    #[allow(deprecated)]
    fn deprecated() {
        assert_eq!(super::fibonacci(&[5, 6]), array![5, 8]);
        assert_eq!(super::fibonacci::lazy(7).eval().ok(), Some(13));
    }

    #[test]
    fn pending_and_in_place() {
        let mut x = array![1.0, 4.0];
        let mut out = Array1::zeros(2);
        assert_eq!(
            add::lazy(&x, half::lazy(&x)).assign_to(&mut out).ok(),
            Some(())
        );
        assert_eq!(out, array![1.5, 6.0]);
        half::update(&mut x);
        assert_eq!(x, array![0.5, 2.0]);
        running::update(&mut x, 1.0);
        assert_eq!(x, array![1.5, 3.5]);
        assert!(add::try_update(&mut x, &[1.0, 2.0, 3.0]).is_err());
        assert_eq!(
            chained(&x, &array![0.0, 1.0]).ok(),
            Some(array![0.75, 1.75])
        );
    }

    #[test]
    fn core_dimensions() {
        let x = array![1.0, 4.0, 2.0];
        let m: Array2<f64> = array![[1.0, 2.0], [3.0, 4.0]];
        assert_eq!(running(&x, 1.0), array![2.0, 6.0, 8.0]);
        assert!((total(&x) - 7.0_f64).abs() < f64::EPSILON);
        assert!((dot(&x, &x) - 21.0).abs() < f64::EPSILON);
        assert_eq!(
            cross(&[1.0, 0.0, 0.0], &[0.0, 1.0, 0.0]),
            array![0.0, 0.0, 1.0]
        );
        assert_eq!(swap(&m), array![[2.0, 1.0], [4.0, 3.0]]);
        assert_eq!(extremes(&x), (3.0, array![1.0, 4.0]));
        assert_eq!(matmul(&m, &m), m.dot(&m));
        assert_eq!(reversed(&x), array![2.0, 4.0, 1.0]);
        let (o, p) = extras(&m, &[1.0, 1.0]);
        assert_eq!(
            (o.into_raw_vec_and_offset().0, p.len()),
            (vec![3.0, 7.0], 1)
        );
        assert_eq!(mean(&m).ok(), Some(array![1.5, 3.5]));
        assert!(square_roots(&[-1.0]).is_err());
        assert_eq!(axes(), array![1.0, 0.0]);
    }
}
