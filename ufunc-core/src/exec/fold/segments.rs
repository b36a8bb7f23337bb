//! Reductions of segments of one axis.

use super::call::order;
use super::frame::Frame;
use super::terms::Terms;
use super::uniform::Uniform;
use super::walk::FoldWork;
use crate::Error;
use crate::exec::{Level, RawOut, Walk, stop_error};
use crate::kernel::Fold;
use crate::operand::NoDonors;
use crate::out::Layout;
use crate::shape::Dims;

/// How an index list cuts an axis into segments.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Cut {
    /// NumPy's `reduceat`: from each index to the next one, the last to the end. Where the next index is not larger, the
    /// segment is the one element at the index.
    At,
    /// From each offset to the next one; there is one segment fewer than offsets.
    Between,
}

impl Cut {
    /// The method that cuts so.
    pub(crate) fn method(self) -> &'static str {
        match self {
            Cut::At => "reduceat",
            Cut::Between => "reduce_segments",
        }
    }
}

/// What a reduction of segments needs besides its operand.
pub(crate) struct SegmentCall<'a, K: Fold> {
    pub(crate) kernel: &'a K,
    pub(crate) axis: isize,
    pub(crate) places: &'a [usize],
    pub(crate) cut: Cut,
}

impl<K: Fold + Sync> SegmentCall<'_, K> {
    /// The reduction with fresh outputs: as the operand, with as many places on the axis as there are segments.
    pub(crate) fn eval<O: Uniform<K::Elem>>(
        &self,
        terms: &dyn Terms<K::Elem>,
    ) -> Result<O::Arrays, Error> {
        let frame = Frame::of_axis(K::SPEC, terms.shape()?, self.axis)?;
        let axis = frame.axes[0];
        self.check(&frame)?;
        let mut shape = frame.shape.clone();
        shape[axis] = self.count();
        if frame.results() > 0
            && K::identity().is_none()
            && (0..self.count()).any(|i| self.segment(i, frame.shape[axis]).1 == 0)
        {
            return Err(frame.empty());
        }
        let order: Dims = frame.whole_layout(&frame.strides(terms.operand(), None));
        let layout = Layout {
            ufunc: K::SPEC.name,
            shape: &shape,
            order: &order,
            reuse: false,
        };
        let mut fresh = O::allocate(&|_| layout, &mut NoDonors)?;
        let raws = O::raw_list(O::raws(&mut fresh));
        if frame.results() > 0 && self.count() > 0 {
            let in_place = match (terms.array(), &raws[..]) {
                // SAFETY: the array's frame, and fresh memory for the results.
                (Some(leaf), [out]) => unsafe { self.in_place(&frame, leaf, out) },
                _ => false,
            };
            if !in_place {
                self.run(&frame, axis, terms, &raws)?;
            }
        }
        // SAFETY: `run` has written each result.
        Ok(unsafe { O::written(fresh, &mut NoDonors) })
    }

    /// How many segments there are.
    #[inline]
    pub(super) fn count(&self) -> usize {
        match self.cut {
            Cut::At => self.places.len(),
            Cut::Between => self.places.len().saturating_sub(1),
        }
    }

    /// The first element of a segment, and its length, on an axis of this size.
    #[inline]
    pub(super) fn segment(&self, i: usize, size: usize) -> (usize, usize) {
        let from = self.places[i];
        let to = self.places.get(i + 1).copied().unwrap_or(size);
        match self.cut {
            Cut::At if to <= from => (from, 1),
            _ => (from, to.saturating_sub(from)),
        }
    }

    /// Whether all places are on the axis, and offsets in ascending order.
    fn check(&self, frame: &Frame) -> Result<(), Error> {
        let (axis, method) = (frame.axes[0], self.cut.method());
        let size = frame.shape[axis];
        let limit = match self.cut {
            Cut::At => size,
            Cut::Between => size.saturating_add(1),
        };
        let out = |place: &usize| *place >= limit;
        if let Some(position) = self.places.iter().position(out) {
            return Err(Error::Index {
                ufunc: K::SPEC.name,
                method,
                position,
                index: self.places[position],
                axis,
                size,
            });
        }
        if self.cut == Cut::At {
            return Ok(());
        }
        let wrong = |message| Error::Argument {
            ufunc: K::SPEC.name,
            message,
        };
        if self.places.is_empty() {
            return Err(wrong(
                "reduce_segments takes one offset more than there are segments, at least one: `[0]` for none".into(),
            ));
        }
        match self.places.windows(2).position(|pair| pair[0] > pair[1]) {
            Some(at) => Err(wrong(alloc::format!(
                "the offsets of reduce_segments ascend, but number {at} is {} and number {} is {}",
                self.places[at],
                at + 1,
                self.places[at + 1]
            ))),
            None => Ok(()),
        }
    }

    /// Writes the results of all segments.
    fn run(
        &self,
        frame: &Frame,
        axis: usize,
        terms: &dyn Terms<K::Elem>,
        outs: &[RawOut<K::Elem>],
    ) -> Result<(), Error> {
        let mut strides = frame.strides(terms.operand(), None);
        let inputs = strides.len();
        // Within a segment an output does not move.
        strides.extend(outs.iter().map(|out| {
            let mut strides = out.strides.clone();
            strides[axis] = 0;
            strides
        }));
        let loops = frame.loops(inputs, &strides);
        let order = order::<K>();
        for i in 0..self.count() {
            let (from, len) = self.segment(i, frame.shape[axis]);
            let there = |out: &RawOut<K::Elem>| RawOut {
                ptr: out.ptr.wrapping_offset(out.strides[axis] * i.cast_signed()),
                shape: frame.result(false),
                strides: frame.without_axis(&out.strides),
            };
            let outs: super::uniform::List<RawOut<K::Elem>> = outs.iter().map(there).collect();
            if len == 0 {
                if let Some(identity) = K::identity() {
                    for out in &outs {
                        // SAFETY: the outputs are fresh.
                        unsafe { out.fill(identity) };
                    }
                }
                continue;
            }
            let work = FoldWork {
                kernel: self.kernel,
                terms,
                outs: &outs,
                start: None,
                order,
                loops: &loops.terms.loops,
                from,
                len,
                side_by_side: loops.side_by_side,
                level: Level::current(),
            };
            // SAFETY: the plan was made from this work's operands; the outputs are fresh, so no two of their elements
            // share memory.
            let done = unsafe { work.walk(&loops.results) };
            done.map_err(|stop| stop_error(K::SPEC.name, stop, &frame.shape))?;
        }
        Ok(())
    }
}
