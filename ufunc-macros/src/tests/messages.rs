//! The texts of all errors, and that each mistake is told once.

use proc_macro2::{TokenStream, TokenTree};

use crate::args::Attribute::{self, Guvectorize, Vectorize};
use crate::entry;

/// The texts inside the `compile_error!`s.
fn messages(attribute: Attribute, args: &str, item: &str) -> Vec<String> {
    let out = entry::run(attribute, args.parse().unwrap(), item.parse().unwrap());
    let mut found = Vec::new();
    collect(out, &mut found);
    found.sort();
    found
}

fn collect(tokens: TokenStream, found: &mut Vec<String>) {
    let mut error = false;
    for token in tokens {
        match token {
            TokenTree::Ident(ident) => error = ident == "compile_error",
            TokenTree::Group(group) if error => {
                let text: syn::LitStr = syn::parse2(group.stream()).unwrap();
                found.push(text.value());
                error = false;
            }
            TokenTree::Group(group) => collect(group.stream(), found),
            _ => {}
        }
    }
}

/// Asserts that exactly these errors come, by a part of each text.
#[track_caller]
pub(super) fn errors(attribute: Attribute, args: &str, item: &str, expected: &[&str]) {
    let found = messages(attribute, args, item);
    assert_eq!(found.len(), expected.len(), "{item}: {found:#?}");
    for part in expected {
        let hits = found.iter().filter(|text| text.contains(part)).count();
        assert_eq!(hits, 1, "{part:?} in {found:#?}");
    }
}

#[track_caller]
fn vectorize(item: &str, expected: &[&str]) {
    errors(Vectorize, "", item, expected);
}

#[test]
fn heads() {
    vectorize("fn f(x: f64) -> f64 { x }", &[]);
    vectorize("const fn f(x: f64) -> f64 { x }", &[]);
    vectorize("async fn f(x: f64) -> f64 { x }", &["cannot be `async`"]);
    vectorize("unsafe fn f(x: f64) -> f64 { x }", &["remove `unsafe`"]);
    vectorize(
        "extern \"C\" fn f(x: f64) -> f64 { x }",
        &["remove `extern`"],
    );
    vectorize(
        "fn f(x: f64, ...) -> f64 { x }",
        &["fixed number of parameters"],
    );
    vectorize("fn f(&self, x: f64) -> f64 { x }", &["no `self`"]);
    vectorize("fn f(self: Box<Self>) -> f64 { 1.0 }", &["no `self`"]);
    vectorize("fn f(x: Self) -> f64 { x }", &["`Self` has no meaning"]);
    vectorize("fn f(x: impl Real) -> f64 { x }", &["in place of `impl`"]);
    vectorize(
        "fn f(x: f64) -> impl Real { x }",
        &["written out, without `impl`"],
    );
    vectorize("fn f(x: W<_>) -> f64 { x }", &["are written out"]);
    vectorize("fn f<'a>(x: f64) -> f64 { x }", &["without lifetimes"]);
    vectorize("fn f(x: W<'static>) -> f64 { x }", &["without lifetimes"]);
    vectorize("fn f(x: f64) -> Result<f64, &'static str> { Ok(x) }", &[]);
    vectorize("fn f(x: W<'_>) -> f64 { x }", &["without lifetimes"]);
    vectorize("fn f<T = f64>(x: T) -> T { x }", &["has no default"]);
    vectorize(
        "fn f<const N: usize = 3>(x: u8) -> u8 { x }",
        &["has no default"],
    );
    vectorize("fn f<#[cfg(a)] T>(x: T) -> T { x }", &["has no attributes"]);
    vectorize(
        "fn f<__Op0>(x: u8) -> u8 { x }",
        &["belong to the expansion"],
    );
    vectorize("fn f<f>(x: u8) -> u8 { x }", &["of the function's name"]);
    vectorize("fn f(#[cfg(a)] x: u8) -> u8 { x }", &["has no attributes"]);
    vectorize("fn f(x: u8) -> u8;", &["needs a definition"]);
    vectorize("struct S;", &["goes on a function"]);
    vectorize("const X: u8 = 3;", &["goes on a function"]);
    vectorize("impl S {}", &["goes on a function"]);
    vectorize(
        "#[vectorize] fn f(x: u8) -> u8 { x }",
        &["one ufunc attribute"],
    );
    vectorize(
        "#[target_feature(enable = \"avx\")] fn f(x: u8) -> u8 { x }",
        &["chosen at run time"],
    );
    vectorize(
        "#[unsafe(no_mangle)] fn f(x: u8) -> u8 { x }",
        &["cannot be exported"],
    );
    vectorize(
        "#[no_mangle] fn f(x: u8) -> u8 { x }",
        &["cannot be exported"],
    );
}

#[test]
fn a_type_parameter_without_a_name() {
    vectorize("fn f<_>(x: u8) -> u8 { x }", &["needs a name"]);
}

#[test]
fn a_companion_that_hides_a_type() {
    vectorize("fn f64(x: f64) -> u8 { x }", &["choose another name"]);
    vectorize("fn f32(x: f64) -> f64 { x }", &[]);
    vectorize("fn Meters(x: Meters) -> u8 { 0 }", &["choose another name"]);
    vectorize(
        "fn id(x: u8) -> (u8, [id; 2]) { x }",
        &["choose another name"],
    );
    vectorize("fn m(x: m::T) -> u8 { 0 }", &["choose another name"]);
    vectorize("fn id(x: a::id, y: ::id) -> u8 { 0 }", &[]);
}

#[test]
fn lifetimes_of_bounds_are_free() {
    vectorize(
        "fn f<T: 'static>(x: T) -> T where for<'a> &'a T: Add<&'a T, Output = T> { x }",
        &[],
    );
}

