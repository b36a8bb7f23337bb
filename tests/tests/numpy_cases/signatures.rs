//! One annotated function for each signature of the cases.

use std::marker::PhantomData;

use ndarray::{ArrayD, ArrayView2, ArrayView3, ArrayViewMut2};
use ufunc_core::{Error, KeepDims, Kept, LazyCore, guvectorize};

use super::Run;

/// Each function adds up its inputs and writes the sum to all elements of its outputs; it checks that dimensions of
/// one name come with one size.
macro_rules! functions {
    ($($name:ident $signature:literal [$($a:ident $i:tt ($in:ty) [$($n:tt),*]),*] [$($p:ident $o:tt ($out:ty) [$($m:tt),*]),*];)*) => {
        $(
            #[guvectorize($signature)]
            fn $name($($a: $in,)* $($p: $out),*) {
                let mut sizes = Sizes::default();
                let mut sum = 0.0;
                $(
                    sizes.see(&[$(stringify!($n)),*], $a.sizes());
                    sum += $a.total();
                )*
                $(
                    sizes.see(&[$(stringify!($m)),*], $p.sizes());
                    $p.put(sum);
                )*
            }
        )*

        pub(crate) fn function(signature: &str) -> Option<Run> {
            match signature {
                $($signature => Some(|inputs, outs, options| {
                    // With axes, and with or without dimensions kept, which are two types.
                    macro_rules! run {
                        ($call:expr) => {{
                            let mut call = $call;
                            if let Some(axes) = &options.axes {
                                call = call.axes(axes);
                            }
                            if let Some(axis) = options.axis {
                                call = call.axis(axis);
                            }
                            match outs {
                                None => Ok(call.eval()?.shapes()),
                                Some(outs) => {
                                    let [$($p),*] = outs else {
                                        panic!("as many outputs as the signature has");
                                    };
                                    call.assign_to(($($p.view_mut()),*))?;
                                    Ok(vec![$($p.shape().to_vec()),*])
                                }
                            }
                        }};
                    }
                    let call = $name::lazy($(&inputs[$i]),*);
                    match options.keepdims {
                        Some(true) => run!(Keep::<$name>(PhantomData).keepdims(call)),
                        _ => run!(call),
                    }
                }),)*
                _ => None,
            }
        }
    };
}
functions! {
    f0 "()->(n)" [a 0 (f64) []] [p 0 (&mut [f64]) [n]];
    f1 "(n)->()" [a 0 (&[f64]) [n]] [p 0 (&mut f64) []];
    f2 "(n)->(3)" [a 0 (&[f64]) [n]] [p 0 (&mut [f64]) [3]];
    f3 "(n)->(n)" [a 0 (&[f64]) [n]] [p 0 (&mut [f64]) [n]];
    f4 "(n)->(n,n)" [a 0 (&[f64]) [n]] [p 0 (ArrayViewMut2<f64>) [n, n]];
    f5 "(n)->(n,p)" [a 0 (&[f64]) [n]] [p 0 (ArrayViewMut2<f64>) [n, p]];
    f6 "(n)->(p)" [a 0 (&[f64]) [n]] [p 0 (&mut [f64]) [p]];
    f7 "(n,d)->(p)" [a 0 (ArrayView2<f64>) [n, d]] [p 0 (&mut [f64]) [p]];
    f8 "(n,n)->()" [a 0 (ArrayView2<f64>) [n, n]] [p 0 (&mut f64) []];
    f9 "(n?)->(n?)" [a 0 (&[f64]) [n]] [p 0 (&mut [f64]) [n]];
    f10 "(),()->()" [a 0 (f64) [], b 1 (f64) []] [p 0 (&mut f64) []];
    f11 "(1),(n)->(n)" [a 0 (&[f64]) [1], b 1 (&[f64]) [n]] [p 0 (&mut [f64]) [n]];
    f12 "(2),(n)->(n,2)" [a 0 (&[f64]) [2], b 1 (&[f64]) [n]] [p 0 (ArrayViewMut2<f64>) [n, 2]];
    f13 "(3),(3)->(3)" [a 0 (&[f64]) [3], b 1 (&[f64]) [3]] [p 0 (&mut [f64]) [3]];
    f14 "(3?),(3?)->(3?)" [a 0 (&[f64]) [3], b 1 (&[f64]) [3]] [p 0 (&mut [f64]) [3]];
    f15 "(a,b,c),(c,b)->(a)" [a 0 (ArrayView3<f64>) [a, b, c], b 1 (ArrayView2<f64>) [c, b]] [p 0 (&mut [f64]) [a]];
    f16 "(i,t),(j,t)->(i,j)" [a 0 (ArrayView2<f64>) [i, t], b 1 (ArrayView2<f64>) [j, t]] [p 0 (ArrayViewMut2<f64>) [i, j]];
    f17 "(k,n|1),(n|1)->(k)" [a 0 (ArrayView2<f64>) [k, n], b 1 (&[f64]) [n]] [p 0 (&mut [f64]) [k]];
    f18 "(m),(n)->(p)" [a 0 (&[f64]) [m], b 1 (&[f64]) [n]] [p 0 (&mut [f64]) [p]];
    f19 "(m,n),(n)->(m)" [a 0 (ArrayView2<f64>) [m, n], b 1 (&[f64]) [n]] [p 0 (&mut [f64]) [m]];
    f20 "(m,n),(n,p)->(m,p)" [a 0 (ArrayView2<f64>) [m, n], b 1 (ArrayView2<f64>) [n, p]] [p 0 (ArrayViewMut2<f64>) [m, p]];
    f21 "(m,n)->(m),(n)" [a 0 (ArrayView2<f64>) [m, n]] [p 0 (&mut [f64]) [m], q 1 (&mut [f64]) [n]];
    f22 "(m?,n),(n,p?)->(m?,p?)" [a 0 (ArrayView2<f64>) [m, n], b 1 (ArrayView2<f64>) [n, p]] [p 0 (ArrayViewMut2<f64>) [m, p]];
    f23 "(m|1,n|1),(m|1,n|1)->()" [a 0 (ArrayView2<f64>) [m, n], b 1 (ArrayView2<f64>) [m, n]] [p 0 (&mut f64) []];
    f24 "(n),()->(n)" [a 0 (&[f64]) [n], b 1 (f64) []] [p 0 (&mut [f64]) [n]];
    f25 "(n),(m)->(n,m)" [a 0 (&[f64]) [n], b 1 (&[f64]) [m]] [p 0 (ArrayViewMut2<f64>) [n, m]];
    f26 "(n),(n)->()" [a 0 (&[f64]) [n], b 1 (&[f64]) [n]] [p 0 (&mut f64) []];
    f27 "(n),(n,p)->(p)" [a 0 (&[f64]) [n], b 1 (ArrayView2<f64>) [n, p]] [p 0 (&mut [f64]) [p]];
    f28 "(n)->(),()" [a 0 (&[f64]) [n]] [p 0 (&mut f64) [], q 1 (&mut f64) []];
    f29 "(n)->(p),(p)" [a 0 (&[f64]) [n]] [p 0 (&mut [f64]) [p], q 1 (&mut [f64]) [p]];
    f30 "(n,n)->(n),(n,n)" [a 0 (ArrayView2<f64>) [n, n]] [p 0 (&mut [f64]) [n], q 1 (ArrayViewMut2<f64>) [n, n]];
    f31 "(n|1),(n|1)->()" [a 0 (&[f64]) [n], b 1 (&[f64]) [n]] [p 0 (&mut f64) []];
    f32 "(n),(n),(n)->()" [a 0 (&[f64]) [n], b 1 (&[f64]) [n], c 2 (&[f64]) [n]] [p 0 (&mut f64) []];
    f33 "(n),(n)->(),(n)" [a 0 (&[f64]) [n], b 1 (&[f64]) [n]] [p 0 (&mut f64) [], q 1 (&mut [f64]) [n]];
    f34 "(n,m),(n,n,n)->(m),(n,n)" [a 0 (ArrayView2<f64>) [n, m], b 1 (ArrayView3<f64>) [n, n, n]] [p 0 (&mut [f64]) [m], q 1 (ArrayViewMut2<f64>) [n, n]];
    f35 "(n|1),(n|1),(n|1)->()" [a 0 (&[f64]) [n], b 1 (&[f64]) [n], c 2 (&[f64]) [n]] [p 0 (&mut f64) []];
    f36 "(m,n),(m),(),(n)->(m,n)" [a 0 (ArrayView2<f64>) [m, n], b 1 (&[f64]) [m], c 2 (f64) [], d 3 (&[f64]) [n]] [p 0 (ArrayViewMut2<f64>) [m, n]];
    f37 "(n),(),()->(n),()" [a 0 (&[f64]) [n], b 1 (f64) [], c 2 (f64) []] [p 0 (&mut [f64]) [n], q 1 (&mut f64) []];
    f39 "(m,n)->()" [a 0 (ArrayView2<f64>) [m, n]] [p 0 (&mut f64) []];
    f40 "(n),()->()" [a 0 (&[f64]) [n], b 1 (f64) []] [p 0 (&mut f64) []];
    f38 "(n),(k)->(),(n),(k,n)" [a 0 (&[f64]) [n], b 1 (&[f64]) [k]] [p 0 (&mut f64) [], q 1 (&mut [f64]) [n], r 2 (ArrayViewMut2<f64>) [k, n]];
}

