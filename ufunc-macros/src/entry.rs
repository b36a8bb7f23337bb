//! The table of contents of an expansion: read, check, print.

use proc_macro2::TokenStream;

use crate::args::{self, Attribute};
use crate::check;
use crate::diag::Errors;
use crate::expand;
use crate::fallback::{self, Head};
use crate::func;
use crate::nesting::{self, Body};
use crate::rewrite;

/// Expands one annotated item.
pub(crate) fn run(attribute: Attribute, args: TokenStream, item: TokenStream) -> TokenStream {
    let mut errors = Errors::default();
    nesting(&args, &item, &mut errors);
    if !errors.is_empty() {
        return fallback::without_function(&errors.into_list(), None);
    }
    let args = args::parse(attribute, args, &mut errors);
    let function = match func::parse(item.clone(), attribute.name()) {
        Ok(function) => function,
        Err(error) => {
            errors.push(error);
            return fallback::without_function(&errors.into_list(), Some(item));
        }
    };
    let head = Head::new(&function, attribute);
    match check::check(attribute, args, function, &mut errors) {
        Some(ufunc) => expand::expand(&ufunc, &rewrite::rewrite(&ufunc)),
        None => fallback::stand_in(&errors.into_list(), &head),
    }
}

fn nesting(args: &TokenStream, item: &TokenStream, errors: &mut Errors) {
    for (tokens, body) in [(args, Body::None), (item, Body::Skipped)] {
        if let Some(span) = nesting::too_deep(tokens, body) {
            let message = format!(
                "this is nested more than {} deep: give a part of it a name, with `type` or `const`",
                nesting::MAX_DEPTH
            );
            errors.spanned(span, message);
        }
    }
}
