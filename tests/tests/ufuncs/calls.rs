//! The functions by name and types: each is called on all combinations of a case's inputs, as arrays and as scalars.

use std::collections::BTreeMap;

use ndarray::Array1;

use crate::data::{Datum, read, read_answers};

/// Calls a function on a case's inputs and compares with its outputs: how many, and which differ.
type Call = Box<dyn Fn(&[&str], &[&str]) -> (usize, Vec<String>)>;

type OneToTwo<A, R, S> = fn(&Array1<A>) -> (Array1<R>, Array1<S>);
type TwoToTwo<A> = fn(&Array1<A>, &Array1<A>) -> (Array1<A>, Array1<A>);
type Three<A> = fn(&Array1<A>, &Array1<A>, &Array1<A>) -> Array1<A>;

/// All functions, by name and types.
#[derive(Default)]
pub(crate) struct Calls(BTreeMap<String, Call>);

impl Calls {
    pub(crate) fn find(&self, key: &str) -> Option<&Call> {
        self.0.get(key)
    }

    pub(crate) fn keys(&self) -> impl Iterator<Item = &String> {
        self.0.keys()
    }

    fn add(&mut self, name: &str, types: &[&str], call: Call) {
        let key = format!("{name} {}", types.join(" "));
        assert!(self.0.insert(key.clone(), call).is_none(), "{key} twice");
    }

    /// A function of one operand. `is_same`: how results are compared with answers.
    pub(crate) fn one<A: Datum, R: Datum>(
        &mut self,
        name: &str,
        arrays: fn(&Array1<A>) -> Array1<R>,
        scalars: fn(A) -> R,
        is_same: fn(R, R) -> bool,
    ) {
        let call: Call = Box::new(move |inputs, outputs| {
            let x: Array1<A> = read(inputs[0]).into();
            let found = arrays(&x);
            let alone = x.iter().map(|x| scalars(*x)).collect();
            compare(&format!("{x:?}"), &found, alone, outputs[0], is_same)
        });
        self.add(name, &[A::NAME], call);
    }

    /// A function of one operand with two results.
    pub(crate) fn one_to_two<A: Datum, R: Datum, S: Datum>(
        &mut self,
        name: &str,
        arrays: OneToTwo<A, R, S>,
        scalars: fn(A) -> (R, S),
    ) {
        let call: Call = Box::new(move |inputs, outputs| {
            let x: Array1<A> = read(inputs[0]).into();
            let found = arrays(&x);
            let (first, second) = x.iter().map(|x| scalars(*x)).unzip();
            let one = compare("", &found.0, first, outputs[0], |a: R, b| a.is(b, 0));
            let two = compare("", &found.1, second, outputs[1], |a: S, b| a.is(b, 0));
            (one.0 + two.0, [one.1, two.1].concat())
        });
        self.add(name, &[A::NAME], call);
    }

    /// A function of two operands.
    pub(crate) fn two<A: Datum, B: Datum, R: Datum>(
        &mut self,
        name: &str,
        arrays: fn(&Array1<A>, &Array1<B>) -> Array1<R>,
        scalars: fn(A, B) -> R,
        is_same: fn(R, R) -> bool,
    ) {
        let call: Call = Box::new(move |inputs, outputs| {
            let (a, b) = pairs::<A, B>(inputs);
            let found = arrays(&a, &b);
            let alone = a.iter().zip(&b).map(|(a, b)| scalars(*a, *b)).collect();
            compare("", &found, alone, outputs[0], is_same)
        });
        self.add(name, &[A::NAME, B::NAME], call);
    }

    /// A function of two operands with two results.
    pub(crate) fn two_to_two<A: Datum>(
        &mut self,
        name: &str,
        arrays: TwoToTwo<A>,
        scalars: fn(A, A) -> (A, A),
    ) {
        let call: Call = Box::new(move |inputs, outputs| {
            let (a, b) = pairs::<A, A>(inputs);
            let found = arrays(&a, &b);
            let (first, second) = a.iter().zip(&b).map(|(a, b)| scalars(*a, *b)).unzip();
            let one = compare("", &found.0, first, outputs[0], |a: A, b| a.is(b, 0));
            let two = compare("", &found.1, second, outputs[1], |a: A, b| a.is(b, 0));
            (one.0 + two.0, [one.1, two.1].concat())
        });
        self.add(name, &[A::NAME, A::NAME], call);
    }

    /// A function of three operands.
    pub(crate) fn three<A: Datum>(
        &mut self,
        name: &str,
        arrays: Three<A>,
        scalars: fn(A, A, A) -> A,
        is_same: fn(A, A) -> bool,
    ) {
        let call: Call = Box::new(move |inputs, outputs| {
            let [a, b, c]: [Vec<A>; 3] = std::array::from_fn(|i| read(inputs[i]));
            let mut all: [Vec<A>; 3] = Default::default();
            for a in &a {
                for b in &b {
                    for c in &c {
                        all[0].push(*a);
                        all[1].push(*b);
                        all[2].push(*c);
                    }
                }
            }
            let [a, b, c] = all.map(Array1::from);
            let found = arrays(&a, &b, &c);
            let alone = (0..a.len()).map(|i| scalars(a[i], b[i], c[i])).collect();
            compare("", &found, alone, outputs[0], is_same)
        });
        self.add(name, &[A::NAME; 3], call);
    }
}

/// All combinations of two lists, the second one's elements changing first.
fn pairs<A: Datum, B: Datum>(inputs: &[&str]) -> (Array1<A>, Array1<B>) {
    let (a, b): (Vec<A>, Vec<B>) = (read(inputs[0]), read(inputs[1]));
    let all = a.iter().flat_map(|a| b.iter().map(move |b| (*a, *b)));
    let (a, b): (Vec<A>, Vec<B>) = all.unzip();
    (a.into(), b.into())
}

/// Compares results of an array and of scalars, to the bit, and both with the answers.
fn compare<R: Datum>(
    operands: &str,
    found: &Array1<R>,
    alone: Vec<R>,
    answers: &str,
    is_same: fn(R, R) -> bool,
) -> (usize, Vec<String>) {
    let answers: Vec<Option<R>> = read_answers(answers);
    assert_eq!(found.len(), answers.len(), "{operands}");
    let (mut count, mut wrong) = (0, Vec::new());
    for (i, ((found, alone), answer)) in found.iter().zip(alone).zip(answers).enumerate() {
        if !found.is(alone, 0) {
            wrong.push(format!("at {i}: {found:?} in an array, {alone:?} alone"));
        }
        let Some(answer) = answer else { continue };
        count += 1;
        if !is_same(*found, answer) {
            wrong.push(format!("at {i}: {found:?}, NumPy {answer:?}"));
        }
    }
    (count, wrong)
}
