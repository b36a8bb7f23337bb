//! Reductions, naively: the terms of each result one after the other, or in the tree that the docs state.

use ndarray::{ArrayD, ArrayViewD, Axis, IxDyn};

use crate::oracle::{build, indices};

/// The terms of each result, in C order over the reduced axes, which are in ascending order.
pub fn terms<T: Copy>(a: &ArrayViewD<'_, T>, axes: &[usize]) -> ArrayD<Vec<T>> {
    let kept: Vec<usize> = (0..a.ndim()).filter(|axis| !axes.contains(axis)).collect();
    let sizes = |axes: &[usize]| axes.iter().map(|&axis| a.shape()[axis]).collect::<Vec<_>>();
    let inner: Vec<Vec<usize>> = indices(&sizes(axes)).collect();
    build(&sizes(&kept), |outer| {
        let mut index = vec![0; a.ndim()];
        for (&axis, &i) in kept.iter().zip(&outer) {
            index[axis] = i;
        }
        let mut term = |inner: &Vec<usize>| {
            for (&axis, &i) in axes.iter().zip(inner) {
                index[axis] = i;
            }
            a[IxDyn(&index)]
        };
        inner.iter().map(&mut term).collect()
    })
}

/// The same results with the reduced axes, of length 1.
pub fn keepdims<T>(mut results: ArrayD<T>, axes: &[usize]) -> ArrayD<T> {
    for &axis in axes {
        results.insert_axis_inplace(Axis(axis));
    }
    results
}

/// The value of some terms from the left, after `start` if there is one.
pub fn left<T: Copy>(terms: &[T], start: Option<T>, f: impl Fn(T, T) -> T) -> Option<T> {
    start.into_iter().chain(terms.iter().copied()).reduce(f)
}

/// The tree of some terms: blocks of 256, in pairs; `lanes` running values in a block.
pub fn tree<T: Copy>(terms: &[T], lanes: usize, f: &dyn Fn(T, T) -> T) -> Option<T> {
    let blocks = terms.len().div_ceil(256);
    if blocks < 2 {
        return block(terms, lanes, f);
    }
    // The largest power of two that leaves something.
    let (before, after) = terms.split_at(blocks.next_power_of_two() / 2 * 256);
    Some(f(tree(before, lanes, f)?, tree(after, lanes, f)?))
}

/// The value of one block: term `i` goes into running value `i % lanes`, these are combined half to half, and what is
/// left over joins them as soon as it is as many.
fn block<T: Copy>(terms: &[T], lanes: usize, f: &dyn Fn(T, T) -> T) -> Option<T> {
    if terms.len() < lanes {
        return left(terms, None, f);
    }
    let (rounds, mut over) = terms.split_at(terms.len() / lanes * lanes);
    let mut running = rounds[..lanes].to_vec();
    for (i, &term) in rounds.iter().enumerate().skip(lanes) {
        running[i % lanes] = f(running[i % lanes], term);
    }
    while running.len() > 1 {
        let half = running.len() / 2;
        for i in 0..half {
            running[i] = f(running[i], running[half + i]);
        }
        running.truncate(half);
        if over.len() >= half {
            for i in 0..half {
                running[i] = f(running[i], over[i]);
            }
            over = &over[half..];
        }
    }
    assert!(over.is_empty(), "all terms are in");
    running.pop()
}

/// How many running values a block of such elements has.
pub fn lanes<T>() -> usize {
    match size_of::<T>() {
        0..=4 => 32,
        5..=8 => 16,
        9..=16 => 8,
        _ => 4,
    }
}

/// The results of an associative function: the innermost axes that make a block together are reduced first. `None` for
/// no terms.
pub fn grouped<T: Copy>(
    a: &ArrayViewD<'_, T>,
    axes: &[usize],
    f: &dyn Fn(T, T) -> T,
) -> ArrayD<Option<T>> {
    let sizes: Vec<usize> = axes.iter().map(|&axis| a.shape()[axis]).collect();
    if sizes.contains(&0) {
        return terms(a, axes).mapv(|_| None);
    }
    let mut first = axes.len();
    let mut together = 1;
    while first > 0 && together < 256 {
        first -= 1;
        together *= sizes[first];
    }
    let inner = terms(a, &axes[first..]).mapv(|terms| tree(&terms, lanes::<T>(), f));
    if first == 0 {
        return inner;
    }
    // The axes before these keep their numbers.
    let inner = inner.mapv(|value| value.expect("there are terms"));
    grouped(&inner.view(), &axes[..first], f)
}

/// Every set of axes.
pub fn subsets(ndim: usize) -> impl Iterator<Item = Vec<usize>> {
    (0..1usize << ndim).map(move |set| (0..ndim).filter(|axis| set >> axis & 1 == 1).collect())
}

/// Numbers of all signs and of many sizes, whose sums round: number `i` of a sequence.
pub fn number(i: usize) -> f64 {
    let mut bits = (i as u64 + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    bits ^= bits >> 31;
    let exponent = f64::from(u32::try_from(bits & 15).expect("four bits")) - 8.0;
    ((bits >> 11) as f64 / (1u64 << 53) as f64 - 0.5) * exponent.exp2()
}
