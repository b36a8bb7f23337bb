use ndarray::array;
use ufunc_core::{guvectorize, vectorize};

macro_rules! ufuncs {
    ($($(#[$attr:meta])* $vis:vis $name:ident($($x:ident: $ty:ty),*) -> $out:ty $body:block)*) => { $(
        $(#[$attr])*
        #[vectorize]
        $vis fn $name($($x: $ty),*) -> $out $body
    )* };
}

ufuncs! {
    /// Documented.
    pub add(a: f64, b: f64) -> f64 { a + b }
    #[inline]
    both(a: u8, b: (u8, u8)) -> (u8, u8) { (a + b.0, b.1) }
}

macro_rules! reduce {
    ($name:ident, $signature:literal, $init:expr, |$acc:ident, $x:ident| $step:expr) => {
        #[guvectorize($signature)]
        fn $name(values: &[f64]) -> f64 {
            let mut $acc = $init;
            for &$x in values {
                $acc = $step;
            }
            $acc
        }
    };
}
reduce!(sum, "(n)->()", 0.0, |acc, x| acc + x);
reduce!(largest, "(n)->()", f64::MIN, |acc, x| acc.max(x));

fn main() {
    assert_eq!(add(&array![1.0, 2.0], 1.0), array![2.0, 3.0]);
    assert_eq!(both(1, (2, 3)), (3, 3));
    assert_eq!(sum(&array![[1.0, 2.0], [3.0, 4.0]]), array![3.0, 7.0]);
    assert_eq!(largest(&array![1.0, 2.0]), 2.0);
}
