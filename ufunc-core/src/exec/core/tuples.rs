//! Tuples of forms: 0 to 16 inputs, 1 to 8 outputs.

use super::forms::{CoreInputs, CoreOutputs, CoreResult, OneResult};
use super::held::Held;
use super::inputs::CoreInput;
use super::outputs::{CoreOutput, OutElement};
use super::returned::{CoreOwned, Returned, ReturnedMany, Written};
use super::scratch::Scratch;
use super::sizes::{InputSizes, OutputSizes};
use super::small::Small;
use super::strip::{Core, Cursor, Strip, StripMut};
use crate::exec::{Outs, RawOut, Stop};
use crate::gufunc::CoreOperands;
use crate::kernel::{CoreKernel, Failure, unwrap};
use crate::operand::{CoreOperand, MaxRank};
use crate::rank::{AddCore, Shape};
use crate::{Element, Error};

/// The second, for each of the first.
macro_rules! one {
    ($M:ident $($each:tt)*) => { $($each)* };
}

macro_rules! inputs {
    ($($A:ident $M:ident $i:tt),*) => {
        // SAFETY: each form gets its own strip, scratch and offset.
        unsafe impl<$($M: CoreInput),*> CoreInputs for ($($M,)*) {
            type Views<'a> = ($($M::View<'a>,)*);
            type Held<'s> = ($(Held<'s, $M::Elem>,)*);
            type Strips = ($(Strip<$M>,)*);
            type Scratch = ($(Scratch<$M::Elem>,)*);
            type Smalls = ($(one!($M Small),)*);
            type Cursors = ($(Cursor<*const $M::Elem, $M::Lens>,)*);
            const NDIMS: &'static [usize] = &[$($M::NDIM),*];
            const FIXED: &'static [Option<usize>] = &[$($M::FIXED),*];

            fn leaves<'h>(_held: &'h Self::Held<'_>, _report: &mut dyn FnMut(&'h [usize], &'h [isize])) {
                $(_report(_held.$i.shape(), _held.$i.strides());)*
            }
            #[allow(clippy::unused_unit)]
            fn strips(_held: &Self::Held<'_>, _core: &mut dyn FnMut(usize) -> Core) -> Self::Strips {
                ($(Strip::new(_held.$i.ptr(), _core($i)),)*)
            }
            #[inline(always)]
            #[allow(clippy::unused_unit)]
            fn scratch(_strips: &Self::Strips) -> Result<Self::Scratch, Stop> {
                Ok(($(Scratch::new(&_strips.$i.core, _strips.$i.core.in_place || $M::PACK && _strips.$i.core.packed())?,)*))
            }
            #[inline(always)]
            #[allow(clippy::unused_unit)]
            fn smalls() -> Self::Smalls {
                ($(one!($M Small::new()),)*)
            }
            #[inline(always)]
            #[allow(clippy::unused_unit)]
            fn cursors(
                _strips: &Self::Strips,
                _offsets: &[isize],
                _steps: &[isize],
                _len: usize,
            ) -> Self::Cursors {
                ($(_strips.$i.cursor(_offsets[$i], _steps[$i], _len),)*)
            }
            #[inline(always)]
            #[allow(clippy::unused_unit)]
            unsafe fn views<'a, Kern: CoreKernel>(
                _strips: &Self::Strips,
                _scratch: &'a mut Self::Scratch,
                _smalls: &'a mut Self::Smalls,
                _cursors: &Self::Cursors,
            ) -> Self::Views<'a> {
                // SAFETY: the caller's promise, input by input.
                ($(unsafe { $M::view::<InputSizes<Kern, $i>>(&_cursors.$i, &_strips.$i.core, &mut _scratch.$i, &mut _smalls.$i) },)*)
            }
            #[inline(always)]
            fn advance(_cursors: &mut Self::Cursors) {
                $(_cursors.$i.advance();)*
            }
        }

        impl<Kern, $($A, $M),*> CoreOperands<Kern> for ($($A,)*)
        where
            $($M: CoreInput,)*
            Kern: CoreKernel<Inputs = ($($M,)*)>,
            $($A: CoreOperand<$M::Elem, $M::Core, $M::Least>,)*
            ($($A::Loop,)*): MaxRank,
        {
            type Loop = <($($A::Loop,)*) as MaxRank>::Dim;

            #[allow(clippy::unused_unit)]
            fn hold(&self) -> Result<($(Held<'_, $M::Elem>,)*), Error> {
                Ok(($(Held::hold(&self.$i)?,)*))
            }
            fn target<Elem: Element>(&mut self, _target: &RawOut<Elem>) {
                $(self.$i.target(_target);)*
            }
        }
    };
}

