use ufunc_core::vectorize;

struct S;

impl S {
    #[vectorize]
    fn f(x: f64) -> f64 {
        x
    }
}

fn main() {}
