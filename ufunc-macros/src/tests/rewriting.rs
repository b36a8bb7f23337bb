//! Bodies before and after rewriting, and bodies that stay as they are.

use std::fmt::Write;
use std::path::Path;

use proc_macro2::TokenStream;
use quote::ToTokens;

use crate::args::{self, Attribute};
use crate::diag::Errors;
use crate::model::Body;
use crate::{check, func, rewrite};

fn body(args: &str, item: &str) -> Body {
    let attribute = if args.starts_with('"') {
        Attribute::Guvectorize
    } else {
        Attribute::Vectorize
    };
    let mut errors = Errors::default();
    let args = args::parse(attribute, args.parse().unwrap(), &mut errors);
    let function = func::parse(item.parse().unwrap(), attribute.name()).unwrap();
    let ufunc = check::check(attribute, args, function, &mut errors);
    assert!(errors.is_empty(), "{item}: {errors:?}");
    rewrite::rewrite(&ufunc.unwrap())
}

/// The body as text, with short paths.
fn text(body: &TokenStream) -> String {
    let head: TokenStream = "fn after()".parse().unwrap();
    let tokens: TokenStream = head.into_iter().chain(body.clone()).collect();
    let file = syn::parse2(tokens.clone()).unwrap_or_else(|error| panic!("{error}: {tokens}"));
    prettyplease::unparse(&file).replace("::ufunc_core::__private", "private")
}

/// What is rewritten, each under a name.
const REWRITTEN: &[(&str, &str, &str)] = &[
    (
        "calls of maths, by method and by path",
        "",
        "fn f<T: Real>(x: f64, t: T) -> (f64, T) { ((x * x + 1.0).exp() - f64::sin(x).powi(2) + f32::ln(2.0) as f64, \
         T::hypot(t, t).tanh() + <T as Float>::atan2(t, t) + Float::cbrt(t)) }",
    ),
    (
        "places and references",
        "\"(n)->(n)\"",
        "fn f(x: &[f64], out: &mut [f64]) { for i in 0..x.len() { out[i] = x[i].exp(); } \
         for (o, v) in out.iter_mut().zip(x) { *o += v.round(); } for v in x.iter() { let w = v.ln(); } \
         let total: f64 = x.iter().map(|v| v.exp()).sum(); out[0] = point.x.sin() + (&total).cos() }",
    ),
    (
        "arms",
        "",
        "fn f(x: f64, n: i32) -> f64 { let y = if x > 0.0 { x.ln() } else if n == 3 && !x.is_nan() { 0.0 } \
         else { let z = -x; z.sqrt() * PI }; (if y > x { y } else { n as f64 }) / 2.0 }",
    ),
    (
        "early returns",
        "",
        "fn f(x: f64, n: i32) -> f64 { if x < 0.0 { return 0.0; } let y = x.sqrt(); \
         if n == 3 { return y.exp(); } else if n > 4 { return f64::NAN; } (y + 1.0).ln() }",
    ),
    (
        "early returns of tuples",
        "",
        "fn f(x: f64) -> (f64, f64) { if x.is_nan() { return (0.0, x); } let (s, c) = x.sin_cos(); (s, c) }",
    ),
    (
        "assignments",
        "",
        "fn f(x: f64) -> f64 { let mut y = x; if x > 1.0 { y = x.ln(); } else if x > 0.5 { let z = x * x; y *= z + 1.0; } \
         else { y -= 0.5; } y }",
    ),
    (
        "calls that may be of ufuncs",
        "",
        "fn f(x: f64) -> f64 { 1.0 + stats::epan(x, gaussian(x.exp(), 0.2)) }",
    ),
    (
        "a runtime elsewhere",
        "crate = crate::arrays",
        "fn f(x: f64) -> f64 { if x > 1.0 { x.exp() } else { x } }",
    ),
];

