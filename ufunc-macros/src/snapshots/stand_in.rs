//! What becomes of
//!
//!     #[guvectorize("(n m)->()" , fast)]
//!     pub fn norm<T: Real>(x: &[T], out: &mut T) { *out = x[0] }

::core::compile_error! {
    "expected `,` or `)`\n       (n m)->()\n          ^"
}
#[allow(dead_code, missing_docs, nonstandard_style)]
pub type norm<T> = (
    [(); ::core::compile_error! {
        "`guvectorize` has no argument `fast`; it takes a signature such as \"(n),()->(n)\", then `parallel`, `math = \"std\"` and `crate = path`"
    }],
    ::core::marker::PhantomData<(T,)>,
);
#[allow(dead_code, missing_docs, nonstandard_style)]
pub fn norm<T, __Stand0>(_: __Stand0) -> norm<T> {
    loop {}
}
