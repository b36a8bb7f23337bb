//! Where a mistake in a signature is said to stand, and how it is drawn.

use crate::diag::caret;
use crate::signature::{self, SizeOp};

/// The text, the byte of the mistake, and a part of the message.
const MISTAKES: &[(&str, usize, &str)] = &[
    ("", 0, "expected `(`, found the end"),
    ("n", 0, "expected `(`"),
    ("(n", 2, "expected `,` or `)`, found the end"),
    ("(n m),()->(n)", 3, "expected `,` or `)`"),
    ("((i)),(i)->()", 1, "expected a dimension"),
    ("(i),)i(->()", 4, "expected `(`"),
    ("(i),->()", 4, "expected `(`"),
    ("(n,)->()", 3, "expected a dimension"),
    ("(n)(m)->()", 3, "expected `,` or `->`"),
    ("(n)->()->()", 7, "expected `,` or the end"),
    ("(n)->", 5, "expected `(`, found the end"),
    ("(n)\n->()", 3, "only spaces and tabs"),
    ("(naïve)->()", 3, "names are ASCII"),
    ("(0)->()", 1, "1 or more"),
    ("(3n)->()", 2, "expected `,` or `)`"),
    ("(99999999999999999999)->()", 1, "too large"),
    ("(9223372036854775808)->()", 1, "too large"),
    ("(n ?)->()", 3, "directly follows"),
    ("(n??)->()", 3, "directly follows"),
    ("(n?)->(n)", 7 + 1, "is marked `?` before"),
    ("(n)->(n?)", 7, "stands without `?` before"),
    ("(n|2)->()", 2, "repeats from size 1 only"),
    ("(n|11)->()", 2, "repeats from size 1 only"),
    ("(n|)->()", 2, "repeats from size 1 only"),
    ("(3|1)->()", 2, "needs a name"),
    ("(n?|1)->()", 3, "before `?`"),
    ("(n|1),(n)->()", 8, "is marked `|1` before"),
    ("(n),(n|1)->()", 6, "stands without `|1` before"),
    ("(n|1)->(n|1)", 9, "never broadcast"),
    ("(n+1)->()", 2, "computed in outputs only"),
    ("(n)->(n+)", 8, "expected a name, a number or `(`"),
    ("(n)->(-n)", 6, "expected a dimension"),
    ("(n)->(n+1", 9, "expected `,` or `)`, found the end"),
    ("(n)->((n+1)", 11, "expected `,` or `)`, found the end"),
    ("(n)->((n+1,n)", 10, "expected an operator or `)`"),
    ("(n)->((n))", 6, "parentheses"),
    ("(n)->(n/0)", 8, "divides by zero"),
    ("(n)->(n+1?)", 9, "directly follows"),
    ("(n)->(k+1)", 6, "no input has a dimension `k`"),
    ("(n)->(k),(2*k)", 12, "no input has a dimension `k`"),
    ("(n?)->(n?+1)", 8 + 1, "expected `,` or `)`"),
];

#[test]
fn mistakes_are_placed_on_their_byte() {
    for &(text, offset, message) in MISTAKES {
        let mistakes = signature::parse(text).expect_err(text);
        let [mistake] = mistakes.as_slice() else {
            panic!("{text:?}: {mistakes:?}");
        };
        assert_eq!(mistake.offset, offset, "{text:?}: {}", mistake.message);
        assert!(
            mistake.message.contains(message),
            "{text:?}: {}",
            mistake.message
        );
    }
}

#[test]
fn independent_mistakes_are_all_told() {
    let mistakes = signature::parse("(n?),(n)->(n?),(p+q)").unwrap_err();
    let offsets: Vec<usize> = mistakes.iter().map(|mistake| mistake.offset).collect();
    assert_eq!(offsets, [7, 16, 18]);
}

#[test]
fn limits_hold() {
    let dims = |count: usize| format!("({})", vec!["n"; count].join(","));
    assert!(signature::parse(&dims(32)).is_ok());
    let mistakes = signature::parse(&dims(33)).unwrap_err();
    assert!(mistakes[0].message.contains("32 core dimensions"));
    let deep = |depth: usize| format!("(n)->({}n+1{})", "(".repeat(depth), ")".repeat(depth));
    assert!(signature::parse(&deep(16)).is_ok());
    assert!(signature::parse(&deep(17)).is_err());
    let long = format!("({})", "n".repeat(1023));
    let mistakes = signature::parse(&long).unwrap_err();
    assert!(mistakes[0].message.contains("1024 at most"));
    assert!(signature::parse(&"(".repeat(1 << 20)).is_err());
}

#[test]
fn nul_ends_the_text() {
    assert_eq!(signature::parse("(n)\0nonsense"), signature::parse("(n)"));
}

#[test]
fn computed_sizes_follow_precedence() {
    use SizeOp::{Add, Dim, Div, Int, Mul, Sub};
    let ops = |text: &str| {
        let parsed = signature::parse(text).unwrap();
        match &parsed.dims.last().unwrap().size {
            signature::Size::Computed(ops) => ops.clone(),
            other => panic!("{other:?}"),
        }
    };
    let (m, n) = (Dim(0), Dim(1));
    assert_eq!(ops("(m),(n)->(m+n-1)"), [m, n, Add, Int(1), Sub]);
    assert_eq!(ops("(m),(n)->(m-(n-1))"), [m, n, Int(1), Sub, Sub]);
    assert_eq!(
        ops("(m),(n)->(m*(m-1)/2)"),
        [m, m, Int(1), Sub, Mul, Int(2), Div]
    );
    assert_eq!(ops("(m),(n)->(m+n*2)"), [m, n, Int(2), Mul, Add]);
    assert_eq!(ops("(m),(n)->((m+n)*2)"), [m, n, Add, Int(2), Mul]);
    assert_eq!(ops("(m),(n)->(m/n/2)"), [m, n, Div, Int(2), Div]);
    assert_eq!(ops("(m),(n)->(2*3)"), [Int(2), Int(3), Mul]);
}

#[test]
fn equal_computed_sizes_are_one_dimension() {
    let parsed = signature::parse("(n)->(n + 1),( n+1 ),(1+n)").unwrap();
    assert_eq!(parsed.outputs, [[1], [1], [2]]);
    assert_eq!(parsed.dims[1].name, "n+1");
}

#[test]
fn the_caret_stands_under_its_character() {
    assert_eq!(
        caret("(n m),()->(n)", 3),
        "       (n m),()->(n)\n          ^"
    );
    assert_eq!(caret("(n)\n->()", 4), "       (n)\\n->()\n            ^");
    assert_eq!(caret("(ï)", 3), "       (ï)\n         ^");
    assert_eq!(caret("(n", 2), "       (n\n         ^");
    let long = format!("({})", "n,".repeat(200));
    let drawing = caret(&long, 200);
    let lines: Vec<&str> = drawing.lines().collect();
    assert!(lines[0].chars().count() < 140 && lines[0].contains('…'));
    assert_eq!(lines[1].chars().count(), 7 + 61 + 1);
}
