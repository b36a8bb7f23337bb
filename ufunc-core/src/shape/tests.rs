//! Tests of the shapes: against naive oracles here, against NumPy's answers in `cases`.

mod binding;
mod broadcasting;
mod cases;
mod signature;
mod sizes;
