use ndarray::array;
use ufunc_core::{Real, vectorize};

#[vectorize(identity = T::lit(0.0))]
fn add<T: Real>(a: T, b: T) -> T {
    a + b
}

fn main() {
    add(&array![1, 2], &array![3, 4]);
}
