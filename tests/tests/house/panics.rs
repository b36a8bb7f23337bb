//! Panics that are meant, and that there are no others.

use crate::rules::{Broken, code};

/// Nothing panics outside tests, but for the table below.
pub(crate) fn panics(path: &str, text: &str) -> Broken {
    if !path.starts_with("ufunc-") || !path.contains("/src/") {
        return Broken::new();
    }
    let calls = [
        ".unwrap()",
        ".unwrap_err()",
        ".expect(",
        ".expect_err(",
        "panic!",
        "todo!",
        "unimplemented!",
        "unreachable!",
        " assert!",
        " assert_eq!",
        " assert_ne!",
        "dbg!",
        "println!",
        "eprintln!",
    ];
    let mut broken = Broken::new();
    for line in code(path, text) {
        let line_code = format!(" {}", line.code);
        let meant = PANICS
            .iter()
            .any(|(file, part, _)| *file == path && line.code.contains(part));
        for call in calls
            .iter()
            .filter(|call| line_code.contains(**call) && !meant)
        {
            let call = call.trim();
            broken.push((
                line.number,
                format!("`{call}` is not in the list of meant panics"),
            ));
        }
    }
    broken
}

/// The entries of the table below whose line is gone.
pub(crate) fn stale_panics(read_file: impl Fn(&str) -> String) -> Vec<&'static str> {
    let stale = PANICS.iter().filter(|(file, part, reason)| {
        assert!(!reason.is_empty());
        !code(file, &read_file(file)).any(|line| line.code.contains(part))
    });
    stale.map(|(file, ..)| *file).collect()
}

/// Panics that are meant: the file, a part of the line, the reason.
const PANICS: &[(&str, &str, &str)] = &[
    (
        "ufunc-core/src/kernel.rs",
        "Err(error) => panic!",
        "the plain call, which panics with the error's text",
    ),
    (
        "ufunc-core/src/rank.rs",
        "Err(error) => panic!",
        "never reached: scalars make no `Error`",
    ),
    (
        "ufunc-core/src/rank.rs",
        "Err(_) => unreachable!",
        "never reached: types and shapes have the same rank",
    ),
    (
        "ufunc-core/src/out.rs",
        "unreachable!",
        "never reached: the operand lent its memory; a dense layout fits",
    ),
    (
        "ufunc-core/src/exec/operand.rs",
        "_ => panic!",
        "misuse of a private name of expansions",
    ),
    (
        "ufunc-core/src/exec/computed.rs",
        "Err(error) => panic!",
        "the plain call of scalars; `Result` functions check before they load",
    ),
    (
        "ufunc-core/src/fusion.rs",
        "Err(error) => panic!",
        "the plain call of scalars, one of which fails",
    ),
    (
        "ufunc-core/src/slices/pairwise.rs",
        "panic!",
        "slices of different lengths, a mistake in the kernel",
    ),
    (
        "ufunc-core/src/exec/core/window.rs",
        "None => panic!",
        "while compiling",
    ),
    (
        "ufunc-core/src/exec/core/call.rs",
        "_ => panic!",
        "while compiling",
    ),
    (
        "ufunc-core/src/exec/core/call.rs",
        "assert!",
        "while compiling",
    ),
    (
        "ufunc-core/src/exec/foreign/given.rs",
        "assert!",
        "while compiling",
    ),
    ("ufunc-numpy/src/loops.rs", "assert!", "while compiling"),
    ("ufunc-numpy/src/variant.rs", "assert!", "while compiling"),
];
