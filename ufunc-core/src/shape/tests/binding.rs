//! Binding, beyond NumPy's cases: error texts, `|1`, computed sizes, several outputs.

use super::signature::{NOTHING, elementwise, spec};
use crate::error::Error;
use crate::shape::{Bound, bind};
use crate::spec::{DimSpec, OperandSpec, Size, SizeOp, Spec};
use alloc::{
    string::{String, ToString},
    vec,
    vec::Vec,
};
use proptest::prelude::*;

type Given<'a> = &'a [Option<&'a [usize]>];

fn run(signature: &str, inputs: &[&[usize]], outputs: Given<'_>) -> Result<Bound, Error> {
    let spec = spec(signature);
    let mut given = vec![None; spec.outputs.len()];
    given[..outputs.len()].copy_from_slice(outputs);
    bind(&spec, inputs, &given, NOTHING)
}

/// The shapes of the outputs.
fn shapes(signature: &str, inputs: &[&[usize]], outputs: Given<'_>) -> Vec<Vec<usize>> {
    let bound = run(signature, inputs, outputs).unwrap();
    bound.outputs.iter().map(|shape| shape.to_vec()).collect()
}

fn text(signature: &str, inputs: &[&[usize]], outputs: Given<'_>) -> String {
    run(signature, inputs, outputs).unwrap_err().to_string()
}

#[test]
fn errors_name_the_operands() {
    assert_eq!(
        text("(m,n),(n,p)->(m,p)", &[&[2, 3], &[4, 5]], &[]),
        "f: core dimension n of (m,n),(n,p)->(m,p) is 4 in operand b (4, 5), \
         but 3 in operand a (2, 3)"
    );
    assert_eq!(
        text("(n,n)->()", &[&[2, 3]], &[]),
        "f: core dimension n of (n,n)->() is both 2 and 3 in operand a (2, 3)"
    );
    assert_eq!(
        text("(3)->()", &[&[2, 4]], &[]),
        "f: core dimension 3 of (3)->() is 4 in operand a (2, 4), but the signature fixes it at 3"
    );
    assert_eq!(
        text("(3?),(3?)->(3?)", &[&[3], &[]], &[]),
        "f: core dimension 3 of (3?),(3?)->(3?) is absent from operand b (), which counts as 1, \
         but the signature fixes it at 3"
    );
    assert_eq!(
        text("(m,n),(n,p)->(m,p)", &[&[2, 3], &[3]], &[]),
        "f: operand b (3) has 1 dimension, but (m,n),(n,p)->(m,p) takes at least 2 of it"
    );
    assert_eq!(
        text("(m?,n,k)->()", &[&[3]], &[]),
        "f: operand a (3) has 1 dimension, but (m?,n,k)->() takes at least 2 of it"
    );
    assert_eq!(
        text("(n)->(n,p)", &[&[3]], &[]),
        "f: core dimension p of (n)->(n,p) is in no input, so its size is unknown: \
         give an output array with assign_to, or write the size as an expression"
    );
    assert_eq!(
        text("(n),(n)->()", &[&[2, 1, 5], &[7, 3, 5]], &[Some(&[1, 3])]),
        "f: operands a (2, 1, 5) and b (7, 3, 5) do not broadcast: \
         loop axis 0 has 2 in a and 7 in b [beside out (1, 3)]"
    );
}

/// Positions in an error's list count given operands only, numbers count all.
#[test]
fn outputs_that_are_not_given_leave_no_gap() {
    let error = run("(n)->(n),(n)", &[&[3]], &[None, Some(&[4])]).unwrap_err();
    assert_eq!(
        error.to_string(),
        "f: core dimension n of (n)->(n),(n) is 4 in operand out1 (4), but 3 in operand a (3)"
    );
    let Error::CoreSize {
        operand, shapes, ..
    } = error
    else {
        panic!("{error}");
    };
    assert_eq!((operand, shapes[operand].number), (1, 2));
}

#[test]
fn given_outputs() {
    let spec = elementwise(2, 1);
    let call =
        |a: &[usize], b: &[usize], out: &[usize]| bind(&spec, &[a, b], &[Some(out)], NOTHING);
    assert_eq!(call(&[3], &[1], &[2, 3]).unwrap().loop_shape[..], [2, 3]);
    assert_eq!(
        call(&[2, 3], &[3], &[1, 3]).unwrap_err().to_string(),
        "f: output out (1, 3) does not fit the shape (2, 3) of the result: \
         outputs are not broadcast, give an array of that shape"
    );
    // Only a generalized ufunc's output may lack an axis of size 1.
    assert_eq!(
        call(&[1, 3], &[3], &[3]).unwrap_err().to_string(),
        "f: output out (3) does not fit the shape (1, 3) of the result: \
         outputs are not broadcast, give an array of that shape"
    );
    let bound = run("(n)->(n)", &[&[1, 1, 3]], &[Some(&[3])]).unwrap();
    assert_eq!(bound.outputs[0][..], [1, 1, 3]);
    assert_eq!(
        text("(n)->(n)", &[&[2, 1, 3]], &[Some(&[1, 3])]),
        "f: output out (1, 3) does not fit the shape (2, 1, 3) of the result: \
         outputs are not broadcast, give an array of that shape"
    );
    assert_eq!(
        text("(n)->(n)", &[&[2, 3]], &[Some(&[5, 3])]),
        "f: output out (5, 3) does not fit the shape (2, 3) of the result: \
         outputs are not broadcast, give an array of that shape"
    );
}

#[test]
fn one_output_can_enlarge_the_other() {
    let bound = run("(n)->(),(n)", &[&[3]], &[Some(&[2])]).unwrap();
    let found: Vec<&[usize]> = bound.outputs.iter().map(|shape| &shape[..]).collect();
    assert_eq!(found, [&[2][..], &[2, 3]]);
}

#[test]
fn how_the_axes_divide() {
    let bound = run("(m?,n),(n,p?)->(m?,p?)", &[&[4, 2, 3], &[3]], &[]).unwrap();
    assert_eq!(bound.inputs[0].loop_ndim, 1);
    assert_eq!(bound.inputs[1].loop_ndim, 0);
    assert_eq!(bound.sizes[..], [2, 3, 1]);
    assert_eq!(bound.absent[..], [false, false, true]);
    assert_eq!(bound.outputs[0][..], [4, 2]);
}

/// NumPy's loop as it is: `n` twice is one too many, and `m` goes as well.
#[test]
fn a_dimension_twice_in_an_operand_can_be_absent() {
    let bound = run("(n?,n?,m?)->()", &[&[5, 6]], &[]).unwrap();
    assert_eq!(bound.absent[..], [true, true]);
    assert_eq!(bound.loop_shape[..], [5, 6]);
}

/// `n` is absent already, so it does not make up for the missing `m`.
#[test]
fn a_dimension_is_left_out_once() {
    assert_eq!(
        text("(n?,m),(n?,m)->()", &[&[3], &[]], &[]),
        "f: operand b () has 0 dimensions, but (n?,m),(n?,m)->() takes at least 1 of it"
    );
}

#[test]
fn broadcastable_core_dims() {
    let signature = "(n|1),(n|1)->(n|1)";
    assert_eq!(shapes(signature, &[&[1], &[4]], &[]), [[4]]);
    assert_eq!(shapes(signature, &[&[4], &[1]], &[Some(&[4])]), [[4]]);
    assert_eq!(shapes(signature, &[&[1], &[0]], &[]), [[0]]);
    assert_eq!(
        text(signature, &[&[1], &[1]], &[Some(&[4])]),
        "f: core dimension n of (n|1),(n|1)->(n|1) is 4 in operand out (4), \
         but 1 in operand a (1)"
    );
    assert_eq!(
        text(signature, &[&[1], &[4]], &[Some(&[1])]),
        "f: core dimension n of (n|1),(n|1)->(n|1) is 1 in operand out (1), \
         but 4 in operand b (4)"
    );
    assert_eq!(
        text("(n|1),(n|1),(n|1)->()", &[&[1], &[4], &[3]], &[]),
        "f: core dimension n of (n|1),(n|1),(n|1)->() is 3 in operand c (3), \
         but 4 in operand b (4)"
    );
}

#[test]
fn broadcastable_fixed_dims() {
    assert_eq!(shapes("(3|1)->(3|1)", &[&[2, 1]], &[]), [[2, 3]]);
    let refused = run("(1|1)->()", &[&[4]], &[]);
    assert!(matches!(refused, Err(Error::CoreSize { expected: 1, .. })));
    let refused = run("(3?|1)->(3?|1)", &[&[]], &[]);
    assert!(matches!(refused, Err(Error::CoreSize { absent: true, .. })));
}

#[test]
fn computed_sizes() {
    let convolve = "(m),(n)->(m+n-1)";
    assert_eq!(shapes(convolve, &[&[5, 4], &[3]], &[]), [[5, 6]]);
    assert_eq!(shapes(convolve, &[&[4], &[3]], &[Some(&[2, 6])]), [[2, 6]]);
    assert_eq!(
        text(convolve, &[&[4], &[3]], &[Some(&[7])]),
        "f: core dimension m+n-1 of (m),(n)->(m+n-1) is 7 in operand out (7), \
         but the inputs' sizes make it 6"
    );
    let pairs = "(n,d)->(n*(n-1)/2)";
    for (n, size) in [(0, 0), (1, 0), (2, 1), (7, 21)] {
        assert_eq!(shapes(pairs, &[&[n, 3]], &[]), [[size]]);
    }
    // An absent dimension counts as 1.
    assert_eq!(shapes("(m?),(n)->(m+n)", &[&[], &[3]], &[]), [[4]]);
    // An input can be held to a computed size.
    assert_eq!(shapes("(n),(n-1)->(n)", &[&[4], &[3]], &[]), [[4]]);
    let refused = run("(n),(n-1)->(n)", &[&[4], &[2]], &[]);
    assert!(matches!(
        refused,
        Err(Error::CoreSize {
            operand: 1,
            expected: 3,
            ..
        })
    ));
}

#[test]
fn computed_sizes_that_are_none() {
    let end = |text: String| text.split_once(": ").unwrap().1.to_string();
    let error = |signature, inputs: &[&[usize]]| end(text(signature, inputs, &[]));
    assert_eq!(
        error("(m),(n)->(m+n-1)", &[&[0], &[0]]),
        "core dimension m+n-1 has no size for m = 0, n = 0: it comes out negative, at -1"
    );
    assert_eq!(
        error("(n)->(n*n-5)", &[&[2]]),
        "core dimension n*n-5 has no size for n = 2: it comes out negative, at -1"
    );
    assert_eq!(
        error("(n)->(n/2)", &[&[5]]),
        "core dimension n/2 has no size for n = 5: 5 / 2 is not a whole number"
    );
    assert_eq!(
        error("(m,n)->(m/n)", &[&[5, 0]]),
        "core dimension m/n has no size for m = 5, n = 0: it divides by zero"
    );
    let huge = usize::MAX;
    let too_large = "it is larger than an array can be";
    for signature in ["(n)->(n)", "(n)->(n+0)", "(n)->(n*n)", "(n)->(n*n*n)"] {
        match run(signature, &[&[huge]], &[]) {
            Ok(bound) => assert_eq!((signature, bound.sizes[0]), ("(n)->(n)", huge)),
            Err(error) => assert!(error.to_string().ends_with(too_large), "{error}"),
        }
    }
}

/// What no macro writes is still no panic.
#[test]
fn malformed_specs() {
    let call = |ops: &'static [SizeOp]| {
        let dim = |name, size| DimSpec {
            name,
            size,
            optional: false,
            broadcastable: false,
        };
        let spec = Spec {
            name: "f",
            doc: "",
            signature: "(n)->(m)",
            inputs: &[OperandSpec {
                name: "a",
                core: &[0],
            }],
            outputs: &[OperandSpec {
                name: "out",
                core: &[1],
            }],
            dims: Vec::leak(vec![dim("n", Size::Bound), dim("m", Size::Computed(ops))]),
            parallel: false,
            math: false,
            noted: false,
            pure: true,
            cost: 1,
        };
        bind(&spec, &[&[3]], &[None], NOTHING)
    };
    let malformed: [&'static [SizeOp]; 3] = [
        &[],
        &[SizeOp::Int(1), SizeOp::Add],
        &[SizeOp::Int(1), SizeOp::Int(2)],
    ];
    for ops in malformed {
        assert!(matches!(call(ops), Err(Error::Argument { .. })));
    }
    for unknown in [&[SizeOp::Dim(1)], &[SizeOp::Dim(7)]] {
        assert!(matches!(call(unknown), Err(Error::UnknownSize { .. })));
    }
}

