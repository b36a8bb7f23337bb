//! On error: the messages, and a stand-in for the function so that no second error follows.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, format_ident, quote};
use syn::ext::IdentExt;
use syn::{FnArg, GenericParam, Item};

use crate::args::Attribute;
use crate::func::Function;
use crate::types;

/// What a stand-in needs of the function.
pub(crate) struct Head {
    vis: TokenStream,
    ident: proc_macro2::Ident,
    /// `T`, `const N: usize`: without bounds.
    declared: Vec<TokenStream>,
    /// `T`, `N`.
    arguments: Vec<TokenStream>,
    /// `T`.
    types: Vec<TokenStream>,
    receiver: Option<TokenStream>,
    /// `Self` is named: the function stands in an `impl`, which has no room for a type.
    in_impl: bool,
    parameters: usize,
}

impl Head {
    pub(crate) fn new(function: &Function, attribute: Attribute) -> Self {
        let sig = &function.sig;
        let mut head = Self {
            vis: function.vis.to_token_stream(),
            ident: sig.ident.clone(),
            declared: Vec::new(),
            arguments: Vec::new(),
            types: Vec::new(),
            receiver: None,
            in_impl: types::names_self(&sig.to_token_stream()),
            parameters: 0,
        };
        for parameter in &sig.generics.params {
            let ident = match parameter {
                GenericParam::Lifetime(_) => continue,
                // No name, which is one of the errors.
                GenericParam::Type(parameter) if parameter.ident == "_" => continue,
                GenericParam::Const(parameter) if parameter.ident == "_" => continue,
                GenericParam::Type(parameter) => {
                    let ident = parameter.ident.to_token_stream();
                    head.types.push(ident.clone());
                    head.declared.push(ident.clone());
                    ident
                }
                GenericParam::Const(parameter) => {
                    let (ident, ty) = (&parameter.ident, &parameter.ty);
                    head.declared.push(quote!(const #ident: #ty));
                    ident.to_token_stream()
                }
            };
            head.arguments.push(ident);
        }
        for input in &sig.inputs {
            match input {
                FnArg::Receiver(found) => {
                    head.receiver = Some(quote!(#found,));
                    head.in_impl = true;
                }
                // A gufunc's outputs are no arguments of its calls.
                FnArg::Typed(typed)
                    if attribute == Attribute::Guvectorize && types::is_mutable(&typed.ty) => {}
                FnArg::Typed(_) => head.parameters += 1,
            }
        }
        head
    }
}

/// What is called on companions.
const METHODS: [&str; 3] = ["lazy", "update", "try_update"];

/// The errors of a function that was read.
///
/// The first one stands in the length of an array type, which makes that type erroneous: whatever a
/// caller does with it, the compiler says no more. The companion itself is an enum, as kernels expect that call it, with a
/// variant that they do not know.
pub(crate) fn stand_in(errors: &[syn::Error], head: &Head) -> TokenStream {
    let Some((first, rest)) = errors.split_first() else {
        return quote!(::core::compile_error! { "a bug of `ufunc-macros`: no error was told" });
    };
    let first = first.to_compile_error();
    let rest = rest.iter().map(syn::Error::to_compile_error);
    let rest = quote!(#(#rest)*);
    let Head {
        vis,
        ident,
        declared,
        arguments,
        types,
        receiver,
        in_impl,
        parameters,
    } = head;
    let operands: Vec<_> = (0..*parameters)
        .map(|index| format_ident!("__Stand{index}", span = Span::mixed_site()))
        .collect();
    let allow = quote!(#[allow(dead_code, missing_docs, nonstandard_style)]);
    let generics = quote!(<#(#declared,)* #(#operands),*>);
    if *in_impl {
        return quote! {
            #rest
            #allow
            #vis fn #ident #generics(#receiver #(_: #operands),*) -> [(); #first] { loop {} }
        };
    }
    let error = format_ident!("__{}", ident.unraw(), span = Span::mixed_site());
    let methods = METHODS.map(|name| {
        let name = Ident::new(name, Span::mixed_site());
        quote!(#vis fn #name<#(#operands),*>(#(_: #operands),*) -> #error { loop {} })
    });
    quote! {
        #rest
        #allow
        #[doc(hidden)]
        #vis type #error = [(); #first];
        #allow
        #vis enum #ident<#(#declared),*> {
            __StandIn(::core::marker::PhantomData<(#(#types,)*)>),
        }
        #allow
        impl<#(#declared),*> #ident<#(#arguments),*> {
            #(#methods)*
        }
        #allow
        #vis fn #ident #generics(#(_: #operands),*) -> #error { loop {} }
    }
}

/// The errors of an item that could not be read as a function; the item stays, unless it is half a function.
pub(crate) fn without_function(errors: &[syn::Error], item: Option<TokenStream>) -> TokenStream {
    let errors = errors.iter().map(syn::Error::to_compile_error);
    let item = item.filter(|item| {
        let item = syn::parse2::<Item>(item.clone());
        item.is_ok_and(|item| !matches!(item, Item::Fn(_) | Item::Verbatim(_)))
    });
    quote!(#(#errors)* #item)
}
