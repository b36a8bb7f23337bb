use ufunc_core::vectorize;

#[vectorize]
fn f(x: f64) -> Result<(), String> {
    Err(x.to_string())
}

fn main() {}
