use ufunc_core::{Element, guvectorize};

#[derive(Clone, Copy)]
enum Month {
    January,
}

impl Element for Month {}

#[guvectorize("(n)->(n)")]
fn f(x: &[Month], out: &mut [Month]) {
    out.copy_from_slice(x);
}

fn main() {}
