//! Operands anywhere in one buffer: entangled, unaligned, backwards, again and again; against a model byte by byte.

use alloc::vec;
use alloc::vec::Vec;

use super::{Foreign, ForeignTuple, Halt, Memory, core, elementwise, fold};
use crate::exec::{Slice, SliceMut, Value, Written};
use crate::kernel::{CoreKernel, Fold, Kernel, One};
use crate::math::Mode;
use crate::spec::{DimSpec, OperandSpec, Size, Spec};

const fn spec(
    name: &'static str,
    inputs: &'static [OperandSpec],
    dims: &'static [DimSpec],
) -> Spec {
    Spec {
        name,
        doc: "",
        signature: "",
        inputs,
        outputs: if dims.is_empty() { ELEMENT } else { ROW },
        dims,
        parallel: false,
        math: false,
        noted: false,
        pure: false,
        cost: 1,
    }
}

const ELEMENT: &[OperandSpec] = &[OperandSpec::new("out", &[])];
const ROW: &[OperandSpec] = &[OperandSpec::new("out", &[0])];
const TWO: &[OperandSpec] = &[OperandSpec::new("a", &[]), OperandSpec::new("b", &[])];

/// 3a + b: not commutative.
struct Mixed;

impl Kernel for Mixed {
    type Args = (u32, u32);
    type Returns = One<u32>;
    const SPEC: &'static Spec = &spec("mixed", TWO, &[]);
    #[inline(always)]
    fn eval<M: Mode>(&self, _mode: M, (a, b): (u32, u32)) -> u32 {
        a.wrapping_mul(3).wrapping_add(b)
    }
}

/// The sum, or with `PAIRS` in order (which makes no difference to a sum).
struct Sum<T, const SIDE_BY_SIDE: bool>(T);

macro_rules! sum {
    ($($t:ty)*) => { $(
        impl<const SIDE_BY_SIDE: bool> Kernel for Sum<$t, SIDE_BY_SIDE> {
            type Args = ($t, $t);
            type Returns = One<$t>;
            const SPEC: &'static Spec = &spec("sum", TWO, &[]);
            #[inline(always)]
            fn eval<M: Mode>(&self, _mode: M, (a, b): ($t, $t)) -> $t {
                a.wrapping_add(b)
            }
        }
        impl<const SIDE_BY_SIDE: bool> Fold for Sum<$t, SIDE_BY_SIDE> {
            type Elem = $t;
            const ASSOCIATIVE: bool = true;
            const COMMUTATIVE: bool = SIDE_BY_SIDE;
            fn identity() -> Option<$t> {
                Some(0)
            }
        }
    )* };
}
sum!(u8 u32 i64 usize);

/// Each element times `k`, plus the last one: reads what a loop in place would have written.
struct Rotated;

impl CoreKernel for Rotated {
    type Inputs = (Slice<u32>, Value<u32>);
    type Outputs = Written<(SliceMut<u32>,)>;
    const SPEC: &'static Spec = &spec(
        "rotated",
        &[OperandSpec::new("x", &[0]), OperandSpec::new("k", &[])],
        &[DimSpec {
            name: "n",
            size: Size::Bound,
            optional: false,
            broadcastable: false,
        }],
    );
    fn eval<M: Mode>(&self, _mode: M, (x, k): (&[u32], u32), (out,): (&mut [u32],)) {
        for i in 0..x.len() {
            // Adds to what is there: outputs start as zero.
            out[i] = out[i]
                .wrapping_add(x[i].wrapping_mul(k))
                .wrapping_add(x[x.len() - 1 - i]);
        }
    }
}

/// 512 bytes, no two of which are equal to their neighbours, at an address that is a multiple of 8.
fn buffer() -> Vec<u64> {
    (0..64u64)
        .map(|i| (i + 1).wrapping_mul(0x9E37_79B9_7F4A_7C15))
        .collect()
}

fn bytes(buffer: &[u64]) -> Vec<u8> {
    buffer.iter().flat_map(|word| word.to_ne_bytes()).collect()
}

