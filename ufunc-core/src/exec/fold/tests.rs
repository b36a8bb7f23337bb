//! The order of a tree, shown by a function that writes down what it is called with.

extern crate std;

use alloc::collections::BTreeMap;
use alloc::vec::Vec;
use std::sync::Mutex;

use super::rows::Rows;
use super::tree::{BLOCK, Order, Tree, lanes};
use crate::Element;
use crate::exec::Level;
use crate::kernel::{Fold, Kernel, One, Returns};
use crate::math::Mode;
use crate::spec::{OperandSpec, Spec};

/// The number of an expression: of a term, or of a call of two. Of so many words, as elements of all sizes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Number<const N: usize>([u32; N]);

impl<const N: usize> Element for Number<N> {}

/// The expressions so far: equal calls have equal numbers.
struct Calls<const N: usize>(Mutex<BTreeMap<(u32, u32), u32>>);

/// Terms have smaller numbers than calls.
const TERMS: u32 = 1 << 20;

impl<const N: usize> Calls<N> {
    fn new() -> Calls<N> {
        Calls(Mutex::new(BTreeMap::new()))
    }

    fn call(&self, a: u32, b: u32) -> u32 {
        let mut all = self.0.lock().unwrap();
        let next = TERMS + u32::try_from(all.len()).unwrap();
        *all.entry((a, b)).or_insert(next)
    }
}

impl<const N: usize> Kernel for Calls<N> {
    type Args = (Number<N>, Number<N>);
    type Returns = One<Number<N>>;
    const SPEC: &'static Spec = &Spec {
        name: "call",
        doc: "",
        signature: "",
        inputs: &[OperandSpec::new("a", &[]), OperandSpec::new("b", &[])],
        outputs: &[OperandSpec::new("out", &[])],
        dims: &[],
        parallel: false,
        math: false,
        noted: false,
        pure: false,
        cost: 1,
    };

    fn eval<M: Mode>(
        &self,
        _: M,
        (a, b): (Number<N>, Number<N>),
    ) -> <One<Number<N>> as Returns>::Raw {
        Number([self.call(a.0[0], b.0[0]); N])
    }
}

impl<const N: usize> Fold for Calls<N> {
    type Elem = Number<N>;
    const ASSOCIATIVE: bool = true;
    const COMMUTATIVE: bool = true;
    fn identity() -> Option<Number<N>> {
        None
    }
}

/// The tree as the docs state it: blocks in pairs, the largest power of two of them before the others.
fn stated<const N: usize>(calls: &Calls<N>, terms: &[u32]) -> u32 {
    let blocks = terms.len().div_ceil(BLOCK);
    if blocks == 1 {
        return stated_block(calls, terms);
    }
    let (before, after) = terms.split_at(blocks.next_power_of_two() / 2 * BLOCK);
    let (before, after) = (stated(calls, before), stated(calls, after));
    calls.call(before, after)
}

fn stated_block<const N: usize>(calls: &Calls<N>, terms: &[u32]) -> u32 {
    let lanes = lanes::<Number<N>>();
    if terms.len() < lanes {
        return from_the_left(calls, terms);
    }
    let (rounds, mut over) = terms.split_at(terms.len() / lanes * lanes);
    let mut running = rounds[..lanes].to_vec();
    for (i, &term) in rounds.iter().enumerate().skip(lanes) {
        running[i % lanes] = calls.call(running[i % lanes], term);
    }
    while running.len() > 1 {
        let high = running.split_off(running.len() / 2);
        for (low, high) in running.iter_mut().zip(high) {
            *low = calls.call(*low, high);
        }
        if over.len() >= running.len() {
            let (now, later) = over.split_at(running.len());
            for (low, &term) in running.iter_mut().zip(now) {
                *low = calls.call(*low, term);
            }
            over = later;
        }
    }
    running[0]
}

fn from_the_left<const N: usize>(calls: &Calls<N>, terms: &[u32]) -> u32 {
    let call = |a, b| calls.call(a, b);
    terms.iter().copied().reduce(call).unwrap()
}

