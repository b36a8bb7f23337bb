//! What is rewritten computes what was written: compared with twins of `math = "std"`, over many values.

use ndarray::{Array1, Array2, array};
use num_traits::Float;
use ufunc_core::{Element, Real, guvectorize, vectorize};

/// Values of all sizes and signs, with the ones that are special.
fn values() -> Vec<f64> {
    let mut values = vec![
        0.0,
        -0.0,
        1.0,
        -1.0,
        0.5,
        f64::NAN,
        f64::INFINITY,
        f64::NEG_INFINITY,
        f64::MIN_POSITIVE,
        f64::EPSILON,
        5e-324,
        f64::MAX,
        -f64::MAX,
        1e300,
        1e22,
    ];
    let mut state = 1_u64;
    for _ in 0..4000 {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1);
        let unit = (state >> 11) as f64 / (1_u64 << 53) as f64;
        values.push((unit - 0.5) * 10.0_f64.powi((state % 13) as i32 - 6));
    }
    values
}

/// How far apart two results are, in units of the last place of the first.
fn ulps(want: f64, got: f64) -> f64 {
    if want == got || want.is_nan() && got.is_nan() {
        return 0.0;
    }
    let unit = (want.abs().next_up() - want.abs()).max(5e-324);
    (want - got).abs() / unit
}

/// The same body twice: rewritten, and as it stands.
macro_rules! twins {
    ($name:ident, $std:ident, ($($x:ident: $t:ty),*) -> $out:ty, $body:expr) => {
        #[vectorize]
        fn $name($($x: $t),*) -> $out {
            $body
        }
        #[vectorize(math = "std")]
        fn $std($($x: $t),*) -> $out {
            $body
        }
    };
}

/// Compares the twins of one parameter.
macro_rules! near {
    ($name:ident, $std:ident, $within:expr) => {{
        let x = Array1::from(values());
        let (got, want): (Array1<f64>, Array1<f64>) = ($name(&x), $std(&x));
        for ((x, got), want) in x.iter().zip(&got).zip(&want) {
            let apart = ulps(*want, *got);
            assert!(
                apart <= $within,
                "{}({x:e}) = {got:e}, not {want:e}",
                stringify!($name)
            );
        }
    }};
}

macro_rules! one_call {
    ($($name:ident $std:ident: $x:ident => $body:expr, $within:expr;)*) => {
        $( twins!($name, $std, ($x: f64) -> f64, $body); )*

        /// One function each: as a method, as a path, behind references.
        #[test]
        fn single_functions() {
            $( near!($name, $std, $within); )*
        }
    };
}

one_call! {
    exp exp_std: x => x.exp(), 2.0;
    ln ln_std: x => f64::ln(x.abs()), 2.0;
    sin sin_std: x => { let pair = (&x, 1.0); pair.0.sin() }, 2.0;
    tan tan_std: x => { let y = &x; y.tan() }, 3.0;
    cos cos_std: x => { let y = [x]; y[0].cos() }, 2.0;
    pair pair_std: x => { let (s, c) = x.sin_cos(); if s > c { s } else { c } }, 2.0;
    pow pow_std: x => x.abs().powf(0.3), 3.0;
    cube cube_std: x => x.powi(3), 3.0;
    hypot hypot_std: x => x.hypot(2.0), 3.0;
    atan2 atan2_std: x => x.atan2(1.5), 3.0;
    tanh tanh_std: x => Float::tanh(x), 3.0;
    root root_std: x => <f64>::cbrt(x), 2.0;
    erf erf_std: x => <f64 as Real>::erf(x), 3.0;
    round round_std: x => x.round() + x.floor() - x.ceil() + x.trunc() - x.fract(), 0.0;
    boxed boxed_std: x => { let f: Box<dyn Fn(f64) -> f64> = Box::new(|y| y.exp_m1()); f(x) }, 3.0;
    many many_std: x => [x, 1.0].iter().map(|y| y.asin()).fold(0.0, f64::max), 3.0;
}

twins!(arms, arms_std, (x: f64, n: i32) -> f64, {
    if x > 1.0 && n != 3 {
        x.sqrt()
    } else if x.is_nan() || n < -2 {
        let y = f64::from(n);
        y * y + 1.0
    } else if !(n == 5 || x < 0.0) {
        std::f64::consts::PI
    } else {
        -x / 3.0
    }
});

twins!(early, early_std, (x: f64, n: i32) -> f64, {
    let half = x / 2.0;
    if x < 0.0 {
        return half;
    }
    let sum = half + 1.0;
    if n > 4 {
        let y = sum * 2.0;
        return y.abs();
    } else if n == 4 {
        return f64::NAN;
    }
    if half > sum {
        sum
    } else {
        sum * 3.0
    }
});

twins!(assigned, assigned_std, (x: f64, n: i32) -> f64, {
    let mut y = x;
    let mut z = 1.0;
    if n > 2 {
        y += 1.0;
        z = y * 2.0;
        y = z - y;
    } else if n < -2 {
        let half = x / 2.0;
        z -= half;
    } else if x > 0.0 {
        y *= z + 0.5;
    }
    if x == 0.0 {
        z = f64::INFINITY;
    }
    y - z
});

twins!(tuples, tuples_std, (x: f64, n: i32) -> (f64, f64), {
    if n == 0 {
        return (x, -x);
    }
    let (a, b) = if x > 0.5 { (x, 1.0) } else { (1.0, x) };
    if a > b { (a, b - a) } else { (0.0, a) }
});

/// Bits, with one NaN.
fn bits(x: &Array2<f64>) -> Vec<u64> {
    let one = |x: &f64| if x.is_nan() { 0 } else { x.to_bits() };
    x.iter().map(one).collect()
}

