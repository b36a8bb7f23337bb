//! Mean shift in the Poincaré disc: annotated functions over 1,000 × 1,000 pairs of points, fused and summed in one pass.
//!
//! Each point climbs to the nearest peak of the density of the given points: in an iteration it moves to the weighted
//! mean of them all, the weights falling off as a Gaussian of the *hyperbolic* distance. Points that end in the same
//! place are a cluster. Before it iterates, the example compares one iteration of the array form with a plain double
//! loop, and times both.
//!
//! ```text
//! cargo run --release --example mean_shift
//! cargo run --release --example mean_shift -- --points my.csv --bandwidth 0.1 --out my.png
//! ```
#![forbid(unsafe_code)]

use std::error::Error;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Instant;

use clap::Parser;
use indicatif::{ProgressBar, ProgressStyle};
use ndarray::prelude::*;
use ufunc_core::{Real, vectorize};
use ufunc_examples::clusters;
use ufunc_examples::plots::{Dot, GREY, PALETTE, disc, picture, px, titled};
use ufunc_examples::points::Points;
use ufunc_examples::run::{exit_code, largest, median_time, ms, png_path};

/// Distance of two points of the Poincaré disc.
#[vectorize]
fn poincare_distance(a1: f64, a2: f64, b1: f64, b2: f64) -> f64 {
    let num = (a1 - b1).powi(2) + (a2 - b2).powi(2);
    let den = (1.0 - a1 * a1 - a2 * a2) * (1.0 - b1 * b1 - b2 * b2);
    (1.0 + 2.0 * num / den).acosh()
}

/// Density of the normal distribution of deviation `bw` at `d`.
#[vectorize]
fn gaussian<T: Real>(d: T, bw: T) -> T {
    let z = d / bw;
    (T::lit(-0.5) * z * z).exp() / (bw * T::TAU().sqrt())
}

/// A weight, and what it weighs: the three numbers whose sums over all points are a weighted mean.
#[vectorize]
fn pull(weight: f64, x: f64, y: f64) -> (f64, f64, f64) {
    (weight, weight * x, weight * y)
}

/// The sum.
#[vectorize(identity = 0.0, associative, commutative)]
fn add(a: f64, b: f64) -> f64 {
    a + b
}

const N: usize = 1000;
const SEED: u64 = 1;
/// The most points a file may have: the table of distances, from which clusters are told, then takes 3.2 GB.
const MOST: usize = 20_000;
/// A shift has converged when no point moves farther than this in an iteration.
const TOLERANCE: f64 = 1e-6;
/// How far the array form may be from the plain loop.
const ALLOWED: f64 = 1e-12;

/// Clusters points of the Poincaré disc by mean shift, and draws them before and after.
#[derive(Parser)]
struct Options {
    /// CSV file of points, two columns x,y, a header line if you like [default: 1000 points, r and θ uniform]
    #[arg(long, value_name = "FILE")]
    points: Option<PathBuf>,
    /// Width of the Gaussian, as a hyperbolic distance
    #[arg(long, default_value = "0.2", value_name = "WIDTH", value_parser = bandwidth, allow_negative_numbers = true)]
    bandwidth: f64,
    /// Iterations to make at most
    #[arg(long, default_value = "1000", value_name = "COUNT", value_parser = iterations, allow_negative_numbers = true)]
    iterations: u64,
    /// The picture to write, a PNG
    #[arg(long, default_value = "mean_shift.png", value_name = "FILE", value_parser = png_path)]
    out: PathBuf,
}

fn bandwidth(text: &str) -> Result<f64, String> {
    match text.parse() {
        Ok(width) if (1e-6..=1e6).contains(&width) => Ok(width),
        Ok(_) => Err("the bandwidth must be between 0.000001 and 1000000".into()),
        Err(_) => Err("the bandwidth must be a number".into()),
    }
}

fn iterations(text: &str) -> Result<u64, String> {
    match text.parse() {
        Ok(count) if count > 0 => Ok(count),
        _ => Err("the number of iterations must be a whole number above 0".into()),
    }
}

/// A mean shift of given points.
struct MeanShift<'a> {
    data: &'a Points,
    bandwidth: f64,
}

