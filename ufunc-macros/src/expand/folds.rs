//! The methods of functions `(T, T) -> T`: reductions and their kin. They forward to the runtime.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::names::{self, Names};
use crate::model::{Form, Ufunc};

/// One of these methods, in two forms: `name` panics where `try_name` returns an error.
struct Method {
    name: &'static str,
    /// What it does, after the function's name.
    does: &'static str,
    generics: TokenStream,
    parameters: TokenStream,
    arguments: TokenStream,
    result: TokenStream,
    bounds: TokenStream,
}

/// The methods of a `(T, T) -> T` function; nothing for others.
pub(super) fn folds(ufunc: &Ufunc, names: &Names) -> Option<TokenStream> {
    let Form::Elementwise { fold: Some(_), .. } = &ufunc.form else {
        return None;
    };
    let element = ufunc.inputs.first().map(|input| &input.operand.element);
    let Names {
        krate,
        private,
        vis,
        ..
    } = names;
    let attrs = names::attributes(&ufunc.attrs.methods);
    let instance = names.instance(ufunc);
    let pending = [
        ("reduction", quote!(Reduction), "reduction"),
        ("accumulation", quote!(Accumulation), "accumulation"),
    ];
    let pending = pending.map(|(name, ty, noun)| {
        let name = format_ident!("{name}");
        let doc = format!(
            " A pending {noun} by `{}`: its methods say how, `eval` and `assign_to` make it.",
            ufunc.ident
        );
        quote! {
            #[doc = #doc]
            #(#attrs)*
            #vis fn #name<__A, __D>(operand: __A)
                -> #krate::#ty<Self, <__D as #private::Told<__A>>::Same>
            where __A: #krate::Reducible<#element, Dim = __D>
            {
                #krate::#ty::new(#instance, operand)
            }
        }
    });
    let made = methods(&quote!(#element), krate, private).map(|method| {
        let Method {
            name,
            does,
            generics,
            parameters,
            arguments,
            result,
            bounds,
        } = method;
        let (ident, fallible) = (format_ident!("{name}"), format_ident!("try_{name}"));
        let doc = format!(" `{}` {does}", ufunc.ident);
        let errors = format!(" As [`Self::{fallible}`], whose errors are panics here.");
        quote! {
            #[doc = #doc]
            #[doc = ""]
            #[doc = " # Panics"]
            #[doc = ""]
            #[doc = #errors]
            #(#attrs)*
            #[track_caller]
            #vis fn #ident<#generics>(#parameters) -> #result where #bounds {
                #private::#ident(#instance, #arguments)
            }

            #[doc = #doc]
            #[doc = ""]
            #[doc = " # Errors"]
            #[doc = ""]
            #[doc = " If axes, indices or shapes do not fit, there is nothing to begin with, or memory is short."]
            #(#attrs)*
            #vis fn #fallible<#generics>(#parameters)
                -> ::core::result::Result<#result, #krate::Error>
            where #bounds
            {
                #private::#fallible(#instance, #arguments)
            }
        }
    });
    Some(quote! { #(#pending)* #(#made)* })
}

fn methods(element: &TokenStream, krate: &TokenStream, private: &TokenStream) -> [Method; 6] {
    // The result follows from type parameters of their own: of a wrong operand nothing else is said.
    let operand = quote!(
        __A: #krate::Reducible<#element, Dim = __D, Returns = __R>,
        __D: #krate::Shape,
        __R: #private::Returns,
    );
    let list = quote!(__I: #krate::Operand<::core::primitive::usize>);
    let along = Method {
        name: "accumulate",
        does: "over all terms up to each one, along an axis: the running results.",
        generics: quote!(__A, __D, __R),
        parameters: quote!(operand: __A, axis: impl #krate::AxisNumber),
        arguments: quote!(operand, axis),
        result: quote!(#private::Made<__R, __D>),
        bounds: quote!(#operand),
    };
    let segments = |name, does, places: TokenStream| Method {
        name,
        does,
        generics: quote!(__A, __I, __D, __R),
        parameters: quote!(operand: __A, #places: __I, axis: impl #krate::AxisNumber),
        arguments: quote!(operand, #places, axis),
        result: quote!(#private::Made<__R, __D>),
        bounds: quote!(#operand #list),
    };
    [
        Method {
            name: "reduce",
            does: "over all terms along one axis (`Axis(0)`), several (`[0, 2]`) or all (`..`).",
            generics: quote!(__A, __X, __D, __R, __S),
            parameters: quote!(operand: __A, axes: __X),
            arguments: quote!(operand, axes),
            result: quote!(#private::Made<__R, __S>),
            bounds: quote!(
                #operand
                __X: #krate::Axes<__D, Reduced = __S>,
                __S: #krate::Shape,
            ),
        },
        along,
        segments(
            "reduceat",
            "over the terms from each index to the next one, or the one at the index if the next is not larger.",
            quote!(indices),
        ),
        segments(
            "reduce_segments",
            "over the terms from each offset to the next one; there is one segment fewer than offsets.",
            quote!(offsets),
        ),
        Method {
            name: "outer",
            does: "of each element of `a` with each of `b`: the result has the axes of both.",
            generics: quote!(__A, __B, __DA, __DB),
            parameters: quote!(a: __A, b: __B),
            arguments: quote!(a, b),
            result: quote!(#private::Outer<#element, __DA, __DB>),
            bounds: quote!(
                __A: #krate::Operand<#element, Dim = __DA>,
                __B: #krate::Operand<#element, Dim = __DB>,
                __DA: #private::AddCore<__DB>,
                __DB: #private::Dimension,
            ),
        },
        Method {
            name: "at",
            does: "in place at the indexed elements of `target`, one after the other: an index may come again.",
            generics: quote!(__Out, __I, __B),
            parameters: quote!(target: __Out, indices: __I, values: __B),
            arguments: quote!(target, indices, values),
            result: quote!(()),
            bounds: quote!(
                __Out: #krate::Target<#element>,
                __I: #krate::Indices,
                __B: #krate::Operand<#element>,
            ),
        },
    ]
}
