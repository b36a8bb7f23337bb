//! Calls against the same loops by hand and against `ndarray`'s `Zip`. Read ratios within one run.

use divan::{Bencher, black_box};
use ndarray::Zip;
use ndarray::prelude::*;
use ufunc_benches::{
    add, gaussian, moving_average, moving_average_loop, numbers, poincare_distance,
};

fn main() {
    divan::main();
}

/// a + b, contiguous, into a given output.
mod add_given {
    use super::*;
    const SIZES: [usize; 5] = [1, 10, 100, 1_000, 1_000_000];

    #[divan::bench(args = SIZES)]
    fn ufunc(bencher: Bencher, n: usize) {
        let (a, b, mut out) = (numbers(n), numbers(n), Array1::zeros(n));
        bencher.bench_local(|| {
            add::lazy(black_box(&a), black_box(&b))
                .assign_to(&mut out)
                .unwrap()
        });
    }

    #[divan::bench(args = SIZES)]
    fn hand_loop(bencher: Bencher, n: usize) {
        let (a, b, mut out) = (numbers(n).to_vec(), numbers(n).to_vec(), vec![0.0; n]);
        bencher.bench_local(|| {
            let (a, b) = (black_box(&a[..]), black_box(&b[..]));
            for ((o, a), b) in out.iter_mut().zip(a).zip(b) {
                *o = a + b;
            }
            black_box(&mut out);
        });
    }

    #[divan::bench(args = SIZES)]
    fn zip(bencher: Bencher, n: usize) {
        let (a, b, mut out) = (numbers(n), numbers(n), Array1::zeros(n));
        bencher.bench_local(|| {
            Zip::from(&mut out)
                .and(black_box(&a))
                .and(black_box(&b))
                .for_each(|o, a, b| *o = a + b);
        });
    }
}

/// a + b, contiguous, fresh output.
mod add_fresh {
    use super::*;
    const SIZES: [usize; 3] = [10, 1_000, 1_000_000];

    #[divan::bench(args = SIZES)]
    fn ufunc(bencher: Bencher, n: usize) {
        let (a, b) = (numbers(n), numbers(n));
        bencher.bench_local(|| -> Array1<f64> { add(black_box(&a), black_box(&b)) });
    }

    #[divan::bench(args = SIZES)]
    fn operator(bencher: Bencher, n: usize) {
        let (a, b) = (numbers(n), numbers(n));
        bencher.bench_local(|| black_box(&a) + black_box(&b));
    }
}

/// Weights of the mean shift: (N,1) with (N), distance and Gaussian fused, into a given output.
mod weights {
    use super::*;
    const N: usize = 1000;

    fn points() -> (Array1<f64>, Array1<f64>) {
        (numbers(N), numbers(N).mapv(|x| 0.7 - x))
    }

    #[divan::bench]
    fn ufunc(bencher: Bencher) {
        let ((x, y), mut out) = (points(), Array2::zeros((N, N)));
        let (xc, yc) = (x.view().insert_axis(Axis(1)), y.view().insert_axis(Axis(1)));
        bencher.bench_local(|| {
            gaussian::lazy(poincare_distance::lazy(&xc, &yc, &x, &y), 0.2)
                .assign_to(&mut out)
                .unwrap();
        });
    }

    #[divan::bench]
    fn ufunc_parallel(bencher: Bencher) {
        let ((x, y), mut out) = (points(), Array2::zeros((N, N)));
        let (xc, yc) = (x.view().insert_axis(Axis(1)), y.view().insert_axis(Axis(1)));
        bencher.bench_local(|| {
            let distance = poincare_distance::lazy(&xc, &yc, &x, &y);
            gaussian::lazy(distance, 0.2)
                .parallel()
                .assign_to(&mut out)
                .unwrap();
        });
    }

    #[divan::bench]
    fn hand_loop(bencher: Bencher) {
        let ((x, y), mut out) = (points(), vec![0.0; N * N]);
        let (x, y) = (x.to_vec(), y.to_vec());
        bencher.bench_local(|| {
            for (i, row) in out.chunks_exact_mut(N).enumerate() {
                for (j, w) in row.iter_mut().enumerate() {
                    let (a1, a2, b1, b2): (f64, f64, f64, f64) = (x[i], y[i], x[j], y[j]);
                    let num = (a1 - b1).powi(2) + (a2 - b2).powi(2);
                    let den = (1.0 - a1 * a1 - a2 * a2) * (1.0 - b1 * b1 - b2 * b2);
                    let z = (1.0 + 2.0 * num / den).acosh() / 0.2;
                    *w = (-0.5 * z * z).exp();
                }
            }
            black_box(&mut out);
        });
    }
}

/// Layouts: a.t() + b, and one short row broadcast along many.
mod layouts {
    use super::*;

    #[divan::bench]
    fn transposed_ufunc(bencher: Bencher) {
        let (a, b) = (
            Array2::<f64>::ones((1000, 1000)),
            Array2::<f64>::ones((1000, 1000)),
        );
        let mut out = Array2::zeros((1000, 1000));
        bencher.bench_local(|| add::lazy(a.t(), &b).assign_to(&mut out).unwrap());
    }

    #[divan::bench]
    fn transposed_zip(bencher: Bencher) {
        let (a, b) = (
            Array2::<f64>::ones((1000, 1000)),
            Array2::<f64>::ones((1000, 1000)),
        );
        let mut out = Array2::zeros((1000, 1000));
        bencher.bench_local(|| {
            Zip::from(&mut out)
                .and(a.t())
                .and(&b)
                .for_each(|o, a, b| *o = a + b)
        });
    }

    #[divan::bench]
    fn short_rows_ufunc(bencher: Bencher) {
        let (a, b) = (Array2::<f64>::ones((300_000, 3)), numbers(3));
        let mut out = Array2::zeros((300_000, 3));
        bencher.bench_local(|| add::lazy(&a, &b).assign_to(&mut out).unwrap());
    }

    #[divan::bench]
    fn short_rows_zip(bencher: Bencher) {
        let (a, b) = (Array2::<f64>::ones((300_000, 3)), numbers(3));
        let mut out = Array2::zeros((300_000, 3));
        bencher.bench_local(|| {
            let b = b.broadcast((300_000, 3)).unwrap();
            Zip::from(&mut out)
                .and(&a)
                .and(b)
                .for_each(|o, a, b| *o = a + b);
        });
    }
}

/// A function with core dimensions, on a batch of rows.
mod rows {
    use super::*;

    #[divan::bench]
    fn ufunc(bencher: Bencher) {
        let x = numbers(1_000_000)
            .into_shape_with_order((1000, 1000))
            .unwrap();
        let mut out = Array2::zeros((1000, 1000));
        bencher.bench_local(|| moving_average::lazy(&x, 12).assign_to(&mut out).unwrap());
    }

    #[divan::bench]
    fn hand_loop(bencher: Bencher) {
        let (x, mut out) = (numbers(1_000_000).to_vec(), vec![0.0; 1_000_000]);
        bencher.bench_local(|| {
            for (x, out) in black_box(&x)
                .chunks_exact(1000)
                .zip(out.chunks_exact_mut(1000))
            {
                moving_average_loop(x, 12, out);
            }
            black_box(&mut out);
        });
    }
}
