#![allow(non_camel_case_types, dead_code, unused_imports, unused_macros)]

mod core {}
mod std {}
mod ndarray {}
mod alloc {}

enum Option {
    Some,
    None,
}
enum Result {
    Ok,
    Err,
}
struct Vec;
struct Box;
trait Copy {}
trait Sized {}
trait Fn {}
trait Element {}
trait Operand {}
trait Kernel {}
type bool = u8;
type usize = i8;
type str = ();
use self::Option::{None, Some};
use self::Result::{Err, Ok};

macro_rules! panic {
    () => {};
}

#[derive(Clone, ::core::marker::Copy, Debug, PartialEq)]
struct f64(i32);
impl ::ufunc_core::Element for f64 {}

#[::ufunc_core::vectorize(identity = f64(0), associative, parallel)]
fn add(a: f64, b: f64) -> f64 {
    f64(a.0 + b.0)
}

#[::ufunc_core::guvectorize("(n),(3)->(n+3),()")]
fn count(a: &[u8], b: &[u8; 3], out: &mut [f64], first: &mut u8) {
    out[0] = f64(a.len() as i32);
    *first = b[0];
}

#[::ufunc_core::vectorize]
fn fallible(x: u8) -> ::core::result::Result<u8, ::std::string::String> {
    ::core::result::Result::Ok(x)
}

impl Default for f64 {
    fn default() -> Self {
        f64(0)
    }
}

fn main() {
    assert_eq!(add(f64(1), f64(2)), f64(3));
    let (out, first) = count(&[1, 2], &[3, 4, 5]);
    assert_eq!((out.len(), first), (5, 3));
    assert_eq!(fallible(3), ::core::result::Result::Ok(3));
}
