//! The methods of functions `(T, T) -> T`, called.

use ndarray::{Axis, array};

use crate::forms::{add, half};

#[test]
fn reductions() {
    let x = array![[1.0, 4.0], [2.0, 3.0]];
    assert_eq!(add::reduce(&x, Axis(1)), array![5.0, 5.0]);
    let kept = add::reduction(&x).axes([0]).keepdims().initial(1.0);
    assert_eq!(
        kept.mask(&[true, false]).eval().ok(),
        Some(array![[4.0, 1.0]])
    );
    assert_eq!(add::reduce(half::lazy(&x), 0), array![1.5, 3.5]);
    assert_eq!(
        add::try_accumulate(&x, -1).ok(),
        Some(array![[1.0, 5.0], [2.0, 5.0]])
    );
    assert_eq!(add::reduceat(&x, &[0], Axis(0)), array![[3.0, 7.0]]);
    assert_eq!(
        add::reduce_segments(&x, &[0, 2], Axis(0)),
        array![[3.0, 7.0]]
    );
    assert_eq!(add::outer(&[1.0, 2.0], &[3.0]), array![[4.0], [5.0]]);
    let mut target = [0.0_f32; 2];
    add::at(&mut target, &[1, 1], &[1.0, 2.0]);
    assert_eq!(target.map(f32::to_bits), [0.0_f32, 3.0].map(f32::to_bits));
    assert!(add::try_reduce(&x, Axis(2)).is_err());
}
