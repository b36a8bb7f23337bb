//! Instruction sets: a result's bits depend on the level alone, not on where the element stands.

use std::process::Command;
use std::sync::{Mutex, PoisonError};

use ndarray::prelude::*;
use ufunc_core::{Level, Real, vectorize};

/// The level is the program's: one test at a time may set it.
static LEVEL: Mutex<()> = Mutex::new(());

/// Runs `test` at each level of this machine.
fn at_each_level(mut test: impl FnMut(Level)) {
    let _guard = LEVEL.lock().unwrap_or_else(PoisonError::into_inner);
    let before = Level::current();
    let levels = Level::available();
    assert_eq!(levels[0], Level::Baseline);
    for level in levels {
        level.force().unwrap();
        assert_eq!(Level::current(), level);
        test(level);
    }
    before.force().unwrap();
}

/// Many functions at once, and one that has to be computed again for huge arguments.
#[vectorize]
fn mixed<T: Real>(x: T, y: T) -> T {
    let smooth = x.exp().ln_1p() * y.tanh() + (x.abs() + T::one()).acosh();
    smooth + (x * y).sin() + (x.abs() + T::lit(0.5)).powf(y) * y.atan2(x).cos() + x.erf()
}

#[vectorize]
fn twice(x: f64) -> f64 {
    x + x
}

fn bits(array: &Array1<f64>) -> Vec<u64> {
    array.iter().map(|x| x.to_bits()).collect()
}

/// Arguments with some huge ones among them, and special values.
fn arguments(n: usize) -> (Array1<f64>, Array1<f64>) {
    let x = Array1::from_shape_fn(n, |i| match i % 97 {
        11 => 1e300,
        30 => -4.5e15,
        50 => f64::INFINITY,
        60 => f64::NAN,
        70 => -0.0,
        _ => ((i * 7919) % 1009) as f64 / 101.0 - 5.0,
    });
    let y = Array1::from_shape_fn(n, |i| ((i * 31) % 257) as f64 / 64.0 - 2.0);
    (x, y)
}

#[test]
fn the_same_bits_wherever_an_element_stands() {
    at_each_level(|level| {
        let (x, y) = arguments(1301);
        let scalars: Array1<f64> = x.iter().zip(&y).map(|(&x, &y)| mixed(x, y)).collect();
        let expected = bits(&scalars);
        assert_eq!(bits(&mixed(&x, &y)), expected, "{level}: contiguous");
        for n in (0..40).chain([511, 512, 513, 1025]) {
            let (from, to) = (1301 - n, 1301);
            let part: Array1<f64> = mixed(x.slice(s![from..to]), y.slice(s![from..to]));
            assert_eq!(bits(&part), expected[from..to], "{level}: {n} elements");
        }
        let backwards: Array1<f64> = mixed(x.slice(s![..;-1]), y.slice(s![..;-1]));
        assert_eq!(
            bits(&backwards.slice(s![..;-1]).to_owned()),
            expected,
            "{level}: reversed"
        );
        let spread = |a: &Array1<f64>| {
            let mut wide = Array1::zeros(3 * a.len());
            wide.slice_mut(s![..;3]).assign(a);
            wide
        };
        let (wide_x, wide_y) = (spread(&x), spread(&y));
        let stepped = mixed(wide_x.slice(s![..;3]), wide_y.slice(s![..;3]));
        assert_eq!(bits(&stepped), expected, "{level}: stepped");
        let mut in_place = x.clone();
        mixed::update(&mut in_place, &y);
        assert_eq!(bits(&in_place), expected, "{level}: in place");
        assert_eq!(
            bits(&mixed(x.clone(), &y)),
            expected,
            "{level}: in an operand's memory"
        );
        let parallel = mixed::lazy(&x, &y).parallel().eval().unwrap();
        assert_eq!(bits(&parallel), expected, "{level}: parallel");
        let fused: Array1<f64> = twice(mixed::lazy(&x, &y));
        assert_eq!(bits(&fused), bits(&twice(mixed(&x, &y))), "{level}: fused");
        for rare in [2, 3, 100] {
            let mask = Array1::from_shape_fn(1301, |i| (i * 29) % 101 % rare == 0);
            let masked = mixed::lazy(&x, &y).mask(&mask).fill(9.0).eval().unwrap();
            for (i, &taken) in mask.iter().enumerate() {
                let expected = if taken { expected[i] } else { 9f64.to_bits() };
                assert_eq!(masked[i].to_bits(), expected, "{level}: masked, {i}");
            }
        }
        // Two dimensions: operands of different orders, and short rows.
        let (tall, flat) = (x.slice(s![..1300]), y.slice(s![..1300]));
        for columns in [1, 2, 4, 13, 100, 325] {
            let shape = (1300 / columns, columns);
            let a = tall.into_shape_with_order(shape).unwrap();
            let b = flat.into_shape_with_order(shape).unwrap();
            let mut b_f = Array2::zeros(shape.f());
            b_f.assign(&b);
            let both: Array2<f64> = mixed(a, &b_f);
            let found: Vec<u64> = both.iter().map(|x| x.to_bits()).collect();
            assert_eq!(found, expected[..1300], "{level}: {shape:?}");
        }
    });
}

