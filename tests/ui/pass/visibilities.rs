#![deny(warnings)]

mod outer {
    pub mod inner {
        use ufunc_core::{guvectorize, vectorize};

        #[vectorize]
        fn private(x: f64) -> f64 {
            x
        }
        #[vectorize]
        pub(super) fn to_outer(x: f64) -> f64 {
            private(x)
        }
        #[vectorize]
        pub(in crate::outer) fn in_outer(x: f64) -> f64 {
            x
        }
        #[guvectorize("(n)->()")]
        pub(crate) fn to_crate(x: &[f64]) -> f64 {
            x[0]
        }
        // A private type in a private function.
        #[derive(Clone, Copy)]
        struct Own(f64);
        impl ufunc_core::Element for Own {}
        #[vectorize]
        fn own(x: Own) -> f64 {
            x.0
        }
        #[vectorize]
        pub fn public(x: f64) -> f64 {
            own(Own(x))
        }
    }

    pub fn sum(x: f64) -> f64 {
        inner::to_outer(x) + inner::in_outer::lazy(x).eval().unwrap_or(0.0)
    }
}

use outer::inner::{public, to_crate};

fn main() {
    assert_eq!(outer::sum(1.0) + public(1.0) + to_crate(&[1.0]), 4.0);
    assert_eq!(public::lazy(2.0).eval().ok(), Some(2.0));
}
