//! Element counts against arithmetic that cannot overflow.

use crate::shape::checked_len;
use proptest::prelude::*;

/// Limits of 16-, 32- and 64-bit addresses.
const LIMITS: [u128; 3] = [1 << 15, 1 << 31, 1 << 63];

/// In 128 bits, saturating: whether all axes but the empty ones fit, and the count.
fn oracle(shape: &[usize], element_size: usize, limit: u128) -> Option<usize> {
    let axes = shape.iter().filter(|&&size| size != 0);
    let len = axes.fold(1u128, |len, &size| len.saturating_mul(size as u128));
    let bytes = len.saturating_mul((element_size as u128).max(1));
    let empty = shape.contains(&0);
    (bytes <= limit).then_some(if empty { 0 } else { len as usize })
}

#[test]
fn at_the_limit() {
    const MAX: usize = isize::MAX as usize;
    assert_eq!(checked_len(&[], 8, 8), Some(1));
    assert_eq!(checked_len(&[], 8, 7), None);
    assert_eq!(checked_len(&[3, 4], 8, 96), Some(12));
    assert_eq!(checked_len(&[3, 4], 8, 95), None);
    assert_eq!(checked_len(&[MAX], 1, MAX), Some(MAX));
    assert_eq!(checked_len(&[MAX + 1], 1, MAX), None);
    assert_eq!(checked_len(&[MAX / 8], 8, MAX), Some(MAX / 8));
    assert_eq!(checked_len(&[MAX / 8 + 1], 8, MAX), None);
    assert_eq!(checked_len(&[usize::MAX, 2], 1, MAX), None);
}

#[test]
fn empty_axes_do_not_hide_the_others() {
    const MAX: usize = isize::MAX as usize;
    assert_eq!(checked_len(&[0, MAX], 1, MAX), Some(0));
    assert_eq!(checked_len(&[0, usize::MAX, 2], 1, MAX), None);
    assert_eq!(checked_len(&[usize::MAX, 2, 0], 1, MAX), None);
}

#[test]
fn elements_without_size_are_counted() {
    const MAX: usize = isize::MAX as usize;
    assert_eq!(checked_len(&[MAX], 0, MAX), Some(MAX));
    assert_eq!(checked_len(&[MAX, 2], 0, MAX), None);
}

/// Small sizes and sizes around the powers of two.
fn size() -> impl Strategy<Value = usize> {
    let power = (0u32..usize::BITS, 0usize..3)
        .prop_map(|(bit, offset)| (1usize << bit).wrapping_add(offset).wrapping_sub(1));
    prop_oneof![3 => 0usize..20, 2 => power, 1 => any::<usize>()]
}

proptest! {
    #[test]
    fn as_in_128_bits(
        shape in proptest::collection::vec(size(), 0..7),
        element_size in 0usize..40,
    ) {
        for limit in LIMITS {
            if let Ok(usable) = usize::try_from(limit) {
                prop_assert_eq!(
                    checked_len(&shape, element_size, usable),
                    oracle(&shape, element_size, limit)
                );
            }
        }
    }

    /// Two or three factors whose product lies close to the limit.
    #[test]
    fn close_to_the_limit(
        limit in proptest::sample::select(&LIMITS[..]),
        rows in 1usize..200,
        element_size in 1usize..40,
        offset in 0usize..5,
    ) {
        if let Ok(usable) = usize::try_from(limit) {
            let columns = (usable / rows / element_size + offset).saturating_sub(2);
            prop_assert_eq!(
                checked_len(&[rows, columns], element_size, usable),
                oracle(&[rows, columns], element_size, limit)
            );
        }
    }
}
