use ufunc_core::guvectorize;

#[guvectorize("(n)->(n),()")]
fn f(x: &[f64], out: &mut [f64]) -> f64 {
    out.copy_from_slice(x);
    x[0]
}

fn main() {}
