//! The arguments of the two attributes.

use proc_macro2::{Ident, Span, TokenStream, TokenTree};
use syn::ext::IdentExt;
use syn::parse::{ParseStream, Parser};
use syn::{Expr, Lit, LitStr, Path, PathArguments, Token};

use crate::diag::Errors;

/// Which of the two attributes.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Attribute {
    Vectorize,
    Guvectorize,
}

impl Attribute {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Attribute::Vectorize => "vectorize",
            Attribute::Guvectorize => "guvectorize",
        }
    }
}

/// What stands in an attribute's parentheses.
#[derive(Default)]
pub(crate) struct Args {
    pub(crate) signature: Option<LitStr>,
    pub(crate) identity: Option<(Span, Expr)>,
    pub(crate) associative: Option<Span>,
    pub(crate) commutative: Option<Span>,
    pub(crate) parallel: Option<Span>,
    pub(crate) krate: Option<Path>,
    /// `math = "std"`.
    pub(crate) std_math: bool,
    /// Every named argument so far, also faulty ones.
    seen: Vec<String>,
}

const KNOWN_VECTORIZE: &str =
    "`identity = …`, `associative`, `commutative`, `parallel`, `math = \"std\"` and `crate = path`";
const KNOWN_GUVECTORIZE: &str =
    "a signature such as \"(n),()->(n)\", then `parallel`, `math = \"std\"` and `crate = path`";

/// Reads the arguments; a faulty one is reported and skipped.
pub(crate) fn parse(attribute: Attribute, tokens: TokenStream, errors: &mut Errors) -> Args {
    let mut args = Args::default();
    let empty = tokens.is_empty();
    let read = |input: ParseStream<'_>| {
        let mut first = true;
        while !input.is_empty() {
            if let Err(error) = args.argument(attribute, input, first) {
                errors.push(error);
                skip_argument(input)?;
            } else if !input.is_empty() && !input.peek(Token![,]) {
                errors.push(input.error("expected `,`"));
                skip_argument(input)?;
            }
            first = false;
            if !input.is_empty() {
                input.parse::<Token![,]>()?;
            }
        }
        Ok(())
    };
    if let Err(error) = read.parse2(tokens) {
        errors.push(error);
    }
    if attribute == Attribute::Guvectorize
        && args.signature.is_none()
        && (empty || errors.is_empty())
    {
        errors.spanned(
            Span::call_site(),
            "`guvectorize` needs a signature: `#[guvectorize(\"(n),()->(n)\")]`",
        );
    }
    args
}

fn skip_argument(input: ParseStream<'_>) -> syn::Result<()> {
    while !input.is_empty() && !input.peek(Token![,]) {
        input.parse::<TokenTree>()?;
    }
    Ok(())
}

impl Args {
    fn argument(
        &mut self,
        attribute: Attribute,
        input: ParseStream<'_>,
        first: bool,
    ) -> syn::Result<()> {
        if !input.peek(syn::Ident::peek_any) {
            return self.positional(attribute, input, first);
        }
        let name = input.call(Ident::parse_any)?;
        let text = name.to_string();
        let known = match (attribute, text.as_str()) {
            (_, "parallel" | "math" | "crate") => true,
            (Attribute::Vectorize, "identity" | "associative" | "commutative") => true,
            (Attribute::Guvectorize, "identity" | "associative" | "commutative") => {
                let message = format!(
                    "`{text}` belongs to `vectorize`: only functions `(T, T) -> T` are reduced"
                );
                return Err(syn::Error::new(name.span(), message));
            }
            _ => false,
        };
        if !known {
            let known = match attribute {
                Attribute::Vectorize => KNOWN_VECTORIZE,
                Attribute::Guvectorize => KNOWN_GUVECTORIZE,
            };
            let message = format!(
                "`{}` has no argument `{text}`; it takes {known}",
                attribute.name()
            );
            return Err(syn::Error::new(name.span(), message));
        }
        if self.seen.contains(&text) {
            return Err(syn::Error::new(
                name.span(),
                format!("`{text}` is given twice"),
            ));
        }
        self.seen.push(text.clone());
        match text.as_str() {
            "identity" => {
                assignment(input, &name, "identity = 0.0")?;
                self.identity = Some((name.span(), input.parse()?));
            }
            "math" => {
                assignment(input, &name, "math = \"std\"")?;
                let value: Lit = input.parse()?;
                if !matches!(&value, Lit::Str(text) if text.value() == "std") {
                    let message =
                        "the only choice is `math = \"std\"`: the functions of std, unchanged";
                    return Err(syn::Error::new_spanned(value, message));
                }
                self.std_math = true;
            }
            "crate" => {
                assignment(input, &name, "crate = ::ufunc_core")?;
                self.krate = Some(crate_path(input)?);
            }
            flag => {
                if input.peek(Token![=]) || input.peek(syn::token::Paren) {
                    let message = format!("`{flag}` takes no value: its presence says it");
                    return Err(syn::Error::new(name.span(), message));
                }
                match flag {
                    "associative" => self.associative = Some(name.span()),
                    "commutative" => self.commutative = Some(name.span()),
                    _ => self.parallel = Some(name.span()),
                }
            }
        }
        Ok(())
    }

