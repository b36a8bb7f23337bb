//! What becomes of
//!
//!     #[guvectorize("(n),()->(n)")]
//!     fn f<T: Copy, U>(x: &[T], y: U, out: &mut [Rgb]) -> Result<(), Failed> where U: Real { Ok(()) }

#[track_caller]
#[inline]
#[allow(dead_code)]
fn f<T: Copy + ::ufunc_core::Element, U, __D0, __D1, __Loop>(
    x: impl ::ufunc_core::__private::CoreOperand<
        T,
        ::ufunc_core::__private::Ix1,
        ::ufunc_core::__private::Ix1,
        Loop = __D0,
    >,
    y: impl ::ufunc_core::__private::CoreOperand<
        U,
        ::ufunc_core::__private::Ix0,
        ::ufunc_core::__private::Ix0,
        Loop = __D1,
    >,
) -> ::ufunc_core::__private::PlainCore<f<T, U>, __Loop>
where
    U: Real,
    Rgb: ::ufunc_core::__private::OutElement,
    Failed: ::ufunc_core::__private::KernelError,
    (__D0, __D1): ::ufunc_core::__private::MaxRank<Dim = __Loop>,
    <f<
        T,
        U,
    > as ::ufunc_core::__private::CoreKernel>::Outputs: ::ufunc_core::__private::CoreResult<
        __Loop,
    >,
{
    ::ufunc_core::__private::call_core(
        f::<T, U>::__Gufunc(::core::marker::PhantomData),
        (x, y),
    )
}
/// Companion of the function `f`: calls that are pending, in place, and so on.
enum f<T, U> {
    #[doc(hidden)]
    __Gufunc(::core::marker::PhantomData<fn() -> (T, U)>),
}
impl<T: Copy + ::ufunc_core::Element, U> ::ufunc_core::__private::CoreKernel for f<T, U>
where
    U: Real,
    Rgb: ::ufunc_core::__private::OutElement,
    Failed: ::ufunc_core::__private::KernelError,
{
    type Inputs = (::ufunc_core::__private::Slice<T>, ::ufunc_core::__private::Value<U>);
    type Outputs = ::ufunc_core::__private::Try<
        ::ufunc_core::__private::Written<(::ufunc_core::__private::SliceMut<Rgb>,)>,
        Failed,
    >;
    const SPEC: &'static ::ufunc_core::__private::Spec = &::ufunc_core::__private::Spec {
        name: "f",
        doc: "",
        signature: "(n),()->(n)",
        inputs: &[
            ::ufunc_core::__private::OperandSpec::new("x", &[0]),
            ::ufunc_core::__private::OperandSpec::new("y", &[]),
        ],
        outputs: &[::ufunc_core::__private::OperandSpec::new("out", &[0])],
        dims: &[
            ::ufunc_core::__private::DimSpec {
                name: "n",
                size: ::ufunc_core::__private::Size::Bound,
                optional: false,
                broadcastable: false,
            },
        ],
        parallel: false,
        math: false,
        noted: false,
        pure: false,
        cost: 1,
    };
    #[inline(always)]
    fn eval<__M: ::ufunc_core::__private::Mode>(
        &self,
        __mode: __M,
        (x, y): (&[T], U),
        (out,): (&mut [Rgb],),
    ) -> Result<(), Failed> {
        Ok(())
    }
}
impl<T: Copy + ::ufunc_core::Element, U> f<T, U>
where
    U: Real,
    Rgb: ::ufunc_core::__private::OutElement,
    Failed: ::ufunc_core::__private::KernelError,
{
    /// A pending call of `f`: nothing is computed until it is evaluated, assigned, or an operand of another call.
    fn lazy<__Op0, __Op1, __D0, __D1>(
        x: __Op0,
        y: __Op1,
    ) -> ::ufunc_core::LazyCore<
        Self,
        (
            <__D0 as ::ufunc_core::__private::Told<__Op0>>::Same,
            <__D1 as ::ufunc_core::__private::Told<__Op1>>::Same,
        ),
    >
    where
        __Op0: ::ufunc_core::__private::CoreOperand<
            T,
            ::ufunc_core::__private::Ix1,
            ::ufunc_core::__private::Ix1,
            Loop = __D0,
        >,
        __Op1: ::ufunc_core::__private::CoreOperand<
            U,
            ::ufunc_core::__private::Ix0,
            ::ufunc_core::__private::Ix0,
            Loop = __D1,
        >,
        (__D0, __D1): ::ufunc_core::__private::MaxRank,
    {
        ::ufunc_core::LazyCore::new(
            f::<T, U>::__Gufunc(::core::marker::PhantomData),
            (x, y),
        )
    }
}
