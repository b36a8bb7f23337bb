//! The naive oracle: broadcasting by index arithmetic, element by element.

use ndarray::{ArrayD, ArrayViewD, IxDyn};

/// The shape to which shapes broadcast, by NumPy's rule.
pub fn broadcast(shapes: &[&[usize]]) -> Option<Vec<usize>> {
    let ndim = shapes.iter().map(|shape| shape.len()).max().unwrap_or(0);
    let mut result = vec![1; ndim];
    for shape in shapes {
        for (from_end, &size) in shape.iter().rev().enumerate() {
            let place = &mut result[ndim - 1 - from_end];
            match (*place, size) {
                (a, b) if a == b => {}
                (1, b) => *place = b,
                (_, 1) => {}
                _ => return None,
            }
        }
    }
    Some(result)
}

/// All indices of a shape, in C order.
pub fn indices(shape: &[usize]) -> impl Iterator<Item = Vec<usize>> + use<> {
    let shape = shape.to_vec();
    let len: usize = shape.iter().product();
    (0..len).map(move |mut rest| {
        let mut index = vec![0; shape.len()];
        for (place, &size) in index.iter_mut().zip(&shape).rev() {
            *place = rest % size;
            rest /= size;
        }
        index
    })
}

/// The element that an operand has for an index of the broadcast shape.
pub fn at<T: Copy>(operand: &ArrayViewD<'_, T>, index: &[usize]) -> T {
    let skipped = index.len() - operand.ndim();
    let own: Vec<usize> = (operand.shape().iter())
        .zip(&index[skipped..])
        .map(|(&size, &i)| if size == 1 { 0 } else { i })
        .collect();
    operand[IxDyn(&own)]
}

/// The array whose element at each index is what `element` says.
pub fn build<T>(shape: &[usize], element: impl FnMut(Vec<usize>) -> T) -> ArrayD<T> {
    let elements: Vec<T> = indices(shape).map(element).collect();
    ArrayD::from_shape_vec(IxDyn(shape), elements).expect("as many elements as indices")
}

/// A function of one operand, element by element.
pub fn map1<A: Copy, R>(a: &ArrayViewD<'_, A>, f: impl Fn(A) -> R) -> ArrayD<R> {
    build(a.shape(), |i| f(at(a, &i)))
}

/// A function of two operands over their broadcast shape; they must broadcast.
pub fn map2<A: Copy, B: Copy, R>(
    a: &ArrayViewD<'_, A>,
    b: &ArrayViewD<'_, B>,
    f: impl Fn(A, B) -> R,
) -> ArrayD<R> {
    let shape = broadcast(&[a.shape(), b.shape()]).expect("operands that broadcast");
    build(&shape, |i| f(at(a, &i), at(b, &i)))
}

/// A function of three operands over their broadcast shape; they must broadcast.
pub fn map3<A: Copy, B: Copy, C: Copy, R>(
    a: &ArrayViewD<'_, A>,
    b: &ArrayViewD<'_, B>,
    c: &ArrayViewD<'_, C>,
    f: impl Fn(A, B, C) -> R,
) -> ArrayD<R> {
    let shape = broadcast(&[a.shape(), b.shape(), c.shape()]).expect("operands that broadcast");
    build(&shape, |i| f(at(a, &i), at(b, &i), at(c, &i)))
}

/// Asserts that two arrays have the same shape and, element by element, the same bits.
#[track_caller]
pub fn assert_same_bits(found: &ArrayViewD<'_, f64>, expected: &ArrayViewD<'_, f64>, what: &str) {
    assert_eq!(found.shape(), expected.shape(), "{what}");
    for index in indices(expected.shape()) {
        let (f, e) = (found[IxDyn(&index)], expected[IxDyn(&index)]);
        assert_eq!(
            f.to_bits(),
            e.to_bits(),
            "{what}: {f} for {e} at {index:?} of {:?}",
            expected.shape()
        );
    }
}
