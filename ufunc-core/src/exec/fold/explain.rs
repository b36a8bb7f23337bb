//! A reduction in words.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use super::call::FoldCall;
use super::frame::Frame;
use super::terms::Terms;
use super::tree::{BLOCK, Order, lanes};
use super::walk::FoldWork;
use crate::Error;
use crate::exec::{Level, Walk};
use crate::explain::{Explanation, STAGES};
use crate::kernel::Fold;
use crate::shape::Strides;

impl<K: Fold + Sync> FoldCall<'_, K> {
    /// What [`eval`](FoldCall::eval) would do.
    pub(crate) fn explain(&self, terms: &dyn Terms<K::Elem>) -> Explanation {
        match self.lines(terms) {
            Ok(lines) => Explanation::of(lines),
            Err(error) => Explanation::error(&error),
        }
    }

    fn lines(&self, terms: &dyn Terms<K::Elem>) -> Result<Vec<String>, Error> {
        let frame = self.frame(terms)?;
        let (results, count) = (frame.results(), frame.terms());
        let mut lines = Vec::from([format!(
            "{}: reduction of {:?} over axes {:?}, results: {results}, terms of each: {count}",
            K::SPEC.name,
            frame.shape.as_slice(),
            frame.axes.as_slice()
        )]);
        if results == 0 || count == 0 {
            lines.push("nothing to compute".into());
            return Ok(lines);
        }
        let order = Self::order(terms);
        let groups = frame.groups(order);
        if let [first, others @ ..] = groups.as_slice()
            && !others.is_empty()
        {
            let others: Vec<String> = others
                .iter()
                .map(|axes| format!("{:?}", axes.as_slice()))
                .collect();
            lines.push(format!(
                "in steps: over axes {:?}, as told here, then over {}",
                first.as_slice(),
                others.join(", ")
            ));
        }
        let axes = groups.into_iter().next().unwrap_or_default();
        self.step(
            terms,
            &frame.part(frame.shape.clone(), axes),
            order,
            &mut lines,
        );
        Ok(lines)
    }

    /// How the first group of axes is reduced.
    fn step(
        &self,
        terms: &dyn Terms<K::Elem>,
        frame: &Frame,
        order: Order,
        lines: &mut Vec<String>,
    ) {
        let mut strides = frame.strides(terms.operand(), terms.mask());
        let inputs = strides.len();
        let none = Strides::from_elem(0, frame.shape.len());
        strides.extend((0..terms.outputs()).map(|_| none.clone()));
        let loops = frame.loops(inputs, &strides);
        let outs = Vec::new();
        let work = FoldWork {
            kernel: self.kernel,
            terms,
            outs: &outs,
            start: None,
            order,
            loops: &loops.terms.loops,
            from: 0,
            len: loops.terms.len,
            side_by_side: loops.side_by_side,
            level: Level::current(),
        };
        let Some(row) = loops.results.loops.last() else {
            return;
        };
        let (width, in_place) = work.reading(row, terms.outputs());
        lines.push(match order {
            Order::Left => "order: from the left".into(),
            Order::Tree => format!(
                "order: {} running values in blocks of {BLOCK} terms, blocks in pairs",
                lanes::<K::Elem>()
            ),
        });
        lines.push(match loops.side_by_side {
            true => format!("results side by side, {} at a time", width.min(row.len)),
            false => "results one after the other".into(),
        });
        let how = match in_place {
            true => "read in place".into(),
            false => format!("through blocks of up to {}", terms.block()),
        };
        if terms.staged() {
            lines.push(STAGES.into());
        }
        let mut push = |name: String, _| lines.push(format!("{name}: {how}"));
        let name = K::SPEC.inputs.first().map_or("", |input| input.name);
        terms.labels(name, &mut push);
        if let Some(mask) = terms.mask() {
            mask.labels(&mut core::iter::once("mask".into()), &mut push);
        }
        let load = loops.results.len.saturating_mul(work.cost());
        lines.push(format!("instruction set: {}", Level::current()));
        lines.push(match self.in_parallel(load) {
            true => "threads: rayon's current pool".into(),
            false => "threads: the calling one".into(),
        });
    }
}
