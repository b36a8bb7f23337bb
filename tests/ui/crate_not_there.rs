use ufunc_core::vectorize;

#[vectorize(crate = ::tensors)]
fn f(x: f64) -> f64 {
    x
}

fn main() {}
