//! What a call allocates: its outputs; nothing else but short lists where there are many axes or operands.

use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;

use ndarray::{Array, Array1, Array2, ArrayD, ArrayView1, ArrayViewMut1, Axis, IxDyn, array, s};
use ufunc_core::{Order, cast, guvectorize, vectorize};

/// Counts the allocations of each thread, and their bytes.
struct Counting;

thread_local! {
    static COUNT: Cell<(usize, usize)> = const { Cell::new((0, 0)) };
}

// SAFETY: passes everything on to the system's allocator.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        COUNT.with(|count| {
            let (calls, bytes) = count.get();
            count.set((calls + 1, bytes + layout.size()));
        });
        // SAFETY: the caller's promise.
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, ptr: *mut u8, layout: Layout) {
        // SAFETY: the caller's promise.
        unsafe { System.dealloc(ptr, layout) }
    }
}

#[global_allocator]
static ALLOCATOR: Counting = Counting;

/// How many allocations `call` makes on this thread, and of how many bytes.
fn allocated<T>(call: impl FnOnce() -> T) -> (usize, usize) {
    let before = COUNT.get();
    let result = call();
    let after = COUNT.get();
    drop(result);
    (after.0 - before.0, after.1 - before.1)
}

#[vectorize]
fn add(a: f64, b: f64) -> f64 {
    a + b
}

#[vectorize]
fn sum_diff(a: f64, b: f64) -> (f64, f32) {
    (a + b, (a - b) as f32)
}

#[vectorize]
fn checked(a: f64) -> Result<f64, std::fmt::Error> {
    Ok(a)
}

#[guvectorize("(n)->(n)")]
fn cumulate(x: &[f64], out: &mut [f64]) {
    let mut sum = 0.0;
    for (place, x) in out.iter_mut().zip(x) {
        sum += x;
        *place = sum;
    }
}

#[guvectorize("(n)->(n)")]
fn reversed(x: ArrayView1<f64>, mut out: ArrayViewMut1<f64>) {
    out.assign(&x.slice(s![..;-1]));
}

#[guvectorize("(n)->()")]
fn first(x: ArrayView1<f64>) -> f64 {
    x[0]
}

#[test]
fn the_counter_counts() {
    assert_eq!(allocated(|| vec![0u8; 100]), (1, 100));
    assert_eq!(allocated(|| 5), (0, 0));
}

#[test]
fn plain_calls_allocate_their_output() {
    let row = Array1::<f64>::zeros(50);
    let rows = Array2::<f64>::zeros((40, 50));
    let four = Array::<f64, _>::zeros((2, 20, 5, 10));
    assert_eq!(allocated(|| add(&row, 1.0)), (1, 400));
    assert_eq!(allocated(|| add(&rows, &row)), (1, 16_000));
    assert_eq!(allocated(|| add(rows.t(), 1.0)), (1, 16_000));
    assert_eq!(allocated(|| add(&four, &four)), (1, 16_000));
    assert_eq!(
        allocated(|| add::lazy(&rows, &row).order(Order::F).eval()),
        (1, 16_000)
    );
    assert_eq!(allocated(|| sum_diff(&rows, &row)), (2, 24_000));
    assert_eq!(allocated(|| checked(&rows)), (1, 16_000));
    assert_eq!(allocated(|| add(cast(&[1u8, 2, 3]), 1.0)), (1, 24));
    assert_eq!(allocated(|| cumulate(&rows)), (1, 16_000));
    let mask = rows.map(|x| *x > 1.0);
    assert_eq!(
        allocated(|| add::lazy(&rows, 1.0).mask(&mask).fill(0.0).eval()),
        (1, 16_000)
    );
}

#[test]
fn scalars_and_given_outputs_allocate_nothing() {
    let row = Array1::<f64>::ones(50);
    let rows = Array2::<f64>::ones((40, 50));
    let mut out = Array2::<f64>::zeros((40, 50));
    let mut single = Array2::<f32>::zeros((40, 50));
    assert_eq!(allocated(|| add(1.0, 2.0)), (0, 0));
    assert_eq!(
        allocated(|| add::lazy(&rows, &row).assign_to(&mut out)),
        (0, 0)
    );
    assert_eq!(
        allocated(|| add::lazy(&rows, &row).assign_to(out.view_mut())),
        (0, 0)
    );
    assert_eq!(
        allocated(|| sum_diff::lazy(&rows, &row).assign_to((&mut out, &mut single))),
        (0, 0)
    );
    assert_eq!(allocated(|| add::update(&mut out, &row)), (0, 0));
    assert_eq!(
        allocated(|| cumulate::lazy(&rows).assign_to(&mut out)),
        (0, 0)
    );
    let mut eight = ArrayD::<f64>::zeros(IxDyn(&[2, 1, 2, 1, 2, 3, 1, 2]));
    let other = eight.clone();
    assert_eq!(
        allocated(|| add::lazy(&other, 1.0).assign_to(&mut eight)),
        (0, 0)
    );
    let owned = rows.clone();
    assert_eq!(allocated(|| add(owned, 1.0)), (0, 0));
}

