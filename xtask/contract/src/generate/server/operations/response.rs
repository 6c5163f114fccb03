//! An operation's successes and errors, and how they are answered.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use syn::Ident;

use super::optional;
use crate::generate::server::plan::{Choice, OperationPlan, ResponsePlan};
use crate::generate::styles::style_of;
use crate::model::{MediaKind, Status, Style};

pub(super) fn answers(
    plan: &OperationPlan<'_>,
    name: &Ident,
    responses: &[ResponsePlan<'_>],
    is_error: bool,
) -> TokenStream {
    let title = plan.operation.title();
    let doc = if is_error {
        format!("The errors of `{title}`.")
    } else {
        format!("The successes of `{title}`.")
    };
    let variants = responses.iter().map(variant);
    let unexpected = is_error.then(|| {
        quote! {
            /// What the contract has no response for: 500, without details.
            Unexpected(runtime::Unexpected),
        }
    });
    quote! {
        #[doc = #doc]
        #[derive(Debug)]
        pub enum #name {
            #(#variants)*
            #unexpected
        }
    }
}

fn variant(plan: &ResponsePlan<'_>) -> TokenStream {
    let variant = &plan.variant;
    let doc = format!(
        "{}: {}",
        plan.response.status,
        plan.response.description.trim()
    );
    let status = status_type(plan.response.status).map(|rust_type| {
        quote! {
            status: #rust_type,
        }
    });
    let headers = plan.headers.iter().map(|header| {
        let field = &header.field;
        let rust_type = optional(&header.rust_type, header.header.required);
        let doc = match &header.header.description {
            Some(text) => format!("`{}`: {}", header.header.name, text.trim()),
            None => format!("`{}`.", header.header.name),
        };
        quote! {
            #[doc = #doc]
            #field: #rust_type,
        }
    });
    let has_fields = status.is_some() || !plan.headers.is_empty();
    let body_type = plan.body.as_ref().map(|body| &body.rust_type);
    let content = match (body_type, has_fields) {
        (None, false) => quote!(),
        (Some(body), false) => quote!((#body)),
        (None, true) => quote!({ #status #(#headers)* }),
        (Some(body), true) => quote!({ #status #(#headers)* body: #body }),
    };
    quote! {
        #[doc = #doc]
        #variant #content,
    }
}

fn status_type(status: Status) -> Option<TokenStream> {
    match status {
        Status::Code(_) => None,
        Status::Range(range) => {
            let range = proc_macro2::Literal::u16_unsuffixed(range);
            Some(quote!(runtime::StatusRange<#range>))
        }
        Status::Default => Some(quote!(http::StatusCode)),
    }
}

/// `http::StatusCode::NOT_FOUND`, or the number where the status has no name.
pub(super) fn status_constant(code: u16) -> TokenStream {
    let reason = http::StatusCode::from_u16(code)
        .ok()
        .and_then(|status| status.canonical_reason());
    match reason {
        Some(reason) => {
            let name = reason
                .to_ascii_uppercase()
                .replace(|c: char| !c.is_ascii_alphanumeric(), "_")
                .replace("I_M_A_TEAPOT", "IM_A_TEAPOT");
            let name = format_ident!("{name}");
            quote!(http::StatusCode::#name)
        }
        None => {
            quote!(match http::StatusCode::from_u16(#code) { Ok(status) => status, Err(_) => http::StatusCode::OK })
        }
    }
}

/// The arm that makes a response of a variant.
pub(super) fn respond(plan: &ResponsePlan<'_>, owner: &TokenStream) -> TokenStream {
    let variant = &plan.variant;
    let has_status = status_type(plan.response.status).is_some();
    let status_field = has_status.then(|| quote!(status,));
    let fields: Vec<&Ident> = plan.headers.iter().map(|header| &header.field).collect();
    let status = match plan.response.status {
        Status::Code(code) => status_constant(code),
        Status::Range(_) => quote!(status.status()),
        Status::Default => quote!(status),
    };
    let headers = plan.headers.iter().map(|header| {
        let field = &header.field;
        let name = header.header.name.to_ascii_lowercase();
        let value = if header.header.required {
            quote!(Some(&#field))
        } else {
            quote!(#field.as_ref())
        };
        match (header.header.style, header.header.explode) {
            (Style::Simple, false) => quote!(.header(#name, #value)?),
            (style, explode) => {
                let style = style_of(style, explode);
                quote!(.styled_header(#name, #value, #style)?)
            }
        }
    });
    let builder = quote!(runtime::ResponseBuilder::new(#status) #(#headers)*);
    let write = |choice: &Choice| {
        let media_type = &choice.content.media_type;
        match choice.content.kind {
            MediaKind::Json => quote!(#builder.json(#media_type, &body)),
            MediaKind::Form => quote!(#builder.form(#media_type, &body)),
            MediaKind::Multipart | MediaKind::Range => quote!(#builder.media(#media_type, body)),
            _ if choice.is_events() => quote!(#builder.events(#media_type, body)),
            MediaKind::Text if choice.is_stream() => quote!(#builder.bytes(#media_type, body)),
            MediaKind::Text if choice.rust_type.to_string() == "String" => {
                quote!(#builder.text(#media_type, body))
            }
            MediaKind::Text => quote!(#builder.typed_text(#media_type, &body)),
            MediaKind::Bytes => quote!(#builder.bytes(#media_type, body)),
        }
    };
    let response = match plan.body.as_ref() {
        None => quote!(#builder.empty()),
        Some(content) => match &content.choices[..] {
            [single] => write(single),
            several => {
                let name = &content.name;
                let arms = several.iter().map(|choice| {
                    let variant = &choice.variant;
                    let write = write(choice);
                    quote!(#name::#variant(body) => #write,)
                });
                quote!(match body { #(#arms)* })
            }
        },
    };
    let pattern = match (plan.body.is_some(), has_status || !fields.is_empty()) {
        (false, false) => quote!(),
        (true, false) => quote!((body)),
        (false, true) => quote!({ #status_field #(#fields),* }),
        (true, true) => quote!({ #status_field #(#fields,)* body }),
    };
    quote! {
        #owner::#variant #pattern => #response,
    }
}
