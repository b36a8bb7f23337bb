//! Reductions, against a naive oracle.

use ndarray::prelude::*;
use ufunc_core::{Real, vectorize};

#[vectorize(identity = T::lit(0.0), associative, commutative)]
fn add<T: Real>(a: T, b: T) -> T {
    a + b
}

#[vectorize]
fn subtract(a: f64, b: f64) -> f64 {
    a - b
}

#[vectorize]
fn moments(w: f64, x: f64) -> (f64, f64, f64) {
    (w, w * x, w * x * x)
}

#[test]
fn first() {
    let a = Array2::from_shape_fn((3, 4), |(i, j)| (i * 4 + j) as f64);
    let s: Array1<f64> = add::reduce(&a, Axis(0));
    assert_eq!(s, array![12.0, 15.0, 18.0, 21.0]);
    assert_eq!(add::reduce(&a, Axis(1)), array![6.0, 22.0, 38.0]);
    assert_eq!(add::reduce(&a, ..), 66.0);
    assert_eq!(add::reduce(&a, [0, 1]), 66.0);
    assert_eq!(add::reduce(&a, -1), array![6.0, 22.0, 38.0]);
    assert_eq!(subtract::reduce(&a, Axis(1)), array![-6.0, -14.0, -22.0]);
    assert_eq!(add::reduce(&[1.0f32, 2.0], Axis(0)), 3.0);
    let (w, x, xx) = add::reduce(moments::lazy(&a, 2.0), Axis(1));
    assert_eq!(w, array![6.0, 22.0, 38.0]);
    assert_eq!(x, array![12.0, 44.0, 76.0]);
    assert_eq!(xx, array![24.0, 88.0, 152.0]);
    let k: Array2<f64> = add::reduction(&a)
        .axes([0])
        .keepdims()
        .initial(1.0)
        .mask(&a.map(|x| *x > 4.0))
        .parallel()
        .eval()
        .unwrap();
    assert_eq!(k, array![[9.0, 15.0, 17.0, 19.0]]);
    assert_eq!(
        add::accumulate(&a, Axis(0)).row(2),
        array![12.0, 15.0, 18.0, 21.0]
    );
    assert_eq!(
        add::reduceat(&a, &[0, 2], Axis(1)),
        array![[1.0, 5.0], [9.0, 13.0], [17.0, 21.0]]
    );
    assert_eq!(
        add::outer(&[1.0, 2.0], &[10.0, 20.0]),
        array![[11.0, 21.0], [12.0, 22.0]]
    );
    let mut t = array![0.0, 0.0, 0.0];
    add::at(&mut t, &[0, 2, 0], 1.5);
    assert_eq!(t, array![3.0, 0.0, 1.5]);
}

#[test]
fn explanations() {
    let a = Array2::<f64>::ones((400, 300));
    let plain = add::reduction(&a).explain().to_string();
    for line in [
        "add: reduction of [400, 300] over axes [0], results: 300, terms of each: 400",
        "results side by side",
        "a: read in place",
        "threads: the calling one",
    ] {
        assert!(plain.contains(line), "{line}: {plain}");
    }
    let fused = add::reduction(moments::lazy(&a, 2.0)).axes(..).parallel();
    let fused = fused.explain().to_string();
    for line in [
        "in steps: over axes [1], as told here, then over [0]",
        "results one after the other",
        "moments.w: through blocks of up to 512",
        "threads: rayon's current pool",
    ] {
        assert!(fused.contains(line), "{line}: {fused}");
    }
    let wrong = add::reduction(&a).axes(Axis(7)).explain().to_string();
    assert_eq!(
        wrong,
        "no plan: add: axis 7 is out of range: operand a (400, 300) has 2 dimensions"
    );
}

/// Tiles that cannot be read in place are no longer than a block, whatever is beside them.
#[test]
fn ragged_reads() {
    let whole = Array2::from_shape_fn((3000, 260), |(i, j)| ((i * 7 + j * 3) % 5) as f64);
    for columns in [1, 2, 50, 128, 129, 257] {
        let part = whole.slice(s![.., ..columns]);
        assert_eq!(
            add::reduce(&part, ..),
            part.iter().sum::<f64>(),
            "{columns}"
        );
        assert_eq!(
            add::reduce(&part, Axis(0)),
            part.sum_axis(Axis(0)),
            "{columns}"
        );
        assert_eq!(
            add::reduce(&part, Axis(1)),
            part.sum_axis(Axis(1)),
            "{columns}"
        );
        let running = add::accumulate(&part, Axis(0));
        assert_eq!(running.row(2999), part.sum_axis(Axis(0)), "{columns}");
    }
    let cube = Array3::from_shape_fn((40, 50, 60), |(i, j, k)| ((i + 2 * j + k) % 7) as f64);
    let inner = cube.slice(s![.., 1..49, ..17]);
    let expected: Array1<f64> = (0..48).map(|j| inner.slice(s![.., j, ..]).sum()).collect();
    assert_eq!(add::reduce(&inner, [0, 2]), expected);
}

/// A reduction with a state of the user's own: the least and the largest in one pass.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Span {
    least: f64,
    most: f64,
}

impl ufunc_core::Element for Span {}

#[vectorize]
fn span(x: f64) -> Span {
    Span { least: x, most: x }
}

#[vectorize(associative, commutative)]
fn union(a: Span, b: Span) -> Span {
    Span {
        least: a.least.min(b.least),
        most: a.most.max(b.most),
    }
}

#[vectorize]
fn bounds(span: Span) -> (f64, f64) {
    (span.least, span.most)
}

#[test]
fn states() {
    let a = Array2::from_shape_fn((70, 300), |(i, j)| ((i * 37 + j * 11) % 101) as f64);
    for axis in [0, 1] {
        let spans = union::reduce(span::lazy(&a), Axis(axis));
        let (least, most) = bounds(&spans);
        assert_eq!(
            least,
            a.map_axis(Axis(axis), |line| line.fold(f64::MAX, |a, &b| a.min(b)))
        );
        assert_eq!(
            most,
            a.map_axis(Axis(axis), |line| line.fold(f64::MIN, |a, &b| a.max(b)))
        );
    }
    let serial = union::reduction(span::lazy(&a)).axes(..).serial().eval();
    let parallel = union::reduction(span::lazy(&a)).axes(..).parallel().eval();
    assert_eq!(
        serial.unwrap(),
        Span {
            least: 0.0,
            most: 100.0
        }
    );
    assert_eq!(
        parallel.unwrap(),
        Span {
            least: 0.0,
            most: 100.0
        }
    );
    // Axes may be a borrowed list of known length.
    assert_eq!(add::reduce(&a, &[0, 1]), a.sum());
}
