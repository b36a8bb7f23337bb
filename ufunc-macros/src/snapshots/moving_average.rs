//! What becomes of
//!
//!     #[guvectorize("(n),()->(n)")]
//!     /// The mean of the last `window` values.
//!     pub fn moving_average(x: &[f64], window: usize, out: &mut [f64]) { fill(x, window, out) }

/// The mean of the last `window` values.
#[track_caller]
#[inline]
#[allow(dead_code)]
pub fn moving_average<__D0, __D1, __Loop>(
    x: impl ::ufunc_core::__private::CoreOperand<
        f64,
        ::ufunc_core::__private::Ix1,
        ::ufunc_core::__private::Ix1,
        Loop = __D0,
    >,
    window: impl ::ufunc_core::__private::CoreOperand<
        usize,
        ::ufunc_core::__private::Ix0,
        ::ufunc_core::__private::Ix0,
        Loop = __D1,
    >,
) -> ::ufunc_core::__private::PlainCore<moving_average, __Loop>
where
    (__D0, __D1): ::ufunc_core::__private::MaxRank<Dim = __Loop>,
    <moving_average as ::ufunc_core::__private::CoreKernel>::Outputs: ::ufunc_core::__private::CoreResult<
        __Loop,
    >,
{
    ::ufunc_core::__private::call_core(
        moving_average::__Gufunc(::core::marker::PhantomData),
        (x, window),
    )
}
/// Companion of the function `moving_average`: calls that are pending, in place, and so on.
pub enum moving_average {
    #[doc(hidden)]
    __Gufunc(::core::marker::PhantomData<fn() -> ()>),
}
impl ::ufunc_core::__private::CoreKernel for moving_average {
    type Inputs = (
        ::ufunc_core::__private::Slice<f64>,
        ::ufunc_core::__private::Value<usize>,
    );
    type Outputs = ::ufunc_core::__private::Written<
        (::ufunc_core::__private::SliceMut<f64>,),
    >;
    const SPEC: &'static ::ufunc_core::__private::Spec = &::ufunc_core::__private::Spec {
        name: "moving_average",
        doc: ::core::concat!(" The mean of the last `window` values.", "\n"),
        signature: "(n),()->(n)",
        inputs: &[
            ::ufunc_core::__private::OperandSpec::new("x", &[0]),
            ::ufunc_core::__private::OperandSpec::new("window", &[]),
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
        cost: 20,
    };
    #[inline(always)]
    fn eval<__M: ::ufunc_core::__private::Mode>(
        &self,
        __mode: __M,
        (x, window): (&[f64], usize),
        (out,): (&mut [f64],),
    ) {
        fill(x, window, out)
    }
}
impl moving_average {
    /// A pending call of `moving_average`: nothing is computed until it is evaluated, assigned, or an operand of another call.
    pub fn lazy<__Op0, __Op1, __D0, __D1>(
        x: __Op0,
        window: __Op1,
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
            usize,
            ::ufunc_core::__private::Ix0,
            ::ufunc_core::__private::Ix0,
            Loop = __D1,
        >,
        (__D0, __D1): ::ufunc_core::__private::MaxRank,
    {
        ::ufunc_core::LazyCore::new(
            moving_average::__Gufunc(::core::marker::PhantomData),
            (x, window),
        )
    }
    /// Calls `moving_average` in place: `x` is read, and then holds the result.
    ///
    /// # Panics
    ///
    /// Where `try_update` returns an error about shapes or memory.
    #[track_caller]
    pub fn update<__Out, __Op1>(
        x: __Out,
        window: __Op1,
    ) -> ::ufunc_core::__private::DoneCore<Self>
    where
        __Out: ::ufunc_core::Target<f64>,
        __Op1: ::ufunc_core::Operand<usize>,
        (::ufunc_core::__private::InPlace, __Op1): ::ufunc_core::CoreOperands<Self>,
    {
        ::ufunc_core::__private::update_core(
            moving_average::__Gufunc(::core::marker::PhantomData),
            x,
            (::ufunc_core::__private::InPlace, window),
        )
    }
    /// Calls `moving_average` in place: `x` is read, and then holds the result.
    ///
    /// # Errors
    ///
    /// If the shapes do not fit, memory is short or the kernel returns an error.
    pub fn try_update<__Out, __Op1>(
        x: __Out,
        window: __Op1,
    ) -> ::core::result::Result<(), ::ufunc_core::Error>
    where
        __Out: ::ufunc_core::Target<f64>,
        __Op1: ::ufunc_core::Operand<usize>,
        (::ufunc_core::__private::InPlace, __Op1): ::ufunc_core::CoreOperands<Self>,
    {
        ::ufunc_core::__private::try_update_core(
            moving_average::__Gufunc(::core::marker::PhantomData),
            x,
            (::ufunc_core::__private::InPlace, window),
        )
    }
}
