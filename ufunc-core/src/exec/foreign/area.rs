//! The sub-arrays of an operand in foreign memory: whether a kernel may have them as they lie, else copies.

use alloc::vec::Vec;

use smallvec::SmallVec;

use super::Halt;
use super::element::Kind;
use super::memory::{Memory, apart};
use crate::exec::core::{Core, MOST};
use crate::shape::{Dims, Strides};
use crate::spec::Spec;

/// One loop: so many places, so many bytes apart.
type Axis = (usize, isize);

/// All sub-arrays of one operand.
#[derive(Clone, Copy)]
pub struct Area {
    at: *mut u8,
    /// The loop around the sub-arrays, then the core dimensions.
    axes: [Axis; 1 + MOST],
    ndim: usize,
    kind: &'static Kind,
}

/// The areas of a call.
pub(crate) type Areas = SmallVec<[Area; 4]>;

/// The areas of all operands; the steps in core dimensions stand in the order of operands and dimensions.
pub(crate) fn areas(
    spec: &Spec,
    operands: &[Memory],
    (kinds, out_kinds): (&'static [Kind], &'static [Kind]),
    (len, sizes, core_steps): (usize, &[usize], &[isize]),
) -> Areas {
    let mut areas = Areas::new();
    let mut core_steps = core_steps.iter();
    let specs = spec.inputs.iter().chain(spec.outputs);
    for ((spec, memory), kind) in specs.zip(operands).zip(kinds.iter().chain(out_kinds)) {
        let mut area = Area {
            at: memory.at,
            axes: [(1, 0); 1 + MOST],
            ndim: 0,
            kind,
        };
        area.push(len, memory.step);
        for (&dim, &step) in spec.core.iter().zip(&mut core_steps) {
            area.push(sizes.get(dim).copied().unwrap_or(1), step);
        }
        areas.push(area);
    }
    areas
}

impl Area {
    /// One more axis, inside the others.
    fn push(&mut self, size: usize, step: isize) {
        if let Some(axis) = self.axes.get_mut(self.ndim) {
            // The way to a place that is not there may be any.
            *axis = (size, if size > 1 { step } else { 0 });
            self.ndim += 1;
        }
    }

    fn axes(&self) -> &[Axis] {
        &self.axes[..self.ndim]
    }

    fn core_axes(&self) -> &[Axis] {
        &self.axes[1..self.ndim]
    }

    /// Where its sub-arrays begin.
    pub(crate) fn memory(&self) -> Memory {
        Memory {
            at: self.at,
            step: self.axes[0].1,
        }
    }

    /// The way from one sub-array to the next, in elements.
    pub(crate) fn stride(&self) -> isize {
        self.memory().step / self.kind.size.cast_signed()
    }

    /// The sizes and strides of a sub-array.
    pub(crate) fn core(&self) -> Core {
        let (mut sizes, mut strides) = (Dims::new(), Strides::new());
        for &(size, step) in self.core_axes() {
            sizes.push(size);
            strides.push(step / self.kind.size.cast_signed());
        }
        Core::new(sizes, strides)
    }

    /// The bytes of a sub-array's elements.
    pub(crate) fn core_bytes(&self) -> usize {
        let sizes = self.core_axes().iter().map(|axis| axis.0);
        sizes.fold(self.kind.size, usize::saturating_mul)
    }

    /// Calls `run` with each stretch of the innermost axis of the sub-arrays `from..to`: where it begins, the step, and
    /// how many elements. Stops where that is `false`.
    pub(crate) fn runs(
        &self,
        from: usize,
        to: usize,
        run: &mut dyn FnMut(*mut u8, isize, usize) -> bool,
    ) -> bool {
        let mut area = *self;
        area.axes[0].0 = to - from;
        let first = from.cast_signed().wrapping_mul(area.axes[0].1);
        runs(self.at.wrapping_offset(first), area.axes(), run)
    }

    fn len(&self) -> usize {
        self.axes[0].0
    }

    fn empty(&self) -> bool {
        self.axes().iter().any(|axis| axis.0 == 0)
    }

    /// The addresses of its first and last byte, if it has any.
    fn range(&self) -> (usize, usize) {
        let (mut low, mut high) = (self.at.addr(), self.at.addr() + (self.kind.size - 1));
        for &(size, step) in self.axes() {
            let way = size.saturating_sub(1) * step.unsigned_abs();
            if step < 0 {
                low = low.wrapping_sub(way);
            } else {
                high = high.wrapping_add(way);
            }
        }
        (low, high)
    }

    /// Whether all elements are aligned, whole elements apart, and values.
    ///
    /// # Safety
    ///
    /// They are readable.
    unsafe fn regular(&self, values: bool) -> bool {
        let kind = self.kind;
        let whole = |step: isize| step % kind.size.cast_signed() == 0;
        self.memory().regular(kind)
            && self.core_axes().iter().all(|axis| whole(axis.1))
            && (!values || kind.any_bits || {
                self.runs(0, self.len(), &mut |at, step, len| {
                    // SAFETY: a stretch of this area.
                    unsafe { (kind.valid)(at, step, len) }
                })
            })
    }

