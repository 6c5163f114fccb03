//! What Progenitor cannot say, said in the code it writes: answers told apart
//! by their status, bodies that may be left out or have several parts, media
//! types, and parameters in every place and style.

mod answers;
mod commands;
mod library;
mod mocks;
mod sending;

use proc_macro2::TokenStream;
use quote::quote;
use syn::Expr;

use super::plan::{BodyPlan, ParameterPlan, Plan};
use crate::model::Style;

pub use commands::commands;
pub use library::library;
pub use mocks::mocks;

/// The items of a module that stands in the file.
fn module<'a>(file: &'a mut syn::File, name: &str) -> Option<&'a mut Vec<syn::Item>> {
    file.items.iter_mut().find_map(|item| match item {
        syn::Item::Mod(module) if module.ident == name => {
            module.content.as_mut().map(|(_, items)| items)
        }
        _ => None,
    })
}

/// The type that an item defines, or implements something for.
fn type_of(item: &syn::Item) -> Option<String> {
    match item {
        syn::Item::Struct(item) => Some(item.ident.to_string()),
        syn::Item::Impl(item) => match item.self_ty.as_ref() {
            syn::Type::Path(path) => path
                .path
                .segments
                .last()
                .map(|segment| segment.ident.to_string()),
            _ => None,
        },
        _ => None,
    }
}

/// `response` of `response.status().as_u16()`.
fn receiver(expression: &Expr) -> Option<syn::Ident> {
    match expression {
        Expr::MethodCall(call) => receiver(&call.receiver),
        Expr::Path(path) => path.path.get_ident().cloned(),
        _ => None,
    }
}

fn ends_with(function: &Expr, name: &str) -> bool {
    matches!(function, Expr::Path(path)
        if path.path.segments.last().is_some_and(|segment| segment.ident == name))
}

fn text_of(expression: &Expr) -> Option<String> {
    match expression {
        Expr::Lit(syn::ExprLit {
            lit: syn::Lit::Str(text),
            ..
        }) => Some(text.value()),
        _ => None,
    }
}

fn style(plan: &ParameterPlan<'_>) -> TokenStream {
    style_of(plan.parameter.style, plan.parameter.explode)
}

fn style_of(style: Style, explode: bool) -> TokenStream {
    match (style, explode) {
        (Style::Simple, false) => quote!(runtime::Style::Simple),
        (Style::Simple, true) => quote!(runtime::Style::SimpleExploded),
        (Style::Label, false) => quote!(runtime::Style::Label),
        (Style::Label, true) => quote!(runtime::Style::LabelExploded),
        (Style::Matrix, false) => quote!(runtime::Style::Matrix),
        (Style::Matrix, true) => quote!(runtime::Style::MatrixExploded),
        (Style::Form, false) => quote!(runtime::Style::Form),
        (Style::Form | Style::SpaceDelimited | Style::PipeDelimited, true) => {
            quote!(runtime::Style::FormExploded)
        }
        (Style::SpaceDelimited, false) => quote!(runtime::Style::SpaceDelimited),
        (Style::PipeDelimited, false) => quote!(runtime::Style::PipeDelimited),
        (Style::DeepObject, _) => quote!(runtime::Style::DeepObject),
        (Style::Json, _) => quote!(runtime::Style::Json),
    }
}

/// The media type of a body of several parts, and those of the parts.
fn multipart_arguments(plan: &Plan<'_>) -> Option<(TokenStream, TokenStream)> {
    let BodyPlan::Multipart { media_types, .. } = &plan.body else {
        return None;
    };
    let media_type = match &plan.operation.body.as_ref()?.media_type {
        range if range.contains('*') => "multipart/mixed",
        media_type => media_type,
    };
    let types = media_types
        .iter()
        .map(|(name, media_type)| quote!((#name, #media_type)));
    Some((quote!(#media_type), quote!(&[#(#types),*])))
}
