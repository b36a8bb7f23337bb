//! Moving averages: a function on whole series, by `#[guvectorize]`, for several windows and many series at once.
//!
//! The series is the yearly sunspot number, 1700 to 2008 (`data/README.md`). Three windows are averaged in one call by
//! broadcasting, then 20,000 shuffled copies of the series in one parallel call: where the real average leaves the
//! band that holds 95 % of the shuffled ones, the quiet or busy years are more than chance.
//!
//! The first `window - 1` values are partial averages: of the values there are so far, 1, then 2, and so on. A window
//! longer than the series therefore gives its running mean. A window of 0 averages nothing: NaN everywhere.
//!
//! ```text
//! cargo run --release --example moving_average
//! ```
#![forbid(unsafe_code)]

use std::error::Error;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Parser;
use ndarray::prelude::*;
use rand::SeedableRng;
use rand::seq::SliceRandom;
use rand_chacha::ChaCha8Rng;
use ufunc_core::guvectorize;
use ufunc_examples::plots::{Axes, Curve, GREY, PALETTE, chart, picture, titled};
use ufunc_examples::run::{Times, check, exit_code, largest, median_time, png_path};
use ufunc_examples::series::sunspots;

/// Mean of the last `window` values up to each place; of those there are, where they are fewer; NaN for a window of 0.
#[guvectorize("(n),()->(n)")]
fn moving_average(x: &[f64], window: usize, out: &mut [f64]) {
    let mut sum = 0.0;
    for i in 0..x.len() {
        sum += x[i];
        if i >= window {
            sum -= x[i - window];
        }
        out[i] = if window == 0 {
            f64::NAN
        } else {
            sum / window.min(i + 1) as f64
        };
    }
}

const WINDOWS: [usize; 3] = [5, 11, 33];
/// The window that is compared with chance: the sunspots' own cycle.
const CYCLE: usize = 11;
const SHUFFLES: usize = 20_000;
const SEED: u64 = 1;
/// A running sum gathers the rounding of all its terms.
const ALLOWED: f64 = 1e-10;

/// Averages the yearly sunspot numbers over moving windows and draws them.
#[derive(Parser)]
struct Options {
    /// The picture to write, a PNG
    #[arg(long, default_value = "moving_average.png", value_name = "FILE", value_parser = png_path)]
    out: PathBuf,
}

fn main() -> ExitCode {
    exit_code(run(&Options::parse()))
}

fn run(options: &Options) -> Result<(), Box<dyn Error>> {
    let (first, series) = sunspots();
    println!("Moving averages of {} years of sunspots", series.len());

    // (309) and (3): the series is the core, the windows are the loop, the result is (3, 309).
    let averages: Array2<f64> = moving_average(&series, &WINDOWS);
    println!(
        "windows of {WINDOWS:?} years: result {:?}",
        averages.shape()
    );
    let off = largest((&averages - &plain_averages(&series.to_vec())).mapv(f64::abs));
    check("the averages and the plain means", off, ALLOWED)?;

    let band = chance_band(&series)?;
    let row = averages.row(1);
    let outside = row
        .iter()
        .zip(&band)
        .filter(|&(&mean, &(low, high))| mean < low || mean > high);
    println!(
        "{} of {} averages over {CYCLE} years lie outside the band of chance, where shuffling leaves {:.0}",
        outside.count(),
        row.len(),
        0.05 * row.len() as f64
    );
    draw(&options.out, first, &series, &averages, &band)?;
    println!("picture: {}", options.out.display());
    Ok(())
}

/// The averages from their definition, each window summed anew.
fn plain_averages(series: &[f64]) -> Array2<f64> {
    Array2::from_shape_fn((WINDOWS.len(), series.len()), |(w, i)| {
        let window = &series[(i + 1).saturating_sub(WINDOWS[w])..=i];
        window.iter().sum::<f64>() / window.len() as f64
    })
}

/// The averages of each row by the same running sum, without the library.
fn plain_loop(rows: &Array2<f64>, window: usize, out: &mut Array2<f64>) {
    for row in 0..rows.nrows() {
        let mut sum = 0.0;
        for i in 0..rows.ncols() {
            sum += rows[[row, i]];
            if i >= window {
                sum -= rows[[row, i - window]];
            }
            out[[row, i]] = sum / window.min(i + 1) as f64;
        }
    }
}

