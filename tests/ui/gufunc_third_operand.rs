use ndarray::array;
use ufunc_core::guvectorize;

#[guvectorize("(n),(),(n)->()")]
fn weigh(a: &[f64], by: f64, w: &[f64]) -> f64 {
    by * a[0] * w[0]
}

fn main() {
    weigh(&array![1.0, 2.0], 1.0, 2.0);
}
