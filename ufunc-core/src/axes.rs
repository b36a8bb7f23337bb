//! Axis numbers as callers write them: one axis, or a list of axes for each operand.

use alloc::vec::Vec;

use ndarray::Axis;

use crate::shape::AxisList;

/// One axis: `Axis(0)`, or an `isize`, of which negative ones count from the end.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not an axis",
    label = "expected `Axis` or an `isize`",
    note = "one axis of all operands is given as `.axis(Axis(0))` or `.axis(-1)`, a list for each by `.axes([[0, 1], [0, 1]])`"
)]
pub trait AxisNumber {
    /// The number.
    fn number(self) -> isize;
}

#[diagnostic::do_not_recommend]
impl AxisNumber for Axis {
    fn number(self) -> isize {
        // No array has so many axes: what does not fit is out of range as well.
        isize::try_from(self.0).unwrap_or(isize::MAX)
    }
}

#[diagnostic::do_not_recommend]
impl AxisNumber for isize {
    fn number(self) -> isize {
        self
    }
}

/// The core axes of one operand: a list of numbers, a single number, or `()` for none.
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not list axes",
    label = "expected `isize` numbers: a single one, an array, a slice or a `Vec` of them, or `()`",
    note = "`.axes` takes a list for each operand, as in `[[0, 1], [0, 1], [1, 0]]`; lists that differ in length are a \
            tuple, as in `([0, 1], 0, ())`"
)]
pub trait AxisNumbers {
    /// The numbers.
    fn numbers(&self) -> AxisList;
}

#[diagnostic::do_not_recommend]
impl AxisNumbers for isize {
    fn numbers(&self) -> AxisList {
        AxisList::from_slice(&[*self])
    }
}

#[diagnostic::do_not_recommend]
impl AxisNumbers for () {
    fn numbers(&self) -> AxisList {
        AxisList::new()
    }
}

/// A list of axes for each operand: inputs, then outputs.
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not list the axes of each operand",
    label = "expected an array, a slice, a `Vec` or a tuple of lists of `isize` numbers",
    note = "lists are given as `[[0, 1], [0, 1], [1, 0]]`; lists that differ in length are a tuple, as in \
            `([0, 1], 0, ())`; one axis of all operands is given by `.axis(Axis(0))`"
)]
pub trait AxisLists {
    /// The lists.
    fn lists(&self) -> Vec<AxisList>;
}

macro_rules! sequences {
    ($([$($params:tt)*] $numbers:ty, $lists:ty;)*) => { $(
        #[diagnostic::do_not_recommend]
        impl<$($params)*> AxisNumbers for $numbers {
            fn numbers(&self) -> AxisList {
                AxisList::from_slice(&self[..])
            }
        }
        #[diagnostic::do_not_recommend]
        impl<L: AxisNumbers, $($params)*> AxisLists for $lists {
            fn lists(&self) -> Vec<AxisList> {
                self.iter().map(L::numbers).collect()
            }
        }
    )* };
}
sequences! {
    [const N: usize] [isize; N], [L; N];
    [const N: usize] &[isize; N], &[L; N];
    [] &[isize], &[L];
    [] Vec<isize>, Vec<L>;
    [] &Vec<isize>, &Vec<L>;
}

/// Tuples of up to so many lists as there are operands: 16 inputs and 8 outputs.
macro_rules! tuples {
    () => {};
    ($last:ident $i:tt $($others:tt)*) => {
        tuples!(@one [] $last $i $($others)*);
        tuples!($($others)*);
    };
    (@one [$($M:ident $i:tt)*] $next:ident $n:tt $($others:tt)*) => {
        tuples!(@one [$next $n $($M $i)*] $($others)*);
    };
    (@one [$($M:ident $i:tt)*]) => {
        #[diagnostic::do_not_recommend]
        impl<$($M: AxisNumbers),*> AxisLists for ($($M,)*) {
            fn lists(&self) -> Vec<AxisList> {
                alloc::vec![$(self.$i.numbers()),*]
            }
        }
    };
}
tuples! {
    X 23 W 22 V 21 U 20 T 19 S 18 R 17 Q 16 P 15 O 14 N 13 M 12 L 11 K 10 J 9 I 8 H 7 G 6 F 5 E 4 D 3 C 2 B 1 A 0
}