/// For each year, between which values 95 % of the averages of shuffled series lie.
fn chance_band(series: &Array1<f64>) -> Result<Vec<(f64, f64)>, Box<dyn Error>> {
    let mut rng = ChaCha8Rng::seed_from_u64(SEED);
    let mut shuffled = series.to_vec();
    let mut rows = Array2::zeros((SHUFFLES, series.len()));
    for mut row in rows.rows_mut() {
        shuffled.shuffle(&mut rng);
        row.assign(&ArrayView1::from(&shuffled));
    }
    let mut averages = Array2::zeros(rows.raw_dim());
    let one_core = median_time(5, || {
        moving_average::lazy(&rows, CYCLE)
            .serial()
            .assign_to(&mut averages)
    })?;
    let all_cores = median_time(5, || {
        moving_average::lazy(&rows, CYCLE)
            .parallel()
            .assign_to(&mut averages)
    })?;
    let mut expected = Array2::zeros(rows.raw_dim());
    let plain = median_time(5, || {
        plain_loop(&rows, CYCLE, &mut expected);
        Ok::<(), ufunc_core::Error>(())
    })?;
    let times = Times {
        one_core,
        all_cores,
        plain,
    };
    println!("{SHUFFLES} shuffled series, {CYCLE} years: {times}");
    if averages != expected {
        return Err("the array form and the plain loop disagree".into());
    }

    let cut = SHUFFLES / 40;
    let band = averages.columns().into_iter().map(|year| {
        let mut sorted = year.to_vec();
        sorted.sort_by(f64::total_cmp);
        (sorted[cut], sorted[SHUFFLES - 1 - cut])
    });
    Ok(band.collect())
}

fn draw(
    out: &Path,
    first: i32,
    series: &Array1<f64>,
    averages: &Array2<f64>,
    band: &[(f64, f64)],
) -> Result<(), Box<dyn Error>> {
    let year = |i: usize| f64::from(first) + i as f64;
    let curve = |row: ArrayView1<'_, f64>| {
        row.iter()
            .enumerate()
            .map(|(i, &value)| (year(i), value))
            .collect()
    };
    let labels = WINDOWS.map(|window| format!("mean of {window} years"));
    let mut curves = vec![Curve {
        label: "each year",
        color: GREY,
        width: 1.0,
        points: curve(series.view()),
    }];
    // The 11-year mean last: it lies on top.
    for (i, color) in [(0, 5), (2, 1), (1, 0)] {
        curves.push(Curve {
            label: &labels[i],
            color: PALETTE[color],
            width: if WINDOWS[i] == CYCLE { 3.0 } else { 1.8 },
            points: curve(averages.row(i)),
        });
    }
    let band: Vec<(f64, f64, f64)> = band
        .iter()
        .enumerate()
        .map(|(i, &(low, high))| (year(i), low, high))
        .collect();
    let axes = Axes {
        x_label: "year",
        y_label: "sunspot number",
        x: year(0)..year(series.len()),
        y: 0.0..200.0,
    };
    picture(out, (1400, 700), |area| {
        let area = titled(
            area,
            "Yearly sunspot numbers and their moving averages",
            20.0,
        )?;
        let name = "95 % of the means of 11 shuffled years";
        chart(&area, &axes, (name, &band), &curves)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_values_are_partial_averages() {
        let averages: Array1<f64> = moving_average(&[2.0, 4.0, 9.0, 5.0], 3);
        assert_eq!(averages, array![2.0, 3.0, 5.0, 6.0]);
    }

    #[test]
    fn windows_of_0_and_beyond_the_series() {
        let averages: Array2<f64> = moving_average(&[2.0, 4.0, 9.0], &[0, 1, 50]);
        assert!(averages.row(0).iter().all(|value| value.is_nan()));
        assert_eq!(averages.row(1), array![2.0, 4.0, 9.0]);
        assert_eq!(averages.row(2), array![2.0, 3.0, 5.0]);
        let none: Array1<f64> = moving_average(&[0.0; 0], 2);
        assert!(none.is_empty());
    }

    #[test]
    fn a_batch_is_its_rows() {
        let rows = array![[1.0, 2.0, 3.0], [7.0, 0.0, 2.0]];
        let averages: Array2<f64> = moving_average(&rows, 2);
        assert_eq!(averages, array![[1.0, 1.5, 2.5], [7.0, 3.5, 1.0]]);
        let columns: Array2<f64> = moving_average(rows.t(), &[1, 2, 2]);
        assert_eq!(columns, array![[1.0, 7.0], [2.0, 1.0], [3.0, 2.5]]);
    }
}
