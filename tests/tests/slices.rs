//! Sums, products and extremes of slices: each element once, in the order that the docs state, at every level.

use ndarray::{Array1, Array2};
use ufunc_core::slices::{self, Number};
use ufunc_core::{Level, guvectorize};

/// Lengths around everything that the functions divide a slice by, and some large ones.
fn lengths() -> impl Iterator<Item = usize> {
    (0..600).chain([
        767, 768, 769, 1023, 1024, 1025, 4095, 4096, 4113, 65_535, 65_536, 100_003,
    ])
}

/// Numbers of all signs and of many sizes.
fn numbers(n: usize, seed: u64) -> Vec<f64> {
    let mut state = seed.wrapping_mul(2).wrapping_add(1);
    let mut next = || {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1);
        (state >> 33) as f64 / f64::from(1u32 << 31)
    };
    (0..n)
        .map(|_| (next() - 0.5) * (next() * 20.0 - 10.0).exp2())
        .collect()
}

/// The order of additions as the docs state it.
fn stated<T: Number>(terms: &[T], width: usize) -> T {
    let blocks = terms.chunks(256).map(|block| stated_block(block, width));
    let mut sums: Vec<(T, usize)> = Vec::new();
    // Sums of as many blocks are added; the last block may be shorter, and waits with what is left.
    let full = terms.len() / 256;
    for (i, sum) in blocks.enumerate() {
        sums.push((sum, if i < full { 1 } else { 0 }));
        while let [.., (a, n), (b, m)] = sums[..] {
            if n != m || m == 0 {
                break;
            }
            sums.truncate(sums.len() - 2);
            sums.push((a + b, n + m));
        }
    }
    let last = sums.pop().expect("not empty").0;
    sums.into_iter()
        .rev()
        .fold(last, |later, (earlier, _)| earlier + later)
}

fn stated_block<T: Number>(block: &[T], width: usize) -> T {
    if block.len() < width {
        return block
            .iter()
            .copied()
            .reduce(|a, b| a + b)
            .expect("not empty");
    }
    let (full, mut rest) = block.split_at(block.len() / width * width);
    let mut sums: Vec<T> = full[..width].to_vec();
    for row in full[width..].chunks(width) {
        sums.iter_mut()
            .zip(row)
            .for_each(|(sum, term)| *sum = *sum + *term);
    }
    while sums.len() > 1 {
        let half = sums.len() / 2;
        let high = sums.split_off(half);
        sums.iter_mut()
            .zip(high)
            .for_each(|(low, high)| *low = *low + high);
        if rest.len() >= half {
            sums.iter_mut()
                .zip(rest)
                .for_each(|(sum, term)| *sum = *sum + *term);
            rest = &rest[half..];
        }
    }
    assert!(rest.is_empty());
    sums[0]
}

#[test]
fn floats_are_added_in_the_stated_order() {
    for n in lengths().filter(|&n| n > 0) {
        let (x, y) = (numbers(n, 1), numbers(n, 2));
        let products: Vec<f64> = x.iter().zip(&y).map(|(x, y)| x * y).collect();
        let squares: Vec<f64> = x.iter().zip(&y).map(|(x, y)| (x - y) * (x - y)).collect();
        assert_eq!(
            slices::sum(&x).to_bits(),
            stated(&x, 16).to_bits(),
            "sum of {n}"
        );
        assert_eq!(
            slices::dot(&x, &y).to_bits(),
            stated(&products, 16).to_bits(),
            "dot of {n}"
        );
        let distance = slices::squared_distance(&x, &y);
        assert_eq!(
            distance.to_bits(),
            stated(&squares, 16).to_bits(),
            "distance of {n}"
        );

        let x: Vec<f32> = x.iter().map(|&x| x as f32).collect();
        let y: Vec<f32> = y.iter().map(|&y| y as f32).collect();
        let products: Vec<f32> = x.iter().zip(&y).map(|(x, y)| x * y).collect();
        assert_eq!(
            slices::sum(&x).to_bits(),
            stated(&x, 32).to_bits(),
            "f32 sum of {n}"
        );
        assert_eq!(
            slices::dot(&x, &y).to_bits(),
            stated(&products, 32).to_bits(),
            "f32 dot of {n}"
        );
    }
}

