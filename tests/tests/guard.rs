//! The machine code of kernels: loops that should be vectorised are, and none calls a scalar maths function.
//!
//! The package `guard` is compiled to assembly, and the functions in it that hold a kernel's loop for an instruction set
//! are looked at. Elsewhere than on x86-64 Linux there is nothing to read.

#![cfg(all(target_arch = "x86_64", target_os = "linux"))]

#[path = "guard/assembly.rs"]
mod assembly;
#[path = "guard/guide.rs"]
mod guide;

use std::collections::BTreeMap;

use assembly::{Code, functions};

/// The kernels of one and two parameters, which exist for `f64` and `f32`.
const REAL: &[&str] = &[
    "k_exp", "k_exp2", "k_exp_m1", "k_ln", "k_log2", "k_log10", "k_ln_1p", "k_sin", "k_cos",
    "k_tan", "k_asin", "k_acos", "k_atan", "k_sinh", "k_cosh", "k_tanh", "k_asinh", "k_acosh",
    "k_atanh", "k_cbrt", "k_sqrt", "k_erf", "k_erfc", "k_floor", "k_round", "k_powf", "k_hypot",
    "k_atan2",
];
const DOUBLE: &[&str] = &[
    "k_poincare",
    "k_branches",
    "k_calls",
    "k_outputs",
    "k_weight",
];
const CORE: &[&str] = &["k_core_exp", "k_core_dot"];

/// The loops of a reduction: along rows, and for columns side by side.
const FOLDS: &[&str] = &["Blocks", "Sequence"];

/// Functions that are reduced: for how many types, and how the packed operation begins that each type has.
const FOLDED: &[(&str, usize, &str)] = &[
    ("k_sum", 2, "add"),
    ("k_max", 1, "cmp"),
    ("k_sum_integers", 1, "padd"),
    ("k_sum_longs", 1, "padd"),
];

/// The most shuffles of the loops along rows.
const MOST_SHUFFLES: usize = 60;

/// Ready-made functions, by name and type as symbols have them (`d` is `f64`, `l` is `i32`, `I` is `Complex<f64>`), and an instruction that their
/// loop has on wide registers, or another one in its place.
const READY_MADE: &[(&str, &[&str])] = &[
    ("3adddE", &["addpd"]),
    ("4signdE", &["cmpltpd"]),
    ("6squaredE", &["mulpd"]),
    ("10reciprocaldE", &["divpd"]),
    ("3expdE", &["mulpd"]),
    ("3sindE", &["mulpd"]),
    ("7spacingdE", &["subpd"]),
    ("5powerdE", &["mulpd"]),
    ("7maximumdE", &["maxpd"]),
    ("4fmindE", &["minpd"]),
    ("9nextafterdE", &["cmpltpd"]),
    ("9heavisidedE", &["cmpltpd"]),
    ("9logaddexpdE", &["mulpd"]),
    ("4clipdE", &["maxpd"]),
    ("5frexpdE", &["mulpd"]),
    ("5ldexpdE", &["mulpd"]),
    ("4modfdE", &["subpd"]),
    ("8isfinitedE", &["cmp"]),
    ("7greaterdE", &["cmpltpd"]),
    ("3addlE", &["paddd"]),
    ("8multiplylE", &["pmulld", "pmuludq"]),
    ("8negativelE", &["psubd"]),
    ("8absolutelE", &["pabsd", "psubd"]),
    ("4signlE", &["psra", "psrl"]),
    ("6invertlE", &["pxor"]),
    ("10reciprocallE", &["pcmpeqd"]),
    ("7maximumlE", &["pmaxsd", "pcmpgtd"]),
    ("11bitwise_andlE", &["and"]),
    ("10left_shiftlE", &["psllvd", "pmuludq"]),
    ("11right_shiftlE", &["psravd", "psrad"]),
    ("12floor_dividelE", &["divpd"]),
    ("9remainderlE", &["divpd"]),
    ("4fmodlE", &["divpd"]),
    ("5equallE", &["pcmpeqd"]),
    ("11logical_and", &["and"]),
    ("3expI", &["mulpd"]),
    ("4exp2I", &["mulpd"]),
    ("5expm1I", &["mulpd"]),
    ("3logI", &["mulpd"]),
    ("5log1pI", &["mulpd"]),
    ("4sqrtI", &["mulpd"]),
    ("3sinI", &["mulpd"]),
    ("4coshI", &["mulpd"]),
    ("4tanhI", &["mulpd"]),
    ("4rintI", &["round", "rndscale", "addpd"]),
    ("7maximumI", &["cmp"]),
];

/// Those of them with core dimensions: they are careful, and may copy sub-arrays.
const READY_MADE_CORE: &[(&str, &[&str])] =
    &[("6matmuldE", &["mulpd"]), ("13outer_productdE", &["mulpd"])];

/// The instruction sets: the function that is compiled for each, and its registers.
const LEVELS: &[(&str, &str)] = &[("baseline", "%xmm"), ("avx2", "%ymm"), ("avx512", "%zmm")];

/// The functions that hold the loop of a kernel for a level.
fn loops<'f>(
    functions: &'f BTreeMap<String, Code>,
    level: &str,
    flavour: &str,
    kernel: &str,
) -> Vec<(&'f String, &'f Code)> {
    let part = |text: &str| format!("{}{text}", text.len());
    let (level, flavour, kernel) = (part(level), part(flavour), part(kernel));
    // `…3isa4avx2…7Quickly…4Tile…5k_exp…`
    let module = format!("3isa{level}");
    functions
        .iter()
        .filter(|(name, _)| {
            name.contains(&module) && name.contains(&flavour) && name.contains(&kernel)
        })
        .collect()
}

