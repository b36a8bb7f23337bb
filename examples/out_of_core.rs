//! Arrays larger than memory: distances on the earth from 16 million places, in `.npy` files mapped chunk by chunk.
//!
//! The operands and the result are windows of files: what is read and written is the disk's, a chunk at a time, and an
//! array function takes it as any other array. The limit is the system's, not the program's own: this process may grow
//! by `--limit` and no more, heap, stacks and mapped files together (`RLIMIT_AS`; on Linux only, elsewhere the chunks
//! are as small but nothing watches). That the limit holds is seen by mapping the whole files, which has to fail.
//!
//! After each chunk the file `state` says how much is done. A run that is stopped, by `--interrupt-after` or by a kill
//! at any moment, goes on there when it is started again. At the end all is compared with a plain loop. NumPy opens the
//! three files by `np.load(…, mmap_mode="r")`.
//!
//! ```text
//! cargo run --release --example out_of_core
//! cargo run --release --example out_of_core -- --interrupt-after 3
//! ```
#![forbid(unsafe_code)]

use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::{Duration, Instant};

use clap::{Parser, value_parser};
use ndarray::prelude::*;
use ufunc_core::vectorize;
use ufunc_examples::memory;
use ufunc_examples::npy::NpyVector;
use ufunc_examples::progress::{Progress, bar, chunks, replace};
use ufunc_examples::run::{check, exit_code, largest, ms};

/// The radius of the earth, in km.
const EARTH: f64 = 6371.0;
/// Greenwich: latitude and longitude in degrees.
const HOME: (f64, f64) = (51.48, 0.0);

/// The distance in km of two places, given in degrees, along the surface of the earth.
#[vectorize]
fn great_circle(lat1: f64, lon1: f64, lat2: f64, lon2: f64) -> f64 {
    let lat1 = lat1.to_radians();
    let lat2 = lat2.to_radians();
    let across = ((lat2 - lat1) / 2.0).sin();
    let along = ((lon2 - lon1).to_radians() / 2.0).sin();
    let a = across * across + lat1.cos() * lat2.cos() * along * along;
    2.0 * EARTH * a.sqrt().min(1.0).asin()
}

/// Latitude and longitude of the place with this number: all together they are spread evenly over the earth.
#[vectorize]
fn place(number: u64) -> (f64, f64) {
    let number = number as f64;
    let height = 2.0 * (0.5 + number * 0.754_877_666_246_692_7).fract() - 1.0;
    let turn = (0.5 + number * 0.569_840_290_998_053_2).fract();
    (height.asin().to_degrees(), 360.0 * turn - 180.0)
}

/// Both forms compute with the same formula, and round sines, cosines and the arc sine their own way: km.
const ALLOWED: f64 = 1e-6;
/// A distance is on average a quarter of a circle of the earth; how far the mean of many places may be from it, in km.
const MEAN_ALLOWED: f64 = 10.0;
/// Bytes of a place in the three files.
const PLACE: usize = 3 * size_of::<f64>();

/// Computes distances of places in files that are larger than the memory it may use.
#[derive(Parser)]
struct Options {
    /// The number of places
    #[arg(long, default_value = "16000000", value_name = "PLACES", value_parser = value_parser!(u32).range(1000..))]
    size: u32,
    /// MiB by which the process may grow
    #[arg(long, default_value = "64", value_name = "MIB", value_parser = value_parser!(u32).range(4..1 << 20))]
    limit: u32,
    /// The folder of the files
    #[arg(long, default_value = "target/out_of_core", value_name = "FOLDER")]
    dir: PathBuf,
    /// Stop after so many chunks, as if by accident
    #[arg(long, value_name = "CHUNKS")]
    interrupt_after: Option<usize>,
}

fn main() -> ExitCode {
    exit_code(run(&Options::parse()))
}

