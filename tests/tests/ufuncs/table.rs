//! The table in the docs: each public function has its row, with the types that it takes and what its reductions assume.

use std::collections::{BTreeMap, BTreeSet};

use ufunc_core::__private::Fold;
use ufunc_core::ufuncs::*;

use crate::calls::Calls;
use crate::functions;

/// A row: all names of the function, its element types, its identity.
struct Row {
    names: Vec<String>,
    elements: String,
    identity: String,
}

fn rows() -> Vec<Row> {
    let table = include_str!("../../../ufunc-core/src/ufuncs/FUNCTIONS.md");
    let rows = table.lines().filter(|line| line.starts_with("| [`"));
    rows.map(|line| {
        let cells: Vec<&str> = line.split('|').map(str::trim).collect();
        assert_eq!(cells.len(), 6, "{line}");
        let names = cells[1].split(", ");
        Row {
            names: names.map(name_of).collect(),
            elements: cells[2].to_owned(),
            identity: cells[3].to_owned(),
        }
    })
    .collect()
}

/// The name in "[`name`](fn@name)".
fn name_of(link: &str) -> String {
    let (_, rest) = link.split_once("[`").expect("a link");
    let (name, target) = rest.split_once("`](fn@").expect("a link");
    assert_eq!(target.trim_end_matches(')'), name);
    name.to_owned()
}

/// The functions that the module exports.
fn exported() -> BTreeSet<String> {
    let source = include_str!("../../../ufunc-core/src/ufuncs/mod.rs");
    let uses = source.split("pub use ").skip(1);
    let mut names = BTreeSet::new();
    for list in uses {
        let (list, _) = list.split_once("};").expect("a list in braces");
        let (_, list) = list.split_once('{').expect("a list in braces");
        for item in list
            .split(',')
            .map(str::trim)
            // A type is none.
            .filter(|item| item.starts_with(|c: char| c.is_ascii_lowercase()))
        {
            let name = item.rsplit(" as ").next().expect("a name");
            assert!(names.insert(name.to_owned()), "{name} twice");
        }
    }
    names
}

#[test]
fn every_function_has_its_row() {
    let rows = rows();
    let written: Vec<&String> = rows.iter().flat_map(|row| &row.names).collect();
    let unique: BTreeSet<String> = written.iter().map(|name| (*name).clone()).collect();
    assert_eq!(written.len(), unique.len(), "a name twice");
    assert_eq!(unique, exported());
    println!("{} functions, {} names", rows.len(), written.len());
    assert!(
        rows.len() >= 95 && written.len() >= 110,
        "{} {}",
        rows.len(),
        written.len()
    );
}

/// One type for each word of the column.
const KINDS: [(&str, &str); 4] = [
    ("`bool`", "bool"),
    ("integers", "int32"),
    ("floats", "float64"),
    ("complex", "complex128"),
];

#[test]
fn the_elements_are_those_that_are_compared_with_numpy() {
    let mut calls = Calls::default();
    functions::all(&mut calls);
    let keys: BTreeSet<&str> = calls.keys().map(String::as_str).collect();
    let mut checked = 0;
    for row in rows() {
        let name = &row.names[0];
        let compared = |kind: &str| {
            let begins = format!("{name} {kind}");
            keys.iter()
                .any(|key| *key == begins || key.starts_with(&format!("{begins} ")))
        };
        // The others are compared elsewhere, or are not NumPy's.
        if !KINDS.iter().any(|(_, kind)| compared(kind)) || row.elements == "whatever Rust compares"
        {
            continue;
        }
        for (word, kind) in KINDS {
            let says = row.elements.split(", ").any(|element| element == word);
            assert_eq!(says, compared(kind), "{name}: {word}");
        }
        checked += 1;
    }
    assert!(checked >= 75, "{checked}");
}

/// What reductions assume of a function: its identity as the table has it, or `none`; empty if they may assume nothing.
fn assumed<K: Fold>(identity: Option<String>) -> String {
    match (K::ASSOCIATIVE && K::COMMUTATIVE, identity) {
        (true, Some(identity)) => identity,
        (true, None) => "none".to_owned(),
        (false, identity) => {
            assert_eq!(identity, None);
            String::new()
        }
    }
}

#[test]
fn identities_are_as_written() {
    let mut found: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    macro_rules! fold {
        ($($name:ident: $($kernel:ty)*;)*) => { $( $(
            let identity = <$kernel as Fold>::identity().map(|value| format!("{value:?}"));
            found.entry(stringify!($name)).or_default().push(assumed::<$kernel>(identity));
        )* )* };
    }
    fold! {
        add: add<i32> add<u8> add<f64>; multiply: multiply<i32> multiply<u8> multiply<f64>;
        subtract: subtract<i32>; divide: divide<f64>; floor_divide: floor_divide<i32>; remainder: remainder<f64>;
        fmod: fmod<i32>; power: power<f64> power<i32>; float_power: float_power<f32>;
        logaddexp: logaddexp<f64>; logaddexp2: logaddexp2<f32>; hypot: hypot<f64>; arctan2: arctan2<f64>;
        maximum: maximum<f64> maximum<u8>; minimum: minimum<i64>; fmax: fmax<f32>; fmin: fmin<bool>;
        logical_and: logical_and; logical_or: logical_or; logical_xor: logical_xor;
        bitwise_and: bitwise_and<i32> bitwise_and<i8>; bitwise_or: bitwise_or<u8>; bitwise_xor: bitwise_xor<i64>;
        left_shift: left_shift<i32>; right_shift: right_shift<u8>; gcd: gcd<i32>; lcm: lcm<u32>;
        copysign: copysign<f64>; nextafter: nextafter<f32>; heaviside: heaviside<f64>;
    }
    // Functions of one element type, of whose type they return.
    let mut seen = 0;
    for row in rows() {
        let expected = match row.identity.as_str() {
            "all bits" => "-1",
            "-∞" => "-inf",
            other => other,
        };
        let Some(found) = found.get(row.names[0].as_str()) else {
            assert_eq!(expected, "", "{}", row.names[0]);
            continue;
        };
        seen += 1;
        for found in found {
            assert_eq!(found.trim_end_matches(".0"), expected, "{}", row.names[0]);
        }
    }
    assert_eq!(seen, found.len());
    assert_eq!(<add<bool> as Fold>::identity(), Some(false));
    assert_eq!(<multiply<bool> as Fold>::identity(), Some(true));
    assert_eq!(<bitwise_and<u8> as Fold>::identity(), Some(255));
}
