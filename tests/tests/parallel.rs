//! Parallel calls: each element once, the same bits as serial ones, whichever pool; nested calls and locks.
#![allow(
    clippy::needless_borrows_for_generic_args,
    reason = "borrowed operands are what is tested"
)]

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Condvar, Mutex, mpsc};
use std::time::Duration;

use ndarray::{Array1, Array2, ArrayD, IxDyn};
use rayon::{ThreadPool, ThreadPoolBuilder};
use ufunc_core::{guvectorize, vectorize};
use ufunc_tests::layouts::{Laid, Layout};
use ufunc_tests::oracle::{assert_same_bits, build, indices};

fn pool(threads: usize) -> ThreadPool {
    ThreadPoolBuilder::new()
        .num_threads(threads)
        .build()
        .unwrap()
}

fn numbered(shape: &[usize]) -> ArrayD<usize> {
    let mut next = 0;
    build(shape, |_| {
        next += 1;
        next - 1
    })
}

const SHAPES: [&[usize]; 12] = [
    &[],
    &[1],
    &[2],
    &[127],
    &[128],
    &[129],
    &[4097],
    &[3, 5],
    &[1, 7, 1],
    &[130, 3],
    &[2, 3, 4, 5],
    &[0, 4],
];

#[test]
fn each_element_is_computed_once() {
    for threads in [1, 2, 5] {
        let pool = pool(threads);
        for shape in SHAPES {
            for layout in Layout::writable(shape.len()) {
                let x = Laid::of(&numbered(shape), &layout, usize::MAX);
                let len: usize = shape.iter().product();
                let counts: Vec<AtomicUsize> = (0..len).map(|_| AtomicUsize::new(0)).collect();
                let count = ufunc_core::from_fn(|x: usize| {
                    counts[x].fetch_add(1, Ordering::Relaxed);
                    x + 1
                });
                let found = pool.install(|| count.lazy((x.view(),)).parallel().eval().unwrap());
                assert_eq!(found, x.view().map(|x| x + 1), "{shape:?} {}", layout.name);
                let counts: Vec<usize> = counts.into_iter().map(AtomicUsize::into_inner).collect();
                assert_eq!(counts, vec![1; len], "{shape:?} {} {threads}", layout.name);
            }
        }
    }
}

#[test]
fn each_place_of_a_core_dimension_call_is_computed_once() {
    static CALLS: [AtomicUsize; 300] = [const { AtomicUsize::new(0) }; 300];
    #[guvectorize("(n)->(n)")]
    fn count(x: &[usize], out: &mut [usize]) {
        CALLS[x[0] / 2].fetch_add(1, Ordering::Relaxed);
        out.copy_from_slice(x);
    }
    for (round, shape) in [&[300, 2][..], &[3, 100, 2], &[10, 2, 15, 2]]
        .iter()
        .enumerate()
    {
        let x = numbered(shape);
        let found = pool(3).install(|| count::lazy(&x).parallel().eval().unwrap());
        assert_eq!(found, x);
        let calls: Vec<usize> = CALLS.iter().map(|c| c.load(Ordering::Relaxed)).collect();
        assert_eq!(calls, vec![round + 1; 300]);
    }
}

/// Keeps and makes NaNs of several payloads.
#[vectorize]
fn strange(a: f64, b: f64) -> f64 {
    if a.is_nan() {
        f64::from_bits(a.to_bits() ^ 1)
    } else {
        (a * 1.1 - b).sin() * (a - b).sqrt()
    }
}

#[vectorize(parallel)]
fn annotated(a: f64, b: f64) -> f64 {
    strange(a, b)
}

fn values(shape: &[usize]) -> ArrayD<f64> {
    let mut next = 0u64;
    build(shape, |_| {
        next += 1;
        match next % 7 {
            0 => f64::from_bits(0x7ff8_0000_0000_0000 + next),
            1 => f64::from_bits(0xfff8_0000_0000_0000 + next),
            2 => -0.0,
            _ => next as f64 * 0.37 - 3.0,
        }
    })
}

