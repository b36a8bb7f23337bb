use ufunc_core::guvectorize;

#[guvectorize("(n),(n)->(n)")]
fn f(x: &[f64], out: &mut [f64], y: &[f64]) {
    out[0] = x[0] + y[0];
}

fn main() {}
