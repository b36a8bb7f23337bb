use ufunc_core::from_fn;

fn main() {
    let scale = from_fn(|x: &f64| 2.0 * x);
}
