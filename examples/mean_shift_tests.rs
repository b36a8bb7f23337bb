//! Tests of `mean_shift.rs`: the iteration against the plain loop, the way to convergence, the options.

use super::*;
use clap::CommandFactory;

fn greatest_difference(a: &Points, b: &Points) -> f64 {
    let off = (&a.x - &b.x).into_iter().chain(&a.y - &b.y);
    largest(off.map(f64::abs))
}

#[test]
fn an_iteration_is_the_plain_loop() {
    // Wide enough that each point reaches another.
    for (n, width) in [(1, 9.0), (2, 9.0), (40, 1.0), (41, 3.0)] {
        let data = Points::random(n, 5);
        let at = Points::random(n, 6);
        let plain = plain_step(&data, width, &at);
        let shift = MeanShift::new(&data, width);
        for parallel in [false, true] {
            let array = shift.step(&at, parallel).unwrap();
            let off = greatest_difference(&array, &plain);
            assert!(off <= ALLOWED, "{n} points: {off:e}");
        }
    }
}

#[test]
fn two_heaps_become_two_points() {
    let heaps = [(0.0, 0.0), (0.9, 0.0)];
    let near = |(x, y): (f64, f64)| (0..5).map(move |i| (x + 1e-3 * f64::from(i), y));
    let data: Points = heaps.into_iter().flat_map(near).collect();
    let shift = MeanShift::new(&data, 0.2);
    let (end, iterations, last) = iterate(&shift, 1000).unwrap();
    assert!(last <= TOLERANCE && iterations < 1000);
    let clusters = shift.clusters(&end).unwrap();
    assert_eq!(clusters, [0, 0, 0, 0, 0, 1, 1, 1, 1, 1]);
    assert!((end.x[0] - 0.002).abs() < 1e-4, "{}", end.x[0]);
}

#[test]
fn the_iterations_have_an_end() {
    let data = Points::random(50, 1);
    let shift = MeanShift::new(&data, 0.2);
    let (_, iterations, last) = iterate(&shift, 2).unwrap();
    assert_eq!(iterations, 2);
    assert!(last > TOLERANCE);
}

#[test]
fn a_point_that_reaches_no_other_is_an_error() {
    let data: Points = [(0.5, 0.0)].into_iter().collect();
    let at: Points = [(-0.5, 0.0)].into_iter().collect();
    let error = MeanShift::new(&data, 1e-3).step(&at, false).unwrap_err();
    assert!(
        error.to_string().contains("bandwidth 0.001 is too small"),
        "{error}"
    );
}

#[test]
fn options_and_their_errors() {
    Options::command().debug_assert();
    let parse = |options: &[&str]| {
        let all = ["mean_shift"].iter().chain(options);
        Options::try_parse_from(all).map_err(|error| error.to_string())
    };
    let defaults = parse(&[]).unwrap();
    assert_eq!((defaults.bandwidth, defaults.iterations), (0.2, 1000));
    assert!(defaults.points.is_none());
    for (options, expected) in [
        (["--bandwidth", "-1"], "must be between"),
        (["--bandwidth", "NaN"], "must be between"),
        (["--bandwidth", "wide"], "must be a number"),
        (["--iterations", "0"], "a whole number above 0"),
        (["--iterations", "-5"], "a whole number above 0"),
        (["--out", "shift.jpg"], "ends in .png"),
    ] {
        let Err(error) = parse(&options) else {
            panic!("{options:?} was taken");
        };
        assert!(error.contains(expected), "{options:?}: {error}");
    }
}
