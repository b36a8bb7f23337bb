use ufunc_core::vectorize;

#[vectorize]
fn name(n: u8) -> String {
    n.to_string()
}

fn main() {}
