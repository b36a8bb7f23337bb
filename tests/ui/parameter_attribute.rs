use ufunc_core::vectorize;

#[vectorize]
fn f(#[cfg(unix)] x: f64, y: f64) -> f64 {
    x + y
}

fn main() {}
