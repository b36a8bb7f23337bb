//! Annotated functions where no name of the prelude is in scope, and the usual ones mean something else.
#![no_implicit_prelude]
#![forbid(unsafe_code)]
#![deny(warnings, missing_docs, unreachable_pub, unused_qualifications)]
#![allow(non_camel_case_types, reason = "types that shadow the primitive ones")]

/// Shadows the crate `core`.
pub mod core {}
/// Shadows the crate `std`.
pub mod std {}
/// Shadows the crate `alloc`.
pub mod alloc {}
/// Shadows the crate of arrays.
pub mod ndarray {}
/// Shadows the crate of ufuncs.
pub mod ufunc_core {}

/// Shadows `Option`, and its variants.
#[derive(::core::clone::Clone, ::core::marker::Copy, ::core::fmt::Debug)]
pub enum Option {
    /// Shadows nothing, but is glad of it.
    Some,
    /// Likewise.
    None,
}
/// Shadows `Result`, and is no such thing.
#[derive(::core::clone::Clone, ::core::marker::Copy, ::core::fmt::Debug)]
pub enum Result {
    /// Likewise.
    Ok,
    /// Likewise.
    Err,
}
/// Shadows `Vec`.
#[derive(::core::clone::Clone, ::core::marker::Copy, ::core::fmt::Debug)]
pub struct Vec;
/// Shadows `Sized` and the like.
pub trait Sized {}
/// Shadows.
pub trait Copy {}
/// Shadows.
pub trait Clone {}
/// Shadows.
pub trait Fn {}
/// Shadows.
pub trait Operand {}
/// Shadows.
pub trait Element {}
/// Shadows.
pub trait Kernel {}
/// Shadows the primitive type.
#[derive(
    ::core::clone::Clone, ::core::marker::Copy, ::core::fmt::Debug, ::core::cmp::PartialEq,
)]
pub struct f64(
    /// An integer in fact.
    pub i32,
);
/// Shadows the primitive type.
pub type usize = i8;
/// Shadows the primitive type.
pub type bool = u8;
/// Shadows the primitive type.
pub type str = ();
/// Shadows the primitive type.
pub type u64 = ();

impl ::ufunc_core::Element for f64 {}

/// The library's macros are not in reach of what they expand to, either.
#[macro_export]
#[doc(hidden)]
macro_rules! concat {
    () => {};
}
/// Shadows.
#[macro_export]
#[doc(hidden)]
macro_rules! stringify {
    () => {};
}
/// Shadows.
#[macro_export]
#[doc(hidden)]
macro_rules! panic {
    () => {};
}

/// A number that is an integer in fact.
#[::ufunc_core::vectorize]
pub fn next(x: f64, by: i32) -> f64 {
    f64(x.0 + by)
}

/// Generic.
#[::ufunc_core::vectorize(identity = T::lit(0.0), associative, commutative, parallel)]
pub fn add<T: ::ufunc_core::Real>(a: T, b: T) -> T {
    a + b
}

/// Without parameters.
#[::ufunc_core::vectorize]
pub fn one() -> u8 {
    1
}

/// Several results, and a pattern.
#[::ufunc_core::vectorize]
pub fn both((a, b): (u8, u8), _: i8) -> (u8, u8) {
    (b, a)
}

/// Fallible.
#[::ufunc_core::vectorize]
pub fn positive(x: i32) -> ::core::result::Result<i32, ::std::string::String> {
    if x > 0 {
        ::core::result::Result::Ok(x)
    } else {
        ::core::result::Result::Err(::std::format!("{x} is not positive"))
    }
}

/// An enum of the name that results have.
#[::ufunc_core::vectorize]
pub fn always(_x: i32) -> i32 {
    let result = Result::Ok;
    match result {
        Result::Ok => 1,
        Result::Err => 0,
    }
}

/// Slices.
#[::ufunc_core::guvectorize("(n),()->(n)")]
pub fn shift(x: &[i32], by: i32, out: &mut [i32]) {
    let mut i = 0;
    while i < x.len() {
        out[i] = x[i] + by;
        i += 1;
    }
}