/// `keepdims` of the function `K`, where that compiles: else the trait's method is called, and refuses.
struct Keep<K>(PhantomData<K>);

impl<K: KeepDims> Keep<K> {
    fn keepdims<Os>(self, call: LazyCore<K, Os>) -> LazyCore<K, Os, Kept> {
        call.keepdims()
    }
}

trait CannotKeep: Sized {
    fn keepdims<L>(self, _call: L) -> Refused {
        Refused
    }
}

impl<K> CannotKeep for Keep<K> {}

/// The call does not compile: it is refused.
struct Refused;

impl Refused {
    fn axes(self, _lists: &[Vec<isize>]) -> Refused {
        self
    }
    fn axis(self, _axis: isize) -> Refused {
        self
    }
    fn eval(self) -> Result<ArrayD<f64>, Error> {
        Err(Error::Argument {
            ufunc: "f",
            message: "refused while compiling".into(),
        })
    }
    fn assign_to<Out>(self, _out: Out) -> Result<(), Error> {
        self.eval().map(drop)
    }
}

/// The sizes of dimensions, by name.
#[derive(Default)]
struct Sizes(Vec<(&'static str, usize)>);

impl Sizes {
    fn see(&mut self, names: &[&'static str], sizes: Vec<usize>) {
        assert_eq!(names.len(), sizes.len());
        for (&name, size) in names.iter().zip(sizes) {
            match self.0.iter().find(|(known, _)| *known == name) {
                Some((_, known)) => assert_eq!(*known, size, "{name}"),
                None => self.0.push((name, size)),
            }
        }
    }
}

/// A parameter's sizes and its sum.
trait Sub {
    fn sizes(&self) -> Vec<usize>;
    fn total(&self) -> f64;
}

impl Sub for f64 {
    fn sizes(&self) -> Vec<usize> {
        vec![]
    }
    fn total(&self) -> f64 {
        *self
    }
}

impl Sub for [f64] {
    fn sizes(&self) -> Vec<usize> {
        vec![self.len()]
    }
    fn total(&self) -> f64 {
        self.iter().sum()
    }
}

impl Sub for ArrayView2<'_, f64> {
    fn sizes(&self) -> Vec<usize> {
        self.shape().to_vec()
    }
    fn total(&self) -> f64 {
        self.sum()
    }
}

impl Sub for ArrayView3<'_, f64> {
    fn sizes(&self) -> Vec<usize> {
        self.shape().to_vec()
    }
    fn total(&self) -> f64 {
        self.sum()
    }
}

impl Sub for ArrayViewMut2<'_, f64> {
    fn sizes(&self) -> Vec<usize> {
        self.shape().to_vec()
    }
    fn total(&self) -> f64 {
        self.sum()
    }
}

/// An output parameter.
trait Put {
    fn put(self, value: f64);
}

impl Put for &mut f64 {
    fn put(self, value: f64) {
        *self = value;
    }
}

impl Put for &mut [f64] {
    fn put(self, value: f64) {
        self.fill(value);
    }
}

impl Put for ArrayViewMut2<'_, f64> {
    fn put(mut self, value: f64) {
        self.fill(value);
    }
}

/// The shapes of a call's outputs.
trait Shapes {
    fn shapes(&self) -> Vec<Vec<usize>>;
}

impl Shapes for ndarray::ArrayD<f64> {
    fn shapes(&self) -> Vec<Vec<usize>> {
        vec![self.shape().to_vec()]
    }
}

impl<A: Shapes, B: Shapes> Shapes for (A, B) {
    fn shapes(&self) -> Vec<Vec<usize>> {
        [self.0.shapes(), self.1.shapes()].concat()
    }
}

impl<A: Shapes, B: Shapes, C: Shapes> Shapes for (A, B, C) {
    fn shapes(&self) -> Vec<Vec<usize>> {
        [self.0.shapes(), self.1.shapes(), self.2.shapes()].concat()
    }
}
