//! `explain()`: a call's plan in words.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;

use crate::exec::Level;
use crate::plan::{Part, Plan, Tiling};
use crate::shape::Dims;
use crate::spec::Spec;

/// What a pending call will do; made by [`Lazy::explain`](crate::Lazy::explain),
/// [`LazyCore::explain`](crate::LazyCore::explain) and [`Reduction::explain`](crate::Reduction::explain), read by printing
/// it.
///
/// ```
/// use ndarray::Array2;
/// use ufunc_core::vectorize;
///
/// #[vectorize]
/// fn scale(x: f64, by: f64) -> f64 {
///     x * by
/// }
///
/// let x = Array2::zeros((300, 200));
/// println!("{}", scale::lazy(&x, 2.0).explain());
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Explanation {
    lines: Vec<String>,
}

impl fmt::Display for Explanation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (i, line) in self.lines.iter().enumerate() {
            let indent = if i == 0 { "" } else { "\n  " };
            write!(f, "{indent}{line}")?;
        }
        Ok(())
    }
}

/// An operand of a plan, for `explain`.
pub(crate) struct Leaf {
    /// Its name, for one inside a pending call with that call's.
    pub(crate) name: String,
    /// The size of an element, in bytes.
    pub(crate) size: usize,
    /// What is handed to the function, for one with core dimensions.
    pub(crate) core: Option<String>,
}

/// A planned call, for `explain`.
pub(crate) struct Planned<'a> {
    pub(crate) spec: &'a Spec,
    /// The shape of the loop.
    pub(crate) shape: &'a Dims,
    pub(crate) plan: &'a Plan,
    /// The operands of the plan.
    pub(crate) leaves: Vec<Leaf>,
    /// How the plan is cut into tiles; core calls are not.
    pub(crate) tiling: Option<Tiling>,
    /// Whether pending calls are computed before each tile.
    pub(crate) staged: bool,
    pub(crate) parallel: bool,
}

impl Explanation {
    /// A call that cannot be made, and why.
    pub(crate) fn error(error: &crate::Error) -> Explanation {
        Explanation {
            lines: alloc::vec![format!("no plan: {error}")],
        }
    }

    /// These lines, the first of which is the title.
    pub(crate) fn of(lines: Vec<String>) -> Explanation {
        Explanation { lines }
    }

    pub(crate) fn new(call: &Planned<'_>) -> Explanation {
        let mut lines = Vec::new();
        let signature = match call.spec.signature {
            "" => String::new(),
            signature => format!(" {signature}"),
        };
        let lens: Vec<String> = call
            .plan
            .loops
            .iter()
            .map(|l| format!("{}", l.len))
            .collect();
        lines.push(format!(
            "{}{signature}: loop {:?}, {} places",
            call.spec.name,
            call.shape.as_slice(),
            call.plan.len
        ));
        lines.push(match lens.as_slice() {
            [] => "nothing to compute".into(),
            [one] => format!("one loop of {one}"),
            _ => format!(
                "nested loops of {}, the last one innermost",
                lens.join(" x ")
            ),
        });
        if let Some(tiling) = &call.tiling
            && call.plan.len > 0
        {
            let lens: Vec<String> = tiling.extents.iter().map(|len| format!("{len}")).collect();
            lines.push(format!("in tiles of {}", lens.join(" x ")));
        }
        if call.staged {
            lines.push(STAGES.into());
        }
        for (i, leaf) in call.leaves.iter().enumerate() {
            lines.push(format!("{}: {}", leaf.name, access(call, i, leaf)));
        }
        if call.tiling.is_some() {
            let leaves = call.leaves.iter().enumerate();
            let bytes: usize = leaves
                .map(|(i, leaf)| distinct(call.plan, i) * leaf.size)
                .sum();
            lines.push(format!("{bytes} bytes of distinct elements"));
        }
        lines.push(format!("instruction set: {}", Level::current()));
        lines.push(match call.parallel {
            true => "threads: rayon's current pool".into(),
            false => "threads: the calling one".into(),
        });
        Explanation { lines }
    }
}

/// What is told of pending calls that are computed before the loop over a tile.
pub(crate) const STAGES: &str =
    "in stages: pending calls that take long are computed before each tile";

/// How an operand is read or written.
fn access(call: &Planned<'_>, operand: usize, leaf: &Leaf) -> String {
    if let Some(core) = &leaf.core {
        return core.clone();
    }
    let Some(tiling) = &call.tiling else {
        return "sub-array by sub-array".into();
    };
    let mut tiles = call.plan.tiles(tiling);
    let Some(tile) = tiles.next() else {
        return "untouched".into();
    };
    let part = Part::Of(tile, operand);
    if call
        .plan
        .loops
        .iter()
        .all(|l| l.len == 1 || l.strides[operand] == 0)
    {
        return "one element".into();
    }
    if part.contiguous() {
        return "contiguous, in place".into();
    }
    if part.repeated() {
        return "one element a tile".into();
    }
    let strides: Vec<String> = (part.steps().iter())
        .map(|(_, stride)| format!("{stride}"))
        .collect();
    format!(
        "strides {}, through blocks of {}",
        strides.join(" x "),
        part.first_round().len()
    )
}

/// How many distinct elements of an operand a plan touches.
fn distinct(plan: &Plan, operand: usize) -> usize {
    let steps = plan
        .loops
        .iter()
        .filter(|l| l.strides[operand] != 0)
        .map(|l| l.len);
    if plan.len == 0 { 0 } else { steps.product() }
}
