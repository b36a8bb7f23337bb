use ndarray::array;
use ufunc_core::ufuncs::exp;

fn main() {
    let growth = exp(&array![1, 2, 3]);
    println!("{growth}");
}
