//! The order in which a reduction combines its terms, for several columns side by side.
//!
//! Of an associative, commutative function it is a tree that depends on the number of terms only. They are cut into blocks of
//! [`BLOCK`] terms. In a block several running values go side by side, 16 for numbers of 64 bits ([`lanes`]), term `i`
//! into value `i % 16`; at the end they are combined half to half, and what is left over is combined on the way. The
//! blocks' values are combined in pairs, pairs of pairs and so on. Fewer terms than running values are combined from the
//! left. This is the order of [`slices::sum`](crate::slices::sum), and the same for one column as for many.
//!
//! Other functions, and masked terms that no identity can stand for, are combined from the left.

use alloc::vec::Vec;

use super::blocks::Blocks;
use super::columns::{Combine, Quarter, Sequence};
use super::rows::Rows;
use crate::elementwise::element;
use crate::exec::Level;
use crate::kernel::Fold;

/// The number of terms in a block.
pub(crate) const BLOCK: usize = 256;

/// How many running values there are in a block: as many as fill a few vectors.
pub(crate) const fn lanes<T>() -> usize {
    match size_of::<T>() {
        0..=4 => 32,
        5..=8 => 16,
        9..=16 => 8,
        _ => 4,
    }
}

/// The places of the counter at which values wait after so many blocks, from the last value to the first.
pub(crate) fn waiting(mut blocks: usize) -> impl Iterator<Item = usize> {
    core::iter::from_fn(move || {
        let place = blocks.trailing_zeros() as usize;
        blocks = blocks.checked_sub(1)? & blocks;
        Some(place)
    })
}

/// Which order it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Order {
    /// The tree of the number of terms.
    Tree,
    /// From the left.
    Left,
}

/// The reduction of some columns, under way.
///
/// `rows` has rows of one value for each column. The first [`lanes`] are the running values of a block; the first of
/// these becomes the block's value. The next ones are the terms left over in the last block. Then come the values of 1, 2,
/// 4, … blocks, each of which waits for one of as many blocks: a binary counter. From the left, there is one running value.
pub(crate) struct Tree<'k, K: Fold> {
    kernel: &'k K,
    level: Level,
    order: Order,
    columns: usize,
    /// How many terms there will be, and how many there were.
    terms: usize,
    done: usize,
    rows: Vec<K::Elem>,
}

impl<'k, K: Fold> Tree<'k, K> {
    const LANES: usize = lanes::<K::Elem>();

    /// A tree without terms.
    pub(crate) fn new(kernel: &'k K, level: Level, order: Order) -> Self {
        Tree {
            kernel,
            level,
            order,
            columns: 0,
            terms: 0,
            done: 0,
            rows: Vec::new(),
        }
    }

    /// How many values such a tree keeps for each column.
    pub(crate) fn height(order: Order, terms: usize) -> usize {
        if order == Order::Left || terms < Self::LANES {
            return 1;
        }
        let counter = match terms.div_ceil(BLOCK) {
            1 => 0,
            blocks => (usize::BITS - blocks.leading_zeros()) as usize,
        };
        Self::counter(terms) + counter
    }

    /// The first row of the counter: behind the running values and what is left over in the last block.
    const fn counter(terms: usize) -> usize {
        Self::LANES + terms % Self::LANES
    }

    /// Reserves memory for trees of so many columns and terms; `false` if there is none.
    pub(crate) fn reserve(&mut self, columns: usize, terms: usize) -> bool {
        let values = columns.saturating_mul(Self::height(self.order, terms));
        self.rows.try_reserve_exact(values).is_ok()
    }

    /// Begins a tree for which memory was reserved; `any` is any value. From the left, `start` comes before the terms.
    pub(crate) fn begin(
        &mut self,
        columns: usize,
        terms: usize,
        any: K::Elem,
        start: Option<K::Elem>,
    ) {
        (self.columns, self.terms, self.done) = (columns, terms, 0);
        let values = columns * Self::height(self.order, terms);
        if self.rows.len() < values {
            self.rows.resize(values, any);
        }
        if let (Order::Left, Some(start)) = (self.order, start) {
            self.rows[..columns].fill(start);
            // It counts as a term.
            (self.terms, self.done) = (terms + 1, 1);
        }
    }

    /// Takes the next terms.
    pub(crate) fn push(&mut self, mut rows: Rows<'_, K::Elem>) {
        if self.order == Order::Left {
            self.push_left(rows, self.done == 0);
            self.done += rows.len();
            return;
        }
        while rows.len() > 0 {
            let place = self.done % BLOCK;
            let block = BLOCK.min(self.terms - (self.done - place));
            if self.columns == 1
                && place == 0
                && let Some(terms) = rows.dense()
                && terms.len() >= block
            {
                let taken = self.push_blocks(terms, block);
                rows = rows.split_at(taken).1;
                continue;
            }
            let run = Self::alike(place, block, rows.len()).min(rows.len());
            let (now, later) = rows.split_at(run);
            self.push_alike(now, place, block);
            self.done += run;
            if place + run == block {
                self.close_block(block);
                self.count();
            }
            rows = later;
        }
    }

