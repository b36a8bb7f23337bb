//! The numbers that the cases run on: the same ones as in `peers/inputs.py`, bit for bit, in memory like theirs.

use bytemuck::Pod;
use ndarray::ShapeBuilder;
use ndarray::prelude::*;

/// An operand of a case.
pub type Operand<T, D> = ArrayView<'static, T, D>;
/// A given output of a case.
pub type Given<T, D> = ArrayViewMut<'static, T, D>;

/// From this size on, NumPy asks for huge pages, and so do we: else the pages decide what is measured.
const HUGE: usize = 1 << 22;

/// Memory for the rest of the run.
fn memory<T: Pod>(n: usize) -> &'static mut [T] {
    let bytes = n * size_of::<T>();
    if bytes < HUGE {
        return vec![T::zeroed(); n].leak();
    }
    let map = memmap2::MmapMut::map_anon(bytes).expect("memory");
    // Without huge pages it is slower, no more.
    #[cfg(target_os = "linux")]
    let _ = map.advise(memmap2::Advice::HugePage);
    bytemuck::cast_slice_mut(&mut Box::leak(Box::new(map))[..])
}

/// A given output, its pages touched.
pub fn given<T: Pod, Sh: ShapeBuilder>(shape: Sh) -> Given<T, Sh::Dim> {
    let shape = shape.into_shape_with_order();
    let memory = memory(shape.size());
    memory.fill(T::zeroed());
    ArrayViewMut::from_shape(shape, memory).expect("as much memory as elements")
}

/// An operand with the elements of an array.
pub fn operand<T: Pod, D: Dimension>(array: &Array<T, D>) -> Operand<T, D> {
    let mut operand = given(array.raw_dim());
    operand.assign(array);
    let (shape, elements) = (array.raw_dim(), operand.into_slice().expect("contiguous"));
    ArrayView::from_shape(shape, elements).expect("as many elements")
}

/// The elements of an operand, in a row.
pub fn flat<T, D: Dimension>(x: &Operand<T, D>) -> &'static [T] {
    x.to_slice().expect("contiguous")
}

/// The elements of an output, in a row.
pub fn flat_mut<T, D: Dimension>(out: &mut Given<T, D>) -> &mut [T] {
    out.as_slice_mut().expect("contiguous")
}

/// The number at a place of the sequence of a seed, in [0, 1): SplitMix64 of a counter.
fn unit(seed: u64, place: u64) -> f64 {
    let z = place.wrapping_add(1).wrapping_add(seed << 40);
    let z = z.wrapping_mul(0x9E37_79B9_7F4A_7C15);
    let z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    let z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    #[allow(clippy::cast_precision_loss)]
    let high_bits = ((z ^ (z >> 31)) >> 11) as f64;
    high_bits * 0.5f64.powi(53)
}

/// `n` numbers of [0, 1).
pub fn numbers(seed: u64, n: usize) -> Operand<f64, Ix1> {
    between(seed, n, 0.0, 1.0)
}

/// `n` numbers of [low, high).
pub fn between(seed: u64, n: usize, low: f64, high: f64) -> Operand<f64, Ix1> {
    let memory = memory(n);
    for (place, number) in memory.iter_mut().enumerate() {
        *number = low + (high - low) * unit(seed, place as u64);
    }
    ArrayView::from(&*memory)
}

/// An array of numbers of [0, 1).
pub fn block<Sh: ShapeBuilder>(seed: u64, shape: Sh) -> Operand<f64, Sh::Dim> {
    let shape = shape.into_shape_with_order();
    let all = numbers(seed, shape.size());
    ArrayView::from_shape(shape, flat(&all)).expect("as many numbers as places")
}

/// The same in single precision.
#[allow(clippy::cast_possible_truncation)]
pub fn single<D: Dimension>(x: &Operand<f64, D>) -> Operand<f32, D> {
    operand(&x.mapv(|x| x as f32))
}

/// Points of the Poincaré disc.
pub fn points(n: usize) -> [Operand<f64, Ix1>; 2] {
    let (unit, turn) = (numbers(1, n), numbers(2, n));
    let (r, angle) = (
        unit.mapv(|unit| 0.95 * unit),
        turn.mapv(|turn| std::f64::consts::TAU * turn),
    );
    [operand(&(&r * angle.cos())), operand(&(&r * angle.sin()))]
}

/// Points, centres and widths of Gaussians.
pub fn gaussians() -> [Operand<f64, Ix1>; 3] {
    [
        between(1, 300_000, -3.0, 3.0),
        between(2, 100, -3.0, 3.0),
        between(3, 100, 0.04, 0.3),
    ]
}

/// A mask that is true at random.
pub fn random_mask(n: usize) -> Array1<bool> {
    numbers(9, n).mapv(|x| x < 0.5)
}

/// A mask that is true in every other thousand.
pub fn runs_mask(n: usize) -> Array1<bool> {
    (0..n).map(|place| place / 1000 % 2 == 0).collect()
}
