//! Unbuffered calls in place at indexed elements: NumPy's `at`.

use alloc::vec::Vec;
use core::convert::Infallible;

use smallvec::SmallVec;

use crate::error::OperandShape;
use crate::exec::{Held, Job, Level, RawOut};
use crate::kernel::Fold;
use crate::math::Mode;
use crate::plan::{Plan, Visit};
use crate::shape::{Broadcast, Dims, Strides, broadcast_strides};
use crate::{Element, Error};

/// A call `a[i] = f(a[i], b)` for each index, in C order: the first axes of `a` are indexed, one list of indices each.
pub(crate) struct Scatter<'a, K: Fold> {
    pub(crate) kernel: &'a K,
    pub(crate) target: RawOut<K::Elem>,
    pub(crate) indices: SmallVec<[Held<'a, usize>; 2]>,
    pub(crate) values: Held<'a, K::Elem>,
}

impl<K: Fold> Scatter<'_, K> {
    /// Checks shapes and indices, and makes the call.
    pub(crate) fn run(&self) -> Result<(), Error> {
        let indexed = self.indices.len();
        let target = &self.target;
        if target.shape.len() < indexed {
            return Err(Error::Argument {
                ufunc: K::SPEC.name,
                message: alloc::format!(
                    "at got indices for {indexed} axes, but its target has {}: give one list of indices for each of the \
                     first axes",
                    target.shape.len()
                ),
            });
        }
        let places = self.places()?;
        self.check_indices()?;
        let (rest, rest_strides) = (&target.shape[indexed..], &target.strides[indexed..]);
        let mut whole = places.clone();
        whole.extend_from_slice(rest);
        let values = self.values_shape();
        if !(Broadcast { dims: values.clone() }).fits(&whole) {
            return Err(self.conflict(&whole, &values));
        }
        let all = broadcast_strides(&values, self.values.strides(), &whole);
        let (over_places, over_rest) = all.split_at(places.len());
        let mut operands: SmallVec<[Strides; 4]> = (self.indices.iter())
            .map(|list| broadcast_strides(list.shape(), list.strides(), &places))
            .collect();
        operands.push(over_places.into());
        let places = Plan::new(&places, &operands, Visit::C);
        let inner = [Strides::from(rest_strides), Strides::from(over_rest)];
        let rest = Plan::new(rest, &inner, Visit::Memory);
        if rest.len == 0 {
            return Ok(());
        }
        self.update(&places, &rest);
        Ok(())
    }

    /// Makes the calls, whose indices are in range. The operands of `places` are the lists of indices and the values, those
    /// of `rest` the target's axes that are not indexed and the values.
    fn update(&self, places: &Plan, rest: &Plan) {
        let level = Level::current();
        let done: Result<(), Infallible> = places.rows(&mut |row| {
            let place = |operand: usize, i: isize| row.offsets[operand] + row.strides[operand] * i;
            let line = |target, values, step, len, to| Line {
                kernel: self.kernel,
                target,
                values,
                step,
                len,
                to,
            };
            let (lists, values) = (self.indices.len(), self.values.ptr());
            if let ([list], 1) = (&self.indices[..], rest.len) {
                let first = list.ptr().wrapping_offset(place(0, 0));
                let to = Way::Indices(first, row.strides[0], self.target.strides[0]);
                let values = values.wrapping_offset(place(1, 0));
                level.careful(line(self.target.ptr, values, row.strides[1], row.len, to));
                return Ok(());
            }
            for i in 0..row.len.cast_signed() {
                let mut target = self.target.ptr;
                for (axis, list) in self.indices.iter().enumerate() {
                    // SAFETY: an index of the list.
                    let index = unsafe { *list.ptr().wrapping_offset(place(axis, i)) };
                    let stride = self.target.strides[axis];
                    target = target.wrapping_offset(index.cast_signed() * stride);
                }
                let values = values.wrapping_offset(place(lists, i));
                rest.rows(&mut |inner| {
                    let target = target.wrapping_offset(inner.offsets[0]);
                    let values = values.wrapping_offset(inner.offsets[1]);
                    let to = Way::Steps(inner.strides[0]);
                    level.careful(line(target, values, inner.strides[1], inner.len, to));
                    Ok::<(), Infallible>(())
                })?;
            }
            Ok(())
        });
        let Ok(()) = done;
    }

    /// The shape to which the lists of indices broadcast.
    fn places(&self) -> Result<Dims, Error> {
        let mut broadcast = Broadcast::new();
        for list in &self.indices {
            broadcast.merge(list.shape()).map_err(|conflict| {
                let operand = |(number, list): (usize, &Held<'_, usize>)| OperandShape {
                    number,
                    name: "",
                    shape: list.shape().to_vec(),
                };
                let operands = self.indices.iter().enumerate().map(operand).collect();
                conflict.error(K::SPEC.name, operands)
            })?;
        }
        Ok(broadcast.dims)
    }

    fn values_shape(&self) -> Dims {
        self.values.shape().into()
    }

    /// Whether all indices are on their axes: nothing is written otherwise.
    fn check_indices(&self) -> Result<(), Error> {
        for (axis, list) in self.indices.iter().enumerate() {
            let size = self.target.shape[axis];
            let plan = Plan::new(list.shape(), &[list.strides().into()], Visit::C);
            plan.rows(&mut |row| {
                let bound = Bound {
                    first: list.ptr().wrapping_offset(row.offsets[0]),
                    stride: row.strides[0],
                    len: row.len,
                    size,
                };
                match Level::current().careful(bound) {
                    None => Ok(()),
                    Some((i, index)) => Err(Error::Index {
                        ufunc: K::SPEC.name,
                        method: "at",
                        position: row.first + i,
                        index,
                        axis,
                        size,
                    }),
                }
            })?;
        }
        Ok(())
    }

    #[cold]
    fn conflict(&self, whole: &[usize], values: &[usize]) -> Error {
        let name = |i: usize| K::SPEC.inputs.get(i).map_or("", |input| input.name);
        let shapes = Vec::from([
            OperandShape {
                number: 0,
                name: name(0),
                shape: whole.to_vec(),
            },
            OperandShape {
                number: 1,
                name: name(1),
                shape: values.to_vec(),
            },
        ]);
        let mut broadcast = Broadcast { dims: whole.into() };
        match broadcast.merge(values) {
            Err(conflict) => conflict.error(K::SPEC.name, shapes),
            Ok(()) => Error::Argument {
                ufunc: K::SPEC.name,
                message: alloc::format!(
                    "the values of at have shape {values:?}, more than the {whole:?} indexed elements: values broadcast to \
                     these, not these to values"
                ),
            },
        }
    }
}

