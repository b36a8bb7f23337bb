//! The bigger cases: distances, mean shift, Gaussians, an expression on much memory, moving averages.

use ndarray::prelude::*;
use ndarray::{Zip, azip, par_azip};
use ufunc_benches::data::{self, flat, flat_mut};
use ufunc_benches::hand;
use ufunc_benches::kernels::{
    add, gaussian, ln_exp_ln, mean_shift, moving_average, poincare_distance, poincare_distance_ln,
    pull,
};
use ufunc_benches::measure::{Case, Run};

pub(crate) fn run(run: &Run) {
    for n in [1000, 4000] {
        poincare(run, n);
        poincare_ln(run, n);
    }
    shift(run);
    gaussians_f64(run);
    gaussians_f32(run);
    ln_exp(run);
    moving(run);
}

/// The case of a name with one thread or with two, if it is asked for.
fn either(run: &Run, name: &str) -> Option<String> {
    let names = [name.to_string(), format!("{name}/2t")];
    names.into_iter().find(|name| run.wants(name))
}

/// A pending call on the threads of the run.
macro_rules! on_threads {
    ($run:ident, $call:expr, $out:expr) => {
        if $run.threads > 1 {
            $call.parallel().assign_to($out).unwrap()
        } else {
            $call.serial().assign_to($out).unwrap()
        }
    };
}

fn column<T>(x: ArrayView1<'_, T>) -> ArrayView2<'_, T> {
    x.insert_axis(Axis(1))
}

/// cosh of the distance of two points, less one.
fn excess(a1: f64, a2: f64, b1: f64, b2: f64) -> f64 {
    let num = (a1 - b1) * (a1 - b1) + (a2 - b2) * (a2 - b2);
    2.0 * num / ((1.0 - a1 * a1 - a2 * a2) * (1.0 - b1 * b1 - b2 * b2))
}

fn acosh_excess(t: f64) -> f64 {
    (1.0 + t).acosh()
}

fn ln_excess(t: f64) -> f64 {
    (1.0 + t + (t * (t + 2.0)).sqrt()).ln()
}

/// Distances of all pairs of points.
macro_rules! distances {
    ($name:ident, $prefix:literal, $ours:ident, $arcosh:ident) => {
        fn $name(run: &Run, n: usize) {
            let Some(name) = either(run, &format!(concat!($prefix, "/{}"), n)) else {
                return;
            };
            let [x, y] = data::points(n);
            let (xc, yc) = (column(x), column(y));
            let (xs, ys) = (flat(&x), flat(&y));

            Case::new(&name, data::given((n, n)))
                .with("ours", |out| {
                    on_threads!(run, $ours::lazy(&xc, &yc, &x, &y), out)
                })
                .with("hand", |out| hand::poincare(xs, ys, flat_mut(out), $arcosh))
                .with("ndarray", |out| {
                    let wide = (xc.broadcast((n, n)).unwrap(), yc.broadcast((n, n)).unwrap());
                    let each = Zip::from(out).and(&wide.0).and(&wide.1);
                    let each = each.and_broadcast(&x).and_broadcast(&y);
                    let distance = |out: &mut f64, &a1: &f64, &a2: &f64, &b1: &f64, &b2: &f64| {
                        *out = $arcosh(excess(a1, a2, b1, b2));
                    };
                    if run.threads > 1 {
                        each.par_for_each(distance);
                    } else {
                        each.for_each(distance);
                    }
                })
                .run(run);
        }
    };
}
distances!(poincare, "poincare/acosh", poincare_distance, acosh_excess);
distances!(poincare_ln, "poincare/ln", poincare_distance_ln, ln_excess);

/// An iteration of the mean shift of 1,000 points.
fn shift(run: &Run) {
    const BANDWIDTH: f64 = 0.2;
    let Some(name) = either(run, "meanshift") else {
        return;
    };
    let [x, y] = data::points(1000);
    let (xc, yc) = (column(x), column(y));
    let (xs, ys) = (flat(&x), flat(&y));
    let mut total = Array1::zeros(x.len());
    Case::new(&name, (data::given(1000), data::given(1000)))
        .with("ours", |(new_x, new_y)| {
            let distances = poincare_distance_ln::lazy(&xc, &yc, &x, &y);
            let pulls = pull::lazy(distances, &x, &y, -0.5 / (BANDWIDTH * BANDWIDTH));
            let sums = add::reduction(pulls).axes(Axis(1));
            on_threads!(run, sums, (&mut total, &mut *new_x, &mut *new_y));
            *new_x /= &total;
            *new_y /= &total;
        })
        .with("gufunc", |(new_x, new_y)| {
            let shift = mean_shift::lazy(&x, &y, &x, &y, BANDWIDTH);
            on_threads!(run, shift, (new_x, new_y));
        })
        .with("hand", |(new_x, new_y)| {
            let new = (flat_mut(new_x), flat_mut(new_y));
            hand::mean_shift(xs, ys, BANDWIDTH, new.0, new.1);
        })
        .with("ndarray", |(new_x, new_y)| {
            let shift = |new_x: &mut f64, new_y: &mut f64, &a1: &f64, &a2: &f64| {
                let weigh = |&b1: &f64, &b2: &f64| {
                    let z = ln_excess(excess(a1, a2, b1, b2)) / BANDWIDTH;
                    (-0.5 * z * z).exp()
                };
                let weights = Zip::from(&x).and(&y).map_collect(weigh);
                let total = weights.sum();
                (*new_x, *new_y) = (weights.dot(&x) / total, weights.dot(&y) / total);
            };
            let each = Zip::from(new_x).and(new_y).and(&x).and(&y);
            if run.threads > 1 {
                each.par_for_each(shift);
            } else {
                each.for_each(shift);
            }
        })
        .run(run);
}

/// A hundred Gaussians at 300,000 points.
macro_rules! gaussians {
    ($name:ident, $t:ident) => {
        fn $name(run: &Run) {
            use std::$t::consts::{FRAC_1_SQRT_2, FRAC_2_SQRT_PI};
            const SCALE: $t = FRAC_2_SQRT_PI * FRAC_1_SQRT_2 / 2.0;
            let name = |form| format!("gaussians/{}/{form}", stringify!($t));
            let (given, fresh) = (name("given"), name("fresh"));
            if !run.wants(&given) && !run.wants(&fresh) {
                return;
            }
            #[allow(clippy::cast_possible_truncation)]
            let [x, mu, sigma] = data::gaussians().map(|x| data::operand(&x.mapv(|x| x as $t)));
            let (muc, sigmac) = (mu.view().insert_axis(Axis(1)), sigma.view().insert_axis(Axis(1)));
            let density = |x: $t, mu: $t, sigma: $t| {
                let z = (x - mu) * (1.0 / sigma);
                (-0.5 * z * z).exp() * (SCALE / sigma)
            };
            let by_hand = |mut out: ArrayViewMut2<'_, $t>| {
                let rows = out.as_slice_mut().unwrap().chunks_exact_mut(x.len());
                for ((row, &mu), &sigma) in rows.zip(&mu).zip(&sigma) {
                    for (out, &x) in row.iter_mut().zip(flat(&x)) {
                        *out = density(x, mu, sigma);
                    }
                }
            };
            let by_rows = |mut out: ArrayViewMut2<'_, $t>| {
                for ((row, &mu), &sigma) in out.rows_mut().into_iter().zip(&mu).zip(&sigma) {
                    azip!((out in row, &x in &x) *out = density(x, mu, sigma));
                }
            };
            if run.wants(&given) {
                Case::new(&given, data::given((100, x.len())))
                    .with("ours", |out| {
                        let call = gaussian::lazy(&x, &muc, &sigmac).serial();
                        call.assign_to(out.view_mut()).unwrap();
                    })
                    .with("hand", |out| by_hand(out.view_mut()))
                    .with("ndarray", |out| by_rows(out.view_mut()))
                    .run(run);
            }
            if run.wants(&fresh) {
                let filled = |fill: &dyn Fn(ArrayViewMut2<'_, $t>)| {
                    let mut out = Array2::zeros((100, x.len()));
                    fill(out.view_mut());
                    out
                };
                Case::new(&fresh, Array2::default((0, 0)))
                    .with_fresh("ours", || {
                        gaussian::lazy(&x, &muc, &sigmac).serial().eval().unwrap()
                    })
                    .with_fresh("hand", || filled(&by_hand))
                    .with_fresh("ndarray", || filled(&by_rows))
                    .run(run);
            }
        }
    };
}
gaussians!(gaussians_f64, f64);
gaussians!(gaussians_f32, f32);

