//! The constant that describes the ufunc.

use proc_macro2::{Literal, TokenStream};
use quote::quote;
use syn::ext::IdentExt;

use super::names::Names;
use crate::model::{Body, Form, Operand, Ufunc};
use crate::signature::{Dim, Size, SizeOp};

/// `&Spec { … }`.
pub(super) fn spec(ufunc: &Ufunc, body: &Body, names: &Names) -> TokenStream {
    let private = &names.private;
    let name = ufunc.ident.unraw().to_string();
    let operand = |label: &str, operand: &Operand| {
        let core = operand
            .core
            .iter()
            .map(|&index| Literal::usize_unsuffixed(index));
        quote!(#private::OperandSpec::new(#label, &[#(#core),*]))
    };
    let inputs = ufunc
        .inputs
        .iter()
        .map(|input| operand(&input.label, &input.operand));
    let outputs = ufunc
        .outputs
        .iter()
        .map(|output| operand(&output.label, &output.operand));
    let (signature, dims) = match &ufunc.form {
        Form::Elementwise { .. } => ("", [].as_slice()),
        Form::Core {
            signature, dims, ..
        } => (signature.as_str(), dims.as_slice()),
    };
    let dims = dims.iter().map(|dim| dim_spec(dim, names));
    let parallel = ufunc.parallel;
    let (math, noted, pure) = (body.math, body.noted, body.pure);
    let noted_by = &body.noted_by;
    let cost = Literal::u32_unsuffixed(body.cost);
    let doc = doc(ufunc);
    quote! {
        &#private::Spec {
            name: #name,
            doc: #doc,
            signature: #signature,
            inputs: &[#(#inputs),*],
            outputs: &[#(#outputs),*],
            dims: &[#(#dims),*],
            parallel: #parallel,
            math: #math,
            noted: #noted #(|| <#noted_by as #private::Element>::NOTED)*,
            pure: #pure,
            cost: #cost,
        }
    }
}

/// The lines of the function's documentation, as one text.
fn doc(ufunc: &Ufunc) -> TokenStream {
    let mut lines = ufunc.attrs.docs().peekable();
    if lines.peek().is_none() {
        return quote!("");
    }
    quote!(::core::concat!(#(#lines, "\n"),*))
}

fn dim_spec(dim: &Dim, names: &Names) -> TokenStream {
    let private = &names.private;
    let name = &dim.name;
    let size = match &dim.size {
        Size::Bound => quote!(Bound),
        Size::Fixed(size) => {
            let size = Literal::u64_unsuffixed(*size);
            quote!(Fixed(#size))
        }
        Size::Computed(ops) => {
            let ops = ops.iter().map(|op| {
                let op = match op {
                    SizeOp::Dim(index) => {
                        let index = Literal::usize_unsuffixed(*index);
                        quote!(Dim(#index))
                    }
                    SizeOp::Int(size) => {
                        let size = Literal::u64_unsuffixed(*size);
                        quote!(Int(#size))
                    }
                    SizeOp::Add => quote!(Add),
                    SizeOp::Sub => quote!(Sub),
                    SizeOp::Mul => quote!(Mul),
                    SizeOp::Div => quote!(Div),
                };
                quote!(#private::SizeOp::#op)
            });
            quote!(Computed(&[#(#ops),*]))
        }
    };
    let (optional, broadcastable) = (dim.optional, dim.broadcastable);
    quote! {
        #private::DimSpec {
            name: #name,
            size: #private::Size::#size,
            optional: #optional,
            broadcastable: #broadcastable,
        }
    }
}