/// (N) as (N, 1): against (N) it broadcasts to (N, N).
fn column(x: &Array1<f64>) -> ArrayView2<'_, f64> {
    x.view().insert_axis(Axis(1))
}

impl<'a> MeanShift<'a> {
    fn new(data: &'a Points, bandwidth: f64) -> Self {
        MeanShift { data, bandwidth }
    }

    /// One iteration: where the points move to from where they are `at`.
    fn step(&self, at: &Points, parallel: bool) -> Result<Points, Box<dyn Error>> {
        let Points { x, y } = self.data;
        // Nothing is computed yet: distances and weights are operands of the next call, and no (N, N) table is made.
        let distances = poincare_distance::lazy(column(&at.x), column(&at.y), x, y);
        let weights = gaussian::lazy(distances, self.bandwidth);
        let sums = add::reduction(pull::lazy(weights, x, y)).axes(Axis(1));
        let sums = if parallel {
            sums.parallel()
        } else {
            sums.serial()
        };
        let (total, x, y) = sums.eval()?;

        if let Some(alone) = total.iter().position(|&sum| sum <= 0.0 || sum.is_nan()) {
            let (x, y, width) = (at.x[alone], at.y[alone], self.bandwidth);
            let text =
                format!("no point is in reach of ({x}, {y}): bandwidth {width} is too small");
            return Err(text.into());
        }
        Ok(Points {
            x: x / &total,
            y: y / &total,
        })
    }

    /// Which points ended in the same place: within half a bandwidth of each other.
    fn clusters(&self, at: &Points) -> Result<Vec<usize>, Box<dyn Error>> {
        let distances = poincare_distance::lazy(column(&at.x), column(&at.y), &at.x, &at.y);
        let distances = distances.parallel().eval()?;
        Ok(clusters::connected(distances.view(), self.bandwidth / 2.0))
    }
}

/// The same iteration without the library: the oracle of the check and of the times.
fn plain_step(data: &Points, bandwidth: f64, at: &Points) -> Points {
    let (px, py) = (&data.x, &data.y);
    let mean = |(&a1, &a2): (&f64, &f64)| {
        let (mut total, mut x, mut y) = (0.0, 0.0, 0.0);
        for (&b1, &b2) in px.iter().zip(py) {
            let num = (a1 - b1) * (a1 - b1) + (a2 - b2) * (a2 - b2);
            let den = (1.0 - a1 * a1 - a2 * a2) * (1.0 - b1 * b1 - b2 * b2);
            let z = (1.0 + 2.0 * num / den).acosh() / bandwidth;
            let weight = (-0.5 * z * z).exp() / (bandwidth * std::f64::consts::TAU.sqrt());
            total += weight;
            x += weight * b1;
            y += weight * b2;
        }
        (x / total, y / total)
    };
    at.x.iter().zip(&at.y).map(mean).collect()
}

/// How far the point that moved farthest moved.
fn largest_move(from: &Points, to: &Points) -> f64 {
    let moves = (&from.x - &to.x).into_iter().zip(&from.y - &to.y);
    largest(moves.map(|(dx, dy)| dx.hypot(dy)))
}

fn main() -> ExitCode {
    exit_code(run(&Options::parse()))
}

fn run(options: &Options) -> Result<(), Box<dyn Error>> {
    let data = match &options.points {
        Some(path) => Points::read(path)?,
        None => Points::random(N, SEED),
    };
    let (n, width) = (data.len(), options.bandwidth);
    if n > MOST {
        return Err(format!("{n} points: the (N, N) table of distances allows {MOST}").into());
    }
    println!("Mean shift in the Poincaré disc, points: {n}, bandwidth: {width}");
    let shift = MeanShift::new(&data, width);
    check_and_time(&shift)?;

    let start = Instant::now();
    let (end, iterations, last) = iterate(&shift, options.iterations)?;
    let seconds = start.elapsed().as_secs_f64();
    let not = if last <= TOLERANCE { "" } else { "NOT " };
    println!(
        "{not}converged: iteration {iterations} moved points by up to {last:.1e}; {seconds:.2} s"
    );

    let clusters = shift.clusters(&end)?;
    let sizes = clusters::sizes(&clusters);
    let alone = sizes.iter().filter(|&&size| size == 1).count();
    let biggest: Vec<String> = sizes.iter().take(5).map(usize::to_string).collect();
    let (count, biggest) = (sizes.len(), biggest.join(", "));
    println!("clusters: {count}, the largest of {biggest} points; points that stay alone: {alone}");
    let title = format!("Mean shift in the Poincaré disc: {n} points, bandwidth {width}");
    let after = format!("after {iterations} iterations: {count} clusters");
    draw(&options.out, [&title, &after], [&data, &end], &clusters)?;
    println!("picture: {}", options.out.display());
    Ok(())
}