/// An operand by offset and step, in bytes.
type Place = (usize, isize);

fn memory(buffer: &mut [u64], (offset, step): Place) -> Memory {
    let at = buffer.as_mut_ptr().cast::<u8>().wrapping_add(offset);
    Memory { at, step }
}

fn read(bytes: &[u8], (offset, step): Place, i: usize) -> u32 {
    let at = offset.wrapping_add_signed(step * i.cast_signed());
    u32::from_ne_bytes(bytes[at..at + 4].try_into().unwrap())
}

fn write(bytes: &mut [u8], (offset, step): Place, i: usize, value: u32) {
    let at = offset.wrapping_add_signed(step * i.cast_signed());
    bytes[at..at + 4].copy_from_slice(&value.to_ne_bytes());
}

/// Places of up to 10 elements of 4 bytes: in the middle, aligned or not, with all kinds of steps.
fn places() -> impl Iterator<Item = Place> + Clone {
    let offsets = [200, 204, 201, 208, 236, 300];
    let steps = [4, 0, 8, -4, 12, 5, -8];
    offsets
        .into_iter()
        .flat_map(move |offset| steps.into_iter().map(move |step| (offset, step)))
}

#[test]
fn element_by_element_wherever_they_lie() {
    for len in [0, 1, 3, 4, 5, 9, 10] {
        for a in places() {
            for b in places().step_by(5) {
                for out in places() {
                    let mut ours = buffer();
                    let mut model = bytes(&ours);
                    for i in 0..len {
                        let value = Mixed.eval(
                            crate::math::Careful::<false>,
                            (read(&model, a, i), read(&model, b, i)),
                        );
                        write(&mut model, out, i, value);
                    }
                    let operands = [a, b, out].map(|place| memory(&mut ours, place));
                    // SAFETY: all of them inside the buffer, which is ours alone.
                    let done = unsafe { elementwise(&Mixed, &operands, len) };
                    assert!(done.is_ok());
                    assert!(bytes(&ours) == model, "{len} {a:?} {b:?} {out:?}");
                }
            }
        }
    }
}

/// Calls `Rotated` on `len` sub-arrays of `n` elements.
fn rotate(buffer: &mut [u64], places: [Place; 3], len: usize, n: usize, steps: [isize; 2]) {
    let operands = places.map(|place| memory(buffer, place));
    // SAFETY: all of them inside the buffer, which is ours alone.
    let done = unsafe { core(&Rotated, &operands, len, &[n], &steps) };
    assert!(done.is_ok());
}

#[test]
fn sub_arrays_wherever_they_lie() {
    let steps = [4isize, 8, -4, 5, 0];
    for (places, n) in [(1usize, 3), (2, 3), (3, 2), (3, 0), (0, 3)] {
        for x in [
            (200, 12),
            (200, 0),
            (204, -12),
            (201, 12),
            (240, 16),
            (200, 8),
        ] {
            for out in [
                (200, 12),
                (204, 12),
                (203, 12),
                (211, 12),
                (212, 12),
                (224, 12),
                (248, 16),
                (300, 24),
            ] {
                for x_step in steps {
                    // An output's elements are distinct, as NumPy promises.
                    for out_step in [4isize, -4] {
                        let k = (400, 4);
                        let mut ours = buffer();
                        let given = bytes(&ours);
                        let mut model = given.clone();
                        for place in 0..places {
                            let first = |(at, step): Place| {
                                at.wrapping_add_signed(step * place.cast_signed())
                            };
                            let at = |i| read(&given, (first(x), x_step), i);
                            for i in 0..n {
                                let value = at(i)
                                    .wrapping_mul(read(&given, k, place))
                                    .wrapping_add(at(n - 1 - i));
                                write(&mut model, (first(out), out_step), i, value);
                            }
                        }
                        let steps = [x_step, out_step];
                        rotate(&mut ours, [x, k, out], places, n, steps);
                        assert!(
                            bytes(&ours) == model,
                            "{places}×{n} {x:?} {x_step} {out:?} {out_step}"
                        );
                    }
                }
            }
        }
    }
}

