use ufunc_core::vectorize;

#[vectorize]
struct S {
    x: f64,
}

fn main() {}
