//! What becomes of
//!
//!     #[guvectorize("(m?,n|1), (n|1, 3) -> (m?), (n*(n-1)/2), ()" , parallel)]
//!     fn f<T: Real>(a: ArrayView2<'_, T>, b: ArrayView<T, Ix2>, o: &mut [T], mut p: ArrayViewMut1<T>, q: &mut T) -> Result<(), Failed> { Ok(()) }

#[track_caller]
#[inline]
#[allow(dead_code)]
fn f<T: Real, __D0, __D1, __Loop>(
    a: impl ::ufunc_core::__private::CoreOperand<
        T,
        ::ufunc_core::__private::Ix2,
        ::ufunc_core::__private::Ix1,
        Loop = __D0,
    >,
    b: impl ::ufunc_core::__private::CoreOperand<
        T,
        ::ufunc_core::__private::Ix2,
        ::ufunc_core::__private::Ix2,
        Loop = __D1,
    >,
) -> ::ufunc_core::__private::PlainCore<f<T>, __Loop>
where
    Failed: ::ufunc_core::__private::KernelError,
    (__D0, __D1): ::ufunc_core::__private::MaxRank<Dim = __Loop>,
    <f<
        T,
    > as ::ufunc_core::__private::CoreKernel>::Outputs: ::ufunc_core::__private::CoreResult<
        __Loop,
    >,
{
    ::ufunc_core::__private::call_core(
        f::<T>::__Gufunc(::core::marker::PhantomData),
        (a, b),
    )
}
/// Companion of the function `f`: calls that are pending, in place, and so on.
enum f<T> {
    #[doc(hidden)]
    __Gufunc(::core::marker::PhantomData<fn() -> (T,)>),
}
impl<T: Real> ::ufunc_core::__private::CoreKernel for f<T>
where
    Failed: ::ufunc_core::__private::KernelError,
{
    type Inputs = (
        ::ufunc_core::__private::Optional<
            ::ufunc_core::__private::View<T, ::ufunc_core::__private::Ix2>,
            ::ufunc_core::__private::Ix1,
        >,
        ::ufunc_core::__private::View<T, ::ufunc_core::__private::Ix2>,
    );
    type Outputs = ::ufunc_core::__private::Try<
        ::ufunc_core::__private::Written<
            (
                ::ufunc_core::__private::Optional<
                    ::ufunc_core::__private::SliceMut<T>,
                    ::ufunc_core::__private::Ix0,
                >,
                ::ufunc_core::__private::ViewMut<T, ::ufunc_core::__private::Ix1>,
                ::ufunc_core::__private::ValueMut<T>,
            ),
        >,
        Failed,
    >;
    const SPEC: &'static ::ufunc_core::__private::Spec = &::ufunc_core::__private::Spec {
        name: "f",
        doc: "",
        signature: "(m?,n|1), (n|1, 3) -> (m?), (n*(n-1)/2), ()",
        inputs: &[
            ::ufunc_core::__private::OperandSpec::new("a", &[0, 1]),
            ::ufunc_core::__private::OperandSpec::new("b", &[1, 2]),
        ],
        outputs: &[
            ::ufunc_core::__private::OperandSpec::new("o", &[0]),
            ::ufunc_core::__private::OperandSpec::new("p", &[3]),
            ::ufunc_core::__private::OperandSpec::new("q", &[]),
        ],
        dims: &[
            ::ufunc_core::__private::DimSpec {
                name: "m",
                size: ::ufunc_core::__private::Size::Bound,
                optional: true,
                broadcastable: false,
            },
            ::ufunc_core::__private::DimSpec {
                name: "n",
                size: ::ufunc_core::__private::Size::Bound,
                optional: false,
                broadcastable: true,
            },
            ::ufunc_core::__private::DimSpec {
                name: "3",
                size: ::ufunc_core::__private::Size::Fixed(3),
                optional: false,
                broadcastable: false,
            },
            ::ufunc_core::__private::DimSpec {
                name: "n*(n-1)/2",
                size: ::ufunc_core::__private::Size::Computed(
                    &[
                        ::ufunc_core::__private::SizeOp::Dim(1),
                        ::ufunc_core::__private::SizeOp::Dim(1),
                        ::ufunc_core::__private::SizeOp::Int(1),
                        ::ufunc_core::__private::SizeOp::Sub,
                        ::ufunc_core::__private::SizeOp::Mul,
                        ::ufunc_core::__private::SizeOp::Int(2),
                        ::ufunc_core::__private::SizeOp::Div,
                    ],
                ),
                optional: false,
                broadcastable: false,
            },
        ],
        parallel: true,
        math: false,
        noted: false,
        pure: false,
        cost: 1,
    };
    #[inline(always)]
    fn eval<__M: ::ufunc_core::__private::Mode>(
        &self,
        __mode: __M,
        (a, b): (ArrayView2<'_, T>, ArrayView<T, Ix2>),
        (o, mut p, q): (&mut [T], ArrayViewMut1<T>, &mut T),
    ) -> Result<(), Failed> {
        Ok(())
    }
}
impl<T: Real> f<T>
where
    Failed: ::ufunc_core::__private::KernelError,
{
    /// A pending call of `f`: nothing is computed until it is evaluated, assigned, or an operand of another call.
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
            T,
            ::ufunc_core::__private::Ix2,
            ::ufunc_core::__private::Ix1,
            Loop = __D0,
        >,
        __Op1: ::ufunc_core::__private::CoreOperand<
            T,
            ::ufunc_core::__private::Ix2,
            ::ufunc_core::__private::Ix2,
            Loop = __D1,
        >,
        (__D0, __D1): ::ufunc_core::__private::MaxRank,
    {
        ::ufunc_core::LazyCore::new(
            f::<T>::__Gufunc(::core::marker::PhantomData),
            (a, b),
        )
    }
}
