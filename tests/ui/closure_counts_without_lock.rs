use std::cell::Cell;

use ndarray::array;
use ufunc_core::from_fn;

fn main() {
    let calls = Cell::new(0);
    let count = from_fn(|x: f64| {
        calls.set(calls.get() + 1);
        x
    });
    let y = count.lazy((&array![1.0, 2.0],)).parallel().eval();
}
