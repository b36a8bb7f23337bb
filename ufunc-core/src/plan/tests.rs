//! Plans, exhaustively on small shapes: each element once, at the offsets of plain index arithmetic.

mod range;
mod tiling;

use super::*;
use alloc::vec;
use alloc::vec::Vec;

/// All indices of a shape, in C order.
fn indices(shape: &[usize]) -> Vec<Vec<usize>> {
    let mut all = vec![vec![]];
    for &size in shape {
        let longer = |index: &Vec<usize>| {
            let index = index.clone();
            (0..size).map(move |i| [&index[..], &[i]].concat())
        };
        all = all.iter().flat_map(longer).collect();
    }
    all
}

/// Where each operand has the element at an index.
fn offsets(operands: &[Strides], index: &[usize]) -> Vec<isize> {
    let offset = |strides: &Strides| {
        strides
            .iter()
            .zip(index)
            .map(|(s, &i)| s * i.cast_signed())
            .sum()
    };
    operands.iter().map(offset).collect()
}

/// What a plan visits: the operands' offsets and the position of each element.
fn visited(plan: &Plan) -> Vec<(Vec<isize>, usize)> {
    let mut all = Vec::new();
    let done: Result<(), ()> = plan.rows(&mut |row| {
        for i in 0..row.len {
            let at = |(offset, stride): (&isize, &isize)| offset + stride * i.cast_signed();
            all.push((
                row.offsets.iter().zip(row.strides).map(at).collect(),
                row.first + i,
            ));
        }
        Ok(())
    });
    assert_eq!(done, Ok(()));
    assert_eq!(all.len(), plan.len);
    all
}

/// All shapes of at most so many axes with these sizes.
fn shapes(sizes: core::ops::Range<usize>, ndim: usize) -> Vec<Vec<usize>> {
    let mut all = vec![vec![]];
    let mut last = all.clone();
    for _ in 0..ndim {
        let longer = |shape: &Vec<usize>| {
            let shape = shape.clone();
            sizes
                .clone()
                .map(move |size| [&shape[..], &[size]].concat())
        };
        last = last.iter().flat_map(longer).collect();
        all.extend(last.clone());
    }
    all
}

fn permutations(n: usize) -> Vec<Vec<usize>> {
    let mut all = vec![vec![]];
    for axis in 0..n {
        let insert = |order: &Vec<usize>| {
            let order = order.clone();
            (0..=order.len()).map(move |at| [&order[..at], &[axis], &order[at..]].concat())
        };
        all = all.iter().flat_map(insert).collect();
    }
    all
}

/// The strides of outputs of a shape: dense in every order, with all signs.
fn outputs(shape: &[usize]) -> Vec<Strides> {
    let mut all = Vec::new();
    for order in permutations(shape.len()) {
        for signs in 0..1u32 << shape.len() {
            let mut strides = dense_strides(shape, &order);
            for (axis, stride) in strides.iter_mut().enumerate() {
                if signs >> axis & 1 == 1 {
                    *stride = -*stride;
                }
            }
            all.push(strides);
        }
    }
    all
}

/// The strides of inputs: all combinations of some, zero among them.
fn inputs(ndim: usize) -> Vec<Strides> {
    let mut all = vec![Strides::new()];
    for _ in 0..ndim {
        let longer = |strides: &Strides| {
            let strides = strides.clone();
            [0, 1, -2, 3].into_iter().map(move |stride| {
                let mut strides = strides.clone();
                strides.push(stride);
                strides
            })
        };
        all = all.iter().flat_map(longer).collect();
    }
    all
}

