use ufunc_core::vectorize;

#[vectorize]
fn unknown_function(x: f64) -> f64 {
    guassian(x, 0.2)
}

#[vectorize]
fn wrong_argument(x: f64, n: f64) -> f64 {
    x.powi(n)
}

#[vectorize]
fn wrong_literal(x: f64) -> f64 {
    x.powf(2)
}

#[vectorize]
fn not_a_float(n: i32, pair: (f64, f64)) -> f64 {
    n.exp() + pair.exp()
}

#[vectorize]
fn other_arms(x: f64, y: f32) -> f64 {
    if x > 0.0 { x } else { y }
}

#[vectorize]
fn other_result(x: f64) -> f32 {
    if x > 0.0 { x.exp() } else { x }
}

#[vectorize]
fn other_call(x: f64) -> f64 {
    unknown_method(x, 2_u8) + f64::exp(1)
}

#[vectorize]
fn unknown_method(x: f64, y: f64) -> f64 {
    x.expo() + y
}

fn main() {}
