//! k-means: 5,000 points in 10 blobs, each labelled with the centre that is nearest, until no label changes.
//!
//! The labels are one call of a gufunc, `(d),(k,d)->()`: a point and all centres are its core dimensions, the points are
//! its loop. The centres are the means of the points by label: sums of scattered points, `add::at`. Both run beside a
//! plain loop, which has to give the same labels and centres in each round, and the clusters have to be the blobs.
//!
//! ```text
//! cargo run --release --example kmeans
//! ```
#![forbid(unsafe_code)]

use std::error::Error;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Parser;
use ndarray::prelude::*;
use ufunc_core::{guvectorize, slices, vectorize};
use ufunc_examples::blobs::{blobs, share_found};
use ufunc_examples::plots::{Axes, Curve, INK, Marks, PALETTE, picture, scatter, titled};
use ufunc_examples::run::{Times, check, exit_code, largest, median_time, png_path};

/// The index of the centre nearest to a point; the first one of several.
#[guvectorize("(d),(k,d)->()")]
fn nearest(point: &[f64], centres: ArrayView2<f64>) -> usize {
    let (mut label, mut least) = (0, f64::INFINITY);
    for k in 0..centres.nrows() {
        let mut distance = 0.0;
        for axis in 0..point.len() {
            let off = point[axis] - centres[[k, axis]];
            distance += off * off;
        }
        if distance < least {
            (label, least) = (k, distance);
        }
    }
    label
}

/// The squared distance of two points.
#[guvectorize("(d),(d)->()")]
fn squared_distance(a: &[f64], b: &[f64]) -> f64 {
    slices::squared_distance(a, b)
}

#[vectorize(identity = 0.0, associative, commutative)]
fn add(a: f64, b: f64) -> f64 {
    a + b
}

#[vectorize]
fn smaller(a: f64, b: f64) -> f64 {
    a.min(b)
}

const N: usize = 5000;
const K: usize = 10;
const SEED: u64 = 3;
const MOST_ROUNDS: usize = 300;
const RUNS: usize = 7;
/// The points of a centre are added in the same order in both forms.
const ALLOWED: f64 = 1e-12;
/// The blobs touch each other: so much of the points has to be found in their own.
const FOUND: f64 = 0.95;

/// Clusters 5,000 points by k-means and draws them.
#[derive(Parser)]
struct Options {
    /// The picture to write, a PNG
    #[arg(long, default_value = "kmeans.png", value_name = "FILE", value_parser = png_path)]
    out: PathBuf,
}

/// What a clustering ends with.
struct Clusters {
    labels: Array1<usize>,
    /// The centres at the start and after each round.
    centres: Vec<Array2<f64>>,
}

fn main() -> ExitCode {
    exit_code(run(&Options::parse()))
}

fn run(options: &Options) -> Result<(), Box<dyn Error>> {
    println!("k-means: {N} points, {K} centres");
    let (points, blob_of) = blobs(N, K, SEED);
    let start = spread_out(&points, K);

    let found = cluster(&points, &start, true)?;
    let plain = plain_cluster(&points, &start);
    let rounds = found.centres.len() - 1;
    println!("converged: no label changed in round {rounds}");
    compare(&found, &plain)?;
    let own = share_found(&found.labels, &blob_of, K);
    println!(
        "check: {:.1} % of the points are with those of their blob",
        100.0 * own
    );
    if own < FOUND {
        return Err("k-means did not find the blobs that the points are of".into());
    }

    let times = Times {
        one_core: median_time(RUNS, || cluster(&points, &start, false).map(drop))?,
        all_cores: median_time(RUNS, || cluster(&points, &start, true).map(drop))?,
        plain: median_time(RUNS, || {
            std::hint::black_box(plain_cluster(&points, &start));
            Ok::<(), Box<dyn Error>>(())
        })?,
    };
    println!("all {rounds} rounds: {times}");
    draw(&options.out, &points, &found)?;
    println!("picture: {}", options.out.display());
    Ok(())
}

/// Labels and moves centres in turns, until no label changes.
fn cluster(
    points: &Array2<f64>,
    start: &Array2<f64>,
    parallel: bool,
) -> Result<Clusters, Box<dyn Error>> {
    let mut labels = Array1::from_elem(points.nrows(), usize::MAX);
    let mut centres = vec![start.clone()];
    while centres.len() <= MOST_ROUNDS {
        let at = &centres[centres.len() - 1];
        let call = nearest::lazy(points, at);
        let next = if parallel {
            call.parallel()
        } else {
            call.serial()
        }
        .eval()?;
        let moved = means(points, &next, at);
        centres.push(moved);
        if next == labels {
            return Ok(Clusters { labels, centres });
        }
        labels = next;
    }
    Err(format!("labels still change after {MOST_ROUNDS} rounds").into())
}

