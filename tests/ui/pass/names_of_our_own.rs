#![allow(non_camel_case_types, non_snake_case)]

use ndarray::array;
use ufunc_core::{guvectorize, vectorize};

#[vectorize]
fn lazy(call: f64, kernel: f64, args: f64, operand0: f64, _: f64) -> f64 {
    call + kernel + args + operand0
}

#[vectorize]
fn call(lazy: f64, update: f64) -> f64 {
    lazy * update
}

#[vectorize]
fn Kernel(Operand: u8, SPEC: u8, eval: u8) -> u8 {
    Operand + SPEC + eval
}

#[vectorize]
fn eval<D, __T: Into<f64> + ufunc_core::Element>(Self_: D, x: __T) -> f64
where
    D: Into<f64> + ufunc_core::Element,
{
    Self_.into() + x.into()
}

#[guvectorize("(self),()->(self)")]
fn update(core: &[f64], std: f64, out: &mut [f64]) {
    for (core, out) in core.iter().zip(out) {
        *out = core + std;
    }
}

#[guvectorize("(in?),(out)->(in?),()")]
fn assign_to(a: &[u8], b: &[u8], c: &mut [u8], d: &mut u8) {
    c.copy_from_slice(a);
    *d = b[0];
}

#[vectorize]
fn core(f64: f64) -> f64 {
    f64
}

fn main() {
    assert_eq!(lazy(&[1.0], 2.0, 3.0, 4.0, 5.0), array![10.0]);
    assert_eq!(lazy::lazy(1.0, 2.0, 3.0, 4.0, 5.0).eval().unwrap(), 10.0);
    assert_eq!(call(&[2.0], 3.0), array![6.0]);
    assert_eq!(Kernel(1, 2, &[3]), array![6]);
    assert_eq!(eval(1u8, &[2.0f32]), array![3.0]);
    let mut x = array![1.0];
    update::update(&mut x, 2.0);
    assert_eq!(x, array![3.0]);
    assert_eq!(assign_to(&[1], &[2]).1, 2);
    assert_eq!(core(1.0), 1.0);
}
