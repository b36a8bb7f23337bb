//! The functions that users call: they convert nothing and forward to the runtime.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, format_ident, quote, quote_spanned};
use syn::spanned::Spanned;

use super::names::{self, Names, operand_type, own_ident, own_span, tuple};
use crate::model::{Form, Input, Ufunc};

/// The array function: the user's name, visibility and attributes, generic over operands.
///
/// The name keeps its span, which editors and messages follow; so the lint about unused functions sees
/// it, also where the companion alone is used.
pub(super) fn function(ufunc: &Ufunc, names: &Names) -> TokenStream {
    let attrs = names::attributes(&ufunc.attrs.function);
    let inline = (!ufunc.attrs.inline).then(|| quote!(#[inline]));
    let many = many(ufunc);
    let (vis, ident) = (&ufunc.vis, &ufunc.ident);
    let Names {
        private,
        ty,
        parameters,
        arguments,
        ..
    } = names;
    let call = Call::new(ufunc, names, First::Operand, &quote!(#ty #arguments));
    let Call {
        generics,
        list,
        types,
        values,
        bounds,
    } = &call;
    let declared = nonempty(&quote!(#parameters #generics));
    let clause = clause(names, bounds);
    let (result, run) = match ufunc.form {
        Form::Elementwise { .. } => (quote!(Plain), quote!(call)),
        Form::Core { .. } => (quote!(PlainCore), quote!(call_core)),
    };
    let instance = names.instance();
    let span = names.result_span;
    let result_path = names.private_at(span);
    let result = quote_spanned!(span=> #result_path::#result<#ty #arguments, #types>);
    quote! {
        #(#attrs)*
        #[track_caller]
        #inline
        #[allow(dead_code)]
        #many
        #vis fn #ident #declared(#list) -> #result
        #clause
        {
            #private::#run(#instance, #values)
        }
    }
}

/// The inherent methods of the companion.
pub(super) fn methods(ufunc: &Ufunc, names: &Names) -> TokenStream {
    let attrs = names::attributes(&ufunc.attrs.impls);
    let Names {
        ty,
        parameters,
        arguments,
        clause,
        ..
    } = names;
    let declared = nonempty(parameters);
    let lazy = lazy(ufunc, names);
    let in_place = ufunc.in_place.then(|| in_place(ufunc, names));
    quote! {
        #(#attrs)*
        impl #declared #ty #arguments #clause {
            #lazy
            #in_place
        }
    }
}

fn lazy(ufunc: &Ufunc, names: &Names) -> TokenStream {
    let attrs = names::attributes(&ufunc.attrs.methods);
    let many = many(ufunc);
    let Names { krate, vis, .. } = names;
    let call = Call::new(ufunc, names, First::Operand, &quote!(Self));
    let Call {
        generics,
        list,
        types,
        values,
        bounds,
    } = &call;
    let declared = nonempty(generics);
    let clause = only(bounds);
    let pending = match ufunc.form {
        Form::Elementwise { .. } => quote!(Lazy),
        Form::Core { .. } => quote!(LazyCore),
    };
    let instance = names.instance();
    let doc = format!(
        " A pending call of `{}`: nothing is computed until it is evaluated, assigned, or an operand of another call.",
        ufunc.ident
    );
    quote! {
        #[doc = #doc]
        #(#attrs)*
        #many
        #vis fn lazy #declared(#list) -> #krate::#pending<Self, #types>
        #clause
        {
            #krate::#pending::new(#instance, #values)
        }
    }
}

/// `update` and `try_update`.
fn in_place(ufunc: &Ufunc, names: &Names) -> TokenStream {
    let attrs = names::attributes(&ufunc.attrs.methods);
    let many = many(ufunc);
    let Names {
        krate,
        private,
        vis,
        ..
    } = names;
    let call = Call::new(ufunc, names, First::Target, &quote!(Self));
    let Call {
        generics,
        list,
        values,
        bounds,
        ..
    } = &call;
    let declared = nonempty(generics);
    let clause = only(bounds);
    let (done, update, try_update) = match ufunc.form {
        Form::Elementwise { .. } => (quote!(Done), quote!(update), quote!(try_update)),
        Form::Core { .. } => (
            quote!(DoneCore),
            quote!(update_core),
            quote!(try_update_core),
        ),
    };
    let instance = names.instance();
    let target = ufunc.inputs.first().map(|input| own_ident(&input.name));
    let first = ufunc.inputs.first().map_or("", |input| &input.label);
    let doc = format!(
        " Calls `{}` in place: `{first}` is read, and then holds the result.",
        ufunc.ident
    );
    let result = quote!(::core::result::Result<(), #krate::Error>);
    quote! {
        #[doc = #doc]
        #[doc = ""]
        #[doc = " # Panics"]
        #[doc = ""]
        #[doc = " Where `try_update` returns an error about shapes or memory."]
        #(#attrs)*
        #[track_caller]
        #many
        #vis fn update #declared(#list) -> #private::#done<Self>
        #clause
        {
            #private::#update(#instance, #target, #values)
        }

        #[doc = #doc]
        #[doc = ""]
        #[doc = " # Errors"]
        #[doc = ""]
        #[doc = " If the shapes do not fit, memory is short or the kernel returns an error."]
        #(#attrs)*
        #many
        #vis fn try_update #declared(#list) -> #result
        #clause
        {
            #private::#try_update(#instance, #target, #values)
        }
    }
}

/// What the first argument of a method is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum First {
    /// An operand as the others.
    Operand,
    /// The array that is read and written.
    Target,
}

/// The parts of a function over operands.
struct Call {
    /// `__Op0, __Op1,`.
    generics: TokenStream,
    /// `d: __Op0, bw: __Op1`.
    list: TokenStream,
    /// `(__Op0, __Op1)`.
    types: TokenStream,
    /// `(d, bw)`.
    values: TokenStream,
    /// `__Op0: Operand<f64>, …`, each with its comma.
    bounds: TokenStream,
}

impl Call {
    /// `kernel`: the companion's type as it is called at that place.
    fn new(ufunc: &Ufunc, names: &Names, first: First, kernel: &TokenStream) -> Self {
        let private = &names.private;
        let mut generics = Vec::new();
        let mut list = Vec::new();
        let mut types = Vec::new();
        let mut values = Vec::new();
        let mut bounds = Vec::new();
        for (index, input) in ufunc.inputs.iter().enumerate() {
            // As ours: what lints say of a name they say at the kernel.
            let name = own_ident(&input.name);
            let is_target = index == 0 && first == First::Target;
            let parameter = if is_target {
                format_ident!("__Out", span = Span::mixed_site())
            } else {
                operand_type(index)
            };
            bounds.push(bound(input, names, &parameter, is_target));
            list.push(quote!(#name: #parameter));
            if is_target {
                types.push(quote!(#private::InPlace));
                values.push(quote!(#private::InPlace));
            } else {
                types.push(parameter.to_token_stream());
                values.push(name.to_token_stream());
            }
            generics.push(parameter);
        }
        let types = tuple(&types);
        // No operands: a bound on `()` would not depend on anything.
        if !ufunc.inputs.is_empty() {
            let span = names.ty.span();
            let krate = names.krate_at(span);
            bounds.push(match ufunc.form {
                Form::Elementwise { .. } => {
                    let elements: Vec<_> = ufunc
                        .inputs
                        .iter()
                        .map(|input| &input.operand.element)
                        .collect();
                    let elements = tuple(&elements);
                    let bound = quote_spanned!(span=> #krate::Operands<#elements>);
                    quote!(#types: #bound)
                }
                Form::Core { .. } => {
                    let bound = quote_spanned!(span=> #krate::CoreOperands<#kernel>);
                    quote!(#types: #bound)
                }
            });
        }
        Self {
            generics: quote!(#(#generics,)*),
            list: quote!(#(#list),*),
            types,
            values: tuple(&values),
            bounds: quote!(#(#bounds,)*),
        }
    }
}

/// `__Op0: ::ufunc_core::Operand<f64>`, placed at the user's type.
fn bound(input: &Input, names: &Names, parameter: &Ident, target: bool) -> TokenStream {
    let element = &input.operand.element;
    let span = own_span(element.span());
    let krate = names.krate_at(span);
    let bound = if target {
        quote_spanned!(span=> #krate::Target<#element>)
    } else {
        quote_spanned!(span=> #krate::Operand<#element>)
    };
    quote!(#parameter: #bound)
}

/// Clippy counts to 7, a ufunc to 16.
fn many(ufunc: &Ufunc) -> Option<TokenStream> {
    (ufunc.inputs.len() > 7).then(|| quote!(#[allow(clippy::too_many_arguments)]))
}

/// `<…>`, or nothing.
fn nonempty(list: &TokenStream) -> Option<TokenStream> {
    (!list.is_empty()).then(|| quote!(<#list>))
}

/// The user's predicates and ours.
fn clause(names: &Names, bounds: &TokenStream) -> Option<TokenStream> {
    let predicates = &names.predicates;
    only(&quote!(#predicates #bounds))
}

fn only(predicates: &TokenStream) -> Option<TokenStream> {
    (!predicates.is_empty()).then(|| quote!(where #predicates))
}
