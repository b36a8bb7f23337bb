//! What becomes of
//!
//!     #[vectorize]
//!     fn one<T: Real>() -> T { T::lit(1.0) }

#[track_caller]
#[inline]
#[allow(dead_code)]
fn one<T: Real>() -> ::ufunc_core::__private::Plain<
    one<T>,
    <() as ::ufunc_core::__private::MaxRank>::Dim,
> {
    ::ufunc_core::__private::call(one::<T>::__Ufunc(::core::marker::PhantomData), ())
}
/// Companion of the function `one`: calls that are pending, in place, and so on.
enum one<T> {
    #[doc(hidden)]
    __Ufunc(::core::marker::PhantomData<fn() -> (T,)>),
}
impl<T: Real> ::ufunc_core::__private::Kernel for one<T> {
    type Args = ();
    type Returns = ::ufunc_core::__private::One<T>;
    const SPEC: &'static ::ufunc_core::__private::Spec = &::ufunc_core::__private::Spec {
        name: "one",
        doc: "",
        signature: "",
        inputs: &[],
        outputs: &[::ufunc_core::__private::OperandSpec::new("out", &[])],
        dims: &[],
        parallel: false,
        math: false,
        noted: false,
        pure: true,
        cost: 1,
    };
    #[inline(always)]
    fn eval<__M: ::ufunc_core::__private::Mode>(&self, __mode: __M, (): ()) -> T {
        T::lit(1.0)
    }
}
impl<T: Real> one<T> {
    /// A pending call of `one`: nothing is computed until it is evaluated, assigned, or an operand of another call.
    fn lazy() -> ::ufunc_core::Lazy<Self, ()> {
        ::ufunc_core::Lazy::new(one::<T>::__Ufunc(::core::marker::PhantomData), ())
    }
}
