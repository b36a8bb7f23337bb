//! The walk of a reduction whose terms are divided among threads: each has some blocks, which are a node of the tree.

use alloc::vec::Vec;

use super::tree::BLOCK;
use super::uniform::List;
use super::walk::{FoldWork, Strip, at};
use crate::elementwise::element;
use crate::exec::{Stop, join};
use crate::kernel::Fold;
use crate::plan::Plan;

impl<K: Fold + Sync> FoldWork<'_, K> {
    /// Does all results of a plan, the terms of each on several threads.
    ///
    /// # Safety
    ///
    /// As [`Walk::walk`].
    pub(super) unsafe fn walk_terms(&self, plan: &Plan, grain: usize) -> Result<(), Stop> {
        let Some(inner) = plan.loops.last() else {
            return Ok(());
        };
        let strip = self.strip(inner);
        plan.rows(&mut |row| {
            for first in (0..row.len).step_by(strip.width) {
                let columns = strip.width.min(row.len - first);
                let base = at(row.offsets, row.strides, first);
                let part = Part {
                    strip: &strip,
                    base: &base,
                    columns,
                    grain: grain.div_ceil(BLOCK).max(1),
                };
                // SAFETY: results of the plan.
                let values = unsafe { self.halve(&part, 0, self.len.div_ceil(BLOCK)) }?;
                for (output, values) in values.iter().enumerate() {
                    // SAFETY: as above.
                    unsafe { self.put(output, values, &base, inner) };
                }
            }
            Ok(())
        })
    }

    /// The values of some blocks of terms, which are a node of the tree.
    ///
    /// # Safety
    ///
    /// As [`Walk::walk`], for those terms.
    unsafe fn halve(
        &self,
        part: &Part<'_>,
        from: usize,
        to: usize,
    ) -> Result<List<Vec<K::Elem>>, Stop> {
        if to - from <= part.grain {
            let mut trees = self.trees(part.columns)?;
            let range = (from * BLOCK, (to * BLOCK).min(self.len));
            self.terms.read(&mut |reader| {
                // SAFETY: the caller's promise.
                unsafe {
                    self.reduce(
                        reader,
                        &mut trees,
                        part.strip,
                        part.base,
                        part.columns,
                        range,
                    )
                };
            });
            return Ok(trees
                .iter_mut()
                .map(|tree| tree.finish().to_vec())
                .collect());
        }
        let half = (to - from).next_power_of_two() / 2;
        let (left, right) = join(
            // SAFETY: the caller's promise.
            || unsafe { self.halve(part, from, from + half) },
            // SAFETY: as above.
            || unsafe { self.halve(part, from + half, to) },
        );
        let (mut left, right) = (left?, right?);
        for (left, right) in left.iter_mut().zip(&right) {
            for (left, &right) in left.iter_mut().zip(right) {
                *left = element(self.kernel, (*left, right));
            }
        }
        Ok(left)
    }
}

/// Results whose terms are divided.
struct Part<'p> {
    strip: &'p Strip<'p>,
    base: &'p [isize],
    columns: usize,
    /// So many blocks are done by one thread.
    grain: usize,
}
