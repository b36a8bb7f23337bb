//! Huge arguments: their remainder modulo π/2 from the bits of 2/π that matter (Payne and Hanek).

use super::Reduced;
use crate::math::double::parts::product_less;

/// A word of zeros, then 2/π to 1280 binary places.
const TWO_OVER_PI: [u64; 21] = [
    0,
    0xa2f9_836e_4e44_1529,
    0xfc27_57d1_f534_ddc0,
    0xdb62_9599_3c43_9041,
    0xfe51_63ab_debb_c561,
    0xb724_6e3a_424d_d2e0,
    0x0649_2eea_09d1_921c,
    0xfe1d_eb1c_b129_a73e,
    0xe882_35f5_2ebb_4484,
    0xe99c_7026_b45f_7e41,
    0x3991_d639_8353_39f4,
    0x9c84_5f8b_bdf9_283b,
    0x1ff8_97ff_de05_980f,
    0xef2f_118b_5a0a_6d1f,
    0x6d36_7ecf_27cb_09b7,
    0x4f46_3f66_9e5f_ea2d,
    0x7527_bac7_ebe5_f17b,
    0x3d07_39f7_8a52_92ea,
    0x6bfb_5fb1_1f8d_5d08,
    0x5603_3046_fc7b_6bab,
    0xf0cf_bc20_9af4_361d,
];
const MANTISSA: u64 = (1 << 52) - 1;

/// Is `x` finite and so large that the quick forms are wrong?
#[inline(always)]
pub(crate) fn huge<const FMA: bool>(x: f64) -> bool {
    // As far as the pieces of π/2 have exact multiples: 2^24 with FMA, else a quadrant number of 19 bits.
    let limit = if FMA { 16_777_216.0 } else { 800_000.0 };
    let size = x.abs();
    (size > limit) & (size < f64::INFINITY)
}

/// Reduces a finite argument above 2¹⁰. Out of line and one code for all levels, as it is rare.
#[cold]
#[inline(never)]
pub(super) fn reduce(x: f64) -> Reduced {
    let (quadrant, turn) = quarter_turns(x.abs());
    // turn · 2^-128 · π/2 in two doubles.
    const UNIT: f64 = f64::from_bits((1023 - 128) << 52);
    const PI_2: [f64; 2] = [core::f64::consts::FRAC_PI_2, 6.123233995736766e-17];
    let turn_high = turn as f64;
    let turn_low = (turn - turn_high as i128) as f64 * UNIT;
    let turn_high = turn_high * UNIT;
    let product = turn_high * PI_2[0];
    let error = product_less::<false>(turn_high, PI_2[0], product);
    let rest = error + (turn_high * PI_2[1] + turn_low * PI_2[0]);
    let high = product + rest;
    let less = (high - product) - rest;
    if x < 0.0 {
        Reduced {
            high: -high,
            less: -less,
            quadrant: quadrant.wrapping_neg(),
        }
    } else {
        Reduced {
            high,
            less,
            quadrant,
        }
    }
}

/// `size · 2/π` as a whole number (modulo 4) and a fraction from -1/2 to 1/2 in units of 2^-128.
fn quarter_turns(size: f64) -> (u64, i128) {
    // size = mantissa · 2^exponent. Places of 2/π that make multiples of 4 with it do not count: take 192 from the
    // place of weight 2^(1 - exponent) on, which leaves the product an error below 2^-137.
    let mantissa = (size.to_bits() & MANTISSA) | (1 << 52);
    let exponent_and_1075 = (size.to_bits() >> 52) as usize;
    let start = exponent_and_1075 + 62 - 1075;
    let window = |word: usize| {
        let pair = u128::from(TWO_OVER_PI[word]) << 64 | u128::from(TWO_OVER_PI[word + 1]);
        (pair << (start % 64) >> 64) as u64
    };
    let first = start / 64;
    // The product modulo 2^192, by words; its two top bits are the whole number.
    let wide = |word: usize| u128::from(mantissa) * u128::from(window(word));
    let low = wide(first + 2);
    let middle = wide(first + 1) + (low >> 64);
    let high = (wide(first) + (middle >> 64)) as u64;
    let upper = u128::from(high) << 64 | u128::from(middle as u64);
    let fraction = (upper << 2 | u128::from(low as u64 >> 62)) as i128;
    let quadrant = (high >> 62) + u64::from(fraction < 0);
    (quadrant, fraction)
}
