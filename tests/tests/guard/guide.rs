//! What the guide says of kernels: which are vectorised, and which are not.

use std::path::Path;

use super::{LEVELS, functions};

/// What the guide says of its kernels: those of one block of its chapter on performance are vectorised, those of the
/// other are not.
#[test]
fn the_guide_tells_which_are_vectorised() {
    let functions = functions();
    let mut seen = 0;
    let mut failures = Vec::new();
    for (kernel, vectorised) in guided() {
        for &(level, register) in LEVELS {
            // The compiler may take two scalars together where nothing else is left to win.
            if !vectorised && level == "baseline" {
                continue;
            }
            let module = format!("3isa{}{level}", level.len());
            let path = format!("11ufunc_guard5guide{}{kernel}", kernel.len());
            let mut found: Vec<_> = (functions.iter())
                .filter(|(name, _)| name.contains(&module) && name.contains(&path))
                .collect();
            // Where there is a quick loop, the careful one is for the tiles that it could not do.
            if found.iter().any(|(name, _)| name.contains("7Quickly")) {
                found.retain(|(name, _)| name.contains("7Quickly"));
            }
            if found.len() != 1 {
                failures.push(format!("{kernel} {level}: {} loops", found.len()));
            }
            for (_, code) in found {
                seen += 1;
                let packed = code.packed(register, "pd");
                // What is around a call for each element may be packed.
                let maths = code.maths();
                if vectorised != (packed > 0 && maths.is_empty()) {
                    failures.push(format!("{kernel} {level}: {packed} packed, {maths:?}"));
                }
            }
        }
    }
    assert!(failures.is_empty(), "{failures:#?}");
    assert!(seen > 30, "{seen} loops");
}

/// The kernels of the guide's chapter on performance, and whether it says that they are vectorised. They are compiled from
/// a copy, which is the same to the letter.
fn guided() -> Vec<(String, bool)> {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let read = |path: &str| std::fs::read_to_string(here.join(path)).expect("the file is there");
    let chapter = read("../ufunc-core/src/guide/performance.md");
    let copy = read("guard/src/guide.rs");
    let mut kernels = Vec::new();
    for (mark, vectorised) in [("vectorised", true), ("scalar", false)] {
        let mark = format!("<!-- guard: {mark} -->\n```rust\n");
        let (_, block) = chapter.split_once(&mark).expect("the block is there");
        let (block, _) = block.split_once("```").expect("the block ends");
        for item in block.split("\n/// ").skip(1) {
            let (item, _) = item.split_once("\n}\n").expect("a function ends");
            assert!(copy.contains(item), "not in guard/src/guide.rs: {item}");
            let (_, name) = item.split_once("pub fn ").expect("a function");
            let end = name.find(['(', '<']).expect("parameters");
            kernels.push((name[..end].to_string(), vectorised));
        }
    }
    kernels
}
