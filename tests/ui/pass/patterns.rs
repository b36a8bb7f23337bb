use ndarray::array;
use ufunc_core::{Element, guvectorize, vectorize};

#[derive(Clone, Copy, Debug, PartialEq)]
struct Meters(f64);
impl Element for Meters {}

#[derive(Clone, Copy)]
struct Point {
    x: f64,
    y: f64,
}
impl Element for Point {}

#[vectorize]
fn mixed(
    _: u8,
    mut a: f64,
    (b, c): (f64, f64),
    Meters(d): Meters,
    Point { x, y: z }: Point,
) -> f64 {
    a += b * c;
    a + d + x + z
}

#[vectorize]
fn ignored(_a: f64, _b: u8) -> u8 {
    1
}

#[vectorize]
fn first_of([first, ..]: [f64; 3], n @ _: u8) -> f64 {
    first + f64::from(n)
}

#[guvectorize("(2),()->(2)")]
fn turned(&[a, b]: &[f64; 2], (c, s): (f64, f64), [x, y]: &mut [f64; 2]) {
    (*x, *y) = (c * a - s * b, s * a + c * b);
}

fn main() {
    let a = array![1.0, 2.0];
    let p = Point { x: 0.5, y: 0.25 };
    assert_eq!(mixed(0, &a, (2.0, 3.0), Meters(1.0), p), array![8.75, 9.75]);
    assert_eq!(ignored(&a, 3), array![1, 1]);
    assert_eq!(first_of(&[[1.0, 2.0, 3.0]], 1), array![2.0]);
    assert_eq!(turned(&[1.0, 0.0], (0.0, 1.0)), array![0.0, 1.0]);
}
