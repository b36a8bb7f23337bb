use ndarray::array;
use ufunc_core::{guvectorize, vectorize};

fn outer<T: Into<f64>>(x: T) -> f64 {
    struct Local;
    impl Local {
        const FACTOR: f64 = 3.0;
    }

    #[vectorize]
    fn scaled(x: f64) -> f64 {
        // An item inside the kernel, and a ufunc inside that.
        const OFFSET: f64 = 1.0;
        #[vectorize]
        fn inner(x: f64) -> f64 {
            x + OFFSET
        }
        inner(x) * Local::FACTOR
    }

    #[guvectorize("(n)->()")]
    fn sum(x: &[f64]) -> f64 {
        x.iter().sum()
    }

    sum(scaled(&array![x.into(), 0.0]))
}

// Two of the same name, in blocks of their own.
fn blocks() -> (u8, u8) {
    let a = {
        #[vectorize]
        fn f(x: u8) -> u8 {
            x
        }
        f(1)
    };
    let b = {
        #[vectorize]
        fn f(x: u8) -> u8 {
            x + 1
        }
        f(1)
    };
    (a, b)
}

#[vectorize]
fn early(x: f64) -> f64 {
    if x < 0.0 {
        return f64::NAN;
    }
    let checked = || -> Option<f64> {
        Some(x.sqrt())
            .filter(|&root| root > 1.0)
            .map(|root| Some(root))?
    };
    checked().unwrap_or(0.0)
}

#[vectorize]
fn gcd(a: u64, b: u64) -> u64 {
    if b == 0 { a } else { gcd(b, a % b) }
}

fn main() {
    assert_eq!(outer(1.0f32), 9.0);
    assert_eq!(blocks(), (1, 2));
    assert_eq!(early(&[4.0, 0.5]), array![2.0, 0.0]);
    assert_eq!(gcd(&[12, 18], 8), array![4, 2]);
}
