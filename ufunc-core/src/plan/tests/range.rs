//! Parts of nested loops, exhaustively: each step once, in order, in pieces that have room.

use super::*;
use crate::plan::range::Piece;

/// The loops of a shape, with strides of two operands: C order, and one that does not coalesce.
fn loops(shape: &[usize]) -> Vec<Loop> {
    let mut dense = 1;
    let mut all = Vec::new();
    for (axis, &len) in shape.iter().enumerate().rev() {
        let other =
            100isize.pow(u32::try_from(axis).unwrap_or(0)) * if axis % 2 == 0 { 1 } else { -1 };
        all.insert(
            0,
            Loop {
                len,
                strides: Strides::from_slice(&[dense, other]),
            },
        );
        dense *= len.cast_signed();
    }
    all
}

/// The offsets of the steps of a piece, in order.
fn steps(piece: Piece<'_>, loops: &[Loop]) -> Vec<Vec<isize>> {
    let strides = |operand: usize| -> Strides {
        loops[piece.depth..]
            .iter()
            .map(|l| l.strides[operand])
            .collect()
    };
    let operands = [strides(0), strides(1)];
    let moved = |index: &Vec<usize>| {
        let inside = offsets(&operands, index);
        inside
            .iter()
            .zip(piece.offsets)
            .map(|(a, b)| a + b)
            .collect()
    };
    indices(piece.extents).iter().map(moved).collect()
}

fn check(shape: &[usize], rooms: &[usize]) {
    let loops = loops(shape);
    let nest = Nest::new(&loops);
    let strides = [0, 1].map(|operand| loops.iter().map(|l| l.strides[operand]).collect());
    let all: Vec<Vec<isize>> = indices(shape)
        .iter()
        .map(|index| offsets(&strides, index))
        .collect();
    for &room in rooms {
        for from in 0..=all.len() {
            for to in from..=all.len() {
                let mut found = Vec::new();
                let done: Result<(), ()> = nest.pieces(from, to, room, &mut |piece| {
                    let part = steps(piece, &loops);
                    assert_eq!(part.len(), piece.len, "{shape:?}");
                    assert!((1..=room.max(1)).contains(&piece.len), "{shape:?}, {room}");
                    // The inner loops are whole.
                    assert_eq!(piece.extents[1..], shape[piece.depth + 1..], "{shape:?}");
                    found.extend(part);
                    Ok(())
                });
                assert_eq!(done, Ok(()));
                assert_eq!(
                    found,
                    all[from..to],
                    "{shape:?} from {from} to {to} with room for {room}"
                );
            }
        }
    }
}

#[test]
fn each_step_once_and_in_order() {
    for a in 1..6 {
        check(&[a], &[1, 2, 3, 5, 100]);
        for b in 1..5 {
            check(&[a, b], &[1, 2, 3, 4, 7, usize::MAX]);
            for c in 1..4 {
                check(&[a, b, c], &[1, 2, 3, 6, 7, 13, usize::MAX]);
            }
        }
    }
    check(&[2, 3, 2, 2], &[1, 2, 4, 5, 12, 24]);
}

#[test]
fn pieces_are_as_large_as_there_is_room() {
    let loops = loops(&[4, 3, 5]);
    let nest = Nest::new(&loops);
    let pieces = |from, to, room| {
        let mut found = Vec::new();
        let done: Result<(), ()> = nest.pieces(from, to, room, &mut |piece| {
            found.push((piece.depth, piece.extents.to_vec()));
            Ok(())
        });
        assert_eq!(done, Ok(()));
        found
    };
    assert_eq!(pieces(0, 60, 60), [(0, vec![4, 3, 5])]);
    assert_eq!(pieces(0, 60, 30), [(0, vec![2, 3, 5]), (0, vec![2, 3, 5])]);
    assert_eq!(pieces(0, 15, 14), [(1, vec![2, 5]), (1, vec![1, 5])]);
    assert_eq!(
        pieces(3, 16, 60),
        [(2, vec![2]), (1, vec![2, 5]), (2, vec![1])]
    );
    assert_eq!(pieces(7, 7, 60), []);
}

#[test]
fn the_first_error_ends_it() {
    let loops = loops(&[4, 3]);
    let nest = Nest::new(&loops);
    let mut calls = 0;
    let done = nest.pieces(0, 12, 1, &mut |piece| {
        calls += 1;
        if calls == 5 {
            Err(piece.offsets[0])
        } else {
            Ok(())
        }
    });
    assert_eq!((done, calls), (Err(4), 5));
}
