//! The shapes and the plan of an elementwise call, its element types left behind: compiled once.

use alloc::vec::Vec;

use smallvec::SmallVec;

use super::Threads;
use super::elementwise::Tiles;
use super::extent::dense_len;
use super::names::{operand_names, operand_shape};
use super::source::Described;
use crate::error::OperandShape;
use crate::explain::{self, Explanation};
use crate::out::output_len;
use crate::plan::{Flat, Plan, Visit, dense_strides, memory_order};
use crate::shape::{Broadcast, Dims, Strides, broadcast_strides};
use crate::spec::Spec;
use crate::{Error, Order};

/// Shapes and strides of outputs.
pub(crate) type Extents<'a> = SmallVec<[(&'a [usize], &'a [isize]); 2]>;

/// How a call is walked. It lives on the stack, for one call.
#[allow(clippy::large_enum_variant)]
pub(crate) enum Route {
    Flat(Flat),
    Plan(Plan),
}

impl Route {
    pub(crate) fn len(&self) -> usize {
        match self {
            Route::Flat(flat) => flat.len,
            Route::Plan(plan) => plan.len,
        }
    }
}

/// A call without its types.
pub(crate) struct Frame<'a> {
    pub(crate) spec: &'static Spec,
    pub(crate) sources: &'a (dyn Described + 'a),
    /// The mask, if there is one, and whether masked-out places are filled.
    pub(crate) mask: Option<(&'a (dyn Described + 'a), bool)>,
    /// Whether the kernel can fail: then elements are visited in C order.
    pub(crate) fallible: bool,
    pub(crate) threads: Threads,
    /// What one element costs.
    pub(crate) cost: u32,
}

