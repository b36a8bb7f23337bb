use ndarray::array;
use ufunc_core::{Error, vectorize};

#[vectorize(identity = 0.0, associative, commutative)]
fn add(a: f64, b: f64) -> f64 {
    a + b
}

fn main() -> Result<(), Error> {
    let x = array![[1, 2], [3, 4]];
    add::reduction(&x).axes([0]).eval()?;
    Ok(())
}
