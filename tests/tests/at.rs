//! Calls in place at indexed elements: one after the other, so that an index may come again; nothing is written where an
//! index is out of range.

use ndarray::prelude::*;
use ndarray::{Slice, array};
use ufunc_core::{Error, cast, vectorize};
use ufunc_tests::layouts::{Laid, Layout};
use ufunc_tests::oracle::{self, assert_same_bits, build, indices};

#[path = "reduce_layouts/types.rs"]
mod types;
use types::{Aligned, Nothing, Numbers, Plus};

/// Neither associative nor commutative: the order shows.
#[vectorize]
fn mix(a: f64, b: f64) -> f64 {
    a * 0.5 - b
}

#[vectorize(identity = T::ZERO)]
fn add<T: Plus>(a: T, b: T) -> T {
    a.plus(b)
}

#[vectorize]
fn same(a: f64) -> f64 {
    a
}

#[vectorize]
fn place(a: usize) -> usize {
    a
}

#[vectorize]
fn positive(a: f64) -> Result<f64, String> {
    if a > 0.0 {
        Ok(a)
    } else {
        Err(format!("{a} is not positive"))
    }
}

fn number(index: &[usize], seed: f64) -> f64 {
    index
        .iter()
        .fold(seed, |sum, &i| (sum * 1.7 + i as f64) % 1e3)
}

