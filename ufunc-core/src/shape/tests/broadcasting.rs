//! Broadcasting against a naive oracle, on all small shapes.

use crate::error::Error;
use crate::shape::{Broadcast, broadcast_shapes, broadcast_strides};
use alloc::{string::ToString, vec, vec::Vec};

/// All shapes over `sizes` with up to `ndim` axes.
fn all_shapes(sizes: &[usize], ndim: usize) -> Vec<Vec<usize>> {
    let mut all = vec![vec![]];
    let mut start = 0;
    for _ in 0..ndim {
        let end = all.len();
        for at in start..end {
            for &size in sizes {
                let mut shape: Vec<usize> = all[at].clone();
                shape.push(size);
                all.push(shape);
            }
        }
        start = end;
    }
    all
}

/// The size at the axis `from_end` (1 is the last); a missing one is 1.
fn size_at(shape: &[usize], from_end: usize) -> usize {
    shape
        .len()
        .checked_sub(from_end)
        .map_or(1, |axis| shape[axis])
}

/// The common shape, axis by axis: the sizes other than 1 are one, or there is none.
fn oracle(shapes: &[&[usize]]) -> Option<Vec<usize>> {
    let ndim = shapes.iter().map(|shape| shape.len()).max().unwrap_or(0);
    let axis = |from_end| {
        let sizes = shapes.iter().map(|shape| size_at(shape, from_end));
        let mut sizes: Vec<usize> = sizes.filter(|&size| size != 1).collect();
        sizes.dedup();
        match sizes[..] {
            [] => Some(1),
            [size] => Some(size),
            _ => None,
        }
    };
    (1..=ndim).rev().map(axis).collect()
}

/// Checks `broadcast_shapes` and the facts of its error.
fn check(shapes: &[&[usize]]) {
    match (broadcast_shapes(shapes), oracle(shapes)) {
        (Ok(found), expected) => assert_eq!(Some(found), expected, "{shapes:?}"),
        (
            Err(Error::Broadcast {
                axis,
                operands: (a, b),
                sizes,
                ..
            }),
            None,
        ) => {
            let (first, second) = (shapes[a], shapes[b]);
            let from_end = first.len().max(second.len()) - axis;
            let own = (size_at(first, from_end), size_at(second, from_end));
            assert_eq!(own, sizes, "{shapes:?}");
            assert!(sizes.0 != sizes.1 && sizes.0 != 1 && sizes.1 != 1);
            // No operand before the second disagrees, and none before the first has a say.
            assert!(oracle(&shapes[..b]).is_some());
            assert!(
                shapes[..a]
                    .iter()
                    .all(|shape| size_at(shape, from_end) == 1)
            );
        }
        (Err(error), expected) => panic!("{shapes:?}: {error}, not {expected:?}"),
    }
}

#[test]
fn all_small_shapes() {
    let shapes = all_shapes(&[0, 1, 2, 3], 3);
    assert_eq!(shapes.len(), 85);
    check(&[]);
    for a in &shapes {
        check(&[a]);
        for b in &shapes {
            check(&[a, b]);
        }
    }
}

/// All triples of which the first two fit: the result is the same as axis by axis.
#[test]
fn triples_of_small_shapes() {
    let shapes = all_shapes(&[0, 1, 2, 3], 3);
    for a in &shapes {
        for b in &shapes {
            let mut pair = Broadcast::new();
            if pair.merge(a).is_err() || pair.merge(b).is_err() {
                continue;
            }
            for c in &shapes {
                let mut all = pair.clone();
                let fits = all.merge(c).is_ok();
                let mut expected = true;
                for from_end in 1..=a.len().max(b.len()).max(c.len()) {
                    let sizes = [a, b, c].map(|shape| size_at(shape, from_end));
                    let size = sizes.into_iter().find(|&size| size != 1).unwrap_or(1);
                    expected &= sizes.iter().all(|&other| other == 1 || other == size);
                    assert!(!fits || size_at(&all.dims, from_end) == size);
                }
                assert_eq!(fits, expected, "{a:?} {b:?} {c:?}");
            }
        }
    }
}

#[test]
fn triples_name_the_first_two() {
    let shapes = all_shapes(&[0, 1, 3], 2);
    for a in &shapes {
        for b in &shapes {
            for c in &shapes {
                check(&[a, b, c]);
            }
        }
    }
}

#[test]
fn a_conflict_changes_nothing() {
    let mut broadcast = Broadcast::new();
    broadcast.merge(&[2, 1, 4]).unwrap();
    let before = broadcast.clone();
    let conflict = broadcast.merge(&[7, 5, 3, 4]).unwrap_err();
    assert_eq!(broadcast, before);
    assert_eq!((conflict.axis, conflict.ndim), (1, 4));
    assert_eq!((conflict.size_before, conflict.size), (2, 5));
}

#[test]
fn fits_if_the_target_stays() {
    let shapes = all_shapes(&[0, 1, 2, 3], 3);
    for shape in &shapes {
        let mut broadcast = Broadcast::new();
        broadcast.merge(shape).unwrap();
        for out in &shapes {
            let stays = oracle(&[shape, out]).as_ref() == Some(out);
            assert_eq!(broadcast.fits(out), stays, "{shape:?} {out:?}");
        }
    }
}

/// More axes than the stack has room for.
#[test]
fn many_axes() {
    let mut long = vec![1; 40];
    long[0] = 2;
    let mut expected = long.clone();
    expected[39] = 3;
    assert_eq!(broadcast_shapes(&[&long, &[3]]).unwrap(), expected);
    assert_eq!(broadcast_shapes(&[&[3], &long]).unwrap(), expected);
}

#[test]
fn the_first_two_that_disagree() {
    let error = broadcast_shapes(&[&[2, 1, 1], &[1], &[3, 4], &[4], &[5]]).unwrap_err();
    assert_eq!(
        error.to_string(),
        "broadcast_shapes: operands #2 (3, 4) and #4 (5) do not broadcast: \
         axis 1 has 4 in #2 and 5 in #4 [beside #0 (2, 1, 1), #1 (1), #3 (4)]"
    );
}

/// Element by element: index i of the target reads index i of the source, or 0 where that has 1.
#[test]
fn strides_read_the_right_element() {
    let shapes = all_shapes(&[0, 1, 2, 3], 3);
    for shape in &shapes {
        let strides: Vec<isize> = (0..shape.len()).map(|axis| [100, -10, 1][axis]).collect();
        for target in &shapes {
            if oracle(&[shape, target]).as_ref() != Some(target) {
                continue;
            }
            let new = broadcast_strides(shape, &strides, target);
            assert_eq!(new.len(), target.len());
            let lead = target.len() - shape.len();
            for axis in 0..target.len() {
                let own = axis.checked_sub(lead).filter(|&own| shape[own] != 1);
                assert_eq!(new[axis], own.map_or(0, |own| strides[own]));
            }
        }
    }
}
