//! Mathematical functions on 100,000 numbers, against the standard library's (`libm`'s where it has none).

use ndarray::Zip;
use ufunc_benches::data::{between, flat, flat_mut, given, single};
use ufunc_benches::kernels::maths as ours;
use ufunc_benches::measure::{Case, Run};

const N: usize = 100_000;

/// Each line: the case, our function, the scalar functions for f64 and f32, and the ranges of the operands.
macro_rules! maths {
    ($run:ident: $(
        $case:literal $ours:ident $f64:expr, $f32:expr;
        $($x:ident: $low:literal..$high:literal),+;
    )*) => { $({
        let mut seed = 0;
        $(
            seed += 1;
            let $x = between(seed, N, $low, $high);
        )+
        maths!(@one $run, concat!("math/", $case, "/f64"), $ours, f64, $f64; $($x)+);
        $(let $x = single(&$x);)+
        maths!(@one $run, concat!("math/", $case, "/f32"), $ours, f32, $f32; $($x)+);
    })* };
    (@one $run:ident, $name:expr, $ours:ident, $t:ident, $scalar:expr; $x:ident) => {
        if $run.wants($name) {
            Case::new($name, given::<$t, _>(N))
                .with("ours", |out| {
                    let call = ours::$ours::lazy(&$x).serial();
                    call.assign_to(out.view_mut()).unwrap();
                })
                .with("hand", |out| {
                    let x = flat(&$x);
                    for (out, &x) in flat_mut(out).iter_mut().zip(x) {
                        *out = $scalar(x);
                    }
                })
                .with("ndarray", |out| {
                    Zip::from(out).and(&$x).for_each(|out, &x| *out = $scalar(x));
                })
                .run($run);
        }
    };
    (@one $run:ident, $name:expr, $ours:ident, $t:ident, $scalar:expr; $x:ident $y:ident) => {
        if $run.wants($name) {
            Case::new($name, given::<$t, _>(N))
                .with("ours", |out| {
                    let call = ours::$ours::lazy(&$x, &$y).serial();
                    call.assign_to(out.view_mut()).unwrap();
                })
                .with("hand", |out| {
                    let (x, y) = (flat(&$x), flat(&$y));
                    for ((out, &x), &y) in flat_mut(out).iter_mut().zip(x).zip(y) {
                        *out = $scalar(x, y);
                    }
                })
                .with("ndarray", |out| {
                    Zip::from(out).and(&$x).and(&$y).for_each(|out, &x, &y| *out = $scalar(x, y));
                })
                .run($run);
        }
    };
}

pub(crate) fn run(run: &Run) {
    if !run.only.starts_with("math") && !run.only.is_empty() {
        return;
    }
    maths! { run:
        "exp" exp f64::exp, f32::exp; x: -10.0..10.0;
        "ln" ln f64::ln, f32::ln; x: 1e-3..1e3;
        "sin" sin f64::sin, f32::sin; x: -10.0..10.0;
        "cos" cos f64::cos, f32::cos; x: -10.0..10.0;
        "tanh" tanh f64::tanh, f32::tanh; x: -5.0..5.0;
        "acosh" acosh f64::acosh, f32::acosh; x: 1.0..100.0;
        "pow" powf f64::powf, f32::powf; x: 0.01..10.0, y: -3.0..3.0;
        "erf" erf libm::erf, libm::erff; x: -4.0..4.0;
        "hypot" hypot f64::hypot, f32::hypot; x: -10.0..10.0, y: -10.0..10.0;
        "sqrt" sqrt f64::sqrt, f32::sqrt; x: 0.0..100.0;
        "exp2" exp2 f64::exp2, f32::exp2; x: -10.0..10.0;
        "exp10" exp10 (|x| 10f64.powf(x)), (|x| 10f32.powf(x)); x: -5.0..5.0;
        "exp_m1" exp_m1 f64::exp_m1, f32::exp_m1; x: -2.0..2.0;
        "log2" log2 f64::log2, f32::log2; x: 1e-3..1e3;
        "log10" log10 f64::log10, f32::log10; x: 1e-3..1e3;
        "ln_1p" ln_1p f64::ln_1p, f32::ln_1p; x: -0.9..10.0;
        "cbrt" cbrt f64::cbrt, f32::cbrt; x: -100.0..100.0;
        "tan" tan f64::tan, f32::tan; x: -10.0..10.0;
        "asin" asin f64::asin, f32::asin; x: -1.0..1.0;
        "acos" acos f64::acos, f32::acos; x: -1.0..1.0;
        "atan" atan f64::atan, f32::atan; x: -10.0..10.0;
        "atan2" atan2 f64::atan2, f32::atan2; x: -10.0..10.0, y: -10.0..10.0;
        "sinh" sinh f64::sinh, f32::sinh; x: -5.0..5.0;
        "cosh" cosh f64::cosh, f32::cosh; x: -5.0..5.0;
        "asinh" asinh f64::asinh, f32::asinh; x: -10.0..10.0;
        "atanh" atanh f64::atanh, f32::atanh; x: -0.99..0.99;
        "erfc" erfc libm::erfc, libm::erfcf; x: -4.0..4.0;
    }
}
