//! Operands that are one value by their type: the loop holds it in a register, and what a kernel computes from it alone
//! is computed once.

use alloc::string::String;
use core::mem::size_of;

use super::extent::Whole;
use super::lanes::{Lanes, Pins};
use super::source::{Described, Source};
use crate::math::Mode;
use crate::shape::Dims;
use crate::{Element, Error};

/// A scalar operand.
pub struct Scalar<T>(T);

impl<T> Scalar<T> {
    pub(crate) fn new(value: T) -> Scalar<T> {
        Scalar(value)
    }
}

impl<T> Described for Scalar<T> {
    fn leaves(&self, report: &mut dyn FnMut(&[usize], &[isize])) {
        report(&[], &[]);
    }

    fn shapes(&self, report: &mut dyn FnMut(Result<Dims, Error>)) {
        report(Ok(Dims::new()));
    }

    fn labels(
        &self,
        names: &mut dyn Iterator<Item = String>,
        report: &mut dyn FnMut(String, usize),
    ) {
        report(names.next().unwrap_or_default(), size_of::<T>());
    }
}

// SAFETY: nothing is read but the value itself.
unsafe impl<T: Element> Source for Scalar<T> {
    type Item = T;
    type Cursor = ();
    type Lane = T;
    const LEAVES: usize = 1;
    const PINS: Pins = Pins::NONE;
    const BLOCK: usize = usize::MAX;
    const COST: u32 = 0;
    const NOTED: bool = false;
    const PURE: bool = true;

    fn cursor() {}

    #[inline(always)]
    fn glance(&self, _whole: &Whole<'_>) -> Option<T> {
        Some(self.0)
    }

    #[inline]
    unsafe fn load(&self, (): &mut (), lanes: &mut Lanes<'_>) -> T {
        lanes.skip();
        self.0
    }

    unsafe fn pick(&self, (): &mut (), lane: T, _mask: &[bool]) -> T {
        lane
    }

    #[inline(always)]
    unsafe fn shift(lane: T, _by: usize) -> T {
        lane
    }

    #[inline(always)]
    fn misaligned(_lane: T, _width: usize, _pins: Pins) -> (usize, usize) {
        (0, 0)
    }

    #[inline(always)]
    unsafe fn get_pinned<M: Mode>(&self, _mode: M, lane: T, _i: usize, _pins: Pins) -> T {
        lane
    }
}
