//! All forms under every lint that a strict crate may turn on.
#![forbid(unsafe_code)]
#![deny(warnings)]
#![deny(
    future_incompatible,
    keyword_idents,
    let_underscore,
    nonstandard_style,
    refining_impl_trait,
    rust_2018_idioms
)]
#![deny(rust_2021_compatibility, rust_2024_compatibility, unused)]
#![deny(
    absolute_paths_not_starting_with_crate,
    ambiguous_negative_literals,
    explicit_outlives_requirements,
    ffi_unwind_calls,
    macro_use_extern_crate,
    meta_variable_misuse,
    missing_copy_implementations,
    missing_debug_implementations,
    missing_docs,
    non_ascii_idents,
    redundant_imports,
    redundant_lifetimes,
    single_use_lifetimes,
    trivial_casts,
    trivial_numeric_casts,
    unit_bindings,
    unnameable_types,
    unreachable_pub,
    unused_crate_dependencies,
    unused_import_braces,
    unused_lifetimes,
    unused_macro_rules,
    unused_qualifications,
    unused_results,
    variant_size_differences
)]
#![deny(clippy::all, clippy::pedantic, clippy::nursery)]
#![deny(rustdoc::all)]
// The forms themselves, as the expansions, have to be clean; these are about style that the forms show on purpose.

#[path = "../../forms.rs"]
pub mod forms;

#[cfg(test)]
#[path = "../../reductions.rs"]
mod reductions;

#[allow(clippy::suboptimal_flops, clippy::manual_checked_ops)]
#[allow(clippy::wildcard_imports)]
#[path = "../../rewritten.rs"]
pub mod rewritten;
