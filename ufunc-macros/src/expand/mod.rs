//! The ufunc's tokens: function, companion type, kernel, methods. Prints, decides nothing.

mod body;
mod call;
mod folds;
mod kernel;
mod methods;
mod names;
mod proofs;
mod spec;

use proc_macro2::TokenStream;
use quote::quote;

use crate::model::{Body, Ufunc};
pub(crate) use body::{Place, Printer, Receiver};
use names::Names;

/// The whole expansion.
pub(crate) fn expand(ufunc: &Ufunc, body: &Body) -> TokenStream {
    let names = Names::new(ufunc);
    let function = methods::function(ufunc, &names);
    let companion = companion(ufunc, &names);
    let kernel = kernel::kernel(ufunc, body, &names);
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

/// The type of the function's name; it holds nothing.
///
/// Its one variant is what another kernel looks for, to find out whether a function that it calls is a ufunc.
fn companion(ufunc: &Ufunc, names: &Names) -> TokenStream {
    let attrs = names::attributes(&ufunc.attrs.companion);
    let Names {
        vis, ty, declared, ..
    } = names;
    let doc = format!(
        " Companion of the function `{}`: calls that are pending, in place, and so on.",
        ufunc.ident
    );
    let variant = names::variant(ufunc);
    let types = ufunc
        .generics
        .type_params()
        .map(|parameter| &parameter.ident);
    quote! {
        #[doc = #doc]
        #(#attrs)*
        #vis enum #ty #declared {
            #[doc(hidden)]
            #variant(::core::marker::PhantomData<fn() -> (#(#types,)*)>),
        }
    }
}