/// Has parts that come from each operand alone, and one that has to be computed again for huge arguments.
#[vectorize]
fn weigh(x: f64, middle: f64, width: f64, weight: f64) -> f64 {
    let z = (x - middle) / (width * width + 1.0);
    (-0.5 * z * z).exp() * weight.exp() + (x * middle).sin()
}

#[vectorize]
fn total(a: f64, b: f64, c: f64) -> f64 {
    a + b * c
}

/// An operand that is full, a row, a column or one element, by its number.
fn part(all: &Array2<f64>, kind: usize) -> ArrayView2<'_, f64> {
    match kind {
        0 => all.view(),
        1 => all.slice(s![..1, ..]),
        2 => all.slice(s![.., ..1]),
        _ => all.slice(s![..1, ..1]),
    }
}

#[test]
fn the_same_bits_whatever_is_repeated() {
    at_each_level(|level| {
        // Rows that share a block, rows about as long as a block, rows that are longer.
        for shape in [(1, 7), (400, 3), (20, 60), (2, 512), (2, 1030)] {
            let full: Vec<Array2<f64>> = (0..4)
                .map(|n| {
                    Array2::from_shape_fn(shape, |(i, j)| match (i * 31 + j * 7 + n) % 83 {
                        17 => 1e300,
                        k => (k as f64 - 40.0) / (9.0 + n as f64),
                    })
                })
                .collect();
            for pattern in 0..256 {
                let kind = |n: usize| (pattern >> (2 * n)) & 3;
                let [a, b, c, d] = [0, 1, 2, 3].map(|n| part(&full[n], kind(n)));
                let call = weigh::lazy(a, b, c, d);
                let mut out = Array2::from_elem(shape, f64::NAN);
                call.assign_to(&mut out).unwrap();
                let [a, b, c, d] = [&a, &b, &c, &d].map(|part| part.broadcast(shape).unwrap());
                // Every element of some, some elements of every pattern.
                for (i, j) in [
                    (0, 0),
                    (shape.0 - 1, shape.1 - 1),
                    (pattern % shape.0, pattern % shape.1),
                ] {
                    let at = [i, j];
                    let expected = weigh(a[at], b[at], c[at], d[at]);
                    assert_eq!(
                        out[at].to_bits(),
                        expected.to_bits(),
                        "{level}: {shape:?} {pattern} {at:?}"
                    );
                }
                let copied = weigh(a.to_owned(), b.to_owned(), c.to_owned(), d.to_owned());
                assert_eq!(
                    out.mapv(f64::to_bits),
                    copied.mapv(f64::to_bits),
                    "{level}: {shape:?} {pattern}"
                );
            }
            for pattern in 0..64 {
                let kind = |n: usize| (pattern >> (2 * n)) & 3;
                let [a, b, c] = [0, 1, 2].map(|n| part(&full[n], kind(n)));
                let mut out = Array2::from_elem(shape, f64::NAN);
                total::lazy(a, b, c).assign_to(&mut out).unwrap();
                let mask = out.mapv(|x| x > 0.0);
                let mut masked = Array2::from_elem(shape, 5.0);
                let call = total::lazy(a, b, c).mask(&mask);
                call.assign_to(&mut masked).unwrap();
                let mut spread = Array2::from_elem((shape.0, 2 * shape.1), f64::NAN);
                let call = total::lazy(a, b, c).parallel();
                call.assign_to(spread.slice_mut(s![.., ..;2])).unwrap();
                let [a, b, c] = [&a, &b, &c].map(|part| part.broadcast(shape).unwrap());
                for (at, &found) in out.indexed_iter() {
                    let expected = total(a[at], b[at], c[at]).to_bits();
                    let what = format!("{level}: {shape:?} {pattern} {at:?}");
                    assert_eq!(found.to_bits(), expected, "{what}");
                    let expected = if mask[at] { expected } else { 5f64.to_bits() };
                    assert_eq!(masked[at].to_bits(), expected, "{what}, masked");
                    assert_eq!(
                        spread[(at.0, 2 * at.1)].to_bits(),
                        found.to_bits(),
                        "{what}, spread"
                    );
                }
            }
            // Scalars by their type, among operands that move and ones that are repeated.
            let (x, row) = (&full[0], part(&full[1], 1));
            let found = [
                weigh(0.5, x, row, 1.5),
                weigh(x, 0.5, 1.5, row),
                weigh(row, x, 0.5, 1.5),
                weigh(x, row, x, 0.5),
            ];
            for (at, &x) in x.indexed_iter() {
                let row = row[(0, at.1)];
                let expected = [
                    weigh(0.5, x, row, 1.5),
                    weigh(x, 0.5, 1.5, row),
                    weigh(row, x, 0.5, 1.5),
                    weigh(x, row, x, 0.5),
                ];
                for (found, expected) in found.iter().zip(expected) {
                    assert_eq!(
                        found[at].to_bits(),
                        expected.to_bits(),
                        "{level}: {shape:?} {at:?}"
                    );
                }
            }
        }
    });
}

