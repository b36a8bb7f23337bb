//! How a case is timed: its contenders take turns, warm, and each prints the median and the minimum of its turns.

use std::time::Instant;

use ndarray::{ArrayBase, Data, Dimension};

/// What was asked for on the command line.
pub struct Run {
    /// Cases whose names begin so.
    pub only: String,
    /// Cases for this number of threads; for two and more their names end in `/2t`.
    pub threads: usize,
    /// Seconds for each contender of a case.
    pub seconds: f64,
}

impl Run {
    /// Reads `--only NAME --threads COUNT --seconds SECONDS`.
    ///
    /// # Panics
    /// If the command line says anything else.
    pub fn from_args() -> Run {
        let mut run = Run {
            only: String::new(),
            threads: 1,
            seconds: 1.0,
        };
        let mut args = std::env::args().skip(1);
        while let Some(name) = args.next() {
            let value = args
                .next()
                .unwrap_or_else(|| panic!("{name} needs a value"));
            match name.as_str() {
                "--only" => run.only = value,
                "--threads" => run.threads = value.parse().expect("a number of threads"),
                "--seconds" => run.seconds = value.parse().expect("a number of seconds"),
                _ => panic!("no such option: {name}"),
            }
        }
        run
    }

    /// Whether this case is to be measured.
    pub fn wants(&self, name: &str) -> bool {
        let threads = if name.ends_with("/2t") { 2 } else { 1 };
        name.starts_with(&self.only) && self.threads == threads
    }
}

type Call<'a, Out> = Box<dyn FnMut(&mut Out) + 'a>;

/// A case: contenders that write the same result to the same place.
pub struct Case<'a, Out> {
    name: String,
    out: Out,
    contenders: Vec<(&'static str, Call<'a, Out>)>,
}

impl<'a, Out: Result> Case<'a, Out> {
    /// A case without contenders.
    pub fn new(name: &str, out: Out) -> Self {
        Case {
            name: name.into(),
            out,
            contenders: Vec::new(),
        }
    }

    /// Adds a contender.
    #[must_use]
    pub fn with(mut self, name: &'static str, call: impl FnMut(&mut Out) + 'a) -> Self {
        self.contenders.push((name, Box::new(call)));
        self
    }

    /// Adds a contender that makes its result anew; the old one is dropped before, in its time.
    #[must_use]
    pub fn with_fresh(self, name: &'static str, mut call: impl FnMut() -> Out + 'a) -> Self
    where
        Out: Default,
    {
        self.with(name, move |out| {
            drop(std::mem::take(out));
            *out = call();
        })
    }

    /// Times the contenders, and prints a line of JSON for each. Those more than three times slower than the best get
    /// three turns only.
    pub fn run(mut self, run: &Run) {
        let mut timed: Vec<Timed> = Vec::new();
        for (_, call) in &mut self.contenders {
            call(&mut self.out);
            let check = self.out.check();
            let once = time(call, &mut self.out, 1).min(time(call, &mut self.out, 1));
            let repeats = (50_000.0 / once).clamp(1.0, 1e5) as u32;
            let times = vec![time(call, &mut self.out, repeats)];
            timed.push(Timed {
                check,
                repeats,
                times,
            });
        }
        let best = timed
            .iter()
            .map(|t| t.times[0])
            .fold(f64::INFINITY, f64::min);
        let hopeless = |timed: &Timed| timed.times[0] > 3.0 * best;
        let slow: Vec<bool> = timed.iter().map(hopeless).collect();
        let running = slow.iter().filter(|&&slow| !slow).count() as f64;
        let (mut turns, mut spent) = (0, 0.0);
        while turns < 5 || (spent < run.seconds * running && turns < 300) {
            let start = Instant::now();
            let contenders = self.contenders.iter_mut().zip(&mut timed).zip(&slow);
            for (((_, call), timed), slow) in contenders {
                if *slow && turns >= 2 {
                    continue;
                }
                if timed.times[0] < 2e7 {
                    call(&mut self.out); // warm: the others have used the cache
                }
                timed.times.push(time(call, &mut self.out, timed.repeats));
            }
            spent += start.elapsed().as_secs_f64();
            turns += 1;
        }
        for ((peer, _), timed) in self.contenders.iter().zip(timed) {
            timed.print(&self.name, peer);
        }
    }
}

/// Nanoseconds of a call.
fn time<Out>(call: &mut Call<'_, Out>, out: &mut Out, repeats: u32) -> f64 {
    let start = Instant::now();
    for _ in 0..repeats {
        call(out);
    }
    (start.elapsed().as_secs_f64() * 1e9 / f64::from(repeats)).max(1e-3)
}

/// The turns of a contender.
struct Timed {
    check: f64,
    repeats: u32,
    times: Vec<f64>,
}

impl Timed {
    fn print(mut self, case: &str, peer: &str) {
        self.times.sort_by(f64::total_cmp);
        let (median, min) = (self.times[self.times.len() / 2], self.times[0]);
        let check = self.check;
        println!(
            r#"{{"case": "{case}", "peer": "{peer}", "ns": {median}, "min": {min}, "check": {check}}}"#
        );
    }
}

/// A result: contenders of a case have to agree about it.
pub trait Result {
    /// Number of finite elements, and the sum of their sizes.
    fn sizes(&self) -> (f64, f64);

    /// The mean size of what is finite.
    fn check(&self) -> f64 {
        let (count, sum) = self.sizes();
        sum / count.max(1.0)
    }
}

impl<T: Copy + Into<f64>, S: Data<Elem = T>, D: Dimension> Result for ArrayBase<S, D> {
    fn sizes(&self) -> (f64, f64) {
        let finite = self.iter().map(|&x| x.into()).filter(|x| x.is_finite());
        finite.fold((0.0, 0.0), |(count, sum), x| (count + 1.0, sum + x.abs()))
    }
}

impl<A: Result, B: Result> Result for (A, B) {
    fn sizes(&self) -> (f64, f64) {
        let (a, b) = (self.0.sizes(), self.1.sizes());
        (a.0 + b.0, a.1 + b.1)
    }
}
