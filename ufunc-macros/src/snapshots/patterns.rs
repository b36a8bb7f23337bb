//! What becomes of
//!
//!     #[vectorize(crate = crate)]
//!     fn sum_diff((a, b): (f64, f64), mut c: f64, _: u8, r#type: i32) -> (f64, f64) { c += 1.0; (a + b + c, a - b) }

#[track_caller]
#[inline]
#[allow(dead_code)]
fn sum_diff<__D0, __D1, __D2, __D3>(
    operand0: impl crate::Operand<(f64, f64), Dim = __D0>,
    c: impl crate::Operand<f64, Dim = __D1>,
    operand2: impl crate::Operand<u8, Dim = __D2>,
    r#type: impl crate::Operand<i32, Dim = __D3>,
) -> crate::__private::Plain<
    sum_diff,
    <(__D0, __D1, __D2, __D3) as crate::__private::MaxRank>::Dim,
>
where
    (f64, f64): crate::Element,
    (__D0, __D1, __D2, __D3): crate::__private::MaxRank,
{
    crate::__private::call(
        sum_diff::__Ufunc(::core::marker::PhantomData),
        (operand0, c, operand2, r#type),
    )
}
/// Companion of the function `sum_diff`: calls that are pending, in place, and so on.
enum sum_diff {
    #[doc(hidden)]
    __Ufunc(::core::marker::PhantomData<fn() -> ()>),
}
impl crate::__private::Kernel for sum_diff
where
    (f64, f64): crate::Element,
{
    type Args = ((f64, f64), f64, u8, i32);
    type Returns = crate::__private::Many<(f64, f64)>;
    const SPEC: &'static crate::__private::Spec = &crate::__private::Spec {
        name: "sum_diff",
        doc: "",
        signature: "",
        inputs: &[
            crate::__private::OperandSpec::new("operand0", &[]),
            crate::__private::OperandSpec::new("c", &[]),
            crate::__private::OperandSpec::new("operand2", &[]),
            crate::__private::OperandSpec::new("type", &[]),
        ],
        outputs: &[
            crate::__private::OperandSpec::new("out0", &[]),
            crate::__private::OperandSpec::new("out1", &[]),
        ],
        dims: &[],
        parallel: false,
        math: false,
        noted: false,
        pure: false,
        cost: 4,
    };
    #[inline(always)]
    fn eval<__M: crate::__private::Mode>(
        &self,
        __mode: __M,
        ((a, b), mut c, _, r#type): ((f64, f64), f64, u8, i32),
    ) -> (f64, f64) {
        c += 1.0;
        (a + b + c, a - b)
    }
}
impl sum_diff
where
    (f64, f64): crate::Element,
{
    /// A pending call of `sum_diff`: nothing is computed until it is evaluated, assigned, or an operand of another call.
    fn lazy<__Op0, __Op1, __Op2, __Op3, __D0, __D1, __D2, __D3>(
        operand0: __Op0,
        c: __Op1,
        operand2: __Op2,
        r#type: __Op3,
    ) -> crate::Lazy<
        Self,
        (
            <__D0 as crate::__private::Told<__Op0>>::Same,
            <__D1 as crate::__private::Told<__Op1>>::Same,
            <__D2 as crate::__private::Told<__Op2>>::Same,
            <__D3 as crate::__private::Told<__Op3>>::Same,
        ),
    >
    where
        __Op0: crate::Operand<(f64, f64), Dim = __D0>,
        __Op1: crate::Operand<f64, Dim = __D1>,
        __Op2: crate::Operand<u8, Dim = __D2>,
        __Op3: crate::Operand<i32, Dim = __D3>,
        (__D0, __D1, __D2, __D3): crate::__private::MaxRank,
    {
        crate::Lazy::new(
            sum_diff::__Ufunc(::core::marker::PhantomData),
            (operand0, c, operand2, r#type),
        )
    }
}
