use ndarray::{ArrayView1, ArrayView2, ArrayViewMut1, array};
use ufunc_core::guvectorize;

#[guvectorize("(m,n),(n)->(m)")]
fn apply(a: ArrayView2<'_, f64>, x: ArrayView1<'_, f64>, mut out: ArrayViewMut1<'_, f64>) {
    out.assign(&a.dot(&x));
}

fn main() {
    apply(&array![1.0, 2.0], &array![1.0, 2.0]);
}
