//! Reductions: what is reduced ([`terms`]), in which order ([`tree`]), for which results ([`walk`]).

mod blocks;
mod call;
mod columns;
mod divided;
mod explain;
mod frame;
mod glance;
mod grid;
mod lines;
mod pending;
mod pieces;
mod rounds;
mod rows;
mod scan;
mod scatter;
mod segments;
mod terms;
#[cfg(test)]
mod tests;
mod tree;
mod uniform;
mod walk;
mod ways;

pub(crate) use call::{FoldCall, order};
pub(crate) use frame::AxisList;
pub(crate) use pending::Pending;
pub(crate) use rows::Rows;
pub(crate) use scan::ScanCall;
pub(crate) use scatter::{Scatter, held};
pub(crate) use segments::{Cut, SegmentCall};
pub(crate) use terms::{AnyTerms, Arrays, Masking};
pub(crate) use tree::{BLOCK, Order, Tree};
pub(crate) use uniform::Uniform;
