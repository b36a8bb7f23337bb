use ufunc_core::vectorize;

#[vectorize]
#[ufunc_core::guvectorize("()->()")]
fn f(x: f64) -> f64 {
    x
}

fn main() {}