macro_rules! outputs {
    ($($M:ident $i:tt),*; $($result:tt)*) => {
        // SAFETY: each form gets its own strip, scratch and cursor; `initialise` writes all elements.
        unsafe impl<$($M: CoreOutput),*> CoreOutputs for Written<($($M,)*)> {
            type Outs = ($($M::Elem,)*);
            type Views<'a> = ($($M::View<'a>,)*);
            type Raw = ();
            type Strips = ($(StripMut<$M::Elem, $M::Lens>,)*);
            type Scratch = ($(Scratch<$M::Elem>,)*);
            type Smalls = ($(one!($M Small),)*);
            type Cursors = ($(Cursor<*mut $M::Elem, $M::Lens>,)*);
            const FALLIBLE: bool = false;
            const NDIMS: &'static [usize] = &[$($M::NDIM),*];
            const FIXED: &'static [Option<usize>] = &[$($M::FIXED),*];

            type Done = ();

            fn done(result: Result<(), Error>) {
                unwrap(result);
            }
            fn initialise(fresh: &mut <Self::Outs as Outs>::Fresh) {
                $(fresh.$i.fill($M::Elem::start());)*
            }
            #[inline(always)]
            fn strips(raws: &<Self::Outs as Outs>::Raws, core: &mut dyn FnMut(usize) -> Core) -> Self::Strips {
                ($({
                    let core = core($i);
                    let lens = $M::lens(&core);
                    StripMut::new(raws.$i.ptr, core, lens)
                },)*)
            }
            #[inline(always)]
            fn scratch(strips: &Self::Strips) -> Result<Self::Scratch, Stop> {
                Ok(($(Scratch::new(&strips.$i.core, $M::PACK && !strips.$i.core.contiguous)?,)*))
            }
            #[inline(always)]
            fn smalls() -> Self::Smalls {
                ($(one!($M Small::new()),)*)
            }
            #[inline(always)]
            fn cursors(strips: &Self::Strips, offsets: &[isize], steps: &[isize], len: usize) -> Self::Cursors {
                ($(strips.$i.cursor(offsets[$i], steps[$i], len),)*)
            }
            #[inline(always)]
            unsafe fn views<'a, Kern: CoreKernel>(
                strips: &Self::Strips,
                scratch: &'a mut Self::Scratch,
                smalls: &'a mut Self::Smalls,
                cursors: &Self::Cursors,
            ) -> Self::Views<'a> {
                // SAFETY: the caller's promise, output by output.
                ($(unsafe { $M::view::<OutputSizes<Kern, $i>>(&cursors.$i, &strips.$i.core, &mut scratch.$i, &mut smalls.$i) },)*)
            }
            #[inline(always)]
            unsafe fn finish<Kern: CoreKernel>(
                strips: &Self::Strips,
                scratch: &mut Self::Scratch,
                smalls: &mut Self::Smalls,
                cursors: &Self::Cursors,
                (): (),
            ) -> Result<(), Failure> {
                $(
                    // SAFETY: the caller's promise, output by output.
                    unsafe { $M::finish::<OutputSizes<Kern, $i>>(&cursors.$i, &strips.$i.core, &mut scratch.$i, &mut smalls.$i) };
                )*
                Ok(())
            }
            unsafe fn fill(strips: &Self::Strips, offsets: &[isize], steps: &[isize], len: usize, values: Self::Outs) {
                $(
                    // SAFETY: the caller's promise, output by output.
                    unsafe { strips.$i.fill(offsets[$i], steps[$i], len, values.$i) };
                )*
            }
            #[inline(always)]
            fn advance(cursors: &mut Self::Cursors) {
                $(cursors.$i.advance();)*
            }
        }

        outputs!(@returned $($result)*: $($M $i),*);
    };
    (@returned $Form:ty, $Raw:ty, |$raw:ident| ($($part:expr),*): $($M:ident $i:tt),*) => {
        // SAFETY: each form gets its own strip and cursor; `finish` writes all elements.
        unsafe impl<$($M: CoreOwned),*> CoreOutputs for $Form {
            type Outs = ($($M::Elem,)*);
            type Views<'a> = ();
            type Raw = $Raw;
            type Strips = ($(StripMut<$M::Elem, ()>,)*);
            type Scratch = ();
            type Smalls = ();
            type Cursors = ($(Cursor<*mut $M::Elem, ()>,)*);
            const FALLIBLE: bool = false;
            const NDIMS: &'static [usize] = &[$($M::NDIM),*];
            const FIXED: &'static [Option<usize>] = &[$($M::FIXED),*];

            type Done = ();

            fn done(result: Result<(), Error>) {
                unwrap(result);
            }
            fn initialise(_fresh: &mut <Self::Outs as Outs>::Fresh) {}
            #[inline(always)]
            fn strips(raws: &<Self::Outs as Outs>::Raws, core: &mut dyn FnMut(usize) -> Core) -> Self::Strips {
                ($(StripMut::new(raws.$i.ptr, core($i), ()),)*)
            }
            #[inline(always)]
            fn scratch(_strips: &Self::Strips) -> Result<(), Stop> {
                Ok(())
            }
            fn smalls() {}
            #[inline(always)]
            fn cursors(strips: &Self::Strips, offsets: &[isize], steps: &[isize], len: usize) -> Self::Cursors {
                ($(strips.$i.cursor(offsets[$i], steps[$i], len),)*)
            }
            #[inline(always)]
            unsafe fn views<'a, Kern: CoreKernel>(_strips: &Self::Strips, (): &mut (), (): &mut (), _cursors: &Self::Cursors) {}
            #[inline(always)]
            unsafe fn finish<Kern: CoreKernel>(
                strips: &Self::Strips,
                (): &mut (),
                (): &mut (),
                cursors: &Self::Cursors,
                $raw: $Raw,
            ) -> Result<(), Failure> {
                $(
                    // SAFETY: the caller's promise; the form has as many elements as the sub-array.
                    unsafe { $M::write(&strips.$i.core, cursors.$i.at, $part) };
                )*
                Ok(())
            }
            unsafe fn fill(strips: &Self::Strips, offsets: &[isize], steps: &[isize], len: usize, values: Self::Outs) {
                $(
                    // SAFETY: the caller's promise, output by output.
                    unsafe { strips.$i.fill(offsets[$i], steps[$i], len, values.$i) };
                )*
            }
            #[inline(always)]
            fn advance(cursors: &mut Self::Cursors) {
                $(cursors.$i.advance();)*
            }
        }
    };
}

