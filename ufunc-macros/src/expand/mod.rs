//! The ufunc's tokens: function, companion type, kernel, methods. Prints, decides nothing.

mod call;
mod kernel;
mod methods;
mod names;
mod proofs;
mod spec;

use proc_macro2::TokenStream;
use quote::quote;

use crate::model::Ufunc;
use names::Names;

/// The whole expansion.
pub(crate) fn expand(ufunc: &Ufunc) -> TokenStream {
    let names = Names::new(ufunc);
    let function = methods::function(ufunc, &names);
    let companion = companion(ufunc, &names);
    let kernel = kernel::kernel(ufunc, &names);
    let methods = methods::methods(ufunc, &names);
    let fold = kernel::fold(ufunc, &names);
    quote! {
        #function
        #companion
        #kernel
        #methods
        #fold
    }
}

/// The type of the function's name; it holds nothing, and no one can make it by hand.
fn companion(ufunc: &Ufunc, names: &Names) -> TokenStream {
    let attrs = names::attributes(&ufunc.attrs.companion);
    let Names {
        vis, ty, declared, ..
    } = names;
    let doc = format!(
        " Companion of the function `{}`: calls that are pending, in place, and so on.",
        ufunc.ident
    );
    let types = ufunc
        .generics
        .type_params()
        .map(|parameter| &parameter.ident);
    quote! {
        #[doc = #doc]
        #(#attrs)*
        #vis struct #ty #declared {
            __generics: ::core::marker::PhantomData<fn() -> (#(#types,)*)>,
        }
    }
}
