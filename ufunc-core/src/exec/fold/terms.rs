//! What is reduced: values of one type, several for each element where a call has several outputs.

use smallvec::SmallVec;

use super::rows::Rows;
use crate::exec::block::Block;
use crate::exec::lanes::Lanes;
use crate::exec::masked::MaskBlock;
use crate::exec::pack::pack;
use crate::exec::source::{Described, Source};
use crate::exec::{Job, Leaf, Level};
use crate::math::{Mode, select};
use crate::plan::{Loop, Part, Tile};
use crate::shape::Dims;
use crate::{Element, Error};

use alloc::string::String;

/// The rows of a tile, for each of the values that an element has.
pub(crate) type Values<'a, T> = SmallVec<[Rows<'a, T>; 2]>;

/// Values to be reduced, element types of operands left behind.
///
/// # Safety
///
/// What its readers hand out are the values of the tile, of the leaves that `operand` and `mask` describe.
pub(crate) unsafe trait Terms<T>: Sync {
    /// The shape of all values, without the mask's.
    fn shape(&self) -> Result<Dims, Error>;
    /// What they are read from.
    fn operand(&self) -> &dyn Described;
    /// Reports the name and the element size of each of its leaves; `name` is that of the operand of a plain reduction.
    fn labels(&self, name: &str, report: &mut dyn FnMut(String, usize));
    /// The mask, if there is one; its leaves come after those of the operand.
    fn mask(&self) -> Option<&dyn Described>;
    /// The array that they are all the elements of, if it is so.
    fn array(&self) -> Option<&Leaf<'_, T>> {
        None
    }
    /// How many values an element has.
    fn outputs(&self) -> usize;
    /// What an element costs to compute.
    fn cost(&self) -> usize;
    /// The most elements of a tile that goes through a block.
    fn block(&self) -> usize;
    /// Whether operands of a pending call are computed before each tile.
    fn staged(&self) -> bool {
        false
    }
    /// The most elements of a tile of such loops, the last of which may be that of the columns: more than a block has
    /// room for where tiles are read in place.
    fn room(&self, loops: &[Loop], columns: bool) -> usize;
    /// Whether the mask has to be looked at: masked-out values are not ones that change nothing.
    fn skips(&self) -> bool;
    /// Runs `work` with a reader, which has its own memory.
    fn read(&self, work: &mut dyn FnMut(&mut dyn Reader<T>));
}

/// [`Terms`], for signatures that others see.
pub struct AnyTerms<'a, T>(pub(crate) &'a dyn Terms<T>);

/// Reads the values of tiles, one tile at a time.
pub(crate) trait Reader<T> {
    /// The values of a tile; if it is one of results side by side, its last loop is that of `columns` columns, else there
    /// is one.
    ///
    /// # Safety
    ///
    /// The tile belongs to a plan of the leaves, and has at most `room` elements unless it is in place.
    unsafe fn tile(&mut self, tile: Tile<'_>, columns: usize, side_by_side: bool) -> Values<'_, T>;
}

/// Values that lie in memory: an array's, or those of several arrays which lie alike.
pub(crate) struct Arrays<'s, T, M> {
    leaves: SmallVec<[Leaf<'s, T>; 1]>,
    mask: M,
    masking: Masking<T>,
}

/// What becomes of masked-out values.
#[derive(Clone, Copy, Debug)]
pub enum Masking<T> {
    /// There is no mask.
    No,
    /// The identity stands for them.
    Filled(T),
    /// They are skipped; where something has to stand for them, it is this value.
    Skipped(T),
}

impl<T> Masking<T> {
    /// Whether masked-out values are skipped; so are those that no block holds, which are not copied.
    pub(crate) fn skips(&self) -> bool {
        match self {
            Masking::No => false,
            Masking::Filled(_) => Block::capacity::<T>() == 1,
            Masking::Skipped(_) => true,
        }
    }
}

impl<'s, T: Element, M: Source<Item = bool>> Arrays<'s, T, M> {
    /// Values of arrays which have the same shape and strides.
    pub(crate) fn new(
        leaves: impl IntoIterator<Item = Leaf<'s, T>>,
        mask: M,
        masking: Masking<T>,
    ) -> Self {
        let leaves = leaves.into_iter().collect();
        Arrays {
            leaves,
            mask,
            masking,
        }
    }
}

impl<T: Element, M> Described for Arrays<'_, T, M> {
    fn leaves(&self, report: &mut dyn FnMut(&[usize], &[isize])) {
        for leaf in &self.leaves {
            leaf.leaves(report);
        }
    }
    fn shapes(&self, report: &mut dyn FnMut(Result<Dims, Error>)) {
        if let Some(leaf) = self.leaves.first() {
            leaf.shapes(report);
        }
    }
    fn labels(
        &self,
        names: &mut dyn Iterator<Item = String>,
        report: &mut dyn FnMut(String, usize),
    ) {
        for leaf in &self.leaves {
            leaf.labels(names, report);
        }
    }
}

