use ufunc_core::vectorize;

#[vectorize]
fn f(x: f64) {
    let _ = x;
}

fn main() {}
