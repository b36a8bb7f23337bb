use ndarray::array;
use ufunc_core::{Real, vectorize};

#[vectorize(identity = T::lit(0.0))]
fn add<T: Real>(a: T, b: T) -> T {
    a + b
}

fn main() {
    add(&array![1.0f32, 2.0], &array![1.0f64, 2.0]);
}
