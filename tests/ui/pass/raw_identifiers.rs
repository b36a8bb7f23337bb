use ndarray::array;
use ufunc_core::{Error, guvectorize, vectorize};

#[vectorize]
fn r#match(r#type: f64, r#fn: f64, mut r#loop: u8) -> f64 {
    r#loop += 1;
    r#type + r#fn + f64::from(r#loop)
}

#[guvectorize("(n)->(n)")]
fn r#move(r#in: &[f64], r#out: &mut [f64]) {
    out.copy_from_slice(r#in);
}

fn main() {
    assert_eq!(r#match(&array![1.0, 2.0], 1.0, 0), array![3.0, 4.0]);
    assert_eq!(r#move::lazy(&[1.0]).eval().unwrap(), array![1.0]);
    // Without `r#` in messages.
    let error = r#match::lazy(&array![1.0, 2.0], &array![1.0, 2.0, 3.0], 0).eval();
    let Err(Error::Broadcast { ufunc, .. }) = &error else {
        panic!("{error:?}");
    };
    assert_eq!(*ufunc, "match");
    assert!(
        error
            .unwrap_err()
            .to_string()
            .contains("operands type (2) and fn (3)")
    );
}
