//! The compiler's messages: one mistake a file, in `ui/`, with what a user reads beside it.
//!
//! `TRYBUILD=overwrite cargo test -p ufunc-tests --test ui` writes them anew; read them before they are kept.

use std::process::Command;

/// The compiler whose messages are in `ui/`: other versions word and draw them in other ways.
const RUSTC: &str = "rustc 1.95.";

#[test]
fn ui() {
    let rustc = std::env::var("RUSTC").unwrap_or_else(|_| "rustc".into());
    let version = Command::new(rustc).arg("--version").output().unwrap();
    let version = String::from_utf8_lossy(&version.stdout).into_owned();
    let cases = trybuild::TestCases::new();
    cases.pass("ui/pass/*.rs");
    if version.starts_with(RUSTC) {
        cases.compile_fail("ui/*.rs");
    } else {
        eprintln!("not compared with {version}: the messages of {RUSTC}");
    }
}
