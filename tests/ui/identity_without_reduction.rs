use ufunc_core::vectorize;

#[vectorize(identity = 0.0)]
fn f(x: f64, n: u8) -> f64 {
    x + f64::from(n)
}

fn main() {}
