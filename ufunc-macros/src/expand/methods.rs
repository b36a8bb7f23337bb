//! The functions that users call: they convert nothing and forward to the runtime.

use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};

use super::call::{Call, mixed};
use super::folds::folds;
use super::names::{self, Names, own_ident};
use crate::model::{Form, Ufunc};

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
    let call = Call::plain(ufunc, names);
    let Call {
        generics,
        list,
        values,
        bounds,
        ranks,
    } = &call;
    let span = names.result_span;
    let there = names.private_at(span);
    let (loops, result, run) = match ufunc.form {
        Form::Elementwise { .. } => {
            let rank = quote_spanned!(span=> <#ranks as #there::MaxRank>::Dim);
            let result = quote_spanned!(span=> #there::Plain<#ty #arguments, #rank>);
            (None, result, quote!(call))
        }
        Form::Core { .. } => {
            let loops = mixed("__Loop");
            let result = quote_spanned!(span=> #there::PlainCore<#ty #arguments, #loops>);
            (Some(loops), result, quote!(call_core))
        }
    };
    let of_loops = loops.as_ref().map(|loops| {
        quote! {
            #ranks: #private::MaxRank<Dim = #loops>,
            <#ty #arguments as #private::CoreKernel>::Outputs: #private::CoreResult<#loops>,
        }
    });
    let declared = nonempty(&quote!(#parameters #generics #loops));
    let clause = clause(names, &of_loops.unwrap_or_else(|| bounds.clone()));
    let instance = names.instance(ufunc);
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
    let folds = folds(ufunc, names);
    quote! {
        #(#attrs)*
        impl #declared #ty #arguments #clause {
            #lazy
            #in_place
            #folds
        }
    }
}

fn lazy(ufunc: &Ufunc, names: &Names) -> TokenStream {
    let attrs = names::attributes(&ufunc.attrs.methods);
    let many = many(ufunc);
    let Names { krate, vis, .. } = names;
    let call = Call::pending(ufunc, names);
    let Call {
        generics,
        list,
        values,
        bounds,
        ranks,
    } = &call;
    let declared = nonempty(generics);
    let clause = only(bounds);
    let pending = match ufunc.form {
        Form::Elementwise { .. } => quote!(Lazy),
        Form::Core { .. } => quote!(LazyCore),
    };
    let instance = names.instance(ufunc);
    let doc = format!(
        " A pending call of `{}`: nothing is computed until it is evaluated, assigned, or an operand of another call.",
        ufunc.ident
    );
    quote! {
        #[doc = #doc]
        #(#attrs)*
        #many
        #vis fn lazy #declared(#list) -> #krate::#pending<Self, #ranks>
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
    let call = Call::in_place(ufunc, names);
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
    let instance = names.instance(ufunc);
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
