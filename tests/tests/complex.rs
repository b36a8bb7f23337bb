//! Functions of complex numbers: how far they are from the true values, and that their bits depend on the level alone.
//!
//! `data/complex.py` makes the table of true values.

use ndarray::prelude::*;
use num_complex::Complex;
use ufunc_core::ufuncs::traits::{Elementary, Extremes, Numeric, Power};
use ufunc_core::{Level, Real, ufuncs, vectorize};

const CASES: &str = include_str!("../data/complex.csv");

type Values<T> = Array1<Complex<T>>;

/// A function, its calls, and how many units in the last place it may be from the nearest numbers to the true value: of the
/// larger part, and of each part.
struct Function<T> {
    name: &'static str,
    bounds: [u32; 2],
    array: fn(ArrayView1<'_, Complex<T>>) -> Values<T>,
    parallel: fn(ArrayView1<'_, Complex<T>>) -> Values<T>,
    in_place: fn(&mut Values<T>),
    /// The negative of the result.
    fused: fn(ArrayView1<'_, Complex<T>>) -> Values<T>,
    scalar: fn(Complex<T>) -> Complex<T>,
}

macro_rules! functions {
    ($($name:ident $norm:literal $part:literal;)*) => {
        fn functions<T: Real>() -> Vec<Function<T>>
        where
            Complex<T>: Elementary + Numeric,
        {
            vec![$( Function {
                name: stringify!($name),
                bounds: [$norm, $part],
                array: |z| ufuncs::$name(z),
                parallel: |z| ufuncs::$name::lazy(z).parallel().eval().unwrap(),
                in_place: |z| ufuncs::$name::update(z),
                fused: |z| ufuncs::negative(ufuncs::$name::lazy(z)),
                scalar: |z| ufuncs::$name(z),
            } ),*]
        }
    };
}
functions! {
    exp 2 2;
    exp2 2 3;
    // Its real part is zero on a curve.
    expm1 2 100;
    log 2 2;
    log2 2 2;
    log10 2 2;
    log1p 3 3;
    sqrt 2 2;
    sin 2 2;
    cos 2 2;
    tan 4 4;
    arcsin 2 3;
    arccos 2 3;
    arctan 3 3;
    sinh 2 2;
    cosh 2 2;
    tanh 4 4;
    arcsinh 2 3;
    arccosh 2 3;
    arctanh 3 3;
}

/// `f64` or `f32`.
trait Number: Real {
    const NAME: &'static str;
    fn of_pattern(pattern: u64) -> Self;
    fn pattern(self) -> u64;
}

macro_rules! number {
    ($t:ident, $bits:ident) => {
        impl Number for $t {
            const NAME: &'static str = stringify!($t);
            fn of_pattern(pattern: u64) -> $t {
                $t::from_bits($bits::try_from(pattern).expect("a pattern of this type"))
            }
            fn pattern(self) -> u64 {
                // One NaN is as good as another.
                u64::from(if self.is_nan() { $t::NAN } else { self }.to_bits())
            }
        }
    };
}
number!(f64, u64);
number!(f32, u32);

fn complex<T: Number>(text: &str) -> Complex<T> {
    let number = |text| T::of_pattern(u64::from_str_radix(text, 16).expect("hexadecimal digits"));
    let (re, im) = text.split_once(' ').expect("two parts");
    Complex::new(number(re), number(im))
}

fn bits<T: Number>(values: &Values<T>) -> Vec<[u64; 2]> {
    let parts = values.iter().map(|z| [z.re.pattern(), z.im.pattern()]);
    parts.collect()
}

/// The distance in units in the last place of `size`.
fn distance<T: Real>(found: T, expected: T, size: T) -> T {
    (found - expected).abs() / (size.abs().next_up() - size.abs())
}

/// Whether each part is so many units of the larger part and of its own away, at most.
fn is_close<T: Real>(found: Complex<T>, expected: Complex<T>, norm: T, part: T) -> bool {
    let size = expected.re.abs().max(expected.im.abs());
    let pairs = [(found.re, expected.re), (found.im, expected.im)];
    pairs.iter().all(|&(found, expected)| {
        distance(found, expected, size) <= norm && distance(found, expected, expected) <= part
    })
}

fn complaints<T: Number>(level: Level) -> Vec<String>
where
    Complex<T>: Elementary + Numeric,
{
    let mut complaints = Vec::new();
    for function in functions::<T>() {
        let prefix = format!("{},{},", function.name, T::NAME);
        let lines = CASES.lines().filter_map(|line| line.strip_prefix(&prefix));
        let pairs = lines.map(|line| line.split_once(',').expect("number and value"));
        let (z, expected): (Vec<_>, Vec<_>) = pairs
            .map(|(z, expected)| (complex::<T>(z), complex::<T>(expected)))
            .unzip();
        assert!(z.len() >= 40, "{prefix} {}", z.len());
        let z = Array1::from(z);
        let found = (function.array)(z.view());
        let [norm, part] = function.bounds.map(|bound| T::lit(f64::from(bound)));
        for ((z, found), expected) in z.iter().zip(&found).zip(expected) {
            if !is_close(*found, expected, norm, part) {
                complaints.push(format!(
                    "\n{level}, {}({z:?}): {found:?}, not {expected:?}",
                    function.name
                ));
            }
        }
    }
    complaints
}

/// Numbers of all sizes, with special values and huge angles among them.
fn numbers<T: Number>(n: usize) -> Values<T> {
    let part = |i: usize| match i % 97 {
        11 => T::lit(1e30),
        30 => T::lit(-4.5e15),
        50 => T::infinity(),
        60 => T::nan(),
        70 => -T::zero(),
        80 => T::lit(720.0),
        _ => T::lit(((i * 7919) % 1009) as f64 / 101.0 - 5.0),
    };
    Array1::from_shape_fn(n, |i| Complex::new(part(i), part(3 * i + 1)))
}

fn same_bits<T: Number>(level: Level)
where
    Complex<T>: Elementary + Numeric + Extremes + Power,
{
    let z = numbers::<T>(1301);
    let mut spread = Array1::from_elem(3 * z.len(), Complex::default());
    spread.slice_mut(s![..;3]).assign(&z);
    for function in functions::<T>() {
        let name = function.name;
        let alone: Values<T> = z.iter().map(|z| (function.scalar)(*z)).collect();
        let expected = bits(&alone);
        let found = bits(&(function.array)(z.view()));
        assert_eq!(found, expected, "{level}, {name}: contiguous");
        for n in (0..20).chain([511, 512, 513]) {
            let part = (function.array)(z.slice(s![1301 - n..]));
            assert_eq!(bits(&part), expected[1301 - n..], "{level}, {name}: {n}");
        }
        let stepped = (function.array)(spread.slice(s![..;3]));
        assert_eq!(bits(&stepped), expected, "{level}, {name}: stepped");
        let mut backwards = (function.array)(z.slice(s![..;-1]));
        backwards.invert_axis(Axis(0));
        assert_eq!(bits(&backwards), expected, "{level}, {name}: reversed");
        let parallel = (function.parallel)(z.view());
        assert_eq!(bits(&parallel), expected, "{level}, {name}: parallel");
        let mut in_place = z.clone();
        (function.in_place)(&mut in_place);
        assert_eq!(bits(&in_place), expected, "{level}, {name}: in place");
        let fused = (function.fused)(z.view()).mapv(|z| -z);
        assert_eq!(bits(&fused), expected, "{level}, {name}: fused");
    }
    let other = z.slice(s![..;-1]);
    macro_rules! two {
        ($($name:ident)*) => { $(
            let name = stringify!($name);
            let pairs = z.iter().zip(&other);
            let alone: Values<T> = pairs.map(|(a, b)| ufuncs::$name(*a, *b)).collect();
            let expected = bits(&alone);
            let found = ufuncs::$name(&z, &other);
            assert_eq!(bits(&found), expected, "{level}, {name}");
            let found = ufuncs::$name(spread.slice(s![..;3]), &other.to_owned());
            assert_eq!(bits(&found), expected, "{level}, {name}: stepped");
            let found = ufuncs::$name::lazy(&z, &other).parallel().eval().unwrap();
            assert_eq!(bits(&found), expected, "{level}, {name}: parallel");
        )* };
    }
    two!(power float_power maximum minimum fmax fmin);
}

#[test]
fn a_wrong_value_is_told() {
    let expected = Complex::new(1.0, 1e-10);
    let next = 1.0 + f64::EPSILON;
    assert!(is_close(Complex::new(next, 1e-10), expected, 1.0, 1.0));
    assert!(!is_close(Complex::new(next, 1e-10), expected, 0.5, 1.0));
    assert!(!is_close(Complex::new(1.0, 1.1e-10), expected, 1e9, 1.0));
    assert!(!is_close(Complex::new(f64::NAN, 1e-10), expected, 1.0, 1.0));
}

/// One function of floats and complex numbers, and one of floats, made of ready-made ones.
fn functions_of_ones_own_call_them(level: Level) {
    #[vectorize]
    fn of_both<T: Elementary>(z: T) -> T {
        ufuncs::exp(ufuncs::sin(z))
    }
    #[vectorize]
    fn of_floats<T: Real>(x: T) -> T {
        ufuncs::exp(x) + T::one()
    }
    let z = numbers::<f64>(700);
    let expected: Values<f64> = ufuncs::exp(ufuncs::sin::lazy(&z));
    assert_eq!(bits(&of_both(&z)), bits(&expected), "{level}");
    assert_eq!(of_both(0.0), 1.0);
    assert_eq!(
        of_floats(&array![0.0f32, f32::INFINITY]),
        array![2.0, f32::INFINITY]
    );
}

/// One test, as the level is the program's.
#[test]
fn values_are_true_and_have_the_same_bits_wherever_they_stand() {
    let mut found = Vec::new();
    for level in Level::available() {
        level.force().unwrap();
        found.extend(complaints::<f64>(level));
        found.extend(complaints::<f32>(level));
        same_bits::<f64>(level);
        same_bits::<f32>(level);
        functions_of_ones_own_call_them(level);
    }
    assert!(found.is_empty(), "{}", found.concat());
}
