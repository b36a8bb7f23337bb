//! Fibonacci numbers: a loop of integer additions as a ufunc, on a table of arguments.
//!
//! F(93) is the last one that 64 bits hold. `fibonacci` goes on modulo 2⁶⁴ and says so in a second output;
//! `exact_fibonacci` calls it and fails instead, and the error names the first place where it does.
//!
//! ```text
//! cargo run --release --example fibonacci
//! ```
#![forbid(unsafe_code)]

use std::error::Error;
use std::fmt;
use std::process::ExitCode;

use ndarray::Slice;
use ndarray::prelude::*;
use ufunc_core::vectorize;
use ufunc_examples::run::{Times, exit_code, median_time};

/// The `n`th Fibonacci number modulo 2⁶⁴, and whether that is less than the number itself.
#[vectorize]
fn fibonacci(n: u64) -> (u64, bool) {
    let (mut this, mut next) = (0u64, 1u64);
    for _ in 0..n {
        (this, next) = (next, this.wrapping_add(next));
    }
    (this, n > LAST)
}

/// The `n`th Fibonacci number, or an error where it needs more than 64 bits.
#[vectorize]
fn exact_fibonacci(n: u64) -> Result<u64, TooLarge> {
    match fibonacci(n) {
        (value, false) => Ok(value),
        (_, true) => Err(TooLarge(n)),
    }
}

/// The number with this index needs more than 64 bits.
#[derive(Debug, PartialEq)]
struct TooLarge(u64);

impl fmt::Display for TooLarge {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "F({}) needs more than 64 bits", self.0)
    }
}

impl Error for TooLarge {}

/// The last one that 64 bits hold.
const LAST: u64 = 93;
/// The table has a row for each multiple of its number of columns.
const ROWS: u64 = 24;
const COLUMNS: u64 = 4;
const MANY: usize = 1_000_000;
const RUNS: usize = 5;

fn main() -> ExitCode {
    exit_code(run())
}

fn run() -> Result<(), Box<dyn Error>> {
    // (24, 1) with (4): the table of arguments comes from broadcasting too.
    let starts = Array1::from_iter((0..ROWS).map(|row| row * COLUMNS)).insert_axis(Axis(1));
    let arguments = starts + Array1::from_iter(0..COLUMNS);
    let (values, wrapped): (Array2<u64>, Array2<bool>) = fibonacci(&arguments);
    print_table(&arguments, &values, &wrapped);
    check(&arguments, &values, &wrapped)?;

    let fitting = exact_fibonacci(arguments.slice_axis(Axis(0), Slice::from(..-1)))?;
    println!(
        "exact in the first {} rows: the largest is {}",
        fitting.nrows(),
        fitting[[fitting.nrows() - 1, 3]]
    );
    match exact_fibonacci(&arguments) {
        Ok(_) => return Err("F(94) was said to fit into 64 bits".into()),
        Err(error) => {
            let cause = error.source().map(ToString::to_string);
            println!("exact in all rows: {error}: {}", cause.unwrap_or_default());
        }
    }
    println!("{MANY} numbers: {}", time()?);
    Ok(())
}

fn print_table(arguments: &Array2<u64>, values: &Array2<u64>, wrapped: &Array2<bool>) {
    println!("Fibonacci numbers; those with a * are modulo 2^64");
    for ((arguments, values), wrapped) in arguments
        .rows()
        .into_iter()
        .zip(values.rows())
        .zip(wrapped.rows())
    {
        let cells = values.iter().zip(&wrapped);
        let cells = cells
            .map(|(value, &wrapped)| format!("{value:>21}{}", if wrapped { '*' } else { ' ' }));
        println!("F({:>2}) …{}", arguments[0], cells.collect::<String>());
    }
}

