//! Sources: what an elementwise loop reads from. A tree whose leaves are strided views.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;
use core::marker::PhantomData;
use core::mem::{MaybeUninit, align_of, size_of};

use ndarray::ArrayD;

use super::raw::RawOut;
use crate::error::OperandShape;
use crate::kernel::{Kernel, Returns};
use crate::plan::Row;
use crate::shape::{Broadcast, Conflict, Dims, Strides};
use crate::spec::Spec;
use crate::{Element, Error};

/// The bytes of a block: an operand that is not contiguous in a row is copied here, piece by piece, so that
/// every kernel has one loop, over contiguous memory. Small enough for several to stay in the L1 cache.
const BLOCK_BYTES: usize = 4096;

/// A buffer for one block of any element type.
#[repr(align(64))]
pub struct Block(MaybeUninit<[u8; BLOCK_BYTES]>);

impl Block {
    /// How many elements of type `T` fit; 1 stands for "none: take the elements one at a time, in place".
    pub(crate) const fn capacity<T>() -> usize {
        if size_of::<T>() == 0 {
            return usize::MAX;
        }
        let fit = BLOCK_BYTES / size_of::<T>();
        if align_of::<T>() > align_of::<Block>() || fit == 0 {
            1
        } else {
            fit
        }
    }

    pub(crate) const fn new() -> Block {
        Block(MaybeUninit::uninit())
    }

    pub(crate) fn ptr<T>(&mut self) -> *mut T {
        self.0.as_mut_ptr().cast()
    }
}

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

/// What a loop reads: its items are the arguments of a kernel, one after the other.
///
/// # Safety
///
/// `load` and `get` may only read elements of the leaves that `leaves` reports.
pub unsafe trait Source: Sync {
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

/// The names of a ufunc's operands; a parameter without a name has its number.
pub(crate) fn operand_names(spec: &'static Spec) -> impl Iterator<Item = String> {
    spec.inputs
        .iter()
        .enumerate()
        .map(|(number, operand)| match operand.name {
            "" => format!("#{number}"),
            name => name.into(),
        })
}

/// The shape to which the operands of a call broadcast, or the error that names two of them.
pub(crate) fn operand_shape<S: Source>(spec: &Spec, sources: &S) -> Result<Dims, Error> {
    let mut broadcast = Broadcast::new();
    let mut conflict = None;
    sources.leaves(&mut |shape, _| {
        if conflict.is_none() {
            conflict = broadcast.merge(shape).err();
        }
    });
    match conflict {
        None => Ok(broadcast.dims),
        Some(conflict) => Err(conflict_error(spec, sources, conflict)),
    }
}

/// The conflict in words: inside an operand that is a pending call itself, or between two operands.
#[cold]
fn conflict_error<S: Source>(spec: &Spec, sources: &S, conflict: Conflict) -> Error {
    let mut shapes = Vec::new();
    let mut inner = None;
    sources.shapes(&mut |shape| match shape {
        Ok(shape) => shapes.push(OperandShape {
            number: shapes.len(),
            name: spec
                .inputs
                .get(shapes.len())
                .map_or("", |operand| operand.name),
            shape: shape.into_vec(),
        }),
        Err(error) => inner = inner.take().or(Some(error)),
    });
    inner.unwrap_or_else(|| conflict.error(spec.name, shapes))
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
    fn donor<U: Element>(&mut self, shape: &[usize]) -> Option<RawOut<U>> {
        let _ = shape;
        None
    }
    /// The owned operand itself, after its memory was chosen.
    fn donated<U: Element>(&mut self) -> Option<ArrayD<U>> {
        None
    }
    /// Lets a stand-in read the target of a call in place.
    fn target<U: Element>(&mut self, target: &RawOut<U>) {
        let _ = target;
    }
}

/// A borrowed strided view: pointer to the first element, shape, strides.
pub struct Leaf<'s, T> {
    ptr: *const T,
    extent: Extent<'s>,
    borrow: PhantomData<&'s T>,
}

/// The shape and strides of a leaf, borrowed where they exist.
enum Extent<'s> {
    Scalar,
    Slice([usize; 1]),
    Array(&'s [usize], &'s [isize]),
}

