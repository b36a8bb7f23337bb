//! The inner nodes of a source: conversions and pending calls, computed as they are read.

use alloc::format;
use alloc::string::String;
use core::marker::PhantomData;

use super::extent::{Extent, Whole};
use super::lanes::{Lanes, Pins};
use super::names::{operand_names, operand_shape};
use super::source::{Described, Source, reads_as};
use crate::kernel::{Kernel, Returns};
use crate::math::Mode;
use crate::shape::Dims;
use crate::{Element, Error};

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

impl<S: Described, T> Described for Converted<S, T> {
    fn check(&self) -> Result<(), Error> {
        self.source.check()
    }

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
}

// SAFETY: reads what the inner source reads, under the same contract.
unsafe impl<S: Source, T: From<S::Item>> Source for Converted<S, T> {
    type Item = T;
    const COST: u32 = S::COST;
    const NOTED: bool = S::NOTED;
    const PURE: bool = S::PURE;
    reads_as!(S, source);

    #[inline(always)]
    fn extent(&self) -> Option<Extent<'_>> {
        self.source.extent()
    }

    #[inline(always)]
    fn glance(&self, whole: &Whole<'_>) -> Option<S::Lane> {
        self.source.glance(whole)
    }

    #[inline(always)]
    unsafe fn get_pinned<M: Mode>(&self, mode: M, lane: S::Lane, i: usize, pins: Pins) -> T {
        // SAFETY: the caller's promise.
        T::from(unsafe { self.source.get_pinned(mode, lane, i, pins) })
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

impl<K: Kernel, S: Described> Described for Fused<'_, K, S> {
    fn check(&self) -> Result<(), Error> {
        self.sources.check()
    }

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
    const COST: u32 = S::COST.saturating_add(K::SPEC.cost);
    const NOTED: bool = S::NOTED || K::SPEC.noted;
    const PURE: bool = S::PURE && K::SPEC.pure;
    reads_as!(S, sources);

    #[inline(always)]
    fn extent(&self) -> Option<Extent<'_>> {
        self.sources.extent()
    }

    #[inline(always)]
    fn glance(&self, whole: &Whole<'_>) -> Option<S::Lane> {
        self.sources.glance(whole)
    }

    #[inline(always)]
    unsafe fn get_pinned<M: Mode>(&self, mode: M, lane: S::Lane, i: usize, pins: Pins) -> T {
        // SAFETY: the caller's promise.
        let args = unsafe { self.sources.get_pinned(mode, lane, i, pins) };
        self.kernel.eval(mode, args)
    }
}
