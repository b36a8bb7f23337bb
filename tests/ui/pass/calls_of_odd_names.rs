//! Kernels call functions whose names mean other things too.

use ufunc_core::vectorize;

/// A crate is called so: with `self::` there is no doubt.
#[vectorize]
fn ndarray(x: f64) -> f64 {
    x.exp()
}

/// Likewise, and it is no ufunc.
fn num_traits(x: f64) -> f64 {
    x + 1.0
}

mod deep {
    pub mod deeper {
        #[ufunc_core::vectorize]
        pub(crate) fn f(x: f64) -> f64 {
            super::g(x)
        }
    }

    pub fn g(x: f64) -> f64 {
        2.0 * x
    }

    pub(crate) use deeper::f as renamed;
}

macro_rules! call {
    ($name:ident, $path:path, $x:expr) => {
        $name($x) + $path($x)
    };
}

macro_rules! kernel {
    ($name:ident calls $other:ident) => {
        #[vectorize]
        fn $name(x: f64) -> f64 {
            self::$other(x) + self::deep::renamed(x) + crate::deep::deeper::f(x)
        }
    };
}

kernel!(from_macro calls ndarray);

#[vectorize]
fn outer(x: f64) -> f64 {
    use deep::g as alias;
    let plain = num_traits(x) + alias(x) + deep::renamed(x);
    let through = call!(ndarray, deep::g, x);
    let f = |x: f64| x;
    plain + through + f(x) + self::ndarray(x) + from_macro(x) + r#final(x)
}

#[vectorize]
fn r#final(x: f64) -> f64 {
    x
}

fn main() {
    let e = 1.0_f64.exp();
    assert_eq!(from_macro(0.0), 1.0);
    let sum = 2.0 + 2.0 + 2.0 + (e + 2.0) + 1.0 + e + (e + 4.0) + 1.0;
    assert!((outer(1.0) - sum).abs() < 1e-14);
}
