//! Running an example: how long it takes, how it ends.

use std::error::Error;
use std::fmt;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::{Duration, Instant};

/// The exit code of an example: failure prints the error's text, and not its Rust form.
pub fn exit_code(result: Result<(), Box<dyn Error>>) -> ExitCode {
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

/// The median time of `runs` calls of `work`, after one call that is not counted.
///
/// # Errors
/// The first error of `work`.
///
/// # Panics
/// If `runs` is 0.
pub fn median_time<E>(runs: usize, mut work: impl FnMut() -> Result<(), E>) -> Result<Duration, E> {
    assert!(runs > 0, "median_time: no run, no median");
    work()?;
    let mut times = Vec::with_capacity(runs);
    for _ in 0..runs {
        let start = Instant::now();
        work()?;
        times.push(start.elapsed());
    }
    times.sort();
    Ok(times[runs / 2])
}

/// A duration as milliseconds, for the tables the examples print.
pub fn ms(time: Duration) -> f64 {
    time.as_secs_f64() * 1e3
}

/// How long a job takes: the array form on one core and on all, and the plain loop.
pub struct Times {
    /// The array form, serial.
    pub one_core: Duration,
    /// The array form, parallel.
    pub all_cores: Duration,
    /// The same without the library, on one core.
    pub plain: Duration,
}

impl fmt::Display for Times {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [one, all, plain] = [self.one_core, self.all_cores, self.plain].map(ms);
        write!(
            f,
            "{one:.1} ms on one core, {all:.1} ms on all; plain loop {plain:.1} ms"
        )
    }
}

/// Prints how far two results are apart.
///
/// # Errors
/// They are farther apart than `allowed`, or `off` is NaN.
pub fn check(what: &str, off: f64, allowed: f64) -> Result<(), Box<dyn Error>> {
    if off.is_nan() || off > allowed {
        return Err(format!("{what} differ by {off:.1e}, more than {allowed:.0e}").into());
    }
    println!("check: {what} differ by at most {off:.1e} (allowed: {allowed:.0e})");
    Ok(())
}

/// The largest of values that are not negative: 0 of none, NaN if one is, so that no check passes by it.
pub fn largest(values: impl IntoIterator<Item = f64>) -> f64 {
    let larger = |max: f64, value: f64| {
        if max.is_nan() || value <= max {
            max
        } else {
            value
        }
    };
    values.into_iter().fold(0.0, larger)
}

/// The parser of an `--out` option: a picture's path, refused before any work is done where it cannot be written.
///
/// # Errors
/// A sentence for the user: not a `.png`, or no such directory.
pub fn png_path(text: &str) -> Result<PathBuf, String> {
    let path = Path::new(text);
    if !path
        .extension()
        .is_some_and(|e| e.eq_ignore_ascii_case("png"))
    {
        return Err("the picture is a PNG: give a name that ends in .png".into());
    }
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() && !folder.is_dir() => {
            Err(format!("there is no directory {}", folder.display()))
        }
        _ if path.is_dir() => Err("this is a directory".into()),
        _ => Ok(path.to_path_buf()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_median_is_of_the_counted_runs() {
        let mut calls = 0;
        let time = median_time(3, || {
            calls += 1;
            Ok::<(), ()>(())
        });
        assert!(time.is_ok());
        assert_eq!(calls, 4);
    }

    #[test]
    fn an_error_ends_the_runs() {
        let mut calls = 0;
        let time = median_time(5, || {
            calls += 1;
            if calls == 2 { Err("second") } else { Ok(()) }
        });
        assert_eq!(time, Err("second"));
        assert_eq!(calls, 2);
    }

    #[test]
    fn the_largest_does_not_overlook_nan() {
        assert_eq!(largest([]), 0.0);
        assert_eq!(largest([1.0, 3.0, 2.0]), 3.0);
        for values in [[f64::NAN, 1.0], [1.0, f64::NAN]] {
            assert!(largest(values).is_nan());
        }
    }

    #[test]
    fn times_are_told_in_milliseconds() {
        let [one_core, all_cores, plain] = [1_200, 700, 20_100].map(Duration::from_micros);
        let times = Times {
            one_core,
            all_cores,
            plain,
        };
        let text = "1.2 ms on one core, 0.7 ms on all; plain loop 20.1 ms";
        assert_eq!(times.to_string(), text);
    }

    #[test]
    fn a_check_fails_beyond_what_is_allowed() {
        assert!(check("a and b", 1e-9, 1e-9).is_ok());
        let error = check("a and b", 2e-9, 1e-9).unwrap_err().to_string();
        assert_eq!(error, "a and b differ by 2.0e-9, more than 1e-9");
        assert!(check("a and b", f64::NAN, 1e-9).is_err());
    }

    #[test]
    fn a_picture_needs_a_png_name_and_a_directory() {
        assert_eq!(png_path("a.PNG"), Ok(PathBuf::from("a.PNG")));
        assert!(png_path("a.jpg").unwrap_err().contains(".png"));
        assert!(png_path("picture").unwrap_err().contains(".png"));
        let missing = png_path("no-such-directory/a.png").unwrap_err();
        assert_eq!(missing, "there is no directory no-such-directory");
    }
}
