//! Reductions, accumulations and updates as loops.

use multiversion::multiversion;

/// The sum, in 16 sums.
#[multiversion(targets = "simd")]
pub fn sum(a: &[f64]) -> f64 {
    let (rounds, rest) = a.as_chunks::<16>();
    let mut sums = [0.0; 16];
    for round in rounds {
        for (sum, x) in sums.iter_mut().zip(round) {
            *sum += x;
        }
    }
    sums.iter().sum::<f64>() + rest.iter().sum::<f64>()
}

/// The larger of two numbers, NaN if one is NaN.
#[inline(always)]
fn larger(a: f64, b: f64) -> f64 {
    if a > b || a.is_nan() { a } else { b }
}

/// The largest number.
#[multiversion(targets = "simd")]
pub fn largest(a: &[f64]) -> f64 {
    let (rounds, rest) = a.as_chunks::<16>();
    let mut largest = [f64::NEG_INFINITY; 16];
    for round in rounds {
        for (largest, &x) in largest.iter_mut().zip(round) {
            *largest = larger(*largest, x);
        }
    }
    largest
        .into_iter()
        .chain(rest.iter().copied())
        .fold(f64::NEG_INFINITY, larger)
}

/// The sum of each column of a matrix.
#[multiversion(targets = "simd")]
pub fn column_sums(a: &[f64], out: &mut [f64]) {
    over_columns(a, out, |a, b| a + b);
}

/// The largest number of each column of a matrix.
#[multiversion(targets = "simd")]
pub fn column_maxima(a: &[f64], out: &mut [f64]) {
    over_columns(a, out, larger);
}

/// The columns of a matrix reduced to a row, four rows at a time.
#[inline(always)]
fn over_columns(a: &[f64], out: &mut [f64], f: impl Fn(f64, f64) -> f64) {
    let columns = out.len();
    let Some((first, rows)) = a.split_at_checked(columns) else {
        return;
    };
    out.copy_from_slice(first);
    let fours = rows.chunks_exact(4 * columns);
    for row in fours.remainder().chunks_exact(columns) {
        for (out, &x) in out.iter_mut().zip(row) {
            *out = f(*out, x);
        }
    }
    for four in fours {
        let (ab, cd) = four.split_at(2 * columns);
        let ((a, b), (c, d)) = (ab.split_at(columns), cd.split_at(columns));
        for ((((out, &a), &b), &c), &d) in out.iter_mut().zip(a).zip(b).zip(c).zip(d) {
            *out = f(*out, f(f(a, b), f(c, d)));
        }
    }
}

/// Running sums.
pub fn running(a: &[f64], out: &mut [f64]) {
    let mut sum = 0.0;
    for (out, x) in out.iter_mut().zip(a) {
        sum += x;
        *out = sum;
    }
}

/// Running sums of each column of rows of `n`.
pub fn running_columns(a: &[f64], out: &mut [f64], n: usize) {
    out[..n].copy_from_slice(&a[..n]);
    for i in 1..a.len() / n {
        let (before, now) = out.split_at_mut(i * n);
        for ((out, sum), x) in now[..n]
            .iter_mut()
            .zip(&before[(i - 1) * n..])
            .zip(&a[i * n..])
        {
            *out = sum + x;
        }
    }
}

/// Numbers added at places.
pub fn add_at(out: &mut [f64], places: &[usize], values: &[f64]) {
    for (&place, &value) in places.iter().zip(values) {
        out[place] += value;
    }
}

/// The sum of integers.
#[multiversion(targets = "simd")]
pub fn sum_integers(a: &[i64]) -> i64 {
    a.iter().fold(0, |sum, &x| sum.wrapping_add(x))
}

/// The sum of each segment, from each place to the next one.
pub fn segments(a: &[f64], places: &[usize], out: &mut [f64]) {
    let ends = places.iter().skip(1).copied().chain([a.len()]);
    for ((out, &from), to) in out.iter_mut().zip(places).zip(ends) {
        *out = a[from..to].iter().sum();
    }
}
