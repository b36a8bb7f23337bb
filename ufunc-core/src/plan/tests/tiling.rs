//! Tiles, exhaustively on small plans: they hold each element once, and its parts are where the plan says.

use super::super::{Part, Tile, Tiling};
use super::*;

/// What the tiles of a plan hold, in their order: the operands' offsets and the position of each element.
fn tiled(plan: &Plan, block: usize, whole: bool) -> Vec<(Vec<isize>, usize)> {
    held(plan, block, whole, &plan.tiling(block, whole))
}

/// The same, of tiles that may have rounds.
fn held(plan: &Plan, block: usize, whole: bool, tiling: &Tiling) -> Vec<(Vec<isize>, usize)> {
    let mut tiles = plan.tiles(tiling);
    let mut all = Vec::new();
    while let Some(tile) = tiles.next() {
        assert!(tile.len > 0 && (whole || tile.len <= block), "{tiling:?}");
        let operands = plan.start.len();
        let parts: Vec<Vec<isize>> = (0..operands).map(|i| elements(tile, i)).collect();
        for (operand, part) in parts.iter().enumerate() {
            rounds(tile, operand, part, block);
        }
        for i in 0..tile.len {
            all.push((parts.iter().map(|part| part[i]).collect(), tile.first + i));
        }
        let len = tile.len;
        tiles.advance(len);
    }
    all
}

/// The offsets of an operand's elements in a tile, in order, from its part's steps.
fn elements(tile: Tile<'_>, operand: usize) -> Vec<isize> {
    let part = Part::Of(tile, operand);
    let mut all = vec![part.offset()];
    for (len, stride) in part.steps() {
        let longer = |first: &isize| {
            let first = *first;
            (0..len.cast_signed()).map(move |i| first + i * stride)
        };
        all = all.iter().flat_map(longer).collect();
    }
    assert_eq!(all.len(), part.len());
    let steps = |by: isize| all.windows(2).all(|pair| pair[1] - pair[0] == by);
    assert_eq!(part.contiguous(), steps(1), "{part:?}");
    assert_eq!(part.repeated(), steps(0), "{part:?}");
    assert_eq!(tile.is_contiguous(operand as u32), steps(1), "{part:?}");
    let repeated = tile.repeated() >> operand & 1 == 1;
    assert_eq!(repeated, steps(0) && all.len() > 1, "{part:?}");
    all
}

/// In a tile with rounds an operand goes on, or begins again after each round, which fits into a block.
fn rounds(tile: Tile<'_>, operand: usize, all: &[isize], block: usize) {
    let round = tile.round_len();
    if round == 0 || Part::Of(tile, operand).contiguous() {
        return;
    }
    assert!(round <= block, "{tile:?}");
    assert_eq!(Part::Of(tile, operand).first_round().len(), round);
    for (i, offset) in all.iter().enumerate() {
        assert_eq!(*offset, all[i % round], "{tile:?} {operand} {i}");
    }
}

#[test]
fn every_element_once() {
    let mut plans = 0;
    for shape in shapes(0..5, 3) {
        for input in inputs(shape.len()).into_iter().step_by(7) {
            for output in outputs(&shape).into_iter().step_by(5) {
                let operands = [input.clone(), output];
                for visit in [Visit::Memory, Visit::C] {
                    let plan = Plan::new(&shape, &operands, visit);
                    let mut expected = visited(&plan);
                    for block in [1, 2, 5, 7, 512] {
                        for whole in [false, true] {
                            let rounds = plan.tiling_in_rounds(block, whole);
                            let mut found = held(&plan, block, whole, &rounds);
                            if visit == Visit::C {
                                assert_eq!(found, expected, "{shape:?} {operands:?} {block}");
                            }
                            found.sort();
                            let by_rounds = found;
                            let mut found = tiled(&plan, block, whole);
                            if visit == Visit::C {
                                assert_eq!(found, expected, "{shape:?} {operands:?} {block}");
                            }
                            found.sort();
                            if visit == Visit::C {
                                assert_eq!(found, by_rounds);
                            }
                            let offsets = |all: &[(Vec<isize>, usize)]| -> Vec<Vec<isize>> {
                                all.iter().map(|(offsets, _)| offsets.clone()).collect()
                            };
                            let mut sorted = offsets(&expected);
                            sorted.sort();
                            assert_eq!(offsets(&found), sorted, "{shape:?} {operands:?} {block}");
                            let mut by_rounds = offsets(&by_rounds);
                            by_rounds.sort();
                            assert_eq!(by_rounds, sorted, "{shape:?} {operands:?} {block}");
                        }
                    }
                    expected.clear();
                    plans += 1;
                }
            }
        }
    }
    assert!(plans > 5_000, "{plans}");
}

