//! The arguments: mostly the usual ones, and all that is hard. The same in every run.

use crate::functions::{Function, Near};
use crate::number::Number;

/// An angle whose distance from a multiple of π/2 is about the smallest of all `f64`.
const NEAREST_TURN: f64 = 5.319372648326541e255;

/// `count` or more arguments of a function, in columns.
///
/// They stand in the order of how quickly they are computed, so that a huge angle does not change how the usual ones are:
/// 45% uniform in the usual range or an 8th or 64th of it; 30% near hard points; 5% subnormal; 20% uniform over all
/// bit patterns; then all edge values, of two arguments every pair.
pub(crate) fn arguments<T: Number>(function: &Function, count: usize) -> Vec<Vec<T>> {
    let mut source = Source::of(function.name);
    let edges = edges::<T>(function.hard);
    let mut columns = vec![Vec::with_capacity(count); function.arity];
    let mut add = |row: [T; 3]| {
        for (column, x) in columns.iter_mut().zip(row) {
            column.push(x);
        }
    };
    for i in 0..count * 45 / 100 {
        let scale = [1.0, 1.0, 0.125, 0.015625][i % 4];
        add(source.usual(function, scale));
    }
    for _ in 0..count * 15 / 100 {
        add(source.hard(function));
    }
    for _ in 0..count * 15 / 100 {
        let usual: [T; 3] = source.usual(function, 1.0);
        add(usual.map(|x| match source.below(4) {
            0 => x,
            _ => source.around(&edges),
        }));
    }
    for _ in 0..count / 20 {
        let usual: [T; 3] = source.usual(function, 1.0);
        add(usual.map(|x| match source.below(4) {
            0 => x,
            _ => source.subnormal(),
        }));
    }
    for _ in 0..count / 5 {
        add([(); 3].map(|()| T::of_pattern(source.next())));
    }
    for &x in &edges {
        match function.arity {
            1 => add([x; 3]),
            _ => edges
                .iter()
                .for_each(|&y| add([x, y, source.one_of(&edges)])),
        }
    }
    if matches!(function.near, Near::SmallIntegers) {
        for n in &mut columns[1] {
            *n = small_integer(*n);
        }
    }
    columns
}

/// Values at which something ends or changes.
fn edges<T: Number>(hard: &[f64]) -> Vec<T> {
    let (one, two) = (T::one(), T::lit(2.0));
    let integers = T::nearest(2f64.powi(T::FRACTION as i32));
    let (least, normal) = (T::of_pattern(1), T::min_positive_value());
    let mut edges = vec![
        T::zero(),
        least,
        least * two,
        normal.next_down(),
        normal,
        normal.next_up(),
    ];
    edges.extend([
        one.next_down(),
        one,
        one.next_up(),
        T::lit(0.5),
        T::lit(0.5).next_down(),
        two,
        T::lit(3.0),
    ]);
    edges.extend([
        integers - T::lit(0.5),
        integers,
        integers + one,
        integers * two,
        integers * two + two,
    ]);
    edges.extend([
        T::max_value(),
        T::max_value().sqrt(),
        normal.sqrt(),
        T::infinity(),
        T::nan(),
    ]);
    edges.extend(hard.iter().map(|&x| T::nearest(x)));
    let negative: Vec<T> = edges.iter().map(|&x| -x).collect();
    edges.extend(negative);
    edges
}

/// A number between -64 and 64, mostly small, for any number.
fn small_integer<T: Number>(x: T) -> T {
    let place = x.pattern().wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 58;
    let size = if place.is_multiple_of(8) {
        place
    } else {
        place % 9
    };
    let sign = if x.is_sign_negative() { -1.0 } else { 1.0 };
    T::nearest(sign * size as f64)
}

/// SplitMix64.
struct Source(u64);

