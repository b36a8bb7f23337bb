use ufunc_core::vectorize;

#[vectorize]
#[unsafe(no_mangle)]
pub fn f(x: f64) -> f64 {
    x
}

fn main() {}