/// What calls return: a single output as itself, several as a tuple.
macro_rules! results {
    ($Form:ident<($($M:ident $x:ident),*)>: $Kind:ident) => {
        impl<Loop, $($M: $Kind),*> CoreResult<Loop> for $Form<($($M,)*)>
        where
            $(Loop: AddCore<$M::Core>,)*
        {
            type Eval = ($(<<Loop as AddCore<$M::Core>>::Full as Shape>::Of<$M::Elem>,)*);
            type Plain = Self::Eval;

            fn collect(($($x,)*): <Self::Outs as Outs>::Arrays) -> Self::Eval {
                ($(<<Loop as AddCore<$M::Core>>::Full as Shape>::of($x),)*)
            }
            fn plain(result: Result<Self::Eval, Error>) -> Self::Eval {
                unwrap(result)
            }
        }
    };
    (single $Form:ty: $Kind:ident) => {
        impl<Loop: AddCore<M::Core>, M: $Kind> CoreResult<Loop> for $Form {
            type Eval = <<Loop as AddCore<M::Core>>::Full as Shape>::Of<M::Elem>;
            type Plain = Self::Eval;

            fn collect((array,): <Self::Outs as Outs>::Arrays) -> Self::Eval {
                <<Loop as AddCore<M::Core>>::Full as Shape>::of(array)
            }
            fn plain(result: Result<Self::Eval, Error>) -> Self::Eval {
                unwrap(result)
            }
        }

        impl<Loop: AddCore<M::Core>, M: $Kind> OneResult<Loop> for $Form {
            type Dim = <Loop as AddCore<M::Core>>::Full;
        }
    };
}
results!(single Written<(M,)>: CoreOutput);
results!(single Returned<M>: CoreOwned);