    /// This area in a copy's memory: dense, but for sub-arrays that are one again and again.
    fn dense(&self, at: *mut u8) -> Area {
        let mut area = *self;
        area.at = at;
        let mut step = self.kind.size;
        for (i, axis) in area.axes[..self.ndim].iter_mut().enumerate().rev() {
            let repeated = axis.1 == 0 && i == 0;
            axis.1 = if repeated { 0 } else { step.cast_signed() };
            step = step.saturating_mul(axis.0);
        }
        area
    }

    /// Copies the elements to those of another area of the same sizes. `false`: one is no value.
    ///
    /// # Safety
    ///
    /// They are readable here, writable there, and share no memory.
    unsafe fn copy_to(&self, to: &Area) -> bool {
        let mut places = Vec::new();
        to.runs(0, to.len(), &mut |at, step, _| {
            places.push((at, step));
            true
        });
        let mut places = places.into_iter();
        self.runs(0, self.len(), &mut |at, step, len| {
            let Some((to, to_step)) = places.next() else {
                return true;
            };
            (0..len.cast_signed()).all(|i| {
                let (at, to) = (
                    at.wrapping_offset(i * step),
                    to.wrapping_offset(i * to_step),
                );
                // SAFETY: the same element of both areas.
                unsafe { (self.kind.copy)(at, to) }
            })
        })
    }
}

fn runs(at: *mut u8, axes: &[Axis], run: &mut dyn FnMut(*mut u8, isize, usize) -> bool) -> bool {
    match *axes {
        [] => run(at, 0, 1),
        [(len, step)] => len == 0 || run(at, step, len),
        [(len, step), ref inner @ ..] => (0..len.cast_signed())
            .all(|i| runs(at.wrapping_offset(i.wrapping_mul(step)), inner, run)),
    }
}

/// Which of the areas a kernel may not have as they lie, a bit for each.
///
/// # Safety
///
/// As [`Copies::of`].
unsafe fn odd(areas: &Areas, inputs: usize) -> u32 {
    let ranges: SmallVec<[(usize, usize); 4]> = areas.iter().map(Area::range).collect();
    let mut odd = 0;
    for (i, area) in areas.iter().enumerate() {
        let outputs = areas.iter().zip(&ranges).enumerate().skip(inputs);
        let mut others = outputs.filter(|(o, (other, _))| *o != i && !other.empty());
        let fits = area.empty()
            // SAFETY: the caller's promise.
            || unsafe { area.regular(i < inputs) }
                && others.all(|(_, (_, range))| apart(*range, ranges[i]));
        odd |= u32::from(!fits) << i;
    }
    odd
}

/// The memory of copies.
pub(crate) struct Copies {
    /// Aligned for every element type.
    buffers: Vec<Vec<u64>>,
    /// Outputs: the copy, and where it belongs.
    back: Vec<(Area, Area)>,
}

impl Copies {
    /// Replaces the areas that a kernel may not have as they lie by copies.
    ///
    /// # Errors
    ///
    /// If there is no memory, or an input holds what is no value.
    ///
    /// # Safety
    ///
    /// The areas' elements are readable (of the first `inputs`), or writable, and no other thread writes to them.
    pub(crate) unsafe fn of(areas: &mut Areas, inputs: usize) -> Result<Copies, Halt> {
        let mut copies = Copies {
            buffers: Vec::new(),
            back: Vec::new(),
        };
        // SAFETY: the caller's promise.
        let mut odd = unsafe { odd(areas, inputs) };
        while odd != 0 {
            let i = odd.trailing_zeros() as usize;
            odd &= odd - 1;
            let area = areas[i];
            let dense = area.dense(copies.buffer(&area)?);
            if i >= inputs {
                copies.back.push((dense, area));
            // SAFETY: as the caller promises; the copy's memory is new.
            } else if !unsafe { area.copy_to(&dense) } {
                return Err(Halt::Value(i));
            }
            areas[i] = dense;
        }
        Ok(copies)
    }

    /// Memory for a copy, all zero: a value of each type.
    fn buffer(&mut self, area: &Area) -> Result<*mut u8, Halt> {
        let bytes = area.core_bytes().saturating_mul(area.len());
        let words = bytes.div_ceil(size_of::<u64>());
        let mut buffer = Vec::new();
        if buffer.try_reserve_exact(words).is_err() {
            return Err(Halt::Memory(bytes));
        }
        buffer.resize(words, 0u64);
        let at = buffer.as_mut_ptr().cast();
        self.buffers.push(buffer);
        Ok(at)
    }

    /// Writes the copies of outputs to where they belong.
    ///
    /// # Safety
    ///
    /// The outputs are writable, and no kernel works on the copies any more.
    pub(crate) unsafe fn write_back(self) {
        for (copy, area) in &self.back {
            // SAFETY: the caller's promise; a copy shares no memory with anything.
            unsafe { copy.copy_to(area) };
        }
    }
}
