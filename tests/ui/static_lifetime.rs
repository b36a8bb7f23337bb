use ufunc_core::vectorize;

struct Name<'a>(&'a str);

#[vectorize]
fn f(x: Name<'static>) -> usize {
    x.0.len()
}

fn main() {}
