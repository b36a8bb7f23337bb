//! Random texts and random tokens: nothing panics, and what comes out can be read.

use proc_macro2::TokenStream;
use proptest::prelude::*;

use crate::args::Attribute;
use crate::diag::caret;
use crate::entry;
use crate::nesting::{self, Body};
use crate::signature::{self, Dim, Signature, Size};

/// Texts that are nearly signatures.
fn texts() -> impl Strategy<Value = String> {
    let pieces: &[_] = &[
        "(", ")", ",", "->", "n", "m", "k1", "3", "03", "1", "0", "?", "|1", "|", "+", "-", "*",
        "/", " ", "\t", "\n", "ï", "\0", "(n)", "(n,m)", "(n?)", "()", "(n+1)",
    ];
    let piece = prop::sample::select(pieces);
    prop::collection::vec(piece, 0..24).prop_map(|pieces| pieces.concat())
}

/// A well-formed signature, as text.
fn well_formed() -> impl Strategy<Value = String> {
    let dim = prop::sample::select(["m", "n|1", "p?", "q|1?", "3", "2?", "_x1"].as_slice());
    let input = prop::collection::vec(dim, 0..4).prop_map(|dims| format!("({})", dims.join(",")));
    let dims: &[_] = &[
        "p?",
        "3",
        "2?",
        "m+1",
        "m*(m-1)/2",
        "2*(3+m)",
        "new",
        "other",
        "m/m",
    ];
    let dim = prop::sample::select(dims);
    let output = prop::collection::vec(dim, 0..4).prop_map(|dims| format!("({})", dims.join(",")));
    let inputs = prop::collection::vec(input, 0..4);
    let outputs = prop::collection::vec(output, 0..4);
    (inputs, outputs).prop_map(|(mut inputs, outputs)| {
        // Computed sizes use `m`.
        inputs.insert(0, "(m)".to_owned());
        let arrow = if outputs.is_empty() { "" } else { "->" };
        format!("{}{arrow}{}", inputs.join(","), outputs.join(","))
    })
}

/// Blanks wherever NumPy takes them.
fn loosen(text: &str) -> String {
    let text = text.replace("->", " \t->  ");
    let text = text.replace(',', " , ").replace('(', "\t( ");
    text.replace(')', "  ) ")
}

fn check_offsets(text: &str) {
    if let Err(mistakes) = signature::parse(text) {
        assert!(!mistakes.is_empty());
        for mistake in mistakes {
            assert!(
                text.is_char_boundary(mistake.offset),
                "{text:?} {mistake:?}"
            );
            assert!(caret(text, mistake.offset).ends_with('^'));
        }
    }
}

/// Each size step finds its operands, and one size is left.
fn check_sizes(signature: &Signature) {
    for Dim { size, .. } in &signature.dims {
        let Size::Computed(ops) = size else { continue };
        let mut depth = 0_usize;
        for op in ops {
            match op {
                signature::SizeOp::Dim(index) => {
                    assert!(*index < signature.dims.len());
                    depth += 1;
                }
                signature::SizeOp::Int(_) => depth += 1,
                _ => depth = depth.checked_sub(1).filter(|&rest| rest > 0).unwrap(),
            }
        }
        assert_eq!(depth, 1);
    }
}

/// Random tokens that look like what the attributes are put on.
fn tokens() -> impl Strategy<Value = TokenStream> {
    let pieces: &[_] = &[
        "fn",
        "f",
        "pub",
        "const",
        "async",
        "unsafe",
        "extern \"C\"",
        "<",
        ">",
        "T",
        ":",
        ",",
        "(x: f64)",
        "(x: f64, y: f64)",
        "()",
        "(&self)",
        "->",
        "f64",
        "Result",
        "&",
        "&mut",
        "[f64]",
        "[f64; 3]",
        "{}",
        "{ x }",
        "where",
        "impl",
        "Trait",
        "'a",
        "_",
        "mut",
        "self",
        "Self",
        "#[inline]",
        "#[cfg_attr(all(), inline, doc = \"x\")]",
        "#[expect(unused)]",
        "struct",
        ";",
        "=",
        "\"(n)->()\"",
        "identity",
        "parallel",
        "crate",
        "3",
        "(a, b)",
        "(x: &[f64], out: &mut f64)",
        "!",
        "ArrayView2",
    ];
    let piece = prop::sample::select(pieces);
    prop::collection::vec(piece, 0..16).prop_map(|pieces| pieces.join(" ").parse().unwrap())
}

