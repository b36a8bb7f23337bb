//! Unbuffered calls in place at indexed elements: NumPy's `at`.

mod loops;

use alloc::vec::Vec;
use core::convert::Infallible;

use smallvec::SmallVec;

use crate::error::OperandShape;
use crate::exec::{Held, Level, RawOut};
use crate::kernel::Fold;
use crate::plan::{Plan, Visit};
use crate::shape::{Broadcast, Dims, Strides, broadcast_strides};
use crate::{Element, Error};
use loops::{Bound, List, Update};

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

/// Anything whose elements are read one by one, held in memory.
pub(crate) fn held<'a, T: Element, A: crate::Operand<T>>(
    operand: &'a A,
) -> Result<Held<'a, T>, Error> {
    use crate::exec::Described as _;
    operand.source().check()?;
    Held::hold(operand)
}
