//! 100 Gaussians at 300,000 points by broadcasting (100, 1) with (300000), into an array that is already there.
//!
//! One generic definition serves `f32` and `f64`. Each run is timed on one core and on all, beside the plain loop, and
//! a sample of its values is compared with the formula written out. The means are drawn at random; the picture shows
//! ten of the Gaussians and the sum of all hundred.
//!
//! ```text
//! cargo run --release --example gaussians
//! ```
#![forbid(unsafe_code)]

use std::error::Error;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Parser;
use ndarray::prelude::*;
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use ufunc_core::{Real, vectorize};
use ufunc_examples::plots::{Axes, Curve, GREY, PALETTE, chart, picture, titled};
use ufunc_examples::run::{Times, exit_code, median_time, png_path};

/// Density at `x` of the normal distribution of mean `mean` and deviation `bw`.
#[vectorize]
fn gaussian<T: Real>(x: T, mean: T, bw: T) -> T {
    let z = (x - mean) / bw;
    (T::lit(-0.5) * z * z).exp() / (bw * T::TAU().sqrt())
}

const MEANS: usize = 100;
const POINTS: usize = 300_000;
const WIDTH: f64 = 0.2;
/// The means lie between 0 and 10, the points reach a little beyond.
const END: f64 = 10.0;
const BEYOND: f64 = 1.0;
const SEED: u64 = 1;
const RUNS: usize = 3;
/// One value in so many is checked.
const SAMPLED: usize = 997;

/// Evaluates 100 Gaussians at 300,000 points and draws some of them.
#[derive(Parser)]
struct Options {
    /// The picture to write, a PNG
    #[arg(long, default_value = "gaussians.png", value_name = "FILE", value_parser = png_path)]
    out: PathBuf,
}

fn main() -> ExitCode {
    exit_code(run(&Options::parse()))
}

fn run(options: &Options) -> Result<(), Box<dyn Error>> {
    println!("{MEANS} Gaussians at {POINTS} points each, into a given array");
    let mut rng = ChaCha8Rng::seed_from_u64(SEED);
    let mut means: Vec<f64> = (0..MEANS).map(|_| rng.random_range(0.0..END)).collect();
    means.sort_by(f64::total_cmp);
    let means = Array1::from(means);
    let points = Array1::linspace(-BEYOND, END + BEYOND, POINTS);
    evaluate::<f32>("f32", &points, &means)?;
    let values = evaluate::<f64>("f64", &points, &means)?;
    draw(&options.out, &points, &values)?;
    println!("picture: {}", options.out.display());
    Ok(())
}

/// The Gaussians as (100, 300000) values of type `T`: computed, timed, checked.
fn evaluate<T: Real + Into<f64>>(
    name: &str,
    points: &Array1<f64>,
    means: &Array1<f64>,
) -> Result<Array2<T>, Box<dyn Error>> {
    let x = points.mapv(T::lit);
    let column = means.mapv(T::lit).insert_axis(Axis(1));
    let bw = T::lit(WIDTH);
    let mut out = Array2::from_elem((MEANS, POINTS), T::zero());

    let plain = median_time(RUNS, || {
        plain_loop(&x, &column, bw, &mut out);
        Ok::<(), ufunc_core::Error>(())
    })?;
    out.fill(T::nan());
    let one_core = median_time(RUNS, || {
        gaussian::lazy(&x, &column, bw).serial().assign_to(&mut out)
    })?;
    let all_cores = median_time(RUNS, || {
        gaussian::lazy(&x, &column, bw)
            .parallel()
            .assign_to(&mut out)
    })?;
    let times = Times {
        one_core,
        all_cores,
        plain,
    };
    println!("{name}: {times}");
    check(name, &out, &x, &column)?;
    Ok(out)
}

fn plain_loop<T: Real>(x: &Array1<T>, column: &Array2<T>, bw: T, out: &mut Array2<T>) {
    for (mut row, &mean) in out.rows_mut().into_iter().zip(column) {
        for (value, &x) in row.iter_mut().zip(x) {
            let z = (x - mean) / bw;
            *value = (T::lit(-0.5) * z * z).exp() / (bw * T::TAU().sqrt());
        }
    }
}

/// Compares a sample with the formula in f64, at the very inputs that `T` rounds the points and means to.
fn check<T: Real + Into<f64>>(
    name: &str,
    values: &Array2<T>,
    x: &Array1<T>,
    column: &Array2<T>,
) -> Result<(), Box<dyn Error>> {
    let bw: f64 = T::lit(WIDTH).into();
    let peak = 1.0 / (bw * std::f64::consts::TAU.sqrt());
    // The quotient, its square and the exponential: a few roundings each, the largest where the exponent is 1.
    let allowed = 8.0 * T::epsilon().into() * peak;
    let (mut worst, mut checked) = (0.0, 0);
    for (at, &value) in values.iter().enumerate().step_by(SAMPLED) {
        let mean: f64 = column[[at / POINTS, 0]].into();
        let z = (x[at % POINTS].into() - mean) / bw;
        let off = (value.into() - peak * (-0.5 * z * z).exp()).abs();
        if off.is_nan() || off > allowed {
            return Err(
                format!("{name}: value {at} is off by {off:e}, more than {allowed:e}").into(),
            );
        }
        worst = f64::max(worst, off);
        checked += 1;
    }
    println!(
        "{name}: {checked} values checked, off by at most {worst:.1e} (allowed: {allowed:.1e})"
    );
    Ok(())
}

/// Ten of the Gaussians, and the sum of all.
fn draw(out: &Path, points: &Array1<f64>, values: &Array2<f64>) -> Result<(), Box<dyn Error>> {
    let sum = values.sum_axis(Axis(0));
    let highest = sum.iter().copied().fold(0.0, f64::max);
    let thinned = |row: ArrayView1<'_, f64>| -> Vec<(f64, f64)> {
        let all = points.iter().copied().zip(row.iter().copied());
        all.step_by(POINTS / 2000).collect()
    };
    let sum = thinned(sum.view());
    let below: Vec<(f64, f64, f64)> = sum.iter().map(|&(x, y)| (x, 0.0, y)).collect();
    let mut curves = vec![Curve {
        label: "",
        color: GREY,
        width: 2.5,
        points: sum,
    }];
    let rows = values.rows().into_iter().step_by(MEANS / 10);
    for (i, (row, color)) in rows.zip(PALETTE).enumerate() {
        let seen = thinned(row).into_iter().filter(|&(_, y)| y > 1e-3);
        curves.push(Curve {
            label: if i == 0 { "ten of them" } else { "" },
            color,
            width: 2.5,
            points: seen.collect(),
        });
    }
    let axes = Axes {
        x_label: "x",
        y_label: "density",
        x: -BEYOND..END + BEYOND,
        y: 0.0..highest * 1.2,
    };
    picture(out, (1200, 640), |area| {
        let area = titled(area, "100 Gaussians of deviation 0.2", 20.0)?;
        chart(&area, &axes, ("sum of all 100", &below), &curves)
    })
}
