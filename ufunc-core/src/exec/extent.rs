//! Shapes with strides: those of an operand, and those of a whole output.

/// Shape and strides, borrowed where they exist.
#[derive(Clone, Copy)]
pub enum Extent<'s> {
    /// Those of a scalar.
    Scalar,
    /// Those of a slice, with its length.
    Slice([usize; 1]),
    /// Those of an array.
    Array(&'s [usize], &'s [isize]),
}

impl Extent<'_> {
    #[inline]
    pub(crate) fn shape(&self) -> &[usize] {
        match self {
            Extent::Scalar => &[],
            Extent::Slice(len) => len,
            Extent::Array(shape, _) => shape,
        }
    }

    #[inline]
    pub(crate) fn strides(&self) -> &[isize] {
        match self {
            Extent::Scalar => &[],
            Extent::Slice(_) => &[1],
            Extent::Array(_, strides) => strides,
        }
    }
}

/// All elements of the outputs of a call, which lie in C order without gaps.
pub struct Whole<'a> {
    extent: Extent<'a>,
    /// The number of elements, at least one.
    pub(crate) len: usize,
}

impl<'a> Whole<'a> {
    /// Those of an output, if it lies so.
    #[inline]
    pub(crate) fn of(extent: Extent<'a>) -> Option<Whole<'a>> {
        let len = dense_len(extent.shape(), extent.strides())?;
        Some(Whole { extent, len })
    }

    pub(crate) fn shape(&self) -> &[usize] {
        self.extent.shape()
    }

    /// Whether an operand lies in the same way. An operand may do so and be overlooked.
    #[inline]
    pub(crate) fn is_like(&self, extent: &Extent<'_>) -> bool {
        // Shapes have few axes: a comparison of slices would be a call.
        fn same<T: PartialEq>(a: &[T], b: &[T]) -> bool {
            a.len() == b.len() && a.iter().zip(b).all(|(a, b)| a == b)
        }
        same(self.extent.shape(), extent.shape()) && same(self.extent.strides(), extent.strides())
    }
}

/// The number of elements of an operand that lies in C order without gaps, if there is one.
#[inline]
pub(crate) fn dense_len(shape: &[usize], strides: &[isize]) -> Option<usize> {
    let mut len = 1usize;
    for (&size, &stride) in shape.iter().zip(strides).rev() {
        if size == 0 || (size != 1 && stride != len.cast_signed()) {
            return None;
        }
        len *= size;
    }
    Some(len)
}
