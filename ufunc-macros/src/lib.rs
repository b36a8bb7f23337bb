//! The attributes `#[vectorize]` and `#[guvectorize]` of `ufunc-core`, which re-exports them: depend on that
//! crate, not on this one.
//!
//! [`vectorize`] turns a function of scalars into a universal function over arrays, [`guvectorize`] does the
//! same for a function on sub-arrays. Both leave the loops, the shapes and the memory to the runtime: an
//! expansion holds the function of the user's name, a companion type of the same name, and one trait
//! implementation around the user's body. It holds no `unsafe` and no loop.

#![forbid(unsafe_code)]
#![deny(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

mod args;
mod attrs;
mod check;
mod diag;
mod entry;
mod expand;
mod fallback;
mod func;
mod model;
mod nesting;
mod rewrite;
mod signature;
#[cfg(test)]
mod tests;
mod types;

use args::Attribute;
use proc_macro::TokenStream;

/// Turns a scalar function into a universal function.
///
/// The function keeps its name: called with scalars it computes what it did, called with arrays it
/// broadcasts and returns an array.
///
/// ```ignore (the runtime is another crate: see its docs, where this runs)
/// use ndarray::prelude::*;
/// use ufunc_core::{Real, vectorize};
///
/// /// Normal density, for `f32` and `f64`.
/// #[vectorize]
/// pub fn gaussian<T: Real>(d: T, bw: T) -> T {
///     (T::lit(-0.5) * (d / bw).powi(2)).exp()
/// }
///
/// let w: f64 = gaussian(0.1, 0.2);
/// let w: Array2<f64> = gaussian(&d, 0.2);
/// let pending = gaussian::lazy(&d, 0.2);
/// ```
///
/// # The function
///
/// - 0 to 16 parameters, by value, of any element types; any patterns (`_`, `mut a`, `(x, y): (f64, f64)`).
/// - One result, or a tuple of 1 to 8 for several outputs in one pass. `Result<T, E>` (also an alias with one
///   parameter, `io::Result<T>`) makes the calls return `Result` too, with the first failing index.
/// - Type and const parameters with bounds and a where clause; no lifetimes, no `impl Trait`.
/// - Not `async`, `unsafe` or `extern`; `const fn` is read as `fn`.
/// - `return`, `?` in closures, calls of itself and of other ufuncs all work in the body.
/// - Attributes stay on the function: docs, `must_use`, `deprecated`, `inline`, `cold`, other macros'. Lint
///   levels (`allow`, `expect`, …) also reach the body.
///
/// # Arguments
///
/// | argument | says |
/// |---|---|
/// | `identity = 0.0` | the result of an empty reduction, any expression of the result's type |
/// | `associative` | `f(f(a, b), c)` may be computed as `f(a, f(b, c))` |
/// | `commutative` | `f(a, b)` may be computed as `f(b, a)`; with `associative`, SIMD lanes and threads share a reduction |
/// | `parallel` | calls with enough elements use rayon's current pool, unless `.serial()` is said or they are made on one of its workers |
/// | `math = "std"` | the body is compiled as written: nothing below under *The body* is done |
/// | `crate = path` | where `ufunc-core` is found, if not at `::ufunc_core` |
///
/// The first three are for reductions, which functions `(T, T) -> T` have.
///
/// # The body
///
/// It computes what it says, but is compiled so that the loop around it vectorises:
///
/// - **Maths.** `x.exp()`, `f64::exp(x)`, `T::exp(x)` and the like become functions of our own, which have no branches, and
///   are computed with the processor's best instructions. They differ from those of `std` by the ulps that the runtime's
///   docs state. These are `exp exp2 exp10 exp_m1 ln log2 log10 ln_1p log powf powi cbrt hypot sin cos tan sin_cos asin acos
///   atan atan2 sinh cosh tanh asinh acosh atanh erf erfc floor ceil trunc fract round round_ties_even mul_add logaddexp
///   logaddexp2`, for `T: Real` also `maximum minimum`; others vectorise as they are. Methods of these names on other types
///   stay what they are.
/// - **Conditionals.** In `if c { a } else { b }` both arms are computed, and one is selected, if syntax shows that all of it
///   is plain float arithmetic: parameters and locals of type `f32`, `f64`, or `T: Real`, their arithmetic and maths, comparisons.
///   Likewise `if c { return a; }` at the top level of the function, assignments to locals `if c { y = a; }`, and tuples. What may panic,
///   loops, calls or integer arithmetic inside keep the `if` as it is.
/// - **Calls.** A call `g(x, 0.5)` or `module::g(x, 0.5)` of another function of this attribute, with scalars, is computed
///   in place. Of other functions it is a plain call.
///
/// Which bodies vectorise and which do not is shown, with the ways out, in the runtime's guide, `ufunc_core::guide::performance`.
///
/// Closures are rewritten too, nested items, constants and the tokens of macros are not; nor is a body that nests a
/// hundred deep. A few things that are plain Rust do not compile after this, and need `math = "std"` or what is said:
///
/// - a method of one of the names above that takes a `self` which is not `Copy`, or `&mut self`; one on a field of a packed
///   struct;
/// - a call with scalars of a function whose name is also that of a lower-case `struct`, `trait` or `type`;
/// - such a call of a ufunc whose name is also that of a crate the package depends on: write `self::name(x)`.
///
/// # The companion
///
/// The type beside the function has its name (types and values do not get in each other's way) and is imported
/// with it. Its methods: `lazy(…)` for a pending call; if the one result has the first parameter's type,
/// `update(target, …)` and `try_update(target, …)` for a call in place. A function with generic parameters of its own
/// names them on the companion, `power::<3>::lazy(&x)`; in a plain call the operands' types follow,
/// `power::<3, _>(&x)`.
///
/// # Expansion
///
/// In a sketch, of `pub fn gaussian<T: Real>(d: T, bw: T) -> T { … }`:
///
/// ```text
/// pub fn gaussian<T: Real, D0, D1>(
///     d: impl Operand<T, Dim = D0>,
///     bw: impl Operand<T, Dim = D1>,
/// ) -> Plain<gaussian<T>, <(D0, D1) as MaxRank>::Dim>
/// { call(gaussian::<T>::__Ufunc(..), (d, bw)) }
///
/// pub enum gaussian<T> { __Ufunc(..) }
///
/// impl<T: Real> Kernel for gaussian<T> {
///     type Args = (T, T);
///     type Returns = One<T>;
///     const SPEC: &'static Spec = &Spec { name: "gaussian", .. };
///     fn eval<M: Mode>(&self, mode: M, (d, bw): (T, T)) -> T {
///         mode.of(T::lit(-0.5) * mode.of(d / bw).powi(2)).exp()
///     }
/// }
/// impl<T: Real> gaussian<T> { /* lazy, update, try_update: they forward */ }
/// impl<T: Real> Fold for gaussian<T> { /* identity, associative, commutative */ }
/// ```
#[proc_macro_attribute]
pub fn vectorize(args: TokenStream, item: TokenStream) -> TokenStream {
    entry::run(Attribute::Vectorize, args.into(), item.into()).into()
}

