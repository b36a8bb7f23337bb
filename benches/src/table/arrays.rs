//! Plain arithmetic on three sizes, small calls, masks, and functions with core dimensions.

use ndarray::Zip;
use ndarray::prelude::*;
use ufunc_benches::data::{flat, flat_mut};
use ufunc_benches::kernels::{add, inner, matmul3, muladd};
use ufunc_benches::measure::{Case, Run};
use ufunc_benches::{data, hand};

pub(crate) fn run(run: &Run) {
    for (size, n) in [("1e3", 1000), ("1e5", 100_000), ("1e7", 10_000_000)] {
        add_case(run, &format!("add/{size}"), n);
        muladd_case(run, &format!("muladd/{size}"), n);
    }
    for n in [1, 10, 100] {
        call(run, &format!("call/{n}"), n);
    }
    mask(run, "mask/random", data::random_mask);
    mask(run, "mask/runs", data::runs_mask);
    matmul(run);
    inner_case(run, "core/inner3", (1_000_000, 3));
    inner_case(run, "core/inner1000", (1000, 1000));
}

fn add_case(run: &Run, name: &str, n: usize) {
    let (given, fresh) = (format!("{name}/given"), format!("{name}/fresh"));
    if run.wants(&given) {
        let (a, b) = (data::numbers(1, n), data::numbers(2, n));
        Case::new(&given, data::given(n))
            .with("ours", |out| {
                add::lazy(&a, &b)
                    .serial()
                    .assign_to(out.view_mut())
                    .unwrap()
            })
            .with("hand", |out| hand::add(flat(&a), flat(&b), flat_mut(out)))
            .with("ndarray", |out| {
                Zip::from(out)
                    .and(&a)
                    .and(&b)
                    .for_each(|out, a, b| *out = a + b)
            })
            .run(run);
    }
    if run.wants(&fresh) {
        let (a, b) = (data::numbers(1, n), data::numbers(2, n));
        Case::new(&fresh, Array1::default(0))
            .with_fresh("ours", || add::lazy(&a, &b).serial().eval().unwrap())
            .with_fresh("hand", || {
                let sums = flat(&a).iter().zip(flat(&b)).map(|(a, b)| a + b);
                sums.collect::<Vec<f64>>().into()
            })
            .with_fresh("ndarray", || &a + &b)
            .run(run);
    }
}

fn muladd_case(run: &Run, name: &str, n: usize) {
    let (given, fresh) = (format!("{name}/given"), format!("{name}/fresh"));
    let operands = || {
        (
            data::numbers(1, n),
            data::numbers(2, n),
            data::numbers(3, n),
        )
    };
    if run.wants(&given) {
        let (a, b, c) = operands();
        Case::new(&given, data::given(n))
            .with("ours", |out| {
                muladd::lazy(&a, &b, &c)
                    .serial()
                    .assign_to(out.view_mut())
                    .unwrap()
            })
            .with("hand", |out| {
                hand::muladd(flat(&a), flat(&b), flat(&c), flat_mut(out))
            })
            .with("ndarray", |out| {
                let each = Zip::from(out).and(&a).and(&b).and(&c);
                each.for_each(|out, a, b, c| *out = a * b + c);
            })
            .run(run);
    }
    if run.wants(&fresh) {
        let (a, b, c) = operands();
        Case::new(&fresh, Array1::default(0))
            .with_fresh("ours", || muladd::lazy(&a, &b, &c).serial().eval().unwrap())
            .with_fresh("hand", || {
                let each = flat(&a).iter().zip(flat(&b)).zip(flat(&c));
                each.map(|((a, b), c)| a * b + c)
                    .collect::<Vec<f64>>()
                    .into()
            })
            .with_fresh("ndarray", || &a * &b + c)
            .run(run);
    }
}

/// What a call costs, nearly without work.
fn call(run: &Run, name: &str, n: usize) {
    if !run.wants(name) {
        return;
    }
    let (a, b) = (data::numbers(1, n), data::numbers(2, n));
    Case::new(name, data::given(n))
        .with("ours", |out| {
            add::lazy(&a, &b).assign_to(out.view_mut()).unwrap()
        })
        .with("hand", |out| {
            for ((out, a), b) in flat_mut(out).iter_mut().zip(flat(&a)).zip(flat(&b)) {
                *out = a + b;
            }
        })
        .with("ndarray", |out| {
            Zip::from(out)
                .and(&a)
                .and(&b)
                .for_each(|out, a, b| *out = a + b)
        })
        .run(run);
}

fn mask(run: &Run, name: &str, mask: impl Fn(usize) -> Array1<bool>) {
    const N: usize = 10_000_000;
    if !run.wants(name) {
        return;
    }
    let (a, b, mask) = (data::numbers(1, N), data::numbers(2, N), mask(N));
    let chosen = mask.as_slice().unwrap();
    Case::new(name, data::given(N))
        .with("ours", |out| {
            add::lazy(&a, &b)
                .serial()
                .mask(&mask)
                .assign_to(out.view_mut())
                .unwrap()
        })
        .with("hand select", |out| {
            hand::masked_add(chosen, flat(&a), flat(&b), flat_mut(out))
        })
        .with("hand branch", |out| {
            hand::masked_add_branching(chosen, flat(&a), flat(&b), flat_mut(out));
        })
        .with("ndarray", |out| {
            Zip::from(out)
                .and(&a)
                .and(&b)
                .and(&mask)
                .for_each(|out, a, b, &chosen| {
                    if chosen {
                        *out = a + b;
                    }
                });
        })
        .run(run);
}

fn matmul(run: &Run) {
    const N: usize = 1_000_000;
    if !run.wants("core/matmul3") {
        return;
    }
    let (a, b) = (data::block(1, (N, 3, 3)), data::block(2, (N, 3, 3)));
    Case::new("core/matmul3", data::given((N, 3, 3)))
        .with("ours", |out| {
            matmul3::lazy(&a, &b)
                .serial()
                .assign_to(out.view_mut())
                .unwrap()
        })
        .with("hand", |out| {
            hand::matmul3(flat(&a), flat(&b), flat_mut(out))
        })
        .with("ndarray", |out| {
            let matrices = a.outer_iter().zip(b.outer_iter());
            for (mut out, (a, b)) in out.outer_iter_mut().zip(matrices) {
                ndarray::linalg::general_mat_mul(1.0, &a, &b, 0.0, &mut out);
            }
        })
        .run(run);
}

fn inner_case(run: &Run, name: &str, shape: (usize, usize)) {
    if !run.wants(name) {
        return;
    }
    let (a, b) = (data::block(1, shape), data::block(2, shape));
    Case::new(name, data::given(shape.0))
        .with("ours", |out| {
            inner::lazy(&a, &b)
                .serial()
                .assign_to(out.view_mut())
                .unwrap()
        })
        .with("hand", |out| match shape.1 {
            3 => hand::inner3(flat(&a), flat(&b), flat_mut(out)),
            n => hand::inner(flat(&a), flat(&b), flat_mut(out), n),
        })
        .with("ndarray", |out| {
            Zip::from(out)
                .and(a.rows())
                .and(b.rows())
                .for_each(|out, a, b| *out = a.dot(&b));
        })
        .run(run);
}