fn run(options: &Options) -> Result<(), Box<dyn Error>> {
    let (size, limit) = (options.size as usize, u64::from(options.limit) << 20);
    println!(
        "Distances of {size} places: files of {} MiB, a limit of {} MiB",
        (size * PLACE) >> 20,
        options.limit
    );
    fs::create_dir_all(&options.dir)
        .map_err(|error| format!("cannot make {}: {error}", options.dir.display()))?;
    let limited = memory::limit(limit)?;

    // Half of the limit for the chunk; the rest is for the program, and for the check, which holds a copy.
    let chunk = (limit as usize / 2 / PLACE).min(size);
    let mut job = Job::open(&options.dir, size, chunk)?;
    if limited {
        job.see_the_limit(limit)?;
    } else {
        println!("this system sets no limit; the chunks are as small as if it did");
    }
    if job.done > 0 {
        println!("going on after {} places that are done", job.done);
    }
    let start = Instant::now();
    let stop_after = options.interrupt_after.unwrap_or(usize::MAX);
    let time = job.work(|chunks| chunks < stop_after)?;
    if job.done < size {
        let done = job.done;
        println!("interrupted: {done} places are done; run again to go on");
        return Ok(());
    }
    println!(
        "done: {:.2} s, of which {:.0} ms in the array form on all cores",
        start.elapsed().as_secs_f64(),
        ms(time)
    );
    let checked = job.check();
    // The job is over, well or not: what is wrong is computed anew the next time.
    job.progress.finish()?;
    checked?;
    if let Some(peak) = memory::peak() {
        println!("memory: {} MiB at most (peak RSS)", peak >> 20);
    }
    println!("the files stay in {}", options.dir.display());
    Ok(())
}

/// The files and how much of the result is there.
struct Job {
    latitude: NpyVector,
    longitude: NpyVector,
    distance: NpyVector,
    progress: Progress,
    done: usize,
    size: usize,
    /// The number of places that are in memory at a time.
    chunk: usize,
}

impl Job {
    /// Opens the files of a job that was interrupted, or makes new ones.
    fn open(dir: &Path, size: usize, chunk: usize) -> Result<Job, Box<dyn Error>> {
        let [latitude, longitude] = places(dir, size, chunk)?;
        let progress = Progress::new(dir.join("state"), format!("distances of {size} places"));
        let path = dir.join("distance.npy");
        let (distance, done) = match progress.load()? {
            Some(done) => (open(&path, size)?, done.min(size)),
            None => {
                let new = NpyVector::create(&path, size)?;
                progress.save(0)?;
                (new, 0)
            }
        };
        Ok(Job {
            latitude,
            longitude,
            distance,
            progress,
            done,
            size,
            chunk,
        })
    }

    /// Sees that the system refuses more than the limit.
    fn see_the_limit(&self, limit: u64) -> Result<(), Box<dyn Error>> {
        if (self.size * PLACE) as u64 <= limit {
            println!("the files are smaller than the limit, which therefore is not seen");
            return Ok(());
        }
        let files = [&self.latitude, &self.longitude, &self.distance];
        let whole = files.map(|file| file.window(0..self.size));
        match whole.iter().find_map(|window| window.as_ref().err()) {
            Some(error) => println!("the limit holds: to map the whole files is refused ({error})"),
            None => return Err("the limit does not hold: the whole files were mapped".into()),
        }
        Ok(())
    }

    /// Computes what is missing, chunk by chunk, for as long as `go_on` says, which is told the chunks of this run. How
    /// long the array function took.
    fn work(&mut self, go_on: impl Fn(usize) -> bool) -> Result<Duration, Box<dyn Error>> {
        let bar = bar(self.size, "distances")?;
        bar.set_position(self.done as u64);
        let mut time = Duration::ZERO;
        for (chunks, chunk) in chunks(self.done..self.size, self.chunk).enumerate() {
            if !go_on(chunks) {
                break;
            }
            let latitude = self.latitude.window(chunk.clone())?;
            let longitude = self.longitude.window(chunk.clone())?;
            let mut distance = self.distance.window_mut(chunk.clone())?;
            let start = Instant::now();
            great_circle::lazy(latitude.view(), longitude.view(), HOME.0, HOME.1)
                .parallel()
                .assign_to(distance.view_mut())?;
            time += start.elapsed();
            // In this order: what is said to be done is on the disk.
            distance.flush()?;
            self.progress.save(chunk.end)?;
            self.done = chunk.end;
            bar.set_position(self.done as u64);
        }
        bar.finish_and_clear();
        Ok(time)
    }