/// The mean of the points of each label; a centre that is nearest to none stays where it is.
fn means(points: &Array2<f64>, labels: &Array1<usize>, at: &Array2<f64>) -> Array2<f64> {
    let mut sums = Array2::zeros(at.raw_dim());
    let mut counts = Array1::<f64>::zeros(at.nrows());
    // sums[labels[i], :] += points[i, :], and how many there are of each label.
    add::at(&mut sums, labels, points);
    add::at(&mut counts, labels, 1.0);
    for ((mut sum, &count), at) in sums.rows_mut().into_iter().zip(&counts).zip(at.rows()) {
        if count > 0.0 {
            sum /= count;
        } else {
            sum.assign(&at);
        }
    }
    sums
}

/// `k` of the points, far from each other: the first one, then always the one that is farthest from all so far.
fn spread_out(points: &Array2<f64>, k: usize) -> Array2<f64> {
    let mut away = Array1::from_elem(points.nrows(), f64::INFINITY);
    let mut chosen = vec![0];
    while chosen.len() < k {
        let latest = points.row(chosen[chosen.len() - 1]);
        smaller::update(&mut away, squared_distance::lazy(points, latest));
        let farthest = (0..away.len()).max_by(|&i, &j| away[i].total_cmp(&away[j]));
        chosen.extend(farthest);
    }
    points.select(Axis(0), &chosen)
}

/// The same without the library.
fn plain_cluster(points: &Array2<f64>, start: &Array2<f64>) -> Clusters {
    let (n, k, d) = (points.nrows(), start.nrows(), points.ncols());
    let mut labels = Array1::from_elem(n, usize::MAX);
    let mut centres = vec![start.clone()];
    let mut changed = true;
    while changed && centres.len() <= MOST_ROUNDS {
        changed = false;
        let mut at = centres[centres.len() - 1].clone();
        let (mut sums, mut counts) = (Array2::<f64>::zeros((k, d)), vec![0.0; k]);
        for i in 0..n {
            let (mut label, mut least) = (0, f64::INFINITY);
            for j in 0..k {
                let mut distance = 0.0;
                for axis in 0..d {
                    let off = points[[i, axis]] - at[[j, axis]];
                    distance += off * off;
                }
                if distance < least {
                    (label, least) = (j, distance);
                }
            }
            changed |= labels[i] != label;
            labels[i] = label;
            counts[label] += 1.0;
            for axis in 0..d {
                sums[[label, axis]] += points[[i, axis]];
            }
        }
        for j in (0..k).filter(|&j| counts[j] > 0.0) {
            for axis in 0..d {
                at[[j, axis]] = sums[[j, axis]] / counts[j];
            }
        }
        centres.push(at);
    }
    Clusters { labels, centres }
}

/// Both forms went the same way, round by round.
fn compare(a: &Clusters, b: &Clusters) -> Result<(), Box<dyn Error>> {
    if a.labels != b.labels || a.centres.len() != b.centres.len() {
        return Err("the array form and the plain loop label points differently".into());
    }
    let pairs = a.centres.iter().flatten().zip(b.centres.iter().flatten());
    let off = largest(pairs.map(|(a, b)| (a - b).abs()));
    check(
        "the centres of the array form and of the plain loop",
        off,
        ALLOWED,
    )
}

/// The points by label, and the way of each centre from its start.
fn draw(out: &Path, points: &Array2<f64>, found: &Clusters) -> Result<(), Box<dyn Error>> {
    let place = |row: ArrayView1<f64>| (row[0], row[1]);
    let mut marks: Vec<Marks> = PALETTE
        .into_iter()
        .map(|color| Marks {
            label: "",
            color,
            radius: 2.0,
            ringed: false,
            points: Vec::new(),
        })
        .collect();
    for (point, &label) in points.rows().into_iter().zip(&found.labels) {
        marks[label].points.push(place(point));
    }
    let ends = &found.centres[found.centres.len() - 1];
    marks.push(Marks {
        label: "centre",
        color: INK,
        radius: 5.0,
        ringed: true,
        points: ends.rows().into_iter().map(place).collect(),
    });
    let ways: Vec<Curve> = (0..ends.nrows())
        .map(|k| Curve {
            label: if k == 0 {
                "way of a centre from its start"
            } else {
                ""
            },
            color: INK,
            width: 1.6,
            points: found
                .centres
                .iter()
                .map(|round| place(round.row(k)))
                .collect(),
        })
        .collect();
    let around = |axis: usize| {
        let (low, high) = bounds(points.column(axis));
        low - 0.5..high + 0.5
    };
    let axes = Axes {
        x_label: "x",
        y_label: "y",
        x: around(0),
        y: around(1),
    };
    let title = format!(
        "k-means of {} points, {} rounds",
        points.nrows(),
        found.centres.len() - 1
    );
    picture(out, (1300, 980), |area| {
        scatter(&titled(area, &title, 20.0)?, &axes, &marks, &ways)
    })
}

fn bounds(values: ArrayView1<f64>) -> (f64, f64) {
    let start = (f64::INFINITY, f64::NEG_INFINITY);
    let wider = |(low, high): (f64, f64), &value: &f64| (low.min(value), high.max(value));
    values.iter().fold(start, wider)
}

#[cfg(test)]
#[path = "kmeans_tests.rs"]
mod tests;
