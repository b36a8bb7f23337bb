use ufunc_core::vectorize;

#[vectorize(fast)]
async fn f(x: &f64, #[cold] y: f64) -> f64 {
    x + y
}

fn main() {
    let y: f64 = f(1.0, 2.0);
    let z = f::lazy(1.0, 2.0).eval();
}