#[test]
fn sums_are_accurate() {
    let n = 1_000_003;
    let x: Vec<f64> = numbers(n, 3).iter().map(|x| x.abs()).collect();
    // Exact enough: the sum of the rounding errors of every addition is added again.
    let (mut exact, mut lost) = (0.0f64, 0.0f64);
    for &x in &x {
        let sum = exact + x;
        let (large, small) = if exact > x { (exact, x) } else { (x, exact) };
        lost += small - (sum - large);
        exact = sum;
    }
    exact += lost;
    let error = |sum: f64| ((sum - exact) / exact).abs() / f64::EPSILON;
    assert!(error(slices::sum(&x)) <= 4.0, "{}", error(slices::sum(&x)));
    assert!(
        error(x.iter().sum()) > 40.0,
        "left to right is worse: {}",
        error(x.iter().sum())
    );
}

#[test]
fn integers_are_added() {
    for n in lengths() {
        let x: Vec<i64> = (0..n as i64).map(|i| i * i % 1000 - 300).collect();
        let y: Vec<i64> = (0..n as i64).map(|i| 7 - i % 13).collect();
        let products = x.iter().zip(&y).map(|(x, y)| x * y);
        let squares = x.iter().zip(&y).map(|(x, y)| (x - y) * (x - y));
        assert_eq!(slices::sum(&x), x.iter().sum());
        assert_eq!(slices::dot(&x, &y), products.sum());
        assert_eq!(slices::squared_distance(&x, &y), squares.sum());
        assert_eq!(
            slices::squared_distance(&y, &x),
            slices::squared_distance(&x, &y)
        );
    }
    assert_eq!(slices::squared_distance(&[1u8, 9], &[4, 2]), 58);
    assert_eq!(slices::sum(&[1usize, 2]), 3);
    assert_eq!(slices::sum::<i32>(&[]), 0);
}

#[test]
fn sums_of_special_values() {
    assert_eq!(slices::sum::<f64>(&[]).to_bits(), 0.0f64.to_bits());
    for n in (1..70).chain([255, 256, 257, 300, 511, 512, 530, 768]) {
        assert_eq!(
            slices::sum(&vec![-0.0f64; n]).to_bits(),
            (-0.0f64).to_bits(),
            "{n}"
        );
        assert_eq!(
            slices::sum(&vec![-0.0f32; n]).to_bits(),
            (-0.0f32).to_bits(),
            "{n}"
        );
        for at in 0..n {
            let mut x = vec![1.0f64; n];
            x[at] = f64::INFINITY;
            assert_eq!(slices::sum(&x), f64::INFINITY);
            x[at] = f64::NAN;
            assert!(slices::sum(&x).is_nan());
        }
    }
}

#[test]
fn extremes_are_found_wherever_they_are() {
    for n in (1..200).chain([255, 256, 257, 1000]) {
        for at in 0..n {
            let mut x = vec![1.0f64; n];
            x[at] = 2.5;
            assert_eq!(slices::max(&x), 2.5, "{at} of {n}");
            x[at] = -2.5;
            assert_eq!(slices::min(&x), -2.5, "{at} of {n}");
            let small: Vec<f32> = x.iter().map(|&x| x as f32).collect();
            assert_eq!(
                (slices::min(&small), slices::max(&small)),
                (-2.5, if n == 1 { -2.5 } else { 1.0 })
            );
            let whole: Vec<i32> = x.iter().map(|&x| (x * 2.0) as i32).collect();
            assert_eq!(slices::min(&whole), -5);
            x[at] = f64::NAN;
            assert!(
                slices::max(&x).is_nan() && slices::min(&x).is_nan(),
                "{at} of {n}"
            );
            let small: Vec<f32> = x.iter().map(|&x| x as f32).collect();
            assert!(
                slices::max(&small).is_nan() && slices::min(&small).is_nan(),
                "{at} of {n}"
            );
            // A NaN that is followed by an infinity stays.
            x[n - 1] = if at == n - 1 { f64::NAN } else { f64::INFINITY };
            assert!(slices::max(&x).is_nan());
        }
    }
}