#[test]
fn every_element_once_at_its_offsets() {
    let mut plans = 0;
    for shape in shapes(0..4, 3) {
        let indices = indices(&shape);
        for input in inputs(shape.len()) {
            for output in outputs(&shape) {
                let operands = [input.clone(), output];
                let mut expected: Vec<Vec<isize>> =
                    indices.iter().map(|i| offsets(&operands, i)).collect();
                let c = visited(&Plan::new(&shape, &operands, Visit::C));
                for (position, (found, expected)) in c.iter().zip(&expected).enumerate() {
                    assert_eq!(
                        (&found.0, found.1),
                        (expected, position),
                        "{shape:?} {operands:?}"
                    );
                }
                assert_eq!(c.len(), expected.len(), "{shape:?} {operands:?}");
                let memory = visited(&Plan::new(&shape, &operands, Visit::Memory));
                let mut found: Vec<Vec<isize>> =
                    memory.into_iter().map(|(offsets, _)| offsets).collect();
                found.sort();
                expected.sort();
                assert_eq!(found, expected, "{shape:?} {operands:?}");
                // The output's offsets are all different (S7).
                found.dedup_by_key(|offsets| offsets[1]);
                assert_eq!(found.len(), indices.len(), "{shape:?} {operands:?}");
                plans += 1;
            }
        }
    }
    assert!(plans > 190_000, "{plans}");
}

/// Cuts a plan down to single elements, in all halves.
fn pieces(plan: Plan, all: &mut Vec<Plan>) {
    match plan.split() {
        (piece, None) => all.push(piece),
        (left, Some(right)) => {
            assert!(left.len > 0 && right.len > 0);
            pieces(left, all);
            pieces(right, all);
        }
    }
}

#[test]
fn splits_are_disjoint_and_complete() {
    // P1: every element is in exactly one piece, at every depth of splitting.
    for shape in shapes(0..5, 3) {
        for visit in [Visit::Memory, Visit::C] {
            let c_order = dense_strides(&shape, &(0..shape.len()).collect::<Vec<_>>());
            for output in outputs(&shape).into_iter().step_by(5) {
                let plan = Plan::new(&shape, &[c_order.clone(), output], visit);
                let whole = visited(&plan);
                let mut all = Vec::new();
                pieces(plan.clone(), &mut all);
                assert_eq!(all.len(), plan.len.max(1));
                let mut found: Vec<_> = all.iter().flat_map(visited).collect();
                if visit == Visit::C {
                    assert_eq!(found, whole, "{shape:?}");
                }
                let mut sorted = whole.clone();
                sorted.sort();
                found.sort();
                assert_eq!(found, sorted, "{shape:?}");
                // One split alone, too: the left half comes first.
                if let (left, Some(right)) = plan.split() {
                    assert_eq!(
                        [visited(&left), visited(&right)].concat(),
                        whole,
                        "{shape:?}"
                    );
                }
            }
        }
    }
}

fn strides(strides: &[isize]) -> Strides {
    strides.into()
}

#[test]
fn loops_that_follow_each_other_are_one() {
    let one =
        |shape: &[usize], operands: &[Strides]| Plan::new(shape, operands, Visit::Memory).loops;
    // Contiguous operands, of any order and sign that they agree upon.
    for shape in shapes(2..4, 4) {
        for output in outputs(&shape) {
            let loops = one(&shape, &[output.clone(), output]);
            assert_eq!(loops.len(), 1, "{shape:?} {loops:?}");
            assert_eq!(
                loops[0].strides.as_slice(),
                if shape.is_empty() { [0, 0] } else { [1, 1] }
            );
        }
    }
    // Axes of length 1 do not count, whatever their stride.
    assert_eq!(
        one(&[2, 1, 3], &[strides(&[3, 77, 1]), strides(&[3, -5, 1])]).len(),
        1
    );
    // A row against a matrix: two loops; a scalar: one.
    assert_eq!(one(&[4, 3], &[strides(&[0, 1]), strides(&[3, 1])]).len(), 2);
    assert_eq!(one(&[4, 3], &[strides(&[0, 0]), strides(&[3, 1])]).len(), 1);
    // In C order a contiguous operand is one loop, a transposed one is not.
    assert_eq!(
        Plan::new(&[4, 3], &[strides(&[3, 1])], Visit::C)
            .loops
            .len(),
        1
    );
    assert_eq!(
        Plan::new(&[4, 3], &[strides(&[1, 4])], Visit::C)
            .loops
            .len(),
        2
    );
}