#[test]
fn parallel_is_serial_bit_for_bit() {
    for shape in [&[5, 7][..], &[40_000], &[300, 100], &[7, 11, 13, 17]] {
        let a = values(shape);
        let b = values(&shape[1..]);
        for layout in Layout::writable(shape.len()) {
            let a = Laid::of(&a, &layout, 0.0);
            let serial = strange::lazy(a.view(), &b).serial().eval().unwrap();
            for threads in [1, 2, 4, 7] {
                pool(threads).install(|| {
                    let parallel = strange::lazy(a.view(), &b).parallel().eval().unwrap();
                    assert_same_bits(&parallel.view(), &serial.view(), layout.name.as_str());
                });
            }
            let auto = annotated(a.view(), &b);
            assert_same_bits(&auto.view(), &serial.view(), layout.name.as_str());
        }
    }
}

#[test]
fn the_current_pool_is_used() {
    let caller = std::thread::current().id();
    for threads in [1, 2, 3] {
        let seen = Mutex::new(std::collections::HashSet::new());
        let f = ufunc_core::from_fn(|x: f64| {
            seen.lock().unwrap().insert((
                std::thread::current().id(),
                rayon::current_num_threads(),
                rayon::current_thread_index().is_some(),
            ));
            x
        });
        let x = Array1::<f64>::zeros(5_000);
        pool(threads).install(|| f.lazy((&x,)).parallel().eval().unwrap());
        let seen = seen.into_inner().unwrap();
        assert!((1..=threads).contains(&seen.len()), "{seen:?}");
        for (thread, size, inside) in seen {
            assert!(thread != caller && size == threads && inside);
        }
    }
    // From outside a pool: the global one; a serial call stays on the calling thread.
    let seen = Mutex::new(std::collections::HashSet::new());
    let f = ufunc_core::from_fn(|x: f64| {
        seen.lock().unwrap().insert(std::thread::current().id());
        x
    });
    f.lazy((&Array1::<f64>::zeros(50_000),)).eval().unwrap();
    assert_eq!(seen.into_inner().unwrap(), [caller].into());
}

/// A place where two threads meet; `false` if the second does not come.
struct Meeting(Mutex<usize>, Condvar);

static MEETING: Meeting = Meeting(Mutex::new(0), Condvar::new());

impl Meeting {
    fn wait(&self) -> bool {
        let mut count = self.0.lock().unwrap();
        *count += 1;
        self.1.notify_all();
        let (count, _) = (self.1)
            .wait_timeout_while(count, Duration::from_secs(20), |count| *count < 2)
            .unwrap();
        *count >= 2
    }
}

#[vectorize(parallel)]
fn meet(x: f64, first: f64, last: f64) -> f64 {
    if x == first || x == last {
        assert!(MEETING.wait(), "the other end is computed at the same time");
    }
    x
}

#[guvectorize("(n)->(n)")]
fn meet_rows(x: &[f64], out: &mut [f64]) {
    for (place, x) in out.iter_mut().zip(x) {
        *place = meet(*x, 0.0, 19_999.0);
    }
}

#[test]
fn parallel_calls_run_on_several_threads() {
    let x = Array1::from_iter((0..20_000u32).map(f64::from));
    let rows = x.view().into_shape_with_order((100, 200)).unwrap();
    let two = pool(2);
    for round in 0..3 {
        *MEETING.0.lock().unwrap() = 0;
        match round {
            0 => {
                let call = || meet::lazy(&x, 0.0, 19_999.0).parallel().eval();
                assert_eq!(two.install(call).unwrap(), x);
            }
            1 => {
                let call = || meet_rows::lazy(&rows).parallel().eval();
                assert_eq!(two.install(call).unwrap(), rows);
            }
            // From outside of a pool, as the attribute says: in the global one, if that has two threads.
            _ if rayon::current_num_threads() > 1 => {
                let many = Array1::from_iter((0..5_000_000u32).map(f64::from));
                assert_eq!(meet(&many, 0.0, 4_999_999.0), many);
            }
            _ => {}
        }
    }
}

