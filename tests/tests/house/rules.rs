//! The rules of the house: each takes a file and tells what breaks it.

use crate::source::{Line, has_word, read};

/// A broken rule: the file's line, and what is wrong there.
pub(crate) type Broken = Vec<(usize, String)>;

/// Files that know nothing of arrays, syntax trees, threads or pointers, and what they may name of their crate.
const PURE: &[(&str, &[&str])] = &[
    ("ufunc-core/src/spec.rs", &["spec"]),
    ("ufunc-core/src/error", &["error", "shape"]),
    ("ufunc-core/src/shape", &["shape", "error", "spec"]),
    ("ufunc-core/src/plan", &["plan", "shape"]),
    ("ufunc-macros/src/signature", &["signature"]),
];

/// Pure files name only each other, downwards.
pub(crate) fn pure(path: &str, text: &str) -> Broken {
    let Some((_, own)) = PURE.iter().find(|(prefix, _)| path.starts_with(prefix)) else {
        return Broken::new();
    };
    let mut broken = Broken::new();
    for line in code(path, text) {
        for word in ["ndarray", "syn", "quote", "proc_macro2", "rayon", "unsafe"] {
            if has_word(&line.code, word) {
                broken.push((line.number, format!("`{word}` in a pure file")));
            }
        }
        for (at, _) in line.code.match_indices("crate::") {
            let rest = &line.code[at + "crate::".len()..];
            let end = rest.find(|c: char| !c.is_alphanumeric() && c != '_');
            let module = &rest[..end.unwrap_or(rest.len())];
            if !own.contains(&module) {
                broken.push((line.number, format!("a pure file names `crate::{module}`")));
            }
        }
    }
    broken
}

/// The files of `ufunc-numpy` that speak with NumPy and Python in C.
const FOREIGN: &[&str] = &[
    "flags",
    "loops",
    "method",
    "numpy_api",
    "raise",
    "register",
    "sizes",
];

/// `unsafe` is in `out.rs` and `exec`, and where C is spoken.
pub(crate) fn unsafe_places(path: &str, text: &str) -> Broken {
    // Files are mapped into memory in one place of the examples: the system has no safe call for it.
    let files = ["ufunc-core/src/out.rs", "examples/src/npy.rs"];
    let file = path.strip_prefix("ufunc-numpy/src/");
    let foreign = file.and_then(|file| file.strip_suffix(".rs"));
    if files.contains(&path)
        || path.starts_with("ufunc-core/src/exec/")
        || foreign.is_some_and(|file| FOREIGN.contains(&file))
    {
        return Broken::new();
    }
    words(
        path,
        text,
        &["unsafe"],
        "only `out.rs`, `exec`, some files of `ufunc-numpy` and the examples' `npy.rs` may have it",
    )
}

/// Each `unsafe` block or implementation has its proof above it.
pub(crate) fn safety_comments(_path: &str, text: &str) -> Broken {
    let lines = read(text);
    let mut broken = Broken::new();
    for (index, line) in lines.iter().enumerate() {
        let opens = uses_of(&line.code).any(|rest| rest.starts_with('{') || starts(rest, "impl"));
        if opens && !line.comment.contains("SAFETY:") && !proof_above(&lines[..index]) {
            broken.push((line.number, "no `SAFETY:` comment just above".into()));
        }
    }
    broken
}

/// What follows each `unsafe` of a line.
fn uses_of(code: &str) -> impl Iterator<Item = &str> {
    let uses = code.match_indices("unsafe");
    uses.map(|(at, word)| code[at + word.len()..].trim_start())
}

/// Whether code begins with a word.
fn starts(code: &str, word: &str) -> bool {
    code.starts_with(word) && has_word(code.split(['(', '{']).next().unwrap_or(code), word)
}

/// Comment lines, and attributes between them and the code.
fn proof_above(lines: &[Line]) -> bool {
    for line in lines.iter().rev() {
        let code = line.code.trim();
        if line.comment.contains("SAFETY:") && code.is_empty() {
            return true;
        }
        if !(code.is_empty() && !line.comment.is_empty() || code.starts_with("#[")) {
            return false;
        }
    }
    false
}

/// Each `unsafe fn` and `unsafe trait` says what its callers owe; those of a trait's implementation say it there.
pub(crate) fn safety_docs(_path: &str, text: &str) -> Broken {
    let lines = read(text);
    let mut broken = Broken::new();
    for (index, line) in lines.iter().enumerate() {
        let declares = uses_of(&line.code).any(|rest| starts(rest, "fn") || starts(rest, "trait"));
        let implements = has_word(&line.inside, "impl") && has_word(&line.inside, "for");
        if !declares || implements {
            continue;
        }
        let mut above = lines[..index].iter().rev().take_while(|line| {
            let code = line.code.trim();
            code.is_empty() && !line.comment.is_empty() || code.starts_with("#[")
        });
        if !above.any(|line| line.comment.contains("# Safety")) {
            broken.push((line.number, "no `# Safety` in its documentation".into()));
        }
    }
    broken
}

