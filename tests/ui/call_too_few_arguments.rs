use ufunc_core::{Real, vectorize};

#[vectorize(identity = T::lit(0.0))]
fn add<T: Real>(a: T, b: T) -> T {
    a + b
}

fn main() {
    add(1.0);
}