/// A function with one random part.
fn nearly(part: TokenStream) -> [TokenStream; 4] {
    [
        quote::quote!(pub fn f(x: f64) -> f64 { #part }),
        quote::quote!(fn f(#part) -> f64 { x }),
        quote::quote!(#part fn f(x: f64, y: &mut [f64]) { x }),
        quote::quote!(fn f<#part>(x: T, y: T) -> T { x }),
    ]
}

fn expands(attribute: Attribute, args: &TokenStream, item: &TokenStream) {
    let out = entry::run(attribute, args.clone(), item.clone());
    let again = entry::run(attribute, args.clone(), item.clone());
    assert_eq!(out.to_string(), again.to_string());
    // The body is the user's: if that reads, so does the whole.
    let readable = syn::parse2::<syn::File>(item.clone()).is_ok();
    assert!(
        !readable || syn::parse2::<syn::File>(out.clone()).is_ok(),
        "{item} became {out}"
    );
}

proptest! {
    // Nothing is written beside the sources.
    #![proptest_config(ProptestConfig { cases: 1000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_is_judged_without_a_panic(text in any::<String>()) {
        check_offsets(&text);
    }

    #[test]
    fn near_misses_are_judged_without_a_panic(text in texts()) {
        check_offsets(&text);
        if let Ok(parsed) = signature::parse(&text) {
            check_sizes(&parsed);
            prop_assert_eq!(signature::parse(&parsed.to_string()), Ok(parsed));
        }
    }

    #[test]
    fn signatures_survive_being_written_and_read(text in well_formed()) {
        let parsed = signature::parse(&text).unwrap();
        check_sizes(&parsed);
        let written = parsed.to_string();
        prop_assert_eq!(&written, &text);
        prop_assert_eq!(signature::parse(&written).unwrap(), parsed.clone());
        prop_assert_eq!(signature::parse(&loosen(&text)).unwrap(), parsed);
    }

    #[test]
    fn any_tokens_expand_to_tokens_that_read(args in tokens(), item in tokens()) {
        for attribute in [Attribute::Vectorize, Attribute::Guvectorize] {
            expands(attribute, &args, &item);
        }
    }

    #[test]
    fn nearly_functions_expand_to_tokens_that_read(part in tokens()) {
        let signature = quote::quote!("(),(n)->()");
        for item in nearly(part) {
            expands(Attribute::Vectorize, &TokenStream::new(), &item);
            expands(Attribute::Guvectorize, &signature, &item);
        }
    }
}

#[test]
fn depth_is_counted_without_recursion() {
    let deep = |open: &str, close: &str, depth: usize| -> TokenStream {
        let text = format!(
            "fn f(x: {}f64{}) -> f64 {{ x }}",
            open.repeat(depth),
            close.repeat(depth)
        );
        text.parse().unwrap()
    };
    for (open, close) in [
        ("Box<", ">"),
        ("[", "; 1]"),
        ("&", ""),
        ("*const ", ""),
        ("fn() -> ", ""),
        ("dyn ", ""),
        ("(", ",)"),
    ] {
        assert!(
            nesting::too_deep(&deep(open, close, 20), Body::Skipped).is_none(),
            "{open}"
        );
        assert!(
            nesting::too_deep(&deep(open, close, 65), Body::Skipped).is_some(),
            "{open}"
        );
        let out = entry::run(
            Attribute::Vectorize,
            TokenStream::new(),
            deep(open, close, 1000),
        );
        assert!(
            out.to_string().contains("nested more than 64 deep"),
            "{open}"
        );
    }
    // A body is never parsed: it may be as deep as the compiler takes it.
    let body = format!(
        "fn f(x: f64) -> f64 {{ {}x{} }}",
        "(".repeat(100),
        ")".repeat(100)
    );
    let out = entry::run(
        Attribute::Vectorize,
        TokenStream::new(),
        body.parse().unwrap(),
    );
    assert!(!out.to_string().contains("compile_error"));
}
