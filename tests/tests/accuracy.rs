//! Accuracy: hard arguments of every maths function against MPFR's results, at every level, in arrays and one by one.
//!
//! `benches/accuracy.sh --cases` makes the table of cases; the measured errors over many more arguments stand in the docs.

use std::collections::BTreeMap;

use ndarray::prelude::*;
use ufunc_core::{Level, Real, vectorize};

const CASES: &str = include_str!("../data/accuracy.csv");

/// Computes a function of columns of arguments: as arrays, and one by one.
type Both<T> = fn(&[Vec<T>]) -> (Vec<T>, Vec<T>);

/// A function, and how far a result may be from the nearest number to the true value, in ulps for each type.
struct Function {
    name: &'static str,
    bounds: [u64; 2],
    double: Both<f64>,
    single: Both<f32>,
}

macro_rules! functions {
    ($($name:ident($($x:ident),+) = $body:expr, $double:literal $single:literal;)*) => {
        mod kernels {
            use super::*;

            $(
                #[vectorize]
                pub(crate) fn $name<T: Real>($($x: T),+) -> T {
                    $body
                }
            )*
            #[vectorize]
            pub(crate) fn powi<T: Real>(x: T, n: i32) -> T {
                x.powi(n)
            }
        }

        const FUNCTIONS: &[Function] = &[$(
            Function {
                name: stringify!($name),
                bounds: [$double, $single],
                double: both!($name($($x),+)),
                single: both!($name($($x),+)),
            },
        )* POWI];
    };
}

macro_rules! both {
    ($name:ident($($x:ident),+)) => {
        |columns| {
            let [$($x),+] = columns else { panic!("{}: {} columns", stringify!($name), columns.len()) };
            let array: Array1<_> = kernels::$name($($x),+);
            let single = (0..array.len()).map(|i| kernels::$name($($x[i]),+));
            (array.to_vec(), single.collect())
        }
    };
}

/// The exponents are whole numbers of another type.
macro_rules! both_powi {
    () => {
        |columns| {
            let n: Vec<i32> = columns[1].iter().map(|&n| n as i32).collect();
            let array: Array1<_> = kernels::powi(&columns[0], &n);
            let single = columns[0]
                .iter()
                .zip(&n)
                .map(|(&x, &n)| kernels::powi(x, n));
            (array.to_vec(), single.collect())
        }
    };
}

/// Half an ulp for each product: exponents go to 8.
const POWI: Function = Function {
    name: "powi",
    bounds: [4, 4],
    double: both_powi!(),
    single: both_powi!(),
};

// An error below 1.5 ulp of the true value is 1 from the nearest number, or 0.
functions! {
    exp(x) = x.exp(), 1 1;
    exp2(x) = x.exp2(), 1 1;
    exp10(x) = x.exp10(), 1 1;
    exp_m1(x) = x.exp_m1(), 1 1;
    ln(x) = x.ln(), 1 1;
    log2(x) = x.log2(), 1 1;
    log10(x) = x.log10(), 1 1;
    ln_1p(x) = x.ln_1p(), 1 1;
    log(x, base) = x.log(base), 3 3;
    powf(x, n) = x.powf(n), 1 1;
    cbrt(x) = x.cbrt(), 1 1;
    sqrt(x) = x.sqrt(), 0 0;
    hypot(x, y) = x.hypot(y), 1 1;
    sin(x) = x.sin(), 1 1;
    cos(x) = x.cos(), 1 1;
    tan(x) = x.tan(), 1 1;
    sin_cos_sine(x) = x.sin_cos().0, 1 1;
    sin_cos_cosine(x) = x.sin_cos().1, 1 1;
    asin(x) = x.asin(), 1 1;
    acos(x) = x.acos(), 1 1;
    atan(x) = x.atan(), 1 1;
    atan2(y, x) = y.atan2(x), 1 1;
    sinh(x) = x.sinh(), 1 1;
    cosh(x) = x.cosh(), 1 1;
    tanh(x) = x.tanh(), 2 1;
    asinh(x) = x.asinh(), 1 1;
    acosh(x) = x.acosh(), 1 1;
    atanh(x) = x.atanh(), 1 1;
    erf(x) = x.erf(), 2 1;
    erfc(x) = x.erfc(), 1 1;
    floor(x) = x.floor(), 0 0;
    ceil(x) = x.ceil(), 0 0;
    trunc(x) = x.trunc(), 0 0;
    fract(x) = x.fract(), 0 0;
    round(x) = x.round(), 0 0;
    round_ties_even(x) = x.round_ties_even(), 0 0;
    mul_add(x, a, b) = x.mul_add(a, b), 0 0;
    maximum(x, y) = x.maximum(y), 0 0;
    minimum(x, y) = x.minimum(y), 0 0;
    logaddexp(x, y) = x.logaddexp(y), 2 2;
    logaddexp2(x, y) = x.logaddexp2(y), 2 2;
}

