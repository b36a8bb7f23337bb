//! What the types of parameters and results mean for a ufunc.

use proc_macro2::{Ident, TokenStream, TokenTree};
use quote::ToTokens;
use syn::{GenericArgument, Path, PathArguments, PathSegment, Type, TypeReference};

use crate::model::Shape;

/// A kernel parameter's or result's type, read.
pub(crate) struct Reading {
    pub(crate) element: Type,
    pub(crate) shape: Shape,
    /// `&mut …` or `ArrayViewMut…`: an output.
    pub(crate) mutable: bool,
}

/// Reads a parameter of a gufunc kernel; an error says what to write instead.
pub(crate) fn parameter(ty: &Type) -> Result<Reading, String> {
    match peel(ty) {
        Type::Reference(reference) => behind_reference(reference),
        Type::Path(path) if path.qself.is_none() => match view(&path.path)? {
            Some(reading) => Ok(reading),
            None => Ok(value(ty)),
        },
        Type::Slice(_) => Err("a slice is taken by reference: `&[T]`".to_owned()),
        _ => Ok(value(ty)),
    }
}

/// Whether a parameter of this type is an output, be it a wrong one.
pub(crate) fn is_mutable(ty: &Type) -> bool {
    match (peel(ty), parameter(ty)) {
        (_, Ok(reading)) => reading.mutable,
        (Type::Reference(reference), Err(_)) => reference.mutability.is_some(),
        (_, Err(_)) => false,
    }
}

/// Reads one returned value of a gufunc kernel: `T` or `[T; N]`.
pub(crate) fn returned(ty: &Type) -> Result<Reading, String> {
    match peel(ty) {
        Type::Array(array) => Ok(Reading {
            element: (*array.elem).clone(),
            shape: Shape::Fixed(Box::new(array.len.clone())),
            mutable: false,
        }),
        Type::Reference(_) | Type::Slice(_) => Err(
            "a result is returned by value: `T` or `[T; 3]`; an array is written through a trailing \
             `&mut [T]` parameter"
                .to_owned(),
        ),
        Type::Path(path) if path.qself.is_none() && is_array(&path.path) => Err(
            "an array is not returned but written: take it as a trailing parameter, `&mut [T]` or \
             `ArrayViewMut2<T>`"
                .to_owned(),
        ),
        _ => Ok(value(ty)),
    }
}

/// The type without parentheses and without the invisible groups of a user's own macros.
pub(crate) fn peel(mut ty: &Type) -> &Type {
    loop {
        ty = match ty {
            Type::Paren(inner) => &inner.elem,
            Type::Group(inner) => &inner.elem,
            _ => return ty,
        };
    }
}

/// Whether it is one of `ndarray`'s array types, or a `Vec`, by name.
pub(crate) fn is_array(path: &Path) -> bool {
    let name = path.segments.last().map(|last| last.ident.to_string());
    if name.as_deref() == Some("Vec") {
        return true;
    }
    let Some(rest) = name.as_deref().and_then(|name| name.strip_prefix("Array")) else {
        return false;
    };
    let kinds = ["ViewMut", "View", "Base", "Ref", ""];
    let rank = kinds.iter().find_map(|kind| rest.strip_prefix(kind));
    rank.is_some_and(|rank| rank.is_empty() || rank == "D" || rank.parse::<u8>().is_ok())
}

/// The most dimensions of an array view that a kernel takes.
pub(crate) const MAX_VIEW_RANK: usize = 6;

/// A word or lifetime that no type of a ufunc can hold, with the reason.
pub(crate) fn forbidden(ty: &TokenStream, place: TypePlace) -> Option<(TokenTree, &'static str)> {
    let mut rest = vec![ty.clone().into_iter()];
    let mut tick = false;
    while let Some(tokens) = rest.last_mut() {
        let Some(token) = tokens.next() else {
            rest.pop();
            continue;
        };
        match &token {
            TokenTree::Group(group) => rest.push(group.stream().into_iter()),
            TokenTree::Punct(punct) => tick = punct.as_char() == '\'',
            TokenTree::Ident(ident) => {
                let after_tick = std::mem::take(&mut tick);
                let reason = if after_tick {
                    // An error may be a `&'static str`.
                    let fits = match place {
                        TypePlace::Parameter => false,
                        TypePlace::CoreParameter => ident == "_",
                        TypePlace::Result => ident == "static",
                    };
                    (!fits).then_some(LIFETIME)
                } else if ident == "Self" {
                    Some("`Self` has no meaning here: write the type's name")
                } else if ident == "impl" {
                    Some(match place {
                        TypePlace::Result => "the result's type is written out, without `impl`",
                        _ => {
                            "write a generic parameter, `fn f<T: Trait>(x: T)`, in place of `impl`"
                        }
                    })
                } else if ident == "_" {
                    Some("the types of a ufunc are written out")
                } else {
                    None
                };
                if let Some(reason) = reason {
                    return Some((token, reason));
                }
            }
            TokenTree::Literal(_) => tick = false,
        }
    }
    None
}

/// Whether a path in the type is this name, or begins with it.
pub(crate) fn names(ty: &TokenStream, name: &Ident) -> bool {
    let mut after_colon = false;
    ty.clone().into_iter().any(|token| {
        let later = std::mem::take(&mut after_colon);
        match token {
            TokenTree::Ident(ident) => ident == *name && !later,
            TokenTree::Punct(punct) => {
                after_colon = punct.as_char() == ':';
                false
            }
            // Types nest 64 deep at most.
            TokenTree::Group(group) => names(&group.stream(), name),
            TokenTree::Literal(_) => false,
        }
    })
}

