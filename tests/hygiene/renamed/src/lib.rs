//! Annotated functions where `ufunc-core` is called `tensor`, and where another crate re-exports it.
#![forbid(unsafe_code)]
#![deny(warnings, missing_docs, unreachable_pub, unused_qualifications)]

use ndarray::ArrayView2;
use tensor::{Real, guvectorize, vectorize};

/// What a library that builds on ours has: its macros' users do not know of us.
#[doc(hidden)]
pub mod facade {
    pub use tensor as arrays;
}

/// Under its new name.
#[vectorize(crate = ::tensor, identity = T::lit(1.0), associative)]
pub fn product<T: Real>(a: T, b: T) -> T {
    a * b
}

/// By a relative path.
#[vectorize(crate = tensor)]
pub fn both(a: f64, b: i32) -> (i32, f64) {
    (b, a)
}

/// Re-exported.
#[vectorize(parallel, crate = crate::facade::arrays)]
pub fn small(x: i32) -> Result<u8, core::num::TryFromIntError> {
    u8::try_from(x)
}

/// Rewritten, and calls one of another crate path.
#[vectorize(crate = crate::facade::arrays)]
pub fn rewritten(x: f64) -> f64 {
    let closure = |y: f64| y.exp();
    let y = if x > 0.0 { x.sqrt().sin() } else { 0.0 };
    product(y, 2.0) + closure(x) - x.exp()
}

/// Under its new name.
#[guvectorize("(n)->(n)", crate = ::tensor)]
pub fn double(x: &[f64], out: &mut [f64]) {
    for (x, out) in x.iter().zip(out) {
        *out = 2.0 * x;
    }
}

/// Re-exported, with dimensions of all kinds.
#[guvectorize("(m?,n|1),(2)->(m+1),()", crate = crate::facade::arrays, parallel)]
pub fn extras(a: ArrayView2<'_, f64>, b: &[f64; 2], out: &mut [f64], sum: &mut f64) {
    out.fill(b[0]);
    *sum = a.sum();
}

/// Two values returned.
#[guvectorize("(n)->(2),()", crate = tensor)]
pub fn ends(x: &[i32]) -> ([i32; 2], u8) {
    (
        x.first()
            .zip(x.last())
            .map_or([0, 0], |(&first, &last)| [first, last]),
        0,
    )
}

#[cfg(test)]
mod tests {
    use ndarray::array;

    use super::{both, double, ends, extras, product, rewritten, small};

    #[test]
    fn elementwise() {
        assert_eq!(product(&[2.0, 3.0], 2.0f32), array![4.0, 6.0]);
        assert_eq!(product::reduce(&array![[2.0, 3.0]], -1), array![6.0]);
        assert_eq!(product::accumulate(&[2.0, 3.0], 0), array![2.0, 6.0]);
        assert_eq!(both(1.5, &[1, 2]), (array![1, 2], array![1.5, 1.5]));
        assert!(small(&[1, 300]).is_err());
        assert!((rewritten(1.0) - 2.0 * 1.0_f64.sin()).abs() < 1e-14);
        assert_eq!(
            product::lazy(2.0, product::lazy(2.0, 3.0)).eval().ok(),
            Some(12.0)
        );
    }

    #[test]
    fn core_dimensions() {
        let mut x = array![1.0, 2.0];
        double::update(&mut x);
        assert_eq!(x, array![2.0, 4.0]);
        assert_eq!(ends(&[1, 2, 3]), (array![1, 3], 0));
        let (out, sum) = extras(&array![[1.0, 2.0]], &[5.0, 6.0]);
        assert_eq!((out.len(), sum), (2, 3.0));
    }
}
