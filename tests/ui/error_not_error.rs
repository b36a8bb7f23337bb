use ufunc_core::vectorize;

struct Negative;

#[vectorize]
fn root(x: f64) -> Result<f64, Negative> {
    if x < 0.0 { Err(Negative) } else { Ok(x.sqrt()) }
}

fn main() {}
