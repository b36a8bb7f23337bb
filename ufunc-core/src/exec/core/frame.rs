//! The shapes and the plan of a call with core dimensions, its element types left behind: compiled once.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use smallvec::SmallVec;

use super::strip::Core;
use crate::exec::{Extents, Threads};
use crate::explain::{self, Explanation};
use crate::out::output_len;
use crate::plan::{Plan, Visit, memory_order};
use crate::shape::{Asked, Bound, CoreAxes, Dims, Strides, bind, broadcast_strides};
use crate::spec::{OperandSpec, Spec};
use crate::{Error, Order};

/// Shapes and strides of inputs.
pub(crate) type Leaves<'a> = SmallVec<[(&'a [usize], &'a [isize]); 8]>;

/// A call without its types.
pub(crate) struct CoreFrame<'a> {
    pub(crate) spec: &'static Spec,
    pub(crate) inputs: Leaves<'a>,
    /// The shape and the strides of the mask, if there is one.
    pub(crate) mask: Option<(&'a [usize], &'a [isize])>,
    pub(crate) axes: &'a CoreAxes,
    pub(crate) keepdims: bool,
    /// Whether the kernel can fail: then places are visited in C order.
    pub(crate) fallible: bool,
    pub(crate) threads: Threads,
}

impl CoreFrame<'_> {
    /// The sizes of a call whose outputs are those given, or fresh ones if there is none.
    pub(crate) fn bind(&self, given: &Extents<'_>) -> Result<Bound, Error> {
        let inputs: SmallVec<[&[usize]; 8]> = self.inputs.iter().map(|(shape, _)| *shape).collect();
        let outputs: SmallVec<[Option<&[usize]>; 2]> = (0..self.spec.outputs.len())
            .map(|i| given.get(i).map(|(shape, _)| *shape))
            .collect();
        let asked = Asked {
            axes: self.axes,
            keepdims: self.keepdims,
            mask: self.mask.map(|(shape, _)| shape),
        };
        bind(self.spec, &inputs, &outputs, asked)
    }

    /// The axes of each fresh output as they lie in memory, slowest first: loop axes as asked, core axes together.
    pub(crate) fn layouts(&self, bound: &Bound, order: Order) -> SmallVec<[Dims; 2]> {
        let shapes = bound.outputs.iter();
        match order {
            Order::F => (shapes.map(|shape| (0..shape.len()).rev().collect())).collect(),
            Order::C => (shapes.map(|shape| (0..shape.len()).collect())).collect(),
            Order::K => {
                let loops = self.loop_order(bound);
                let axes = |(i, shape): (usize, &Dims)| {
                    let mut axes = loops.clone();
                    axes.extend(loops.len()..shape.len());
                    if let Some(order) = bound.orders.get(self.spec.inputs.len() + i) {
                        axes.iter_mut().for_each(|axis| *axis = order[*axis]);
                    }
                    axes
                };
                shapes.enumerate().map(axes).collect()
            }
        }
    }

    /// The axes of the loop as the operands lie in memory, slowest first.
    fn loop_order(&self, bound: &Bound) -> Dims {
        match bound.loop_shape.len() {
            ndim @ 0..=1 => (0..ndim).collect(),
            _ => memory_order(
                &bound.loop_shape,
                &self.loop_strides(bound, &Extents::new()),
            ),
        }
    }

    /// The plan of the loop: its operands are the inputs, the outputs and the mask.
    pub(crate) fn plan(&self, bound: &Bound, outputs: &Extents<'_>) -> Plan {
        let loops = self.loop_strides(bound, outputs);
        let visit = if self.fallible {
            Visit::C
        } else {
            Visit::Memory
        };
        Plan::new(&bound.loop_shape, &loops, visit)
    }

    /// What one call of the kernel costs: about that of one element times the largest core size.
    pub(crate) fn cost(&self, bound: &Bound) -> usize {
        let core = bound.sizes.iter().copied().max().unwrap_or(1).max(1);
        core.saturating_mul(self.spec.cost as usize)
    }

    /// Whether to walk in parallel.
    pub(crate) fn parallel(&self, plan: &Plan, bound: &Bound) -> bool {
        let work = plan.len.saturating_mul(self.cost(bound));
        plan.len > 1 && self.threads.parallel(self.spec.parallel, work)
    }

    /// The core part of an input.
    pub(crate) fn input_core(&self, bound: &Bound, i: usize) -> Core {
        let mut space = None;
        let (shape, strides) = bound.arranged(i, self.inputs[i], &mut space);
        let first = bound.inputs[i].loop_ndim;
        core_of(
            &self.spec.inputs[i],
            bound,
            &shape[first..],
            &strides[first..],
        )
    }

    /// The core part of an output.
    pub(crate) fn output_core(&self, bound: &Bound, outputs: &Extents<'_>, i: usize) -> Core {
        let mut space = None;
        let number = self.spec.inputs.len() + i;
        let (shape, strides) = bound.arranged(number, outputs[i], &mut space);
        let spec = &self.spec.outputs[i];
        let first = shape.len() - bound.output_core_ndim(spec);
        core_of(spec, bound, &shape[first..], &strides[first..])
    }

    /// What a call with fresh outputs would do.
    pub(crate) fn explain(&self) -> Explanation {
        let bound = match self.bind(&Extents::new()) {
            Ok(bound) => bound,
            Err(error) => return Explanation::error(&error),
        };
        for shape in &bound.outputs {
            if let Err(error) = output_len(self.spec.name, shape, 1) {
                return Explanation::error(&error);
            }
        }
        let plan = self.plan(&bound, &Extents::new());
        let mut leaves = Vec::new();
        let mut push = |name: &str, core| {
            leaves.push(explain::Leaf {
                name: name.into(),
                size: 0,
                core: Some(core),
            });
        };
        let axes = |number: usize, loop_ndim: usize| match bound.orders.get(number) {
            Some(order) if order.len() > loop_ndim => format!(", axes {:?}", &order[loop_ndim..]),
            _ => String::new(),
        };
        for (i, input) in self.spec.inputs.iter().enumerate() {
            let core = self.input_core(&bound, i).describe();
            push(input.name, core + &axes(i, bound.inputs[i].loop_ndim));
        }
        for (i, (output, shape)) in self.spec.outputs.iter().zip(&bound.outputs).enumerate() {
            let fresh = format!("fresh {:?}", shape.as_slice());
            push(
                output.name,
                fresh + &axes(self.inputs.len() + i, bound.loop_shape.len()),
            );
        }
        if let Some((shape, _)) = self.mask {
            push(
                "mask",
                format!("{shape:?}, the function is called where it is true"),
            );
        }
        Explanation::new(&explain::Planned {
            spec: self.spec,
            shape: &bound.loop_shape,
            plan: &plan,
            leaves,
            tiling: None,
            staged: false,
            parallel: self.parallel(&plan, &bound),
        })
    }

    /// The strides over the loop shape of the inputs, of those outputs and of the mask.
    fn loop_strides(&self, bound: &Bound, outputs: &Extents<'_>) -> SmallVec<[Strides; 8]> {
        let mut all = SmallVec::new();
        let mut push = |leaf: (&[usize], &[isize]), ndim: usize| {
            let mut space = None;
            let (shape, strides) = bound.arranged(all.len(), leaf, &mut space);
            let (shape, strides) = (&shape[..ndim], &strides[..ndim]);
            all.push(broadcast_strides(shape, strides, &bound.loop_shape));
        };
        for (leaf, axes) in self.inputs.iter().zip(&bound.inputs) {
            push(*leaf, axes.loop_ndim);
        }
        for (leaf, output) in outputs.iter().zip(self.spec.outputs) {
            push(*leaf, leaf.0.len() - bound.output_core_ndim(output));
        }
        if let Some((shape, strides)) = self.mask {
            all.push(broadcast_strides(shape, strides, &bound.loop_shape));
        }
        all
    }
}

/// The core part of an operand whose core axes are those given: absent dimensions have size 1, repeated ones
/// stride 0.
fn core_of(operand: &OperandSpec, bound: &Bound, shape: &[usize], strides: &[isize]) -> Core {
    let mut axes = shape.iter().zip(strides);
    let (mut all_sizes, mut all_strides) = (Dims::new(), Strides::new());
    for &dim in operand.core {
        let axis = if bound.absent[dim] { None } else { axes.next() };
        all_sizes.push(bound.sizes[dim]);
        all_strides.push(match axis {
            Some((&own, &stride)) if own != 1 => stride,
            _ => 0,
        });
    }
    Core::new(all_sizes, all_strides)
}
