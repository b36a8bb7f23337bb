use ndarray::array;
use ufunc_core::vectorize;

#[vectorize]
fn add(a: f64, b: f64) -> f64 {
    a + b
}

fn main() {
    add(&array![1.0, 2.0], &array![1, 2]);
}
