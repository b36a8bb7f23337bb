//! Elementwise functions: element types, numbers of parameters and results.

use ndarray::{Array1, Array2, ArrayD, array};
use num_complex::Complex;
use ufunc_core::{Element, vectorize};
use ufunc_tests::oracle;

macro_rules! numbers {
    ($($t:ident)*) => { $(
        #[test]
        fn $t() {
            #[vectorize]
            fn weigh(a: $t, b: $t) -> $t {
                a * (2 as $t) + b
            }
            let a: Array2<$t> = array![[1 as $t], [2 as $t]];
            let b: Array1<$t> = array![3 as $t, 4 as $t, 5 as $t];
            let found: Array2<$t> = weigh(&a, &b);
            let expected = oracle::map2(&a.view().into_dyn(), &b.view().into_dyn(), |a, b| a * (2 as $t) + b);
            assert_eq!(found.into_dyn(), expected);
            assert_eq!(weigh(7 as $t, 1 as $t), 15 as $t);
        }
    )* };
}
numbers!(f32 f64 i8 i16 i32 i64 i128 isize u8 u16 u32 u64 u128 usize);

#[test]
fn booleans_and_chars() {
    #[vectorize]
    fn implies(a: bool, b: bool) -> bool {
        !a || b
    }
    let a = array![[true], [false]];
    let found = implies(&a, &array![true, false]);
    assert_eq!(found, array![[true, false], [true, true]]);

    #[vectorize]
    fn upper(c: char) -> char {
        c.to_ascii_uppercase()
    }
    assert_eq!(upper(&array!['a', 'Z', 'ß']), array!['A', 'Z', 'ß']);
}

#[test]
fn complex_numbers() {
    #[vectorize]
    fn rotate(z: Complex<f64>, by: f64) -> Complex<f64> {
        z * Complex::from_polar(1.0, by)
    }
    let z = array![Complex::new(1.0, 0.0), Complex::new(0.0, 2.0)];
    let by = array![[0.5], [1.0], [1.5]];
    let expected = oracle::map2(&z.view().into_dyn(), &by.view().into_dyn(), |z, by| {
        z * Complex::from_polar(1.0, by)
    });
    assert_eq!(rotate(&z, &by).into_dyn(), expected);

    #[vectorize]
    fn conjugate(z: Complex<f32>) -> Complex<f32> {
        z.conj()
    }
    assert_eq!(
        conjugate(&array![Complex::new(1.0f32, 2.0)]),
        array![Complex::new(1.0f32, -2.0)]
    );
}

#[derive(Clone, Copy, Debug, PartialEq)]
struct Rgb(u8, u8, u8);
impl Element for Rgb {}

#[derive(Clone, Copy, Debug, PartialEq)]
#[repr(align(128))]
struct Aligned(u64);
impl Element for Aligned {}

#[test]
fn types_of_the_user() {
    #[vectorize]
    fn mix(a: Rgb, b: Rgb, part: f32) -> Rgb {
        let one = |x: u8, y: u8| (f32::from(x) * (1.0 - part) + f32::from(y) * part) as u8;
        Rgb(one(a.0, b.0), one(a.1, b.1), one(a.2, b.2))
    }
    let black = Rgb(0, 0, 0);
    let found: Array1<Rgb> = mix(&array![black, Rgb(100, 200, 50)], Rgb(100, 0, 0), 0.5);
    assert_eq!(found, array![Rgb(50, 0, 0), Rgb(100, 100, 25)]);
    assert_eq!(mix(black, Rgb(10, 20, 30), 1.0), Rgb(10, 20, 30));
}

#[test]
fn over_aligned_and_zero_sized_types() {
    #[vectorize]
    fn next(a: Aligned) -> Aligned {
        Aligned(a.0 + 1)
    }
    let a = Array1::from_iter((0..700).map(Aligned));
    let reversed = a.slice(ndarray::s![..;-3]);
    let found = next(reversed);
    for (i, value) in found.iter().enumerate() {
        assert_eq!(*value, Aligned(699 - 3 * i as u64 + 1));
        assert_eq!(std::ptr::from_ref(value).align_offset(128), 0);
    }

    #[derive(Clone, Copy, Debug, PartialEq)]
    struct Nothing;
    impl Element for Nothing {}
    #[vectorize]
    fn unit(_: (), x: i32) -> Nothing {
        assert!(x > 0);
        Nothing
    }
    let found = unit(&array![[()], [()]], &array![1, 2, 3]);
    assert_eq!(found, Array2::from_elem((2, 3), Nothing));
    let reversed = unit((), array![[1, 2], [3, 4]].slice(ndarray::s![..;-1, ..]));
    assert_eq!(reversed.shape(), [2, 2]);

    #[vectorize]
    fn count(_: [u64; 0], x: u8) -> u8 {
        x + 1
    }
    let none: Array1<[u64; 0]> = Array1::from_elem(3, []);
    assert_eq!(count(&none, 4), array![5, 5, 5]);
}

#[test]
fn large_elements() {
    // Larger than a block, so that elements are taken one at a time.
    #[vectorize]
    fn first(x: [f64; 700], y: f64) -> f64 {
        x[0] + x[699] * y
    }
    let x = Array1::from_iter((0..5).map(|i| [f64::from(i); 700]));
    let y = array![[1.0], [2.0]];
    let expected = oracle::map2(&x.view().into_dyn(), &y.view().into_dyn(), |x, y| {
        x[0] + x[699] * y
    });
    assert_eq!(first(&x, &y).into_dyn(), expected);
    assert_eq!(
        first(x.slice(ndarray::s![..;2]), 1.0),
        array![0.0, 4.0, 8.0]
    );
}