/// Folds `len` elements, `step` elements apart, into one.
fn folded<T, const SIDE_BY_SIDE: bool>(
    kernel: &Sum<T, SIDE_BY_SIDE>,
    values: &mut [T],
    step: isize,
) -> Result<T, Halt>
where
    T: Foreign + Copy + Default,
    Sum<T, SIDE_BY_SIDE>: Fold<Elem = T>,
{
    let len = values.len() / step.unsigned_abs();
    let mut total = kernel.0;
    let at = if step < 0 {
        values.len().saturating_sub(1)
    } else {
        0
    };
    let into = Memory {
        at: (&raw mut total).cast(),
        step: 0,
    };
    let from = Memory {
        at: values.as_mut_ptr().wrapping_add(at).cast(),
        step: step * size_of::<T>().cast_signed(),
    };
    // SAFETY: `len` elements of the slice, and the total, which lies apart.
    unsafe { fold(kernel, &[into, from, into], len) }?;
    Ok(total)
}

#[test]
fn every_element_is_folded_once() {
    for len in (0..600).chain([1023, 1024, 1025, 5000]) {
        for step in [1isize, -1, 3, -2] {
            let mut values: Vec<u32> = (0..len).map(|i| (i * i + 7) as u32).collect();
            let some = values.chunks_exact(step.unsigned_abs());
            let expected = if step > 0 {
                some.fold(5u32, |sum, chunk| sum.wrapping_add(chunk[0]))
            } else {
                values
                    .rchunks_exact(step.unsigned_abs())
                    .fold(5u32, |sum, chunk| sum.wrapping_add(*chunk.last().unwrap()))
            };
            assert!(
                matches!(folded(&Sum::<u32, true>(5), &mut values, step), Ok(sum) if sum == expected)
            );
            assert!(
                matches!(folded(&Sum::<u32, false>(5), &mut values, step), Ok(sum) if sum == expected)
            );
            let mut wide: Vec<i64> = values.iter().map(|&value| value.into()).collect();
            let Ok(sum) = folded(&Sum::<i64, true>(5), &mut wide, step) else {
                panic!()
            };
            assert_eq!(sum as u32, expected);
            let mut narrow: Vec<u8> = values.iter().map(|&value| value as u8).collect();
            let Ok(sum) = folded(&Sum::<u8, true>(5), &mut narrow, step) else {
                panic!()
            };
            assert_eq!(sum, expected as u8);
        }
    }
}

#[test]
fn what_is_no_size_is_told() {
    let mut sizes = vec![1usize; 1000];
    assert!(matches!(
        folded(&Sum::<usize, true>(0), &mut sizes, 1),
        Ok(1000)
    ));
    sizes[999] = usize::MAX;
    assert!(matches!(
        folded(&Sum::<usize, true>(0), &mut sizes, 1),
        Err(Halt::Value(1))
    ));
    assert!(matches!(
        folded(&Sum::<usize, true>(usize::MAX), &mut sizes, 2),
        Err(Halt::Value(0))
    ));
}

#[test]
fn a_bool_of_any_byte() {
    for step in [1isize, 3, -1] {
        let mut raw = [0u8, 1, 2, 255, 0, 128, 1, 1, 0, 1, 2, 3];
        let at = if step < 0 { 11 } else { 0 };
        let memory = Memory {
            at: raw.as_mut_ptr().wrapping_add(at),
            step,
        };
        let len = 12 / step.unsigned_abs();
        // SAFETY: inside the array.
        let valid = unsafe { bool::valid(memory.at, step, len) };
        assert!(!valid);
        for i in 0..len {
            // SAFETY: as above.
            let read = unsafe { <(bool,)>::read(&[memory], i) };
            let byte = raw[at.wrapping_add_signed(step * i.cast_signed())];
            assert_eq!(read.ok(), Some((byte != 0,)));
        }
    }
}