#[test]
fn rows_run_along_the_fastest_axis() {
    let plan = Plan::new(
        &[5, 7],
        &[strides(&[1, 5]), strides(&[0, 1]), strides(&[1, 5])],
        Visit::Memory,
    );
    let shape: Vec<usize> = plan.loops.iter().map(|l| l.len).collect();
    assert_eq!(shape, [7, 5]);
    assert_eq!(plan.loops[1].strides.as_slice(), [1, 0, 1]);
    // Reversed in all operands: forwards, from the other end.
    let plan = Plan::new(
        &[5],
        &[strides(&[-2]), strides(&[0]), strides(&[-1])],
        Visit::Memory,
    );
    assert_eq!(plan.start.as_slice(), [-8, 0, -4]);
    assert_eq!(plan.loops[0].strides.as_slice(), [2, 0, 1]);
    // Reversed in some only: as it is.
    let plan = Plan::new(&[5], &[strides(&[-2]), strides(&[1])], Visit::Memory);
    assert_eq!(plan.start.as_slice(), [0, 0]);
}

#[test]
fn no_element_and_one_element() {
    let none = Plan::new(&[3, 0], &[strides(&[0, 1])], Visit::C);
    assert_eq!((none.len, none.loops.len()), (0, 0));
    assert_eq!(none.clone().split(), (none, None));
    let one = Plan::new(&[1, 1], &[strides(&[9, 9])], Visit::C);
    assert_eq!((one.len, one.loops.len()), (1, 1));
    assert_eq!(visited(&one), [(vec![0], 0)]);
    assert_eq!(one.clone().split(), (one, None));
}

#[test]
fn an_error_ends_the_walk() {
    let plan = Plan::new(&[3, 4], &[strides(&[8, 1])], Visit::C);
    let mut rows = 0;
    let done = plan.rows(&mut |row| {
        rows += 1;
        if row.first >= 4 {
            Err(row.first)
        } else {
            Ok(())
        }
    });
    assert_eq!((done, rows), (Err(4), 2));
}

#[track_caller]
fn order(shape: &[usize], operands: &[&[isize]], expected: &[usize]) {
    let operands: Vec<Strides> = operands.iter().map(|s| strides(s)).collect();
    assert_eq!(memory_order(shape, &operands).as_slice(), expected);
}

#[test]
fn the_order_of_axes_is_numpys() {
    let s = [2, 3, 4];
    let (c, f) = (&[12, 4, 1][..], &[1, 2, 6][..]);
    order(&s, &[c], &[0, 1, 2]);
    order(&s, &[f], &[2, 1, 0]);
    order(&s, &[&[4, 8, 1]], &[1, 0, 2]);
    order(&s, &[&[-1, -2, -6]], &[2, 1, 0]);
    // Who disagrees gets C order; who repeats or is not there has no say.
    order(&s, &[c, f], &[0, 1, 2]);
    order(&s, &[f, c], &[0, 1, 2]);
    order(&s, &[f, f], &[2, 1, 0]);
    order(&s, &[f, &[0, 0, 1]], &[2, 1, 0]);
    order(&s, &[&[0, 0, 0], f], &[2, 1, 0]);
    order(&s, &[], &[0, 1, 2]);
    order(&s, &[&[0, 0, 0]], &[0, 1, 2]);
    // An axis of stride 0 everywhere goes where NumPy puts it: as far out as it can.
    order(&s, &[&[1, 0, 4]], &[1, 2, 0]);
    order(&s, &[&[4, 0, 1]], &[0, 1, 2]);
    // An axis of length 1 stays.
    order(&[2, 1, 4], &[&[1, 2, 2]], &[1, 2, 0]);
    // Equal strides: C order.
    order(&[2, 2], &[&[1, 1]], &[0, 1]);
}

#[test]
fn dense_strides_fill_the_memory() {
    for shape in shapes(0..4, 3) {
        for order in permutations(shape.len()) {
            let strides = dense_strides(&shape, &order);
            let mut found: Vec<isize> = indices(&shape)
                .iter()
                .map(|i| offsets(core::slice::from_ref(&strides), i)[0])
                .collect();
            found.sort_unstable();
            let len = found.len().cast_signed();
            assert_eq!(found, (0..len).collect::<Vec<_>>(), "{shape:?} {order:?}");
        }
    }
}
