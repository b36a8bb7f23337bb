//! The two ways through an array of one axis or two: along the one that is reduced, and across. Seen without a plan.

use super::frame::Frame;
use crate::exec::{Leaf, RawOut};

/// How many steps, and how far each moves in the array and in the output.
#[derive(Clone, Copy)]
pub(super) struct Way {
    pub(super) len: usize,
    pub(super) stride: isize,
    pub(super) out: isize,
}

impl Way {
    /// The way to nowhere: across a line.
    const ONE: Way = Way {
        len: 1,
        stride: 0,
        out: 0,
    };

    /// Along and across, if there are no more ways; the strides of `out` are those over the operand's axes.
    pub(super) fn of<T>(frame: &Frame, leaf: &Leaf<'_, T>, out: &RawOut<T>) -> Option<(Way, Way)> {
        let strides = leaf.strides();
        let way = |axis: usize| Way {
            len: frame.shape[axis],
            stride: strides[axis],
            out: out.strides[axis],
        };
        match (frame.shape.len(), &frame.axes[..]) {
            (1, [0]) => Some((way(0), Way::ONE)),
            (2, [0]) => Some((way(0), way(1))),
            (2, [1]) => Some((way(1), way(0))),
            // All elements, which lie in one line.
            (2, [0, 1]) if strides[1] == 1 && strides[0] == frame.shape[1].cast_signed() => {
                let line = Way {
                    len: frame.shape[0] * frame.shape[1],
                    ..way(1)
                };
                Some((line, Way::ONE))
            }
            _ => None,
        }
    }
}
