use ndarray::array;
use ufunc_core::vectorize;

#[vectorize]
fn half(x: f64) -> f64 {
    0.5 * x
}

fn main() {
    let counts = array![1, 2, 3];
    half(&counts);
}
