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
}
impl<T: Real, const N: usize> ::ufunc_core::__private::Fold for add<T, N>
where
    T: Copy,
{
    const ASSOCIATIVE: ::core::primitive::bool = true;
    const COMMUTATIVE: ::core::primitive::bool = true;
    #[inline]
    fn identity() -> ::core::option::Option<T> {
        let __identity: T = T::lit(0.0);
        ::core::option::Option::Some(__identity)
    }
}