/// `UFUNC_BLESS=1 cargo test -p ufunc-macros rewriting` writes the file anew.
#[test]
fn before_and_after() {
    let mut all = "//! Bodies before and after rewriting.\n".to_owned();
    for (name, args, item) in REWRITTEN {
        let file = syn::parse_str(item).unwrap();
        let body = body(args, item);
        let before = prettyplease::unparse(&file);
        let Body {
            math, noted, cost, ..
        } = body;
        let after = text(&body.tokens);
        write!(
            all,
            "\n// # {name}\n\n{before}\n// math: {math}, noted: {noted}, cost: {cost}\n{after}"
        )
        .unwrap();
    }
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/snapshots/rewritten.rs");
    if std::env::var_os("UFUNC_BLESS").is_some() {
        std::fs::write(&path, all).unwrap();
        return;
    }
    let committed = std::fs::read_to_string(&path).unwrap_or_default();
    assert_eq!(committed, all, "bless with UFUNC_BLESS=1 if this is meant");
}

#[test]
fn floats_or_complex_numbers_tell_what_they_note() {
    let told = |item: &str| {
        let body = body("", item);
        let by = body.noted_by.iter().map(ToString::to_string);
        (body.noted, body.pure, by.collect::<Vec<_>>().join(" "))
    };
    for (item, expected) in [
        ("fn f<T: Real>(x: T) -> T { x.exp() }", (false, true, "")),
        (
            "fn f<T: Elementary>(x: T) -> T { x.exp() }",
            (false, true, "T"),
        ),
        (
            "fn f<T>(x: T) -> T where T: traits::Elementary { x.sin() }",
            (true, true, "T"),
        ),
        (
            "fn f<T: Elementary + Real>(x: T) -> T { x.exp() }",
            (false, true, ""),
        ),
        ("fn f<T: Elementary>(x: T) -> T { x }", (false, true, "")),
    ] {
        let (noted, pure, by) = expected;
        assert_eq!(told(item), (noted, pure, by.to_owned()), "{item}");
    }
}

/// What is no call of maths and cannot be computed in vain.
#[test]
fn these_stay() {
    for statements in [
        // Not known to be floats, or not to be free of panics, effects and loops.
        "if x > 0.0 { table[0] } else { x }",
        "if n > 0 { 1 / n } else { 0 }",
        "if n > 0 { n + 1 } else { n }",
        "if x > 0.0 { x % 2.0 } else { x }",
        "if x > 0.0 { x.clamp(0.0, x) } else { x }",
        "if x > 0.0 { std::mem::take(&mut y) } else { x }",
        "if x > 0.0 { assert!(true); x } else { x }",
        "if x > 0.0 { loop {} } else { x }",
        "if x > 0.0 { thing } else { x }",
        "if x > 0.0 { thing * x } else { x }",
        "if x > 0.0 { A / B } else { C }",
        "if let Some(y) = some { x } else { 0.0 }",
        "if x > 0.0 && let Some(y) = some { x } else { 0.0 }",
        "if some.is_none() { x } else { 0.0 }",
        "if x > 0.0 { x } else { return 0.0 }",
        "if x > 0.0 { x as f64 } else { x as f32 }",
        "if x > 0.0 { #[cfg(a)] let y = x; x } else { x }",
        "#[cfg(a)] if x > 0.0 { x } else { 0.0 }",
        "let y; if x > 0.0 { y = 1.0 } else { y = x } y",
        "let y: f64; if x > 0.0 { y = 1.0 } else { y = x } y",
        "let mut k = 0; if x > 0.0 { k += 1; } k as f64",
        "if x > 0.0 { println!(); return 1.0; } x",
        // Names that mean something else by then.
        "let x = thing(0, &n); if x > 0.0 { x } else { x / 2.0 }",
        "match some { x => if x > 0 { x } else { x / 2 } }",
        "declare!(x); if x > 0 { x } else { 0 }",
        "let f = |x| if x > 0 { x / n } else { 0 }; f(1)",
        // Not the functions that are rewritten, or with other arguments.
        "x.max(1.0) + x.abs() + x.sqrt() + x.powi() + x.exp(1.0) + x.maximum(1.0)",
        "n.exp() + n.powi(2)",
        "X::exp(x) + X::ln(x) + exp(x, &x) + maths::f64::sin(&x)",
        "const { 2.0f64.sqrt() } + [0.0; size(4)][0] + macros!(x.exp())",
        "fn inner(x: f64) -> f64 { if x > 0.0 { x.exp() } else { x } } inner as f64",
        // Calls with what is no scalar, or of what is no free function.
        "work(&x) + std::cmp::max(x, 1.0) + Some(x) + Type::name(x) + f64::from(x) + call::<u8>(x)",
        "let work = |x| x; work(x) + unsafe { other(x) } + (|y: f64| work(y))(x)",
        // Not a body that can be read.
        "let = ;",
    ] {
        let item = format!("fn f(x: f64, n: i32) -> f64 {{ {statements} }}");
        let item: TokenStream = item.parse().unwrap();
        let body = body("", &item.to_string());
        let written = item.into_iter().last().map(ToTokens::into_token_stream);
        assert_eq!(body.tokens.to_string(), written.unwrap().to_string());
        assert!(!body.math && !body.noted, "{statements}");
    }
}

