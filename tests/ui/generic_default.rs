use ufunc_core::vectorize;

#[vectorize]
fn f<T: Into<f64> = f32>(x: f64) -> f64 {
    x
}

fn main() {}
