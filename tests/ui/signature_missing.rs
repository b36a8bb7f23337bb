use ufunc_core::guvectorize;

#[guvectorize]
fn f(x: &[f64], out: &mut [f64]) {
    out.copy_from_slice(x);
}

fn main() {}
