//! Rows of values, side by side in memory or not: what a tile of a reduction hands to its tree.

use core::marker::PhantomData;
use core::slice;

/// Some rows of so many values each, in the order in which they are reduced.
#[derive(Clone, Copy)]
pub(crate) struct Rows<'a, T> {
    first: *const T,
    /// How far the next row is, in elements.
    stride: isize,
    len: usize,
    columns: usize,
    /// Which values count, row by row without gaps; all of them, if it is not there.
    mask: Option<&'a [bool]>,
    values: PhantomData<&'a T>,
}

impl<'a, T> Rows<'a, T> {
    /// # Safety
    ///
    /// For `'a`, each of the `len` rows, `stride` elements apart, has `columns` readable elements that nothing writes.
    pub(crate) unsafe fn new(first: *const T, stride: isize, len: usize, columns: usize) -> Self {
        Rows {
            first,
            stride,
            len,
            columns,
            mask: None,
            values: PhantomData,
        }
    }

    /// The same rows, of which only some values count: `mask` has one `bool` for each.
    pub(crate) fn masked(self, mask: &'a [bool]) -> Self {
        Rows {
            mask: Some(&mask[..self.len * self.columns]),
            ..self
        }
    }

    /// How many rows there are.
    #[inline(always)]
    pub(crate) fn len(self) -> usize {
        self.len
    }

    /// How many values each has.
    #[inline(always)]
    pub(crate) fn columns(self) -> usize {
        self.columns
    }

    /// Whether only some values count.
    #[inline(always)]
    pub(crate) fn is_masked(&self) -> bool {
        self.mask.is_some()
    }

    /// Row `i`; nothing where there is none.
    #[inline(always)]
    pub(crate) fn row(self, i: usize) -> &'a [T] {
        if i >= self.len {
            return &[];
        }
        let first = self.first.wrapping_offset(self.stride * i.cast_signed());
        // SAFETY: one of the rows.
        unsafe { slice::from_raw_parts(first, self.columns) }
    }

    /// Which values of row `i` count.
    #[inline(always)]
    pub(crate) fn mask_of(self, i: usize) -> Option<&'a [bool]> {
        let from = i * self.columns;
        let mask = |mask: &'a [bool]| mask.get(from..from + self.columns).unwrap_or_default();
        self.mask.map(mask)
    }

    /// All values one after the other, if they lie so.
    #[inline(always)]
    pub(crate) fn dense(self) -> Option<&'a [T]> {
        let dense = self.stride == self.columns.cast_signed() || self.len <= 1;
        // SAFETY: the rows follow each other without gaps.
        dense.then(|| unsafe { slice::from_raw_parts(self.first, self.len * self.columns) })
    }

    /// Each `count` rows as one long row, of rows without gaps or a mask.
    #[inline(always)]
    pub(crate) fn joined(self, count: usize) -> Self {
        debug_assert!(self.mask.is_none());
        let columns = self.columns * count;
        Rows {
            stride: columns.cast_signed(),
            len: self.len / count.max(1),
            columns,
            ..self
        }
    }

    /// The first `len` rows, and the others.
    #[inline(always)]
    pub(crate) fn split_at(self, len: usize) -> (Self, Self) {
        let len = len.min(self.len);
        let (mask, mask_rest) = match self.mask {
            Some(mask) => {
                let (mask, rest) = mask.split_at(len * self.columns);
                (Some(mask), Some(rest))
            }
            None => (None, None),
        };
        let first = self.first.wrapping_offset(self.stride * len.cast_signed());
        let rest = Rows {
            first,
            len: self.len - len,
            mask: mask_rest,
            ..self
        };
        (Rows { len, mask, ..self }, rest)
    }
}
