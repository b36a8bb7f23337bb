//! Tests of `out_of_core.rs`: resumed runs, killed runs, the limit.

use super::*;
use clap::CommandFactory;
use std::thread::sleep;
use ufunc_examples::child::{child, in_a_child, scratch};

const SIZE: usize = 10_000;
const CHUNK: usize = 1_000;

/// The bytes of the result of a run that nobody disturbs.
fn undisturbed() -> Vec<u8> {
    let folder = scratch("out_of_core_undisturbed");
    let mut job = Job::open(&folder, SIZE, SIZE).unwrap();
    job.work(|_| true).unwrap();
    job.check().unwrap();
    let bytes = fs::read(folder.join("distance.npy")).unwrap();
    fs::remove_dir_all(folder).unwrap();
    bytes
}

#[test]
fn distances_that_are_known() {
    let quarter = EARTH * std::f64::consts::FRAC_PI_2;
    for (from, to, expected) in [
        ((0.0, 0.0), (0.0, 0.0), 0.0),
        ((90.0, 0.0), (0.0, 77.0), quarter),
        ((0.0, 10.0), (0.0, -170.0), 2.0 * quarter),
        ((-45.0, 30.0), (45.0, 30.0), quarter),
    ] {
        let distance: f64 = great_circle(from.0, from.1, to.0, to.1);
        assert!((distance - expected).abs() < 1e-4, "{distance}, {expected}");
    }
}

#[test]
fn an_interrupted_run_goes_on() {
    let folder = scratch("out_of_core_interrupted");
    let mut job = Job::open(&folder, SIZE, CHUNK).unwrap();
    job.work(|chunks| chunks < 3).unwrap();
    assert_eq!(job.done, 3 * CHUNK);
    // What a run that was killed in the middle of a chunk leaves there.
    let mut next = job.distance.window_mut(3 * CHUNK..3 * CHUNK + 10).unwrap();
    next.view_mut().fill(f64::NAN);
    drop(next);
    drop(job);

    // Another limit, other chunks.
    let mut job = Job::open(&folder, SIZE, 777).unwrap();
    assert_eq!(job.done, 3 * CHUNK);
    job.work(|_| true).unwrap();
    job.check().unwrap();
    assert_eq!(
        fs::read(folder.join("distance.npy")).unwrap(),
        undisturbed()
    );
    drop(job);
    fs::remove_dir_all(folder).unwrap();
}

#[test]
fn a_killed_run_goes_on() {
    const FOLDER: &str = "UFUNC_EXAMPLES_FOLDER";
    let Some(mut child) = child("tests::a_killed_run_goes_on") else {
        // Here is the run that is killed: after four chunks it waits for that.
        let folder = std::env::var_os(FOLDER).unwrap();
        let mut job = Job::open(Path::new(&folder), SIZE, CHUNK).unwrap();
        job.work(|chunks| {
            if chunks == 4 {
                sleep(Duration::from_secs(600));
            }
            true
        })
        .unwrap();
        return;
    };
    let folder = scratch("out_of_core_killed");
    let mut child = child.env(FOLDER, &folder).spawn().unwrap();
    let state = Progress::new(folder.join("state"), format!("distances of {SIZE} places"));
    let start = Instant::now();
    while state.load().unwrap() != Some(4 * CHUNK) {
        assert!(
            start.elapsed() < Duration::from_secs(60),
            "the child is stuck"
        );
        sleep(Duration::from_millis(5));
    }
    child.kill().unwrap();
    assert!(!child.wait().unwrap().success());

    let mut job = Job::open(&folder, SIZE, CHUNK).unwrap();
    assert_eq!(job.done, 4 * CHUNK);
    job.work(|_| true).unwrap();
    assert_eq!(
        fs::read(folder.join("distance.npy")).unwrap(),
        undisturbed()
    );
    drop(job);
    fs::remove_dir_all(folder).unwrap();
}

#[test]
fn a_wrong_element_is_found() {
    let folder = scratch("out_of_core_wrong");
    let mut job = Job::open(&folder, SIZE, CHUNK).unwrap();
    job.work(|_| true).unwrap();
    for wrong in [f64::NAN, 0.0] {
        let mut window = job.distance.window_mut(4_321..4_322).unwrap();
        let right = std::mem::replace(&mut window.view_mut()[0], wrong);
        drop(window);
        let error = job.check().unwrap_err().to_string();
        assert!(error.contains("plain loop"), "{wrong}: {error}");
        job.distance.window_mut(4_321..4_322).unwrap().view_mut()[0] = right;
        assert!(job.check().is_ok());
    }
    drop(job);
    fs::remove_dir_all(folder).unwrap();
}

#[test]
fn files_of_another_size_are_refused() {
    let folder = scratch("out_of_core_refused");
    drop(Job::open(&folder, 2_000, CHUNK).unwrap());
    let Err(error) = Job::open(&folder, 3_000, CHUNK) else {
        panic!("files of 2,000 places taken for 3,000");
    };
    assert!(
        error
            .to_string()
            .contains("has 2000 places, not 3000: remove it"),
        "{error}"
    );
    fs::remove_dir_all(folder).unwrap();
}

/// Two million places are 46 MiB, each file 15: none of them could be mapped whole.
#[test]
#[cfg(target_os = "linux")]
fn files_larger_than_the_limit() {
    in_a_child("tests::files_larger_than_the_limit", || {
        let folder = scratch("out_of_core_limit");
        let mut options = Options::parse_from(["out_of_core", "--size", "2000000", "--limit", "8"]);
        options.dir = folder.clone();
        run(&options).unwrap();
        assert!(
            NpyVector::open(&folder.join("distance.npy"))
                .unwrap()
                .window(0..2_000_000)
                .is_err()
        );
        fs::remove_dir_all(folder).unwrap();
    });
}

#[test]
fn options_and_their_errors() {
    Options::command().debug_assert();
    for wrong in [
        ["--size", "10"],
        ["--limit", "0"],
        ["--interrupt-after", "-1"],
    ] {
        let all = ["out_of_core"].iter().chain(&wrong);
        assert!(Options::try_parse_from(all).is_err(), "{wrong:?}");
    }
}
