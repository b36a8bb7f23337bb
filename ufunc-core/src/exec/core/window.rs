//! Windows: the shape and the strides of a view, the same wherever it stands.

use ndarray::{ArrayBase, Axis, Dimension, RawData};

use super::sizes::{MOST, Sizes};
use super::strip::Core;

/// A view's shape and strides. `ndarray` makes views from strides that are not negative: others are turned afterwards.
#[derive(Clone, Copy)]
pub struct Window<D> {
    pub(crate) shape: D,
    /// The strides' absolute values.
    pub(crate) strides: D,
    steps: [isize; MOST],
    /// How far the element with the lowest address is from the first.
    pub(crate) lowest: isize,
    /// Whether a stride is negative.
    turn: bool,
}

impl<D: Dimension> Window<D> {
    pub(crate) const NDIM: usize = match D::NDIM {
        Some(ndim) => ndim,
        None => panic!("a core dimension's rank is static"),
    };

    /// The window on a sub-array with this core part.
    pub(crate) fn new(core: &Core) -> Window<D> {
        let mut window = Window {
            shape: D::zeros(Self::NDIM),
            strides: D::zeros(Self::NDIM),
            steps: [0; MOST],
            lowest: 0,
            turn: false,
        };
        // Without elements any strides will do that do not overlap.
        let mut dense = 1usize;
        for axis in (0..Self::NDIM).rev() {
            let size = core.sizes[axis];
            let stride = if core.len == 0 {
                dense.cast_signed()
            } else {
                core.strides[axis]
            };
            dense = dense.wrapping_mul(size.max(1));
            window.shape[axis] = size;
            window.steps[axis] = stride;
            window.strides[axis] = stride.unsigned_abs();
            if stride < 0 && size > 1 {
                window.lowest += stride * (size - 1).cast_signed();
                window.turn = true;
            }
        }
        window
    }

    /// The same window, with the sizes that the signature fixes as constants.
    #[inline(always)]
    pub(crate) fn fixed<S: Sizes>(mut self) -> Self {
        for axis in 0..Self::NDIM {
            self.shape[axis] = S::size(axis, self.shape[axis]);
        }
        self
    }

    /// How far the `i`th element in C order is from the first, where all sizes are in the signature.
    #[inline(always)]
    pub(crate) fn offset<S: Sizes>(&self, i: usize) -> isize {
        let (mut rest, mut offset) = (i, 0);
        for axis in (0..Self::NDIM).rev() {
            let size = S::FIXED[axis].unwrap_or(1);
            offset += (rest % size).cast_signed() * self.steps[axis];
            rest /= size;
        }
        offset
    }

    /// The view with its axes in the directions of the sub-array's.
    #[inline(always)]
    pub(crate) fn turned<S: RawData>(self, view: ArrayBase<S, D>, core: &Core) -> ArrayBase<S, D> {
        if self.turn { turned(view, core) } else { view }
    }
}

#[inline(never)]
fn turned<S: RawData, D: Dimension>(mut view: ArrayBase<S, D>, core: &Core) -> ArrayBase<S, D> {
    for (axis, &stride) in core.strides.iter().enumerate() {
        if stride < 0 {
            view.invert_axis(Axis(axis));
        }
    }
    view
}
