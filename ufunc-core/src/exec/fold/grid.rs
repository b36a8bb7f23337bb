//! The loop of an accumulation, compiled for each instruction set, and the rows that it writes.

use super::rows::Rows;
use crate::exec::Job;
use crate::kernel::Fold;
use crate::math::Mode;

/// Rows of an output.
#[derive(Clone, Copy)]
pub(super) struct Grid<T> {
    pub(super) first: *mut T,
    /// How far the next row is.
    pub(super) row: isize,
    /// How far the next value of a row is.
    pub(super) column: isize,
}

impl<T: Copy> Grid<T> {
    /// So many rows further on.
    #[inline(always)]
    pub(super) fn down(self, rows: usize) -> Grid<T> {
        let first = self.first.wrapping_offset(self.row * rows.cast_signed());
        Grid { first, ..self }
    }

    /// Value `i` of the row.
    #[inline(always)]
    fn across(self, i: usize) -> *mut T {
        self.first.wrapping_offset(self.column * i.cast_signed())
    }

    /// Writes a row.
    ///
    /// # Safety
    ///
    /// The row is there, has as many values, and no other thread touches it.
    #[inline(always)]
    pub(super) unsafe fn put(self, values: &[T]) {
        if self.column == 1 {
            // SAFETY: the caller's promise.
            unsafe {
                values
                    .as_ptr()
                    .copy_to_nonoverlapping(self.first, values.len())
            };
            return;
        }
        for (i, &value) in values.iter().enumerate() {
            // SAFETY: as above.
            unsafe { self.across(i).write(value) };
        }
    }
}

/// The accumulation of rows, whose results are written.
pub(super) struct Scan<'a, K: Fold> {
    pub(super) kernel: &'a K,
    pub(super) running: &'a mut [K::Elem],
    pub(super) rows: Rows<'a, K::Elem>,
    pub(super) to: Grid<K::Elem>,
    pub(super) exclusive: bool,
}

impl<K: Fold> Job for Scan<'_, K> {
    type Output = ();

    #[inline(always)]
    fn run<M: Mode>(self, mode: M) {
        let Scan {
            kernel,
            running,
            rows,
            to,
            exclusive,
        } = self;
        if let ([value], Some(terms)) = (&mut *running, rows.dense()) {
            // One line: the running value stays in a register.
            let mut current = *value;
            for (i, &term) in terms.iter().enumerate() {
                let next = kernel.eval(mode, (current, term));
                // SAFETY: a row of one value of the output, which only this walk writes.
                unsafe { (to.down(i).first).write(if exclusive { current } else { next }) };
                current = next;
            }
            *value = current;
            return;
        }
        for i in 0..rows.len() {
            let (terms, to) = (rows.row(i), to.down(i));
            if to.column == 1 {
                // Side by side, as most are: vectorised.
                let dense = |i| to.first.wrapping_add(i);
                // SAFETY: a row of the output, which only this walk writes.
                unsafe { advance(kernel, mode, running, terms, exclusive, dense) };
            } else {
                // SAFETY: as above.
                unsafe { advance(kernel, mode, running, terms, exclusive, |i| to.across(i)) };
            }
        }
    }
}

/// The running values take their next terms; result `i` is written to `to(i)`.
///
/// # Safety
///
/// There is such a place for each running value, and no other thread touches it.
#[inline(always)]
unsafe fn advance<K: Fold, M: Mode>(
    kernel: &K,
    mode: M,
    running: &mut [K::Elem],
    terms: &[K::Elem],
    exclusive: bool,
    to: impl Fn(usize) -> *mut K::Elem,
) {
    for (i, (value, &term)) in running.iter_mut().zip(terms).enumerate() {
        let next = kernel.eval(mode, (*value, term));
        // SAFETY: the caller's promise.
        unsafe { to(i).write(if exclusive { *value } else { next }) };
        *value = next;
    }
}
