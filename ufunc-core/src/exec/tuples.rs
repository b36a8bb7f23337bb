//! Tuples of operands and of sources, of 0 to 16.

use ndarray::{DimMax, Ix0};

use super::raw::RawOut;
use alloc::string::String;
use core::any::{Any, TypeId};

use super::extent::{Extent, Whole};
use super::lanes::{Lanes, Pins};
use super::source::{Described, Source};
use crate::math::Mode;
use crate::operand::{MaxRank, Operand, Operands, RawMemory, Told};
use crate::shape::Dims;
use crate::{Element, Error, Shape};

impl MaxRank for () {
    type Dim = Ix0;
}
impl<A: Shape> MaxRank for (A,) {
    type Dim = A;
}
impl<A: DimMax<B, Output: Shape>, B> MaxRank for (A, B)
where
    B: ndarray::Dimension,
{
    type Dim = A::Output;
}

/// The rank of more than two operands: that of the first two, with the others.
macro_rules! max_rank {
    ($($D:ident)*) => {
        impl<A, B, $($D),*> MaxRank for (A, B, $($D),*)
        where
            A: DimMax<B>,
            B: ndarray::Dimension,
            (A::Output, $($D),*): MaxRank,
        {
            type Dim = <(A::Output, $($D),*) as MaxRank>::Dim;
        }
    };
}

