//! The user's function: attributes, visibility and signature are read, the body stays tokens.

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};
use syn::parse::{Parse, ParseStream};
use syn::{Attribute, Signature, Token, Visibility};

/// An annotated function.
pub(crate) struct Function {
    pub(crate) attrs: Vec<Attribute>,
    pub(crate) vis: Visibility,
    pub(crate) sig: Signature,
    /// The block; not parsed, so that half-typed code reaches the compiler as it is.
    pub(crate) body: Group,
}

impl Parse for Function {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let attrs = input.call(Attribute::parse_outer)?;
        let vis = input.parse()?;
        let sig = input.parse()?;
        if input.peek(Token![;]) {
            return Err(input.error("expected a body `{ … }`: a ufunc needs a definition"));
        }
        // As a tree: a `$body:block` of a user's own macro comes in an invisible group.
        let body = match input.parse()? {
            TokenTree::Group(group) if is_block(&group) => group,
            other => {
                let message = "expected the function's body `{ … }`";
                return Err(syn::Error::new(other.span(), message));
            }
        };
        Ok(Self {
            attrs,
            vis,
            sig,
            body,
        })
    }
}

fn is_block(group: &Group) -> bool {
    matches!(group.delimiter(), Delimiter::Brace | Delimiter::None)
}

/// Reads a function; on other items the error says what was expected.
pub(crate) fn parse(item: TokenStream, attribute: &str) -> syn::Result<Function> {
    if let Ok(other) = syn::parse2::<NotFunction>(item.clone()) {
        let message = format!("`#[{attribute}]` goes on a function");
        return Err(syn::Error::new(other.0, message));
    }
    syn::parse2(item)
}

/// The keyword of an item that is surely no function.
struct NotFunction(proc_macro2::Span);

impl Parse for NotFunction {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        input.call(Attribute::parse_outer)?;
        input.parse::<Visibility>()?;
        let look = input.lookahead1();
        let known = look.peek(Token![struct])
            || look.peek(Token![enum])
            || look.peek(Token![union])
            || look.peek(Token![trait])
            || look.peek(Token![impl])
            || look.peek(Token![mod])
            || look.peek(Token![static])
            || look.peek(Token![type])
            || look.peek(Token![use])
            || (look.peek(Token![const]) && is_constant(input));
        let span = input.span();
        input.parse::<TokenStream>()?;
        if known {
            Ok(Self(span))
        } else {
            Err(look.error())
        }
    }
}

/// `const NAME: …`, as against `const fn`, `const async fn`, ….
fn is_constant(input: ParseStream<'_>) -> bool {
    input.peek2(syn::Ident) && input.peek3(Token![:]) || input.peek2(Token![_])
}
