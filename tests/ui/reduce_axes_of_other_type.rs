use ndarray::array;
use ufunc_core::vectorize;

#[vectorize(identity = 0.0, associative, commutative)]
fn add(a: f64, b: f64) -> f64 {
    a + b
}

fn main() {
    let x = array![[1.0, 2.0], [3.0, 4.0]];
    add::reduce(&x, "rows");
}
