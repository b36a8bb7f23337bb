//! Elementwise functions of 1 to 5 inputs and 1 or 2 outputs.

use ufunc_core::vectorize;

use super::Run;

macro_rules! functions {
    ($($nin:literal $one:ident $two:ident: $($p:ident $i:tt)*;)*) => {
        $(
            #[vectorize]
            fn $one($($p: f64),*) -> f64 {
                0.0 $(+ $p)*
            }

            #[vectorize]
            fn $two($($p: f64),*) -> (f64, f64) {
                (0.0 $(+ $p)*, 1.0 $(* $p)*)
            }
        )*

        pub(crate) fn function(nin: usize, nout: usize) -> Option<Run> {
            match (nin, nout) {
                $(
                    ($nin, 1) => Some(|inputs, outs, _| match outs {
                        None => $one::lazy($(&inputs[$i]),*).eval().map(|out| vec![out.shape().to_vec()]),
                        Some([out]) => {
                            $one::lazy($(&inputs[$i]),*).assign_to(out.view_mut())?;
                            assert!(out.iter().all(|sum| *sum == 0.5 * f64::from($nin)));
                            Ok(vec![out.shape().to_vec()])
                        }
                        Some(_) => panic!("one output"),
                    }),
                    ($nin, 2) => Some(|inputs, outs, _| match outs {
                        None => $two::lazy($(&inputs[$i]),*)
                            .eval()
                            .map(|(a, b)| vec![a.shape().to_vec(), b.shape().to_vec()]),
                        Some([a, b]) => {
                            $two::lazy($(&inputs[$i]),*).assign_to((a.view_mut(), b.view_mut()))?;
                            Ok(vec![a.shape().to_vec(), b.shape().to_vec()])
                        }
                        Some(_) => panic!("two outputs"),
                    }),
                )*
                _ => None,
            }
        }
    };
}
functions! {
    1 one_1 two_1: a 0;
    2 one_2 two_2: a 0 b 1;
    3 one_3 two_3: a 0 b 1 c 2;
    4 one_4 two_4: a 0 b 1 c 2 d 3;
    5 one_5 two_5: a 0 b 1 c 2 d 3 e 4;
}