impl Frame<'_> {
    /// How the call is walked; `fresh` outputs are known to fit.
    pub(crate) fn route(&self, outputs: &Extents<'_>, fresh: bool) -> Result<Route, Error> {
        if !fresh {
            self.check()?;
        }
        if let Some(flat) = self.flat(outputs) {
            return Ok(Route::Flat(flat));
        }
        let shape = match outputs.first() {
            Some(&(shape, _)) if fresh => Dims::from_slice(shape),
            _ => self.given(outputs)?,
        };
        Ok(Route::Plan(self.plan(&shape, outputs)))
    }

    /// The plan of a call all of whose operands lie as the output does, dense and in C order, or are one element:
    /// found without the comparisons and lists that other calls need. `None` for these.
    pub(crate) fn flat(&self, outputs: &Extents<'_>) -> Option<Flat> {
        let (&(shape, strides), others) = outputs.split_first()?;
        let mut flat = Flat {
            len: dense_len(shape, strides)?,
            moving: 0,
            operands: 0,
        };
        let mut fits = true;
        let mut push = |leaf: &[usize], strides: &[isize]| {
            if leaf.len() == shape.len() && dense_as(leaf, strides, shape) {
                flat.moving |= 1u64.checked_shl(flat.operands).unwrap_or(0);
            } else {
                fits &= leaf.len() <= shape.len() && leaf.iter().all(|&size| size == 1);
            }
            flat.operands += 1;
        };
        self.sources.leaves(&mut push);
        if let Some((mask, _)) = self.mask {
            mask.leaves(&mut push);
        }
        push(shape, strides);
        for &(other, strides) in others {
            push(other, strides);
        }
        fits &= others
            .iter()
            .all(|&(other, strides)| other.len() == shape.len() && dense_as(other, strides, shape));
        (fits && flat.operands <= u64::BITS).then_some(flat)
    }

    /// The shape of a call all of whose operands are dense in C order with the same shape, or one element.
    fn flat_shape(&self) -> Option<Dims> {
        let mut shape: Option<Dims> = None;
        let mut fits = true;
        let mut ndim = 0;
        let mut merge = |leaf: &[usize], strides: &[isize]| {
            ndim = ndim.max(leaf.len());
            if leaf.iter().all(|&size| size == 1) {
                return;
            }
            let whole = shape.get_or_insert_with(|| Dims::from_slice(leaf));
            fits &= leaf.len() == whole.len() && dense_as(leaf, strides, whole);
        };
        self.sources.leaves(&mut merge);
        if let Some((mask, _)) = self.mask {
            mask.leaves(&mut merge);
        }
        shape.filter(|shape| fits && shape.len() == ndim)
    }

    /// The shape of fresh outputs, and their axes as they lie in memory, slowest first.
    pub(crate) fn fresh(&self, order: Order) -> Result<(Dims, Dims), Error> {
        if let Some((_, false)) = self.mask {
            return Err(unfilled(self.spec.name));
        }
        self.check()?;
        if order != Order::F
            && let Some(shape) = self.flat_shape()
        {
            let axes = (0..shape.len()).collect();
            return Ok((shape, axes));
        }
        let shape = self.shape()?;
        let axes = match order {
            Order::K => memory_order(&shape, &self.input_strides(&shape)),
            Order::C => (0..shape.len()).collect(),
            Order::F => (0..shape.len()).rev().collect(),
        };
        Ok((shape, axes))
    }

    /// The common shape of given outputs, to which the operands must broadcast.
    pub(crate) fn given(&self, outputs: &Extents<'_>) -> Result<Dims, Error> {
        let operands = Broadcast {
            dims: self.shape()?,
        };
        let Some(&(whole, _)) = outputs.first() else {
            return Ok(operands.dims);
        };
        for (number, &(shape, _)) in outputs.iter().enumerate() {
            let fits = if number == 0 {
                operands.fits(shape)
            } else {
                shape == whole
            };
            if !fits {
                let expected = if number == 0 { &operands.dims } else { whole };
                return Err(Error::OutShape {
                    ufunc: self.spec.name,
                    output: OperandShape {
                        number: self.spec.inputs.len() + number,
                        name: self
                            .spec
                            .outputs
                            .get(number)
                            .map_or("", |output| output.name),
                        shape: shape.to_vec(),
                    },
                    expected: expected.to_vec(),
                });
            }
        }
        Ok(whole.into())
    }

    /// The plan of a call of this shape: its operands are the leaves of the sources, those of the mask, and the
    /// outputs.
    pub(crate) fn plan(&self, shape: &[usize], outputs: &Extents<'_>) -> Plan {
        let mut operands = self.input_strides(shape);
        operands.extend(outputs.iter().map(|(_, strides)| Strides::from(*strides)));
        let visit = if self.fallible {
            Visit::C
        } else {
            Visit::Memory
        };
        Plan::new(shape, &operands, visit)
    }

    /// Whether to walk in parallel.
    pub(crate) fn parallel(&self, len: usize) -> bool {
        let work = len.saturating_mul(self.cost as usize);
        self.threads.parallel(self.spec.parallel, work)
    }

    /// What a call with fresh outputs would do. `sizes` are those of the outputs' elements, `block` the most
    /// elements handled at a time, unless the whole is.
    pub(crate) fn explain(&self, order: Order, sizes: &[usize], tiles: Tiles) -> Explanation {
        let filled = Frame {
            mask: self.mask.map(|(mask, _)| (mask, true)),
            ..*self
        };
        let (shape, axes) = match filled.fresh(order) {
            Ok(layout) => layout,
            Err(error) => return Explanation::error(&error),
        };
        for &size in sizes {
            if let Err(error) = output_len(self.spec.name, &shape, size) {
                return Explanation::error(&error);
            }
        }
        let strides = dense_strides(&shape, &axes);
        let outputs = sizes.iter().map(|_| (&shape[..], &strides[..])).collect();
        let plan = self.plan(&shape, &outputs);
        let mut leaves = Vec::new();
        let mut push = |name, size| {
            leaves.push(explain::Leaf {
                name,
                size,
                core: None,
            })
        };
        self.sources
            .labels(&mut operand_names(self.spec), &mut push);
        if let Some((mask, _)) = self.mask {
            mask.labels(&mut core::iter::once("mask".into()), &mut push);
        }
        for (output, &size) in self.spec.outputs.iter().zip(sizes) {
            push(output.name.into(), size);
        }
        Explanation::new(&explain::Planned {
            spec: self.spec,
            shape: &shape,
            plan: &plan,
            leaves,
            tiling: Some(plan.tiling_in_rounds(tiles.block, tiles.whole)),
            staged: tiles.staged,
            parallel: self.parallel(plan.len),
        })
    }

    /// Whether all operands that had to be computed first could be.
    pub(crate) fn check(&self) -> Result<(), Error> {
        self.sources.check()?;
        self.mask.map_or(Ok(()), |(mask, _)| mask.check())
    }

    /// The shape to which operands and mask broadcast.
    fn shape(&self) -> Result<Dims, Error> {
        self.sources.check()?;
        let shape = operand_shape(self.spec, self.sources)?;
        let Some((mask, _)) = self.mask else {
            return Ok(shape);
        };
        mask.check()?;
        let mut mask_shape = Ok(Dims::new());
        mask.shapes(&mut |shape| mask_shape = shape);
        let (mask, mut broadcast) = (mask_shape?, Broadcast { dims: shape });
        match broadcast.merge(&mask) {
            Ok(()) => Ok(broadcast.dims),
            Err(_) => Err(Error::MaskShape {
                ufunc: self.spec.name,
                mask: mask.into_vec(),
                shape: broadcast.dims.into_vec(),
            }),
        }
    }

    /// The strides of operands and mask over `shape`.
    fn input_strides(&self, shape: &[usize]) -> SmallVec<[Strides; 8]> {
        let mut all = SmallVec::new();
        let mut push =
            |leaf: &[usize], strides: &[isize]| all.push(broadcast_strides(leaf, strides, shape));
        self.sources.leaves(&mut push);
        if let Some((mask, _)) = self.mask {
            mask.leaves(&mut push);
        }
        all
    }
}

/// A masked call has a fresh output and no value for the places where the mask is false.
#[cold]
pub(crate) fn unfilled(ufunc: &'static str) -> Error {
    let message = "a masked call needs `.fill(value)` for the places where the mask is false, or \
                   `assign_to` an array that keeps its values there";
    Error::Argument {
        ufunc,
        message: message.into(),
    }
}

/// Whether an operand has this shape, whose length it has, and lies in C order without gaps.
fn dense_as(leaf: &[usize], strides: &[isize], shape: &[usize]) -> bool {
    let mut len = 1usize;
    for ((&size, &stride), &wanted) in leaf.iter().zip(strides).zip(shape).rev() {
        if size != wanted || (size != 1 && stride != len.cast_signed()) {
            return false;
        }
        len *= size;
    }
    true
}
