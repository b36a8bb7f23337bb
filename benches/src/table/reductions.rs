//! Reductions, accumulations, outer products, and updates at indices.

use ndarray::Zip;
use ndarray::prelude::*;
use ufunc_benches::data::{self, Given, Operand, flat, flat_mut};
use ufunc_benches::hand;
use ufunc_benches::kernels::{add, maximum, weight};
use ufunc_benches::measure::{Case, Run};
use ufunc_core::ufuncs;

pub(crate) fn run(run: &Run) {
    whole(run);
    rows(run);
    columns(run);
    fused(run);
    accumulate(run);
    outer(run);
    integers(run);
    segments(run);
    small(run);
    at(run, "reduce/at1e3", 1000);
    at(run, "reduce/at1e6", 1_000_000);
}

const N: usize = 4000;

/// All elements of a matrix.
fn whole(run: &Run) {
    let largest = |a: Matrix| a.fold(f64::NEG_INFINITY, |a, &b| a.max(b));
    run_each(
        run,
        "reduce/sum/all",
        (),
        |a, out| add::reduction(a).axes(..).serial().assign_to(out),
        |a, out| out.fill(hand::sum(flat(&a))),
        |a, out| out.fill(a.sum()),
    );
    run_each(
        run,
        "reduce/max/all",
        (),
        |a, out| {
            ufuncs::maximum::reduction(a)
                .axes(..)
                .serial()
                .assign_to(out)
        },
        |a, out| out.fill(hand::largest(flat(&a))),
        |a, out| out.fill(largest(a)),
    );
    run_each(
        run,
        "reduce/own/all",
        (),
        |a, out| maximum::reduction(a).axes(..).serial().assign_to(out),
        |a, out| out.fill(hand::largest(flat(&a))),
        |a, out| out.fill(largest(a)),
    );
}

/// Each row of a matrix.
fn rows(run: &Run) {
    let by_hand = |a: Matrix, out: &mut Given<f64, Ix1>, of_row: fn(&[f64]) -> f64| {
        let rows = flat(&a).chunks_exact(N);
        for (out, row) in flat_mut(out).iter_mut().zip(rows) {
            *out = of_row(row);
        }
    };
    let largest = |row: ArrayView1<'_, f64>| row.fold(f64::NEG_INFINITY, |a, &b| a.max(b));
    run_each(
        run,
        "reduce/sum/rows",
        N,
        |a, out| add::reduction(a).axes(Axis(1)).serial().assign_to(out),
        |a, out| by_hand(a, out, hand::sum),
        |a, out| out.assign(&a.sum_axis(Axis(1))),
    );
    run_each(
        run,
        "reduce/max/rows",
        N,
        |a, out| {
            ufuncs::maximum::reduction(a)
                .axes(Axis(1))
                .serial()
                .assign_to(out)
        },
        |a, out| by_hand(a, out, hand::largest),
        |a, out| out.assign(&a.map_axis(Axis(1), largest)),
    );
    run_each(
        run,
        "reduce/own/rows",
        N,
        |a, out| maximum::reduction(a).axes(Axis(1)).serial().assign_to(out),
        |a, out| by_hand(a, out, hand::largest),
        |a, out| out.assign(&a.map_axis(Axis(1), largest)),
    );
}

/// Each column of a matrix.
fn columns(run: &Run) {
    run_each(
        run,
        "reduce/sum/columns",
        N,
        |a, out| add::reduction(a).serial().assign_to(out),
        |a, out| hand::column_sums(flat(&a), flat_mut(out)),
        |a, out| out.assign(&a.sum_axis(Axis(0))),
    );
    run_each(
        run,
        "reduce/max/columns",
        N,
        |a, out| ufuncs::maximum::reduction(a).serial().assign_to(out),
        |a, out| hand::column_maxima(flat(&a), flat_mut(out)),
        |a, out| {
            out.fill(f64::NEG_INFINITY);
            for row in a.rows() {
                Zip::from(&mut *out)
                    .and(row)
                    .for_each(|a, b| *a = a.max(*b));
            }
        },
    );
    run_each(
        run,
        "reduce/own/columns",
        N,
        |a, out| maximum::reduction(a).serial().assign_to(out),
        |a, out| hand::column_maxima(flat(&a), flat_mut(out)),
        |a, out| {
            out.fill(f64::NEG_INFINITY);
            for row in a.rows() {
                Zip::from(&mut *out)
                    .and(row)
                    .for_each(|a, b| *a = a.max(*b));
            }
        },
    );
}

