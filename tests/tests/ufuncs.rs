//! The ready-made functions against NumPy's own answers, `data/ufuncs.json`; their table in the docs against the code.

#[path = "ufuncs/calls.rs"]
mod calls;
#[path = "ufuncs/data.rs"]
mod data;
#[path = "ufuncs/functions.rs"]
mod functions;
#[path = "ufuncs/integers.rs"]
mod integers;
#[path = "ufuncs/layouts.rs"]
mod layouts;
#[path = "ufuncs/matrices.rs"]
mod matrices;
#[path = "ufuncs/moving.rs"]
mod moving;
#[path = "ufuncs/places.rs"]
mod places;
#[path = "ufuncs/reductions.rs"]
mod reductions;
#[path = "ufuncs/table.rs"]
mod table;

use std::collections::BTreeSet;

use serde_json::Value;

use calls::Calls;

fn answers() -> Value {
    serde_json::from_str(include_str!("../data/ufuncs.json")).expect("the answers are JSON")
}

fn list<'v>(value: &'v Value, key: &str) -> &'v [Value] {
    value[key].as_array().expect("a list")
}

fn text<'v>(value: &'v Value, key: &str) -> &'v str {
    value[key].as_str().expect("a text")
}

fn texts<'v>(value: &'v Value, key: &str) -> Vec<&'v str> {
    (list(value, key).iter())
        .map(|text| text.as_str().expect("a text"))
        .collect()
}

#[test]
fn elementwise_functions_are_numpys() {
    let answers = answers();
    let mut calls = Calls::default();
    functions::all(&mut calls);
    let mut seen = BTreeSet::new();
    let (mut compared, mut failures) = (0, Vec::new());
    for case in list(&answers, "cases") {
        let key = format!(
            "{} {}",
            text(case, "function"),
            texts(case, "types").join(" ")
        );
        let Some(call) = calls.find(&key) else {
            failures.push(format!("{key}: no call"));
            continue;
        };
        let (count, mut wrong) = call(&texts(case, "inputs"), &texts(case, "outputs"));
        compared += count;
        let more = wrong.len().saturating_sub(5);
        wrong.truncate(5);
        failures.extend(wrong.iter().map(|wrong| format!("{key}: {wrong}")));
        if more > 0 {
            failures.push(format!("{key}: … and {more} more"));
        }
        seen.insert(key);
    }
    println!(
        "{compared} of NumPy's answers, by {} functions of types",
        seen.len()
    );
    assert!(failures.is_empty(), "{}", failures.join("\n"));
    let unseen: Vec<&String> = calls.keys().filter(|key| !seen.contains(*key)).collect();
    assert_eq!(unseen, [""; 0], "no answers for these");
    assert!(compared > 40_000, "{compared}");
}
