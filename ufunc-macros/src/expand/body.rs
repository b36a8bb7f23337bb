//! The tokens of what is rewritten in a body.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, format_ident, quote, quote_spanned};
use syn::spanned::Spanned;
use syn::{Block, Expr, ExprBlock, Path, Stmt, Type, token};

use super::names::{located, own_span};
use crate::model::Ufunc;

/// Prints the rewritten parts of one body.
pub(crate) struct Printer {
    private: TokenStream,
}

/// Whether the kernel's own mode can be named, or only its type.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Place {
    /// In the body itself.
    Body,
    /// In a closure: it may have to be sent to another thread, or to be a function pointer, so it captures nothing of ours.
    Closure,
}

/// How a receiver is handed over.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Receiver {
    /// As it is.
    Value,
    /// Behind `&`: a place is not moved out of.
    Borrowed,
    /// Behind `*`: a reference to a float.
    Read,
}

impl Printer {
    pub(crate) fn new(ufunc: &Ufunc) -> Self {
        let krate = match &ufunc.krate {
            Some(path) => path.to_token_stream(),
            None => quote!(::ufunc_core),
        };
        Self {
            private: quote!(#krate::__private),
        }
    }

    fn at(&self, span: Span) -> TokenStream {
        located(self.private.clone(), span)
    }

    /// `__mode.of(x)`: a value whose maths is computed in the mode.
    pub(crate) fn of(
        &self,
        place: Place,
        value: &Expr,
        receiver: Receiver,
        ty: Option<&Type>,
    ) -> TokenStream {
        let span = own_span(value.span());
        let private = self.at(span);
        let prefix = match receiver {
            Receiver::Value => None,
            Receiver::Borrowed => Some(quote_spanned!(span=> &)),
            Receiver::Read => Some(quote_spanned!(span=> *)),
        };
        match place {
            Place::Body => {
                let ty = ty.map(|ty| quote_spanned!(span=> ::<#ty>));
                quote_spanned!(span=> __mode.of #ty (#prefix #value))
            }
            Place::Closure => {
                let ty = ty.map_or_else(|| quote!(_), ToTokens::to_token_stream);
                quote_spanned!(span=> #private::steady::<__M, #ty>(#prefix #value))
            }
        }
    }

    /// The traits that [`Printer::of`] needs.
    pub(crate) fn traits(&self) -> TokenStream {
        let private = &self.private;
        quote!(use #private::{LaneMath as _, LaneRefMath as _};)
    }

    /// `select(condition, then, other)`, for each of `count` results.
    pub(crate) fn select(
        &self,
        span: Span,
        condition: &Expr,
        then: &TokenStream,
        other: &TokenStream,
        count: Option<usize>,
    ) -> Expr {
        let span = own_span(span);
        let private = self.at(span);
        let Some(count) = count else {
            let call = quote_spanned!(span=> #private::select(#condition, #then, #other));
            return Expr::Verbatim(call);
        };
        let names = |prefix: &str| -> Vec<Ident> {
            let name = |index| format_ident!("{prefix}{index}", span = span);
            (0..count).map(name).collect()
        };
        let (thens, others) = (names("__then"), names("__else"));
        self.block(quote_spanned! {span=>
            let __if = #condition;
            let (#(#thens,)*) = #then;
            let (#(#others,)*) = #other;
            (#(#private::select(__if, #thens, #others),)*)
        })
    }

    /// `y = select(condition, value, y);`
    pub(crate) fn assign(&self, name: &Expr, condition: &Ident, value: &Expr) -> TokenStream {
        let span = own_span(name.span());
        let private = self.at(span);
        quote_spanned!(span=> #name = #private::select(#condition, #value, #name);)
    }

    /// The name of a condition that holds for an arm at this depth.
    pub(crate) fn condition(&self, depth: usize, then: bool, span: Span) -> Ident {
        let name = if then { "__if" } else { "__else" };
        format_ident!("{name}{depth}", span = own_span(span))
    }

    /// `let __if0 = condition;`, within the arm of an outer condition.
    pub(crate) fn condition_is(
        &self,
        name: &Ident,
        outer: Option<&Ident>,
        not: bool,
        condition: impl ToTokens,
    ) -> TokenStream {
        let outer = outer.map(|outer| quote!(#outer &));
        let not = not.then(|| quote!(!));
        let value = if outer.is_some() && not.is_none() {
            quote!((#condition))
        } else {
            condition.to_token_stream()
        };
        quote!(let #name = #outer #not #value;)
    }

    /// `{ … }`.
    pub(crate) fn block(&self, stmts: TokenStream) -> Expr {
        Expr::Block(ExprBlock {
            attrs: Vec::new(),
            label: None,
            block: Block {
                brace_token: token::Brace(Span::mixed_site()),
                stmts: vec![Stmt::Expr(Expr::Verbatim(stmts), None)],
            },
        })
    }

    /// A call that is computed in the mode, if the function is a ufunc.
    ///
    /// A ufunc's companion is an enum of its name; its one variant is looked for by two imports, first of what the
    /// name means, then of everything in it. If it is no ufunc, the name has no type, or is a module's: then the
    /// variant is found further out, as `NotUfunc`, and the function is called as it stands. Nothing of the user's is
    /// named within, where the second import may hide it.
    pub(crate) fn inner_call(&self, path: &Path, arguments: &[Expr]) -> Expr {
        let span = own_span(path.span());
        let private = self.at(span);
        let name = |index| format_ident!("__a{index}", span = span);
        let names: Vec<Ident> = (0..arguments.len()).map(name).collect();
        let import = imported(path);
        self.block(quote_spanned! {span=>
            let __arguments = (#(#arguments,)*);
            let __plain = |(#(#names,)*)| #path(#(#names),*);
            use #private::{InKernel as _, NotUfunc as __Ufunc};
            {
                use #private::nothing as __callee;
                {
                    use #import as __callee;
                    {
                        use __callee::*;
                        __Ufunc(::core::marker::PhantomData).__in_kernel(__mode, __arguments, __plain)
                    }
                }
            }
        })
    }
}

/// The path, as the macro's: so its edition is the macro's too, and lints leave it alone.
fn imported(path: &Path) -> TokenStream {
    let mut path = path.clone();
    for segment in &mut path.segments {
        let span = own_span(segment.ident.span());
        segment.ident.set_span(span);
    }
    path.to_token_stream()
}
