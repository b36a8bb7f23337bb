use ufunc_core::from_fn;

fn main() {
    let mut calls = 0;
    let count = from_fn(|x: f64| {
        calls += 1;
        x
    });
}