    /// The value of each column.
    pub(crate) fn finish(&mut self) -> &[K::Elem] {
        debug_assert_eq!(self.done, self.terms);
        if self.order == Order::Tree && self.terms > BLOCK {
            // The last value of the counter waits, too.
            for (number, place) in waiting(self.terms.div_ceil(BLOCK)).enumerate() {
                let row = Self::counter(self.terms) + place;
                if number > 0 {
                    self.combine_after(row);
                } else {
                    let from = row * self.columns;
                    self.rows.copy_within(from..from + self.columns, 0);
                }
            }
        }
        &self.rows[..self.columns]
    }

    /// How many terms of a block are in full rounds of the running values.
    fn full(block: usize) -> usize {
        block / Self::LANES * Self::LANES
    }

    /// Whether so many terms, from `place` in a block on, begin all running values.
    fn begins(place: usize, rows: usize) -> bool {
        place == 0 && rows >= Self::LANES
    }

    /// How many terms from `place` in a block on, of which `rows` are there, are treated alike.
    fn alike(place: usize, block: usize, rows: usize) -> usize {
        let full = Self::full(block);
        if (1..=place).contains(&full) || full == 0 {
            block - place
        } else if place < Self::LANES && !Self::begins(place, rows) {
            Self::LANES - place
        } else {
            full - place
        }
    }

    /// Takes terms that are treated alike.
    fn push_alike(&mut self, rows: Rows<'_, K::Elem>, place: usize, block: usize) {
        let full = Self::full(block);
        if full == 0 {
            return self.push_left(rows, place == 0);
        }
        let begins = Self::begins(place, rows.len());
        if begins || (Self::LANES..full).contains(&place) {
            return self.level.careful(Sequence {
                kernel: self.kernel,
                lanes: &mut self.rows[..Self::LANES * self.columns],
                first: place % Self::LANES,
                begins,
                rows,
            });
        }
        // The first ones begin the running values, the last ones are left over.
        let to = if place < full {
            place
        } else {
            Self::LANES + place - full
        };
        for i in 0..rows.len() {
            self.rows[(to + i) * self.columns..][..self.columns].copy_from_slice(rows.row(i));
        }
    }

    /// Takes terms from the left; `first` tells whether there was none before.
    fn push_left(&mut self, mut rows: Rows<'_, K::Elem>, first: bool) {
        let lanes = &mut self.rows[..self.columns];
        if first && rows.len() > 0 {
            lanes.copy_from_slice(rows.row(0));
            rows = rows.split_at(1).1;
        }
        self.level.careful(Sequence {
            kernel: self.kernel,
            lanes,
            first: 0,
            begins: false,
            rows,
        });
    }

    /// Takes blocks of the only column, the first of which has `block` terms: whole ones as far as there are, or the
    /// last one. How many terms that were.
    fn push_blocks(&mut self, terms: &[K::Elem], block: usize) -> usize {
        let len = match block {
            BLOCK => terms.len() / BLOCK * BLOCK,
            last => last,
        };
        let begin = Self::counter(self.terms).min(self.rows.len());
        let (first, waiting) = self.rows.split_at_mut(begin);
        let value = self.level.careful(Blocks {
            kernel: self.kernel,
            terms: &terms[..len],
            waiting: if self.terms > BLOCK { waiting } else { &mut [] },
            before: self.done / BLOCK,
            goes_on: false,
        });
        if let (Some(first), Some(value)) = (first.first_mut(), value) {
            *first = value;
        }
        self.done += len;
        len
    }

    /// Combines a block's running values, and the terms that are left over, to the first row.
    fn close_block(&mut self, block: usize) {
        let (columns, mut left) = (self.columns, block % Self::LANES);
        if block < Self::LANES {
            return;
        }
        let (lanes, rest) = self.rows.split_at_mut(Self::LANES * columns);
        let mut leftover = &rest[..left * columns];
        let mut half = Self::LANES / 2;
        while half > 0 {
            if left == 0 && half > 1 {
                let values = &mut lanes[..2 * half * columns];
                self.level.careful(Quarter {
                    kernel: self.kernel,
                    values,
                });
                half /= 4;
                continue;
            }
            let (to, with) = lanes[..2 * half * columns].split_at_mut(half * columns);
            let kernel = self.kernel;
            self.level.careful(Combine { kernel, to, with });
            if left >= half {
                let (with, later) = leftover.split_at(half * columns);
                self.level.careful(Combine { kernel, to, with });
                (left, leftover) = (left - half, later);
            }
            half /= 2;
        }
    }

    /// Adds a block, whose value is the first row, to the counter.
    fn count(&mut self) {
        if self.terms <= BLOCK {
            return;
        }
        let before = (self.done - 1) / BLOCK;
        let full = before.trailing_ones() as usize;
        for waiting in 0..full {
            self.combine_after(Self::counter(self.terms) + waiting);
        }
        let to = (Self::counter(self.terms) + full) * self.columns;
        self.rows.copy_within(..self.columns, to);
    }

    /// Combines an earlier row with the first one, which becomes the result.
    fn combine_after(&mut self, earlier: usize) {
        let (first, rest) = self.rows.split_at_mut(self.columns);
        let from = (earlier - 1) * self.columns;
        for (value, &earlier) in first.iter_mut().zip(&rest[from..]) {
            *value = element(self.kernel, (earlier, *value));
        }
    }
}
