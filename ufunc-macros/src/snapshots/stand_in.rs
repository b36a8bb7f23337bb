//! What becomes of
//!
//!     #[guvectorize("(n m)->()" , fast)]
//!     pub fn norm<T: Real>(x: &[T], out: &mut T) { *out = x[0] }

::core::compile_error! {
    "expected `,` or `)`\n       (n m)->()\n          ^"
}
#[allow(dead_code, missing_docs, nonstandard_style)]
#[doc(hidden)]
pub type __norm = [(); ::core::compile_error! {
    "`guvectorize` has no argument `fast`; it takes a signature such as \"(n),()->(n)\", then `parallel`, `math = \"std\"` and `crate = path`"
}];
#[allow(dead_code, missing_docs, nonstandard_style)]
pub enum norm<T> {
    __StandIn(::core::marker::PhantomData<(T,)>),
}
#[allow(dead_code, missing_docs, nonstandard_style)]
impl<T> norm<T> {
    pub fn lazy<__Stand0>(_: __Stand0) -> __norm {
        loop {}
    }
    pub fn update<__Stand0>(_: __Stand0) -> __norm {
        loop {}
    }
    pub fn try_update<__Stand0>(_: __Stand0) -> __norm {
        loop {}
    }
}
#[allow(dead_code, missing_docs, nonstandard_style)]
pub fn norm<T, __Stand0>(_: __Stand0) -> __norm {
    loop {}
}