/// The values of some columns, whose terms come in pushes of these lengths, in turn.
fn found<const N: usize>(
    calls: &Calls<N>,
    order: Order,
    terms: usize,
    columns: usize,
    (pushes, gap): (&[usize], usize),
) -> Vec<u32> {
    let stride = columns + gap;
    let term = |i: usize| Number([u32::try_from(i).unwrap(); N]);
    let memory: Vec<Number<N>> = (0..terms * stride).map(term).collect();
    let mut tree = Tree::new(calls, Level::current(), order);
    assert!(tree.reserve(columns, terms), "memory is there");
    // Twice: a tree is used again.
    let mut values = Vec::new();
    for _ in 0..2 {
        tree.begin(columns, terms, memory[0], None);
        let mut from = 0;
        for &push in pushes.iter().cycle() {
            let len = push.min(terms - from);
            let first = memory[from * stride..].as_ptr();
            // SAFETY: `len` rows of the memory from here on.
            let rows = unsafe { Rows::new(first, stride.cast_signed(), len, columns) };
            tree.push(rows);
            from += len;
            if from == terms {
                break;
            }
        }
        values = tree.finish().iter().map(|number| number.0[0]).collect();
    }
    values
}

/// Compares with the stated tree, for so many columns and pushes.
fn check<const N: usize>(terms: usize, columns: usize, way: (&[usize], usize)) {
    let calls = Calls::<N>::new();
    let found = found(&calls, Order::Tree, terms, columns, way);
    for (column, found) in found.into_iter().enumerate() {
        let number = |i: usize| u32::try_from(i * (columns + way.1) + column).unwrap();
        let terms: Vec<u32> = (0..terms).map(number).collect();
        let stated = stated(&calls, &terms);
        assert_eq!(
            found,
            stated,
            "{} terms, {columns} columns, {way:?}, {N}",
            terms.len()
        );
    }
}

#[test]
fn one_column_is_the_stated_tree() {
    for terms in 1..=2000 {
        check::<2>(terms, 1, (&[usize::MAX], 0));
    }
    for terms in (1..300).chain([511, 512, 513, 769, 1023, 1024, 1025, 5000]) {
        check::<1>(terms, 1, (&[usize::MAX], 0));
        check::<4>(terms, 1, (&[usize::MAX], 0));
        check::<8>(terms, 1, (&[usize::MAX], 0));
    }
}

#[test]
fn several_columns_are_the_stated_tree_each() {
    for terms in (1..300).chain((300..=2000).step_by(47)) {
        check::<2>(terms, 3, (&[usize::MAX], 0));
        check::<1>(terms, 2, (&[usize::MAX], 5));
        check::<8>(terms, 2, (&[usize::MAX], 1));
    }
}

#[test]
fn however_the_terms_come() {
    let ways: [&[usize]; 8] = [
        &[1],
        &[7],
        &[16],
        &[255],
        &[256, 1],
        &[257],
        &[3, 300, 0, 1, 1000],
        &[31, 2],
    ];
    for terms in (1..=2000).step_by(41).chain([255, 256, 257, 512, 513]) {
        for way in ways {
            check::<2>(terms, 1, (way, 0));
            check::<4>(terms, 2, (way, 1));
        }
    }
    // Every way to cut into two.
    for terms in [17, 40, 300] {
        for cut in 0..=terms {
            check::<2>(terms, 1, (&[cut, usize::MAX], 0));
            check::<1>(terms, 1, (&[cut, usize::MAX], 0));
            check::<2>(terms, 2, (&[cut, usize::MAX], 0));
        }
    }
}

#[test]
fn from_the_left_is_from_the_left() {
    for terms in (1..70).chain([256, 257, 600]) {
        for columns in [1, 3] {
            for way in [&[usize::MAX][..], &[5], &[0, 256, 1]] {
                let calls = Calls::<2>::new();
                let found = found(&calls, Order::Left, terms, columns, (way, 0));
                for (column, found) in found.into_iter().enumerate() {
                    let number = |i: usize| u32::try_from(i * columns + column).unwrap();
                    let terms: Vec<u32> = (0..terms).map(number).collect();
                    assert_eq!(found, from_the_left(&calls, &terms));
                }
            }
        }
    }
}
