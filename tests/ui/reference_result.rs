use ufunc_core::vectorize;

#[vectorize]
fn f(x: u8) -> &str {
    "x"
}

fn main() {}