/// Views, optional, fixed and computed dimensions, fallible.
#[::ufunc_core::guvectorize("(m?,n|1),(3)->(m?),(n+3)")]
pub fn extras(
    a: ::ndarray::ArrayView2<'_, i32>,
    b: &[i32; 3],
    o: &mut [i32],
    mut p: ::ndarray::ArrayViewMut1<'_, i32>,
) -> ::core::result::Result<(), ::std::string::String> {
    o[0] = a[[0, 0]];
    p[0] = b[0];
    ::core::result::Result::Ok(())
}

/// Returned values.
#[::ufunc_core::guvectorize("(2)->(2),()")]
pub fn swap(x: &[i32; 2]) -> ([i32; 2], i32) {
    ([x[1], x[0]], x[0] + x[1])
}

/// Rewritten: maths, a conditional, closures, calls.
#[::ufunc_core::vectorize]
pub fn rewritten(x: ::core::primitive::f64, n: ::core::primitive::f32) -> ::core::primitive::f32 {
    let closure = |y: ::core::primitive::f32| y.exp();
    let y = if n > 1.0 { n.ln() } else { 0.0 };
    add(y, n) + plain(1) + closure(0.0) + x.sin() as ::core::primitive::f32 * 0.0
}

fn plain(x: i8) -> ::core::primitive::f32 {
    x as ::core::primitive::f32
}

/// Inside a function.
pub fn inside() -> i32 {
    #[::ufunc_core::vectorize]
    fn local(x: i32) -> i32 {
        x + 1
    }
    local(1)
}

#[cfg(test)]
mod tests {
    use ::core::assert_eq;
    use ::core::prelude::v1::test;

    #[test]
    fn elementwise() {
        let x = ::ndarray::arr1(&[super::f64(1), super::f64(2)]);
        assert_eq!(
            super::next(&x, 1),
            ::ndarray::arr1(&[super::f64(2), super::f64(3)])
        );
        assert_eq!(
            super::add(&[1.0f32, 2.0], 1.0),
            ::ndarray::arr1(&[2.0, 3.0])
        );
        assert_eq!(super::one(), 1);
        assert_eq!(super::both((1, 2), 0), (2, 1));
        ::core::assert!(super::positive(&[1, -1]).is_err());
        assert_eq!(super::always(&[1, 2]), ::ndarray::arr1(&[1, 1]));
        assert_eq!(super::inside(), 2);
        assert_eq!(super::rewritten(0.0, &[1.0]), ::ndarray::arr1(&[3.0]));
    }

    #[test]
    fn reductions() {
        let x = ::ndarray::arr2(&[[1.0f32, 2.0], [3.0, 4.0]]);
        assert_eq!(
            super::add::reduce(&x, ::ndarray::Axis(0)),
            ::ndarray::arr1(&[4.0, 6.0])
        );
        let sum = super::add::reduction(&x).axes(..).initial(1.0).eval();
        ::core::assert!(::core::matches!(sum, ::core::result::Result::Ok(11.0)));
        assert_eq!(
            super::add::accumulate(&x, ::ndarray::Axis(1)),
            ::ndarray::arr2(&[[1.0, 3.0], [3.0, 7.0]])
        );
        assert_eq!(
            super::add::reduceat(&x, &[0], 1),
            ::ndarray::arr2(&[[3.0], [7.0]])
        );
        assert_eq!(
            super::add::outer(&[1.0f32], &[2.0, 3.0]),
            ::ndarray::arr2(&[[3.0, 4.0]])
        );
        let mut target = [0.0f32, 0.0];
        super::add::at(&mut target, &[1, 1], 2.0);
        assert_eq!(target, [0.0, 4.0]);
    }

    #[test]
    fn core_dimensions() {
        assert_eq!(super::shift(&[1, 2], 3), ::ndarray::arr1(&[4, 5]));
        assert_eq!(super::swap(&[1, 2]), (::ndarray::arr1(&[2, 1]), 3));
        let a = ::ndarray::arr2(&[[1, 2]]);
        let (o, p) = match super::extras(&a, &[3, 4, 5]) {
            ::core::result::Result::Ok(outputs) => outputs,
            ::core::result::Result::Err(error) => ::core::panic!("{error}"),
        };
        assert_eq!((o.len(), p.len()), (1, 5));
    }
}
