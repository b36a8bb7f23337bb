use ufunc_core::vectorize;

#[vectorize]
fn f(x: f64, rest: ...) -> f64 {
    x
}

fn main() {}
