//! Tokens that several parts of an expansion share.

use proc_macro2::{Ident, Span, TokenStream, TokenTree};
use quote::{ToTokens, format_ident, quote};
use syn::GenericParam;
use syn::spanned::Spanned;

use super::proofs;
use crate::attrs::Placed;
use crate::model::{Form, Ufunc};

/// The shared tokens of one expansion.
pub(super) struct Names {
    /// The runtime crate, `::ufunc_core`.
    pub(super) krate: TokenStream,
    /// The user wrote that path.
    krate_is_given: bool,
    /// Its private part.
    pub(super) private: TokenStream,
    /// Where errors about the results' types belong.
    pub(super) result_span: Span,
    /// The user's visibility, for items that the user did not write.
    pub(super) vis: TokenStream,
    /// The companion's name.
    pub(super) ty: Ident,
    /// `<T, const N: usize>`, or nothing.
    pub(super) declared: TokenStream,
    /// `T: Real, const N: usize,`.
    pub(super) parameters: TokenStream,
    /// `<T, N>`, or nothing.
    pub(super) arguments: TokenStream,
    /// `where …`, or nothing.
    pub(super) clause: TokenStream,
    /// The user's predicates and the proofs, each with its comma.
    pub(super) predicates: TokenStream,
}

impl Names {
    pub(super) fn new(ufunc: &Ufunc) -> Self {
        let krate = match &ufunc.krate {
            Some(path) => path.to_token_stream(),
            None => quote!(::ufunc_core),
        };
        let params = &ufunc.generics.params;
        let declared = params.iter().map(|parameter| match parameter {
            GenericParam::Const(parameter) => {
                let (ident, ty) = (&parameter.ident, &parameter.ty);
                quote!(const #ident: #ty)
            }
            GenericParam::Type(parameter) => parameter.ident.to_token_stream(),
            GenericParam::Lifetime(parameter) => parameter.to_token_stream(),
        });
        let arguments = params.iter().map(|parameter| match parameter {
            GenericParam::Const(parameter) => parameter.ident.to_token_stream(),
            GenericParam::Type(parameter) => parameter.ident.to_token_stream(),
            GenericParam::Lifetime(parameter) => parameter.lifetime.to_token_stream(),
        });
        let (declared, arguments) = if params.is_empty() {
            (TokenStream::new(), TokenStream::new())
        } else {
            (quote!(<#(#declared),*>), quote!(<#(#arguments),*>))
        };
        let clause = &ufunc.generics.where_clause;
        let predicates = clause.iter().flat_map(|clause| &clause.predicates);
        let proofs = proofs::proofs(ufunc, &krate);
        let more = &proofs.predicates;
        let predicates = quote!(#(#predicates,)* #more);
        let parameters = params.iter().map(|parameter| proofs.complete(parameter));
        Self {
            private: quote!(#krate::__private),
            krate,
            krate_is_given: ufunc.krate.is_some(),
            result_span: result_span(ufunc),
            vis: ours(ufunc.vis.to_token_stream()),
            ty: own_ident(&ufunc.ident),
            declared,
            parameters: quote!(#(#parameters,)*),
            arguments,
            clause: (!predicates.is_empty())
                .then(|| quote!(where #predicates))
                .to_token_stream(),
            predicates,
        }
    }

    /// The runtime crate's path, placed where errors about what it names belong.
    pub(super) fn krate_at(&self, span: Span) -> TokenStream {
        self.path_at(self.krate.clone(), span)
    }

    /// The private part's path, placed likewise.
    pub(super) fn private_at(&self, span: Span) -> TokenStream {
        self.path_at(self.private.clone(), span)
    }

    /// Of a path that the user wrote only the beginning is moved: its names, if they are wrong, are wrong there.
    fn path_at(&self, path: TokenStream, span: Span) -> TokenStream {
        if !self.krate_is_given {
            return located(path, span);
        }
        let mut tokens = path.into_iter();
        let first = tokens.next().map(|mut first| {
            let keyword = matches!(&first, TokenTree::Ident(ident) if ident == "crate");
            if keyword || matches!(first, TokenTree::Punct(_)) {
                first.set_span(first.span().located_at(span));
            }
            first
        });
        first.into_iter().chain(tokens).collect()
    }

    /// A value of the companion type.
    pub(super) fn instance(&self, ufunc: &Ufunc) -> TokenStream {
        let Names { ty, arguments, .. } = self;
        let variant = variant(ufunc);
        let turbofish = (!arguments.is_empty()).then(|| quote!(::));
        quote!(#ty #turbofish #arguments ::#variant(::core::marker::PhantomData))
    }
}

/// The companion's only variant: kernels look for the first of these.
pub(super) fn variant(ufunc: &Ufunc) -> Ident {
    let name = match ufunc.form {
        Form::Elementwise { .. } => "__Ufunc",
        Form::Core { .. } => "__Gufunc",
    };
    Ident::new(name, Span::mixed_site())
}

/// The type parameter of the operand at `index`.
pub(super) fn operand_type(index: usize) -> Ident {
    format_ident!("__Op{index}", span = Span::mixed_site())
}

/// Where the user's token stands, but marked as the macro's: lints leave it alone.
pub(super) fn own_span(span: Span) -> Span {
    Span::mixed_site().located_at(span)
}

/// The identifier as the macro's.
pub(super) fn own_ident(ident: &Ident) -> Ident {
    let mut ident = ident.clone();
    ident.set_span(own_span(ident.span()));
    ident
}

/// The tokens as the macro's.
fn ours(tokens: TokenStream) -> TokenStream {
    let mark = |mut token: TokenTree| {
        // A path inside, `pub(in crate::here)`, resolves as before.
        if !matches!(token, TokenTree::Group(_)) {
            token.set_span(own_span(token.span()));
        }
        token
    };
    tokens.into_iter().map(mark).collect()
}

/// The outer tokens at another place; names in them mean what they meant.
pub(super) fn located(tokens: TokenStream, span: Span) -> TokenStream {
    let place = |mut token: TokenTree| {
        token.set_span(token.span().located_at(span));
        token
    };
    tokens.into_iter().map(place).collect()
}

/// The first output's type, or the function's name.
fn result_span(ufunc: &Ufunc) -> Span {
    let output = ufunc.outputs.first();
    own_span(output.map_or(ufunc.ident.span(), |output| output.operand.element.span()))
}

/// `()`, `(a,)`, `(a, b)`.
pub(super) fn tuple<T: ToTokens>(items: &[T]) -> TokenStream {
    match items {
        [one] => quote!((#one,)),
        _ => quote!((#(#items),*)),
    }
}

/// `#[…] #[…]`.
pub(super) fn attributes(placed: &[Placed]) -> Vec<TokenStream> {
    let metas = placed.iter().map(meta);
    metas.map(|meta| quote!(#[#meta])).collect()
}

/// The inner part of an attribute; nesting is limited where the tokens are read.
fn meta(placed: &Placed) -> TokenStream {
    match placed {
        Placed::As(meta) => meta.to_token_stream(),
        Placed::Allow(lints) => quote!(allow(#(#lints),*)),
        Placed::Expect(lints) => quote!(expect(#(#lints),*)),
        Placed::AllowDeprecated => quote!(allow(deprecated)),
        Placed::If(condition, inner) => {
            let inner = inner.iter().map(meta);
            quote!(cfg_attr(#condition, #(#inner),*))
        }
    }
}
