//! The methods of each function, called as the cases say.

use ndarray::{Array1, ArrayD, ArrayViewD, IxDyn, arr0};
use ufunc_core::Operand;
use ufunc_tests::values::{Case, Data, Place};

use super::functions::{add, floor_divide, hypot, logaddexp, maximum, multiply, power, subtract};
use super::{Found, Stored};

/// A function of two parameters of one type.
pub(crate) trait Op {
    /// The plain call.
    fn call<T: Stored>(
        case: &Case,
        a: impl Operand<T, Dim = IxDyn>,
        b: impl Operand<T, Dim = IxDyn>,
    ) -> Found<T>;
    /// All other methods.
    fn method<T: Stored>(case: &Case) -> Found<T>;
}

/// An operand with its strides.
pub(crate) fn view<'a, T: Stored>(case: &'a Case, place: &Place) -> ArrayViewD<'a, T> {
    place.view(T::of_data(case.data(place)).expect("the type of the call"))
}

/// The memory of an output.
pub(crate) fn memory<T: Stored>(case: &Case, place: &Place) -> Vec<T> {
    T::of_data(case.data(place))
        .expect("the type of the call")
        .clone()
}

/// The mask of a call; true if there is none.
pub(crate) fn mask(case: &Case) -> ArrayD<bool> {
    match case.on.as_ref().map(|on| (on, case.data(on))) {
        None => arr0(true).into_dyn(),
        Some((on, Data::B1(list))) => on.view(list).to_owned(),
        Some(_) => unreachable!("masks are of truth values"),
    }
}

macro_rules! ops {
    ($($op:ident $name:ident;)*) => { $(
        pub(crate) struct $op;

        impl Op for $op {
            fn call<T: Stored>(
                case: &Case,
                a: impl Operand<T, Dim = IxDyn>,
                b: impl Operand<T, Dim = IxDyn>,
            ) -> Found<T> {
                let Some(out) = &case.out else {
                    assert!(case.on.is_none(), "the cases give an output beside a mask");
                    return Ok((Some($name::lazy(a, b).eval()?), None));
                };
                let mut memory = memory::<T>(case, out);
                if case.inputs[0] == *out {
                    // In place.
                    $name::try_update(out.view_mut(&mut memory), b)?;
                } else if case.on.is_some() {
                    let on = mask(case);
                    $name::lazy(a, b).mask(&on).assign_to(out.view_mut(&mut memory))?;
                } else {
                    $name::lazy(a, b).assign_to(out.view_mut(&mut memory))?;
                }
                Ok((Some(out.view(&memory).to_owned()), Some(memory)))
            }

            fn method<T: Stored>(case: &Case) -> Found<T> {
                let kwargs = &case.kwargs;
                let a = view::<T>(case, &case.inputs[0]);
                let axis = || kwargs.axes.as_ref().map_or(0, |axes| axes[0]);
                let fresh = match case.method.as_str() {
                    "reduce" => {
                        assert!(case.out.is_none(), "the cases give no output to reduce");
                        let on = mask(case);
                        macro_rules! reduce {
                            ($axes:expr, $array:expr) => {{
                                let mut call = $name::reduction(&a).axes($axes);
                                if let Some(first) = kwargs.initial {
                                    call = call.initial(T::of(first));
                                }
                                match (case.on.is_some(), kwargs.keepdims) {
                                    (false, false) => call.eval().map($array),
                                    (false, true) => call.keepdims().eval(),
                                    (true, false) => call.mask(&on).eval().map($array),
                                    (true, true) => call.mask(&on).keepdims().eval(),
                                }
                            }};
                        }
                        match (&kwargs.axes, kwargs.one_axis) {
                            (None, _) => reduce!(.., |value| arr0(value).into_dyn()),
                            (Some(axes), true) => reduce!(axes[0], |array| array),
                            (Some(axes), false) => reduce!(axes, |array| array),
                        }
                    }
                    "accumulate" => match &case.out {
                        None => $name::try_accumulate(&a, axis()),
                        Some(out) => {
                            let mut memory = memory::<T>(case, out);
                            $name::accumulation(&a).axis(axis()).assign_to(out.view_mut(&mut memory))?;
                            return Ok((Some(out.view(&memory).to_owned()), Some(memory)));
                        }
                    },
                    "reduceat" => {
                        // Here NumPy takes no index from the end either: -1 is out of range.
                        let places: Vec<usize> = kwargs.indices.iter().map(|i| i.cast_unsigned()).collect();
                        $name::try_reduceat(&a, &places, axis())
                    }
                    "outer" => $name::try_outer(&a, view::<T>(case, &case.inputs[1])),
                    "at" => {
                        let target = &case.inputs[0];
                        let len = a.shape()[0];
                        // An index from the end is one from the beginning.
                        let place = |&i: &isize| if i < 0 { len - i.unsigned_abs() } else { i.unsigned_abs() };
                        let places: Array1<usize> = kwargs.indices.iter().map(place).collect();
                        let mut after = memory::<T>(case, target);
                        let values = view::<T>(case, &case.inputs[1]);
                        let done = $name::try_at(target.view_mut(&mut after), &places, values);
                        assert!(done.is_ok() || after == memory::<T>(case, target), "{}: written", case.id);
                        return done.map(|()| (None, Some(after)));
                    }
                    other => panic!("{}: no method {other}", case.id),
                };
                Ok((Some(fresh?), None))
            }
        }
    )* };
}
ops! {
    Add add;
    Subtract subtract;
    Multiply multiply;
    Maximum maximum;
    Hypot hypot;
    Logaddexp logaddexp;
    FloorDivide floor_divide;
    Power power;
}