/// Turns a function on sub-arrays into a generalized universal function.
///
/// The signature names the core dimensions, the last axes of each operand, which the function sees; the axes before
/// them are looped over and broadcast.
///
/// ```ignore (the runtime is another crate: see its docs, where this runs)
/// use ndarray::prelude::*;
/// use ufunc_core::guvectorize;
///
/// #[guvectorize("(n),()->(n)")]
/// pub fn moving_average(x: &[f64], window: usize, out: &mut [f64]) {
///     for end in 0..x.len() {
///         let from = (end + 1).saturating_sub(window.max(1));
///         let part = &x[from..=end];
///         out[end] = part.iter().sum::<f64>() / part.len() as f64;
///     }
/// }
///
/// let m: Array1<f64> = moving_average(&series, 12);
/// let m: Array2<f64> = moving_average(&rows, &windows);
/// ```
///
/// # Signatures
///
/// NumPy's grammar, checked while compiling; an error shows the character.
///
/// ```text
/// signature = operands [ "->" operands ] | "->" operands
/// operands  = operand { "," operand }
/// operand   = "(" [ dim { "," dim } ] ")"
/// dim       = name [ "|1" ] [ "?" ]        a name: letters, digits, `_`, not a digit first
///           | size [ "?" ]                 a fixed size, 1 or more
///           | expression                   in outputs: + - * / ( ) over names of the inputs and numbers
/// ```
///
/// | written | means |
/// |---|---|
/// | `(n),(n)->()` | both inputs have this axis, with one size |
/// | `(3),(3)->(3)` | the size is 3 |
/// | `(m?,n),(n,p?)->(m?,p?)` | `m` and `p` may be absent, from all operands; the kernel sees size 1 |
/// | `(n\|1),(n\|1)->()` | an input with size 1 here is repeated |
/// | `(m),(n)->(m+n-1)` | a size computed from the inputs; a negative or inexact one is an error of the call |
/// | `(n)->(p)` | `p` is known from a given output only |
///
/// Spaces and tabs may stand around names, sizes, parentheses, commas and the arrow; `?` and `|1` directly follow. `?` stands on
/// every use of a name or on none; `|1` on every use in the inputs. At most 1 KiB, 32 dimensions an operand, 16 inputs, 8 outputs.
///
/// # Parameters
///
/// | operand | input | output parameter (last) | returned |
/// |---|---|---|---|
/// | `()` | `T` | `&mut T` | `T` |
/// | `(n)` | `&[T]`, `ArrayView1<T>` | `&mut [T]`, `ArrayViewMut1<T>` | |
/// | `(3)` | `&[T; 3]`, or as `(n)` | `&mut [T; 3]`, or as `(n)` | `[T; 3]` |
/// | `(m,n)` … | `ArrayView2<T>` … `ArrayView6<T>` | `ArrayViewMut2<T>` … | |
///
/// Whether a function needs core dimensions at all: `ufunc_core::guide::choosing`.
///
/// Outputs are either all trailing `&mut` parameters or all returned, several as a tuple. With `&mut` parameters
/// the function returns nothing or `Result<(), E>`, else `T`, `(T, …)` or a `Result` of these.
/// A slice is contiguous whatever the operand's layout: it is packed where it has to be. Views have the operand's own strides.
/// Otherwise the function is as for [`vectorize`]: generics, attributes, patterns, limits.
///
/// # Arguments
///
/// After the signature: `parallel`, `math = "std"`, `crate = path`, as in [`vectorize`]. The body is compiled as there; element
/// reads, `x[i].exp()`, are rewritten, but no arm of an `if` that has one is computed in vain: an index may panic.
/// `let v = x[i];` before the `if` helps.
///
/// # The companion
///
/// `lazy(…)` takes the inputs and returns a pending call. If the one output has the first input's element type and core
/// dimensions, there are `update` and `try_update` as well.
///
/// # Expansion
///
/// ```text
/// pub fn moving_average<D0, D1, Loop>(
///     x: impl CoreOperand<f64, Ix1, Ix1, Loop = D0>,
///     window: impl CoreOperand<usize, Ix0, Ix0, Loop = D1>,
/// ) -> PlainCore<moving_average, Loop>
/// where (D0, D1): MaxRank<Dim = Loop>
/// { call_core(moving_average::__Gufunc(..), (x, window)) }
///
/// pub enum moving_average { __Gufunc(..) }
///
/// impl CoreKernel for moving_average {
///     type Inputs = (Slice<f64>, Value<usize>);
///     type Outputs = Written<(SliceMut<f64>,)>;
///     const SPEC: &'static Spec = &Spec { name: "moving_average", signature: "(n),()->(n)", .. };
///     fn eval<M: Mode>(&self, mode: M, (x, window): (&[f64], usize), (out,): (&mut [f64],)) { … }
/// }
/// impl moving_average { /* lazy, update, try_update: they forward */ }
/// ```
#[proc_macro_attribute]
pub fn guvectorize(args: TokenStream, item: TokenStream) -> TokenStream {
    entry::run(Attribute::Guvectorize, args.into(), item.into()).into()
}