impl Source {
    /// A sequence of its own for each name.
    fn of(name: &str) -> Source {
        Source(name.bytes().fold(1, |seed, byte| {
            (seed ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01B3)
        }))
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let z = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    fn below(&mut self, n: u64) -> u64 {
        self.next() % n
    }

    fn between(&mut self, low: f64, high: f64) -> f64 {
        low + (high - low) * ((self.next() >> 11) as f64 / (1u64 << 53) as f64)
    }

    fn one_of<T: Copy>(&mut self, list: &[T]) -> T {
        list[self.below(list.len() as u64) as usize]
    }

    /// A number within a few units in the last place of another, or within a few in any place.
    fn beside<T: Number>(&mut self, x: T) -> T {
        let bits = self.below(u64::from(T::FRACTION));
        let step = self.below(1 << bits);
        match self.below(2) {
            0 => T::of_pattern(x.pattern().wrapping_add(step)),
            _ => T::of_pattern(x.pattern().wrapping_sub(step)),
        }
    }

    fn around<T: Number>(&mut self, list: &[T]) -> T {
        let x = self.one_of(list);
        self.beside(x)
    }

    fn subnormal<T: Number>(&mut self) -> T {
        let sign = self.below(2) << (T::BITS - 1);
        let length = self.below(u64::from(T::FRACTION));
        T::of_pattern(sign | self.below(2 << length))
    }

    fn usual<T: Number>(&mut self, function: &Function, scale: f64) -> [T; 3] {
        let mut row = [T::zero(); 3];
        for (x, &(low, high)) in row.iter_mut().zip(function.usual) {
            *x = T::nearest(self.between(low * scale, high * scale));
        }
        row
    }

    /// Arguments at which this function is hard.
    fn hard<T: Number>(&mut self, function: &Function) -> [T; 3] {
        let pattern = T::of_pattern(self.next());
        let [x, y, z] = self.usual::<T>(function, 1.0);
        match function.near {
            Near::Nowhere if function.hard.is_empty() => [x, y, z],
            Near::Nowhere => [x, y, z].map(|_| {
                let point = T::nearest(self.one_of(function.hard));
                self.beside(point)
            }),
            Near::QuarterTurns => [self.quarter_turn(); 3],
            Near::Ties => {
                let length = self.below(u64::from(T::FRACTION) + 2);
                let halves = self.below(1 << length) as f64 / 2.0;
                let tie = T::nearest(if self.below(2) == 0 { halves } else { -halves });
                [T::of_pattern(tie.pattern().wrapping_add(self.below(3)).wrapping_sub(1)); 3]
            }
            Near::SameSize => {
                let ratio = self.between(-30.0, 30.0).exp2();
                let like = T::nearest(pattern.wide() * ratio * self.between(-1.0, 1.0).signum());
                [pattern, like, z]
            }
            Near::SmallDifference => [x, x + T::nearest(self.between(-2.0, 2.0).powi(5)), z],
            Near::Powers => {
                let positive = pattern.abs();
                let base = if self.below(2) == 0 {
                    positive
                } else {
                    self.beside(T::one())
                };
                let limit = if T::BITS == 64 { 746.0 } else { 104.0 };
                let exponent = self.between(-limit, limit) / base.wide().ln();
                [base, T::nearest(exponent), z]
            }
            Near::SmallIntegers => [T::nearest(self.between(-2.0, 2.0)), y, z],
            Near::Cancelling => [x, y, self.beside(-(x * y))],
        }
    }

    /// A number next to a multiple of π/2: few turns, any number of turns, or the hardest of all.
    fn quarter_turn<T: Number>(&mut self) -> T {
        let length = self.below(u64::from(T::FRACTION));
        let turns = self.below(2 << length) as f64;
        let angle = match self.below(64) {
            0 => T::nearest(NEAREST_TURN * self.between(-3.0, 3.0).round().exp2()),
            _ => T::nearest(turns * std::f64::consts::FRAC_PI_2),
        };
        let near = T::of_pattern(angle.pattern().wrapping_add(self.below(5)).wrapping_sub(2));
        if self.below(2) == 0 { near } else { -near }
    }
}
