//! What becomes of
//!
//!     #[vectorize]
//!     /// Distance of two points.
//!     pub fn distance(x: f64, y: f64, on: bool) -> f64 { x.hypot(y) }

/// Distance of two points.
#[track_caller]
#[inline]
#[allow(dead_code)]
pub fn distance<__D0, __D1, __D2>(
    x: impl ::ufunc_core::Operand<f64, Dim = __D0>,
    y: impl ::ufunc_core::Operand<f64, Dim = __D1>,
    on: impl ::ufunc_core::Operand<bool, Dim = __D2>,
) -> ::ufunc_core::__private::Plain<
    distance,
    <(__D0, __D1, __D2) as ::ufunc_core::__private::MaxRank>::Dim,
>
where
    (__D0, __D1, __D2): ::ufunc_core::__private::MaxRank,
{
    ::ufunc_core::__private::call(
        distance::__Ufunc(::core::marker::PhantomData),
        (x, y, on),
    )
}
/// Companion of the function `distance`: calls that are pending, in place, and so on.
pub enum distance {
    #[doc(hidden)]
    __Ufunc(::core::marker::PhantomData<fn() -> ()>),
}
impl ::ufunc_core::__private::Kernel for distance {
    type Args = (f64, f64, bool);
    type Returns = ::ufunc_core::__private::One<f64>;
    const SPEC: &'static ::ufunc_core::__private::Spec = &::ufunc_core::__private::Spec {
        name: "distance",
        doc: ::core::concat!(" Distance of two points.", "\n"),
        signature: "",
        inputs: &[
            ::ufunc_core::__private::OperandSpec::new("x", &[]),
            ::ufunc_core::__private::OperandSpec::new("y", &[]),
            ::ufunc_core::__private::OperandSpec::new("on", &[]),
        ],
        outputs: &[::ufunc_core::__private::OperandSpec::new("out", &[])],
        dims: &[],
        parallel: false,
        math: true,
        noted: false,
        pure: true,
        cost: 12,
    };
    #[inline(always)]
    fn eval<__M: ::ufunc_core::__private::Mode>(
        &self,
        __mode: __M,
        (x, y, on): (f64, f64, bool),
    ) -> f64 {
        use ::ufunc_core::__private::{LaneMath as _, LaneRefMath as _};
        __mode.of(x).hypot(y)
    }
}
impl distance {
    /// A pending call of `distance`: nothing is computed until it is evaluated, assigned, or an operand of another call.
    pub fn lazy<__Op0, __Op1, __Op2, __D0, __D1, __D2>(
        x: __Op0,
        y: __Op1,
        on: __Op2,
    ) -> ::ufunc_core::Lazy<
        Self,
        (
            <__D0 as ::ufunc_core::__private::Told<__Op0>>::Same,
            <__D1 as ::ufunc_core::__private::Told<__Op1>>::Same,
            <__D2 as ::ufunc_core::__private::Told<__Op2>>::Same,
        ),
    >
    where
        __Op0: ::ufunc_core::Operand<f64, Dim = __D0>,
        __Op1: ::ufunc_core::Operand<f64, Dim = __D1>,
        __Op2: ::ufunc_core::Operand<bool, Dim = __D2>,
        (__D0, __D1, __D2): ::ufunc_core::__private::MaxRank,
    {
        ::ufunc_core::Lazy::new(
            distance::__Ufunc(::core::marker::PhantomData),
            (x, y, on),
        )
    }
    /// Calls `distance` in place: `x` is read, and then holds the result.
    ///
    /// # Panics
    ///
    /// Where `try_update` returns an error about shapes or memory.
    #[track_caller]
    pub fn update<__Out, __Op1, __Op2>(
        x: __Out,
        y: __Op1,
        on: __Op2,
    ) -> ::ufunc_core::__private::Done<Self>
    where
        __Out: ::ufunc_core::Target<f64>,
        __Op1: ::ufunc_core::Operand<f64>,
        __Op2: ::ufunc_core::Operand<bool>,
        (
            ::ufunc_core::__private::InPlace,
            __Op1,
            __Op2,
        ): ::ufunc_core::Operands<(f64, f64, bool)>,
    {
        ::ufunc_core::__private::update(
            distance::__Ufunc(::core::marker::PhantomData),
            x,
            (::ufunc_core::__private::InPlace, y, on),
        )
    }
    /// Calls `distance` in place: `x` is read, and then holds the result.
    ///
    /// # Errors
    ///
    /// If the shapes do not fit, memory is short or the kernel returns an error.
    pub fn try_update<__Out, __Op1, __Op2>(
        x: __Out,
        y: __Op1,
        on: __Op2,
    ) -> ::core::result::Result<(), ::ufunc_core::Error>
    where
        __Out: ::ufunc_core::Target<f64>,
        __Op1: ::ufunc_core::Operand<f64>,
        __Op2: ::ufunc_core::Operand<bool>,
        (
            ::ufunc_core::__private::InPlace,
            __Op1,
            __Op2,
        ): ::ufunc_core::Operands<(f64, f64, bool)>,
    {
        ::ufunc_core::__private::try_update(
            distance::__Ufunc(::core::marker::PhantomData),
            x,
            (::ufunc_core::__private::InPlace, y, on),
        )
    }
}