#[test]
fn kernels_are_vectorised() {
    let functions = functions();
    let mut seen = 0;
    let mut failures = Vec::new();
    for &(level, register) in LEVELS {
        for &kernel in REAL.iter().chain(DOUBLE).chain(CORE) {
            // What a called function does is not known, so it is careful: without branches, as it has no angles.
            let careful = CORE.contains(&kernel) || kernel == "k_calls";
            let flavour = if careful { "Carefully" } else { "Quickly" };
            let found = loops(&functions, level, flavour, kernel);
            let wanted = if REAL.contains(&kernel) { 2 } else { 1 };
            if found.len() != wanted {
                failures.push(format!(
                    "{kernel} {level}: {} loops, not {wanted}",
                    found.len()
                ));
            }
            for (name, code) in found {
                seen += 1;
                let packed = code.packed(register, "pd") + code.packed(register, "ps");
                // `floor` and `round` are one instruction each from AVX2 on.
                let rounding = ["k_floor", "k_round"].contains(&kernel) && level != "baseline";
                if packed == 0 && !rounding {
                    failures.push(format!("{kernel} {level}: not vectorised ({name})"));
                }
                // Core kernels may pack sub-arrays; elementwise loops have nothing to call.
                let (calls, maths) = (code.calls(), code.maths());
                if !maths.is_empty() || (!CORE.contains(&kernel) && calls > 0) {
                    failures.push(format!("{kernel} {level}: {calls} calls, {maths:?}"));
                }
            }
        }
    }
    assert!(failures.is_empty(), "{failures:#?}");
    println!("{seen} loops are vectorised");
    assert_eq!(
        seen,
        LEVELS.len() * (2 * REAL.len() + DOUBLE.len() + CORE.len())
    );
    // The check can fail: std's function is a call, in a loop without packed operations.
    for &(level, register) in LEVELS {
        let found = loops(&functions, level, "Quickly", "k_std");
        assert_eq!(found.len(), 1, "{level}");
        let code = found[0].1;
        assert!(code.calls() > 0 && code.maths().contains(&"exp"), "{level}");
        assert_eq!(code.packed(register, "pd"), 0, "{level}");
    }
}

#[test]
fn ready_made_functions_are_vectorised() {
    let functions = functions();
    let mut failures = Vec::new();
    for &(level, register) in LEVELS {
        let module = format!("3isa{}{level}", level.len());
        for &(symbol, instructions) in READY_MADE.iter().chain(READY_MADE_CORE) {
            let is_core = READY_MADE_CORE.contains(&(symbol, instructions));
            let flavour = if is_core { "9Carefully" } else { "7Quickly" };
            let ready_made = |name: &str| name.contains(flavour) && name.contains("ufuncs");
            let found = functions.iter().filter(|(name, _)| {
                name.contains(&module) && ready_made(name) && name.contains(symbol)
            });
            let found: Vec<&Code> = found.map(|(_, code)| code).collect();
            if found.len() != 1 {
                failures.push(format!("{symbol} {level}: {} loops", found.len()));
            }
            for code in found {
                let lines = code.lines.iter();
                let packed = lines.filter(|line| {
                    let operation = line.split_whitespace().next().unwrap_or_default();
                    (instructions.iter()).any(|instruction| operation.contains(instruction))
                        && line.contains(register)
                });
                let (packed, calls) = (packed.count(), code.calls());
                if packed == 0 || !is_core && calls > 0 {
                    failures.push(format!("{symbol} {level}: {packed} packed, {calls} calls"));
                }
            }
        }
    }
    assert!(failures.is_empty(), "{failures:#?}");
}

#[test]
fn reductions_are_vectorised() {
    let functions = functions();
    let mut failures = Vec::new();
    for &(level, register) in LEVELS {
        for &fold in FOLDS {
            for &(kernel, types, operation) in FOLDED {
                let part = format!("{}{fold}", fold.len());
                let mut found = loops(&functions, level, "Carefully", kernel);
                found.retain(|(name, _)| name.contains(&part));
                assert_eq!(found.len(), types, "{fold} of {kernel}, {level}");
                for (name, code) in found {
                    // Of `f64`, `f32`, `i32` and `i64`.
                    let packed = |register| {
                        let packed = |suffix| code.count(&[operation], register, suffix);
                        packed("pd") + packed("ps") + packed("dd") + packed("dq")
                    };
                    if packed(register) == 0 || code.calls() > 0 {
                        failures.push(format!("{} calls: {name}", code.calls()));
                    }
                    // A round of running values is a round of terms as they lie in memory: only the halvings take one apart.
                    // A compiler that may reorder the terms else takes one from each of some rounds.
                    let shuffles = code.shuffles();
                    if fold == "Blocks" && shuffles > MOST_SHUFFLES {
                        failures.push(format!("{shuffles} shuffles: {name}"));
                    }
                    // Memory is asked for ahead where a term takes several instructions, not where it takes one.
                    let asks = code.lines.iter().any(|line| line.contains("prefetch"));
                    if (kernel, asks) == ("k_max", false) || (kernel, asks) == ("k_sum_longs", true)
                    {
                        failures.push(format!("asks for memory ahead: {asks}: {name}"));
                    }
                    // The check can fail: the baseline has no such registers.
                    assert!(level != "baseline" || packed("%zmm") == 0, "{name}");
                }
            }
        }
    }
    assert!(failures.is_empty(), "{failures:#?}");
}