#[test]
fn outputs_of_up_to_eight_dimensions() {
    // The result's own shape and strides are on the heap past four dimensions: that is ndarray's `IxDyn`.
    for ndim in 1..=8 {
        let shape = IxDyn(&vec![2; ndim]);
        let x = ArrayD::<f64>::zeros(shape.clone());
        let (own, _) = allocated(|| ArrayD::<f64>::zeros(shape));
        let (calls, _) = allocated(|| add(&x, 1.0));
        // Past four, a copy of both is made on the way into the array.
        let copies = if ndim > 4 { 2 } else { 0 };
        assert!(
            calls <= own + copies,
            "{ndim} dimensions: {calls}, a bare array: {own}"
        );
        assert!(ndim > 4 || calls == 1, "{ndim} dimensions: {calls}");
    }
}

#[test]
fn fused_calls_have_no_temporary() {
    let row = Array1::<f64>::ones(500);
    let rows = Array2::<f64>::ones((40, 500));
    let deep = || {
        let one = add::lazy(&rows, &row);
        let two = add::lazy(one, 1.0);
        let three = add::lazy(add::lazy(&row, two), add::lazy(&rows, 2.0));
        add::lazy(three, cast(&[1u8]))
    };
    // Seven leaves and an output: as many operands as a plan has room for without the heap.
    assert_eq!(allocated(|| deep().eval()), (1, 160_000));
    let mut out = Array2::zeros((40, 500));
    assert_eq!(allocated(|| deep().assign_to(&mut out)), (0, 0));
    let two = || add::lazy(add::lazy(&rows, &row), 1.0);
    assert_eq!(allocated(|| two().eval()), (1, 160_000));
    let mut other = Array2::zeros((40, 500));
    assert_eq!(allocated(|| two().assign_to(&mut other)), (0, 0));
    assert_eq!(out, Array2::from_elem((40, 500), 8.0));
    // In a call with core dimensions a pending operand is computed first: one temporary.
    assert_eq!(allocated(|| cumulate(add::lazy(&rows, 1.0))), (2, 320_000));
}

#[test]
fn strided_core_dimensions_need_one_copy_at_a_time() {
    let rows = Array2::<f64>::ones((500, 40));
    let (calls, bytes) = allocated(|| cumulate(rows.t()));
    // The result, room for one sub-array, and then for those of 32 neighbours, which are copied together.
    assert_eq!((calls, bytes), (3, 160_000 + 4_000 + 32 * 4_000));
    // In place, one sub-array is copied at a time.
    let mut target = Array2::<f64>::ones((40, 500));
    assert_eq!(allocated(|| cumulate::update(&mut target)), (1, 4_000));
    assert_eq!(cumulate(array![[1.0, 2.0]].t()), array![[1.0], [2.0]]);
}

#[test]
fn axes_copy_no_elements_and_masks_allocate_nothing() {
    let rows = Array2::<f64>::ones((40, 50));
    let mut out = rows.clone();
    // Two short lists of axes, and of shapes in that order.
    let (_, bytes) = allocated(|| reversed::lazy(&rows).axis(Axis(0)).assign_to(&mut out));
    assert!(bytes < 1_000, "{bytes} bytes, of arrays of 16000");
    let (_, bytes) = allocated(|| first::lazy(&rows).axes([0]).keepdims().eval());
    assert!(bytes < 1_000 + 400, "{bytes} bytes, of arrays of 16000");
    assert_eq!(allocated(|| first::lazy(&rows).keepdims().eval()), (1, 320));
    let mask = Array1::from_shape_fn(40, |i| i % 3 != 0);
    let call = || cumulate::lazy(&rows).mask(&mask);
    assert_eq!(allocated(|| call().assign_to(&mut out)), (0, 0));
    assert_eq!(allocated(|| call().fill(0.0).assign_to(&mut out)), (0, 0));
    assert_eq!(allocated(|| call().fill(0.0).eval()), (1, 16_000));
}
