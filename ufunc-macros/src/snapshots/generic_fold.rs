//! What becomes of
//!
//!     #[vectorize(identity = T :: lit (0.0) , associative , commutative , parallel)]
//!     /// The sum.
//!     #[must_use]
//!     pub(crate) fn add<T: Real, const N: usize>(a: T, b: T) -> T where T: Copy { a + b }

/// The sum.
#[must_use]
#[track_caller]
#[inline]
#[allow(dead_code)]
pub(crate) fn add<T: Real, const N: usize, __D0, __D1>(
    a: impl ::ufunc_core::Operand<T, Dim = __D0>,
    b: impl ::ufunc_core::Operand<T, Dim = __D1>,
) -> ::ufunc_core::__private::Plain<
    add<T, N>,
    <(__D0, __D1) as ::ufunc_core::__private::MaxRank>::Dim,
>
where
    T: Copy,
    (__D0, __D1): ::ufunc_core::__private::MaxRank,
{
    ::ufunc_core::__private::call(
        add::<T, N>::__Ufunc(::core::marker::PhantomData),
        (a, b),
    )
}
/// Companion of the function `add`: calls that are pending, in place, and so on.
pub(crate) enum add<T, const N: usize> {
    #[doc(hidden)]
    __Ufunc(::core::marker::PhantomData<fn() -> (T,)>),
}
impl<T: Real, const N: usize> ::ufunc_core::__private::Kernel for add<T, N>
where
    T: Copy,
{
    type Args = (T, T);
    type Returns = ::ufunc_core::__private::One<T>;
    const SPEC: &'static ::ufunc_core::__private::Spec = &::ufunc_core::__private::Spec {
        name: "add",
        doc: ::core::concat!(" The sum.", "\n"),
        signature: "",
        inputs: &[
            ::ufunc_core::__private::OperandSpec::new("a", &[]),
            ::ufunc_core::__private::OperandSpec::new("b", &[]),
        ],
        outputs: &[::ufunc_core::__private::OperandSpec::new("out", &[])],
        dims: &[],
        parallel: true,
        math: false,
        noted: false,
        pure: true,
        cost: 1,
    };
    #[inline(always)]
    fn eval<__M: ::ufunc_core::__private::Mode>(
        &self,
        __mode: __M,
        (a, b): (T, T),
    ) -> T {
        a + b
    }
}
impl<T: Real, const N: usize> add<T, N>
where
    T: Copy,
{
    /// A pending call of `add`: nothing is computed until it is evaluated, assigned, or an operand of another call.
    pub(crate) fn lazy<__Op0, __Op1, __D0, __D1>(
        a: __Op0,
        b: __Op1,
    ) -> ::ufunc_core::Lazy<
        Self,
        (
            <__D0 as ::ufunc_core::__private::Told<__Op0>>::Same,
            <__D1 as ::ufunc_core::__private::Told<__Op1>>::Same,
        ),
    >
    where
        __Op0: ::ufunc_core::Operand<T, Dim = __D0>,
        __Op1: ::ufunc_core::Operand<T, Dim = __D1>,
        (__D0, __D1): ::ufunc_core::__private::MaxRank,
    {
        ::ufunc_core::Lazy::new(
            add::<T, N>::__Ufunc(::core::marker::PhantomData),
            (a, b),
        )
    }
    /// Calls `add` in place: `a` is read, and then holds the result.
    ///
    /// # Panics
    ///
    /// Where `try_update` returns an error about shapes or memory.
    #[track_caller]
    pub(crate) fn update<__Out, __Op1>(
        a: __Out,
        b: __Op1,
    ) -> ::ufunc_core::__private::Done<Self>
    where
        __Out: ::ufunc_core::Target<T>,
        __Op1: ::ufunc_core::Operand<T>,
        (::ufunc_core::__private::InPlace, __Op1): ::ufunc_core::Operands<(T, T)>,
    {
        ::ufunc_core::__private::update(
            add::<T, N>::__Ufunc(::core::marker::PhantomData),
            a,
            (::ufunc_core::__private::InPlace, b),
        )
    }
    /// Calls `add` in place: `a` is read, and then holds the result.
    ///
    /// # Errors
    ///
    /// If the shapes do not fit, memory is short or the kernel returns an error.
    pub(crate) fn try_update<__Out, __Op1>(
        a: __Out,
        b: __Op1,
    ) -> ::core::result::Result<(), ::ufunc_core::Error>
    where
        __Out: ::ufunc_core::Target<T>,
        __Op1: ::ufunc_core::Operand<T>,
        (::ufunc_core::__private::InPlace, __Op1): ::ufunc_core::Operands<(T, T)>,
    {
        ::ufunc_core::__private::try_update(
            add::<T, N>::__Ufunc(::core::marker::PhantomData),
            a,
            (::ufunc_core::__private::InPlace, b),
        )
    }
    /// A pending reduction by `add`: its methods say how, `eval` and `assign_to` make it.
    pub(crate) fn reduction<__A, __D>(
        operand: __A,
    ) -> ::ufunc_core::Reduction<Self, <__D as ::ufunc_core::__private::Told<__A>>::Same>
    where
        __A: ::ufunc_core::Reducible<T, Dim = __D>,
    {
        ::ufunc_core::Reduction::new(
            add::<T, N>::__Ufunc(::core::marker::PhantomData),
            operand,
        )
    }
    /// A pending accumulation by `add`: its methods say how, `eval` and `assign_to` make it.
    pub(crate) fn accumulation<__A, __D>(
        operand: __A,
    ) -> ::ufunc_core::Accumulation<
        Self,
        <__D as ::ufunc_core::__private::Told<__A>>::Same,
    >
    where
        __A: ::ufunc_core::Reducible<T, Dim = __D>,
    {
        ::ufunc_core::Accumulation::new(
            add::<T, N>::__Ufunc(::core::marker::PhantomData),
            operand,
        )
    }
    /// `add` over all terms along one axis (`Axis(0)`), several (`[0, 2]`) or all (`..`).
    ///
    /// # Panics
    ///
    /// As [`Self::try_reduce`], whose errors are panics here.
    #[track_caller]
    pub(crate) fn reduce<__A, __X, __D, __R, __S>(
        operand: __A,
        axes: __X,
    ) -> ::ufunc_core::__private::Made<__R, __S>
    where
        __A: ::ufunc_core::Reducible<T, Dim = __D, Returns = __R>,
        __D: ::ufunc_core::Shape,
        __R: ::ufunc_core::__private::Returns,
        __X: ::ufunc_core::Axes<__D, Reduced = __S>,
        __S: ::ufunc_core::Shape,
    {
        ::ufunc_core::__private::reduce(
            add::<T, N>::__Ufunc(::core::marker::PhantomData),
            operand,
            axes,
        )
    }
    /// `add` over all terms along one axis (`Axis(0)`), several (`[0, 2]`) or all (`..`).
    ///
    /// # Errors
    ///
    /// If axes, indices or shapes do not fit, there is nothing to begin with, or memory is short.
    pub(crate) fn try_reduce<__A, __X, __D, __R, __S>(
        operand: __A,
        axes: __X,
    ) -> ::core::result::Result<
        ::ufunc_core::__private::Made<__R, __S>,
        ::ufunc_core::Error,
    >
    where
        __A: ::ufunc_core::Reducible<T, Dim = __D, Returns = __R>,
        __D: ::ufunc_core::Shape,
        __R: ::ufunc_core::__private::Returns,
        __X: ::ufunc_core::Axes<__D, Reduced = __S>,
        __S: ::ufunc_core::Shape,
    {
        ::ufunc_core::__private::try_reduce(
            add::<T, N>::__Ufunc(::core::marker::PhantomData),
            operand,
            axes,
        )
    }
    /// `add` over all terms up to each one, along an axis: the running results.
    ///
    /// # Panics
    ///
    /// As [`Self::try_accumulate`], whose errors are panics here.
    #[track_caller]
    pub(crate) fn accumulate<__A, __D, __R>(
        operand: __A,
        axis: impl ::ufunc_core::AxisNumber,
    ) -> ::ufunc_core::__private::Made<__R, __D>
    where
        __A: ::ufunc_core::Reducible<T, Dim = __D, Returns = __R>,
        __D: ::ufunc_core::Shape,
        __R: ::ufunc_core::__private::Returns,
    {
        ::ufunc_core::__private::accumulate(
            add::<T, N>::__Ufunc(::core::marker::PhantomData),
            operand,
            axis,
        )
    }
    /// `add` over all terms up to each one, along an axis: the running results.
    ///
    /// # Errors
    ///
    /// If axes, indices or shapes do not fit, there is nothing to begin with, or memory is short.
    pub(crate) fn try_accumulate<__A, __D, __R>(
        operand: __A,
        axis: impl ::ufunc_core::AxisNumber,
    ) -> ::core::result::Result<
        ::ufunc_core::__private::Made<__R, __D>,
        ::ufunc_core::Error,
    >
    where
        __A: ::ufunc_core::Reducible<T, Dim = __D, Returns = __R>,
        __D: ::ufunc_core::Shape,
        __R: ::ufunc_core::__private::Returns,
    {
        ::ufunc_core::__private::try_accumulate(
            add::<T, N>::__Ufunc(::core::marker::PhantomData),
            operand,
            axis,
        )
    }
    /// `add` over the terms from each index to the next one, or the one at the index if the next is not larger.
    ///
    /// # Panics
    ///
    /// As [`Self::try_reduceat`], whose errors are panics here.
    #[track_caller]
    pub(crate) fn reduceat<__A, __I, __D, __R>(
        operand: __A,
        indices: __I,
        axis: impl ::ufunc_core::AxisNumber,
    ) -> ::ufunc_core::__private::Made<__R, __D>
    where
        __A: ::ufunc_core::Reducible<T, Dim = __D, Returns = __R>,
        __D: ::ufunc_core::Shape,
        __R: ::ufunc_core::__private::Returns,
        __I: ::ufunc_core::Operand<::core::primitive::usize>,
    {
        ::ufunc_core::__private::reduceat(
            add::<T, N>::__Ufunc(::core::marker::PhantomData),
            operand,
            indices,
            axis,
        )
    }
    /// `add` over the terms from each index to the next one, or the one at the index if the next is not larger.
    ///
    /// # Errors
    ///
    /// If axes, indices or shapes do not fit, there is nothing to begin with, or memory is short.
    pub(crate) fn try_reduceat<__A, __I, __D, __R>(
        operand: __A,
        indices: __I,
        axis: impl ::ufunc_core::AxisNumber,
    ) -> ::core::result::Result<
        ::ufunc_core::__private::Made<__R, __D>,
        ::ufunc_core::Error,
    >
    where
        __A: ::ufunc_core::Reducible<T, Dim = __D, Returns = __R>,
        __D: ::ufunc_core::Shape,
        __R: ::ufunc_core::__private::Returns,
        __I: ::ufunc_core::Operand<::core::primitive::usize>,
    {
        ::ufunc_core::__private::try_reduceat(
            add::<T, N>::__Ufunc(::core::marker::PhantomData),
            operand,
            indices,
            axis,
        )
    }
    /// `add` over the terms from each offset to the next one; there is one segment fewer than offsets.
    ///
    /// # Panics
    ///
    /// As [`Self::try_reduce_segments`], whose errors are panics here.
    #[track_caller]
    pub(crate) fn reduce_segments<__A, __I, __D, __R>(
        operand: __A,
        offsets: __I,
        axis: impl ::ufunc_core::AxisNumber,
    ) -> ::ufunc_core::__private::Made<__R, __D>
    where
        __A: ::ufunc_core::Reducible<T, Dim = __D, Returns = __R>,
        __D: ::ufunc_core::Shape,
        __R: ::ufunc_core::__private::Returns,
        __I: ::ufunc_core::Operand<::core::primitive::usize>,
    {
        ::ufunc_core::__private::reduce_segments(
            add::<T, N>::__Ufunc(::core::marker::PhantomData),
            operand,
            offsets,
            axis,
        )
    }
    /// `add` over the terms from each offset to the next one; there is one segment fewer than offsets.
    ///
    /// # Errors
    ///
    /// If axes, indices or shapes do not fit, there is nothing to begin with, or memory is short.
    pub(crate) fn try_reduce_segments<__A, __I, __D, __R>(
        operand: __A,
        offsets: __I,
        axis: impl ::ufunc_core::AxisNumber,
    ) -> ::core::result::Result<
        ::ufunc_core::__private::Made<__R, __D>,
        ::ufunc_core::Error,
    >
    where
        __A: ::ufunc_core::Reducible<T, Dim = __D, Returns = __R>,
        __D: ::ufunc_core::Shape,
        __R: ::ufunc_core::__private::Returns,
        __I: ::ufunc_core::Operand<::core::primitive::usize>,
    {
        ::ufunc_core::__private::try_reduce_segments(
            add::<T, N>::__Ufunc(::core::marker::PhantomData),
            operand,
            offsets,
            axis,
        )
    }
    /// `add` of each element of `a` with each of `b`: the result has the axes of both.
    ///
    /// # Panics
    ///
    /// As [`Self::try_outer`], whose errors are panics here.
    #[track_caller]
    pub(crate) fn outer<__A, __B, __DA, __DB>(
        a: __A,
        b: __B,
    ) -> ::ufunc_core::__private::Outer<T, __DA, __DB>
    where
        __A: ::ufunc_core::Operand<T, Dim = __DA>,
        __B: ::ufunc_core::Operand<T, Dim = __DB>,
        __DA: ::ufunc_core::__private::AddCore<__DB>,
        __DB: ::ufunc_core::__private::Dimension,
    {
        ::ufunc_core::__private::outer(
            add::<T, N>::__Ufunc(::core::marker::PhantomData),
            a,
            b,
        )
    }
    /// `add` of each element of `a` with each of `b`: the result has the axes of both.
    ///
    /// # Errors
    ///
    /// If axes, indices or shapes do not fit, there is nothing to begin with, or memory is short.
    pub(crate) fn try_outer<__A, __B, __DA, __DB>(
        a: __A,
        b: __B,
    ) -> ::core::result::Result<
        ::ufunc_core::__private::Outer<T, __DA, __DB>,
        ::ufunc_core::Error,
    >
    where
        __A: ::ufunc_core::Operand<T, Dim = __DA>,
        __B: ::ufunc_core::Operand<T, Dim = __DB>,
        __DA: ::ufunc_core::__private::AddCore<__DB>,
        __DB: ::ufunc_core::__private::Dimension,
    {
        ::ufunc_core::__private::try_outer(
            add::<T, N>::__Ufunc(::core::marker::PhantomData),
            a,
            b,
        )
    }
    /// `add` in place at the indexed elements of `target`, one after the other: an index may come again.
    ///
    /// # Panics
    ///
    /// As [`Self::try_at`], whose errors are panics here.
    #[track_caller]
    pub(crate) fn at<__Out, __I, __B>(target: __Out, indices: __I, values: __B) -> ()
    where
        __Out: ::ufunc_core::Target<T>,
        __I: ::ufunc_core::Indices,
        __B: ::ufunc_core::Operand<T>,
    {
        ::ufunc_core::__private::at(
            add::<T, N>::__Ufunc(::core::marker::PhantomData),
            target,
            indices,
            values,
        )
    }
    /// `add` in place at the indexed elements of `target`, one after the other: an index may come again.
    ///
    /// # Errors
    ///
    /// If axes, indices or shapes do not fit, there is nothing to begin with, or memory is short.
    pub(crate) fn try_at<__Out, __I, __B>(
        target: __Out,
        indices: __I,
        values: __B,
    ) -> ::core::result::Result<(), ::ufunc_core::Error>
    where
        __Out: ::ufunc_core::Target<T>,
        __I: ::ufunc_core::Indices,
        __B: ::ufunc_core::Operand<T>,
    {
        ::ufunc_core::__private::try_at(
            add::<T, N>::__Ufunc(::core::marker::PhantomData),
            target,
            indices,
            values,
        )
    }
}
impl<T: Real, const N: usize> ::ufunc_core::__private::Fold for add<T, N>
where
    T: Copy,
{
    type Elem = T;
    const ASSOCIATIVE: ::core::primitive::bool = true;
    const COMMUTATIVE: ::core::primitive::bool = true;
    #[inline]
    fn identity() -> ::core::option::Option<T> {
        let __identity: T = T::lit(0.0);
        ::core::option::Option::Some(__identity)
    }
}
