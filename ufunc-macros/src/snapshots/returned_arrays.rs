//! What becomes of
//!
//!     #[guvectorize("(3),(3)->(3),()")]
//!     fn cross<const N: usize>(a: &[f64; 3], b: &[f64; N]) -> Result<([f64; 3], f64), Failed> { Ok((*a, b[0])) }

#[track_caller]
#[inline]
#[allow(dead_code)]
fn cross<const N: usize, __D0, __D1, __Loop>(
    a: impl ::ufunc_core::__private::CoreOperand<
        f64,
        ::ufunc_core::__private::Ix1,
        ::ufunc_core::__private::Ix1,
        Loop = __D0,
    >,
    b: impl ::ufunc_core::__private::CoreOperand<
        f64,
        ::ufunc_core::__private::Ix1,
        ::ufunc_core::__private::Ix1,
        Loop = __D1,
    >,
) -> ::ufunc_core::__private::PlainCore<cross<N>, __Loop>
where
    Failed: ::ufunc_core::__private::KernelError,
    (__D0, __D1): ::ufunc_core::__private::MaxRank<Dim = __Loop>,
    <cross<
        N,
    > as ::ufunc_core::__private::CoreKernel>::Outputs: ::ufunc_core::__private::CoreResult<
        __Loop,
    >,
{
    ::ufunc_core::__private::call_core(
        cross::<N>::__Gufunc(::core::marker::PhantomData),
        (a, b),
    )
}
/// Companion of the function `cross`: calls that are pending, in place, and so on.
enum cross<const N: usize> {
    #[doc(hidden)]
    __Gufunc(::core::marker::PhantomData<fn() -> ()>),
}
impl<const N: usize> ::ufunc_core::__private::CoreKernel for cross<N>
where
    Failed: ::ufunc_core::__private::KernelError,
{
    type Inputs = (
        ::ufunc_core::__private::Fixed<f64, 3>,
        ::ufunc_core::__private::Fixed<f64, N>,
    );
    type Outputs = ::ufunc_core::__private::Try<
        ::ufunc_core::__private::ReturnedMany<
            (::ufunc_core::__private::Fixed<f64, 3>, ::ufunc_core::__private::Value<f64>),
        >,
        Failed,
    >;
    const SPEC: &'static ::ufunc_core::__private::Spec = &::ufunc_core::__private::Spec {
        name: "cross",
        doc: "",
        signature: "(3),(3)->(3),()",
        inputs: &[
            ::ufunc_core::__private::OperandSpec::new("a", &[0]),
            ::ufunc_core::__private::OperandSpec::new("b", &[0]),
        ],
        outputs: &[
            ::ufunc_core::__private::OperandSpec::new("out0", &[0]),
            ::ufunc_core::__private::OperandSpec::new("out1", &[]),
        ],
        dims: &[
            ::ufunc_core::__private::DimSpec {
                name: "3",
                size: ::ufunc_core::__private::Size::Fixed(3),
                optional: false,
                broadcastable: false,
            },
        ],
        parallel: false,
        math: false,
        noted: false,
        pure: false,
        cost: 2,
    };
    #[inline(always)]
    fn eval<__M: ::ufunc_core::__private::Mode>(
        &self,
        __mode: __M,
        (a, b): (&[f64; 3], &[f64; N]),
        (): (),
    ) -> Result<([f64; 3], f64), Failed> {
        Ok((*a, b[0]))
    }
}
impl<const N: usize> cross<N>
where
    Failed: ::ufunc_core::__private::KernelError,
{
    /// A pending call of `cross`: nothing is computed until it is evaluated, assigned, or an operand of another call.
    fn lazy<__Op0, __Op1, __D0, __D1>(
        a: __Op0,
        b: __Op1,
    ) -> ::ufunc_core::LazyCore<
        Self,
        (
            <__D0 as ::ufunc_core::__private::Told<__Op0>>::Same,
            <__D1 as ::ufunc_core::__private::Told<__Op1>>::Same,
        ),
    >
    where
        __Op0: ::ufunc_core::__private::CoreOperand<
            f64,
            ::ufunc_core::__private::Ix1,
            ::ufunc_core::__private::Ix1,
            Loop = __D0,
        >,
        __Op1: ::ufunc_core::__private::CoreOperand<
            f64,
            ::ufunc_core::__private::Ix1,
            ::ufunc_core::__private::Ix1,
            Loop = __D1,
        >,
        (__D0, __D1): ::ufunc_core::__private::MaxRank,
    {
        ::ufunc_core::LazyCore::new(
            cross::<N>::__Gufunc(::core::marker::PhantomData),
            (a, b),
        )
    }
}
