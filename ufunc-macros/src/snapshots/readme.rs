//! What becomes of
//!
//!     #[vectorize]
//!     pub fn half(x: f64) -> f32 { (0.5 * x) as f32 }

#[track_caller]
#[inline]
#[allow(dead_code)]
pub fn half<__D0>(
    x: impl ::ufunc_core::Operand<f64, Dim = __D0>,
) -> ::ufunc_core::__private::Plain<
    half,
    <(__D0,) as ::ufunc_core::__private::MaxRank>::Dim,
>
where
    (__D0,): ::ufunc_core::__private::MaxRank,
{
    ::ufunc_core::__private::call(half::__Ufunc(::core::marker::PhantomData), (x,))
}
/// Companion of the function `half`: calls that are pending, in place, and so on.
pub enum half {
    #[doc(hidden)]
    __Ufunc(::core::marker::PhantomData<fn() -> ()>),
}
impl ::ufunc_core::__private::Kernel for half {
    type Args = (f64,);
    type Returns = ::ufunc_core::__private::One<f32>;
    const SPEC: &'static ::ufunc_core::__private::Spec = &::ufunc_core::__private::Spec {
        name: "half",
        doc: "",
        signature: "",
        inputs: &[::ufunc_core::__private::OperandSpec::new("x", &[])],
        outputs: &[::ufunc_core::__private::OperandSpec::new("out", &[])],
        dims: &[],
        parallel: false,
        math: false,
        noted: false,
        pure: true,
        cost: 2,
    };
    #[inline(always)]
    fn eval<__M: ::ufunc_core::__private::Mode>(
        &self,
        __mode: __M,
        (x,): (f64,),
    ) -> f32 {
        (0.5 * x) as f32
    }
}
impl half {
    /// A pending call of `half`: nothing is computed until it is evaluated, assigned, or an operand of another call.
    pub fn lazy<__Op0, __D0>(
        x: __Op0,
    ) -> ::ufunc_core::Lazy<
        Self,
        (<__D0 as ::ufunc_core::__private::Told<__Op0>>::Same,),
    >
    where
        __Op0: ::ufunc_core::Operand<f64, Dim = __D0>,
        (__D0,): ::ufunc_core::__private::MaxRank,
    {
        ::ufunc_core::Lazy::new(half::__Ufunc(::core::marker::PhantomData), (x,))
    }
}