// SAFETY: a leaf only reads shared elements, which may be done from any thread if `T: Sync`.
unsafe impl<T: Sync> Sync for Leaf<'_, T> {}

impl<'s, T: Element> Leaf<'s, T> {
    pub(crate) fn scalar(value: &'s T) -> Leaf<'s, T> {
        Leaf {
            ptr: value,
            extent: Extent::Scalar,
            borrow: PhantomData,
        }
    }

    pub(crate) fn slice(slice: &'s [T]) -> Leaf<'s, T> {
        Leaf {
            ptr: slice.as_ptr(),
            extent: Extent::Slice([slice.len()]),
            borrow: PhantomData,
        }
    }

    /// # Safety
    ///
    /// The elements that `shape` and `strides` reach from `ptr` are readable for `'s`, if there are any; the
    /// only writes to them meanwhile are those of the loop that reads this leaf, to elements already read.
    pub(crate) unsafe fn array(
        ptr: *const T,
        shape: &'s [usize],
        strides: &'s [isize],
    ) -> Leaf<'s, T> {
        Leaf {
            ptr,
            extent: Extent::Array(shape, strides),
            borrow: PhantomData,
        }
    }

    pub(crate) fn ptr(&self) -> *const T {
        self.ptr
    }

    pub(crate) fn shape(&self) -> &[usize] {
        match &self.extent {
            Extent::Scalar => &[],
            Extent::Slice(len) => len,
            Extent::Array(shape, _) => shape,
        }
    }

    pub(crate) fn strides(&self) -> &[isize] {
        match &self.extent {
            Extent::Scalar => &[],
            Extent::Slice(_) => &[1],
            Extent::Array(_, strides) => strides,
        }
    }
}

/// The block of one leaf, and which elements it holds.
pub struct LeafCursor {
    block: Block,
    /// Offset and number of the repeated element that fills the block.
    repeated: Option<(isize, usize)>,
}

// SAFETY: `load` reads `n` elements from where `lanes` says, which are the leaf's by its contract; `get` reads
// from there or from the block just filled.
unsafe impl<T: Element> Source for Leaf<'_, T> {
    type Item = T;
    type Cursor = LeafCursor;
    type Lane = *const T;
    const LEAVES: usize = 1;
    const BLOCK: usize = Block::capacity::<T>();

    fn leaves(&self, report: &mut dyn FnMut(&[usize], &[isize])) {
        report(self.shape(), self.strides());
    }

    fn shapes(&self, report: &mut dyn FnMut(Result<Dims, Error>)) {
        report(Ok(self.shape().into()));
    }

    fn labels(
        &self,
        names: &mut dyn Iterator<Item = String>,
        report: &mut dyn FnMut(String, usize),
    ) {
        report(names.next().unwrap_or_default(), size_of::<T>());
    }

    fn cursor() -> LeafCursor {
        LeafCursor {
            block: Block::new(),
            repeated: None,
        }
    }

    unsafe fn load(&self, cursor: &mut LeafCursor, lanes: &mut Lanes<'_>, n: usize) -> *const T {
        let (offset, stride) = lanes.take();
        // SAFETY: the offset of an element of this leaf.
        let from = unsafe { self.ptr.offset(offset) };
        if stride == 1 || n == 1 || size_of::<T>() == 0 {
            return from;
        }
        let block = cursor.block.ptr::<T>();
        let repeated = (stride == 0).then_some((offset, n));
        if let (Some((at, filled)), Some(_)) = (cursor.repeated, repeated)
            && at == offset
            && filled >= n
        {
            return block;
        }
        cursor.repeated = repeated;
        for i in 0..n {
            // SAFETY: element `i` of the `n` that the caller promises.
            let from = unsafe { from.offset(i.cast_signed() * stride) };
            // SAFETY: readable, as above.
            let value = unsafe { *from };
            // SAFETY: `i < n <= BLOCK`, so this is inside the block.
            let to = unsafe { block.add(i) };
            // SAFETY: inside the block, which is ours alone and aligned for `T`.
            unsafe { to.write(value) };
        }
        block
    }