/// The target afterwards, element after element.
fn expected(
    target: &ArrayD<f64>,
    lists: &[ArrayViewD<'_, usize>],
    values: &ArrayViewD<'_, f64>,
) -> ArrayD<f64> {
    let mut target = target.clone();
    let shapes: Vec<&[usize]> = lists.iter().map(|list| list.shape()).collect();
    let places = oracle::broadcast(&shapes).unwrap();
    let rest = target.shape()[lists.len()..].to_vec();
    for at in indices(&places) {
        for inner in indices(&rest) {
            let mut index: Vec<usize> = lists.iter().map(|list| oracle::at(list, &at)).collect();
            index.extend(&inner);
            let value = oracle::at(values, &[&at[..], &inner].concat());
            let element = &mut target[IxDyn(&index)];
            *element = mix(*element, value);
        }
    }
    target
}

/// Indices of an axis, most of them more than once.
fn list(shape: &[usize], layout: &Layout, size: usize) -> Laid<usize> {
    Laid::new(shape, layout, usize::MAX, |i| {
        i.iter().fold(1, |sum, i| sum * 3 + i * 2) % size
    })
}

#[test]
fn one_list_in_all_layouts() {
    for shape in [&[1][..], &[6], &[5, 3], &[3, 2, 4], &[4, 0], &[7, 20]] {
        for layout in Layout::writable(shape.len()) {
            for (number_of, indexed) in [&[][..], &[0], &[1], &[9], &[3, 4], &[2, 0]]
                .into_iter()
                .enumerate()
            {
                for index_layout in Layout::all(indexed.len()) {
                    let places = list(indexed, &index_layout, shape[0]);
                    let whole = [indexed, &shape[1..]].concat();
                    // All of the values' shape, its last axes, one value.
                    for skipped in [0, whole.len() / 2, whole.len()] {
                        let part = &whole[skipped..];
                        let layouts = Layout::all(part.len());
                        let values =
                            Laid::new(part, &layouts[number_of % layouts.len()], f64::NAN, |i| {
                                number(i, 0.7)
                            });
                        let before = build(shape, |i| number(&i, 0.3));
                        let after = expected(&before, &[places.view()], &values.view());
                        let what = format!(
                            "{shape:?} {}, {indexed:?} {}, {part:?}",
                            layout.name, index_layout.name
                        );
                        let mut target = Laid::of(&before, &layout, -1.0);
                        mix::at(target.view_mut(), places.view(), values.view());
                        assert_same_bits(&target.view(), &after.view(), &what);
                        let gaps = target.memory().iter().filter(|x| **x == -1.0).count();
                        let own = after.iter().filter(|x| **x == -1.0).count();
                        assert_eq!(gaps - own, target.memory().len() - after.len(), "{what}");
                        let mut target = Laid::of(&before, &layout, -1.0);
                        mix::at(
                            target.view_mut(),
                            place::lazy(places.view()),
                            same::lazy(values.view()),
                        );
                        assert_same_bits(&target.view(), &after.view(), &what);
                    }
                }
            }
        }
    }
}

#[test]
fn several_lists_in_all_layouts() {
    let lists = [
        (vec![4], vec![4]),
        (vec![3, 1], vec![4]),
        (vec![], vec![5]),
        (vec![2, 3], vec![2, 3]),
        (vec![0], vec![1]),
    ];
    for shape in [&[5, 4][..], &[3, 2, 4]] {
        for layout in Layout::writable(shape.len()) {
            for (first, second) in &lists {
                for (i, index_layout) in Layout::all(first.len()).iter().enumerate() {
                    let others = Layout::all(second.len());
                    let (a, b) = (
                        list(first, index_layout, shape[0]),
                        list(second, &others[i % others.len()], shape[1]),
                    );
                    let places = oracle::broadcast(&[first, second]).unwrap();
                    let whole = [&places[..], &shape[2..]].concat();
                    let values =
                        Laid::new(&whole, &Layout::writable(whole.len())[1], f64::NAN, |i| {
                            number(i, 0.7)
                        });
                    let before = build(shape, |i| number(&i, 0.3));
                    let after = expected(&before, &[a.view(), b.view()], &values.view());
                    let mut target = Laid::of(&before, &layout, -1.0);
                    mix::at(target.view_mut(), (a.view(), b.view()), values.view());
                    let what = format!("{shape:?} {}, {first:?} and {second:?}", layout.name);
                    assert_same_bits(&target.view(), &after.view(), &what);
                }
            }
        }
    }
    let mut target = Array6::<f64>::zeros([2; 6]);
    mix::at(&mut target, (1, &[0, 1], 1, 0, &array![[1], [0]], 1), -1.0);
    assert_eq!(target.sum(), 4.0);
    assert_eq!(target[[1, 0, 1, 0, 0, 1]], 1.0);
}

#[test]
fn all_kinds_of_operands() {
    let mut a = [10.0, 20.0, 30.0];
    mix::at(&mut a, &[0, 2, 0], &[1.0, 2.0, 3.0]);
    assert_eq!(a, [-1.0, 20.0, 13.0]);
    mix::at(&mut a[..2], 1, 0.0);
    mix::at(&mut a.to_vec(), vec![1].as_slice(), &vec![0.0]);
    assert_eq!(a, [-1.0, 10.0, 13.0]);
    mix::at(
        &mut a,
        cast::<u8, _>(&[1u8, 1]),
        cast::<f32, _>(&[0.0f32, 0.0]),
    );
    assert_eq!(a, [-1.0, 2.5, 13.0]);
    mix::at(&mut a, &array![[0, 1], [2, 0]], positive::lazy(&[1.0, 2.0]));
    assert_eq!(a, [-2.75, -0.75, 5.5]);
    let mut b = array![[0.0, 0.0, 0.0], [0.0, 0.0, 0.0]];
    mix::at(b.slice_mut(s![.., ..;2]), (&[1, 0], &[1, 1]), -1.0);
    assert_eq!(b, array![[0.0, 0.0, 1.0], [0.0, 0.0, 1.0]]);
    mix::at(b.column_mut(0), &[0, 0], array![-2.0, -4.0]);
    assert_eq!(b[[0, 0]], 5.0);
    // Trailing axes: whole rows, with a value, a row, or a row each.
    mix::at(&mut b, &[1, 1], &array![[1.0, 2.0, 3.0], [0.0, 0.0, 1.0]]);
    assert_eq!(b.row(1), array![-0.5, -1.0, -2.25]);
    let mut none: [f64; 0] = [];
    mix::at(&mut none, &[0; 0], 1.0);
}

#[test]
fn elements_of_all_types() {
    fn check<T: Plus>() {
        for step in [1, 2] {
            let mut memory: Array2<T> = Array2::from_shape_fn((7, 3), |(i, j)| T::nth(i * 3 + j));
            let before = memory.clone();
            let mut view = memory.slice_axis_mut(Axis(0), Slice::from(..).step_by(step));
            let (places, values) = (
                [0, 3, 0, 1],
                [T::nth(50), T::nth(51), T::nth(52), T::nth(53)],
            );
            add::at(view.column_mut(1), &places, &values);
            let mut after = before.clone();
            for (place, value) in places.into_iter().zip(values) {
                let element = &mut after[[place * step.unsigned_abs(), 1]];
                *element = element.plus(value);
            }
            assert!(memory.iter().zip(&after).all(|(a, b)| a.same(b)));
        }
    }
    check::<f32>();
    check::<u8>();
    check::<i64>();
    check::<bool>();
    check::<num_complex::Complex<f64>>();
    check::<Numbers<3>>();
    check::<Numbers<625>>();
    check::<Aligned>();
    check::<Nothing>();
}

#[test]
fn out_of_range_nothing_is_written() {
    let before = build(&[4, 3], |i| number(&i, 0.3));
    for layout in Layout::writable(2) {
        for wrong in [4, 5, 1 << 40, usize::MAX, usize::MAX / 8, 1usize << 63] {
            for position in 0..5 {
                let mut list = vec![3, 0, 3, 1, 2];
                list[position] = wrong;
                let mut target = Laid::of(&before, &layout, -1.0);
                let error = mix::try_at(target.view_mut(), &list, 1.0).unwrap_err();
                match error {
                    Error::Index {
                        position: p,
                        index,
                        axis: 0,
                        size: 4,
                        ..
                    } => {
                        assert_eq!((p, index), (position, wrong));
                    }
                    error => panic!("{error}"),
                }
                assert_same_bits(&target.view(), &before.view(), &layout.name);
                let reversed = ArrayView1::from(&list);
                let reversed = reversed.slice(s![..;-1]);
                drop(mix::try_at(target.view_mut(), reversed, 1.0).unwrap_err());
                assert_same_bits(&target.view(), &before.view(), &layout.name);
                // On the second axis.
                let error = mix::try_at(
                    target.view_mut(),
                    (&[0; 5], &list.iter().map(|i| i % 4).collect::<Vec<_>>()),
                    1.0,
                );
                assert!(matches!(
                    error,
                    Err(Error::Index {
                        axis: 1,
                        size: 3,
                        ..
                    })
                ));
                assert_same_bits(&target.view(), &before.view(), &layout.name);
            }
        }
    }
    // A list in which the indices of one repeated element are wrong, and a target without elements.
    let wrong = arr0(4usize);
    let mut target = Laid::of(&before, &Layout::writable(2)[0], -1.0);
    assert!(mix::try_at(target.view_mut(), wrong.broadcast((3, 9)).unwrap(), 1.0).is_err());
    let mut none = Array2::<f64>::zeros((0, 3));
    assert!(mix::try_at(&mut none, &[0], 1.0).is_err());
    let mut none = Array2::<f64>::zeros((3, 0));
    assert!(mix::try_at(&mut none, &[3], 1.0).is_err());
    mix::at(&mut none, &[2], 1.0);
}

#[test]
fn errors() {
    let text = |result: Result<(), Error>| result.unwrap_err().to_string();
    let mut a = array![[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]];
    let before = a.clone();
    for (found, expected) in [
        (
            text(mix::try_at(&mut a, &[0, 1, 2], 1.0)),
            "mix: index 2 of at (number 2 of the indices) is out of range: axis 0 has size 2",
        ),
        (
            text(mix::try_at(&mut a, (&[0, 1], &[2, 3]), 1.0)),
            "mix: index 3 of at (number 1 of the indices) is out of range: axis 1 has size 3",
        ),
        (
            text(mix::try_at(&mut a, (0, 0, 0), 1.0)),
            "mix: at got indices for 3 axes, but its target has 2: give one list of indices for each of the first axes",
        ),
        (
            text(mix::try_at(&mut a, (&[0, 1], &[0, 1, 2]), 1.0)),
            "mix: operands #0 (2) and #1 (3) do not broadcast: axis 0 has 2 in #0 and 3 in #1",
        ),
        (
            text(mix::try_at(&mut a, &[0, 1, 0], &[1.0, 2.0])),
            "mix: operands a (3, 3) and b (2) do not broadcast: axis 1 has 3 in a and 2 in b",
        ),
        (
            text(mix::try_at(&mut a, 0, &array![[1.0], [2.0]])),
            "mix: the values of at have shape [2, 1], more than the [3] indexed elements: values broadcast to these, not \
             these to values",
        ),
    ] {
        assert_eq!(found, expected);
    }
    let error = mix::try_at(&mut a, &[0], positive::lazy(&[1.0, -1.0, 1.0])).unwrap_err();
    assert!(
        matches!(&error, Error::Kernel { index, .. } if index == &[1]),
        "{error}"
    );
    let mut scalar = 1.0;
    assert!(mix::try_at(&mut scalar, 0, 1.0).is_err());
    assert_eq!(a, before);
}

#[cfg(panic = "unwind")]
#[test]
fn a_panic_leaves_old_or_new_values() {
    #[vectorize]
    fn add_but(a: i32, b: i32) -> i32 {
        if b == 3 {
            std::panic::resume_unwind(Box::new(b));
        }
        a + b
    }
    let mut a = [0; 4];
    let call = std::panic::AssertUnwindSafe(|| add_but::at(&mut a, &[1, 1, 2, 0], &[1, 2, 3, 4]));
    let payload = std::panic::catch_unwind(call).unwrap_err();
    assert_eq!(payload.downcast_ref(), Some(&3));
    assert_eq!(a, [0, 3, 0, 0]);
}
