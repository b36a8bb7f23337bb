//! The guide, held against the library: code in its tables is tested, texts are those that are given, nothing is missing.

#[path = "guide/markdown.rs"]
mod markdown;

use std::fs;
use std::path::Path;

use markdown::{Chapter, Section, squeezed};
use ndarray::{ArrayViewD, IxDyn, arr0};
use ufunc_core::{Explanation, vectorize};

fn read(path: &str) -> String {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    fs::read_to_string(root.join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

fn chapter(name: &str) -> Chapter {
    Chapter::read(&read(&format!("ufunc-core/src/guide/{name}.md")))
}

/// The code in the last cells of sections' tables that no example of the same section has.
fn untested(sections: &[Section]) -> Vec<String> {
    let mut untested = Vec::new();
    for section in sections {
        let tested = squeezed(&section.code);
        for row in &section.rows {
            let cell = row.last().map_or("", String::as_str);
            let codes = markdown::codes(cell).into_iter();
            untested.extend(codes.filter(|code| !fits(&squeezed(code), &tested)));
        }
    }
    untested
}

#[test]
fn code_in_tables_is_tested() {
    let sample = |cell: &str, code: &str| {
        let text =
            format!("# A\n| a | b |\n|---|---|\n| `x` | {cell} |\n\n```rust\n{code}\n```\n# B\n");
        untested(&Chapter::read(&text).sections)
    };
    assert_eq!(sample("`f(&a)`", "let b = f(&a);"), [""; 0]);
    assert_eq!(sample("`f(\\|x\\| x)`", "f(|x|\n    x)"), [""; 0]);
    assert_eq!(sample("`f(&a)`", "// f(&a)\nf(&b);"), ["f(&a)"]);
    assert_eq!(sample("`f(&a)`, or `g()`", "g()"), ["f(&a)"]);
    assert_eq!(sample("nothing, or [`g`](crate::g)", ""), [""; 0]);

    let porting = chapter("porting");
    let rows: usize = porting
        .sections
        .iter()
        .map(|section| section.rows.len())
        .sum();
    assert!(rows > 60, "{rows} rows");
    assert_eq!(untested(&porting.sections), [""; 0]);
    let errors = chapter("errors").sections;
    assert_eq!(untested(&errors[errors.len() - 1..]), [""; 0]);
}

/// The variants of an enum, in the order of its definition.
fn variants(definition: &str, name: &str) -> Vec<String> {
    let (_, body) = definition
        .split_once(&format!("pub enum {name} {{\n"))
        .unwrap();
    let (body, _) = body.split_once("\n}\n").unwrap();
    let variant = |line: &str| {
        let line = line
            .strip_prefix("    ")
            .filter(|line| line.starts_with(char::is_uppercase))?;
        line.split([' ', ',', '(']).next().map(str::to_owned)
    };
    body.lines().filter_map(variant).collect()
}

#[test]
fn each_error_has_its_section() {
    let variants = variants(&read("ufunc-core/src/error.rs"), "Error");
    assert!(variants.len() >= 14, "{variants:?}");
    let errors = chapter("errors");
    let told = errors
        .sections
        .iter()
        .filter_map(|section| section.title.strip_prefix('`')?.strip_suffix('`'));
    assert_eq!(told.collect::<Vec<_>>(), variants);
    for variant in &variants {
        let section = errors.section(&format!("`{variant}`"));
        // An example makes it, and holds its text against what the guide shows.
        for part in [
            &format!("matches!(error, Error::{variant} {{"),
            "error.to_string(), \"",
        ] {
            let code = squeezed(&section.code);
            assert!(
                code.contains(&squeezed(part)),
                "{variant}: no `{part}`: {code}"
            );
        }
        assert!(
            variant == "Argument"
                || section.text.contains("\nDo: ")
                || section.text.contains("what to do"),
            "{variant}"
        );
    }
}

#[test]
fn the_index_of_errors_finds_them() {
    let errors = chapter("errors");
    let index = &errors.sections[0].rows;
    let variants = variants(&read("ufunc-core/src/error.rs"), "Error");
    assert_eq!(index.len(), variants.len());
    for (row, variant) in index.iter().zip(&variants) {
        let link = format!("[`{variant}`](#{})", variant.to_lowercase());
        assert_eq!(row[1], link);
        let text = squeezed(&errors.section(&format!("`{variant}`")).code);
        for part in markdown::codes(&row[0]) {
            assert!(text.contains(&squeezed(&part)), "{variant}: {part}");
        }
    }
}

/// Whether the parts of `pattern` between `…` follow each other in a line.
fn fits(pattern: &str, line: &str) -> bool {
    let mut rest = line;
    pattern
        .split('…')
        .all(|part| match rest.split_once(part.trim()) {
            Some((_, after)) => {
                rest = after;
                true
            }
            None => false,
        })
}

#[test]
fn compile_errors_are_recorded() {
    assert!(fits("a …b… d", "x a `b` c d") && !fits("a …b… d", "b a d"));
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("ui");
    let recorded: Vec<String> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|kind| kind == "stderr"))
        .map(|path| fs::read_to_string(path).unwrap())
        .collect();
    assert!(recorded.len() > 100);
    let errors = chapter("errors");
    let section = errors.section("What the compiler says");
    assert!(section.rows.len() > 20);
    for row in &section.rows {
        let parts = markdown::codes(&row[0]);
        let has_all = |text: &String| {
            parts
                .iter()
                .all(|part| text.lines().any(|line| fits(part, line)))
        };
        assert!(
            !parts.is_empty() && recorded.iter().any(has_all),
            "{}",
            row[0]
        );
    }
}