/// Runs `job` on a thread of its own; fails if that takes too long.
fn watched(job: impl FnOnce() + Send + 'static) {
    let (send, receive) = mpsc::channel();
    let thread = std::thread::spawn(move || {
        job();
        send.send(()).unwrap();
    });
    match receive.recv_timeout(Duration::from_secs(60)) {
        Err(mpsc::RecvTimeoutError::Timeout) => panic!("deadlock"),
        _ => thread.join().unwrap(),
    }
}

#[vectorize(parallel)]
fn inner(x: f64) -> f64 {
    x + 1.0
}

#[test]
fn a_kernel_may_hold_a_lock_while_it_calls_array_functions() {
    // P5: work stealing inside a lock can deadlock; calls inside a worker stay serial unless told otherwise.
    watched(|| {
        let pool = pool(4);
        let big = Arc::new(Array1::<f64>::zeros(20_000));
        for _ in 0..50 {
            let lock = Mutex::new(0.0);
            let outer = ufunc_core::from_fn(|x: f64| {
                let mut sum = lock.lock().unwrap();
                let ones = inner(&*big);
                *sum += ones[19_999];
                x + ones[0]
            });
            let x = Array1::<f64>::zeros(8);
            let found = pool.install(|| outer.lazy((&x,)).parallel().eval().unwrap());
            assert_eq!(found, Array1::from_elem(8, 1.0));
            assert_eq!(lock.into_inner().unwrap(), 8.0);
        }
    });
}

#[test]
fn annotated_calls_on_a_worker_stay_on_it() {
    static THREADS: Mutex<Vec<std::thread::ThreadId>> = Mutex::new(Vec::new());
    #[vectorize(parallel)]
    fn note(x: f64) -> f64 {
        let me = std::thread::current().id();
        let mut threads = THREADS.lock().unwrap();
        if !threads.contains(&me) {
            threads.push(me);
        }
        x
    }
    let x = Array1::<f64>::zeros(100_000);
    let worker = pool(3).install(|| {
        drop(note(&x));
        std::thread::current().id()
    });
    assert_eq!(
        THREADS.lock().unwrap().drain(..).collect::<Vec<_>>(),
        [worker]
    );
    // Told otherwise, it may use the pool; it works either way.
    let found = pool(3).install(|| note::lazy(&x).parallel().eval().unwrap());
    assert_eq!(found, x);
    // Small work stays where it is, `serial` too.
    THREADS.lock().unwrap().clear();
    drop(note(&x.slice(ndarray::s![..100])));
    drop(note::lazy(&x).serial().eval().unwrap());
    assert_eq!(
        THREADS.lock().unwrap().as_slice(),
        [std::thread::current().id()]
    );
}

#[test]
fn nested_parallel_calls() {
    watched(|| {
        let row_sum = |row: usize| -> f64 {
            let x = Array1::from_elem(3_000, row as f64);
            inner::lazy(&x).parallel().eval().unwrap().sum()
        };
        let f = ufunc_core::from_fn(row_sum);
        let rows = numbered(&[20, 3]);
        let found = pool(4).install(|| f.lazy((&rows,)).parallel().eval().unwrap());
        for index in indices(&[20, 3]) {
            let row = rows[IxDyn(&index)] as f64;
            assert_eq!(found[IxDyn(&index)], 3_000.0 * (row + 1.0));
        }
    });
}

#[test]
fn outputs_given_to_parallel_calls() {
    let a = values(&[64, 65]);
    let serial = strange::lazy(&a, 1.5).serial().eval().unwrap();
    let mut wide = Array2::from_elem((128, 65), 5.0);
    let view = wide.slice_mut(ndarray::s![..;-2, ..;-1]);
    pool(4).install(|| strange::lazy(&a, 1.5).parallel().assign_to(view).unwrap());
    let out = wide.slice(ndarray::s![..;-2, ..;-1]).into_dyn();
    assert_same_bits(&out, &serial.view(), "reversed output");
    assert!(wide.slice(ndarray::s![..;2, ..]).iter().all(|x| *x == 5.0));
}
