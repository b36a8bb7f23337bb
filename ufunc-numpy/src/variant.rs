//! One loop of a ufunc: a kernel for one choice of element types, its types left behind.

use std::any::Any;
use std::marker::PhantomData;

use ufunc_core::__private::foreign::{
    CoreKernel, ElementKind, Fold, Foreign, ForeignInputs, ForeignOutputs, ForeignOuts,
    ForeignTuple, Kernel, Kind, Returns, Spec,
};

use crate::loops::{self, Initial, Loop};

/// A loop, with what NumPy has to know of it.
pub struct Variant {
    pub(crate) spec: &'static Spec,
    /// The element types of inputs and outputs.
    pub(crate) kinds: Vec<ElementKind>,
    pub(crate) run: Loop,
    pub(crate) fold: Option<Facts>,
}

/// What a reduction may assume.
pub(crate) struct Facts {
    /// Whether the elements may be taken in any order.
    pub(crate) reorderable: bool,
    pub(crate) identity: Option<Box<dyn Any>>,
    /// Writes the identity, if there is one.
    pub(crate) initial: Initial,
}

impl Variant {
    /// A loop of a kernel, of which there is a value from now on.
    fn new<K>(
        (spec, inputs, outputs): (&'static Spec, &[Kind], &[Kind]),
        (kernel, run): (K, Loop),
        fold: Option<Facts>,
    ) -> Variant {
        std::mem::forget(kernel);
        let kinds = inputs.iter().chain(outputs).map(|kind| kind.kind).collect();
        Variant {
            spec,
            kinds,
            run,
            fold,
        }
    }
}

/// What the names of the two variants that a companion may have were found to mean: a kernel, and `Absent`.
pub struct Found<U, G>(pub U, pub G);

/// What is found in place of a variant.
pub struct Absent;

/// Stands where a companion has no such variant.
#[allow(non_snake_case)]
pub trait Missing {
    /// There is no such variant.
    fn __Ufunc(_: PhantomData<()>) -> Absent {
        Absent
    }
    /// There is no such variant.
    fn __Gufunc(_: PhantomData<()>) -> Absent {
        Absent
    }
}
impl<T> Missing for T {}

/// A function with core dimensions.
pub struct IsCore;
/// A function that can reduce.
pub struct IsFold;
/// Any other function of elements.
pub struct IsElementwise;

impl<K: CoreKernel> Found<Absent, K> {
    /// Which kind of function it is.
    pub fn kind(&self) -> IsCore {
        IsCore
    }
}

/// Tried first on a reference to what was found.
pub trait Folding {
    /// Which kind of function it is.
    fn kind(&self) -> IsFold {
        IsFold
    }
}
impl<K: Fold> Folding for Found<K, Absent> {}

/// Tried second, after one more reference is taken.
pub trait Elementwise {
    /// Which kind of function it is.
    fn kind(&self) -> IsElementwise {
        IsElementwise
    }
}
impl<K: Kernel> Elementwise for &Found<K, Absent> {}

impl IsCore {
    /// The loop.
    pub fn variant<K>(self, found: Found<Absent, K>) -> Variant
    where
        K: CoreKernel + 'static,
        K::Inputs: ForeignInputs,
        K::Outputs: ForeignOutputs,
    {
        const {
            assert!(
                known(K::SPEC),
                "NumPy's signatures have no `|1`: this function cannot be exported"
            )
        };
        let outputs = K::Outputs::KINDS;
        let run = (found.1, loops::core::<K> as Loop);
        Variant::new((K::SPEC, K::Inputs::KINDS, outputs), run, None)
    }
}

impl IsFold {
    /// The loop, which recognises a reduction.
    pub fn variant<K, T>(self, found: Found<K, Absent>) -> Variant
    where
        T: Foreign,
        K: Fold<Elem = T> + 'static,
    {
        let identity = K::identity().map(|value| Box::new(value) as Box<dyn Any>);
        let facts = Facts {
            reorderable: K::ASSOCIATIVE && K::COMMUTATIVE,
            identity,
            initial: loops::initial::<K, T>,
        };
        let run = (found.0, loops::fold::<K, T> as Loop);
        Variant::new((K::SPEC, K::Args::KINDS, <(T,)>::KINDS), run, Some(facts))
    }
}

impl IsElementwise {
    /// The loop.
    pub fn variant<K>(self, found: Found<K, Absent>) -> Variant
    where
        K: Kernel + 'static,
        K::Args: ForeignTuple,
        <K::Returns as Returns>::Outs: ForeignOuts,
    {
        let outputs = <K::Returns as Returns>::Outs::KINDS;
        let run = (found.0, loops::elementwise::<K> as Loop);
        Variant::new((K::SPEC, K::Args::KINDS, outputs), run, None)
    }
}

/// Whether NumPy knows all of a signature's modifiers.
const fn known(spec: &Spec) -> bool {
    let mut i = 0;
    while i < spec.dims.len() {
        if spec.dims[i].broadcastable {
            return false;
        }
        i += 1;
    }
    true
}
