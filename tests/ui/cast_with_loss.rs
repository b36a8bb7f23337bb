use ndarray::array;
use ufunc_core::{cast, vectorize};

#[vectorize]
fn single(x: f32) -> f32 {
    x
}

fn main() {
    let x = array![1.0f64, 2.0];
    single(cast(&x));
}
