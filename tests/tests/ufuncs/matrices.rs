//! Products of vectors and matrices: NumPy's answers, and the same bits however operands lie in memory.

use ndarray::{ArrayD, IxDyn};
use num_complex::Complex;
use serde_json::Value;
use ufunc_core::ufuncs::traits::{Numeric, Products};
use ufunc_core::ufuncs::*;

use crate::data::{Datum, read};
use crate::{answers, list, text};

fn shape(value: &Value) -> Vec<usize> {
    let sizes = value.as_array().expect("a shape").iter();
    sizes
        .map(|size| size.as_u64().expect("a size") as usize)
        .collect()
}

fn call<T: Datum + Products>(name: &str, x: &[ArrayD<T>]) -> Option<ArrayD<T>> {
    Some(match name {
        "matmul" => matmul(&x[0], &x[1]),
        "vecdot" => vecdot(&x[0], &x[1]),
        "matvec" => matvec(&x[0], &x[1]),
        "vecmat" => vecmat(&x[0], &x[1]),
        "outer_product" => outer_product(&x[0], &x[1]),
        "convolve" => convolve(&x[0], &x[1]),
        "cumsum" => cumsum(&x[0]),
        _ => return None,
    })
}

fn arrays<T: Datum>(case: &Value) -> Vec<ArrayD<T>> {
    let lines = list(case, "inputs").iter().zip(list(case, "shapes"));
    lines
        .map(|(line, sizes)| {
            let elements = read(line.as_str().expect("a text"));
            ArrayD::from_shape_vec(IxDyn(&shape(sizes)), elements)
                .expect("as many as the shape says")
        })
        .collect()
}

fn compare<T: Datum>(case: &Value, found: &ArrayD<T>) {
    assert_eq!(found.shape(), shape(&case["shape"]), "{case}");
    let expected = read::<T>(text(case, "output"));
    for (found, expected) in found.iter().zip(expected) {
        assert!(*found == expected, "{case}: {found:?}, not {expected:?}");
    }
}

fn check<T: Datum + Products>(case: &Value) -> usize {
    let x = arrays::<T>(case);
    let Some(found) = call(text(case, "function"), &x) else {
        return 0;
    };
    compare(case, &found);
    1
}

fn check_cross<T: Datum + Numeric>(case: &Value) -> usize {
    let x = arrays::<T>(case);
    if text(case, "function") != "cross" {
        return 0;
    }
    compare(case, &cross(&x[0], &x[1]));
    1
}

#[test]
fn products_are_numpys() {
    let answers = answers();
    let mut count = 0;
    for case in list(&answers, "products") {
        let checked = match text(case, "type") {
            "bool" => check::<bool>(case),
            "int8" => check::<i8>(case) + check_cross::<i8>(case),
            "uint32" => check::<u32>(case) + check_cross::<u32>(case),
            "int64" => check::<i64>(case) + check_cross::<i64>(case),
            "float32" => check::<f32>(case) + check_cross::<f32>(case),
            "float64" => check::<f64>(case) + check_cross::<f64>(case),
            "complex64" => check::<Complex<f32>>(case) + check_cross::<Complex<f32>>(case),
            "complex128" => check::<Complex<f64>>(case) + check_cross::<Complex<f64>>(case),
            _ => 0,
        };
        assert_eq!(checked, 1, "{case}");
        count += checked;
    }
    println!("{count} of NumPy's products");
    assert!(count >= 133, "{count}");
}