#[test]
fn tuples_and_arrays_as_elements() {
    #[vectorize]
    fn norm((x, y): (f64, f64), [a, b]: [i32; 2]) -> (f64, i32, bool) {
        (x * x + y * y, a - b, x > y)
    }
    // Three results, each an array; the parameters are elements.
    let points = array![(3.0, 4.0), (1.0, 0.0)];
    let (norm2, difference, greater) = norm(&points, [5, 2]);
    assert_eq!(norm2, array![25.0, 1.0]);
    assert_eq!(difference, array![3, 3]);
    assert_eq!(greater, array![false, true]);

    #[vectorize]
    fn pair(x: u8) -> [u8; 2] {
        [x, x + 1]
    }
    assert_eq!(
        pair(&array![1u8, 5]),
        array![[1u8, 2], [5, 6]].map_axis(ndarray::Axis(1), |r| [r[0], r[1]])
    );
}

#[test]
fn mixed_types() {
    #[vectorize]
    fn clip(x: f64, n: u8, on: bool) -> f32 {
        if on {
            x.min(f64::from(n)) as f32
        } else {
            x as f32
        }
    }
    let x = array![[1.5], [300.0]];
    let n = array![1u8, 200, 255];
    let found: Array2<f32> = clip(&x, &n, true);
    assert_eq!(found, array![[1.0, 1.5, 1.5], [1.0, 200.0, 255.0]]);
    let on = array![[true], [false]];
    let expected = oracle::map3(
        &x.view().into_dyn(),
        &n.view().into_dyn(),
        &on.view().into_dyn(),
        |x, n, on| {
            if on {
                x.min(f64::from(n)) as f32
            } else {
                x as f32
            }
        },
    );
    assert_eq!(clip(&x, &n, &on).into_dyn(), expected);
}

/// Functions of so many parameters, each against the oracle with operands of all shapes in turn.
macro_rules! parameters {
    ($($name:ident: $($p:ident)*;)*) => { $(
        #[test]
        fn $name() {
            #[vectorize]
            fn digits($($p: i64),*) -> i64 {
                let values: &[i64] = &[$($p),*];
                values.iter().fold(7, |sum, value| sum * 3 + value)
            }
            let shapes: [&[usize]; 4] = [&[], &[2, 1, 3], &[3], &[4, 1]];
            let mut turn = 0;
            $(
                let $p: ArrayD<i64> = oracle::build(shapes[turn % 4], |i| {
                    i.iter().fold(turn as i64, |sum, i| sum * 5 + *i as i64)
                });
                turn += 1;
            )*
            let all: Vec<&ArrayD<i64>> = vec![$(&$p),*];
            assert_eq!(all.len(), turn);
            let shape = oracle::broadcast(&all.iter().map(|a| a.shape()).collect::<Vec<_>>()).unwrap();
            let expected = oracle::build(&shape, |i| {
                all.iter().fold(7, |sum, a| sum * 3 + oracle::at(&a.view(), &i))
            });
            assert_eq!(digits($(&$p),*), expected);
            let lazy = digits::lazy($(&$p),*).serial().eval().unwrap();
            assert_eq!(lazy, expected);
        }
    )* };
}
parameters! {
    parameters_1: a;
    parameters_2: a b;
    parameters_3: a b c;
    parameters_4: a b c d;
    parameters_5: a b c d e;
    parameters_6: a b c d e f;
    parameters_7: a b c d e f g;
    parameters_8: a b c d e f g h;
    parameters_9: a b c d e f g h i;
    parameters_10: a b c d e f g h i j;
    parameters_11: a b c d e f g h i j k;
    parameters_12: a b c d e f g h i j k l;
    parameters_13: a b c d e f g h i j k l m;
    parameters_14: a b c d e f g h i j k l m n;
    parameters_15: a b c d e f g h i j k l m n o;
    parameters_16: a b c d e f g h i j k l m n o p;
}

#[test]
fn parameters_0() {
    #[vectorize]
    fn seven() -> i64 {
        7
    }
    assert_eq!(seven(), 7);
    assert_eq!(seven::lazy().eval().unwrap(), 7);
    let mut out = array![[1i64, 2], [3, 4]];
    seven::lazy().parallel().assign_to(&mut out).unwrap();
    assert_eq!(out, array![[7, 7], [7, 7]]);
}

/// Functions of so many results.
macro_rules! outputs {
    ($($name:ident: $($n:literal $o:ident $t:ident)*;)*) => { $(
        #[test]
        fn $name() {
            #[vectorize]
            fn powers(a: i64, b: i64) -> ($($t,)*) {
                ($((a * $n + b) as $t,)*)
            }
            let a = array![[1i64], [2], [3]];
            let b = array![10i64, 20];
            let ($($o,)*) = powers(&a, &b);
            $(
                let expected = oracle::map2(&a.view().into_dyn(), &b.view().into_dyn(), |a, b| (a * $n + b) as $t);
                assert_eq!($o.into_dyn(), expected);
            )*
            let ($($o,)*) = powers(2, 5);
            $(assert_eq!($o, (2 * $n + 5) as $t);)*
        }
    )* };
}
outputs! {
    outputs_1: 1 o i64;
    outputs_2: 1 o i64 2 p f64;
    outputs_3: 1 o u8 2 p i64 3 q i64;
    outputs_4: 1 o i64 2 p u8 3 q i64 4 r u128;
    outputs_5: 1 o i64 2 p i64 3 q i64 4 r i64 5 s f32;
    outputs_6: 1 o i64 2 p i64 3 q i64 4 r i64 5 s i64 6 t u16;
    outputs_7: 1 o i64 2 p i64 3 q i64 4 r i64 5 s i64 6 t i64 7 u i8;
    outputs_8: 1 o i64 2 p i64 3 q i64 4 r i64 5 s i64 6 t i64 7 u i64 8 v f64;
}