/// ln(exp(x) ln(y)) of 80,000,000 numbers.
fn ln_exp(run: &Run) {
    const N: usize = 80_000_000;
    let Some(name) = either(run, "lnexp") else {
        return;
    };
    let (x, y) = (
        data::between(1, N, -2.0, 2.0),
        data::between(2, N, 0.5, 10.5),
    );
    Case::new(&name, data::given(N))
        .with("ours", |out| on_threads!(run, ln_exp_ln::lazy(&x, &y), out))
        .with("hand", |out| {
            let (x, y) = (flat(&x), flat(&y));
            let each = flat_mut(out).iter_mut().zip(x).zip(y);
            each.for_each(|((out, x), y)| *out = (x.exp() * y.ln()).ln());
        })
        .with("ndarray", |out| {
            if run.threads > 1 {
                par_azip!((out in out, x in &x, y in &y) *out = (x.exp() * y.ln()).ln());
            } else {
                azip!((out in out, x in &x, y in &y) *out = (x.exp() * y.ln()).ln());
            }
        })
        .run(run);
}

/// Moving averages of one row and of a thousand.
fn moving(run: &Run) {
    const WINDOW: usize = 1000;
    for (name, shape) in [
        ("moving/1e7", (1, 10_000_000)),
        ("moving/rows", (1000, 10_000)),
    ] {
        if !run.wants(name) {
            continue;
        }
        let x = data::block(1, shape);
        Case::new(name, data::given(shape))
            .with("ours", |out| {
                moving_average::lazy(&x, WINDOW)
                    .serial()
                    .assign_to(out.view_mut())
                    .unwrap()
            })
            .with("hand", |out| {
                let rows = flat_mut(out).chunks_exact_mut(shape.1);
                for (out, x) in rows.zip(flat(&x).chunks_exact(shape.1)) {
                    hand::moving_average(x, WINDOW, out);
                }
            })
            .run(run);
    }
}
