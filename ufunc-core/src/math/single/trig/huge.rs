//! Huge arguments: their remainder modulo π/2 from the bits of 2/π that matter (Payne and Hanek).

/// Sixteen zeros, then the first 240 binary places of 2/π.
const TWO_OVER_PI: [u128; 2] = [
    0x0000a2f9836e4e441529fc2757d1f534,
    0xddc0db6295993c439041fe5163abdebb,
];

/// Is `x` finite and so large that the quick forms are wrong?
#[inline(always)]
pub(crate) fn huge<const FMA: bool>(x: f32) -> bool {
    // What the multiples of π/2 lose in `f32` with fused products; as far as they are exact in `f64` without.
    let limit = if FMA { 131072.0 } else { 5e7 };
    let size = x.abs();
    (size > limit) & (size < f32::INFINITY)
}

/// `x` as quadrant · π/2 + r with |r| ≤ π/4, only the quadrant's two lowest bits counting; for finite `x` from 2¹⁷ on.
/// Out of line and one code for all levels, as it is rare.
#[cold]
#[inline(never)]
pub(super) fn reduce(x: f32) -> (f64, u64) {
    // |x| = mantissa · 2^exponent. Places of 2/π that make multiples of 4 with it do not count: take 128 from the
    // place of weight 2^(1 - exponent) on, which leaves the product an error below 2^-100.
    let bits = x.abs().to_bits();
    let mantissa = u128::from(bits & 0x007fffff | 0x00800000);
    let start = (bits >> 23) + 16 - 152;
    let window = TWO_OVER_PI[0] << start | TWO_OVER_PI[1] >> 1 >> (127 - start);
    // Modulo 4, in units of 2^-126: a whole number in the two top bits, then the fraction, from -½ to ½.
    let product = mantissa.wrapping_mul(window);
    let fraction = (product >> 62) as i64;
    let quadrant = (product >> 126) as u64 + u64::from(fraction < 0);
    const UNIT: f64 = core::f64::consts::FRAC_PI_2 / 18446744073709551616.0; // π/2 · 2^-64
    let r = fraction as f64 * UNIT;
    if x < 0.0 {
        (-r, quadrant.wrapping_neg())
    } else {
        (r, quadrant)
    }
}
