use ufunc_core::vectorize;

#[vectorize]
#[target_feature(enable = "avx2")]
fn f(x: f64) -> f64 {
    x
}

fn main() {}
