//! From which size on two threads gain: times of serial and parallel calls in a pool of two, one line a size.

use std::hint::black_box;
use std::time::{Duration, Instant};

use ndarray::prelude::*;
use ufunc_benches::kernels::{add, gaussian};

/// The median of some calls in microseconds, each after a rest in which the pool falls asleep, if that is wanted.
fn median(mut call: impl FnMut(), rest: bool) -> f64 {
    let mut times: Vec<f64> = (0..41)
        .map(|_| {
            if rest {
                std::thread::sleep(Duration::from_micros(500));
            }
            let start = Instant::now();
            call();
            start.elapsed().as_secs_f64() * 1e6
        })
        .collect();
    times.sort_by(f64::total_cmp);
    times[20]
}

fn sizes() {
    println!("elements: a+b serial, parallel; Gaussian serial, parallel, in microseconds");
    for rest in [false, true] {
        println!("{}", if rest { "pool asleep" } else { "pool awake" });
        for exponent in 12..=22 {
            let n = 1usize << exponent;
            let (a, b) = (Array1::from_elem(n, 1.5), Array1::from_elem(n, 2.5));
            let mut out = Array1::zeros(n);
            let sum = || add::lazy(black_box(&a), &b);
            let density = || gaussian::lazy(black_box(&a), &b, 0.5);
            let times = [
                median(|| drop(sum().serial().assign_to(&mut out)), rest),
                median(|| drop(sum().parallel().assign_to(&mut out)), rest),
                median(|| drop(density().serial().assign_to(&mut out)), rest),
                median(|| drop(density().parallel().assign_to(&mut out)), rest),
            ];
            println!("{n:8}: {times:10.1?}");
        }
    }
}

fn main() {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(2).build();
    match pool {
        Ok(pool) => pool.install(sizes),
        Err(error) => eprintln!("no pool of two threads: {error}"),
    }
}