#[test]
fn conditionals_choose_the_same() {
    let x = Array1::from(values()).insert_axis(ndarray::Axis(1));
    let n = array![-7, -2, 0, 1, 3, 4, 5];
    assert_eq!(bits(&arms(&x, &n)), bits(&arms_std(&x, &n)));
    assert_eq!(bits(&early(&x, &n)), bits(&early_std(&x, &n)));
    assert_eq!(bits(&assigned(&x, &n)), bits(&assigned_std(&x, &n)));
    let (left, right) = tuples(&x, &n);
    let (left_std, right_std) = tuples_std(&x, &n);
    assert_eq!(bits(&left), bits(&left_std));
    assert_eq!(bits(&right), bits(&right_std));
}

/// Nothing that panics is computed in vain.
#[vectorize]
#[allow(clippy::manual_checked_ops)]
fn guarded(x: f64, n: u8, table: [f64; 2]) -> f64 {
    let part = if n > 0 { 100 / n + 1 } else { 0 };
    let read = if n < 2 {
        table[usize::from(n)]
    } else if n < 100 {
        x.clamp(f64::from(n), 100.0)
    } else {
        250.0
    };
    let counted = if n > 200 { f64::from(n - 200) } else { 0.0 };
    let mut left = x;
    if n > 3 {
        assert!(x > 0.0);
        left = 0.0;
    }
    read + f64::from(part) + counted + left
}

#[test]
fn what_may_panic_stays_guarded() {
    assert_eq!(guarded(3.0, 0, [1.0, 2.0]), 4.0);
    assert_eq!(guarded(-3.0, 1, [1.0, 2.0]), 100.0);
    assert_eq!(guarded(3.0, 250, [1.0, 2.0]), 250.0 + 1.0 + 50.0);
    assert!(std::panic::catch_unwind(|| guarded(-3.0, 250, [1.0, 2.0])).is_err());
}

mod others {
    use ufunc_core::vectorize;

    /// Has a method of a name that `Real` has too.
    trait Ours {
        fn maximum(self, other: Self) -> Self;
    }

    impl Ours for f64 {
        fn maximum(self, _: f64) -> f64 {
            -1.0
        }
    }

    #[vectorize]
    #[allow(unstable_name_collisions)]
    pub(crate) fn with_our_trait(x: f64) -> f64 {
        x.maximum(2.0)
    }
}

#[vectorize]
fn largest<T: Real>(x: T, y: T) -> T {
    Real::maximum(x, y) + x.maximum(y)
}

#[test]
fn methods_of_other_traits_are_left_alone() {
    assert_eq!(others::with_our_trait(1.0), -1.0);
    assert_eq!(largest(1.0, 2.0), 4.0);
    assert!(largest(1.0, f32::NAN).is_nan());
}

/// Any float type that `num_traits` knows.
#[vectorize]
fn half_log<T: Float + Element>(x: T) -> T {
    if x > T::one() {
        return (x.sqrt()).ln();
    }
    Float::exp(T::zero()) - T::one()
}

#[test]
fn generic_floats() {
    let x = array![0.5_f32, 1.0, 4.0];
    assert_eq!(half_log(&x), array![0.0, 0.0, 2.0_f32.ln()]);
}

mod inside {
    use ufunc_core::{Real, vectorize};

    /// Called by other kernels.
    #[vectorize]
    pub(crate) fn gaussian<T: Real>(d: T, width: T) -> T {
        let z = d / width;
        (T::lit(-0.5) * z * z).exp()
    }

    /// Likewise.
    #[vectorize]
    pub(crate) fn wave(x: f64) -> (f64, f64) {
        x.sin_cos()
    }

    /// Likewise.
    #[vectorize]
    pub(crate) fn log(x: f64) -> Result<f64, String> {
        if x < 0.0 {
            return Err(format!("no logarithm of {x}"));
        }
        Ok(x.ln())
    }

    pub(crate) fn twice(x: f64) -> f64 {
        2.0 * x
    }
}

use inside::gaussian;

#[vectorize]
fn calls(x: f64) -> Result<f64, String> {
    let (sin, cos) = self::inside::wave(x);
    let log = inside::log(x)?;
    Ok(gaussian(sin, 0.5) + inside::twice(cos) + log)
}

/// A kernel of another shape, as a function of one's own.
#[guvectorize("(n)->()")]
fn sum_of(x: &[f64]) -> f64 {
    x.iter().sum()
}

#[guvectorize("(n)->(n),()")]
fn weights(x: &[f64], out: &mut [f64], sum: &mut f64) {
    for (x, out) in x.iter().zip(out.iter_mut()) {
        let x = *x + 0.0;
        *out = gaussian(x, 2.0);
    }
    *sum = sum_of(&*out);
    *sum = sum.exp();
}

#[test]
fn calls_of_ufuncs_give_what_the_ufuncs_give() {
    let x = Array1::linspace(0.1, 1e7, 3000);
    let (sin, cos) = inside::wave(&x);
    let log = inside::log(&x).unwrap();
    let parts = gaussian(&sin, 0.5) + 2.0 * cos + log;
    assert_eq!(calls(&x).unwrap(), parts);
    let error = calls(&array![1.0, -1.0]).unwrap_err();
    assert!(
        format!("{error:?}").contains("no logarithm of -1"),
        "{error:?}"
    );
    let x = array![[0.0, 1.0], [2.0, 3.0]];
    let (out, sum) = weights(&x);
    assert_eq!(out, gaussian(&x, 2.0));
    assert!(
        (&sum / &out.sum_axis(ndarray::Axis(1)).exp() - 1.0)
            .iter()
            .all(|off| off.abs() < 1e-14)
    );
}
