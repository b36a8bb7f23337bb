use ndarray::array;
use ufunc_core::ufuncs::divide;

fn main() {
    let shares = divide(&array![1, 2, 3], 4);
    println!("{shares}");
}
