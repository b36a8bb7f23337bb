//! The trait implementations: the user's body with its description.

use proc_macro2::TokenStream;
use quote::{format_ident, quote, quote_spanned};
use syn::spanned::Spanned;
use syn::{Expr, Pat, Type};

use super::call::mixed;
use super::names::{self, Names, located, own_span, tuple};
use super::spec::spec;
use crate::attrs::Placed;
use crate::model::{Body, Fallible, Form, Operand, Output, OutputForm, Shape, Ufunc};

/// `impl Kernel for gaussian` or `impl CoreKernel for moving_average`.
pub(super) fn kernel(ufunc: &Ufunc, body: &Body, names: &Names) -> TokenStream {
    let impl_attrs = names::attributes(&ufunc.attrs.impls);
    let attrs = if body.rewritten {
        let lenient = ufunc.attrs.eval.iter().map(Placed::lenient);
        names::attributes(&lenient.collect::<Vec<_>>())
    } else {
        names::attributes(&ufunc.attrs.eval)
    };
    let Names {
        private,
        ty,
        parameters,
        arguments,
        clause,
        ..
    } = names;
    let declared = (!parameters.is_empty()).then(|| quote!(<#parameters>));
    let (trait_name, types, outputs) = match &ufunc.form {
        Form::Elementwise { tuple, .. } => (
            quote!(Kernel),
            elementwise_types(ufunc, names, *tuple),
            None,
        ),
        Form::Core { outputs, .. } => {
            let types = core_types(ufunc, names, *outputs);
            let parameter = output_parameter(ufunc, *outputs);
            (quote!(CoreKernel), types, Some(parameter))
        }
    };
    let spec = spec(ufunc, body, names);
    let pats: Vec<&Pat> = ufunc.inputs.iter().map(|input| &input.pat).collect();
    let tys: Vec<&Type> = ufunc.inputs.iter().map(|input| &input.ty).collect();
    let (pats, tys) = (tuple(&pats), tuple(&tys));
    let (returns, tokens) = (&ufunc.returns, &body.tokens);
    // What the compiler says about the kernel's head belongs to the user's.
    let head = quote_spanned!(ty.span()=> fn eval<__M: #private::Mode>);
    let mode = mixed("__mode");
    quote! {
        #(#impl_attrs)*
        impl #declared #private::#trait_name for #ty #arguments #clause {
            #types
            const SPEC: &'static #private::Spec = #spec;
            #(#attrs)*
            #[inline(always)]
            #head(&self, #mode: __M, #pats: #tys, #outputs) #returns #tokens
        }
    }
}

/// `impl Fold for add`, for a `(T, T) -> T` function.
pub(super) fn fold(ufunc: &Ufunc, names: &Names) -> Option<TokenStream> {
    let Form::Elementwise {
        fold: Some(fold), ..
    } = &ufunc.form
    else {
        return None;
    };
    let attrs = names::attributes(&ufunc.attrs.impls);
    let Names {
        private,
        ty,
        parameters,
        arguments,
        clause,
        ..
    } = names;
    let declared = (!parameters.is_empty()).then(|| quote!(<#parameters>));
    let element = ufunc.inputs.first().map(|input| &input.operand.element);
    let (associative, commutative) = (fold.associative, fold.commutative);
    let identity = match &fold.identity {
        // The name says the type, so that a wrong value is an error about it and not about `Some`.
        Some(value) => quote! {
            let __identity: #element = #value;
            ::core::option::Option::Some(__identity)
        },
        None => quote!(::core::option::Option::None),
    };
    Some(quote! {
        #(#attrs)*
        impl #declared #private::Fold for #ty #arguments #clause {
            type Elem = #element;
            const ASSOCIATIVE: ::core::primitive::bool = #associative;
            const COMMUTATIVE: ::core::primitive::bool = #commutative;
            #[inline]
            fn identity() -> ::core::option::Option<#element> {
                #identity
            }
        }
    })
}

/// `type Args` and `type Returns`.
fn elementwise_types(ufunc: &Ufunc, names: &Names, is_tuple: bool) -> TokenStream {
    let span = names.result_span;
    let private = names.private_at(span);
    let tys: Vec<&Type> = ufunc.inputs.iter().map(|input| &input.ty).collect();
    let args = tuple(&tys);
    let elements: Vec<&Type> = ufunc
        .outputs
        .iter()
        .map(|output| &output.operand.element)
        .collect();
    let values = if is_tuple {
        let elements = tuple(&elements);
        quote_spanned!(span=> #private::Many<#elements>)
    } else {
        quote_spanned!(span=> #private::One<#(#elements)*>)
    };
    let returns = fallible(ufunc, names, values);
    quote! {
        type Args = #args;
        type Returns = #returns;
    }
}

/// `type Inputs` and `type Outputs`.
fn core_types(ufunc: &Ufunc, names: &Names, form: OutputForm) -> TokenStream {
    let span = names.result_span;
    let private = names.private_at(span);
    let inputs: Vec<TokenStream> = ufunc
        .inputs
        .iter()
        .map(|input| marker(&input.operand, names, false))
        .collect();
    let first = ufunc.inputs.first();
    let inputs_span = first.map_or(span, |input| own_span(input.operand.element.span()));
    let inputs = located(tuple(&inputs), inputs_span);
    let written = form == OutputForm::Written;
    let markers: Vec<TokenStream> = ufunc
        .outputs
        .iter()
        .map(|output| marker(&output.operand, names, written))
        .collect();
    let values = match form {
        OutputForm::Written => {
            let markers = tuple(&markers);
            quote_spanned!(span=> #private::Written<#markers>)
        }
        OutputForm::Returned => quote_spanned!(span=> #private::Returned<#(#markers)*>),
        OutputForm::ReturnedMany => {
            let markers = tuple(&markers);
            quote_spanned!(span=> #private::ReturnedMany<#markers>)
        }
    };
    let outputs = fallible(ufunc, names, values);
    quote! {
        type Inputs = #inputs;
        type Outputs = #outputs;
    }
}

/// The second parameter of a gufunc kernel: its output patterns, or nothing in a tuple.
fn output_parameter(ufunc: &Ufunc, form: OutputForm) -> TokenStream {
    if form != OutputForm::Written {
        return quote!((): ());
    }
    let parameters = |output: &Output| output.parameter.clone();
    let (pats, tys): (Vec<Pat>, Vec<Type>) = ufunc.outputs.iter().filter_map(parameters).unzip();
    let (pats, tys) = (tuple(&pats), tuple(&tys));
    quote!(#pats: #tys)
}

fn fallible(ufunc: &Ufunc, names: &Names, values: TokenStream) -> TokenStream {
    let span = match &ufunc.fallible {
        Some(Fallible::Error(error)) => own_span(error.span()),
        _ => names.result_span,
    };
    let private = names.private_at(span);
    match &ufunc.fallible {
        None => values,
        Some(Fallible::Error(error)) => quote_spanned!(span=> #private::Try<#values, #error>),
        Some(Fallible::Alias(alias)) => {
            quote_spanned!(span=> #private::Try<#values, <#alias as #private::ResultParts>::Err>)
        }
    }
}

/// The type that tells the runtime how the kernel sees an operand.
fn marker(operand: &Operand, names: &Names, mutable: bool) -> TokenStream {
    let element = &operand.element;
    let span = own_span(element.span());
    let private = names.private_at(span);
    let (name, argument) = match &operand.shape {
        Shape::Value => ("Value", None),
        Shape::Slice => ("Slice", None),
        Shape::Fixed(len) => ("Fixed", Some(const_argument(len))),
        Shape::View(rank) => ("View", Some(dim_type(*rank, &private))),
    };
    let name = format_ident!("{name}{}", if mutable { "Mut" } else { "" }, span = span);
    let argument = argument.into_iter();
    let marker = quote_spanned!(span=> #private::#name<#element #(, #argument)*>);
    match operand.required {
        None => marker,
        Some(required) => {
            let dim = dim_type(required, &private);
            quote_spanned!(span=> #private::Optional<#marker, #dim>)
        }
    }
}

/// `Ix2`.
fn dim_type(rank: usize, private: &TokenStream) -> TokenStream {
    let dim = format_ident!("Ix{rank}");
    quote!(#private::#dim)
}

/// An array's length as a const argument: braces where the grammar wants them.
fn const_argument(len: &Expr) -> TokenStream {
    match len {
        Expr::Lit(_) => quote!(#len),
        Expr::Path(path) if path.path.get_ident().is_some() => quote!(#len),
        _ => quote!({ #len }),
    }
}
