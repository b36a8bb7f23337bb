use ndarray::array;
use ufunc_core::vectorize;

#[vectorize]
fn positive(x: f64) -> bool {
    x > 0.0
}

fn main() {
    let mut x = array![1.0, 2.0];
    positive::update(&mut x);
}
