//! log(exp(x)·log(y)) of 80 million pairs: one pass on all cores, into a fresh array and into a given one.
//!
//! The whole expression is one function, so there is no array between its parts: the memory in use is that of two
//! operands and the result, which is checked where the system tells it.
//!
//! ```text
//! cargo run --release --example log_exp
//! cargo run --release --example log_exp -- --elements 1000000
//! ```
#![forbid(unsafe_code)]

use std::error::Error;
use std::process::ExitCode;

use clap::Parser;
use ndarray::prelude::*;
use ufunc_core::vectorize;
use ufunc_examples::memory;
use ufunc_examples::run::{Times, check, exit_code, largest, median_time, ms};

/// log(exp(x)·log(y)).
#[vectorize]
fn log_exp(x: f64, y: f64) -> f64 {
    (x.exp() * y.ln()).ln()
}

const RUNS: usize = 3;
/// Three functions and a product, in each of the two forms: the relative error of a product is its logarithm's own.
const ALLOWED: f64 = 8.0 * f64::EPSILON;
/// What the program itself, its threads, and the system's rounding to pages may take.
const PROGRAM: u64 = 64 << 20;

/// Evaluates log(exp(x)·log(y)) on large arrays.
#[derive(Parser)]
struct Options {
    /// The number of pairs
    #[arg(long, default_value = "80000000", value_name = "COUNT", value_parser = clap::value_parser!(u32).range(1..))]
    elements: u32,
}

fn main() -> ExitCode {
    exit_code(run(Options::parse().elements as usize))
}

fn run(elements: usize) -> Result<(), Box<dyn Error>> {
    println!("log(exp(x) * log(y)) of {elements} pairs");
    let x = Array1::linspace(0.0, 1.0, elements);
    let y = Array1::linspace(10.0, 1.5, elements);

    let fresh = median_time(RUNS, || log_exp::lazy(&x, &y).parallel().eval().map(drop))?;
    println!("into a fresh array: {:.1} ms on all cores", ms(fresh));

    let mut out = Array1::zeros(elements);
    let plain = median_time(RUNS, || {
        plain_loop(&x, &y, &mut out);
        Ok::<(), ufunc_core::Error>(())
    })?;
    out.fill(f64::NAN);
    let one_core = median_time(RUNS, || log_exp::lazy(&x, &y).serial().assign_to(&mut out))?;
    let all_cores = median_time(RUNS, || {
        log_exp::lazy(&x, &y).parallel().assign_to(&mut out)
    })?;
    let times = Times {
        one_core,
        all_cores,
        plain,
    };
    println!("into a given array: {times}");

    check(
        "the array form and the plain loop",
        largest_difference(&x, &y, &out),
        ALLOWED,
    )?;
    check_memory(elements)
}

fn plain_loop(x: &Array1<f64>, y: &Array1<f64>, out: &mut Array1<f64>) {
    for ((out, &x), &y) in out.iter_mut().zip(x).zip(y) {
        *out = (x.exp() * y.ln()).ln();
    }
}

fn largest_difference(x: &Array1<f64>, y: &Array1<f64>, values: &Array1<f64>) -> f64 {
    let pairs = values.iter().zip(x.iter().zip(y));
    largest(pairs.map(|(value, (x, y))| (value - (x.exp() * y.ln()).ln()).abs()))
}

/// No more than three arrays, two operands and a result, were there at any time.
fn check_memory(elements: usize) -> Result<(), Box<dyn Error>> {
    let arrays = 3 * (elements * size_of::<f64>()) as u64;
    let Some(peak) = memory::peak() else {
        println!("memory: this system does not tell");
        return Ok(());
    };
    let mb = |bytes: u64| bytes as f64 / 1e6;
    println!(
        "memory: {:.0} MB at most (peak RSS), of which three arrays are {:.0} MB",
        mb(peak),
        mb(arrays)
    );
    if peak > arrays + PROGRAM {
        return Err("there was more in memory than two operands and a result".into());
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_array_form_is_the_plain_loop() {
        for elements in [1, 2, 1000] {
            let x = Array1::linspace(0.0, 1.0, elements);
            let y = Array1::linspace(10.0, 1.5, elements);
            let mut values: Array1<f64> = log_exp(&x, &y);
            assert!(largest_difference(&x, &y, &values) <= ALLOWED);
            values[elements / 2] += 1e-9;
            assert!(largest_difference(&x, &y, &values) > ALLOWED);
        }
    }

    #[test]
    fn special_values_are_the_standard_librarys() {
        assert!(log_exp(f64::NAN, 2.0).is_nan());
        assert!(log_exp(0.0, 0.5).is_nan());
        assert_eq!(log_exp(0.0, 1.0), f64::NEG_INFINITY);
        assert_eq!(log_exp(1000.0, 2.0), f64::INFINITY);
    }
}
