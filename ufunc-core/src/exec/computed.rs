//! Operands that are computed first: pending calls that cannot be fused, because they may fail, are masked, or have
//! core dimensions.

use alloc::string::String;
use core::mem::size_of;

use ndarray::ArrayD;

use super::lanes::{Lanes, Pins};
use super::leaf::{Leaf, LeafCursor, LeafLane};
use super::source::{Described, Source};
use crate::math::Mode;
use crate::shape::Dims;
use crate::{Element, Error};

/// The result of a call made before, or its error.
pub struct Computed<'s, T>(Result<Leaf<'s, T>, &'s Error>);

impl<'s, T: Element> Computed<'s, T> {
    pub(crate) fn new(result: Result<&'s ArrayD<T>, &'s Error>) -> Computed<'s, T> {
        Computed(result.map(|array| Leaf::of(array)))
    }

    /// The elements; `None` if the call failed.
    pub(crate) fn leaf(self) -> Option<Leaf<'s, T>> {
        self.0.ok()
    }
}

impl<T> Described for Computed<'_, T> {
    fn check(&self) -> Result<(), Error> {
        match &self.0 {
            Ok(_) => Ok(()),
            Err(error) => Err((*error).clone()),
        }
    }

    fn leaves(&self, report: &mut dyn FnMut(&[usize], &[isize])) {
        match &self.0 {
            Ok(leaf) => leaf.leaves(report),
            Err(_) => report(&[], &[]),
        }
    }

    fn shapes(&self, report: &mut dyn FnMut(Result<Dims, Error>)) {
        match &self.0 {
            Ok(leaf) => leaf.shapes(report),
            Err(error) => report(Err((*error).clone())),
        }
    }

    fn labels(
        &self,
        names: &mut dyn Iterator<Item = String>,
        report: &mut dyn FnMut(String, usize),
    ) {
        match &self.0 {
            Ok(leaf) => leaf.labels(names, report),
            Err(_) => report(names.next().unwrap_or_default(), size_of::<T>()),
        }
    }
}

// SAFETY: reads what the leaf reads, under the same contract; without one nothing is read.
unsafe impl<'s, T: Element> Source for Computed<'s, T> {
    type Item = T;
    type Cursor = LeafCursor;
    type Lane = LeafLane<T>;
    const LEAVES: usize = 1;
    const PINS: Pins = Pins::leaves(1);
    const BLOCK: usize = Leaf::<'s, T>::BLOCK;
    const COST: u32 = 0;
    const NOTED: bool = false;
    const PURE: bool = true;

    fn cursor() -> LeafCursor {
        Leaf::<'s, T>::cursor()
    }

    #[track_caller]
    unsafe fn load(&self, cursor: &mut LeafCursor, lanes: &mut Lanes<'_>) -> LeafLane<T> {
        match &self.0 {
            // SAFETY: the caller's promise.
            Ok(leaf) => unsafe { leaf.load(cursor, lanes) },
            // Calls `check` before they load; only the plain call of scalars has no other way to tell.
            Err(error) => panic!("{error}"),
        }
    }

    unsafe fn pick(
        &self,
        cursor: &mut LeafCursor,
        lane: LeafLane<T>,
        mask: &[bool],
    ) -> LeafLane<T> {
        match &self.0 {
            // SAFETY: the caller's promise.
            Ok(leaf) => unsafe { leaf.pick(cursor, lane, mask) },
            Err(_) => lane,
        }
    }

    #[inline(always)]
    unsafe fn shift(lane: LeafLane<T>, by: usize) -> LeafLane<T> {
        // SAFETY: the caller's promise.
        unsafe { Leaf::<'s, T>::shift(lane, by) }
    }

    #[inline(always)]
    fn misaligned(lane: LeafLane<T>, width: usize, pins: Pins) -> (usize, usize) {
        Leaf::<'s, T>::misaligned(lane, width, pins)
    }

    #[inline(always)]
    unsafe fn get_pinned<M: Mode>(&self, _mode: M, lane: LeafLane<T>, i: usize, pins: Pins) -> T {
        // SAFETY: the lane comes from `load`, that is, from the leaf: it points to more than `i` elements.
        unsafe { lane.element(i, pins) }
    }
}