/// Iterates with a progress bar: where the points end, after how many iterations, and the largest move of the last.
fn iterate(shift: &MeanShift<'_>, most: u64) -> Result<(Points, u64, f64), Box<dyn Error>> {
    let style = ProgressStyle::with_template(
        "{bar:40} iteration {pos} (of {len} at most), {elapsed}, {msg}",
    )?;
    let bar = ProgressBar::new(most).with_style(style);
    let mut at = shift.data.clone();
    let (mut done, mut last, mut from_rim) = (0, f64::INFINITY, 0);
    while done < most && last > TOLERANCE {
        let mut next = shift.step(&at, true)?;
        from_rim += next.keep_inside();
        last = largest_move(&at, &next);
        at = next;
        done += 1;
        bar.set_message(format!("largest move {last:.1e}"));
        bar.inc(1);
    }
    bar.finish_and_clear();
    if from_rim > 0 {
        println!(
            "rounding put points on the rim of the disc {from_rim} times; they were taken back inside"
        );
    }
    Ok((at, done, last))
}

/// Compares one iteration with the plain loop's, then times the two.
fn check_and_time(shift: &MeanShift<'_>) -> Result<(), Box<dyn Error>> {
    let (data, width) = (shift.data, shift.bandwidth);
    let plain = plain_step(data, width, data);
    for parallel in [false, true] {
        let array = shift.step(data, parallel)?;
        let off = (&array.x - &plain.x).into_iter().chain(&array.y - &plain.y);
        let off = largest(off.map(f64::abs));
        let form = if parallel { "all cores" } else { "one core" };
        println!(
            "check: array form on {form} and plain loop differ by at most {off:.1e} (allowed: {ALLOWED:.0e})"
        );
        if off.is_nan() || off > ALLOWED {
            return Err("the array form and the plain loop disagree".into());
        }
    }
    let runs = if data.len() <= 2 * N { 9 } else { 1 };
    let one_core = median_time(runs, || shift.step(data, false).map(drop))?;
    let all_cores = median_time(runs, || shift.step(data, true).map(drop))?;
    let plain = median_time(runs, || {
        std::hint::black_box(plain_step(data, width, data));
        Ok::<(), Box<dyn Error>>(())
    })?;
    println!(
        "time per iteration: array form {:.3} ms on one core, {:.3} ms on all; plain loop {:.3} ms",
        ms(one_core),
        ms(all_cores),
        ms(plain)
    );
    Ok(())
}

/// The points before and after, coloured by the cluster they end in; grey beyond the ten largest.
fn draw(
    out: &Path,
    [title, after]: [&str; 2],
    [start, end]: [&Points; 2],
    clusters: &[usize],
) -> Result<(), Box<dyn Error>> {
    let sizes = clusters::sizes(clusters);
    let dots = |radius: &dyn Fn(usize) -> f64| -> Vec<Dot> {
        let dot = |&cluster: &usize| Dot {
            color: *PALETTE.get(cluster).unwrap_or(&GREY),
            radius: radius(cluster),
        };
        clusters.iter().map(dot).collect()
    };
    let all = clusters.len() as f64;
    let before_dots = dots(&|_| 3.2);
    let after_dots = dots(&|cluster| 2.5 + 28.0 * (sizes[cluster] as f64 / all).sqrt());
    picture(out, (1400, 790), |area| {
        let (left, right) = titled(area, title, 21.0)?.split_horizontally(px(700.0));
        disc(&titled(&left, "before", 16.0)?, start, &before_dots)?;
        disc(&titled(&right, after, 16.0)?, end, &after_dots)
    })
}

#[cfg(test)]
#[path = "mean_shift_tests.rs"]
mod tests;
