//! The same by hand, over slices: the best safe loops that we know, compiled for what the machine has.

mod reductions;

use multiversion::multiversion;

pub use reductions::*;

/// a + b.
#[multiversion(targets = "simd")]
pub fn add(a: &[f64], b: &[f64], out: &mut [f64]) {
    for ((out, a), b) in out.iter_mut().zip(a).zip(b) {
        *out = a + b;
    }
}

/// a b + c.
#[multiversion(targets = "simd")]
pub fn muladd(a: &[f64], b: &[f64], c: &[f64], out: &mut [f64]) {
    for (((out, a), b), c) in out.iter_mut().zip(a).zip(b).zip(c) {
        *out = a * b + c;
    }
}

/// a + b where the mask is true.
#[multiversion(targets = "simd")]
pub fn masked_add(mask: &[bool], a: &[f64], b: &[f64], out: &mut [f64]) {
    for (((out, a), b), &chosen) in out.iter_mut().zip(a).zip(b).zip(mask) {
        *out = if chosen { a + b } else { *out };
    }
}

/// The same with a branch, better where the mask changes rarely.
pub fn masked_add_branching(mask: &[bool], a: &[f64], b: &[f64], out: &mut [f64]) {
    for (((out, a), b), &chosen) in out.iter_mut().zip(a).zip(b).zip(mask) {
        if chosen {
            *out = a + b;
        }
    }
}

// Those without `multiversion` are slower with AVX-512: LLVM then takes to gathers and scatters.

/// Rows and columns of a tile.
const TILE: (usize, usize) = (16, 256);

/// aᵀ + b of n × n matrices, tile by tile.
pub fn transposed_add(a: &[f64], b: &[f64], out: &mut [f64], n: usize) {
    let bands = b.chunks(TILE.0 * n).zip(out.chunks_mut(TILE.0 * n));
    for (band, (b, out)) in bands.enumerate() {
        for left in (0..n).step_by(TILE.1) {
            let right = n.min(left + TILE.1);
            let tile = &a[left * n..right * n];
            for (i, (b, out)) in b.chunks(n).zip(out.chunks_mut(n)).enumerate() {
                let column = tile[band * TILE.0 + i..].iter().step_by(n);
                let row = out[left..right].iter_mut().zip(&b[left..right]);
                for ((out, b), a) in row.zip(column) {
                    *out = a + b;
                }
            }
        }
    }
}

/// a bᵀ + cᵀ of n × n matrices, tile by tile.
pub fn mixed_muladd(a: &[f64], b: &[f64], c: &[f64], out: &mut [f64], n: usize) {
    let bands = a.chunks(TILE.0 * n).zip(out.chunks_mut(TILE.0 * n));
    for (band, (a, out)) in bands.enumerate() {
        for left in (0..n).step_by(TILE.1) {
            let right = n.min(left + TILE.1);
            let (b, c) = (&b[left * n..right * n], &c[left * n..right * n]);
            for (i, (a, out)) in a.chunks(n).zip(out.chunks_mut(n)).enumerate() {
                let b = b[band * TILE.0 + i..].iter().step_by(n);
                let c = c[band * TILE.0 + i..].iter().step_by(n);
                let row = out[left..right].iter_mut().zip(&a[left..right]);
                for (((out, a), b), c) in row.zip(b).zip(c) {
                    *out = a * b + c;
                }
            }
        }
    }
}

/// A column plus a row.
#[multiversion(targets = "simd")]
pub fn outer_add(a: &[f64], b: &[f64], out: &mut [f64]) {
    for (a, out) in a.iter().zip(out.chunks_exact_mut(b.len())) {
        for (out, b) in out.iter_mut().zip(b) {
            *out = a + b;
        }
    }
}

/// Rows of three plus one row of three.
pub fn rows3_add(a: &[f64], b: [f64; 3], out: &mut [f64]) {
    let rows = out.as_chunks_mut::<3>().0.iter_mut();
    for (out, a) in rows.zip(a.as_chunks::<3>().0) {
        *out = [a[0] + b[0], a[1] + b[1], a[2] + b[2]];
    }
}

/// Every other element of a and b.
pub fn strided_add(a: &[f64], b: &[f64], out: &mut [f64]) {
    let (a, b) = (a.as_chunks::<2>().0, b.as_chunks::<2>().0);
    for ((out, a), b) in out.iter_mut().zip(a).zip(b) {
        *out = a[0] + b[0];
    }
}

