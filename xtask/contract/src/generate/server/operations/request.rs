//! An operation's request, and how it is read.

use proc_macro2::TokenStream;
use quote::quote;
use syn::Ident;

use super::optional;
use crate::document::Node;
use crate::generate::code::{Code, rust_type};
use crate::generate::multipart::{Kind, Multipart};
use crate::generate::server::plan::{Choice, OperationPlan, ParameterPlan};
use crate::generate::server::styles;
use crate::model::{Contract, Location, MediaKind, Operation};

pub(super) fn request(code: &mut Code, plan: &OperationPlan<'_>, contract: &Contract) {
    let (before, body_read) = read_body(plan, contract);
    let (checked, accept) = read_accept(plan);
    let uses_parts = !plan.parameters.is_empty() || plan.body.is_some() || plan.accept.is_some();
    let names = match (uses_parts, plan.body.is_some()) {
        (_, true) => "(parts, body)",
        (true, false) => "(parts)",
        (false, false) => "",
    };
    // What comes in pieces is there once.
    let body = plan.body.as_ref();
    let derive = match body.is_some_and(|body| body.content.is_stream()) {
        true => "",
        false => ": Clone",
    };
    code.open(&format!("request {}{derive}{names} {{", plan.request));
    for check in checked.into_iter().chain(before) {
        code.expression("check ", &check, ";");
    }
    for parameter in &plan.parameters {
        if let Some(text) = &parameter.parameter.description {
            code.doc(text);
        }
        let rust_type = rust_type(&optional(&parameter.rust_type, is_always_there(parameter)));
        let read = read_parameter(parameter, plan.operation, contract);
        code.expression(
            &format!("pub {}: {rust_type} = ", parameter.field),
            &read,
            ",",
        );
    }
    if let Some((field, rust_name, read)) = accept {
        code.doc(
            "The media types of the response that the client takes, the best first (RFC 9110, \
             section 12.5.1).",
        );
        code.expression(&format!("pub {field}: Vec<{rust_name}> = "), &read, ",");
    }
    if let (Some(body), Some(read)) = (&plan.body, body_read) {
        if let Some(text) = &body.body.description {
            code.doc(text);
        }
        let rust_type = rust_type(&optional(&body.content.rust_type, body.body.required));
        code.expression(&format!("pub body: {rust_type} = "), &read, ",");
    }
    code.close("}");
}

