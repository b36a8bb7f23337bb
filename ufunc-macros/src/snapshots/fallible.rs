//! What becomes of
//!
//!     #[vectorize]
//!     pub fn parse(x: f64) -> io::Result<(f64, u8)> { Ok((x, 1)) }

#[track_caller]
#[inline]
#[allow(dead_code)]
pub fn parse<__D0>(
    x: impl ::ufunc_core::Operand<f64, Dim = __D0>,
) -> ::ufunc_core::__private::Plain<
    parse,
    <(__D0,) as ::ufunc_core::__private::MaxRank>::Dim,
>
where
    <io::Result<
        (f64, u8),
    > as ::ufunc_core::__private::ResultParts>::Err: ::ufunc_core::__private::KernelError,
    (__D0,): ::ufunc_core::__private::MaxRank,
{
    ::ufunc_core::__private::call(parse::__Ufunc(::core::marker::PhantomData), (x,))
}
/// Companion of the function `parse`: calls that are pending, in place, and so on.
pub enum parse {
    #[doc(hidden)]
    __Ufunc(::core::marker::PhantomData<fn() -> ()>),
}
impl ::ufunc_core::__private::Kernel for parse
where
    <io::Result<
        (f64, u8),
    > as ::ufunc_core::__private::ResultParts>::Err: ::ufunc_core::__private::KernelError,
{
    type Args = (f64,);
    type Returns = ::ufunc_core::__private::Try<
        ::ufunc_core::__private::Many<(f64, u8)>,
        <io::Result<(f64, u8)> as ::ufunc_core::__private::ResultParts>::Err,
    >;
    const SPEC: &'static ::ufunc_core::__private::Spec = &::ufunc_core::__private::Spec {
        name: "parse",
        doc: "",
        signature: "",
        inputs: &[::ufunc_core::__private::OperandSpec::new("x", &[])],
        outputs: &[
            ::ufunc_core::__private::OperandSpec::new("out0", &[]),
            ::ufunc_core::__private::OperandSpec::new("out1", &[]),
        ],
        dims: &[],
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
        (x,): (f64,),
    ) -> io::Result<(f64, u8)> {
        Ok((x, 1))
    }
}
impl parse
where
    <io::Result<
        (f64, u8),
    > as ::ufunc_core::__private::ResultParts>::Err: ::ufunc_core::__private::KernelError,
{
    /// A pending call of `parse`: nothing is computed until it is evaluated, assigned, or an operand of another call.
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
        ::ufunc_core::Lazy::new(parse::__Ufunc(::core::marker::PhantomData), (x,))
    }
}