    #[inline(always)]
    unsafe fn get<const FMA: bool>(&self, lane: *const T, i: usize) -> T {
        // SAFETY: `lane` points to more than `i` elements.
        let at = unsafe { lane.add(i) };
        // SAFETY: readable, as above.
        unsafe { *at }
    }
}

/// A source read as another type.
pub struct Converted<S, T> {
    source: S,
    to: PhantomData<fn() -> T>,
}

impl<S, T> Converted<S, T> {
    pub(crate) fn new(source: S) -> Converted<S, T> {
        Converted {
            source,
            to: PhantomData,
        }
    }
}

// SAFETY: reads what the inner source reads, under the same contract.
unsafe impl<S: Source, T: From<S::Item>> Source for Converted<S, T> {
    type Item = T;
    type Cursor = S::Cursor;
    type Lane = S::Lane;
    const LEAVES: usize = S::LEAVES;
    const BLOCK: usize = S::BLOCK;

    fn leaves(&self, report: &mut dyn FnMut(&[usize], &[isize])) {
        self.source.leaves(report);
    }

    fn shapes(&self, report: &mut dyn FnMut(Result<Dims, Error>)) {
        self.source.shapes(report);
    }

    fn labels(
        &self,
        names: &mut dyn Iterator<Item = String>,
        report: &mut dyn FnMut(String, usize),
    ) {
        self.source.labels(names, report);
    }

    fn cursor() -> S::Cursor {
        S::cursor()
    }

    unsafe fn load(&self, cursor: &mut S::Cursor, lanes: &mut Lanes<'_>, n: usize) -> S::Lane {
        // SAFETY: the caller's promise.
        unsafe { self.source.load(cursor, lanes, n) }
    }

    #[inline(always)]
    unsafe fn get<const FMA: bool>(&self, lane: S::Lane, i: usize) -> T {
        // SAFETY: the caller's promise.
        T::from(unsafe { self.source.get::<FMA>(lane, i) })
    }
}

/// A pending call, computed as it is read.
pub struct Fused<'s, K, S> {
    kernel: &'s K,
    sources: S,
}

impl<'s, K, S> Fused<'s, K, S> {
    pub(crate) fn new(kernel: &'s K, sources: S) -> Fused<'s, K, S> {
        Fused { kernel, sources }
    }
}

// SAFETY: reads what the operands' sources read, under the same contract.
unsafe impl<K, S, T> Source for Fused<'_, K, S>
where
    K: Kernel + Sync,
    S: Source<Item = K::Args>,
    K::Returns: Returns<Raw = T>,
    T: Element,
{
    type Item = T;
    type Cursor = S::Cursor;
    type Lane = S::Lane;
    const LEAVES: usize = S::LEAVES;
    const BLOCK: usize = S::BLOCK;

    fn leaves(&self, report: &mut dyn FnMut(&[usize], &[isize])) {
        self.sources.leaves(report);
    }

    fn shapes(&self, report: &mut dyn FnMut(Result<Dims, Error>)) {
        report(operand_shape(K::SPEC, &self.sources));
    }

    fn labels(
        &self,
        names: &mut dyn Iterator<Item = String>,
        report: &mut dyn FnMut(String, usize),
    ) {
        let name = names.next().unwrap_or_default();
        let mut inner =
            operand_names(K::SPEC).map(|operand| format!("{name}={}.{operand}", K::SPEC.name));
        self.sources.labels(&mut inner, report);
    }

    fn cursor() -> S::Cursor {
        S::cursor()
    }

    unsafe fn load(&self, cursor: &mut S::Cursor, lanes: &mut Lanes<'_>, n: usize) -> S::Lane {
        // SAFETY: the caller's promise.
        unsafe { self.sources.load(cursor, lanes, n) }
    }

    #[inline(always)]
    unsafe fn get<const FMA: bool>(&self, lane: S::Lane, i: usize) -> T {
        // SAFETY: the caller's promise.
        let args = unsafe { self.sources.get::<FMA>(lane, i) };
        self.kernel.eval::<FMA>(args)
    }
}
