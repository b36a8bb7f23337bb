//! What becomes of
//!
//!     #[vectorize]
//!     #[doc(hidden)]
//!     #[inline(never)]
//!     #[deprecated]
//!     #[track_caller]
//!     #[allow(unused)]
//!     #[expect(clippy::eq_op, dead_code, reason = "odd")]
//!     #[cfg_attr(test, inline, allow(deprecated), cfg_attr(unix, doc = "on unix"))]
//!     #[other::tool]
//!     fn f(x: f64) -> f64 { x - x }

#[doc(hidden)]
#[inline(never)]
#[deprecated]
#[allow(unused)]
#[allow(clippy::eq_op, dead_code, reason = "odd")]
#[cfg_attr(test, inline, allow(deprecated), cfg_attr(unix, doc = "on unix"))]
#[other::tool]
#[track_caller]
#[allow(dead_code)]
fn f<__D0>(
    x: impl ::ufunc_core::Operand<f64, Dim = __D0>,
) -> ::ufunc_core::__private::Plain<
    f,
    <(__D0,) as ::ufunc_core::__private::MaxRank>::Dim,
>
where
    (__D0,): ::ufunc_core::__private::MaxRank,
{
    ::ufunc_core::__private::call(f::__Ufunc(::core::marker::PhantomData), (x,))
}
/// Companion of the function `f`: calls that are pending, in place, and so on.
#[doc(hidden)]
enum f {
    #[doc(hidden)]
    __Ufunc(::core::marker::PhantomData<fn() -> ()>),
}
impl ::ufunc_core::__private::Kernel for f {
    type Args = (f64,);
    type Returns = ::ufunc_core::__private::One<f64>;
    const SPEC: &'static ::ufunc_core::__private::Spec = &::ufunc_core::__private::Spec {
        name: "f",
        doc: "",
        signature: "",
        inputs: &[::ufunc_core::__private::OperandSpec::new("x", &[])],
        outputs: &[::ufunc_core::__private::OperandSpec::new("out", &[])],
        dims: &[],
        parallel: false,
        math: false,
        noted: false,
        pure: true,
        cost: 1,
    };
    #[allow(deprecated)]
    #[allow(unused)]
    #[allow(dead_code, reason = "odd")]
    #[expect(clippy::eq_op, reason = "odd")]
    #[cfg_attr(test, allow(deprecated))]
    #[inline(always)]
    fn eval<__M: ::ufunc_core::__private::Mode>(
        &self,
        __mode: __M,
        (x,): (f64,),
    ) -> f64 {
        x - x
    }
}
impl f {
    /// A pending call of `f`: nothing is computed until it is evaluated, assigned, or an operand of another call.
    #[deprecated]
    fn lazy<__Op0, __D0>(
        x: __Op0,
    ) -> ::ufunc_core::Lazy<
        Self,
        (<__D0 as ::ufunc_core::__private::Told<__Op0>>::Same,),
    >
    where
        __Op0: ::ufunc_core::Operand<f64, Dim = __D0>,
        (__D0,): ::ufunc_core::__private::MaxRank,
    {
        ::ufunc_core::Lazy::new(f::__Ufunc(::core::marker::PhantomData), (x,))
    }
    /// Calls `f` in place: `x` is read, and then holds the result.
    ///
    /// # Panics
    ///
    /// Where `try_update` returns an error about shapes or memory.
    #[deprecated]
    #[track_caller]
    fn update<__Out>(x: __Out) -> ::ufunc_core::__private::Done<Self>
    where
        __Out: ::ufunc_core::Target<f64>,
    {
        ::ufunc_core::__private::update(
            f::__Ufunc(::core::marker::PhantomData),
            x,
            (::ufunc_core::__private::InPlace,),
        )
    }
    /// Calls `f` in place: `x` is read, and then holds the result.
    ///
    /// # Errors
    ///
    /// If the shapes do not fit, memory is short or the kernel returns an error.
    #[deprecated]
    fn try_update<__Out>(x: __Out) -> ::core::result::Result<(), ::ufunc_core::Error>
    where
        __Out: ::ufunc_core::Target<f64>,
    {
        ::ufunc_core::__private::try_update(
            f::__Ufunc(::core::marker::PhantomData),
            x,
            (::ufunc_core::__private::InPlace,),
        )
    }
}
