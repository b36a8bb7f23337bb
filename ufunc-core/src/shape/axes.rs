//! Which axes of each operand are its core axes, where they are not the last ones: NumPy's `axis` and `axes`.

use super::Dims;
use super::bind::{Call, CoreNdims, Given, owned};
use crate::error::{AxisProblem, Error};
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;
use core::slice;
use smallvec::SmallVec;

/// Axis numbers as the caller gives them; negative ones count from the end.
pub(crate) type AxisList = SmallVec<[isize; 4]>;

/// Where the core axes of a call are.
#[derive(Clone, Debug, Default)]
pub(crate) enum CoreAxes {
    /// Last, in every operand.
    #[default]
    Last,
    /// This one, in every operand that has a core axis.
    One(isize),
    /// A list for each operand: inputs, then outputs.
    Lists(Vec<AxisList>),
    /// Both were asked for, which is a mistake.
    Both,
}

impl Call<'_> {
    /// Whether the signature goes with `axis` or with so many lists.
    pub(super) fn check_axes(&self) -> Result<(), Error> {
        let (spec, signature) = (self.spec, self.spec.signature);
        match self.asked.axes {
            CoreAxes::Last => Ok(()),
            CoreAxes::Both => {
                Err(self.argument("axis and axes are both given: leave one of them out".into()))
            }
            CoreAxes::One(_) => {
                let mut operands = spec.inputs.iter().chain(spec.outputs);
                if spec.dims.len() == 1 && operands.all(|operand| operand.core.len() <= 1) {
                    return Ok(());
                }
                Err(self.argument(format!(
                    "axis is for a single core dimension that operands have once or not at all, which {signature} \
                     does not have: list the axes of each operand with axes"
                )))
            }
            CoreAxes::Lists(lists) => {
                let all = spec.inputs.len() + spec.outputs.len();
                let without = spec.outputs.iter().all(|output| output.core.is_empty());
                if lists.len() == all || (without && lists.len() == spec.inputs.len()) {
                    return Ok(());
                }
                Err(self.argument(format!(
                    "axes has {}, but {signature} has {all} operands: give a list for each, inputs first \
                     (those of the outputs may be left out only if no output has core dimensions)",
                    count(lists.len(), "list"),
                )))
            }
        }
    }

    /// The axes of each given operand as [`order`](Call::order) tells them; nothing, if core axes are last in all.
    pub(super) fn orders(&self, core_ndims: &CoreNdims) -> Result<Vec<Dims>, Error> {
        let mut orders = Vec::new();
        if !matches!(self.asked.axes, CoreAxes::Last) {
            orders.resize(self.inputs.len() + self.outputs.len(), Dims::new());
            for operand in self.operands() {
                let core_ndim = core_ndims.get(operand.number).copied().unwrap_or(0);
                if let Some(order) = orders.get_mut(operand.number) {
                    *order = self.order(&operand, core_ndim)?;
                }
            }
        }
        Ok(orders)
    }

    /// The axes of an operand, its loop axes first, then its core axes in the order of its dimensions.
    pub(super) fn order(&self, operand: &Given<'_>, core_ndim: usize) -> Result<Dims, Error> {
        let ndim = operand.whole.len();
        let list: &[isize] = match self.asked.axes {
            CoreAxes::One(axis) if core_ndim == 1 => slice::from_ref(axis),
            CoreAxes::Lists(lists) => match lists.get(operand.number) {
                Some(list) if list.len() != core_ndim => {
                    return Err(self.list_error(operand, list.len(), core_ndim));
                }
                Some(list) => &list[..],
                None => &[],
            },
            _ => &[],
        };
        let mut core = Dims::new();
        for &axis in list {
            let from_start = if axis < 0 {
                ndim.checked_sub(axis.unsigned_abs())
            } else {
                Some(axis.unsigned_abs())
            };
            let problem = match from_start {
                Some(index) if core.contains(&index) => AxisProblem::Repeated,
                Some(index) if index < ndim => {
                    core.push(index);
                    continue;
                }
                _ => AxisProblem::OutOfRange,
            };
            return Err(Error::Axis {
                ufunc: self.spec.name,
                operand: owned(operand),
                axis,
                problem,
            });
        }
        let loops = (0..ndim).filter(|axis| !core.contains(axis));
        Ok(loops.chain(core.iter().copied()).collect())
    }

    #[cold]
    fn list_error(&self, operand: &Given<'_>, given: usize, core_ndim: usize) -> Error {
        let names = operand
            .spec
            .core
            .iter()
            .filter_map(|&dim| self.spec.dims.get(dim));
        let names: Vec<&str> = names.map(|dim| dim.name).collect();
        let wanted = match (core_ndim, names.len()) {
            (0, 0) => String::from("which has no core dimension"),
            (_, 0) => format!("which keeps {}", count(core_ndim, "dimension")),
            (_, all) => {
                let absent = if core_ndim < all {
                    " without absent ones"
                } else {
                    ""
                };
                format!("whose core dimensions are ({}){absent}", names.join(","))
            }
        };
        let remedy = match core_ndim {
            0 => "give an empty list".into(),
            _ => format!("list {}", axes(core_ndim)),
        };
        let (given, operand) = (axes(given), describe(operand));
        self.argument(format!(
            "axes lists {given} of operand {operand}, {wanted}: {remedy}"
        ))
    }

    #[cold]
    fn argument(&self, message: String) -> Error {
        Error::Argument {
            ufunc: self.spec.name,
            message,
        }
    }
}

/// The sizes in the order of an operand's own axes, from those in this order.
pub(super) fn in_place(arranged: &[usize], order: &[usize]) -> Dims {
    let mut whole = Dims::from_slice(arranged);
    for (&size, &axis) in arranged.iter().zip(order) {
        if let Some(place) = whole.get_mut(axis) {
            *place = size;
        }
    }
    whole
}

/// `x (3, 4)`
fn describe(operand: &Given<'_>) -> String {
    let shape: Vec<String> = operand.whole.iter().map(|size| format!("{size}")).collect();
    let shape = shape.join(", ");
    match operand.spec.name {
        "" => format!("#{} ({shape})", operand.number),
        name => format!("{name} ({shape})"),
    }
}

fn axes(number: usize) -> String {
    match number {
        1 => "1 axis".into(),
        _ => format!("{number} axes"),
    }
}

fn count(number: usize, noun: &str) -> String {
    let plural = if number == 1 { "" } else { "s" };
    format!("{number} {noun}{plural}")
}
