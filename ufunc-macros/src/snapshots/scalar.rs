//! What becomes of
//!
//!     #[vectorize]
//!     /// Distance of two points.
//!     pub fn distance(x: f64, y: f64, on: bool) -> f64 { x.hypot(y) }

/// Distance of two points.
#[track_caller]
#[inline]
#[allow(dead_code)]
pub fn distance<__Op0, __Op1, __Op2>(
    x: __Op0,
    y: __Op1,
    on: __Op2,
) -> ::ufunc_core::__private::Plain<distance, (__Op0, __Op1, __Op2)>
where
    __Op0: ::ufunc_core::Operand<f64>,
    __Op1: ::ufunc_core::Operand<f64>,
    __Op2: ::ufunc_core::Operand<bool>,
    (__Op0, __Op1, __Op2): ::ufunc_core::Operands<(f64, f64, bool)>,
{
    ::ufunc_core::__private::call(
        distance {
            __generics: ::core::marker::PhantomData,
        },
        (x, y, on),
    )
}
/// Companion of the function `distance`: calls that are pending, in place, and so on.
pub struct distance {
    __generics: ::core::marker::PhantomData<fn() -> ()>,
}
impl ::ufunc_core::__private::Kernel for distance {
    type Args = (f64, f64, bool);
    type Returns = ::ufunc_core::__private::One<f64>;
    const SPEC: &'static ::ufunc_core::__private::Spec = &::ufunc_core::__private::Spec {
        name: "distance",
        signature: "",
        inputs: &[
            ::ufunc_core::__private::OperandSpec {
                name: "x",
                core: &[],
            },
            ::ufunc_core::__private::OperandSpec {
                name: "y",
                core: &[],
            },
            ::ufunc_core::__private::OperandSpec {
                name: "on",
                core: &[],
            },
        ],
        outputs: &[
            ::ufunc_core::__private::OperandSpec {
                name: "out",
                core: &[],
            },
        ],
        dims: &[],
        parallel: false,
    };
    #[inline(always)]
    fn eval<const __FMA: ::core::primitive::bool>(
        &self,
        (x, y, on): (f64, f64, bool),
    ) -> f64 {
        x.hypot(y)
    }
}
impl distance {
    /// A pending call of `distance`: nothing is computed until it is evaluated, assigned, or an operand of another call.
    pub fn lazy<__Op0, __Op1, __Op2>(
        x: __Op0,
        y: __Op1,
        on: __Op2,
    ) -> ::ufunc_core::Lazy<Self, (__Op0, __Op1, __Op2)>
    where
        __Op0: ::ufunc_core::Operand<f64>,
        __Op1: ::ufunc_core::Operand<f64>,
        __Op2: ::ufunc_core::Operand<bool>,
        (__Op0, __Op1, __Op2): ::ufunc_core::Operands<(f64, f64, bool)>,
    {
        ::ufunc_core::Lazy::new(
            distance {
                __generics: ::core::marker::PhantomData,
            },
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
            distance {
                __generics: ::core::marker::PhantomData,
            },
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
            distance {
                __generics: ::core::marker::PhantomData,
            },
            x,
            (::ufunc_core::__private::InPlace, y, on),
        )
    }
}
