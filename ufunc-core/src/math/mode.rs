//! Modes: how the maths in a kernel is computed. The runtime chooses one; a kernel hands it on.

use core::cell::Cell;

use super::lane::Lane;

/// How the maths in a kernel is computed.
///
/// An argument that is out of reach of a quick formula (a huge angle) is noted, and what was computed with it is
/// computed again, carefully: so the loops stay free of branches.
pub trait Mode: Copy {
    /// Whether the processor's fused multiply-add is used.
    const FMA: bool;
    /// Whether every argument gets its right result at once, at the price of branches.
    const CAREFUL: bool;
    /// Notes whether an argument is out of a quick formula's reach.
    fn note(self, out_of_reach: bool);
    /// A value whose maths is computed in this mode.
    #[inline(always)]
    fn of<T>(self, value: T) -> Lane<Self, T> {
        Lane { mode: self, value }
    }
}

/// Without branches; what is out of reach is noted.
#[derive(Clone, Copy)]
pub struct Quick<'a, const FMA: bool>(pub(crate) &'a Cell<bool>);

impl<const FMA: bool> Mode for Quick<'_, FMA> {
    const FMA: bool = FMA;
    const CAREFUL: bool = false;
    #[inline(always)]
    fn note(self, out_of_reach: bool) {
        self.0.set(self.0.get() | out_of_reach);
    }
}

/// Right for all arguments: the same bits as [`Quick`] where that notes nothing.
#[derive(Clone, Copy)]
pub struct Careful<const FMA: bool>;

impl<const FMA: bool> Mode for Careful<FMA> {
    const FMA: bool = FMA;
    const CAREFUL: bool = true;
    #[inline(always)]
    fn note(self, _out_of_reach: bool) {}
}