type Matrix = Operand<f64, Ix2>;

/// Times a reduction of a matrix to this shape: ours, the hand loop, and with `ndarray` alone.
fn run_each<Sh: ShapeBuilder>(
    run: &Run,
    name: &str,
    shape: Sh,
    ours: impl Fn(Matrix, ArrayViewMut<'_, f64, Sh::Dim>) -> Result<(), ufunc_core::Error>,
    by_hand: impl Fn(Matrix, &mut Given<f64, Sh::Dim>),
    plain: impl Fn(Matrix, &mut Given<f64, Sh::Dim>),
) {
    if !run.wants(name) {
        return;
    }
    let a = data::block(1, (N, N));
    Case::new(name, data::given(shape))
        .with("ours", |out| ours(a, out.view_mut()).expect("reduces"))
        .with("hand", |out| by_hand(a, out))
        .with("ndarray", |out| plain(a, out))
        .run(run);
}

/// Sums of the rows of a computed matrix: computed and reduced in one pass, or in two.
fn fused(run: &Run) {
    let names = ["reduce/fused", "reduce/fused/2t"];
    let Some(name) = names.into_iter().find(|name| run.wants(name)) else {
        return;
    };
    let a = data::block(1, (N, N));
    Case::new(name, data::given(N))
        .with("ours", |out| {
            let sums = add::reduction(weight::lazy(&a)).axes(Axis(1));
            let sums = if run.threads > 1 {
                sums.parallel()
            } else {
                sums.serial()
            };
            sums.assign_to(out.view_mut()).unwrap();
        })
        .with("steps", |out| {
            let (values, sums) = if run.threads > 1 {
                let values = weight::lazy(&a).parallel().eval().unwrap();
                let sums = add::reduction(&values).axes(Axis(1)).parallel().eval();
                (values, sums)
            } else {
                let values = weight::lazy(&a).serial().eval().unwrap();
                let sums = add::reduction(&values).axes(Axis(1)).serial().eval();
                (values, sums)
            };
            drop(values);
            out.assign(&sums.unwrap());
        })
        .with("hand", |out| {
            let rows = flat(&a).chunks_exact(N);
            for (out, row) in flat_mut(out).iter_mut().zip(rows) {
                *out = row.iter().map(|x| (-0.5 * x * x).exp()).sum();
            }
        })
        .with("ndarray", |out| {
            out.assign(&a.mapv(|x| (-0.5 * x * x).exp()).sum_axis(Axis(1)))
        })
        .run(run);
}

fn accumulate(run: &Run) {
    if run.wants("reduce/accumulate/1e7") {
        let a = data::numbers(1, 10_000_000);
        Case::new("reduce/accumulate/1e7", data::given(a.len()))
            .with("ours", |out| {
                let sums = add::accumulation(&a).serial();
                sums.assign_to(out.view_mut()).unwrap();
            })
            .with("hand", |out| hand::running(flat(&a), flat_mut(out)))
            .with("ndarray", |out| {
                out.assign(&a);
                out.accumulate_axis_inplace(Axis(0), |a, b| *b += a);
            })
            .run(run);
    }
    for (name, axis) in [
        ("reduce/accumulate/columns", 0),
        ("reduce/accumulate/rows", 1),
    ] {
        if !run.wants(name) {
            continue;
        }
        let a = data::block(1, (N, N));
        Case::new(name, data::given((N, N)))
            .with("ours", |out| {
                let sums = add::accumulation(&a).axis(Axis(axis)).serial();
                sums.assign_to(out.view_mut()).unwrap();
            })
            .with("hand", |out| match axis {
                0 => hand::running_columns(flat(&a), flat_mut(out), N),
                _ => {
                    let rows = flat_mut(out).chunks_exact_mut(N);
                    for (out, row) in rows.zip(flat(&a).chunks_exact(N)) {
                        hand::running(row, out);
                    }
                }
            })
            .with("ndarray", |out| {
                out.assign(&a);
                out.accumulate_axis_inplace(Axis(axis), |a, b| *b += a);
            })
            .run(run);
    }
}

/// The broadcast call by another name.
fn outer(run: &Run) {
    if !run.wants("reduce/outer") {
        return;
    }
    let (a, b) = (data::numbers(1, N), data::numbers(2, N));
    let column = a.insert_axis(Axis(1));
    Case::new("reduce/outer", Array2::default((0, 0)))
        .with_fresh("ours", || add::outer(a, b))
        .with_fresh("hand", || {
            let mut out = Array2::zeros((N, N));
            hand::outer_add(flat(&a), flat(&b), out.as_slice_mut().unwrap());
            out
        })
        .with_fresh("broadcast", || add(column, b))
        .with_fresh("ndarray", || &column + &b)
        .run(run);
}

/// The sum of all elements of a matrix of integers.
fn integers(run: &Run) {
    if !run.wants("reduce/integers") {
        return;
    }
    #[allow(clippy::cast_possible_truncation)]
    let a = data::operand(&data::block(1, (N, N)).mapv(|x| (1000.0 * x) as i64));
    #[allow(clippy::cast_precision_loss)]
    let float = |sum: i64| sum as f64;
    Case::new("reduce/integers", data::given(()))
        .with("ours", |out| {
            let sum = ufuncs::add::reduction(a).axes(..).serial().eval();
            out.fill(float(sum.unwrap()));
        })
        .with("hand", |out| out.fill(float(hand::sum_integers(flat(&a)))))
        .with("ndarray", |out| out.fill(float(a.sum())))
        .run(run);
}

/// A million numbers in segments of ten.
fn segments(run: &Run) {
    if !run.wants("reduce/segments") {
        return;
    }
    let a = data::numbers(1, 1_000_000);
    let places: Vec<usize> = (0..a.len()).step_by(10).collect();
    Case::new("reduce/segments", Array1::default(0))
        .with_fresh("ours", || add::reduceat(a, &places, Axis(0)))
        .with_fresh("hand", || {
            let mut out = Array1::zeros(places.len());
            hand::segments(flat(&a), &places, out.as_slice_mut().unwrap());
            out
        })
        .with_fresh("ndarray", || {
            a.exact_chunks(10)
                .into_iter()
                .map(|part| part.sum())
                .collect()
        })
        .run(run);
}

/// Ten numbers: what a call costs.
fn small(run: &Run) {
    if !run.wants("reduce/small") {
        return;
    }
    let a = data::numbers(1, 10);
    Case::new("reduce/small", data::given(()))
        .with("ours", |out| out.fill(add::reduce(a, Axis(0))))
        .with("hand", |out| out.fill(flat(&a).iter().sum()))
        .with("ndarray", |out| out.fill(a.sum()))
        .run(run);
}

/// A million numbers added at random places.
fn at(run: &Run, name: &str, places: usize) {
    if !run.wants(name) {
        return;
    }
    let values = data::numbers(1, 1_000_000);
    #[allow(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        clippy::cast_precision_loss
    )]
    let indices = data::numbers(2, values.len()).mapv(|x| (x * places as f64) as usize);
    let indices = indices.as_slice().unwrap();
    Case::new(name, data::given(places))
        .with("ours", |out| {
            out.fill(0.0);
            add::at(out.view_mut(), indices, values);
        })
        .with("hand", |out| {
            out.fill(0.0);
            hand::add_at(flat_mut(out), indices, flat(&values));
        })
        .with("ndarray", |out| {
            out.fill(0.0);
            Zip::from(indices)
                .and(&values)
                .for_each(|&i, &x| out[i] += x);
        })
        .run(run);
}
