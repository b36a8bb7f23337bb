//! Sums of products, along slices.

use core::hint::black_box;

use ndarray::linalg::general_mat_mul;
use ndarray::{ArrayView2, ArrayViewMut2};
use num_complex::Complex;

use super::arithmetic::Arithmetic;
use super::arithmetic::sealed::Arithmetic as _;
use crate::{Real, slices};

/// What `matmul`, `vecdot` and their like take: `bool`, integers, floats and complex numbers.
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no products here",
    label = "expected a `bool` or a number"
)]
pub trait Products: Arithmetic + sealed::Products {}

pub(super) mod sealed {
    use ndarray::{ArrayView2, ArrayViewMut2};

    /// Sums of products.
    pub trait Products: Sized {
        /// Computes `out = a b` by a method for large matrices, if there is one.
        fn multiply_large(
            a: &ArrayView2<'_, Self>,
            b: &ArrayView2<'_, Self>,
            out: &mut ArrayViewMut2<'_, Self>,
        ) -> bool;
        /// The sum of the products of the elements of two slices, which have one length. If `CONJ`, the first is conjugated.
        fn dot<const CONJ: bool>(x: &[Self], y: &[Self]) -> Self;
        /// The complex conjugate; other numbers are their own.
        fn conj(self) -> Self;
    }
}

macro_rules! exact {
    ($($t:ty)*) => { $(
        #[diagnostic::do_not_recommend]
        impl Products for $t {}
        impl sealed::Products for $t {
            #[inline(always)]
            fn multiply_large(_: &ArrayView2<'_, $t>, _: &ArrayView2<'_, $t>, _: &mut ArrayViewMut2<'_, $t>) -> bool {
                false
            }
            // The order does not matter, so the compiler chooses it.
            #[inline(always)]
            fn dot<const CONJ: bool>(x: &[$t], y: &[$t]) -> $t {
                let mut sum = <$t>::ZERO;
                for (x, y) in x.iter().zip(y) {
                    sum = sum.plus(x.times(*y));
                }
                sum
            }
            #[inline(always)]
            fn conj(self) -> $t {
                self
            }
        }
    )* };
}
exact!(bool i8 i16 i32 i64 i128 isize u8 u16 u32 u64 u128 usize);

/// `ndarray` has a method of its own for matrices of these.
macro_rules! floats {
    ($($t:ty)*) => { $(
        #[diagnostic::do_not_recommend]
        impl Products for $t {}
        impl sealed::Products for $t {
            #[inline(always)]
            fn multiply_large(a: &ArrayView2<'_, $t>, b: &ArrayView2<'_, $t>, out: &mut ArrayViewMut2<'_, $t>) -> bool {
                general_mat_mul(1.0, a, b, 0.0, out);
                true
            }
            #[inline(always)]
            fn dot<const CONJ: bool>(x: &[$t], y: &[$t]) -> $t {
                slices::dot(x, y)
            }
            #[inline(always)]
            fn conj(self) -> $t {
                self
            }
        }
    )* };
}
floats!(f32 f64);

macro_rules! complexes {
    ($($t:ty)*) => { $(
        #[diagnostic::do_not_recommend]
        impl Products for $t {}
        impl sealed::Products for $t {
            // `ndarray`'s is a third slower than the loop here.
            #[inline(always)]
            fn multiply_large(_: &ArrayView2<'_, $t>, _: &ArrayView2<'_, $t>, _: &mut ArrayViewMut2<'_, $t>) -> bool {
                false
            }
            #[inline(always)]
            fn dot<const CONJ: bool>(x: &[$t], y: &[$t]) -> $t {
                complex_dot::<_, CONJ>(x, y)
            }
            #[inline(always)]
            fn conj(self) -> $t {
                Complex::new(self.re, -self.im)
            }
        }
    )* };
}
complexes!(Complex<f32> Complex<f64>);

/// Sums side by side, which are then added half to half; what does not fill them is added to the first ones.
#[inline(always)]
fn complex_dot<T: Real, const CONJ: bool>(x: &[Complex<T>], y: &[Complex<T>]) -> Complex<T> {
    const LANES: usize = 8;
    let (mut re, mut im) = ([T::zero(); LANES], [T::zero(); LANES]);
    let ((x_full, x_rest), (y_full, y_rest)) = (x.as_chunks::<LANES>(), y.as_chunks::<LANES>());
    let term = |x: Complex<T>, y: Complex<T>| {
        let x_im = if CONJ { -x.im } else { x.im };
        (x.re * y.re - x_im * y.im, x.re * y.im + x_im * y.re)
    };
    for (x, y) in x_full.iter().zip(y_full) {
        for i in 0..LANES {
            let term = term(x[i], y[i]);
            re[i] += term.0;
            im[i] += term.1;
        }
    }
    for (i, (x, y)) in x_rest.iter().zip(y_rest).enumerate() {
        let term = term(*x, *y);
        re[i] += term.0;
        im[i] += term.1;
    }
    // Through memory, so that the compiler plans for the loop and not for these few additions.
    let (re, im) = (black_box(re), black_box(im));
    Complex::new(halves(&re), halves(&im))
}

/// The sum, half to half.
#[inline(always)]
fn halves<T: Real>(x: &[T; 8]) -> T {
    ((x[0] + x[4]) + (x[2] + x[6])) + ((x[1] + x[5]) + (x[3] + x[7]))
}