#[test]
fn without_inputs() {
    assert_eq!(shapes("->(3)", &[], &[]), [[3]]);
    assert_eq!(shapes("->(n)", &[], &[Some(&[2, 5])]), [[2, 5]]);
    let spec = elementwise(0, 1);
    assert_eq!(
        bind(&spec, &[], &[None], NOTHING).unwrap().loop_shape.len(),
        0
    );
}

const SIGNATURES: [&str; 9] = [
    "(),()->()",
    "(n),(n)->(n)",
    "(n?,n?),(n?,m?)->(m?)",
    "(n|1,m?),(n|1)->(m?)",
    "(3?),(2)->(2,3?)",
    "(m),(n)->(m*n-m*m/n)",
    "(m),(n)->(p)",
    "(m?),(n?)->(m?,n?)",
    "(a,b,c),(c,b)->(a)",
];

fn any_shape() -> impl Strategy<Value = Vec<usize>> {
    let size = prop_oneof![0usize..4, 1usize..3, Just(usize::MAX), Just(1 << 40)];
    proptest::collection::vec(size, 0..6)
}

proptest! {
    /// Hostile shapes: no panic; what is bound agrees with what was given; errors print.
    #[test]
    fn any_shapes(
        signature in proptest::sample::select(&SIGNATURES[..]),
        (a, b) in (any_shape(), any_shape()),
        out in proptest::option::of(any_shape()),
    ) {
        match run(signature, &[&a, &b], &[out.as_deref()]) {
            Ok(bound) => {
                let output = &bound.outputs[0];
                prop_assert!(output.starts_with(&bound.loop_shape));
                if let Some(out) = out {
                    prop_assert!(output.ends_with(&out));
                }
                for (shape, axes) in [a, b].iter().zip(&bound.inputs) {
                    let loops = &shape[..axes.loop_ndim];
                    let own = &bound.loop_shape[bound.loop_shape.len() - loops.len()..];
                    prop_assert!(loops.iter().zip(own).all(|(&size, &to)| size == to || size == 1));
                }
            }
            Err(error) => prop_assert!(error.to_string().starts_with("f: ")),
        }
    }
}
