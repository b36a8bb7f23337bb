//! The text of every variant.

use super::{AxisProblem, Error, OperandShape, SizeProblem};
use alloc::{
    boxed::Box,
    string::{String, ToString},
    sync::Arc,
    vec,
    vec::Vec,
};
use core::error::Error as _;

fn shapes(operands: &[(&'static str, &[usize])]) -> Vec<OperandShape> {
    let operand = |(number, (name, shape)): (usize, &(&'static str, &[usize]))| OperandShape {
        number,
        name,
        shape: shape.to_vec(),
    };
    operands.iter().enumerate().map(operand).collect()
}

fn one(number: usize, name: &'static str, shape: &[usize]) -> OperandShape {
    OperandShape {
        number,
        name,
        shape: shape.to_vec(),
    }
}

#[track_caller]
fn check(error: Error, text: &str) {
    assert_eq!(error.to_string(), text);
    assert_eq!(error.clone().to_string(), text);
    assert!(text.starts_with(error.ufunc()));
    assert_eq!(
        error.source().is_some(),
        matches!(error, Error::Kernel { .. })
    );
}

#[test]
fn broadcast() {
    let error =
        |signature, operands: &[(&'static str, &[usize])], axis, pair, sizes| Error::Broadcast {
            ufunc: "gaussian",
            signature,
            shapes: shapes(operands),
            axis,
            operands: pair,
            sizes,
        };
    check(
        error("", &[("d", &[3, 4]), ("bw", &[5])], 1, (0, 1), (4, 5)),
        "gaussian: operands d (3, 4) and bw (5) do not broadcast: axis 1 has 4 in d and 5 in bw",
    );
    check(
        error(
            "",
            &[("", &[2]), ("", &[]), ("z", &[3]), ("w", &[1])],
            0,
            (0, 2),
            (2, 3),
        ),
        "gaussian: operands #0 (2) and z (3) do not broadcast: \
         axis 0 has 2 in #0 and 3 in z [beside #1 (), w (1)]",
    );
    check(
        error(
            "(n),(n)->()",
            &[("a", &[2, 5]), ("b", &[3, 5])],
            0,
            (0, 1),
            (2, 3),
        ),
        "gaussian: operands a (2, 5) and b (3, 5) do not broadcast: \
         loop axis 0 has 2 in a and 3 in b",
    );
}

fn core_size(signature: &'static str, dim: &'static str) -> Error {
    Error::CoreSize {
        ufunc: "f",
        signature,
        dim,
        shapes: shapes(&[("a", &[2, 3]), ("b", &[4, 5])]),
        operand: 1,
        size: 4,
        absent: false,
        expected: 3,
        bound_by: None,
    }
}

#[test]
fn core_size_of_two_operands() {
    let mut error = core_size("(m,n),(n,p)->(m,p)", "n");
    if let Error::CoreSize { bound_by, .. } = &mut error {
        *bound_by = Some(0);
    }
    check(
        error,
        "f: core dimension n of (m,n),(n,p)->(m,p) is 4 in operand b (4, 5), \
         but 3 in operand a (2, 3)",
    );
}

#[test]
fn core_size_of_one_operand() {
    let mut error = core_size("(m,n),(p,p)->()", "p");
    if let Error::CoreSize {
        bound_by,
        size,
        expected,
        ..
    } = &mut error
    {
        (*bound_by, *size, *expected) = (Some(1), 5, 4);
    }
    check(
        error,
        "f: core dimension p of (m,n),(p,p)->() is both 4 and 5 in operand b (4, 5)",
    );
}

#[test]
fn core_size_of_the_signature() {
    check(
        core_size("(m,n),(3,p)->(m,p)", "3"),
        "f: core dimension 3 of (m,n),(3,p)->(m,p) is 4 in operand b (4, 5), \
         but the signature fixes it at 3",
    );
    check(
        core_size("(m)->(m+1)", "m+1"),
        "f: core dimension m+1 of (m)->(m+1) is 4 in operand b (4, 5), \
         but the inputs' sizes make it 3",
    );
    let mut error = core_size("(m,n),(3?)->()", "3");
    if let Error::CoreSize {
        shapes,
        size,
        absent,
        ..
    } = &mut error
    {
        (*size, *absent) = (1, true);
        shapes[1].shape.clear();
    }
    check(
        error,
        "f: core dimension 3 of (m,n),(3?)->() is absent from operand b (), which counts as 1, \
         but the signature fixes it at 3",
    );
}

#[test]
fn dimensions() {
    let too_few = |shape, required| Error::TooFewDims {
        ufunc: "matmul",
        signature: "(m,n),(n,p)->(m,p)",
        operand: one(0, "a", shape),
        required,
    };
    check(
        too_few(&[3], 2),
        "matmul: operand a (3) has 1 dimension, but (m,n),(n,p)->(m,p) takes at least 2 of it",
    );
    check(
        too_few(&[], 2),
        "matmul: operand a () has 0 dimensions, but (m,n),(n,p)->(m,p) takes at least 2 of it",
    );
    check(
        Error::UnknownSize {
            ufunc: "pdist",
            signature: "(n,d)->(p)",
            dim: "p",
        },
        "pdist: core dimension p of (n,d)->(p) is in no input, so its size is unknown: \
         give an output array with assign_to, or write the size as an expression",
    );
}

#[test]
fn size_expression() {
    let error = |expression, sizes: &[(&'static str, usize)], problem| Error::SizeExpression {
        ufunc: "f",
        expression,
        sizes: sizes.to_vec(),
        problem: Box::new(problem),
    };
    check(
        error("m+n-1", &[("m", 0), ("n", 0)], SizeProblem::Negative(-1)),
        "f: core dimension m+n-1 has no size for m = 0, n = 0: it comes out negative, at -1",
    );
    let problem = SizeProblem::Inexact {
        dividend: 5,
        divisor: 2,
    };
    check(
        error("n/2", &[("n", 5)], problem),
        "f: core dimension n/2 has no size for n = 5: 5 / 2 is not a whole number",
    );
    check(
        error("6/n", &[("n", 0)], SizeProblem::DivisionByZero),
        "f: core dimension 6/n has no size for n = 0: it divides by zero",
    );
    check(
        error("1/0", &[], SizeProblem::TooLarge),
        "f: core dimension 1/0 has no size: it is larger than an array can be",
    );
}

#[test]
fn output_and_mask() {
    check(
        Error::OutShape {
            ufunc: "gaussian",
            output: one(2, "out", &[1, 3]),
            expected: vec![2, 3],
        },
        "gaussian: output out (1, 3) does not fit the shape (2, 3) of the result: \
         outputs are not broadcast, give an array of that shape",
    );
    check(
        Error::MaskShape {
            ufunc: "gaussian",
            mask: vec![3],
            shape: vec![2, 4],
        },
        "gaussian: mask (3) does not fit the shape (2, 4) that the call loops over: \
         counted from the last, each of its axes must have the same size or 1",
    );
}

#[test]
fn axis_and_index() {
    let error = |axis, problem| Error::Axis {
        ufunc: "add",
        operand: one(0, "a", &[2, 3]),
        axis,
        problem,
    };
    check(
        error(-3, AxisProblem::OutOfRange),
        "add: axis -3 is out of range: operand a (2, 3) has 2 dimensions",
    );
    check(
        error(1, AxisProblem::Repeated),
        "add: axis 1 of operand a (2, 3) is repeated",
    );
    check(
        Error::Index {
            ufunc: "add",
            method: "reduceat",
            position: 2,
            index: 5,
            axis: 0,
            size: 3,
        },
        "add: index 5 of reduceat (number 2 of the indices) is out of range: axis 0 has size 3",
    );
}

#[test]
fn argument() {
    check(
        Error::Argument {
            ufunc: "add",
            message: String::from("a mask needs fill(value) or assign_to(output)"),
        },
        "add: a mask needs fill(value) or assign_to(output)",
    );
}

#[test]
fn reduction() {
    let error = |axes: &[usize]| Error::EmptyReduction {
        ufunc: "maximum",
        shape: vec![2, 0],
        axes: axes.to_vec(),
    };
    check(
        error(&[1]),
        "maximum: reducing the shape (2, 0) over axis 1 leaves nothing to start from and there is \
         no identity: give a first value with initial",
    );
    check(
        error(&[0, 1]),
        "maximum: reducing the shape (2, 0) over axes 0, 1 leaves nothing to start from and there \
         is no identity: give a first value with initial",
    );
}

#[test]
fn memory() {
    check(
        Error::TooLarge {
            ufunc: "add",
            shape: vec![1 << 20, 1 << 11],
            element_size: 8,
        },
        "add: a result of shape (1048576, 2048) with 8 bytes an element is larger than an array \
         can be",
    );
    check(
        Error::Alloc {
            ufunc: "add",
            shape: vec![],
            bytes: 1,
        },
        "add: no memory for a result of shape (), which takes 1 byte",
    );
}

#[test]
fn kernel() {
    let error = Error::Kernel {
        ufunc: "parse",
        index: vec![1, 2],
        source: Arc::new("x".parse::<i32>().unwrap_err()),
    };
    let source = error.source().map(ToString::to_string);
    assert_eq!(source.as_deref(), Some("invalid digit found in string"));
    check(error, "parse: the function failed at index (1, 2)");
}

#[test]
fn is_small_and_can_be_sent() {
    fn sendable<T: Send + Sync + 'static>() {}
    sendable::<Error>();
    // From 128 bytes on, clippy warns of each function that returns it.
    assert!(size_of::<Error>() < 128);
}

/// Wrong indices are no reason to panic while an error is printed.
#[test]
fn wrong_indices_print() {
    let error = Error::Broadcast {
        ufunc: "f",
        signature: "",
        shapes: vec![],
        axis: 0,
        operands: (3, 4),
        sizes: (2, 3),
    };
    check(
        error,
        "f: operands ? and ? do not broadcast: axis 0 has 2 in ? and 3 in ?",
    );
}
