use ufunc_core::vectorize;

#[vectorize]
fn f(x: u8) -> (u8, u8, u8, u8, u8, u8, u8, u8, u8) {
    (x, x, x, x, x, x, x, x, x)
}

fn main() {}