/// Distances of all pairs of points of the Poincaré disc; `distance` is told cosh of the distance less one.
#[inline(always)]
pub fn poincare(x: &[f64], y: &[f64], out: &mut [f64], distance: impl Fn(f64) -> f64) {
    for (i, row) in out.chunks_exact_mut(x.len()).enumerate() {
        let (a1, a2) = (x[i], y[i]);
        for ((out, b1), b2) in row.iter_mut().zip(x).zip(y) {
            *out = distance(poincare_excess(a1, a2, *b1, *b2));
        }
    }
}

/// cosh of the distance of two points of the Poincaré disc, less one.
#[inline(always)]
fn poincare_excess(a1: f64, a2: f64, b1: f64, b2: f64) -> f64 {
    let num = (a1 - b1) * (a1 - b1) + (a2 - b2) * (a2 - b2);
    let den = (1.0 - a1 * a1 - a2 * a2) * (1.0 - b1 * b1 - b2 * b2);
    2.0 * num / den
}

/// An iteration of the mean shift of all points.
pub fn mean_shift(x: &[f64], y: &[f64], bandwidth: f64, new_x: &mut [f64], new_y: &mut [f64]) {
    for (((&a1, &a2), new_x), new_y) in x.iter().zip(y).zip(new_x).zip(new_y) {
        let (mut total, mut sum_x, mut sum_y) = (0.0, 0.0, 0.0);
        for (&b1, &b2) in x.iter().zip(y) {
            let t = poincare_excess(a1, a2, b1, b2);
            let z = (1.0 + t + (t * (t + 2.0)).sqrt()).ln() / bandwidth;
            let weight = (-0.5 * z * z).exp();
            total += weight;
            sum_x += weight * b1;
            sum_y += weight * b2;
        }
        (*new_x, *new_y) = (sum_x / total, sum_y / total);
    }
}

/// Mean of the last `window` values of a row (of those there are, at the start).
#[inline(always)]
pub fn moving_average(x: &[f64], window: usize, out: &mut [f64]) {
    let head = window.min(x.len());
    let (mut sum, mut count) = (0.0, 0.0);
    for (out, x) in out.iter_mut().zip(&x[..head]) {
        sum += x;
        count += 1.0;
        *out = sum / count;
    }
    let scale = 1.0 / count;
    for ((out, new), old) in out[head..].iter_mut().zip(&x[head..]).zip(x) {
        sum += new - old;
        *out = sum * scale;
    }
}

/// Products of 3 × 3 matrices.
pub fn matmul3(a: &[f64], b: &[f64], out: &mut [f64]) {
    let (a, b) = (a.as_chunks::<9>().0, b.as_chunks::<9>().0);
    for ((out, a), b) in out.as_chunks_mut::<9>().0.iter_mut().zip(a).zip(b) {
        let mut product = [0.0; 9];
        for i in 0..3 {
            for j in 0..3 {
                let (a, b) = (&a[3 * i..3 * i + 3], &b[j..]);
                product[3 * i + j] = a[0] * b[0] + a[1] * b[3] + a[2] * b[6];
            }
        }
        *out = product;
    }
}

/// Inner products of rows.
#[multiversion(targets = "simd")]
pub fn inner(a: &[f64], b: &[f64], out: &mut [f64], n: usize) {
    for ((out, a), b) in out.iter_mut().zip(a.chunks_exact(n)).zip(b.chunks_exact(n)) {
        *out = dot(a, b);
    }
}

/// Inner products of rows of three.
pub fn inner3(a: &[f64], b: &[f64], out: &mut [f64]) {
    let (a, b) = (a.as_chunks::<3>().0, b.as_chunks::<3>().0);
    for ((out, a), b) in out.iter_mut().zip(a).zip(b) {
        *out = a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
    }
}

/// An inner product in 16 sums.
#[inline(always)]
pub fn dot(a: &[f64], b: &[f64]) -> f64 {
    let (a16, a_rest) = a.as_chunks::<16>();
    let (b16, b_rest) = b.as_chunks::<16>();
    let mut sums = [0.0; 16];
    for (a, b) in a16.iter().zip(b16) {
        for ((sum, a), b) in sums.iter_mut().zip(a).zip(b) {
            *sum += a * b;
        }
    }
    let rest: f64 = a_rest.iter().zip(b_rest).map(|(a, b)| a * b).sum();
    sums.iter().sum::<f64>() + rest
}
