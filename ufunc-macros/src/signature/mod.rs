//! A signature such as `(m,n),(n)->(m)` as a value: pure text in, no syn, byte offsets out.

mod cursor;
mod parse;
mod size;

use std::fmt;

pub(crate) use parse::parse;

/// The longest signature that is read, in bytes.
pub(crate) const MAX_LEN: usize = 1024;
/// The most core dimensions one operand may have.
pub(crate) const MAX_DIMS: usize = 32;
/// The deepest parentheses in a computed size.
pub(crate) const MAX_DEPTH: usize = 16;

/// A signature: operands that share core dimensions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Signature {
    /// Per input, its core dimensions as indices into `dims`.
    pub(crate) inputs: Vec<Vec<usize>>,
    /// Per output, the same.
    pub(crate) outputs: Vec<Vec<usize>>,
    /// The distinct core dimensions, in order of first appearance.
    pub(crate) dims: Vec<Dim>,
}

/// One distinct core dimension.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Dim {
    /// As written, without modifiers and white space: `n`, `3`, `m+n-1`.
    pub(crate) name: String,
    /// Where its size comes from.
    pub(crate) size: Size,
    /// Marked `?`: may be absent.
    pub(crate) optional: bool,
    /// Marked `|1`: an input with size 1 here is repeated.
    pub(crate) broadcastable: bool,
}

/// Where the size of a dimension comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Size {
    /// From the operands.
    Bound,
    /// Fixed in the signature.
    Fixed(u64),
    /// Computed from the inputs' sizes, in reverse Polish order.
    Computed(Vec<SizeOp>),
}

/// One step of a computed size.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum SizeOp {
    /// Push the size of this dimension.
    Dim(usize),
    /// Push a number.
    Int(u64),
    Add,
    Sub,
    Mul,
    Div,
}

/// A mistake in a signature and the byte where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Mistake {
    pub(crate) offset: usize,
    pub(crate) message: String,
}

impl Mistake {
    fn new(offset: usize, message: impl Into<String>) -> Self {
        Self {
            offset,
            message: message.into(),
        }
    }
}

impl Signature {
    /// The operand's dimensions as text, `(m,n?)`.
    pub(crate) fn operand(&self, core: &[usize]) -> String {
        self.operand_text(core, false)
    }

    fn operand_text(&self, core: &[usize], repeats: bool) -> String {
        let dims = core.iter().filter_map(|&index| self.dims.get(index));
        let texts: Vec<String> = dims
            .map(|dim| {
                let repeat = if repeats && dim.broadcastable {
                    "|1"
                } else {
                    ""
                };
                let optional = if dim.optional { "?" } else { "" };
                format!("{}{repeat}{optional}", dim.name)
            })
            .collect();
        format!("({})", texts.join(","))
    }
}

impl fmt::Display for Signature {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let list = |operands: &[Vec<usize>], repeats| {
            let texts: Vec<String> = operands
                .iter()
                .map(|core| self.operand_text(core, repeats))
                .collect();
            texts.join(",")
        };
        f.write_str(&list(&self.inputs, true))?;
        if !self.outputs.is_empty() {
            write!(f, "->{}", list(&self.outputs, false))?;
        }
        Ok(())
    }
}
