use ndarray::array;
use ufunc_core::{Error, vectorize};

#[vectorize(identity = 0.0, associative, commutative)]
fn add(a: f64, b: f64) -> f64 {
    a + b
}

fn main() -> Result<(), Error> {
    let mut x = array![1.0, 2.0];
    add::accumulation(&x).assign_to(&mut x)
}
