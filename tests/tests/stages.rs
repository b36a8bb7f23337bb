//! Pending calls that take long, under calls that take long: they are computed block by block before, to the same bits as one
//! after the other.

use ndarray::prelude::*;
use rayon::ThreadPoolBuilder;
use ufunc_core::{Level, Real, vectorize};
use ufunc_tests::folds::number;
use ufunc_tests::layouts::{Laid, Layout};
use ufunc_tests::oracle::build;

/// Has an angle, which may be huge.
#[vectorize]
fn wave<T: Real>(x: T, k: T) -> T {
    (x * k).sin().exp()
}

#[vectorize]
fn bell<T: Real>(d: T, width: T) -> T {
    let z = d / width;
    (T::lit(-0.5) * z * z).exp() / width
}

#[vectorize]
fn twice<T: Real>(x: T) -> T {
    x + x
}

/// Of two stages and what is cheap.
#[vectorize]
fn norm<T: Real>(a: T, b: T, c: T) -> (T, T) {
    ((a.exp() + b.exp()).ln(), a * c)
}

#[vectorize(identity = T::zero(), associative, commutative)]
fn add<T: Real>(a: T, b: T) -> T {
    a + b
}

/// Single precision, from stages of double precision.
#[vectorize]
fn rounded(a: f64, b: f64) -> f32 {
    (a.ln() * b.exp()) as f32
}

fn whole(shape: &[usize]) -> ArrayD<f64> {
    build(shape, |index| {
        let place = index.iter().fold(0, |sum, i| sum * 31 + i);
        match place % 97 {
            13 => 1e22,
            14 => f64::NAN,
            _ => number(place) * 3.0,
        }
    })
}

#[track_caller]
fn same<D: Dimension>(found: &Array<f64, D>, expected: &Array<f64, D>, what: &str) {
    assert_eq!(found.shape(), expected.shape(), "{what}");
    for (index, (a, b)) in found.iter().zip(expected).enumerate() {
        let same = a.to_bits() == b.to_bits() || (a.is_nan() && b.is_nan());
        assert!(same, "{what}: {a:e}, not {b:e}, at number {index}");
    }
}

const SHAPES: [&[usize]; 12] = [
    &[],
    &[0],
    &[1],
    &[65],
    &[512],
    &[513],
    &[1700],
    &[3, 700],
    &[700, 3],
    &[40, 41],
    &[2, 0, 3],
    &[5, 6, 70],
];

fn in_all_layouts() {
    for shape in SHAPES {
        let whole = whole(shape);
        for layout in Layout::all(shape.len()) {
            let laid = Laid::of(&whole, &layout, f64::NAN);
            let x = laid.view();
            let what = format!("{shape:?}, {}", laid.name());
            let waves = wave::lazy(&x, 0.7).eval().unwrap();
            let bells = bell::lazy(&waves, 1.3).eval().unwrap();
            let call = || bell::lazy(wave::lazy(&x, 0.7), 1.3);
            same(&call().serial().eval().unwrap(), &bells, &what);
            same(&call().parallel().eval().unwrap(), &bells, &what);
            // A cheap call between two of them.
            let between = bell::lazy(twice::lazy(wave::lazy(&x, 0.7)), 1.3);
            let expected = bell::lazy(twice::lazy(&waves).eval().unwrap(), 1.3);
            same(&between.eval().unwrap(), &expected.eval().unwrap(), &what);
            // Three in a row; one of them twice.
            let three = bell::lazy(wave::lazy(bell::lazy(wave::lazy(&x, 0.7), 1.3), &x), 0.9);
            let expected = bell::lazy(wave::lazy(&bells, &x).eval().unwrap(), 0.9);
            same(&three.eval().unwrap(), &expected.eval().unwrap(), &what);
            let (first, second) = norm::lazy(wave::lazy(&x, 0.7), bell::lazy(&x, 2.0), &x)
                .eval()
                .unwrap();
            let others = bell::lazy(&x, 2.0).eval().unwrap();
            let expected = norm::lazy(&waves, &others, &x).eval().unwrap();
            same(&first, &expected.0, &what);
            same(&second, &expected.1, &what);
        }
    }
}

