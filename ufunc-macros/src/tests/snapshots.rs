//! Expansions, pretty-printed, compared with the committed files in `src/snapshots`.
//!
//! `UFUNC_BLESS=1 cargo test -p ufunc-macros snapshots` writes them anew.

use std::path::Path;

use proc_macro2::TokenStream;

use crate::args::Attribute::{self, Guvectorize, Vectorize};
use crate::entry;

fn check(name: &str, attribute: Attribute, args: &str, item: &str) {
    let args: TokenStream = args.parse().unwrap();
    let out = entry::run(attribute, args.clone(), item.parse().unwrap());
    let file = syn::parse2(out).unwrap_or_else(|error| panic!("{name}: {error}"));
    let args = if args.is_empty() {
        String::new()
    } else {
        format!("({args})")
    };
    let item: String = item
        .lines()
        .map(|line| format!("//!     {}\n", line.trim_start()))
        .collect();
    let text = format!(
        "//! What becomes of\n//!\n//!     #[{}{args}]\n{item}\n{}",
        attribute.name(),
        prettyplease::unparse(&file)
    );
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("src/snapshots/{name}.rs"));
    if std::env::var_os("UFUNC_BLESS").is_some() {
        std::fs::write(&path, text).unwrap();
        return;
    }
    let committed = std::fs::read_to_string(&path).unwrap_or_default();
    assert_eq!(
        committed, text,
        "{name}: bless with UFUNC_BLESS=1 if this is meant"
    );
}

#[test]
fn scalar() {
    check(
        "scalar",
        Vectorize,
        "",
        "/// Distance of two points.\npub fn distance(x: f64, y: f64, on: bool) -> f64 { x.hypot(y) }",
    );
}

/// The one that README.md shows.
#[test]
fn readme() {
    check(
        "readme",
        Vectorize,
        "",
        "pub fn half(x: f64) -> f32 { (0.5 * x) as f32 }",
    );
}

#[test]
fn generic_fold() {
    check(
        "generic_fold",
        Vectorize,
        "identity = T::lit(0.0), associative, commutative, parallel",
        "/// The sum.\n#[must_use]\npub(crate) fn add<T: Real, const N: usize>(a: T, b: T) -> T where T: Copy { a + b }",
    );
}

#[test]
fn patterns_and_several_results() {
    check(
        "patterns",
        Vectorize,
        "crate = crate",
        "fn sum_diff((a, b): (f64, f64), mut c: f64, _: u8, r#type: i32) -> (f64, f64) { c += 1.0; (a + b + c, a - b) }",
    );
}

#[test]
fn fallible() {
    check(
        "fallible",
        Vectorize,
        "",
        "pub fn parse(x: f64) -> io::Result<(f64, u8)> { Ok((x, 1)) }",
    );
}

#[test]
fn no_parameters() {
    check(
        "no_parameters",
        Vectorize,
        "",
        "fn one<T: Real>() -> T { T::lit(1.0) }",
    );
}

#[test]
fn attributes() {
    check(
        "attributes",
        Vectorize,
        "",
        "#[doc(hidden)]\n#[inline(never)]\n#[deprecated]\n#[track_caller]\n#[allow(unused)]\n\
         #[expect(clippy::eq_op, dead_code, reason = \"odd\")]\n\
         #[cfg_attr(test, inline, allow(deprecated), cfg_attr(unix, doc = \"on unix\"))]\n#[other::tool]\n\
         fn f(x: f64) -> f64 { x - x }",
    );
}

#[test]
fn moving_average() {
    check(
        "moving_average",
        Guvectorize,
        "\"(n),()->(n)\"",
        "/// The mean of the last `window` values.\npub fn moving_average(x: &[f64], window: usize, out: &mut [f64]) { fill(x, window, out) }",
    );
}

#[test]
fn optional_and_computed() {
    check(
        "optional_and_computed",
        Guvectorize,
        "\"(m?,n|1), (n|1, 3) -> (m?), (n*(n-1)/2), ()\", parallel",
        "fn f<T: Real>(a: ArrayView2<'_, T>, b: ArrayView<T, Ix2>, o: &mut [T], mut p: ArrayViewMut1<T>, q: &mut T) -> Result<(), Failed> { Ok(()) }",
    );
}

#[test]
fn returned_arrays() {
    check(
        "returned_arrays",
        Guvectorize,
        "\"(3),(3)->(3),()\"",
        "fn cross<const N: usize>(a: &[f64; 3], b: &[f64; N]) -> Result<([f64; 3], f64), Failed> { Ok((*a, b[0])) }",
    );
}

#[test]
fn stand_in() {
    check(
        "stand_in",
        Guvectorize,
        "\"(n m)->()\", fast",
        "pub fn norm<T: Real>(x: &[T], out: &mut T) { *out = x[0] }",
    );
}

/// Types that are not plain elements are proved to be.
#[test]
fn own_types() {
    check(
        "own_types",
        Guvectorize,
        "\"(n),()->(n)\"",
        "fn f<T: Copy, U>(x: &[T], y: U, out: &mut [Rgb]) -> Result<(), Failed> where U: Real { Ok(()) }",
    );
}