outputs!(A 0; Returned<A>, A::Owned, |raw| (raw));
outputs!(A 0, B 1; ReturnedMany<(A, B)>, (A::Owned, B::Owned), |raw| (raw.0, raw.1));
outputs!(A 0, B 1, C 2; ReturnedMany<(A, B, C)>, (A::Owned, B::Owned, C::Owned), |raw| (raw.0, raw.1, raw.2));
outputs!(A 0, B 1, C 2, D 3; ReturnedMany<(A, B, C, D)>, (A::Owned, B::Owned, C::Owned, D::Owned), |raw| (raw.0, raw.1, raw.2, raw.3));
outputs!(A 0, B 1, C 2, D 3, E 4; ReturnedMany<(A, B, C, D, E)>, (A::Owned, B::Owned, C::Owned, D::Owned, E::Owned), |raw| (raw.0, raw.1, raw.2, raw.3, raw.4));
outputs!(A 0, B 1, C 2, D 3, E 4, F 5; ReturnedMany<(A, B, C, D, E, F)>, (A::Owned, B::Owned, C::Owned, D::Owned, E::Owned, F::Owned), |raw| (raw.0, raw.1, raw.2, raw.3, raw.4, raw.5));
outputs!(A 0, B 1, C 2, D 3, E 4, F 5, G 6; ReturnedMany<(A, B, C, D, E, F, G)>, (A::Owned, B::Owned, C::Owned, D::Owned, E::Owned, F::Owned, G::Owned), |raw| (raw.0, raw.1, raw.2, raw.3, raw.4, raw.5, raw.6));
outputs!(A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7; ReturnedMany<(A, B, C, D, E, F, G, H)>, (A::Owned, B::Owned, C::Owned, D::Owned, E::Owned, F::Owned, G::Owned, H::Owned), |raw| (raw.0, raw.1, raw.2, raw.3, raw.4, raw.5, raw.6, raw.7));
results!(Written<(A a, B b)>: CoreOutput);
results!(ReturnedMany<(A a, B b)>: CoreOwned);
results!(Written<(A a, B b, C c)>: CoreOutput);
results!(ReturnedMany<(A a, B b, C c)>: CoreOwned);
results!(Written<(A a, B b, C c, D d)>: CoreOutput);
results!(ReturnedMany<(A a, B b, C c, D d)>: CoreOwned);
results!(Written<(A a, B b, C c, D d, E e)>: CoreOutput);
results!(ReturnedMany<(A a, B b, C c, D d, E e)>: CoreOwned);
results!(Written<(A a, B b, C c, D d, E e, F f)>: CoreOutput);
results!(ReturnedMany<(A a, B b, C c, D d, E e, F f)>: CoreOwned);
results!(Written<(A a, B b, C c, D d, E e, F f, G g)>: CoreOutput);
results!(ReturnedMany<(A a, B b, C c, D d, E e, F f, G g)>: CoreOwned);
results!(Written<(A a, B b, C c, D d, E e, F f, G g, H h)>: CoreOutput);
results!(ReturnedMany<(A a, B b, C c, D d, E e, F f, G g, H h)>: CoreOwned);
inputs!();
inputs!(A0 M0 0);
inputs!(A0 M0 0, A1 M1 1);
inputs!(A0 M0 0, A1 M1 1, A2 M2 2);
inputs!(A0 M0 0, A1 M1 1, A2 M2 2, A3 M3 3);
inputs!(A0 M0 0, A1 M1 1, A2 M2 2, A3 M3 3, A4 M4 4);
inputs!(A0 M0 0, A1 M1 1, A2 M2 2, A3 M3 3, A4 M4 4, A5 M5 5);
inputs!(A0 M0 0, A1 M1 1, A2 M2 2, A3 M3 3, A4 M4 4, A5 M5 5, A6 M6 6);
inputs!(A0 M0 0, A1 M1 1, A2 M2 2, A3 M3 3, A4 M4 4, A5 M5 5, A6 M6 6, A7 M7 7);
inputs!(A0 M0 0, A1 M1 1, A2 M2 2, A3 M3 3, A4 M4 4, A5 M5 5, A6 M6 6, A7 M7 7, A8 M8 8);
inputs!(A0 M0 0, A1 M1 1, A2 M2 2, A3 M3 3, A4 M4 4, A5 M5 5, A6 M6 6, A7 M7 7, A8 M8 8, A9 M9 9);
inputs!(A0 M0 0, A1 M1 1, A2 M2 2, A3 M3 3, A4 M4 4, A5 M5 5, A6 M6 6, A7 M7 7, A8 M8 8, A9 M9 9, A10 M10 10);
inputs!(A0 M0 0, A1 M1 1, A2 M2 2, A3 M3 3, A4 M4 4, A5 M5 5, A6 M6 6, A7 M7 7, A8 M8 8, A9 M9 9, A10 M10 10, A11 M11 11);
inputs!(A0 M0 0, A1 M1 1, A2 M2 2, A3 M3 3, A4 M4 4, A5 M5 5, A6 M6 6, A7 M7 7, A8 M8 8, A9 M9 9, A10 M10 10, A11 M11 11, A12 M12 12);
inputs!(A0 M0 0, A1 M1 1, A2 M2 2, A3 M3 3, A4 M4 4, A5 M5 5, A6 M6 6, A7 M7 7, A8 M8 8, A9 M9 9, A10 M10 10, A11 M11 11, A12 M12 12, A13 M13 13);
inputs!(A0 M0 0, A1 M1 1, A2 M2 2, A3 M3 3, A4 M4 4, A5 M5 5, A6 M6 6, A7 M7 7, A8 M8 8, A9 M9 9, A10 M10 10, A11 M11 11, A12 M12 12, A13 M13 13, A14 M14 14);
inputs!(A0 M0 0, A1 M1 1, A2 M2 2, A3 M3 3, A4 M4 4, A5 M5 5, A6 M6 6, A7 M7 7, A8 M8 8, A9 M9 9, A10 M10 10, A11 M11 11, A12 M12 12, A13 M13 13, A14 M14 14, A15 M15 15);
