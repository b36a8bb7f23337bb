use ndarray::{Array1, array};
use num_complex::Complex;
use ufunc_core::{Element, Real, guvectorize, vectorize};

#[vectorize]
fn power<T: Real, const N: usize>(x: [T; N], by: T) -> T {
    x.iter().fold(T::lit(0.0), |sum, &x| sum + x.powf(by))
}

#[vectorize]
fn fixed<const LEFT: bool, T: Element>(a: T, b: T) -> T {
    if LEFT { a } else { b }
}

#[vectorize]
fn convert<T, U>(x: T) -> U
where
    T: Element + Into<U>,
    U: Element,
{
    x.into()
}

#[vectorize]
fn norm<T: Real>(z: Complex<T>) -> T {
    z.re.hypot(z.im)
}

#[guvectorize("(n),(n)->()")]
fn dot<T: Real>(a: &[T], b: &[T], out: &mut T) {
    *out = a
        .iter()
        .zip(b)
        .fold(T::lit(0.0), |sum, (&a, &b)| sum + a * b);
}

#[guvectorize("(3)->(3)")]
fn reversed<T: Element, const N: usize>(x: &[T; N]) -> [T; N] {
    let mut y = *x;
    y.reverse();
    y
}

// A ufunc in the kernel of a generic one.
#[vectorize]
fn twice<T: Real>(x: T) -> T {
    power([x, x], T::lit(1.0))
}

fn main() {
    assert_eq!(power(&[[1.0f32, 2.0]], 2.0), array![5.0]);
    assert_eq!(fixed::<true, u8, _, _>(1, 2), 1);
    let wide: Array1<f64> = convert(&[1u8, 2]);
    assert_eq!(wide, array![1.0, 2.0]);
    assert_eq!(norm(&[Complex::new(3.0f32, 4.0)]), array![5.0]);
    let d: f64 = dot(&[1.0, 2.0], &[3.0, 4.0]);
    assert_eq!(d, 11.0);
    assert_eq!(reversed::<i32, 3, _, _>(&[1, 2, 3]), array![3, 2, 1]);
    assert_eq!(twice(&[1.0, 2.0]), array![2.0, 4.0]);
}