    /// An argument without a name: the signature, and nothing else.
    fn positional(
        &mut self,
        attribute: Attribute,
        input: ParseStream<'_>,
        first: bool,
    ) -> syn::Result<()> {
        if !input.peek(Lit) {
            return Err(input.error("expected an argument's name"));
        }
        let value: Lit = input.parse()?;
        let message = match (attribute, value) {
            (Attribute::Guvectorize, Lit::Str(text)) if first => {
                if !text.suffix().is_empty() {
                    let message = "the signature is a plain string, without a suffix";
                    return Err(syn::Error::new_spanned(text, message));
                }
                self.signature = Some(text);
                return Ok(());
            }
            (Attribute::Guvectorize, Lit::Str(text)) if self.signature.is_none() => {
                let error = syn::Error::new_spanned(&text, "the signature is the first argument");
                self.signature = Some(text);
                return Err(error);
            }
            (Attribute::Guvectorize, value @ Lit::Str(_)) => {
                syn::Error::new_spanned(value, "there is one signature only")
            }
            (Attribute::Guvectorize, value) => syn::Error::new_spanned(
                value,
                "the signature is a plain string such as \"(n),()->(n)\"",
            ),
            (Attribute::Vectorize, value @ Lit::Str(_)) => syn::Error::new_spanned(
                value,
                "`vectorize` takes no signature: write `#[guvectorize(…)]` for core dimensions",
            ),
            (Attribute::Vectorize, value) => {
                let message =
                    format!("expected an argument's name; `vectorize` takes {KNOWN_VECTORIZE}");
                syn::Error::new_spanned(value, message)
            }
        };
        Err(message)
    }
}

/// The `=` of a named argument.
fn assignment(input: ParseStream<'_>, name: &Ident, example: &str) -> syn::Result<()> {
    if !input.peek(Token![=]) {
        let message = format!("`{name}` needs a value: `{example}`");
        return Err(syn::Error::new(name.span(), message));
    }
    input.parse::<Token![=]>()?;
    if input.is_empty() || input.peek(Token![,]) {
        let message = format!("`{name}` needs a value: `{example}`");
        return Err(syn::Error::new(name.span(), message));
    }
    Ok(())
}

/// The path of the runtime crate.
fn crate_path(input: ParseStream<'_>) -> syn::Result<Path> {
    if input.peek(Lit) {
        let value: Lit = input.parse()?;
        let message = "`crate` takes a path, not a literal: `crate = ::renamed`";
        return Err(syn::Error::new_spanned(value, message));
    }
    let path: Path = input.parse()?;
    if path
        .segments
        .iter()
        .any(|segment| !matches!(segment.arguments, PathArguments::None))
    {
        let message = "the path of a crate has no arguments: `crate = ::renamed`";
        return Err(syn::Error::new_spanned(path, message));
    }
    Ok(path)
}
