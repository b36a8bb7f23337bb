use ndarray::array;
use ufunc_core::guvectorize;

#[guvectorize("(n)->(n)")]
fn reversed(x: &[f64], out: &mut [f64]) {
    out.copy_from_slice(x);
    out.reverse();
}

fn main() {
    let mut x = array![1.0f32, 2.0];
    reversed::update(&mut x);
}
