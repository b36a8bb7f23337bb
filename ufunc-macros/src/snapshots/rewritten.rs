//! Bodies before and after rewriting.

// # calls of maths, by method and by path

fn f<T: Real>(x: f64, t: T) -> (f64, T) {
    (
        (x * x + 1.0).exp() - f64::sin(x).powi(2) + f32::ln(2.0) as f64,
        T::hypot(t, t).tanh() + <T as Float>::atan2(t, t) + Float::cbrt(t),
    )
}

// math: true, noted: true, cost: 117
fn after() {
    use private::{LaneMath as _, LaneRefMath as _};
    (
        __mode.of(x * x + 1.0).exp() - __mode.of(__mode.of::<f64>(x).sin()).powi(2)
            + __mode.of::<f32>(2.0).ln() as f64,
        __mode.of(__mode.of::<T>(t).hypot(t)).tanh() + __mode.of::<T>(t).atan2(t)
            + __mode.of(t).cbrt(),
    )
}

// # places and references

fn f(x: &[f64], out: &mut [f64]) {
    for i in 0..x.len() {
        out[i] = x[i].exp();
    }
    for (o, v) in out.iter_mut().zip(x) {
        *o += v.round();
    }
    for v in x.iter() {
        let w = v.ln();
    }
    let total: f64 = x.iter().map(|v| v.exp()).sum();
    out[0] = point.x.sin() + (&total).cos();
}

// math: true, noted: true, cost: 91
fn after() {
    use private::{LaneMath as _, LaneRefMath as _};
    for i in 0..x.len() {
        out[i] = __mode.of(x[i]).exp();
    }
    for (o, v) in out.iter_mut().zip(x) {
        *o += __mode.of(&v).round();
    }
    for v in x.iter() {
        let w = __mode.of(*v).ln();
    }
    let total: f64 = x
        .iter()
        .map(|v| private::steady::<__M, _>(&v).exp())
        .sum();
    out[0] = __mode.of(&point.x).sin() + __mode.of(&total).cos();
}

// # arms

fn f(x: f64, n: i32) -> f64 {
    let y = if x > 0.0 {
        x.ln()
    } else if n == 3 && !x.is_nan() {
        0.0
    } else {
        let z = -x;
        z.sqrt() * PI
    };
    (if y > x { y } else { n as f64 }) / 2.0
}

// math: true, noted: false, cost: 29
fn after() {
    use private::{LaneMath as _, LaneRefMath as _};
    let y = private::select(
        x > 0.0,
        __mode.of(x).ln(),
        private::select(
            n == 3 && !x.is_nan(),
            0.0,
            {
                let z = -x;
                z.sqrt() * PI
            },
        ),
    );
    private::select(y > x, y, n as f64) / 2.0
}

// # early returns

fn f(x: f64, n: i32) -> f64 {
    if x < 0.0 {
        return 0.0;
    }
    let y = x.sqrt();
    if n == 3 {
        return y.exp();
    } else if n > 4 {
        return f64::NAN;
    }
    (y + 1.0).ln()
}

// math: true, noted: false, cost: 32
fn after() {
    use private::{LaneMath as _, LaneRefMath as _};
    private::select(
        x < 0.0,
        0.0,
        {
            let y = x.sqrt();
            private::select(
                n == 3,
                __mode.of(y).exp(),
                private::select(n > 4, f64::NAN, __mode.of(y + 1.0).ln()),
            )
        },
    )
}

// # early returns of tuples

fn f(x: f64) -> (f64, f64) {
    if x.is_nan() {
        return (0.0, x);
    }
    let (s, c) = x.sin_cos();
    (s, c)
}

// math: true, noted: true, cost: 21
fn after() {
    use private::{LaneMath as _, LaneRefMath as _};
    {
        let __if = x.is_nan();
        let (__then0, __then1) = (0.0, x);
        let (__else0, __else1) = {
            let (s, c) = __mode.of(x).sin_cos();
            (s, c)
        };
        (
            private::select(__if, __then0, __else0),
            private::select(__if, __then1, __else1),
        )
    }
}

// # assignments

fn f(x: f64) -> f64 {
    let mut y = x;
    if x > 1.0 {
        y = x.ln();
    } else if x > 0.5 {
        let z = x * x;
        y *= z + 1.0;
    } else {
        y -= 0.5;
    }
    y
}

// math: true, noted: false, cost: 18
fn after() {
    use private::{LaneMath as _, LaneRefMath as _};
    let mut y = x;
    {
        let __if0 = x > 1.0;
        {
            y = private::select(__if0, __mode.of(x).ln(), y);
        }
        let __else0 = !__if0;
        {
            let __if1 = __else0 & (x > 0.5);
            {
                let z = x * x;
                y = private::select(__if1, y * (z + 1.0), y);
            }
            let __else1 = __else0 & !__if1;
            {
                y = private::select(__else1, y - 0.5, y);
            }
        }
    }
    y
}

// # calls that may be of ufuncs

fn f(x: f64) -> f64 {
    1.0 + stats::epan(x, gaussian(x.exp(), 0.2))
}

// math: true, noted: true, cost: 53
fn after() {
    use private::{LaneMath as _, LaneRefMath as _};
    1.0
        + {
            let __arguments = (
                x,
                {
                    let __arguments = (__mode.of(x).exp(), 0.2);
                    let __plain = |(__a0, __a1)| gaussian(__a0, __a1);
                    use private::{InKernel as _, NotUfunc as __Ufunc};
                    {
                        use private::nothing as __callee;
                        {
                            use gaussian as __callee;
                            {
                                use __callee::*;
                                __Ufunc(::core::marker::PhantomData)
                                    .__in_kernel(__mode, __arguments, __plain)
                            }
                        }
                    }
                },
            );
            let __plain = |(__a0, __a1)| stats::epan(__a0, __a1);
            use private::{InKernel as _, NotUfunc as __Ufunc};
            {
                use private::nothing as __callee;
                {
                    use stats::epan as __callee;
                    {
                        use __callee::*;
                        __Ufunc(::core::marker::PhantomData)
                            .__in_kernel(__mode, __arguments, __plain)
                    }
                }
            }
        }
}

// # a runtime elsewhere

fn f(x: f64) -> f64 {
    if x > 1.0 { x.exp() } else { x }
}

// math: true, noted: false, cost: 13
fn after() {
    use crate::arrays::__private::{LaneMath as _, LaneRefMath as _};
    crate::arrays::__private::select(x > 1.0, __mode.of(x).exp(), x)
}