#[test]
fn std_maths_stays() {
    let item = "fn f(x: f64) -> f64 { if x > 0.0 { return x.exp(); } gaussian(x, 0.2) }";
    let body = body("math = \"std\"", item);
    assert!(!body.math && !body.noted);
    assert!(
        item.replace(' ', "")
            .ends_with(&body.tokens.to_string().replace(' ', ""))
    );
}

/// Too deep to be read: it reaches the compiler as it is.
#[test]
fn a_deep_body_stays() {
    let is_read = |open: &str, depth: usize, close: &str| {
        let (open, close) = (open.repeat(depth), close.repeat(depth));
        let item = format!("fn f(x: f64) -> f64 {{ {open}x.exp(){close} }}");
        // As much as a compiler leaves, with a margin.
        let thread = std::thread::Builder::new().stack_size(4 << 20);
        let read = thread.spawn(move || body("", &item).math).unwrap();
        read.join().unwrap()
    };
    for (open, close) in [
        ("(", ")"),
        ("{", "}"),
        ("f(", ")"),
        ("-", ""),
        ("x + ", ""),
        ("x * (x + ", ")"),
    ] {
        assert!(is_read(open, 50, close), "{open}");
        assert!(!is_read(open, 1000, close), "{open}");
    }
    assert!(is_read("x + ", 300, ""));
}

#[test]
fn costs() {
    let of = |item: &str| body("", item).cost;
    assert_eq!(of("fn f(x: f64) -> f64 { x }"), 1);
    assert_eq!(of("fn f(x: f64) -> f64 { x + x * x / x }"), 6);
    assert_eq!(
        of("fn f(x: f64) -> f64 { x.exp() + x.sin() + x.sqrt() }"),
        38
    );
    assert_eq!(of("fn f(x: f64) -> f64 { unknown(x) }"), 20);
    assert_eq!(
        of("fn f(x: f64) -> f64 { for _ in x { for _ in x { x + x; } } x }"),
        64
    );
    let sum = "fn f(x: &[f64]) -> f64 { for i in 0..9 { for j in 0..9 { x + x; } } }";
    assert_eq!(body("\"(n)->()\"", sum).cost, 8);
}

#[test]
fn pure_bodies() {
    let is_pure = |statements: &str| {
        let item = format!("fn f(x: f64, n: i32) -> f64 {{ {statements} }}");
        body("", &item).pure
    };
    assert!(is_pure("let a = x.sin(); a * x"));
    assert!(is_pure("let (a, b) = (x.sin(), x.cos()); a * b"));
    assert!(is_pure(
        "let (a, _) = (x.sin(), 2.0); let (a, b) = (a + x, a); a * b"
    ));
    assert!(is_pure("let (s, c) = x.sin_cos(); s * c"));
    // The second value is not known to be harmless, the pattern takes a part, the declaration may leave.
    assert!(!is_pure("let (a, b) = (x.sin(), n + 1); a"));
    assert!(!is_pure("let (a, (b, c)) = (x, (x, x)); a"));
    assert!(!is_pure("let (a, ref b) = (x, x); a"));
    assert!(!is_pure("let (a, 1.0) = (x, x) else { return x }; a"));
}