/// One file talks to rayon.
pub(crate) fn rayon(path: &str, text: &str) -> Broken {
    if !path.starts_with("ufunc-core/src/") || path == "ufunc-core/src/exec/parallel.rs" {
        return Broken::new();
    }
    words(
        path,
        text,
        &["rayon"],
        "only `exec/parallel.rs` may have it",
    )
}

/// Tokens are printed in two places.
pub(crate) fn quoting(path: &str, text: &str) -> Broken {
    let prints = path.starts_with("ufunc-macros/src/expand/") || path.ends_with("src/fallback.rs");
    if !path.starts_with("ufunc-macros/src/") || prints {
        return Broken::new();
    }
    let macros = [
        "quote!",
        "quote_spanned!",
        "parse_quote!",
        "parse_quote_spanned!",
    ];
    patterns(
        path,
        text,
        &macros,
        "only `expand` and `fallback.rs` may have it",
    )
}

/// The longest file.
pub(crate) const MAX_LINES: usize = 400;

/// A file is one stage or one noun: short, and its first line says which.
pub(crate) fn form(path: &str, text: &str) -> Broken {
    let mut broken = Broken::new();
    let lines = text.lines().count();
    if lines > MAX_LINES {
        broken.push((lines, format!("more than {MAX_LINES} lines")));
    }
    let first = text.lines().next().unwrap_or_default();
    // The page of a crate may be its README.
    let is_readme = first.starts_with("#![doc = include_str!(") && path.ends_with("/lib.rs");
    if !first.starts_with("//! ") && !is_readme {
        broken.push((1, "the first line is not `//! …`".into()));
    }
    broken
}

/// A macro that looks at nothing but its input gives the same output everywhere.
pub(crate) fn macro_input(path: &str, text: &str) -> Broken {
    if !path.starts_with("ufunc-macros/src/") {
        return Broken::new();
    }
    let banned = [
        "fs", "env", "process", "net", "time", "thread", "HashMap", "HashSet",
    ];
    words(
        path,
        text,
        &banned,
        "a macro reads its input only, in a fixed order",
    )
}

/// No path of a machine, no registry but the public one.
pub(crate) fn machine(path: &str, text: &str) -> Broken {
    // In two parts, so that this file keeps the rule.
    let roots = [
        ("/ho", "me/"),
        ("/ro", "ot/"),
        ("/wo", "rk/"),
        ("/tm", "p/"),
        ("/Use", "rs/"),
    ];
    let registry = "registry+https://github.com/rust-lang/crates.io-index";
    let mut broken = Broken::new();
    if path.contains(".cargo/") {
        broken.push((1, "settings of a machine".into()));
    }
    for (index, line) in text.lines().enumerate() {
        for (a, b) in roots {
            let root = format!("{a}{b}");
            let own = |at: usize| {
                !line[..at].ends_with(|c: char| c.is_alphanumeric() || "._-".contains(c))
            };
            if line.match_indices(&root).any(|(at, _)| own(at)) {
                broken.push((index + 1, format!("a path of a machine: `{root}…`")));
            }
        }
        if line.starts_with("source = ") && !line.contains(registry) {
            broken.push((index + 1, "a package that is not from crates.io".into()));
        }
    }
    broken
}

/// The variants of `Error` that no test of texts makes.
pub(crate) fn untested_variants(definition: &str, tests: &str) -> Vec<String> {
    let lines = read(definition);
    let inside = lines
        .iter()
        .filter(|line| has_word(&line.inside, "enum") && has_word(&line.inside, "Error"));
    let variants = inside.filter_map(|line| {
        let name: String = line
            .code
            .trim()
            .chars()
            .take_while(|c| c.is_alphanumeric())
            .collect();
        name.starts_with(char::is_uppercase).then_some(name)
    });
    let tests: Vec<Line> = read(tests);
    let tested = |name: &String| {
        let path = format!("Error::{name}");
        tests.iter().any(|line| has_word(&line.code, &path))
    };
    variants.filter(|name| !tested(name)).collect()
}

/// The lines of code that are no tests.
pub(crate) fn code(path: &str, text: &str) -> impl Iterator<Item = Line> + use<> {
    let tests = path.contains("/tests/") || path.ends_with("tests.rs");
    read(text)
        .into_iter()
        .filter(move |line| !line.test && !tests)
}

fn words(path: &str, text: &str, words: &[&str], reason: &str) -> Broken {
    find(path, text, words, reason, has_word)
}

fn patterns(path: &str, text: &str, patterns: &[&str], reason: &str) -> Broken {
    find(path, text, patterns, reason, |code, pattern| {
        code.contains(pattern)
    })
}

fn find(
    path: &str,
    text: &str,
    what: &[&str],
    reason: &str,
    has: impl Fn(&str, &str) -> bool,
) -> Broken {
    let mut broken = Broken::new();
    for line in code(path, text) {
        for item in what.iter().filter(|item| has(&line.code, item)) {
            broken.push((line.number, format!("`{item}`: {reason}")));
        }
    }
    broken
}
