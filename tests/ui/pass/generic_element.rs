use ndarray::array;
use ufunc_core::vectorize;

// `T: Element` is said by the expansion.
#[vectorize]
fn double<T: std::ops::Add<Output = T> + Copy>(x: T) -> T {
    x + x
}

fn main() {
    assert_eq!(double(&array![1, 2]), array![2, 4]);
    assert_eq!(double(1.5), 3.0);
}
