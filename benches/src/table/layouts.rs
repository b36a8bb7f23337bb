//! Operands whose layouts disagree, broadcast, or skip.

use ndarray::Zip;
use ndarray::prelude::*;
use ufunc_benches::data::{flat, flat_mut};
use ufunc_benches::kernels::{add, muladd};
use ufunc_benches::measure::{Case, Run};
use ufunc_benches::{data, hand};

pub(crate) fn run(run: &Run) {
    transpose(run);
    outer(run);
    rows3(run);
    strided(run);
    mixed(run);
}

fn transpose(run: &Run) {
    const N: usize = 4000;
    if !run.wants("layout/transpose") {
        return;
    }
    let (a, b) = (data::block(1, (N, N)), data::block(2, (N, N)));
    let (flat_a, flat_b) = (flat(&a), flat(&b));
    Case::new("layout/transpose", data::given((N, N)))
        .with("ours", |out| {
            add::lazy(a.t(), &b)
                .serial()
                .assign_to(out.view_mut())
                .unwrap()
        })
        .with("hand tiled", |out| {
            hand::transposed_add(flat_a, flat_b, flat_mut(out), N);
        })
        .with("ndarray", |out| {
            Zip::from(out)
                .and(a.t())
                .and(&b)
                .for_each(|out, a, b| *out = a + b)
        })
        .run(run);
}

fn outer(run: &Run) {
    const N: usize = 4000;
    if !run.wants("layout/outer") {
        return;
    }
    let (a, b) = (data::numbers(1, N), data::numbers(2, N));
    let (column, row) = (a.view().insert_axis(Axis(1)), b.view().insert_axis(Axis(0)));
    let (flat_a, flat_b) = (flat(&a), flat(&b));
    Case::new("layout/outer", data::given((N, N)))
        .with("ours", |out| {
            add::lazy(&column, &row)
                .serial()
                .assign_to(out.view_mut())
                .unwrap()
        })
        .with("hand", |out| hand::outer_add(flat_a, flat_b, flat_mut(out)))
        .with("ndarray", |out| {
            let each = Zip::from(out).and_broadcast(&column).and_broadcast(&row);
            each.for_each(|out, a, b| *out = a + b);
        })
        .run(run);
}

fn rows3(run: &Run) {
    const N: usize = 1_000_000;
    if !run.wants("layout/rows3") {
        return;
    }
    let (a, b) = (data::block(1, (N, 3)), data::numbers(2, 3));
    let (flat_a, three) = (flat(&a), [b[0], b[1], b[2]]);
    Case::new("layout/rows3", data::given((N, 3)))
        .with("ours", |out| {
            add::lazy(&a, &b)
                .serial()
                .assign_to(out.view_mut())
                .unwrap()
        })
        .with("hand", |out| hand::rows3_add(flat_a, three, flat_mut(out)))
        .with("ndarray", |out| {
            Zip::from(out)
                .and(&a)
                .and_broadcast(&b)
                .for_each(|out, a, b| *out = a + b);
        })
        .run(run);
}

fn strided(run: &Run) {
    const N: usize = 10_000_000;
    if !run.wants("layout/strided") {
        return;
    }
    let (a, b) = (data::numbers(1, N), data::numbers(2, N));
    let (even_a, even_b) = (a.slice(s![..;2]), b.slice(s![..;2]));
    let (flat_a, flat_b) = (flat(&a), flat(&b));
    Case::new("layout/strided", data::given(N / 2))
        .with("ours", |out| {
            add::lazy(&even_a, &even_b)
                .serial()
                .assign_to(out.view_mut())
                .unwrap()
        })
        .with("hand", |out| {
            hand::strided_add(flat_a, flat_b, flat_mut(out))
        })
        .with("ndarray", |out| {
            Zip::from(out)
                .and(&even_a)
                .and(&even_b)
                .for_each(|out, a, b| *out = a + b);
        })
        .run(run);
}

/// Three operands, two of them transposed.
fn mixed(run: &Run) {
    const N: usize = 2000;
    if !run.wants("layout/mixed") {
        return;
    }
    let [a, b, c] = [1, 2, 3].map(|seed| data::block(seed, (N, N)));
    let [flat_a, flat_b, flat_c] = [&a, &b, &c].map(flat);
    Case::new("layout/mixed", data::given((N, N)))
        .with("ours", |out| {
            muladd::lazy(&a, b.t(), c.t())
                .serial()
                .assign_to(out.view_mut())
                .unwrap()
        })
        .with("hand tiled", |out| {
            hand::mixed_muladd(flat_a, flat_b, flat_c, flat_mut(out), N);
        })
        .with("ndarray", |out| {
            let each = Zip::from(out).and(&a).and(b.t()).and(c.t());
            each.for_each(|out, a, b, c| *out = a * b + c);
        })
        .run(run);
}