// SAFETY: a reader reads the leaves' elements of a tile, in place or in copies.
unsafe impl<T: Element, M: Source<Item = bool>> Terms<T> for Arrays<'_, T, M> {
    fn shape(&self) -> Result<Dims, Error> {
        let first = self.leaves.first();
        Ok(first.map_or_else(Dims::new, |leaf| leaf.shape().into()))
    }
    fn operand(&self) -> &dyn Described {
        self
    }
    fn labels(&self, name: &str, report: &mut dyn FnMut(String, usize)) {
        Described::labels(self, &mut core::iter::repeat(name.into()), report);
    }
    fn mask(&self) -> Option<&dyn Described> {
        (!M::NO_MASK).then_some(&self.mask)
    }
    fn array(&self) -> Option<&Leaf<'_, T>> {
        match &self.leaves[..] {
            [leaf] if M::NO_MASK => Some(leaf),
            _ => None,
        }
    }
    fn outputs(&self) -> usize {
        self.leaves.len()
    }
    fn cost(&self) -> usize {
        1
    }
    fn block(&self) -> usize {
        Block::capacity::<T>().min(M::BLOCK).min(MaskBlock::LEN)
    }
    fn room(&self, loops: &[Loop], columns: bool) -> usize {
        let Some((last, outer)) = loops.split_last() else {
            return self.block();
        };
        let lies = |operand: usize| last.strides[operand] == 1;
        if !M::NO_MASK || !(0..self.leaves.len()).all(lies) {
            return self.block();
        }
        match (outer.len(), columns) {
            // One line, or rows of columns.
            (0, false) | (1, true) => usize::MAX,
            // Line by line, unless several of them fit into a block.
            (_, false) => last.len.max(self.block()),
            (_, true) => self.block(),
        }
    }
    fn skips(&self) -> bool {
        self.masking.skips()
    }
    fn read(&self, work: &mut dyn FnMut(&mut dyn Reader<T>)) {
        let mut reader = ArraysReader {
            arrays: self,
            blocks: self.leaves.iter().map(|_| Block::new()).collect(),
            mask: MaskBlock::new(),
            cursor: M::cursor(),
        };
        work(&mut reader);
    }
}

struct ArraysReader<'a, 's, T, M: Source> {
    arrays: &'a Arrays<'s, T, M>,
    blocks: SmallVec<[Block; 1]>,
    mask: MaskBlock,
    cursor: M::Cursor,
}

impl<T: Element, M: Source<Item = bool>> Reader<T> for ArraysReader<'_, '_, T, M> {
    unsafe fn tile(&mut self, tile: Tile<'_>, columns: usize, side_by_side: bool) -> Values<'_, T> {
        let rows = tile.len / columns;
        let mut values = Values::new();
        let mut mask = None;
        if !M::NO_MASK {
            let mut lanes = Lanes::tile_from(tile, self.blocks.len() as u32);
            // SAFETY: the mask's leaves come after the arrays'.
            let lane = unsafe { self.arrays.mask.load(&mut self.cursor, &mut lanes) };
            // SAFETY: `tile.len` elements were loaded.
            mask = Some(unsafe {
                self.mask
                    .read(Level::current(), &self.arrays.mask, lane, tile.len)
            });
        }
        for (operand, (leaf, block)) in self.arrays.leaves.iter().zip(&mut self.blocks).enumerate()
        {
            let part = Part::Of(tile, operand);
            let dense = columns.cast_signed();
            let place = match (tile.loops, mask) {
                ([rows, line], None) if side_by_side && line.strides[operand] == 1 => {
                    Some(rows.strides[operand])
                }
                (_, None) if !side_by_side && part.contiguous() => Some(1),
                // No block holds such an element: there is one, which is skipped where it does not count.
                _ if Block::capacity::<T>() == 1 => Some(1),
                _ => None,
            };
            let (first, stride) = match place {
                // SAFETY: the offset of an element of the leaf.
                Some(stride) => (unsafe { leaf.ptr().offset(part.offset()) }, stride),
                None => {
                    let to = block.ptr::<T>();
                    debug_assert!(tile.len <= self.arrays.block());
                    // SAFETY: a part of the leaf of at most `room` elements, and a block of our own.
                    unsafe { pack(leaf.ptr(), part, to) };
                    if let (Some(mask), Masking::Filled(fill)) = (mask, self.arrays.masking) {
                        // SAFETY: as many elements were just copied.
                        let copies = unsafe { core::slice::from_raw_parts_mut(to, tile.len) };
                        Level::current().careful(Fill { copies, mask, fill });
                    }
                    (to.cast_const(), dense)
                }
            };
            // SAFETY: rows of the leaf, whose elements are borrowed, or of the block, which stays as it is until the next
            // tile.
            let rows = unsafe { Rows::new(first, stride, rows, columns) };
            values.push(match mask {
                Some(mask) if self.arrays.skips() => rows.masked(mask),
                _ => rows,
            });
        }
        values
    }
}

/// A value put where a mask is false.
struct Fill<'a, T> {
    copies: &'a mut [T],
    mask: &'a [bool],
    fill: T,
}

impl<T: Copy> Job for Fill<'_, T> {
    type Output = ();
    #[inline(always)]
    fn run<M: Mode>(self, _mode: M) {
        for (value, &counts) in self.copies.iter_mut().zip(self.mask) {
            *value = select(counts, *value, self.fill);
        }
    }
}
