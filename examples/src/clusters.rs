//! Clusters: points that ended in the same place.

use ndarray::ArrayView2;

/// The cluster of each point, from the (N, N) table of distances: points that can be joined by steps shorter than
/// `near` share a number. Numbers run from 0, the largest cluster first.
///
/// # Panics
/// If `distances` is not square.
pub fn connected(distances: ArrayView2<'_, f64>, near: f64) -> Vec<usize> {
    let n = distances.nrows();
    assert_eq!(distances.ncols(), n, "a table of distances is square");
    let mut found: Vec<Option<usize>> = vec![None; n];
    let mut sizes = Vec::new();
    for seed in 0..n {
        if found[seed].is_some() {
            continue;
        }
        let number = sizes.len();
        let mut size = 0;
        let mut open = vec![seed];
        found[seed] = Some(number);
        while let Some(point) = open.pop() {
            size += 1;
            for (other, &distance) in distances.row(point).iter().enumerate() {
                if distance < near && found[other].is_none() {
                    found[other] = Some(number);
                    open.push(other);
                }
            }
        }
        sizes.push(size);
    }
    let mut by_size: Vec<usize> = (0..sizes.len()).collect();
    by_size.sort_by_key(|&number| std::cmp::Reverse(sizes[number]));
    let mut rank = vec![0; sizes.len()];
    for (place, number) in by_size.into_iter().enumerate() {
        rank[number] = place;
    }
    found
        .into_iter()
        .flatten()
        .map(|number| rank[number])
        .collect()
}

/// How many points each cluster has.
pub fn sizes(clusters: &[usize]) -> Vec<usize> {
    let mut sizes = vec![0; clusters.iter().max().map_or(0, |&last| last + 1)];
    for &cluster in clusters {
        sizes[cluster] += 1;
    }
    sizes
}

#[cfg(test)]
mod tests {
    use super::*;
    use ndarray::{Array1, Array2};

    fn on_a_line(places: &[f64]) -> Array2<f64> {
        let x = Array1::from(places.to_vec());
        Array2::from_shape_fn((x.len(), x.len()), |(i, j)| (x[i] - x[j]).abs())
    }

    #[test]
    fn the_largest_cluster_is_number_0() {
        let clusters = connected(on_a_line(&[9.0, 1.0, 1.1, 5.0, 5.1, 1.2]).view(), 0.5);
        assert_eq!(clusters, [2, 0, 0, 1, 1, 0]);
        assert_eq!(sizes(&clusters), [3, 2, 1]);
    }

    #[test]
    fn a_chain_of_short_steps_is_one_cluster() {
        let clusters = connected(on_a_line(&[0.0, 3.0, 1.0, 2.0]).view(), 1.5);
        assert_eq!(clusters, [0, 0, 0, 0]);
    }

    #[test]
    fn no_points_no_clusters() {
        let clusters = connected(on_a_line(&[]).view(), 1.0);
        assert!(clusters.is_empty());
        assert!(sizes(&clusters).is_empty());
    }
}
