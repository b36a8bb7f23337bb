//! Distances of all pairs of points, as a table and in condensed form: two signatures for one question.
//!
//! `(n,d),(m,d)->(n,m)` gives the table of two sets of points; `(n,d)->(n*(n-1)/2)`, whose result has a size that is
//! computed, gives each pair of one set once, in the order of SciPy's `pdist`. The two are compared with each other
//! and with a plain loop, and timed. The picture is the table of the points of a knot: where it is pale two points are
//! near each other.
//!
//! ```text
//! cargo run --release --example pairwise
//! ```
#![forbid(unsafe_code)]

use std::error::Error;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Parser;
use ndarray::prelude::*;
use ufunc_core::guvectorize;
use ufunc_examples::plots::{Axes, Marks, PALETTE, picture, px, scatter, table, titled};
use ufunc_examples::run::{Times, check, exit_code, largest, median_time, ms, png_path};

/// The Euclidean distance of each point of `x` from each point of `y`.
#[guvectorize("(n,d),(m,d)->(n,m)")]
fn distances(x: ArrayView2<f64>, y: ArrayView2<f64>, mut out: ArrayViewMut2<f64>) {
    let coordinates = coordinates(y);
    let mut row = vec![0.0; y.nrows()];
    for (from, mut out) in x.rows().into_iter().zip(out.rows_mut()) {
        distances_from(from, &coordinates, 0, &mut row);
        out.assign(&ArrayView1::from(&row));
    }
}

/// The Euclidean distance of each pair of points, once: of 0 and 1, 0 and 2, …, 1 and 2, and so on.
#[guvectorize("(n,d)->(n*(n-1)/2)")]
fn condensed(x: ArrayView2<f64>, out: &mut [f64]) {
    let coordinates = coordinates(x);
    let mut rest = out;
    for (i, from) in x.rows().into_iter().enumerate() {
        let (row, after) = rest.split_at_mut(x.nrows() - 1 - i);
        distances_from(from, &coordinates, i + 1, row);
        rest = after;
    }
}

/// The points' first coordinates, then their second ones, …: a loop over points that lie so vectorises.
fn coordinates(points: ArrayView2<f64>) -> Vec<Vec<f64>> {
    let columns = points.columns().into_iter();
    columns.map(|column| column.to_vec()).collect()
}

/// The distances of one point from the points `first`, `first + 1`, and so on: as many as `out` has room for.
#[inline(always)]
fn distances_from(from: ArrayView1<f64>, to: &[Vec<f64>], first: usize, out: &mut [f64]) {
    out.fill(0.0);
    for (&a, column) in from.iter().zip(to) {
        for (sum, &b) in out.iter_mut().zip(&column[first..]) {
            *sum += (a - b) * (a - b);
        }
    }
    for sum in out {
        *sum = sum.sqrt();
    }
}

const N: usize = 2000;
/// A call with core dimensions alone is one piece of work; for all cores the points are cut into so many blocks.
const BLOCKS: usize = 8;
/// The knot's points are told apart by arcs.
const ARCS: usize = 5;
const RUNS: usize = 7;

/// Measures the distances of all pairs of 2,000 points of a knot and draws them.
#[derive(Parser)]
struct Options {
    /// The picture to write, a PNG
    #[arg(long, default_value = "pairwise.png", value_name = "FILE", value_parser = png_path)]
    out: PathBuf,
}

fn main() -> ExitCode {
    exit_code(run(&Options::parse()))
}

fn run(options: &Options) -> Result<(), Box<dyn Error>> {
    println!("Distances of all pairs of {N} points in space");
    let points = knot(N);
    let (mut all, mut plain) = (Array2::zeros((N, N)), Array2::zeros((N, N)));
    let plain_time = median_time(RUNS, || {
        plain_distances(&points, &mut plain);
        Ok::<(), Box<dyn Error>>(())
    })?;
    let all_cores = time_in_blocks(&points, &mut all)?;
    check(
        "the table made in blocks and the plain loop",
        difference(&all, &plain),
        0.0,
    )?;
    all.fill(f64::NAN);
    let one_core = median_time(RUNS, || {
        distances::lazy(&points, &points)
            .serial()
            .assign_to(&mut all)
    })?;
    check(
        "the table and the plain loop",
        difference(&all, &plain),
        0.0,
    )?;
    let times = Times {
        one_core,
        all_cores,
        plain: plain_time,
    };
    println!("the table, ({N}, {N}): {times}");

    // Half of the table without its diagonal, in one vector.
    let mut pairs = Array1::zeros(N * (N - 1) / 2);
    let time = median_time(RUNS, || condensed::lazy(&points).assign_to(&mut pairs))?;
    println!(
        "condensed, ({}): {:.1} ms on one core",
        pairs.len(),
        ms(time)
    );
    check(
        "the table and the condensed form",
        from_condensed(&all, &pairs),
        0.0,
    )?;

    draw(&options.out, &points, &all)?;
    println!("picture: {}", options.out.display());
    Ok(())
}

/// Points along a trefoil knot.
fn knot(n: usize) -> Array2<f64> {
    let point = |(i, axis): (usize, usize)| {
        let t = std::f64::consts::TAU * i as f64 / n as f64;
        match axis {
            0 => t.sin() + 2.0 * (2.0 * t).sin(),
            1 => t.cos() - 2.0 * (2.0 * t).cos(),
            _ => -(3.0 * t).sin(),
        }
    };
    Array2::from_shape_fn((n, 3), point)
}

