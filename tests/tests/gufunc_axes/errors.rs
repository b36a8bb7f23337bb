//! What goes wrong with axes, in words.

use ndarray::{Array1, Array2, ArrayD, IxDyn};
use ufunc_core::{AxisProblem, Error, guvectorize};

use super::{ArrayView2, cumulate, dot, product};

#[guvectorize("(n,n)->()")]
fn trace(a: ArrayView2<f64>) -> f64 {
    a.diag().sum()
}

#[guvectorize("(),()->()")]
fn add(a: f64, b: f64) -> f64 {
    a + b
}

#[track_caller]
fn check<T: std::fmt::Debug>(result: Result<T, Error>, text: &str) {
    assert_eq!(result.unwrap_err().to_string(), text);
}

fn zeros(shape: &[usize]) -> ArrayD<f64> {
    ArrayD::zeros(IxDyn(shape))
}

#[test]
fn axes_that_are_not_there() {
    let (x, y) = (zeros(&[3, 4]), zeros(&[4]));
    let error = dot::lazy(&x, &y).axis(-3).eval().unwrap_err();
    assert!(matches!(
        &error,
        Error::Axis { ufunc: "dot", operand, axis: -3, problem: AxisProblem::OutOfRange } if operand.number == 0
    ));
    assert_eq!(
        error.to_string(),
        "dot: axis -3 is out of range: operand a (3, 4) has 2 dimensions"
    );
    check(
        dot::lazy(&x, &y).axis(1).eval(),
        "dot: axis 1 is out of range: operand b (4) has 1 dimension",
    );
    check(
        dot::lazy(&x, &y).axis(ndarray::Axis(usize::MAX)).eval(),
        "dot: axis 9223372036854775807 is out of range: operand a (3, 4) has 2 dimensions",
    );
    // A fresh output: its loop axes, then its core axes.
    check(
        product::lazy(&x, &zeros(&[2, 4, 5]))
            .axes([[0, 1], [1, 2], [0, 3]])
            .eval(),
        "product: axis 3 is out of range: operand out (2, 3, 5) has 3 dimensions",
    );
    check(
        cumulate::lazy(&x, 0.5)
            .axis(1)
            .assign_to(&mut Array1::zeros(4)),
        "cumulate: axis 1 is out of range: operand out (4) has 1 dimension",
    );
}

#[test]
fn axes_that_are_there_twice() {
    let (a, b) = (zeros(&[3, 4]), zeros(&[4, 5]));
    let call = || product::lazy(&a, &b);
    let error = call().axes([[0, 1], [0, 1], [0, 0]]).eval().unwrap_err();
    assert!(matches!(
        error,
        Error::Axis {
            problem: AxisProblem::Repeated,
            axis: 0,
            ..
        }
    ));
    check(
        call().axes([[1, -1], [0, 1], [0, 1]]).eval(),
        "product: axis -1 of operand a (3, 4) is repeated",
    );
}

#[test]
fn lists_that_do_not_fit() {
    let (a, b) = (zeros(&[3, 4]), zeros(&[4, 5]));
    let call = || product::lazy(&a, &b);
    check(
        call().axes([[0, 1], [0, 1]]).eval(),
        "product: axes has 2 lists, but (m,n),(n,p)->(m,p) has 3 operands: give a list for each, inputs first \
         (those of the outputs may be left out only if no output has core dimensions)",
    );
    check(
        call().axes([vec![]]).eval(),
        "product: axes has 1 list, but (m,n),(n,p)->(m,p) has 3 operands: give a list for each, inputs first \
         (those of the outputs may be left out only if no output has core dimensions)",
    );
    let none: [isize; 0] = [];
    assert!(matches!(
        call().axes(none).eval(),
        Err(Error::Argument { .. })
    ));
    assert!(matches!(
        dot::lazy(&a, &a).axes([0, 0, 0, 0]).eval(),
        Err(Error::Argument { .. })
    ));
    check(
        call().axes((0, [0, 1], [0, 1])).eval(),
        "product: axes lists 1 axis of operand a (3, 4), whose core dimensions are (m,n): list 2 axes",
    );
    check(
        call().axes(([0, 1], [0, 1, 2], [0, 1])).eval(),
        "product: axes lists 3 axes of operand b (4, 5), whose core dimensions are (n,p): list 2 axes",
    );
    check(
        call().axes(([0, 1], [0, 1], ())).eval(),
        "product: axes lists 0 axes of operand out (3, 5), whose core dimensions are (m,p): list 2 axes",
    );
    check(
        dot::lazy(&a, &a).axes([0, 0, 0]).eval(),
        "dot: axes lists 1 axis of operand out (4), which has no core dimension: give an empty list",
    );
    check(
        dot::lazy(&a, &a).axes((0, 0, ())).keepdims().eval(),
        "dot: axes lists 0 axes of operand out (4, 1), which keeps 1 dimension: list 1 axis",
    );
}

#[test]
fn an_axis_for_several_dimensions() {
    let (a, b) = (zeros(&[3, 4]), zeros(&[4, 5]));
    check(
        product::lazy(&a, &b).axis(0).eval(),
        "product: axis is for a single core dimension that operands have once or not at all, which \
         (m,n),(n,p)->(m,p) does not have: list the axes of each operand with axes",
    );
    assert!(matches!(
        trace::lazy(&zeros(&[3, 3])).axis(0).eval(),
        Err(Error::Argument { .. })
    ));
    assert!(matches!(
        add::lazy(&a, &a).axis(0).eval(),
        Err(Error::Argument { .. })
    ));
    assert_eq!(add::lazy(&a, &a).axes(((), ())).eval().unwrap(), a);
    let both = "dot: axis and axes are both given: leave one of them out";
    check(dot::lazy(&a, &a).axis(0).axes([0, 0]).eval(), both);
    check(dot::lazy(&a, &a).axes([0, 0]).axis(0).eval(), both);
    check(
        dot::lazy(&a, &a)
            .axes([0, 0])
            .axis(0)
            .axis(0)
            .axes([0, 0])
            .eval(),
        both,
    );
}

/// Shapes in errors are those that the caller sees.
#[test]
fn other_errors_tell_the_shapes_as_given() {
    let (a, b) = (zeros(&[3, 4]), zeros(&[5, 4]));
    check(
        dot::lazy(&a, &b).axis(0).eval(),
        "dot: core dimension n of (n),(n)->() is 5 in operand b (5, 4), but 3 in operand a (3, 4)",
    );
    let (a, b) = (zeros(&[3, 7, 4]), zeros(&[3, 7, 5]));
    check(
        dot::lazy(&a, &b).axis(0).eval(),
        "dot: operands a (3, 7, 4) and b (3, 7, 5) do not broadcast: loop axis 1 has 4 in a and 5 in b",
    );
    check(
        cumulate::lazy(&a, 0.5)
            .axis(0)
            .assign_to(&mut zeros(&[3, 7, 9])),
        "cumulate: output out (3, 7, 9) does not fit the shape (3, 7, 4) of the result: \
         outputs are not broadcast, give an array of that shape",
    );
    check(
        cumulate::lazy(&a, 0.5)
            .axis(0)
            .assign_to(&mut Array2::zeros((3, 4))),
        "cumulate: output out (3, 4) does not fit the shape (3, 7, 4) of the result: \
         outputs are not broadcast, give an array of that shape",
    );
    check(
        dot::lazy(&zeros(&[]), &b).axis(0).eval(),
        "dot: operand a () has 0 dimensions, but (n),(n)->() takes at least 1 of it",
    );
}