/// `f64` or `f32`, by bit patterns.
trait Number: Real {
    fn of_pattern(pattern: u64) -> Self;
    /// The place among all numbers in their order, both zeros at one.
    fn place(self) -> i64;
    /// Equal to the bit; one NaN is as good as another.
    fn same(self, other: Self) -> bool {
        let sign_equal = self.is_sign_negative() == other.is_sign_negative();
        self.is_nan() && other.is_nan() || self == other && sign_equal
    }
}

macro_rules! number {
    ($t:ident, $bits:ident) => {
        impl Number for $t {
            fn of_pattern(pattern: u64) -> $t {
                $t::from_bits($bits::try_from(pattern).expect("a pattern of this type"))
            }
            fn place(self) -> i64 {
                let size = self.abs().to_bits() as i64;
                if self.is_sign_negative() { -size } else { size }
            }
        }
    };
}
number!(f64, u64);
number!(f32, u32);

/// Columns of arguments; the results, and whether each has to be just this one.
struct Cases<T> {
    columns: Vec<Vec<T>>,
    results: Vec<(T, bool)>,
}

/// The cases of a type, by function.
fn cases<T: Number>(kind: &str) -> BTreeMap<&'static str, Cases<T>> {
    let number = |text| T::of_pattern(u64::from_str_radix(text, 16).unwrap());
    let mut all = BTreeMap::new();
    for line in CASES.lines().skip(1) {
        let [name, its_kind, arguments, result, exact] = line.split(',').collect::<Vec<_>>()[..]
        else {
            panic!("{line}");
        };
        if its_kind != kind {
            continue;
        }
        let row: Vec<T> = arguments.split(' ').map(number).collect();
        let cases = all.entry(name).or_insert_with(|| Cases {
            columns: vec![Vec::new(); row.len()],
            results: Vec::new(),
        });
        cases
            .columns
            .iter_mut()
            .zip(row)
            .for_each(|(column, x)| column.push(x));
        cases.results.push((number(result), exact == "exact"));
    }
    all
}

/// What is wrong with a result, if something is.
fn complaint<T: Number>(found: T, expected: T, exact: bool, bound: u64) -> Option<String> {
    let distance = found.place().abs_diff(expected.place());
    let signs = found.is_zero()
        && expected.is_zero()
        && found.is_sign_negative() != expected.is_sign_negative();
    let close = !exact && !found.is_nan() && !expected.is_nan() && !signs && distance <= bound;
    (!close && !found.same(expected))
        .then(|| format!("{found:?}, not {expected:?}: {distance} away"))
}

/// Tries a function's cases at the level in use.
fn complaints<T: Number>(cases: &Cases<T>, both: Both<T>, bound: u64) -> Vec<String> {
    let (array, single) = both(&cases.columns);
    assert_eq!(
        (array.len(), single.len()),
        (cases.results.len(), cases.results.len())
    );
    let mut complaints = Vec::new();
    for (i, &(expected, exact)) in cases.results.iter().enumerate() {
        let row: Vec<T> = cases.columns.iter().map(|column| column[i]).collect();
        if let Some(text) = complaint(array[i], expected, exact, bound) {
            complaints.push(format!("{row:?}: {text}"));
        }
        if !array[i].same(single[i]) {
            complaints.push(format!(
                "{row:?}: {:?} in an array, {:?} by itself",
                array[i], single[i]
            ));
        }
    }
    complaints
}

#[test]
fn results_are_within_the_stated_ulps() {
    let (double, single) = (cases::<f64>("f64"), cases::<f32>("f32"));
    assert_eq!(
        (double.len(), single.len()),
        (FUNCTIONS.len(), FUNCTIONS.len())
    );
    let mut text = String::new();
    for level in Level::available() {
        level.force().unwrap();
        for function in FUNCTIONS {
            let (double, single) = (&double[function.name], &single[function.name]);
            assert!(
                double.results.len().min(single.results.len()) >= 50,
                "{}",
                function.name
            );
            let [bound, single_bound] = function.bounds;
            let mut all = complaints(double, function.double, bound);
            all.extend(complaints(single, function.single, single_bound));
            for complaint in all {
                text += &format!("\n{level}, {}{complaint}", function.name);
            }
        }
    }
    assert!(text.is_empty(), "{text}");
}

#[test]
fn a_wrong_result_is_told() {
    let wrong =
        |found: f64, expected, exact, bound| complaint(found, expected, exact, bound).is_some();
    assert!(!wrong(1.0, 1.0f64.next_up(), false, 1));
    assert!(wrong(1.0, 1.0f64.next_up(), false, 0));
    assert!(wrong(1.0, 1.0f64.next_up(), true, 1));
    assert!(!wrong(-5e-324, 0.0, false, 1));
    assert!(wrong(-0.0, 0.0, false, 1));
    assert!(wrong(f64::MAX, f64::INFINITY, true, 1));
    assert!(wrong(f64::NAN, f64::INFINITY, false, 1));
    assert!(!wrong(f64::NAN, -f64::NAN, true, 0));
}