/// Whether `Self` is somewhere in the tokens; they nest no deeper than is checked before.
pub(crate) fn names_self(tokens: &TokenStream) -> bool {
    tokens.clone().into_iter().any(|token| match token {
        TokenTree::Group(group) => names_self(&group.stream()),
        TokenTree::Ident(ident) => ident == "Self",
        _ => false,
    })
}

const PRIMITIVE: [&str; 16] = [
    "f32", "f64", "i8", "i16", "i32", "i64", "i128", "isize", "u8", "u16", "u32", "u64", "u128",
    "usize", "bool", "char",
];

/// Whether it is the name of a number type, of `bool` or of `char`.
pub(crate) fn is_primitive(name: &str) -> bool {
    PRIMITIVE.contains(&name)
}

/// Where a type stands.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum TypePlace {
    /// A parameter of an elementwise kernel.
    Parameter,
    /// A parameter of a gufunc kernel, where `'_` may stand in a view.
    CoreParameter,
    Result,
}

/// Why lifetimes are refused.
pub(crate) const LIFETIME: &str = "the elements of arrays are values without lifetimes: remove it";

fn value(ty: &Type) -> Reading {
    Reading {
        element: ty.clone(),
        shape: Shape::Value,
        mutable: false,
    }
}

fn behind_reference(reference: &TypeReference) -> Result<Reading, String> {
    let mutable = reference.mutability.is_some();
    let (element, shape) = match peel(&reference.elem) {
        Type::Slice(slice) => ((*slice.elem).clone(), Shape::Slice),
        Type::Array(array) => (
            (*array.elem).clone(),
            Shape::Fixed(Box::new(array.len.clone())),
        ),
        Type::Path(path) if path.qself.is_none() && is_array(&path.path) => {
            return Err(if mutable {
                "an output array is taken as a view: `ArrayViewMut2<T>` (or `&mut [T]`)".to_owned()
            } else {
                "an array is taken as a view, by value: `ArrayView2<T>` (or `&[T]`)".to_owned()
            });
        }
        element if mutable => (element.clone(), Shape::Value),
        element => {
            let element = element.to_token_stream();
            return Err(format!(
                "a single value is taken as it is, `{}`; a core dimension as a slice, `&[{}]`",
                text(&element),
                text(&element)
            ));
        }
    };
    Ok(Reading {
        element,
        shape,
        mutable,
    })
}

/// Reads `ArrayView1<T>`, `ArrayView<'_, T, Ix1>` and their `Mut` twins.
fn view(path: &Path) -> Result<Option<Reading>, String> {
    if !is_array(path) {
        return Ok(None);
    }
    let Some(segment) = path.segments.last() else {
        return Ok(None);
    };
    let name = segment.ident.to_string();
    let (mutable, rank) = if let Some(rank) = name.strip_prefix("ArrayViewMut") {
        (true, rank)
    } else if let Some(rank) = name.strip_prefix("ArrayView") {
        (false, rank)
    } else {
        return Err(
            "a kernel does not own arrays: take `&[T]` or `ArrayView2<T>` to read, `&mut [T]` or \
             `ArrayViewMut2<T>` to write"
                .to_owned(),
        );
    };
    let types = type_arguments(segment);
    let (element, rank) = match (rank, types.as_slice()) {
        ("", [element, dim]) => (element, rank_of(dim)),
        ("" | "D", _) => (types.first().ok_or_else(|| element_missing(&name))?, None),
        (rank, [element]) => (element, rank.parse().ok()),
        _ => return Err(element_missing(&name)),
    };
    let Some(rank) = rank.filter(|&rank| rank <= MAX_VIEW_RANK) else {
        let kind = if mutable { "ArrayViewMut" } else { "ArrayView" };
        return Err(format!(
            "the signature fixes the number of dimensions: write `{kind}1<T>` to `{kind}{MAX_VIEW_RANK}<T>`"
        ));
    };
    Ok(Some(Reading {
        element: Type::clone(element),
        shape: Shape::View(rank),
        mutable,
    }))
}

fn element_missing(name: &str) -> String {
    format!("`{name}` needs its element type: `{name}<f64>`")
}

fn type_arguments(segment: &PathSegment) -> Vec<&Type> {
    let PathArguments::AngleBracketed(arguments) = &segment.arguments else {
        return Vec::new();
    };
    let types = arguments.args.iter().filter_map(|argument| match argument {
        GenericArgument::Type(ty) => Some(ty),
        _ => None,
    });
    types.collect()
}

/// 2 for `Ix2`.
fn rank_of(dim: &Type) -> Option<usize> {
    let Type::Path(path) = peel(dim) else {
        return None;
    };
    let name = path.path.segments.last()?.ident.to_string();
    name.strip_prefix("Ix")?.parse().ok()
}

/// Tokens as one writes them, for messages.
pub(crate) fn text(tokens: &TokenStream) -> String {
    let mut text = tokens.to_string();
    for (loose, tight) in [
        (" :: ", "::"),
        (":: ", "::"),
        (" <", "<"),
        ("< ", "<"),
        (" >", ">"),
        (" ,", ","),
        (" ;", ";"),
        ("& ", "&"),
        ("[ ", "["),
        (" ]", "]"),
    ] {
        text = text.replace(loose, tight);
    }
    text
}
