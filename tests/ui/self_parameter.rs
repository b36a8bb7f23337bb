use ufunc_core::vectorize;

struct S(f64);

impl S {
    #[vectorize]
    fn f(&self, x: f64) -> f64 {
        self.0 * x
    }
}

fn main() {}
