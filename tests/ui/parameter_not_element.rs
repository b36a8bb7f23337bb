use ufunc_core::vectorize;

#[derive(Clone, Copy)]
struct Rgb(u8, u8, u8);

#[vectorize]
fn red(c: Rgb) -> u8 {
    c.0
}

fn main() {}
