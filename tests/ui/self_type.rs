use ufunc_core::vectorize;

struct S;

impl S {
    #[vectorize]
    fn f(x: Self) -> f64 {
        1.0
    }
}

fn main() {}
