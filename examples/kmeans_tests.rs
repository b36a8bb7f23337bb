//! Tests of `kmeans.rs`: labels, means, the start, and the whole way in both forms.

use super::*;

#[test]
fn the_first_of_the_nearest_centres() {
    let centres = array![[0.0, 0.0], [2.0, 0.0], [0.0, 2.0]];
    let labels: Array1<usize> = nearest(&array![[1.9, 0.1], [1.0, 0.0], [0.0, 9.0]], &centres);
    assert_eq!(labels, array![1, 0, 2]);
    // Centres of their own for each point: they broadcast too.
    let both = ndarray::stack![Axis(0), centres, &centres + 5.0];
    let labels: Array1<usize> = nearest(&array![[1.9, 0.1], [5.0, 6.9]], &both);
    assert_eq!(labels, array![1, 2]);
}

#[test]
fn a_centre_without_points_stays() {
    let points = array![[1.0, 1.0], [3.0, 1.0]];
    let at = array![[2.0, 0.0], [90.0, 90.0]];
    assert_eq!(
        means(&points, &array![0, 0], &at),
        array![[2.0, 1.0], [90.0, 90.0]]
    );
}

#[test]
fn the_start_is_spread_out() {
    let points = array![[0.0], [1.0], [10.0], [4.0], [11.0]];
    assert_eq!(spread_out(&points, 3), array![[0.0], [11.0], [4.0]]);
}

#[test]
fn both_forms_find_the_blobs() {
    let (points, blob_of) = blobs(400, 4, 7);
    let start = spread_out(&points, 4);
    let plain = plain_cluster(&points, &start);
    for parallel in [false, true] {
        let found = cluster(&points, &start, parallel).unwrap();
        compare(&found, &plain).unwrap();
        assert!(share_found(&found.labels, &blob_of, 4) > FOUND);
    }
    let other = plain_cluster(&points, &(&start + 0.1));
    assert!(compare(&plain, &other).is_err());
}
