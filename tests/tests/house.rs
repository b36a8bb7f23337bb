//! The rules of the house, held against its sources; each rule is shown to fail on a line that breaks it.

#[path = "house/panics.rs"]
mod panics;
#[path = "house/rules.rs"]
mod rules;
#[path = "house/source.rs"]
mod source;

use std::fs;
use std::path::{Path, PathBuf};

use rules::Broken;

type Rule = fn(&str, &str) -> Broken;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn text_of(path: &str) -> String {
    fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// All files of the repository but what is built or ignored, by their path from its root.
fn files() -> Vec<String> {
    let mut found = Vec::new();
    let mut folders = vec![String::new()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(root().join(&folder)).unwrap() {
            let entry = entry.unwrap();
            let name = entry.file_name().into_string().unwrap();
            if ["target", ".git", "proptest-regressions"].contains(&name.as_str()) {
                continue;
            }
            let path = if folder.is_empty() {
                name
            } else {
                format!("{folder}/{name}")
            };
            if entry.file_type().unwrap().is_dir() {
                folders.push(path);
            } else {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

/// The sources of our own: no expansions, no cases of the compiler's messages.
fn sources() -> Vec<String> {
    let ours = |path: &String| {
        path.ends_with(".rs") && !path.starts_with("tests/ui/") && !path.contains("/snapshots/")
    };
    let sources: Vec<String> = files().into_iter().filter(ours).collect();
    // A walk that finds nothing would hold every rule.
    assert!(
        sources
            .iter()
            .any(|path| path == "ufunc-core/src/exec/parallel.rs")
    );
    assert!(sources.len() > 50, "{} sources", sources.len());
    sources
}

/// Holds a rule against files.
fn hold(rule: Rule, files: Vec<String>) {
    let mut broken = String::new();
    for path in files {
        // Fonts and pictures have no lines.
        let Ok(text) = String::from_utf8(fs::read(root().join(&path)).unwrap()) else {
            continue;
        };
        for (line, what) in rule(&path, &text) {
            broken += &format!("\n  {path}:{line}: {what}");
        }
    }
    assert!(broken.is_empty(), "{broken}");
}

/// The number of times that a rule is broken by a file of this text.
fn count(rule: Rule, path: &str, text: &str) -> usize {
    rule(path, text).len()
}

fn crates() -> Vec<String> {
    let of_crates = |path: &String| path.starts_with("ufunc-") && path.contains("/src/");
    sources().into_iter().filter(of_crates).collect()
}

#[test]
fn pure_files_import_one_way() {
    let plan = "ufunc-core/src/plan.rs";
    assert_eq!(count(rules::pure, plan, "use ndarray::Axis;"), 1);
    assert_eq!(count(rules::pure, plan, "use crate::lazy::Lazy;"), 1);
    assert_eq!(
        count(rules::pure, plan, "use crate::shape::Dims; // ndarray"),
        0
    );
    assert_eq!(
        count(rules::pure, "ufunc-core/src/shape/bind.rs", "unsafe {}"),
        1
    );
    assert_eq!(
        count(
            rules::pure,
            "ufunc-macros/src/signature/parse.rs",
            "use syn::Type;"
        ),
        1
    );
    assert_eq!(
        count(rules::pure, "ufunc-core/src/lazy.rs", "use ndarray::Axis;"),
        0
    );
    hold(rules::pure, crates());
}

#[test]
fn unsafe_is_where_it_may_be() {
    assert_eq!(
        count(
            rules::unsafe_places,
            "ufunc-core/src/lazy.rs",
            "let x = unsafe { y };"
        ),
        1
    );
    assert_eq!(
        count(rules::unsafe_places, "examples/a.rs", "unsafe fn f() {}"),
        1
    );
    assert_eq!(
        count(
            rules::unsafe_places,
            "ufunc-core/src/out.rs",
            "unsafe { y }"
        ),
        0
    );
    assert_eq!(
        count(
            rules::unsafe_places,
            "a.rs",
            "#![forbid(unsafe_code)] // unsafe\nf(\"unsafe\")"
        ),
        0
    );
    let foreign = |file| count(rules::unsafe_places, file, "unsafe { y }");
    assert_eq!(foreign("ufunc-numpy/src/loops.rs"), 0);
    assert_eq!(foreign("ufunc-numpy/src/describe.rs"), 1);
    hold(rules::unsafe_places, sources());
}

#[test]
fn unsafe_is_proved() {
    let blocks = |text| count(rules::safety_comments, "", text);
    assert_eq!(blocks("let x = unsafe { y };"), 1);
    assert_eq!(
        blocks("// SAFETY: fine.\nlet z = 1;\nlet x = unsafe { y };"),
        1
    );
    assert_eq!(blocks("unsafe impl<T> Send for X<T> {}"), 1);
    assert_eq!(
        blocks("// SAFETY: fine,\n// really.\n#[allow(a)]\nlet x = unsafe { y };"),
        0
    );
    assert_eq!(
        blocks("unsafe fn f() {}\nunsafe trait T {}\n// unsafe { }"),
        0
    );
    let docs = |text| count(rules::safety_docs, "", text);
    assert_eq!(docs("unsafe fn f() {}"), 1);
    assert_eq!(docs("/// Does.\n#[inline]\npub unsafe trait T {}"), 1);
    assert_eq!(docs("trait T {\n/// Does.\nunsafe fn f();\n}"), 1);
    assert_eq!(
        docs("/// # Safety\n///\n/// None.\n#[inline]\npub unsafe fn f() {}"),
        0
    );
    assert_eq!(
        docs("impl<T> A for B<T> where T: C {\nunsafe fn f() {}\n}"),
        0
    );
    hold(rules::safety_comments, crates());
    hold(rules::safety_docs, crates());
}

#[test]
fn one_file_names_rayon() {
    assert_eq!(
        count(
            rules::rayon,
            "ufunc-core/src/exec/serial.rs",
            "rayon::join(a, b)"
        ),
        1
    );
    assert_eq!(
        count(
            rules::rayon,
            "ufunc-core/src/exec/mod.rs",
            "#[cfg(feature = \"rayon\")] // rayon"
        ),
        0
    );
    assert_eq!(
        count(
            rules::rayon,
            "ufunc-core/src/exec/parallel.rs",
            "rayon::join(a, b)"
        ),
        0
    );
    hold(rules::rayon, crates());
}

#[test]
fn tokens_are_printed_in_two_places() {
    assert_eq!(
        count(
            rules::quoting,
            "ufunc-macros/src/check/mod.rs",
            "quote!(#x)"
        ),
        1
    );
    assert_eq!(
        count(
            rules::quoting,
            "ufunc-macros/src/check/mod.rs",
            "use quote::ToTokens;"
        ),
        0
    );
    assert_eq!(
        count(
            rules::quoting,
            "ufunc-macros/src/expand/mod.rs",
            "quote!(#x)"
        ),
        0
    );
    hold(rules::quoting, crates());
}

#[test]
fn nothing_panics() {
    let path = "ufunc-macros/src/args.rs";
    for line in [
        "x.unwrap()",
        "x.expect(\"y\")",
        "panic!()",
        "todo!()",
        "unreachable!()",
        "assert!(x)",
    ] {
        assert_eq!(count(panics::panics, path, line), 1, "{line}");
    }
    assert_eq!(
        count(
            panics::panics,
            path,
            "debug_assert!(x); x.unwrap_or(y); \"panic!\" // todo!"
        ),
        0
    );
    assert_eq!(
        count(
            panics::panics,
            path,
            "#[cfg(test)]\nmod tests {\nfn f() { x.unwrap() }\n}"
        ),
        0
    );
    assert_eq!(
        count(
            panics::panics,
            path,
            "#[cfg(test)]\nmod tests;\nfn f() { x.unwrap() }"
        ),
        1
    );
    assert_eq!(
        count(
            panics::panics,
            "ufunc-core/src/kernel.rs",
            "Ok(_) => panic!()"
        ),
        1
    );
    hold(panics::panics, crates());
    assert_eq!(panics::stale_panics(|_| String::new()).len(), 14);
    assert_eq!(panics::stale_panics(text_of), [""; 0]);
}

#[test]
fn files_are_short_and_say_what_they_are() {
    assert_eq!(count(rules::form, "", "//! A noun.\n"), 0);
    assert_eq!(count(rules::form, "", "use x;\n"), 1);
    let long = "//! A noun.\n".repeat(rules::MAX_LINES);
    assert_eq!(count(rules::form, "", &long), 0);
    assert_eq!(count(rules::form, "", &(long + "\n")), 1);
    hold(rules::form, sources());
}

#[test]
fn a_macro_reads_its_input_only() {
    let path = "ufunc-macros/src/entry.rs";
    assert_eq!(count(rules::macro_input, path, "use std::{fmt, fs};"), 1);
    assert_eq!(count(rules::macro_input, path, "std::env::var(\"X\")"), 1);
    assert_eq!(count(rules::macro_input, path, "env!(\"X\")"), 1);
    assert_eq!(count(rules::macro_input, path, "use std::fmt; // fs"), 0);
    hold(rules::macro_input, crates());
}

#[test]
fn nothing_tells_of_a_machine() {
    let path = ["see /ho", "me/someone/x"].concat();
    assert_eq!(count(rules::machine, "README.md", &path), 1);
    assert_eq!(
        count(rules::machine, "README.md", &["target/tm", "p/x"].concat()),
        0
    );
    assert_eq!(count(rules::machine, ".cargo/config.toml", ""), 1);
    let lock = "source = \"registry+https://example.org/index\"";
    assert_eq!(count(rules::machine, "Cargo.lock", lock), 1);
    hold(rules::machine, files());
}

#[test]
fn each_error_has_a_test_of_its_text() {
    let definition =
        "pub enum Error {\n/// A.\nAxis {\nx: u8,\n},\nKernel(X),\n}\nenum Other { A }";
    assert_eq!(rules::untested_variants(definition, ""), ["Axis", "Kernel"]);
    assert_eq!(
        rules::untested_variants(definition, "Error::Axis { .. }"),
        ["Kernel"]
    );
    assert_eq!(
        rules::untested_variants(definition, "// Error::Axis\nError::Kernels"),
        ["Axis", "Kernel"]
    );
    let definition = text_of("ufunc-core/src/error.rs");
    assert!(rules::untested_variants(&definition, "").len() >= 14);
    let untested = rules::untested_variants(&definition, &text_of("ufunc-core/src/error/tests.rs"));
    assert_eq!(untested, [""; 0]);
}

/// What stands in README between a comment with a snapshot's path and the end of the next code block.
fn shown(readme: &str) -> Vec<(String, String)> {
    let parts = readme.split("<!-- snapshot: ").skip(1);
    let read = parts.filter_map(|part| {
        let (path, rest) = part.split_once(" -->")?;
        let (_, block) = rest.split_once("```")?;
        let (block, _) = block.split_once("```")?;
        let (_, text) = block.split_once('\n')?;
        Some((path.to_owned(), text.trim().to_owned()))
    });
    read.collect()
}

#[test]
fn readme_shows_the_expansion_as_it_is() {
    let sample = "text\n<!-- snapshot: a/b.rs -->\n```rust\nfn f() {}\n```\nmore";
    assert_eq!(
        shown(sample),
        [("a/b.rs".to_owned(), "fn f() {}".to_owned())]
    );
    assert_eq!(shown("```rust\nfn f() {}\n```"), []);
    let readme = root().join("README.md");
    if !readme.exists() {
        return;
    }
    let shown = shown(&fs::read_to_string(readme).unwrap());
    assert!(
        !shown.is_empty(),
        "README.md shows no expansion: put `<!-- snapshot: ufunc-macros/src/snapshots/….rs -->` before its code block"
    );
    for (path, text) in shown {
        assert_eq!(text, text_of(&path).trim(), "README.md and {path} differ");
    }
}

#[test]
fn the_reader_of_sources_knows_rust() {
    let lines = source::read(
        "let a = \"x // \\\" y\"; // c\nlet b = r#\"un\"safe\"#; /* d\n*/ 'x'; '\\''; &'a T; b\"z\"",
    );
    let code: Vec<&str> = lines.iter().map(|line| line.code.trim()).collect();
    assert_eq!(
        code,
        ["let a = \"\";", "let b = \"\";", "' '; ' '; &'a T; b\"\""]
    );
    assert_eq!(lines[0].comment, "// c");
    assert!(source::has_word("a.unsafe()", "unsafe") && !source::has_word("unsafe_code", "unsafe"));
}