/// What comes in pieces is there once.
fn derives(is_stream: bool) -> TokenStream {
    match is_stream {
        true => quote!(#[derive(Debug)]),
        false => quote!(#[derive(Clone, Debug)]),
    }
}

/// Whether the handler is given a value whatever the request. An empty one may
/// stand for none.
fn is_always_there(plan: &ParameterPlan<'_>) -> bool {
    (plan.parameter.required || plan.default.is_some()) && !plan.parameter.allow_empty
}

/// What has to be done before the body is read, and how it is read.
fn read_body(
    plan: &OperationPlan<'_>,
    contract: &Contract,
) -> (Option<TokenStream>, Option<TokenStream>) {
    let Some(body) = &plan.body else {
        return (None, None);
    };
    let content = &body.content;
    let media_types: Vec<&String> = content
        .choices
        .iter()
        .map(|choice| &choice.content.media_type)
        .collect();
    let accepts_all = media_types.iter().any(|name| *name == "*/*");
    let choose = quote!(parts.choose_media_type(&[#(#media_types),*])?);
    let (expect, read) = match &content.choices[..] {
        [single] if accepts_all => (None, read_content(single, contract)),
        [single] => (Some(choose), read_content(single, contract)),
        several => {
            let name = &content.name;
            let (last, others) = several.split_last().unwrap_or((&several[0], &[]));
            let arm = |choice: &Choice| {
                let variant = &choice.variant;
                let read = read_content(choice, contract);
                quote!(#name::#variant(#read))
            };
            let arms = others.iter().enumerate().map(|(index, choice)| {
                let index = proc_macro2::Literal::usize_unsuffixed(index);
                let value = arm(choice);
                quote!(#index => #value,)
            });
            let last = arm(last);
            (None, quote!(match #choose { #(#arms)* _ => #last }))
        }
    };
    if body.body.required {
        return (expect, Some(read));
    }
    let expect = expect.map(|expect| quote!(#expect;));
    let read = quote! {
        match body.if_any().await? {
            Some(body) => {
                #expect
                Some(#read)
            }
            None => None,
        }
    };
    (None, Some(read))
}

/// What is refused before, and the member that is read: its name, its type and its value.
fn read_accept<'p>(
    plan: &'p OperationPlan<'_>,
) -> (
    Option<TokenStream>,
    Option<(&'p Ident, &'p Ident, TokenStream)>,
) {
    let Some(accept) = &plan.accept else {
        return (None, None);
    };
    let read = match accept.refuses {
        true => quote!(acceptable),
        false => quote!(accepted),
    };
    let media_types = accept.media_types.iter();
    match &accept.choice {
        Some((name, field)) => {
            let offered = media_types.map(|(spelled, variant)| quote!((#spelled, #name::#variant)));
            let unwrap = accept.refuses.then(|| quote!(?));
            let read = quote!(parts.#read(&[#(#offered),*])#unwrap);
            (None, Some((field, name, read)))
        }
        None => {
            let offered = media_types.map(|(spelled, _)| quote!((#spelled, ())));
            (Some(quote!(parts.#read(&[#(#offered),*])?)), None)
        }
    }
}

/// The enum of the media types that a client may choose from.
pub(super) fn accept_enum(plan: &OperationPlan<'_>) -> Option<TokenStream> {
    let accept = plan.accept.as_ref()?;
    let (name, _) = accept.choice.as_ref()?;
    let doc = format!(
        "The media types of the successes of `{}`.",
        plan.operation.title()
    );
    let variants = accept.media_types.iter().map(|(spelled, variant)| {
        let doc = format!("`{spelled}`");
        quote!(#[doc = #doc] #variant,)
    });
    Some(quote! {
        #[doc = #doc]
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum #name {
            #(#variants)*
        }
    })
}

fn read_content(choice: &Choice, contract: &Contract) -> TokenStream {
    match choice.content.kind {
        MediaKind::Json => quote!(runtime::json_body(&body.whole().await?)?),
        MediaKind::Form => {
            let fields = styles::form_fields(&choice.content, contract);
            quote!(runtime::form_body(&body.whole().await?, &[#(#fields),*])?)
        }
        MediaKind::Multipart => match &choice.multipart {
            Some(Multipart::Object {
                properties, rest, ..
            }) => {
                let properties = properties.iter().map(|property| {
                    let (name, media_types) = (&property.name, &property.media_types);
                    let kind = property_kind(property.kind, Some(&property.schema), contract);
                    quote! {
                        runtime::Property {
                            name: #name,
                            kind: #kind,
                            media_types: &[#(#media_types),*],
                        }
                    }
                });
                let rest = property_kind(*rest, None, contract);
                quote! {
                    runtime::multipart_body(parts, body, &[#(#properties),*], #rest).await?
                }
            }
            _ => quote!(runtime::body_parts(parts, body).await?),
        },
        MediaKind::Text if choice.is_stream() => quote!(body.stream()?),
        MediaKind::Text if choice.rust_type.to_string() == "String" => {
            quote!(runtime::text_body(body.whole().await?)?)
        }
        MediaKind::Text => {
            let shape = styles::shape(&choice.content.schema, contract);
            quote!(runtime::typed_text_body(body.whole().await?, #shape)?)
        }
        MediaKind::Range => quote!(runtime::media_body(parts, body)?),
        MediaKind::Bytes => quote!(body.stream()?),
    }
}

fn property_kind(kind: Kind, schema: Option<&Node>, contract: &Contract) -> TokenStream {
    match kind {
        Kind::Value => {
            let shape = match schema {
                Some(schema) => styles::shape(schema, contract),
                None => quote!(runtime::Shape::String),
            };
            quote!(runtime::PropertyKind::Value(#shape))
        }
        Kind::Json => quote!(runtime::PropertyKind::Json),
        Kind::File => quote!(runtime::PropertyKind::File),
        Kind::Files => quote!(runtime::PropertyKind::Files),
    }
}

/// The enums of bodies that have several media types.
pub(super) fn body_enums(plan: &OperationPlan<'_>) -> impl Iterator<Item = TokenStream> {
    let contents = plan.contents().filter(|content| content.is_enum());
    contents.map(|content| {
        let name = &content.name;
        let variants = content.choices.iter().map(|choice| {
            let (variant, rust_type) = (&choice.variant, &choice.rust_type);
            let doc = format!("`{}`", choice.content.media_type);
            quote! {
                #[doc = #doc]
                #variant(#rust_type),
            }
        });
        let derives = derives(content.is_stream());
        quote! {
            /// A body by its media type.
            #derives
            pub enum #name {
                #(#variants)*
            }
        }
    })
}

fn read_parameter(
    plan: &ParameterPlan<'_>,
    operation: &Operation,
    contract: &Contract,
) -> TokenStream {
    let parameter = plan.parameter;
    let name = &parameter.name;
    let shape = styles::shape(&parameter.schema, contract);
    let location = parameter.location.name();
    let read = match (parameter.location, styles::style(parameter, contract)) {
        (Location::Path, None) => return quote!(parts.path(#name, #shape)?),
        (Location::Path, Some(style)) => {
            return quote!(parts.styled_path(#name, #style, #shape)?);
        }
        (Location::Query, None) => quote!(parts.query(#name, #shape)?),
        (Location::Query, Some(style)) => {
            let others = styles::others(parameter, &operation.parameters);
            quote!(parts.styled_query(#name, #style, #shape, &[#(#others),*])?)
        }
        (Location::Header, None) => quote!(parts.header(#name, #shape)?),
        (Location::Header, Some(style)) => quote!(parts.styled_header(#name, #style, #shape)?),
        (Location::Cookie, None) => quote!(parts.cookie_parameter(#name, #shape)?),
        (Location::Cookie, Some(style)) => quote!(parts.styled_cookie(#name, #style, #shape)?),
    };
    let (is_there, read) = match (parameter.required, &plan.default) {
        (true, _) => (true, quote!(runtime::required(#read, #location, #name)?)),
        (false, Some(json)) => (true, quote!(runtime::or_default(#read, #json)?)),
        (false, None) => (false, read),
    };
    match (parameter.allow_empty, is_there) {
        (false, _) => read,
        (true, false) => quote!(if parts.has_empty(#name) { None } else { #read }),
        (true, true) => quote!(if parts.has_empty(#name) { None } else { Some(#read) }),
    }
}