#[test]
fn extremes_of_nothing_and_of_infinities() {
    assert_eq!(slices::max::<f64>(&[]), f64::NEG_INFINITY);
    assert_eq!(slices::min::<f32>(&[]), f32::INFINITY);
    assert_eq!(
        (slices::max::<u8>(&[]), slices::min::<i16>(&[])),
        (0, i16::MAX)
    );
    assert_eq!(slices::max(&[f64::NEG_INFINITY; 40]), f64::NEG_INFINITY);
    assert_eq!(slices::max(&[i8::MIN, -3, i8::MIN]), -3);
    assert_eq!(slices::min(&[u64::MAX, 1 << 40]), 1 << 40);
}

#[test]
#[should_panic(expected = "slices::dot: the slices have 3 and 4 elements")]
fn dot_of_different_lengths() {
    slices::dot(&[1.0; 3], &[1.0; 4]);
}

#[test]
#[should_panic(expected = "slices::squared_distance: the slices have 1 and 0 elements")]
fn distance_of_different_lengths() {
    slices::squared_distance(&[1.0f32], &[]);
}

#[guvectorize("(n),(n)->(5)")]
fn everything(x: &[f64], y: &[f64]) -> [f64; 5] {
    [
        slices::sum(x),
        slices::dot(x, y),
        slices::squared_distance(x, y),
        slices::max(x),
        slices::min(y),
    ]
}

#[guvectorize("(n),(n)->(5)")]
fn everything_small(x: &[f32], y: &[f32]) -> [f32; 5] {
    [
        slices::sum(x),
        slices::dot(x, y),
        slices::squared_distance(x, y),
        slices::max(x),
        slices::min(y),
    ]
}

/// Levels are a setting of the whole program: all that forces one is in this test.
#[test]
fn the_same_bits_at_every_level() {
    let best = Level::current();
    for n in lengths() {
        let (x, y) = (numbers(n, 4), numbers(n, 5));
        let (x32, y32): (Vec<f32>, Vec<f32>) = x
            .iter()
            .zip(&y)
            .map(|(&x, &y)| (x as f32, y as f32))
            .unzip();
        let here = [
            slices::sum(&x),
            slices::dot(&x, &y),
            slices::squared_distance(&x, &y),
            slices::max(&x),
            slices::min(&y),
        ];
        let here32 = [
            slices::sum(&x32),
            slices::dot(&x32, &y32),
            slices::squared_distance(&x32, &y32),
            slices::max(&x32),
            slices::min(&y32),
        ];
        for level in Level::available() {
            level.force().unwrap();
            let there: Array1<f64> = everything(&x, &y);
            let there32: Array1<f32> = everything_small(&x32, &y32);
            for (here, there) in here.iter().zip(there) {
                assert_eq!(here.to_bits(), there.to_bits(), "{level}, {n}");
            }
            for (here, there) in here32.iter().zip(there32) {
                assert_eq!(here.to_bits(), there.to_bits(), "f32, {level}, {n}");
            }
        }
    }
    best.force().unwrap();
}

#[test]
fn in_kernels_on_strided_rows() {
    let a = Array2::from_shape_fn((700, 5), |(i, j)| ((i * 7 + j * 3) % 11) as f64);
    let found = everything(a.t(), a.column(0));
    for (j, row) in found.outer_iter().enumerate() {
        let (x, y) = (a.column(j).to_vec(), a.column(0).to_vec());
        assert_eq!(row[0], slices::sum(&x));
        assert_eq!(row[1], slices::dot(&x, &y));
        assert_eq!(row[2], slices::squared_distance(&x, &y));
    }
}
