use ndarray::array;
use ufunc_core::from_fn;

fn main() {
    let half = from_fn(|x: f64| 0.5 * x);
    let y = half.lazy(&array![1.0, 2.0]).eval();
}