/// A search for an index that is out of range.
struct Bound {
    first: *const usize,
    stride: isize,
    len: usize,
    size: usize,
}

impl Bound {
    /// Index `i`.
    #[inline(always)]
    fn index(&self, i: usize) -> usize {
        let at = self.first.wrapping_offset(self.stride * i.cast_signed());
        // SAFETY: one of the `len` elements of a borrowed list.
        unsafe { *at }
    }
}

impl Job for Bound {
    type Output = Option<(usize, usize)>;

    #[inline(always)]
    fn run<M: Mode>(self, _mode: M) -> Self::Output {
        let mut largest = 0;
        if self.stride == 1 {
            // SAFETY: `len` elements follow each other.
            let list = unsafe { core::slice::from_raw_parts(self.first, self.len) };
            for &index in list {
                largest = largest.max(index);
            }
        } else {
            for i in 0..self.len {
                largest = largest.max(self.index(i));
            }
        }
        if largest < self.size {
            return None;
        }
        let found = (0..self.len).find(|&i| self.index(i) >= self.size);
        found.map(|i| (i, self.index(i)))
    }
}

/// Elements of the target combined with values, one after the other.
struct Line<'u, K: Fold> {
    kernel: &'u K,
    target: *mut K::Elem,
    values: *const K::Elem,
    /// How far the next value is.
    step: isize,
    len: usize,
    to: Way,
}

/// How the elements of a line are found.
#[derive(Clone, Copy)]
enum Way {
    /// One after the other, so far apart.
    Steps(isize),
    /// By indices so far apart, along an axis with this stride.
    Indices(*const usize, isize, isize),
}

impl<K: Fold> Job for Line<'_, K> {
    type Output = ();

    #[inline(always)]
    fn run<M: Mode>(self, mode: M) {
        let mut value = self.values;
        match self.to {
            Way::Steps(step) => {
                let mut element = self.target;
                for _ in 0..self.len {
                    // SAFETY: an element of the target, and a value.
                    unsafe { combine(self.kernel, mode, element, value) };
                    element = element.wrapping_offset(step);
                    value = value.wrapping_offset(self.step);
                }
            }
            Way::Indices(mut at, step, stride) => {
                for _ in 0..self.len {
                    // SAFETY: an index of the list.
                    let index = unsafe { *at }.cast_signed();
                    let element = self.target.wrapping_offset(index * stride);
                    // SAFETY: the index is in range.
                    unsafe { combine(self.kernel, mode, element, value) };
                    at = at.wrapping_offset(step);
                    value = value.wrapping_offset(self.step);
                }
            }
        }
    }
}

/// # Safety
///
/// `element` is one of a target that is borrowed mutably, `value` one of those that broadcast to it.
#[inline(always)]
unsafe fn combine<K: Fold, M: Mode>(
    kernel: &K,
    mode: M,
    element: *mut K::Elem,
    value: *const K::Elem,
) {
    // SAFETY: the caller's promise.
    let with = unsafe { *value };
    // SAFETY: as above.
    let old = unsafe { *element };
    // SAFETY: as above.
    unsafe { element.write(kernel.eval(mode, (old, with))) };
}

/// Anything whose elements are read one by one, held in memory.
pub(crate) fn held<'a, T: Element, A: crate::Operand<T>>(
    operand: &'a A,
) -> Result<Held<'a, T>, Error> {
    use crate::exec::Described as _;
    operand.source().check()?;
    Held::hold(operand)
}
