use ndarray::array;
use ufunc_core::vectorize;

#[vectorize]
fn add(a: f64, b: f64) -> f64 {
    a + b
}

fn main() {
    let mut x = array![1.0, 2.0];
    let last = vec![-1isize];
    add::at(&mut x, &last, 1.0);
}