macro_rules! tuples {
    ($($A:ident $T:ident $S:ident $x:ident $i:tt),*) => {
        #[diagnostic::do_not_recommend]
        impl<$($A, $T),*> Operands<($($T,)*)> for ($($A,)*)
        where
            $($T: Element, $A: Operand<$T>,)*
            ($($A::Dim,)*): MaxRank,
        {
            type Dim = <($($A::Dim,)*) as MaxRank>::Dim;
            type Tuple = ($(<$A::Dim as Told<$A>>::Same,)*);
            type Sources<'s> = ($($A::Source<'s>,)*) where Self: 's;

            #[inline(always)]
            fn tuple(self) -> Self::Tuple {
                self
            }
            #[inline]
            #[allow(clippy::unused_unit)]
            fn sources(&self) -> Self::Sources<'_> {
                ($(self.$i.source(),)*)
            }
            #[inline(always)]
            #[allow(clippy::unused_unit)]
            fn values(self) -> ($($T,)*) {
                ($(self.$i.value(),)*)
            }
            fn target<Elem: Element>(&mut self, _target: &RawOut<Elem>) {
                $(self.$i.target(_target);)*
            }
            fn donor(
                &mut self,
                _from: usize,
                _element: TypeId,
                _shape: &[usize],
            ) -> Option<(usize, RawMemory)> {
                $(
                    if $i >= _from && let Some(memory) = self.$i.donor(_element, _shape) {
                        return Some(($i, memory));
                    }
                )*
                None
            }
            fn donated(&mut self, number: usize, _slot: &mut dyn Any) {
                match number {
                    $($i => self.$i.donated(_slot),)*
                    _ => {}
                }
            }
        }

        impl<$($S: Described),*> Described for ($($S,)*) {
            fn check(&self) -> Result<(), Error> {
                $(self.$i.check()?;)*
                Ok(())
            }
            fn leaves(&self, _report: &mut dyn FnMut(&[usize], &[isize])) {
                $(self.$i.leaves(_report);)*
            }
            fn shapes(&self, _report: &mut dyn FnMut(Result<Dims, Error>)) {
                $(self.$i.shapes(_report);)*
            }
            fn labels(&self, _names: &mut dyn Iterator<Item = String>, _report: &mut dyn FnMut(String, usize)) {
                $(self.$i.labels(_names, _report);)*
            }
        }

        // SAFETY: each source loads its own lanes, in order.
        unsafe impl<$($S: Source),*> Source for ($($S,)*) {
            type Item = ($($S::Item,)*);
            type Cursor = ($($S::Cursor,)*);
            type Lane = ($($S::Lane,)*);
            const LEAVES: usize = 0 $(+ $S::LEAVES)*;
            const PINS: Pins = Pins::of(&[$(($S::PINS, $S::LEAVES)),*]);
            const BLOCK: usize = {
                #[allow(unused_mut)]
                let mut least = usize::MAX;
                $(if $S::BLOCK < least { least = $S::BLOCK; })*
                least
            };
            const COST: u32 = 0u32 $(.saturating_add($S::COST))*;
            const STAGED_UNDER: u32 = {
                #[allow(unused_mut)]
                let mut least = u32::MAX;
                $(if $S::STAGED_UNDER < least { least = $S::STAGED_UNDER; })*
                least
            };
            const NOTED: bool = false $(|| $S::NOTED)*;
            const PURE: bool = true $(&& $S::PURE)*;

            #[allow(clippy::unused_unit)]
            fn cursor() -> Self::Cursor {
                ($($S::cursor(),)*)
            }
            #[inline(always)]
            fn extent(&self) -> Option<Extent<'_>> {
                None$(.or_else(|| self.$i.extent()))*
            }
            #[inline(always)]
            #[allow(clippy::unused_unit)]
            fn glance(&self, _whole: &Whole<'_>) -> Option<Self::Lane> {
                Some(($(self.$i.glance(_whole)?,)*))
            }
            #[allow(clippy::unused_unit)]
            unsafe fn load(&self, _cursor: &mut Self::Cursor, _lanes: &mut Lanes<'_>) -> Self::Lane {
                // SAFETY: the caller's promise, source by source.
                ($(unsafe { self.$i.load(&mut _cursor.$i, _lanes) },)*)
            }
            #[allow(clippy::unused_unit)]
            unsafe fn pick(&self, _cursor: &mut Self::Cursor, _lane: Self::Lane, _mask: &[bool]) -> Self::Lane {
                // SAFETY: the caller's promise, source by source.
                ($(unsafe { self.$i.pick(&mut _cursor.$i, _lane.$i, _mask) },)*)
            }
            #[inline(always)]
            #[allow(clippy::unused_unit)]
            unsafe fn shift(_lane: Self::Lane, _by: usize) -> Self::Lane {
                // SAFETY: the caller's promise, source by source.
                ($(unsafe { $S::shift(_lane.$i, _by) },)*)
            }
            #[inline(always)]
            fn misaligned(_lane: Self::Lane, _width: usize, _pins: Pins) -> (usize, usize) {
                let all = (0, 0);
                $(
                    let (moving, ahead) = $S::misaligned(_lane.$i, _width, _pins);
                    let all = (all.0 + moving, if all.0 == 0 { ahead } else { all.1 });
                    let _pins = _pins.behind($S::LEAVES);
                )*
                all
            }
            #[inline(always)]
            #[allow(clippy::unused_unit)]
            unsafe fn get_pinned<M: Mode>(&self, _mode: M, _lane: Self::Lane, _i: usize, _pins: Pins) -> Self::Item {
                $(
                    // SAFETY: the caller's promise, source by source.
                    let $x = unsafe { self.$i.get_pinned(_mode, _lane.$i, _i, _pins) };
                    let _pins = _pins.behind($S::LEAVES);
                )*
                ($($x,)*)
            }
        }
    };
}
tuples!();
tuples!(A0 T0 S0 x0 0);
tuples!(A0 T0 S0 x0 0, A1 T1 S1 x1 1);
tuples!(A0 T0 S0 x0 0, A1 T1 S1 x1 1, A2 T2 S2 x2 2);
tuples!(A0 T0 S0 x0 0, A1 T1 S1 x1 1, A2 T2 S2 x2 2, A3 T3 S3 x3 3);
tuples!(A0 T0 S0 x0 0, A1 T1 S1 x1 1, A2 T2 S2 x2 2, A3 T3 S3 x3 3, A4 T4 S4 x4 4);
tuples!(A0 T0 S0 x0 0, A1 T1 S1 x1 1, A2 T2 S2 x2 2, A3 T3 S3 x3 3, A4 T4 S4 x4 4, A5 T5 S5 x5 5);
tuples!(A0 T0 S0 x0 0, A1 T1 S1 x1 1, A2 T2 S2 x2 2, A3 T3 S3 x3 3, A4 T4 S4 x4 4, A5 T5 S5 x5 5, A6 T6 S6 x6 6);
tuples!(A0 T0 S0 x0 0, A1 T1 S1 x1 1, A2 T2 S2 x2 2, A3 T3 S3 x3 3, A4 T4 S4 x4 4, A5 T5 S5 x5 5, A6 T6 S6 x6 6, A7 T7 S7 x7 7);
tuples!(A0 T0 S0 x0 0, A1 T1 S1 x1 1, A2 T2 S2 x2 2, A3 T3 S3 x3 3, A4 T4 S4 x4 4, A5 T5 S5 x5 5, A6 T6 S6 x6 6, A7 T7 S7 x7 7, A8 T8 S8 x8 8);
tuples!(A0 T0 S0 x0 0, A1 T1 S1 x1 1, A2 T2 S2 x2 2, A3 T3 S3 x3 3, A4 T4 S4 x4 4, A5 T5 S5 x5 5, A6 T6 S6 x6 6, A7 T7 S7 x7 7, A8 T8 S8 x8 8, A9 T9 S9 x9 9);
tuples!(A0 T0 S0 x0 0, A1 T1 S1 x1 1, A2 T2 S2 x2 2, A3 T3 S3 x3 3, A4 T4 S4 x4 4, A5 T5 S5 x5 5, A6 T6 S6 x6 6, A7 T7 S7 x7 7, A8 T8 S8 x8 8, A9 T9 S9 x9 9, A10 T10 S10 x10 10);
tuples!(A0 T0 S0 x0 0, A1 T1 S1 x1 1, A2 T2 S2 x2 2, A3 T3 S3 x3 3, A4 T4 S4 x4 4, A5 T5 S5 x5 5, A6 T6 S6 x6 6, A7 T7 S7 x7 7, A8 T8 S8 x8 8, A9 T9 S9 x9 9, A10 T10 S10 x10 10, A11 T11 S11 x11 11);
tuples!(A0 T0 S0 x0 0, A1 T1 S1 x1 1, A2 T2 S2 x2 2, A3 T3 S3 x3 3, A4 T4 S4 x4 4, A5 T5 S5 x5 5, A6 T6 S6 x6 6, A7 T7 S7 x7 7, A8 T8 S8 x8 8, A9 T9 S9 x9 9, A10 T10 S10 x10 10, A11 T11 S11 x11 11, A12 T12 S12 x12 12);
tuples!(A0 T0 S0 x0 0, A1 T1 S1 x1 1, A2 T2 S2 x2 2, A3 T3 S3 x3 3, A4 T4 S4 x4 4, A5 T5 S5 x5 5, A6 T6 S6 x6 6, A7 T7 S7 x7 7, A8 T8 S8 x8 8, A9 T9 S9 x9 9, A10 T10 S10 x10 10, A11 T11 S11 x11 11, A12 T12 S12 x12 12, A13 T13 S13 x13 13);
tuples!(A0 T0 S0 x0 0, A1 T1 S1 x1 1, A2 T2 S2 x2 2, A3 T3 S3 x3 3, A4 T4 S4 x4 4, A5 T5 S5 x5 5, A6 T6 S6 x6 6, A7 T7 S7 x7 7, A8 T8 S8 x8 8, A9 T9 S9 x9 9, A10 T10 S10 x10 10, A11 T11 S11 x11 11, A12 T12 S12 x12 12, A13 T13 S13 x13 13, A14 T14 S14 x14 14);
tuples!(A0 T0 S0 x0 0, A1 T1 S1 x1 1, A2 T2 S2 x2 2, A3 T3 S3 x3 3, A4 T4 S4 x4 4, A5 T5 S5 x5 5, A6 T6 S6 x6 6, A7 T7 S7 x7 7, A8 T8 S8 x8 8, A9 T9 S9 x9 9, A10 T10 S10 x10 10, A11 T11 S11 x11 11, A12 T12 S12 x12 12, A13 T13 S13 x13 13, A14 T14 S14 x14 14, A15 T15 S15 x15 15);
max_rank!(D0);
max_rank!(D0 D1);
max_rank!(D0 D1 D2);
max_rank!(D0 D1 D2 D3);
max_rank!(D0 D1 D2 D3 D4);
max_rank!(D0 D1 D2 D3 D4 D5);
max_rank!(D0 D1 D2 D3 D4 D5 D6);
max_rank!(D0 D1 D2 D3 D4 D5 D6 D7);
max_rank!(D0 D1 D2 D3 D4 D5 D6 D7 D8);
max_rank!(D0 D1 D2 D3 D4 D5 D6 D7 D8 D9);
max_rank!(D0 D1 D2 D3 D4 D5 D6 D7 D8 D9 D10);
max_rank!(D0 D1 D2 D3 D4 D5 D6 D7 D8 D9 D10 D11);
max_rank!(D0 D1 D2 D3 D4 D5 D6 D7 D8 D9 D10 D11 D12);
max_rank!(D0 D1 D2 D3 D4 D5 D6 D7 D8 D9 D10 D11 D12 D13);
