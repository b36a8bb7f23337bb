//! Operands as strided views: borrowed, or computed first where they have no memory of their own.

use alloc::vec::Vec;

use ndarray::{ArrayD, IxDyn};

use crate::exec::{Always, AsSource, Call, Leaf, Threads};
use crate::kernel::{Kernel, One, Returns};
use crate::lazy::ThisThread;
use crate::math::Mode;
use crate::spec::{OperandSpec, Spec};
use crate::{Element, Error, Operand, Order};

/// An operand of a kernel with core dimensions.
pub enum Held<'s, T> {
    /// An array, a slice or a scalar, as it is.
    Borrowed(Leaf<'s, T>),
    /// A cast or a pending call: its elements.
    Computed(ArrayD<T>),
}

impl<'s, T: Element> Held<'s, T> {
    /// Borrows or computes an operand.
    pub(crate) fn hold<A: Operand<T>>(operand: &'s A) -> Result<Held<'s, T>, Error> {
        if let Some(leaf) = operand.strided() {
            return Ok(Held::Borrowed(leaf));
        }
        let call = Call {
            kernel: &Copied::new(),
            mask: Always,
            fill: None,
            threads: Threads::Serial,
        };
        let (array,) = call.eval::<ThisThread, _>((OperandRef(operand),), Order::K)?;
        Ok(Held::Computed(array))
    }

    /// The elements of a list; `None` if there is not one dimension.
    pub(crate) fn to_list(&self) -> Option<Vec<T>> {
        let ([len], [stride]) = (self.shape(), self.strides()) else {
            return None;
        };
        let element = |i: usize| {
            // SAFETY: one of the list's elements.
            unsafe { *self.ptr().wrapping_offset(stride * i.cast_signed()) }
        };
        Some((0..*len).map(element).collect())
    }

    pub(crate) fn ptr(&self) -> *const T {
        match self {
            Held::Borrowed(leaf) => leaf.ptr(),
            Held::Computed(array) => array.as_ptr(),
        }
    }

    pub(crate) fn shape(&self) -> &[usize] {
        match self {
            Held::Borrowed(leaf) => leaf.shape(),
            Held::Computed(array) => array.shape(),
        }
    }

    pub(crate) fn strides(&self) -> &[isize] {
        match self {
            Held::Borrowed(leaf) => leaf.strides(),
            Held::Computed(array) => array.strides(),
        }
    }
}

/// The kernel that copies an element.
pub(crate) struct Copied<T>(core::marker::PhantomData<fn() -> T>);

impl<T> Copied<T> {
    pub(crate) fn new() -> Copied<T> {
        Copied(core::marker::PhantomData)
    }
}

impl<T: Element> Kernel for Copied<T> {
    type Args = (T,);
    type Returns = One<T>;
    const SPEC: &'static Spec = &Spec {
        name: "copy",
        doc: "",
        signature: "",
        inputs: &[OperandSpec {
            name: "",
            core: &[],
        }],
        outputs: &[OperandSpec {
            name: "out",
            core: &[],
        }],
        dims: &[],
        parallel: false,
        math: false,
        noted: false,
        pure: true,
        cost: 1,
    };

    #[inline(always)]
    fn eval<M: Mode>(&self, _mode: M, (value,): (T,)) -> <One<T> as Returns>::Raw {
        value
    }
}

/// An operand read through a reference.
struct OperandRef<'a, A>(&'a A);

impl<T: Element, A: Operand<T>> Operand<T> for OperandRef<'_, A> {
    type Dim = IxDyn;
}

impl<T: Element, A: Operand<T>> AsSource<T> for OperandRef<'_, A> {
    type Source<'s>
        = A::Source<'s>
    where
        Self: 's;

    fn source(&self) -> A::Source<'_> {
        self.0.source()
    }
}
