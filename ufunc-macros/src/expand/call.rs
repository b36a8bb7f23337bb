//! The parts of a function over operands: its parameters and their bounds.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, format_ident, quote, quote_spanned};
use syn::spanned::Spanned;

use super::names::{Names, operand_type, own_ident, own_span, tuple};
use crate::model::{Form, Input, Ufunc};

/// The parts of a function over operands.
///
/// Each operand has a bound of its own, which tells its rank by a type parameter; the result's type follows from
/// these parameters. So a wrong operand is one error, at that operand, and what depends on it stays unknown. A
/// bound on all operands together, or a projection of them in the result, would say it a second time elsewhere.
pub(super) struct Call {
    /// `__D0, __D1,`.
    pub(super) generics: TokenStream,
    /// `d: impl Operand<f64, Dim = __D0>, bw: …`.
    pub(super) list: TokenStream,
    /// `(d, bw)`.
    pub(super) values: TokenStream,
    /// Each with its comma.
    pub(super) bounds: TokenStream,
    /// `(__D0, __D1)`; of a pending call the tuple of operands, as told by these.
    pub(super) ranks: TokenStream,
}

impl Call {
    /// `fn add<__D0, __D1>(a: impl Operand<f64, Dim = __D0>, b: …) where (__D0, __D1): MaxRank`.
    pub(super) fn plain(ufunc: &Ufunc, names: &Names) -> Self {
        let ranks = ranks(ufunc);
        let list = ufunc.inputs.iter().zip(&ranks).map(|(input, rank)| {
            let name = own_ident(&input.name);
            let bound = operand_bound(input, names, Some(rank), ufunc);
            quote!(#name: impl #bound)
        });
        Self {
            generics: quote!(#(#ranks,)*),
            list: quote!(#(#list),*),
            values: values(ufunc),
            bounds: one_rank(&ranks, names),
            ranks: tuple(&ranks),
        }
    }

    /// `fn lazy<__Op0, __D0>(a: __Op0) -> …<<__D0 as Told<__Op0>>::Same,> where __Op0: Operand<f64, Dim = __D0>`.
    pub(super) fn pending(ufunc: &Ufunc, names: &Names) -> Self {
        let private = &names.private;
        let ranks = ranks(ufunc);
        let mut generics = Vec::new();
        let mut list = Vec::new();
        let mut bounds = Vec::new();
        let mut told = Vec::new();
        for (index, (input, rank)) in ufunc.inputs.iter().zip(&ranks).enumerate() {
            let (name, ty) = (own_ident(&input.name), operand_type(index));
            let bound = operand_bound(input, names, Some(rank), ufunc);
            bounds.push(quote!(#ty: #bound));
            list.push(quote!(#name: #ty));
            told.push(quote!(<#rank as #private::Told<#ty>>::Same));
            generics.push(ty);
        }
        let one_rank = one_rank(&ranks, names);
        Self {
            generics: quote!(#(#generics,)* #(#ranks,)*),
            list: quote!(#(#list),*),
            values: values(ufunc),
            bounds: quote!(#(#bounds,)* #one_rank),
            ranks: tuple(&told),
        }
    }

    /// The first operand is the array that is read and written.
    pub(super) fn in_place(ufunc: &Ufunc, names: &Names) -> Self {
        let private = &names.private;
        let mut generics = Vec::new();
        let mut list = Vec::new();
        let mut types = Vec::new();
        let mut values = Vec::new();
        let mut bounds = Vec::new();
        for (index, input) in ufunc.inputs.iter().enumerate() {
            let name = own_ident(&input.name);
            let ty = if index == 0 {
                mixed("__Out")
            } else {
                operand_type(index)
            };
            let bound = if index == 0 {
                target_bound(input, names)
            } else {
                operand_bound(input, names, None, ufunc)
            };
            bounds.push(quote!(#ty: #bound));
            list.push(quote!(#name: #ty));
            if index == 0 {
                types.push(quote!(#private::InPlace));
                values.push(quote!(#private::InPlace));
            } else {
                types.push(ty.to_token_stream());
                values.push(name.to_token_stream());
            }
            generics.push(ty);
        }
        let types = tuple(&types);
        // One operand: nothing has to fit it.
        if ufunc.inputs.len() > 1 {
            let span = names.ty.span();
            let krate = names.krate_at(span);
            let bound = match ufunc.form {
                Form::Elementwise { .. } => {
                    let inputs = ufunc.inputs.iter();
                    let elements: Vec<_> = inputs.map(|input| &input.operand.element).collect();
                    let elements = tuple(&elements);
                    quote_spanned!(span=> #krate::Operands<#elements>)
                }
                Form::Core { .. } => quote_spanned!(span=> #krate::CoreOperands<Self>),
            };
            bounds.push(quote!(#types: #bound));
        }
        Self {
            generics: quote!(#(#generics,)*),
            list: quote!(#(#list),*),
            values: tuple(&values),
            bounds: quote!(#(#bounds,)*),
            ranks: TokenStream::new(),
        }
    }
}

/// `__D0`, `__D1`, …: the ranks of the operands, or of what is left of them without core dimensions.
fn ranks(ufunc: &Ufunc) -> Vec<Ident> {
    let count = 0..ufunc.inputs.len();
    count.map(|index| mixed(&format!("__D{index}"))).collect()
}

/// `(__D0, __D1): MaxRank,`, if there are operands.
fn one_rank(ranks: &[Ident], names: &Names) -> TokenStream {
    if ranks.is_empty() {
        return TokenStream::new();
    }
    let private = &names.private;
    let ranks = tuple(ranks);
    quote!(#ranks: #private::MaxRank,)
}

/// The parameters' names, as ours: what lints say of a name they say at the kernel.
fn values(ufunc: &Ufunc) -> TokenStream {
    let names = ufunc.inputs.iter().map(|input| own_ident(&input.name));
    tuple(&names.collect::<Vec<_>>())
}

pub(super) fn mixed(name: &str) -> Ident {
    Ident::new(name, Span::mixed_site())
}

/// `Operand<f64, Dim = __D0>` or `CoreOperand<f64, Ix1, Ix1, Loop = __D0>`, placed at the user's type.
fn operand_bound(input: &Input, names: &Names, rank: Option<&Ident>, ufunc: &Ufunc) -> TokenStream {
    let element = &input.operand.element;
    let span = own_span(element.span());
    let (krate, private) = (names.krate_at(span), names.private_at(span));
    match (&ufunc.form, rank) {
        (_, None) => quote_spanned!(span=> #krate::Operand<#element>),
        (Form::Elementwise { .. }, Some(rank)) => {
            quote_spanned!(span=> #krate::Operand<#element, Dim = #rank>)
        }
        (Form::Core { .. }, Some(rank)) => {
            let core = input.operand.core.len();
            let least = input.operand.required.unwrap_or(core);
            let (core, least) = (format_ident!("Ix{core}"), format_ident!("Ix{least}"));
            quote_spanned!(span=>
                #private::CoreOperand<#element, #private::#core, #private::#least, Loop = #rank>)
        }
    }
}

/// `Target<f64>`, placed at the user's type.
fn target_bound(input: &Input, names: &Names) -> TokenStream {
    let element = &input.operand.element;
    let span = own_span(element.span());
    let krate = names.krate_at(span);
    quote_spanned!(span=> #krate::Target<#element>)
}
