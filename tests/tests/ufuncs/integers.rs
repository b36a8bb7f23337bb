//! Integers: all pairs of small ones against wide arithmetic, and the types that NumPy lacks.

use ndarray::{Array1, Axis};
use ufunc_core::ufuncs::*;

/// All pairs of `i8`, as arrays, and as wide numbers.
fn pairs() -> (Array1<i8>, Array1<i8>, Vec<(i64, i64)>) {
    let all = (i8::MIN..=i8::MAX).flat_map(|a| (i8::MIN..=i8::MAX).map(move |b| (a, b)));
    let (a, b): (Vec<i8>, Vec<i8>) = all.unzip();
    let wide = a
        .iter()
        .zip(&b)
        .map(|(a, b)| (i64::from(*a), i64::from(*b)));
    let wide = wide.collect();
    (a.into(), b.into(), wide)
}

fn check(name: &str, found: &Array1<i8>, wide: &[(i64, i64)], expected: fn(i64, i64) -> i64) {
    for (found, (a, b)) in found.iter().zip(wide) {
        assert_eq!(*found, expected(*a, *b) as i8, "{name} of {a} and {b}");
    }
}

fn divisor(a: i64, b: i64) -> i64 {
    if b == 0 { a.abs() } else { divisor(b, a % b) }
}

#[test]
fn all_pairs_of_bytes() {
    let (a, b, wide) = pairs();
    let floor = |a: i64, b: i64| {
        if b == 0 {
            0
        } else {
            (a as f64 / b as f64).floor() as i64
        }
    };
    check("floor_divide", &floor_divide(&a, &b), &wide, floor);
    check("remainder", &remainder(&a, &b), &wide, |a, b| {
        if b == 0 { 0 } else { ((a % b) + b) % b }
    });
    check(
        "fmod",
        &fmod(&a, &b),
        &wide,
        |a, b| if b == 0 { 0 } else { a % b },
    );
    check("gcd", &gcd(&a, &b), &wide, divisor);
    check("lcm", &lcm(&a, &b), &wide, |a, b| {
        if a == 0 || b == 0 {
            0
        } else {
            (a / divisor(a, b) * b).abs()
        }
    });
    check("left_shift", &left_shift(&a, &b), &wide, |a, b| {
        if (0..8).contains(&b) { a << b } else { 0 }
    });
    check("right_shift", &right_shift(&a, &b), &wide, |a, b| {
        a >> if (0..8).contains(&b) { b } else { 63 }
    });
    check("power", &power(&a, &b), &wide, |a, b| match (a, b) {
        (_, 0..) => (0..b).fold(1i64, |power, _| power.wrapping_mul(a)),
        (1, _) => 1,
        (-1, _) => {
            if b % 2 == 0 {
                1
            } else {
                -1
            }
        }
        _ => 0,
    });
    check("multiply", &multiply(&a, &b), &wide, |a, b| a * b);
    check("subtract", &subtract(&a, &b), &wide, |a, b| a - b);
    let (quotient, rest) = divmod(&a, &b);
    assert_eq!((quotient, rest), (floor_divide(&a, &b), remainder(&a, &b)));
}

/// All pairs of numbers near the powers of two and their thirds, of random ones and of the products of two of them, where
/// quotients are close to an integer: against wide arithmetic.
macro_rules! divisions {
    ($($t:ty)*) => { $({
        let mut numbers = Vec::new();
        for bit in 0..<$t>::BITS {
            for near in [(1 as $t) << bit, ((1 as $t) << bit) / 3, <$t>::MAX >> bit, <$t>::MIN >> bit] {
                for step in [0, 1, 2] {
                    numbers.extend([near.wrapping_add(step), near.wrapping_sub(step)]);
                }
            }
        }
        let mut random = 1u64;
        for _ in 0..150 {
            random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            let (small, large) = ((random >> 40) as $t, (random >> 20) as $t);
            numbers.extend([small, large, small.wrapping_mul(large), small.wrapping_mul(large).wrapping_sub(1)]);
        }
        numbers.sort_unstable();
        numbers.dedup();
        let all = Array1::from(numbers);
        let (rows, columns) = (all.view().insert_axis(Axis(1)), &all);
        let quotients = floor_divide(rows, columns);
        let rests = remainder(rows, columns);
        let truncated = fmod(rows, columns);
        for ((i, j), quotient) in quotients.indexed_iter() {
            let (a, b) = (all[i], all[j]);
            let (wide_a, wide_b) = (a as i128, b as i128);
            let expected = match b {
                0 => (0, 0, 0),
                _ => {
                    let rest = ((wide_a % wide_b) + wide_b) % wide_b;
                    (((wide_a - rest) / wide_b) as $t, rest as $t, (wide_a % wide_b) as $t)
                }
            };
            let found = (*quotient, rests[[i, j]], truncated[[i, j]]);
            assert_eq!(found, expected, "{a} and {b} of {}", stringify!($t));
        }
    })* };
}

#[test]
fn divisions_of_all_widths() {
    divisions!(u8 i16 u16 i32 u32 i64 u64 isize usize);
}

#[test]
fn types_that_numpy_lacks() {
    assert_eq!(add(i128::MAX, 1), i128::MIN);
    assert_eq!(floor_divide(isize::MIN, -1), isize::MIN);
    assert_eq!(gcd(u128::MAX, 5), 5);
    assert_eq!(left_shift(1u128, 127), 1 << 127);
    assert_eq!(right_shift(-1i128, 128), -1);
    assert_eq!(bitwise_count(i128::MIN), 1);
    assert_eq!(power(10usize, 3), 1000);
    assert_eq!(maximum(&[1usize, 5], 3).to_vec(), [3, 5]);
    assert_eq!(vecdot(&[1isize, 2], &[3, 4]), 11);
}
