use ndarray::{Axis, array};
use ufunc_core::vectorize;

#[vectorize(identity = 0.0, associative, commutative)]
fn add(a: f64, b: f64) -> f64 {
    a + b
}

#[vectorize]
fn split(x: f64) -> (f64, i64) {
    (x.fract(), x as i64)
}

fn main() {
    let x = array![1.5, 2.5];
    add::reduce(split::lazy(&x), Axis(0));
}
