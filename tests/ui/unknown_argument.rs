use ufunc_core::vectorize;

#[vectorize(cache)]
fn f(x: f64) -> f64 {
    x
}

fn main() {}