/// Compares each value with the number itself, which 128 bits hold.
fn check(
    arguments: &Array2<u64>,
    values: &Array2<u64>,
    wrapped: &Array2<bool>,
) -> Result<(), Box<dyn Error>> {
    let mut numbers = vec![0u128, 1];
    while numbers.len() < arguments.len() {
        numbers.push(numbers[numbers.len() - 2] + numbers[numbers.len() - 1]);
    }
    for ((&n, &value), &wrapped) in arguments.iter().zip(values).zip(wrapped) {
        let number = numbers[n as usize];
        if value != number as u64 || wrapped != (number > u128::from(u64::MAX)) {
            return Err(format!("F({n}) is {number}, not {value} (wrapped: {wrapped})").into());
        }
    }
    println!("check: all {} are right", arguments.len());
    Ok(())
}

/// Many numbers at once, into given arrays, beside the plain loop.
fn time() -> Result<Times, Box<dyn Error>> {
    // In no order: the processor cannot foresee how long each loop is.
    let arguments = Array1::from_iter((0..MANY as u64).map(|i| i * 7919 % (LAST + 1)));
    let (mut values, mut wrapped) = (Array1::zeros(MANY), Array1::from_elem(MANY, true));
    let (mut plain_values, mut plain_wrapped) = (values.clone(), wrapped.clone());
    let plain = median_time(RUNS, || {
        let outs = plain_values.iter_mut().zip(&mut plain_wrapped);
        for (&n, (value, wrapped)) in arguments.iter().zip(outs) {
            let (mut this, mut next) = (0u64, 1u64);
            for _ in 0..n {
                (this, next) = (next, this.wrapping_add(next));
            }
            (*value, *wrapped) = (this, n > LAST);
        }
        Ok::<(), ufunc_core::Error>(())
    })?;
    let one_core = median_time(RUNS, || {
        let call = fibonacci::lazy(&arguments).serial();
        call.assign_to((&mut values, &mut wrapped))
    })?;
    let all_cores = median_time(RUNS, || {
        let call = fibonacci::lazy(&arguments).parallel();
        call.assign_to((&mut values, &mut wrapped))
    })?;
    if (values, wrapped) != (plain_values, plain_wrapped) {
        return Err("the array form and the plain loop disagree".into());
    }
    Ok(Times {
        one_core,
        all_cores,
        plain,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_the_last_and_the_ones_beyond() {
        assert_eq!([0, 1, 2, 10].map(|n| fibonacci(n).0), [0, 1, 1, 55]);
        assert_eq!(fibonacci(LAST), (12_200_160_415_121_876_738, false));
        let exact = 7_540_113_804_746_346_429u128 + 12_200_160_415_121_876_738;
        assert_eq!(fibonacci(LAST + 1), (exact as u64, true));
        assert!((LAST + 1..300).all(|n| fibonacci(n).1));
        assert_eq!(exact_fibonacci(LAST), Ok(12_200_160_415_121_876_738));
        assert_eq!(exact_fibonacci(LAST + 1), Err(TooLarge(94)));
    }

    #[test]
    fn the_error_names_the_first_place() {
        let error = exact_fibonacci(&array![[1, 2], [200, 100]]).unwrap_err();
        assert!(error.to_string().ends_with("at index (1, 0)"), "{error}");
        let cause = error.source().unwrap().to_string();
        assert_eq!(cause, "F(200) needs more than 64 bits");
    }

    #[test]
    fn wrong_tables_are_found() {
        let arguments = array![[92, 93, 94, 95]];
        // The check counts on a table of as many arguments as its largest one needs.
        let arguments = arguments.broadcast((24, 4)).unwrap().to_owned();
        let (mut values, mut wrapped): (Array2<u64>, Array2<bool>) = fibonacci(&arguments);
        assert!(check(&arguments, &values, &wrapped).is_ok());
        values[[3, 3]] += 1;
        assert!(check(&arguments, &values, &wrapped).is_err());
        values[[3, 3]] -= 1;
        wrapped[[0, 2]] = false;
        assert!(check(&arguments, &values, &wrapped).is_err());
    }
}