/// The table on all cores: the points in blocks, (8, 250, 3), against all of them; the blocks are the loop.
fn time_in_blocks(
    points: &Array2<f64>,
    table: &mut Array2<f64>,
) -> Result<std::time::Duration, Box<dyn Error>> {
    let blocks = points.to_shape((BLOCKS, N / BLOCKS, 3))?;
    let mut rows = table
        .view_mut()
        .into_shape_with_order((BLOCKS, N / BLOCKS, N))?;
    let time = median_time(RUNS, || {
        distances::lazy(&blocks, points)
            .parallel()
            .assign_to(&mut rows)
    })?;
    Ok(time)
}

/// The table without the library.
fn plain_distances(points: &Array2<f64>, out: &mut Array2<f64>) {
    for i in 0..points.nrows() {
        for j in 0..points.nrows() {
            let mut sum = 0.0;
            for axis in 0..points.ncols() {
                let off = points[[i, axis]] - points[[j, axis]];
                sum += off * off;
            }
            out[[i, j]] = sum.sqrt();
        }
    }
}

fn difference(a: &Array2<f64>, b: &Array2<f64>) -> f64 {
    largest(a.iter().zip(b).map(|(a, b)| (a - b).abs()))
}

/// How far a table is from what the condensed form says: each pair twice, and 0 on the diagonal.
fn from_condensed(table: &Array2<f64>, pairs: &Array1<f64>) -> f64 {
    let n = table.nrows();
    let all = (0..n).flat_map(|i| (i + 1..n).map(move |j| (i, j)));
    let off = all
        .zip(pairs)
        .map(|((i, j), pair)| f64::max((table[[i, j]] - pair).abs(), (table[[j, i]] - pair).abs()));
    largest(off.chain(table.diag().iter().map(|value| value.abs())))
}

/// The knot seen from above, and the table of its distances.
fn draw(out: &Path, points: &Array2<f64>, distances: &Array2<f64>) -> Result<(), Box<dyn Error>> {
    let labels: Vec<String> = (0..ARCS)
        .map(|arc| format!("points {} to {}", arc * N / ARCS, (arc + 1) * N / ARCS - 1))
        .collect();
    let arcs = points.axis_chunks_iter(Axis(0), N / ARCS);
    let marks: Vec<Marks> = arcs
        .zip(&labels)
        .zip(PALETTE)
        .map(|((arc, label), color)| Marks {
            label,
            color,
            radius: 3.0,
            ringed: false,
            points: arc
                .rows()
                .into_iter()
                .map(|point| (point[0], point[1]))
                .collect(),
        })
        .collect();
    let plane = Axes {
        x_label: "x",
        y_label: "y",
        x: -3.5..3.5,
        y: -3.5..3.5,
    };
    let pairs = Axes {
        x_label: "point",
        y_label: "point",
        x: 0.0..N as f64,
        y: 0.0..N as f64,
    };
    picture(out, (1400, 700), |area| {
        let area = titled(
            area,
            "2000 points of a knot, and the distances of all pairs",
            20.0,
        )?;
        let (left, right) = area.split_horizontally(px(650.0));
        scatter(&left, &plane, &marks, &[])?;
        table(&right, &pairs, distances.view(), "distance")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pairs_come_in_the_order_of_pdist() {
        let points = array![[0.0, 0.0], [3.0, 4.0], [0.0, 1.0], [3.0, 0.0]];
        let pairs: Array1<f64> = condensed(&points);
        let expected = [5.0, 1.0, 3.0, 18f64.sqrt(), 4.0, 10f64.sqrt()];
        assert_eq!(pairs, Array1::from_iter(expected));
        let table: Array2<f64> = distances(&points, &points);
        assert_eq!(from_condensed(&table, &pairs), 0.0);
        assert_eq!(from_condensed(&(table * 2.0), &pairs), 5.0);
    }

    #[test]
    fn two_sets_in_any_layout() {
        let (a, b) = (knot(5), knot(7));
        let table: Array2<f64> = distances(&a, &b);
        assert_eq!(table.dim(), (5, 7));
        assert!((table[[1, 2]] - (&a.row(1) - &b.row(2)).pow2().sum().sqrt()).abs() < 1e-15);
        let mut other_way = Array2::zeros((7, 5));
        distances::lazy(&a, &b)
            .assign_to(other_way.view_mut().reversed_axes())
            .unwrap();
        assert_eq!(other_way.t(), table);
        // (2, 5, 3) against (7, 3): a loop over two sets, the second one reversed.
        let mut sets = Array3::zeros((2, 5, 3));
        sets.index_axis_mut(Axis(0), 0).assign(&a);
        sets.index_axis_mut(Axis(0), 1)
            .assign(&a.slice_axis(Axis(0), ndarray::Slice::new(0, None, -1)));
        let tables: Array3<f64> = distances(&sets, &b);
        assert_eq!(tables.index_axis(Axis(0), 0), table);
        assert_eq!(tables.index_axis(Axis(0), 1).row(0), table.row(4));
    }

    #[test]
    fn few_points_and_no_coordinates() {
        let none: Array1<f64> = condensed(Array2::zeros((1, 3)));
        assert!(none.is_empty());
        let none: Array1<f64> = condensed(Array2::zeros((0, 3)));
        assert!(none.is_empty());
        let here: Array2<f64> = distances(Array2::zeros((2, 0)), Array2::zeros((3, 0)));
        assert_eq!(here, Array2::<f64>::zeros((2, 3)));
    }

    #[test]
    fn the_plain_loop_agrees() {
        let points = knot(20);
        let mut plain = Array2::zeros((20, 20));
        plain_distances(&points, &mut plain);
        assert_eq!(difference(&distances(&points, &points), &plain), 0.0);
        plain[[3, 4]] += 1e-9;
        assert!(difference(&distances(&points, &points), &plain) > 0.0);
    }
}