#[test]
fn huge_angles_are_right() {
    #[vectorize]
    fn sine<T: Real>(x: T) -> T {
        x.sin()
    }
    at_each_level(|level| {
        // Angles of which std's sine, exact to an ulp, is the oracle.
        let x = Array1::from_shape_fn(4000, |i| {
            let size = 2f64.powi((i % 1000) as i32);
            if i % 3 == 0 { size } else { 0.1 * i as f64 }
        });
        for (x, y) in x.iter().zip(&sine(&x)) {
            let expected = x.sin();
            let ulp = (expected.next_up() - expected).abs().max(f64::MIN_POSITIVE);
            assert!(
                (y - expected).abs() <= 1.5 * ulp,
                "{level}: sin({x:e}) = {y}"
            );
        }
        let single = x.mapv(|x| x as f32);
        for (&x, y) in single.iter().zip(&sine(&single)) {
            let expected = f64::from(x).sin();
            let error = (f64::from(*y) - expected).abs() / expected.abs();
            assert!(
                error <= 1.5e-7 || x.is_infinite(),
                "{level}: sin({x:e}) = {y}"
            );
        }
    });
}

/// Kernels that show how often and with what they are computed get the right values at once.
#[test]
fn only_pure_kernels_are_computed_again() {
    use std::panic::{AssertUnwindSafe, catch_unwind};
    use std::sync::atomic::{AtomicUsize, Ordering};
    static CALLS: AtomicUsize = AtomicUsize::new(0);

    #[vectorize]
    fn checked(x: f64) -> f64 {
        CALLS.fetch_add(1, Ordering::Relaxed);
        let s = x.sin();
        assert!(s.abs() <= 1.0, "a sine is at most 1, not {s}");
        s
    }
    #[vectorize]
    fn looked_up(x: f64) -> f64 {
        [1.0, 2.0, 3.0][(x.sin() + 1.0) as usize]
    }
    #[vectorize]
    fn ends(x: f64, last: f64) -> f64 {
        let s = x.sin();
        assert!(x != last, "the end");
        s
    }
    at_each_level(|level| {
        let x = array![1e300, 1.0, -2.5e17, 4.0];
        CALLS.store(0, Ordering::Relaxed);
        let expected: Array1<f64> = x.iter().map(|&x| checked(x)).collect();
        assert_eq!(CALLS.swap(0, Ordering::Relaxed), 4);
        assert_eq!(checked(&x), expected, "{level}");
        assert_eq!(
            CALLS.swap(0, Ordering::Relaxed),
            4,
            "{level}: each element once"
        );
        let fused: Array1<f64> = twice(checked::lazy(&x));
        assert_eq!(fused, &expected + &expected, "{level}");
        assert_eq!(
            CALLS.swap(0, Ordering::Relaxed),
            4,
            "{level}: each element once"
        );
        let table: Array1<f64> = x.iter().map(|&x| looked_up(x)).collect();
        assert_eq!(looked_up(&x), table, "{level}");
        // A panic half way leaves old values and new ones, and no others.
        let mut out = Array1::from_elem(4, 7.0);
        let call = AssertUnwindSafe(|| ends::lazy(&x, 4.0).assign_to(&mut out));
        assert!(catch_unwind(call).is_err());
        for (found, &x) in out.iter().zip(&x) {
            assert!(
                *found == 7.0 || *found == ends(x, 4.5),
                "{level}: {found} at {x}"
            );
        }
    });
}

#[test]
fn fused_multiply_adds_give_the_same_bits_at_any_width() {
    let (x, y) = arguments(2000);
    let mut found: Vec<(Level, Vec<u64>)> = Vec::new();
    at_each_level(|level| found.push((level, bits(&mixed(&x, &y)))));
    let fused: Vec<_> = found
        .iter()
        .filter(|(level, _)| *level != Level::Baseline)
        .collect();
    for pair in fused.windows(2) {
        assert_eq!(pair[0].1, pair[1].1, "{} and {}", pair[0].0, pair[1].0);
    }
}

#[test]
fn what_is_not_there_cannot_be_forced() {
    let _guard = LEVEL.lock().unwrap_or_else(PoisonError::into_inner);
    let before = Level::current();
    for level in [Level::Baseline, Level::Neon, Level::Avx2, Level::Avx512] {
        if !Level::available().contains(&level) {
            assert_eq!(level.force(), Err(level));
            assert_eq!(Level::current(), before);
        }
    }
}

/// Not a test of its own: what [`the_environment_chooses`] runs with a variable set.
#[test]
fn current_level_is_printed() {
    println!("level: {:?}", Level::current());
}

#[test]
fn the_environment_chooses() {
    for (value, expected) in [("baseline", "Baseline"), ("avx2", "Avx2"), ("neon", "Neon")] {
        let run = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "current_level_is_printed", "--nocapture"])
            .env("UFUNC_LEVEL", value)
            .output()
            .unwrap();
        let text = String::from_utf8_lossy(&run.stdout);
        let known = Level::available()
            .iter()
            .any(|level| format!("{level:?}") == expected);
        let found = text.contains(&format!("level: {expected}"));
        assert_eq!(found, known, "{value}: {text}");
    }
}
