use ndarray::Array2;
use ufunc_core::guvectorize;

#[guvectorize("(n),(n)->(),()")]
fn dots(a: &[f64], b: &[f64]) -> (f64, f64) {
    (a[0] * b[0], a[1] * b[1])
}

fn main() {
    let x = Array2::<f64>::zeros((3, 4));
    let _ = dots::lazy(&x, &x).mask(&[true, false, true]).fill(0.0).eval();
}
