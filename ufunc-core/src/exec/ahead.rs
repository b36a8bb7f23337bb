//! A source whose axes come before those of the others.

use alloc::string::String;

use super::lanes::{Lanes, Pins};
use super::source::{Described, Source, reads_as};
use crate::Error;
use crate::math::Mode;
use crate::shape::{Dims, Strides};

/// The source with `by` more axes of length 1 at its end.
pub(crate) struct Ahead<S> {
    pub(crate) source: S,
    pub(crate) by: usize,
}

impl<S: Described> Described for Ahead<S> {
    fn check(&self) -> Result<(), Error> {
        self.source.check()
    }
    fn leaves(&self, report: &mut dyn FnMut(&[usize], &[isize])) {
        self.source.leaves(&mut |shape, strides| {
            let (mut shape, mut strides) = (Dims::from_slice(shape), Strides::from_slice(strides));
            shape.resize(shape.len() + self.by, 1);
            strides.resize(strides.len() + self.by, 0);
            report(&shape, &strides);
        });
    }
    fn shapes(&self, report: &mut dyn FnMut(Result<Dims, Error>)) {
        self.source.shapes(&mut |shape| {
            report(shape.map(|mut shape| {
                shape.resize(shape.len() + self.by, 1);
                shape
            }));
        });
    }
    fn labels(
        &self,
        names: &mut dyn Iterator<Item = String>,
        report: &mut dyn FnMut(String, usize),
    ) {
        self.source.labels(names, report);
    }
}

// SAFETY: reads what the source reads, under the same contract: axes of length 1 change no offset.
unsafe impl<S: Source> Source for Ahead<S> {
    type Item = S::Item;
    const COST: u32 = S::COST;
    const NOTED: bool = S::NOTED;
    const PURE: bool = S::PURE;
    reads_as!(S, source);

    #[inline(always)]
    unsafe fn get_pinned<M: Mode>(&self, mode: M, lane: S::Lane, i: usize, pins: Pins) -> S::Item {
        // SAFETY: the caller's promise.
        unsafe { self.source.get_pinned(mode, lane, i, pins) }
    }
}
