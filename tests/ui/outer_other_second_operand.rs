use ndarray::array;
use ufunc_core::vectorize;

#[vectorize]
fn add(a: f64, b: f64) -> f64 {
    a + b
}

fn main() {
    let x = array![1.0, 2.0];
    add::outer(&x, &array![1, 2]);
}
