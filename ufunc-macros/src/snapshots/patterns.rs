//! What becomes of
//!
//!     #[vectorize(crate = crate)]
//!     fn sum_diff((a, b): (f64, f64), mut c: f64, _: u8, r#type: i32) -> (f64, f64) { c += 1.0; (a + b + c, a - b) }

#[track_caller]
#[inline]
#[allow(dead_code)]
fn sum_diff<__Op0, __Op1, __Op2, __Op3>(
    operand0: __Op0,
    c: __Op1,
    operand2: __Op2,
    r#type: __Op3,
) -> crate::__private::Plain<sum_diff, (__Op0, __Op1, __Op2, __Op3)>
where
    __Op0: crate::Operand<(f64, f64)>,
    __Op1: crate::Operand<f64>,
    __Op2: crate::Operand<u8>,
    __Op3: crate::Operand<i32>,
    (__Op0, __Op1, __Op2, __Op3): crate::Operands<((f64, f64), f64, u8, i32)>,
{
    crate::__private::call(
        sum_diff {
            __generics: ::core::marker::PhantomData,
        },
        (operand0, c, operand2, r#type),
    )
}
/// Companion of the function `sum_diff`: calls that are pending, in place, and so on.
struct sum_diff {
    __generics: ::core::marker::PhantomData<fn() -> ()>,
}
impl crate::__private::Kernel for sum_diff {
    type Args = ((f64, f64), f64, u8, i32);
    type Returns = crate::__private::Many<(f64, f64)>;
    const SPEC: &'static crate::__private::Spec = &crate::__private::Spec {
        name: "sum_diff",
        signature: "",
        inputs: &[
            crate::__private::OperandSpec {
                name: "operand0",
                core: &[],
            },
            crate::__private::OperandSpec {
                name: "c",
                core: &[],
            },
            crate::__private::OperandSpec {
                name: "operand2",
                core: &[],
            },
            crate::__private::OperandSpec {
                name: "type",
                core: &[],
            },
        ],
        outputs: &[
            crate::__private::OperandSpec {
                name: "out0",
                core: &[],
            },
            crate::__private::OperandSpec {
                name: "out1",
                core: &[],
            },
        ],
        dims: &[],
        parallel: false,
    };
    #[inline(always)]
    fn eval<const __FMA: ::core::primitive::bool>(
        &self,
        ((a, b), mut c, _, r#type): ((f64, f64), f64, u8, i32),
    ) -> (f64, f64) {
        c += 1.0;
        (a + b + c, a - b)
    }
}
impl sum_diff {
    /// A pending call of `sum_diff`: nothing is computed until it is evaluated, assigned, or an operand of another call.
    fn lazy<__Op0, __Op1, __Op2, __Op3>(
        operand0: __Op0,
        c: __Op1,
        operand2: __Op2,
        r#type: __Op3,
    ) -> crate::Lazy<Self, (__Op0, __Op1, __Op2, __Op3)>
    where
        __Op0: crate::Operand<(f64, f64)>,
        __Op1: crate::Operand<f64>,
        __Op2: crate::Operand<u8>,
        __Op3: crate::Operand<i32>,
        (__Op0, __Op1, __Op2, __Op3): crate::Operands<((f64, f64), f64, u8, i32)>,
    {
        crate::Lazy::new(
            sum_diff {
                __generics: ::core::marker::PhantomData,
            },
            (operand0, c, operand2, r#type),
        )
    }
}
