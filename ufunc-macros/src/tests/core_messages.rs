//! The texts of the errors about gufuncs: parameters and results against the signature.

use super::messages::errors;
use crate::args::Attribute::Guvectorize;

#[track_caller]
fn guvectorize(signature: &str, item: &str, expected: &[&str]) {
    errors(Guvectorize, &format!("{signature:?}"), item, expected);
}

#[test]
fn signatures_and_parameters() {
    guvectorize("(n)->()", "fn f(x: &[f64]) -> f64 { x[0] }", &[]);
    guvectorize(
        "(n)",
        "fn f(x: &[f64]) {}",
        &[
            "an array function needs an output: write its operand after `->`, and a trailing `&mut` parameter or a result for it",
        ],
    );
    guvectorize("->(n)", "fn f(x: &mut [f64]) {}", &[]);
    guvectorize(
        "(n m)->()",
        "fn f(x: &[f64]) -> f64 { x[0] }",
        &["expected `,` or `)`\n       (n m)->()\n          ^"],
    );
    guvectorize(
        "(n),()->()",
        "fn f(x: &[f64]) -> f64 { x[0] }",
        &["2 inputs, but `f` has 1 (x)"],
    );
    guvectorize(
        "(n)->(),()",
        "fn f(x: &[f64]) -> f64 { x[0] }",
        &["2 outputs, but `f` returns 1 value"],
    );
    guvectorize(
        "(n)->(),()",
        "fn f(x: &[f64], o: &mut f64) {}",
        &["2 outputs, but `f` has 1 (o) as `&mut`"],
    );
    guvectorize(
        "(n)->()",
        "fn f(x: &[f64]) {}",
        &["1 output, but `f` has none"],
    );
    guvectorize(
        "(n)->()",
        "fn f(x: &[f64], o: &mut f64) -> f64 { 0.0 }",
        &["not both"],
    );
    guvectorize(
        "(n)->()",
        "fn f(o: &mut f64, x: &[f64]) {}",
        &["move `o` behind the inputs"],
    );
    guvectorize(
        "(m,n)->()",
        "fn f(x: &[f64]) -> f64 { 0.0 }",
        &["write `ArrayView2<f64>`"],
    );
    guvectorize(
        "()->()",
        "fn f(x: &[f64]) -> f64 { 0.0 }",
        &["no core dimension, but this type has 1: write `f64`"],
    );
    guvectorize(
        "(n)->()",
        "fn f(x: f64) -> f64 { 0.0 }",
        &["write `&[f64]`"],
    );
    guvectorize(
        "(3)->()",
        "fn f(x: [f64; 3]) -> f64 { 0.0 }",
        &["write `&[f64; 3]`"],
    );
    guvectorize(
        "(3)->()",
        "fn f(x: &[f64; 4]) -> f64 { 0.0 }",
        &["fixes this dimension at 3, but the array has 4"],
    );
    guvectorize(
        "(3)->()",
        "fn f<const N: usize>(x: &[f64; N]) -> f64 { 0.0 }",
        &[],
    );
    guvectorize(
        "(n)->()",
        "fn f(x: &[f64; 4]) -> f64 { 0.0 }",
        &["write `(4)` in the signature, or write `&[f64]`"],
    );
    guvectorize(
        "(n)->()",
        "fn f<const N: usize>(x: &[f64; N]) -> f64 { 0.0 }",
        &["the number that `N` stands for"],
    );
    guvectorize(
        "(n)->(n)",
        "fn f(x: &[f64]) -> f64 { 0.0 }",
        &["trailing parameter, `&mut [f64]`"],
    );
    guvectorize(
        "(n)->(2)",
        "fn f(x: &[f64]) -> f64 { 0.0 }",
        &["return `[f64; 2]`"],
    );
    guvectorize(
        "(n)->(n,n)",
        "fn f(x: &[f64], o: &mut [f64]) {}",
        &["write `ArrayViewMut2<f64>`"],
    );
    guvectorize(
        "(n)->()",
        "fn f(x: &[f64], o: &mut [f64]) {}",
        &["write `&mut f64`"],
    );
    guvectorize(
        "(n)->(n)",
        "fn f(x: &[f64]) -> Vec<f64> { 0.0 }",
        &["not returned but written"],
    );
    guvectorize(
        "(n)->(n)",
        "fn f(x: &[f64]) -> &[f64] { x }",
        &["returned by value"],
    );
    guvectorize(
        "(n)->()",
        "fn f(x: &f64) -> f64 { 0.0 }",
        &["taken as it is, `f64`"],
    );
    guvectorize(
        "(n)->()",
        "fn f(x: &Array1<f64>) -> f64 { 0.0 }",
        &["as a view, by value"],
    );
    guvectorize(
        "(n)->()",
        "fn f(x: Array1<f64>) -> f64 { 0.0 }",
        &["does not own arrays"],
    );
    guvectorize(
        "(n)->()",
        "fn f(x: ArrayViewD<f64>) -> f64 { 0.0 }",
        &["`ArrayView1<T>` to `ArrayView6<T>`"],
    );
    guvectorize(
        "(n)->()",
        "fn f(x: ArrayView<f64, IxDyn>) -> f64 { 0.0 }",
        &["`ArrayView1<T>` to `ArrayView6<T>`"],
    );
    guvectorize(
        "(n)->()",
        "fn f(x: ArrayView1) -> f64 { 0.0 }",
        &["needs its element type"],
    );
    guvectorize(
        "(n)->(n)",
        "fn f(x: &[f64], o: &mut Array1<f64>) {}",
        &["taken as a view"],
    );
    guvectorize(
        "(n)->()",
        "fn f(x: [f64]) -> f64 { 0.0 }",
        &["by reference"],
    );
    guvectorize(
        "(n)->()",
        "fn f(x: &'static [f64]) -> f64 { 0.0 }",
        &["without lifetimes"],
    );
    guvectorize(
        "(n)->()",
        "fn f(x: ArrayView1<'_, f64>) -> f64 { 0.0 }",
        &[],
    );
    guvectorize(
        "(n)->(k+1)",
        "fn f(x: &[f64], o: &mut [f64]) {}",
        &["unknown output size"],
    );
    guvectorize(
        "(a,b,c,d,e,f,g)->()",
        "fn f(x: &[f64]) -> f64 { 0.0 }",
        &["6 core dimensions of an operand at most"],
    );
}
