//! Sources: what an elementwise loop reads from. A tree whose leaves are strided views.

use alloc::string::String;
use core::any::{Any, TypeId};

use super::leaf::Leaf;
use super::raw::RawOut;
use crate::operand::RawMemory;
use crate::plan::Row;
use crate::shape::{Dims, Strides};
use crate::{Element, Error};

/// Where the leaves of a source stand in a row, handed out in the order of [`Source::leaves`].
#[derive(Clone)]
pub struct Lanes<'a> {
    row: Row<'a>,
    /// How far into the row the current block begins.
    begin: isize,
    next: usize,
}

impl<'a> Lanes<'a> {
    pub(crate) fn new(row: Row<'a>, begin: usize) -> Lanes<'a> {
        Lanes {
            row,
            begin: begin.cast_signed(),
            next: 0,
        }
    }

    /// The next operand's offset and stride.
    pub(crate) fn take(&mut self) -> (isize, isize) {
        let (offset, stride) = (self.row.offsets[self.next], self.row.strides[self.next]);
        self.next += 1;
        (offset + self.begin * stride, stride)
    }
}

/// A source without its types.
pub trait Described {
    /// Whether all operands that had to be computed first could be.
    fn check(&self) -> Result<(), Error> {
        Ok(())
    }
    /// Reports the shape and the strides of each leaf.
    fn leaves(&self, report: &mut dyn FnMut(&[usize], &[isize]));
    /// Reports the shape of each operand: one, or for a tuple several; for errors.
    fn shapes(&self, report: &mut dyn FnMut(Result<Dims, Error>));
    /// Reports the name and the element size of each leaf, for `explain`; `names` are those of the operands.
    fn labels(
        &self,
        names: &mut dyn Iterator<Item = String>,
        report: &mut dyn FnMut(String, usize),
    );
}

/// What a loop reads: its items are the arguments of a kernel, one after the other.
///
/// # Safety
///
/// `load` and `get` may only read elements of the leaves that `leaves` reports.
pub unsafe trait Source: Described + Sync {
    /// What is read for one element.
    type Item;
    /// The working memory of one walk.
    type Cursor;
    /// Where the current block's elements lie.
    type Lane: Copy;
    /// How many leaves there are.
    const LEAVES: usize;
    /// The longest block, in elements.
    const BLOCK: usize;
    /// Whether this stands for the mask of a call that has none.
    const NO_MASK: bool = false;
    /// Fresh working memory.
    fn cursor() -> Self::Cursor;
    /// Makes `n` elements of each leaf contiguous, from where `lanes` says.
    ///
    /// # Safety
    ///
    /// For each leaf, `lanes` yields the offset and stride of `n` elements within it; `n <= BLOCK`. The result is
    /// valid until the next `load` or until the cursor moves.
    unsafe fn load(&self, cursor: &mut Self::Cursor, lanes: &mut Lanes<'_>, n: usize)
    -> Self::Lane;
    /// The item number `i` of the block.
    ///
    /// # Safety
    ///
    /// `lane` comes from a `load` of more than `i` elements and is still valid.
    unsafe fn get<const FMA: bool>(&self, lane: Self::Lane, i: usize) -> Self::Item;
}

/// The item of a source all of whose leaves have rank 0 or one element.
pub(crate) fn first<S: Source>(source: &S) -> S::Item {
    let zeros = Strides::from_elem(0, S::LEAVES);
    let row = Row {
        offsets: &zeros,
        strides: &zeros,
        len: 1,
        first: 0,
    };
    let mut cursor = S::cursor();
    // SAFETY: each leaf has an element at offset 0, and one element is asked for.
    let lane = unsafe { source.load(&mut cursor, &mut Lanes::new(row, 0), 1) };
    // SAFETY: element 0 of the block just loaded.
    unsafe { source.get::<false>(lane, 0) }
}

/// How an operand is read: the sealed half of [`Operand`](crate::Operand).
pub trait AsSource<T: Element> {
    /// What the operand is read from.
    type Source<'s>: Source<Item = T>
    where
        Self: 's;
    /// Borrows it.
    fn source(&self) -> Self::Source<'_>;
    /// The element of an operand of rank 0.
    #[inline]
    fn value(self) -> T
    where
        Self: Sized,
    {
        first(&self.source())
    }
    /// A view for kernels with core dimensions; `None` if the elements have to be computed first.
    fn strided(&self) -> Option<Leaf<'_, T>> {
        None
    }
    /// The memory of an owned operand that fits a result of this type and shape.
    fn donor(&mut self, element: TypeId, shape: &[usize]) -> Option<RawMemory> {
        let _ = (element, shape);
        None
    }
    /// Moves the owned operand itself to `slot`, an `Option<ArrayD<T>>`, after its memory was chosen.
    fn donated(&mut self, slot: &mut dyn Any) {
        let _ = slot;
    }
    /// Lets a stand-in read the target of a call in place.
    fn target<U: Element>(&mut self, target: &RawOut<U>) {
        let _ = target;
    }
}
