//! Computes what the accuracy of the maths functions is judged by. `accuracy.sh` runs it together with the oracle.
//!
//! ```text
//! accuracy --list                             the functions: name, number of arguments
//! accuracy NAME TYPE COUNT FOLDER             arguments and, at each level, results of a function, as raw files
//! accuracy --all-singles [NAME]               the f32 functions of one argument for all 2^32 of them
//! ```

mod functions;
mod inputs;
mod number;
mod singles;

use std::fs;
use std::io;
use std::path::Path;

use bytemuck::cast_slice;
use functions::{FUNCTIONS, Function};
use number::Number;
use ufunc_core::Level;

fn main() -> io::Result<()> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    match words[..] {
        ["--list"] => {
            for function in FUNCTIONS {
                println!("{} {}", function.name, function.arity);
            }
        }
        ["--all-singles"] => FUNCTIONS
            .iter()
            .filter(|function| function.arity == 1)
            .for_each(singles::run),
        ["--all-singles", name] => singles::run(named(name)),
        [name, kind, count, folder] => {
            let count = count.parse().expect("a number of arguments");
            let folder = Path::new(folder);
            match kind {
                "f64" => compute::<f64>(named(name), count, folder)?,
                "f32" => compute::<f32>(named(name), count, folder)?,
                _ => panic!("{kind}: f64 or f32"),
            }
        }
        _ => panic!("accuracy --list | --all-singles [NAME] | NAME TYPE COUNT FOLDER"),
    }
    Ok(())
}

fn named(name: &str) -> &'static Function {
    let found = FUNCTIONS.iter().find(|function| function.name == name);
    found.unwrap_or_else(|| panic!("{name}: see --list"))
}

/// Writes the arguments and the results, and prints for each level the file of its results: levels with the same bits
/// have the same file.
fn compute<T: Number>(function: &Function, count: usize, folder: &Path) -> io::Result<()> {
    let arguments = inputs::arguments::<T>(function, count);
    let stem = format!("{}.{}", function.name, T::NAME);
    for (index, argument) in arguments.iter().enumerate() {
        fs::write(folder.join(format!("{stem}.{index}")), cast_slice(argument))?;
    }
    let views: Vec<&[T]> = arguments.iter().map(Vec::as_slice).collect();
    let mut known: Vec<(String, Vec<T>)> = Vec::new();
    for level in Level::available() {
        level.force().expect("an available level");
        let mut results = vec![T::zero(); arguments[0].len()];
        T::evaluate(function)(&views, &mut results);
        let twin = known.iter().find(|(_, other)| same(other, &results));
        let file = match twin {
            Some((file, _)) => file.clone(),
            None => {
                let file = format!("{stem}.{level:?}");
                fs::write(folder.join(&file), cast_slice(&results))?;
                known.push((file.clone(), results));
                file
            }
        };
        println!("{level:?} {file}");
    }
    Ok(())
}

/// The same bits; one NaN is as good as another.
fn same<T: Number>(a: &[T], b: &[T]) -> bool {
    let equal = |(a, b): (&T, &T)| a.pattern() == b.pattern() || a.is_nan() && b.is_nan();
    a.iter().zip(b).all(equal)
}
