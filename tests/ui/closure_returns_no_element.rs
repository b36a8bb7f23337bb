use ufunc_core::from_fn;

fn main() {
    let name = from_fn(|x: u8| x.to_string());
}