    /// Compares the whole result with a plain loop, and its mean with what it is on a sphere.
    fn check(&self) -> Result<(), Box<dyn Error>> {
        let bar = bar(self.size, "check")?;
        let mut plain = vec![0.0; self.chunk];
        let (mut time, mut off, mut sum) = (Duration::ZERO, 0.0, 0.0);
        for chunk in chunks(0..self.size, self.chunk) {
            let latitude = self.latitude.window(chunk.clone())?;
            let longitude = self.longitude.window(chunk.clone())?;
            let distance = self.distance.window(chunk.clone())?;
            let start = Instant::now();
            plain_loop(latitude.view(), longitude.view(), &mut plain);
            time += start.elapsed();
            let pairs = distance.view().into_iter().zip(&plain);
            off = largest(pairs.map(|(a, b)| (a - b).abs()).chain([off]));
            sum += distance.view().sum();
            bar.set_position(chunk.end as u64);
        }
        bar.finish_and_clear();
        println!("plain loop: {:.0} ms", ms(time));
        check("the array form and the plain loop, in km,", off, ALLOWED)?;
        let quarter = EARTH * std::f64::consts::FRAC_PI_2;
        let mean = sum / self.size as f64;
        println!("the mean distance is {mean:.2} km");
        check(
            "that and a quarter of a circle, in km,",
            (mean - quarter).abs(),
            MEAN_ALLOWED,
        )
    }
}

/// Latitudes and longitudes of places, in two files: those that are there, or new ones.
fn places(dir: &Path, size: usize, chunk: usize) -> Result<[NpyVector; 2], Box<dyn Error>> {
    let paths = ["latitude.npy", "longitude.npy"].map(|name| dir.join(name));
    if paths.iter().all(|path| path.exists()) {
        return Ok([open(&paths[0], size)?, open(&paths[1], size)?]);
    }
    // Under other names until they are complete.
    let unfinished = paths
        .each_ref()
        .map(|path| path.with_extension("unfinished"));
    let mut latitude = NpyVector::create(&unfinished[0], size)?;
    let mut longitude = NpyVector::create(&unfinished[1], size)?;
    let bar = bar(size, "places")?;
    for chunk in chunks(0..size, chunk) {
        let numbers = Array1::from_iter(chunk.start as u64..chunk.end as u64);
        let mut latitude = latitude.window_mut(chunk.clone())?;
        let mut longitude = longitude.window_mut(chunk.clone())?;
        place::lazy(&numbers)
            .parallel()
            .assign_to((latitude.view_mut(), longitude.view_mut()))?;
        latitude.flush()?;
        longitude.flush()?;
        bar.set_position(chunk.end as u64);
    }
    bar.finish_and_clear();
    for (unfinished, path) in unfinished.iter().zip(&paths) {
        replace(unfinished, path)?;
    }
    Ok([latitude, longitude])
}

fn open(path: &Path, size: usize) -> Result<NpyVector, Box<dyn Error>> {
    let vector = NpyVector::open(path)?;
    if vector.len() != size {
        return Err(format!(
            "{} has {} places, not {size}: remove it, or give another --size or --dir",
            path.display(),
            vector.len()
        )
        .into());
    }
    Ok(vector)
}

/// The same without the library.
fn plain_loop(latitude: ArrayView1<f64>, longitude: ArrayView1<f64>, out: &mut [f64]) {
    let home = (HOME.0.to_radians(), HOME.1.to_radians());
    for ((out, lat), lon) in out.iter_mut().zip(latitude).zip(longitude) {
        let across = ((home.0 - lat.to_radians()) / 2.0).sin();
        let along = ((home.1 - lon.to_radians()) / 2.0).sin();
        let a = across * across + lat.to_radians().cos() * home.0.cos() * along * along;
        *out = 2.0 * EARTH * a.sqrt().min(1.0).asin();
    }
}

#[cfg(test)]
#[path = "out_of_core_tests.rs"]
mod tests;
