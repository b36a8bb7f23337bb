use ufunc_core::vectorize;

#[vectorize(paralell)]
fn mistaken<T: ufunc_core::Real>(x: T) -> T {
    x.exp()
}

#[vectorize]
fn caller(x: f64) -> f64 {
    mistaken(x).sqrt() + 1.0
}

fn main() {
    let x = [1.0];
    let y = caller(mistaken::lazy(&x)).sum() + mistaken(&x).len();
}
