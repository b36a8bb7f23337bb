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
            // SAFETY: rows of one value of the output, which only this walk writes.
            *value = unsafe { down_a_column(kernel, mode, *value, terms, to, exclusive) };
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

/// The accumulation of columns whose terms lie side by side, one column after the other.
pub(super) struct ScanColumns<'a, K: Fold> {
    pub(super) kernel: &'a K,
    /// What comes before the first term.
    pub(super) start: Option<K::Elem>,
    /// The terms of a column each.
    pub(super) columns: Rows<'a, K::Elem>,
    pub(super) to: Grid<K::Elem>,
    pub(super) exclusive: bool,
}

impl<K: Fold> Job for ScanColumns<'_, K> {
    type Output = ();

    #[inline(always)]
    fn run<M: Mode>(self, mode: M) {
        for i in 0..self.columns.len() {
            let (mut terms, mut to) = (self.columns.row(i), self.to);
            to.first = to.across(i);
            let start = match (self.start, terms.split_first()) {
                (Some(start), _) => start,
                (None, None) => continue,
                (None, Some((&first, rest))) => {
                    // The first term is the first result.
                    // SAFETY: a row of one value of the output, which only this walk writes.
                    unsafe { to.first.write(first) };
                    (terms, to) = (rest, to.down(1));
                    first
                }
            };
            // SAFETY: as above.
            unsafe { down_a_column(self.kernel, mode, start, terms, to, self.exclusive) };
        }
    }
}

/// The running value, which stays in a register, takes all terms of a column; result `i` is written `i` rows down.
///
/// # Safety
///
/// There is such a row for each term, and no other thread touches it.
#[inline(always)]
unsafe fn down_a_column<K: Fold, M: Mode>(
    kernel: &K,
    mode: M,
    mut current: K::Elem,
    terms: &[K::Elem],
    to: Grid<K::Elem>,
    exclusive: bool,
) -> K::Elem {
    for (i, &term) in terms.iter().enumerate() {
        let next = kernel.eval(mode, (current, term));
        // SAFETY: the caller's promise.
        unsafe { (to.down(i).first).write(if exclusive { current } else { next }) };
        current = next;
    }
    current
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
