use ndarray::array;
use ufunc_core::{Real, vectorize};

#[vectorize(identity = T::lit(0.0))]
fn add<T: Real>(a: T, b: T) -> T {
    a + b
}

fn main() {
    let mut x = array![1.0, 2.0];
    add::update(&mut x, &x);
}
