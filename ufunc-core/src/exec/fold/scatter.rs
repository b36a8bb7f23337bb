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
        if !(Broadcast {
            dims: values.clone(),
        })
        .fits(&whole)
        {
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
            let lists: SmallVec<[List; 2]> = (self.indices.iter().enumerate())
                .map(|(axis, list)| List {
                    first: list.ptr().wrapping_offset(row.offsets[axis]),
                    step: row.strides[axis],
                    stride: self.target.strides[axis],
                })
                .collect();
            let values = self.indices.len();
            rest.rows(&mut |line| {
                level.careful(Update {
                    kernel: self.kernel,
                    target: self.target.ptr.wrapping_offset(line.offsets[0]),
                    lists: &lists,
                    values: (self.values.ptr())
                        .wrapping_offset(row.offsets[values] + line.offsets[1]),
                    places: (row.len, row.strides[values]),
                    line: (line.len, line.strides[0], line.strides[1]),
                });
                Ok(())
            })
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

/// A list of indices along an axis.
struct List {
    first: *const usize,
    /// How far the next index is.
    step: isize,
    /// How far apart neighbours on the axis are.
    stride: isize,
}

/// The elements at some places combined with values, place after place: at each a line of elements.
struct Update<'u, K: Fold> {
    kernel: &'u K,
    target: *mut K::Elem,
    lists: &'u [List],
    values: *const K::Elem,
    /// How many places, and how far the value of the next one is.
    places: (usize, isize),
    /// How many elements, how far apart they are, and how far apart their values are.
    line: (usize, isize, isize),
}

impl<K: Fold> Job for Update<'_, K> {
    type Output = ();

    #[inline(always)]
    fn run<M: Mode>(self, mode: M) {
        let (places, value_step) = self.places;
        if let ([list], (1, ..)) = (self.lists, self.line) {
            // By value: what is written could be part of the list else, for all that the compiler knows.
            let List {
                first,
                step,
                stride,
            } = *list;
            let update = |i: isize, step: isize, stride: isize, value_step: isize| {
                // SAFETY: an index of the list.
                let index = unsafe { *first.wrapping_offset(i * step) }.cast_signed();
                let element = self.target.wrapping_offset(index * stride);
                let value = self.values.wrapping_offset(i * value_step);
                // SAFETY: the index is in range.
                unsafe { combine(self.kernel, mode, element, value) };
            };
            if (step, stride, value_step) == (1, 1, 1) {
                (0..places.cast_signed()).for_each(|i| update(i, 1, 1, 1));
            } else {
                (0..places.cast_signed()).for_each(|i| update(i, step, stride, value_step));
            }
            return;
        }
        let (len, step, line_step) = self.line;
        for i in 0..places.cast_signed() {
            let (mut element, mut value) =
                (self.target, self.values.wrapping_offset(i * value_step));
            for list in self.lists {
                // SAFETY: an index of the list.
                let index = unsafe { *list.first.wrapping_offset(i * list.step) };
                element = element.wrapping_offset(index.cast_signed() * list.stride);
            }
            for _ in 0..len {
                // SAFETY: the indices are in range, and the values broadcast to the indexed elements.
                unsafe { combine(self.kernel, mode, element, value) };
                element = element.wrapping_offset(step);
                value = value.wrapping_offset(line_step);
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
