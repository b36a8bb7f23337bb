use ndarray::{Axis, array};
use ufunc_core::vectorize;

#[vectorize]
fn scale(a: f64, b: i64) -> f64 {
    a * b as f64
}

fn main() {
    let x = array![1.0, 2.0];
    scale::reduce(&x, Axis(0));
}