#[test]
fn operands_that_disagree_share_squares() {
    let plan = Plan::new(
        &[40, 50],
        &[strides(&[1, 40]), strides(&[50, 1])],
        Visit::Memory,
    );
    assert_eq!(plan.tiling(512, true).extents.as_slice(), [10, 50]);
    let mut found = tiled(&plan, 512, true);
    let mut expected = visited(&plan);
    found.sort_by(|a, b| a.0.cmp(&b.0));
    expected.sort_by(|a, b| a.0.cmp(&b.0));
    let offsets = |all: Vec<(Vec<isize>, usize)>| all.into_iter().map(|(o, _)| o);
    assert!(offsets(found).eq(offsets(expected)));
    // In C order elements are visited row by row, whatever the operands' order.
    let plan = Plan::new(&[40, 50], &[strides(&[1, 40]), strides(&[50, 1])], Visit::C);
    assert_eq!(tiled(&plan, 512, true), visited(&plan));
    // The other fast axis may be any: it is moved next to the innermost.
    let plan = Plan::new(
        &[20, 30, 40],
        &[strides(&[1, 20, 600]), strides(&[1200, 40, 1])],
        Visit::Memory,
    );
    let lens: Vec<usize> = plan.loops.iter().map(|steps| steps.len).collect();
    assert_eq!(lens, [30, 20, 40]);
}

#[test]
fn short_rows_share_a_tile() {
    let rows = [strides(&[3, 1]), strides(&[0, 1])];
    let plan = Plan::new(&[1000, 3], &rows, Visit::Memory);
    assert_eq!(plan.tiling(512, true).extents.as_slice(), [170, 3]);
    // Long ones do not.
    let rows = [strides(&[300, 1]), strides(&[0, 1])];
    let plan = Plan::new(&[1000, 300], &rows, Visit::Memory);
    assert_eq!(plan.tiling(512, true).extents.as_slice(), [300]);
    // Rows that need no copy are one tile, if that is allowed.
    let rows = [strides(&[5000, 1]), strides(&[1, 0]), strides(&[0, 1])];
    let plan = Plan::new(&[10, 5000], &rows, Visit::Memory);
    assert_eq!(plan.tiling(512, true).extents.as_slice(), [5000]);
    assert_eq!(plan.tiling(512, false).extents.as_slice(), [512]);
}

#[test]
fn short_rows_that_begin_again_have_rounds() {
    let rows = [strides(&[3, 1]), strides(&[0, 1])];
    let plan = Plan::new(&[1000, 3], &rows, Visit::Memory);
    let tiling = plan.tiling_in_rounds(512, true);
    assert_eq!(
        (tiling.extents.as_slice(), tiling.round),
        (&[1000, 3][..], 160)
    );
    // Not where tiles may not be longer than a block, or an operand moves in another way.
    assert_eq!(plan.tiling_in_rounds(512, false), plan.tiling(512, false));
    let rows = [strides(&[3, 1]), strides(&[0, 1]), strides(&[1, 0])];
    let plan = Plan::new(&[1000, 3], &rows, Visit::Memory);
    assert_eq!(plan.tiling_in_rounds(512, true), plan.tiling(512, true));
    // A row as long as a block is a round.
    let rows = [strides(&[512, 1]), strides(&[0, -1])];
    let plan = Plan::new(&[9, 512], &rows, Visit::Memory);
    assert_eq!(plan.tiling_in_rounds(512, true).round, 1);
    assert_eq!(plan.tiling_in_rounds(511, true).round, 0);
}
