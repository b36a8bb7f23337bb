use std::rc::Rc;

use ndarray::array;
use ufunc_core::from_fn;

fn main() {
    let factor = Rc::new(2.0);
    let scale = from_fn(move |x: f64| *factor * x);
    let y = scale.lazy((&array![1.0, 2.0],)).eval().unwrap();
    assert_eq!(y, array![2.0, 4.0]);
}
