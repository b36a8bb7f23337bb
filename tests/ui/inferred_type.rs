use ufunc_core::vectorize;

#[vectorize]
fn f(x: _) -> f64 {
    x
}

fn main() {}
