//! Times our calls, the same loops by hand, and `ndarray`'s: one JSON line for each case and contender.
//! `compare.sh` runs it side by side with the Python peers.

mod arrays;
mod layouts;
mod maths;
mod models;
mod reductions;

use ufunc_benches::measure::Run;

fn main() {
    let run = Run::from_args();
    // On a worker, so that a parallel call need not wake the pool up first.
    let pool = rayon::ThreadPoolBuilder::new()
        .num_threads(run.threads)
        .build();
    pool.expect("threads").install(|| {
        arrays::run(&run);
        layouts::run(&run);
        models::run(&run);
        reductions::run(&run);
        maths::run(&run);
    });
}
