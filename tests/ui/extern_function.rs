use ufunc_core::vectorize;

#[vectorize]
extern "C" fn f(x: f64) -> f64 {
    x
}

fn main() {}