fn with_outputs_and_masks_of_any_kind() {
    for shape in SHAPES {
        let whole = whole(shape);
        let waves = wave::lazy(&whole, 0.7).eval().unwrap();
        let bells = bell::lazy(&waves, 1.3).eval().unwrap();
        let bits = |i: usize, way: usize| match way {
            0 => i.is_multiple_of(7),
            1 => (i / 200).is_multiple_of(2),
            _ => true,
        };
        for layout in Layout::writable(shape.len()) {
            let mut out = Laid::of(&whole.mapv(|_| -1.0), &layout, f64::NAN);
            let what = format!("{shape:?}, {}", out.name());
            let call = || bell::lazy(wave::lazy(&whole, 0.7), 1.3);
            call().assign_to(out.view_mut()).unwrap();
            same(&out.view().to_owned(), &bells, &what);
            for way in 0..3 {
                let mut next = 0..;
                let mask = whole.mapv(|_| bits(next.next().unwrap(), way));
                let mask = Laid::of(&mask, &layout, true);
                let found = call().mask(mask.view()).fill(5.0).eval().unwrap();
                let mut expected = bells.clone();
                expected.zip_mut_with(&mask.view(), |x, &taken| *x = if taken { *x } else { 5.0 });
                same(&found, &expected, &what);
            }
        }
        let mut own = whole.clone();
        own = bell::lazy(wave::lazy(own, 0.7), 1.3).eval().unwrap();
        same(&own, &bells, "in its own memory");
        let mut own = whole.clone();
        wave::update(&mut own, bell::lazy(wave::lazy(&whole, 0.7), 1.3));
        same(
            &own,
            &wave::lazy(&whole, &bells).eval().unwrap(),
            "in place",
        );
    }
}

fn tables_and_sums_of_tables() {
    let x: Array1<f64> = (0..1030).map(|i| number(i) * 3.0).collect();
    let y: Array1<f64> = (0..70).map(|i| number(i + 7)).collect();
    let column = y.view().insert_axis(Axis(1));
    let waves = wave::lazy(&column, &x).eval().unwrap();
    let bells = bell::lazy(&waves, &column).eval().unwrap();
    let call = || bell::lazy(wave::lazy(&column, &x), &column);
    same(&call().eval().unwrap(), &bells, "table");
    same(
        &bell::lazy(wave::lazy(&x, &column), &column).eval().unwrap(),
        &bell::lazy(&wave::lazy(&x, &column).eval().unwrap(), &column)
            .eval()
            .unwrap(),
        "the other way round",
    );
    let pool = ThreadPoolBuilder::new().num_threads(3).build().unwrap();
    for axis in [0, 1] {
        let sums = add::reduce(&bells, Axis(axis));
        let pending = add::reduction(call()).axis(Axis(axis));
        same(&pending.serial().eval().unwrap(), &sums, "sums");
        let pending = || add::reduction(call()).axis(Axis(axis)).parallel().eval();
        same(
            &pool.install(pending).unwrap(),
            &sums,
            "sums, three threads",
        );
        let mask = bells.mapv(|x| x > 0.5);
        let masked = add::reduction(call()).axis(Axis(axis)).mask(&mask);
        let expected = add::reduction(&bells).axis(Axis(axis)).mask(&mask);
        same(&masked.eval().unwrap(), &expected.eval().unwrap(), "some");
    }
}

fn in_both_precisions() {
    let x: Array1<f64> = (0..3000).map(|i| number(i) * 3.0).collect();
    let singles = x.mapv(|x| x as f32);
    let waves = wave::lazy(&singles, 0.7).eval().unwrap();
    let bells: Array1<f32> = bell::lazy(&waves, 1.3).eval().unwrap();
    let found: Array1<f32> = bell::lazy(wave::lazy(&singles, 0.7), 1.3).eval().unwrap();
    assert_eq!(found, bells);
    let (a, b) = (
        wave::lazy(&x, 0.7).eval().unwrap(),
        bell::lazy(&x, 1.3).eval().unwrap(),
    );
    let found: Array1<f32> = rounded::lazy(wave::lazy(&x, 0.7), bell::lazy(&x, 1.3))
        .eval()
        .unwrap();
    assert_eq!(found, rounded::lazy(&a, &b).eval().unwrap());
}

#[test]
fn explain_tells_of_stages() {
    let x = Array2::<f64>::ones((30, 40));
    let told = |text: String| text.contains("\n  in stages: ");
    let dear = || wave::lazy(&x, 0.7);
    assert!(told(bell::lazy(dear(), 1.3).explain().to_string()));
    assert!(told(
        bell::lazy(twice::lazy(dear()), 1.3).explain().to_string()
    ));
    assert!(told(
        twice::lazy(bell::lazy(dear(), 1.3)).explain().to_string()
    ));
    let sums = add::reduction(bell::lazy(dear(), 1.3)).axes(..);
    assert!(told(sums.explain().to_string()));
    // Cheap under dear, dear under cheap, dear alone, under a mask.
    assert!(!told(
        bell::lazy(twice::lazy(&x), 1.3).explain().to_string()
    ));
    assert!(!told(twice::lazy(dear()).explain().to_string()));
    assert!(!told(dear().explain().to_string()));
    let mask = x.mapv(|x| x > 0.0);
    let masked = bell::lazy(dear(), 1.3).mask(&mask);
    assert!(!told(masked.explain().to_string()));
}

/// One test, as levels are those of the whole program.
#[test]
fn at_all_levels() {
    for level in Level::available() {
        level.force().unwrap();
        in_all_layouts();
        with_outputs_and_masks_of_any_kind();
        tables_and_sums_of_tables();
        in_both_precisions();
    }
}