#[test]
fn lines_of_explain_are_its_lines() {
    let performance = chapter("performance");
    let section = performance.section("Reading `explain()`");
    assert!(section.rows.len() > 15);
    let sources = ["explain.rs", "exec/fold/explain.rs"];
    let sources = sources.map(|path| read(&format!("ufunc-core/src/{path}")));
    let given = sources.concat() + &section.code;
    for row in &section.rows {
        for line in markdown::codes(&row[0]) {
            assert!(given.lines().any(|text| fits(&line, text)), "{line}");
        }
    }
}

/// A function that asks for threads.
macro_rules! asking {
    ($name:ident, $x:ident: $body:expr) => {
        #[vectorize(parallel)]
        fn $name($x: f64) -> f64 {
            $body
        }
    };
}

fn plain(x: f64) -> f64 {
    x
}

asking!(sum, x: x + 1.0);
asking!(quotient, x: x / 3.0);
asking!(floor, x: x.floor());
asking!(exp, x: x.exp());
asking!(sin, x: x.sin());
asking!(powf, x: x.powf(x));
asking!(called, x: plain(x));

/// Whether a call on so many elements is worth threads.
fn is_worth_threads(len: usize, explained: impl Fn(ArrayViewD<'_, f64>) -> Explanation) -> bool {
    let one = arr0(1.0).into_dyn();
    let repeated = one.broadcast(IxDyn(&[len])).unwrap();
    explained(repeated).to_string().contains("rayon")
}

/// What explains a call on an array.
type Explain = fn(ArrayViewD<'_, f64>) -> Explanation;

#[test]
fn costs_are_as_told() {
    let performance = chapter("performance");
    let rows = &performance.section("Threads").rows;
    let told = |code: &str| -> usize {
        let row = rows
            .iter()
            .find(|row| markdown::codes(&row[0]).iter().any(|found| found == code));
        let row = row.unwrap_or_else(|| panic!("no row for {code}"));
        row[1].parse().unwrap()
    };
    let call = rows.iter().find(|row| row[0].starts_with("a call of"));
    let costs: [(usize, Explain); 7] = [
        (told("+"), |x| sum::lazy(x).explain()),
        (told("/"), |x| quotient::lazy(x).explain()),
        (told("floor"), |x| floor::lazy(x).explain()),
        (told("exp"), |x| exp::lazy(x).explain()),
        (told("sin"), |x| sin::lazy(x).explain()),
        (told("powf"), |x| powf::lazy(x).explain()),
        (call.unwrap()[1].parse().unwrap(), |x| {
            called::lazy(x).explain()
        }),
    ];
    let text = read("ufunc-core/src/guide/performance.md");
    assert!(text.contains("4,194,304"));
    for (cost, explained) in costs {
        let least = 4_194_304_usize.div_ceil(cost);
        assert!(is_worth_threads(least, explained), "{cost}");
        assert!(!is_worth_threads(least - 1, explained), "{cost}");
    }
}
