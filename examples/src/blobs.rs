//! Blobs: points drawn about a few middles, for a clustering to find again.

use std::f64::consts::TAU;

use ndarray::{Array1, Array2};
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

/// Deviation of a blob in each direction, and how far apart the middles are at least: blobs touch, but not more.
const WIDTH: f64 = 0.55;
const APART: f64 = 2.4;
/// The middles lie in this box.
const BOX: (f64, f64) = (14.0, 8.0);
/// So many middles find room there.
const MOST: usize = 10;

/// `n` points of the plane, (n, 2), normally distributed about `k` middles, and the blob that each is of; the same for
/// the same seed.
///
/// # Panics
/// If `k` is not between 1 and 10.
pub fn blobs(n: usize, k: usize, seed: u64) -> (Array2<f64>, Vec<usize>) {
    assert!((1..=MOST).contains(&k), "there is room for 1 to 10 blobs");
    let mut rng = ChaCha8Rng::seed_from_u64(seed);
    let mut middles: Vec<(f64, f64)> = Vec::new();
    while middles.len() < k {
        let new = (rng.random_range(0.0..BOX.0), rng.random_range(0.0..BOX.1));
        let far = |&(x, y): &(f64, f64)| (x - new.0).hypot(y - new.1) >= APART;
        if middles.iter().all(far) {
            middles.push(new);
        }
    }
    let blob_of: Vec<usize> = (0..n).map(|_| rng.random_range(0..k)).collect();
    let mut points = Array2::zeros((n, 2));
    for (mut point, &blob) in points.rows_mut().into_iter().zip(&blob_of) {
        // Box and Muller's way from two uniform numbers to two normal ones.
        let radius = WIDTH * (-2.0 * (1.0 - rng.random::<f64>()).ln()).sqrt();
        let angle = TAU * rng.random::<f64>();
        point[0] = middles[blob].0 + radius * angle.cos();
        point[1] = middles[blob].1 + radius * angle.sin();
    }
    (points, blob_of)
}

/// The share of points that have the label of most points of their blob; 0 if two blobs share such a label.
///
/// # Panics
/// If a label or a blob is not below `k`.
pub fn share_found(labels: &Array1<usize>, blob_of: &[usize], k: usize) -> f64 {
    let mut counts = Array2::<usize>::zeros((k, k));
    for (&label, &blob) in labels.iter().zip(blob_of) {
        counts[[blob, label]] += 1;
    }
    let mut taken = vec![false; k];
    let mut found = 0;
    for row in counts.rows() {
        let most = (0..k).max_by_key(|&label| row[label]).unwrap_or(0);
        if std::mem::replace(&mut taken[most], true) {
            return 0.0;
        }
        found += row[most];
    }
    found as f64 / labels.len() as f64
}

#[cfg(test)]
mod tests {
    use super::*;
    use ndarray::array;

    #[test]
    fn blobs_are_about_middles_and_the_same_each_time() {
        let (points, blob_of) = blobs(3000, 3, 5);
        assert_eq!((points.dim(), blob_of.len()), ((3000, 2), 3000));
        assert_eq!(points, blobs(3000, 3, 5).0);
        assert_ne!(points, blobs(3000, 3, 6).0);
        for blob in 0..3 {
            let of_it = (0..3000).filter(|&i| blob_of[i] == blob);
            let x = Array1::from_iter(of_it.map(|i| points[[i, 0]]));
            let deviation = x.std(0.0);
            assert!((deviation - WIDTH).abs() < 0.1 * WIDTH, "{deviation}");
        }
        // There is room for the most.
        assert_eq!(blobs(1, MOST, 1).0.dim(), (1, 2));
    }

    #[test]
    fn what_is_found() {
        let blob_of = [0, 0, 0, 1, 1];
        assert_eq!(share_found(&array![1, 1, 1, 0, 0], &blob_of, 2), 1.0);
        assert_eq!(share_found(&array![1, 1, 0, 0, 0], &blob_of, 2), 0.8);
        assert_eq!(share_found(&array![1, 1, 1, 1, 1], &blob_of, 2), 0.0);
    }
}