#[test]
fn scalars() {
    vectorize(
        "fn f(x: &f64) -> f64 { *x }",
        &["not references: write `f64`"],
    );
    vectorize("fn f(x: &mut f64) -> f64 { *x }", &["return the result"]);
    vectorize(
        "fn f(x: &[f64]) -> f64 { x[0] }",
        &["`#[guvectorize(\"(n)->()\")]`"],
    );
    vectorize(
        "fn f(x: &mut [f64]) -> f64 { x[0] }",
        &["`#[guvectorize(\"(n)->(n)\")]`"],
    );
    vectorize(
        "fn f(x: ArrayView1<f64>) -> f64 { x[0] }",
        &["to take sub-arrays"],
    );
    vectorize("fn f(x: Vec<f64>) -> f64 { x[0] }", &["to take sub-arrays"]);
    vectorize("fn f(x: f64) {}", &["needs a result"]);
    vectorize("fn f(x: f64) -> () {}", &["needs a result"]);
    vectorize("fn f(x: f64) -> ! {}", &["needs a result"]);
    vectorize("fn f(x: f64) -> Result<(), E> {}", &["needs a result"]);
    vectorize("fn f(x: f64) -> &f64 { &x }", &["not references"]);
    vectorize(
        "fn f(x: f64) -> Array1<f64> { x }",
        &["returns single values"],
    );
    vectorize("fn f(x: f64) -> ((), f64) { x }", &["no element"]);
    vectorize(
        "fn f(x: f64) -> (u8, u8, u8, u8, u8, u8, u8, u8) { x }",
        &[],
    );
    vectorize(
        "fn f(x: f64) -> (u8, u8, u8, u8, u8, u8, u8, u8, u8) { x }",
        &["8 results at most"],
    );
    let parameters = |count: usize| {
        let list: Vec<String> = (0..count).map(|index| format!("x{index}: u8")).collect();
        format!("fn f({}) -> u8 {{ 0 }}", list.join(", "))
    };
    vectorize(&parameters(16), &[]);
    vectorize(&parameters(17), &["16 parameters at most"]);
}

#[test]
fn arguments() {
    let item = "fn f(x: f64, y: f64) -> f64 { x }";
    let one = "fn f(x: f64) -> f64 { x }";
    errors(
        Vectorize,
        "identity = 0.0, associative, commutative, parallel, math = \"std\", crate = ::a::b",
        item,
        &[],
    );
    errors(Vectorize, "identity = 0.0,", item, &[]);
    errors(Vectorize, "fast", item, &["no argument `fast`"]);
    errors(Vectorize, "identity", item, &["`identity` needs a value"]);
    errors(
        Vectorize,
        "identity = , parallel",
        item,
        &["`identity` needs a value"],
    );
    errors(Vectorize, "parallel, parallel", item, &["given twice"]);
    errors(Vectorize, "parallel = true", item, &["takes no value"]);
    errors(Vectorize, "associative(true)", item, &["takes no value"]);
    errors(Vectorize, "math = \"fast\"", item, &["the only choice"]);
    errors(Vectorize, "crate = \"x\"", item, &["takes a path"]);
    errors(Vectorize, "crate = a::<b>", item, &["has no arguments"]);
    errors(Vectorize, "\"(n)->()\"", item, &["takes no signature"]);
    errors(Vectorize, "parallel associative", item, &["expected `,`"]);
    errors(
        Vectorize,
        "identity = 0.0",
        one,
        &["`identity` is for reductions"],
    );
    errors(
        Vectorize,
        "associative, commutative",
        one,
        &["`associative` is for", "`commutative` is for"],
    );
    let fallible = "fn f(x: f64, y: f64) -> Result<f64, E> { Ok(x) }";
    errors(
        Vectorize,
        "associative",
        fallible,
        &["`associative` is for"],
    );
    let core = "fn f(x: &[f64]) -> f64 { x[0] }";
    errors(
        Guvectorize,
        "\"(n)->()\", parallel, math = \"std\", crate = crate",
        core,
        &[],
    );
    errors(Guvectorize, "", core, &["needs a signature"]);
    errors(Guvectorize, "parallel", core, &["needs a signature"]);
    errors(
        Guvectorize,
        "parallel, \"(n)->()\"",
        core,
        &["is the first argument"],
    );
    errors(
        Guvectorize,
        "\"(n)->()\", \"(n)->()\"",
        core,
        &["one signature only"],
    );
    errors(
        Guvectorize,
        "b\"(n)->()\"",
        core,
        &["a plain string such as"],
    );
    errors(
        Guvectorize,
        "\"(n)->()\", identity = 0.0",
        core,
        &["belongs to `vectorize`"],
    );
    errors(
        Guvectorize,
        "\"(n)->()\", fast",
        core,
        &["no argument `fast`"],
    );
}

#[test]
fn independent_mistakes_come_together() {
    errors(
        Vectorize,
        "fast, parallel = 1",
        "async unsafe fn f<'a>(x: &f64, #[a] y: impl Real) {}",
        &[
            "no argument `fast`",
            "takes no value",
            "cannot be `async`",
            "remove `unsafe`",
            "without lifetimes",
            "write `f64`",
            "has no attributes",
            "in place of `impl`",
            "needs a result",
        ],
    );
    errors(
        Guvectorize,
        "\"(n m),(k?)->(k)\", identity = 1",
        "fn f(x: &f64, y: &mut [f64], z: &[f64]) -> f64 { x }",
        &[
            "expected `,` or `)`",
            "belongs to `vectorize`",
            "taken as it is",
            "move `y` behind",
            "not both",
        ],
    );
}
