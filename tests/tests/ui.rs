//! The compiler's messages: one mistake a file, in `ui/`, with what a user reads beside it.
//!
//! `TRYBUILD=overwrite cargo test -p ufunc-tests --test ui` writes them anew; read them before they are kept.

#[test]
fn ui() {
    let cases = trybuild::TestCases::new();
    cases.compile_fail("ui/*.rs");
    cases.pass("ui/pass/*.rs");
}
