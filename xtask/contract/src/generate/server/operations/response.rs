//! An operation's successes and errors, and how they are answered.

use proc_macro2::TokenStream;
use quote::quote;

use super::optional;
use crate::generate::code::{Code, expression, rust_type};
use crate::generate::server::plan::{Choice, Layer, ResponsePlan};
use crate::generate::server::refusals;
use crate::generate::styles::style_of;
use crate::model::{MediaKind, Status, Style};

pub(super) fn responses(
    code: &mut Code,
    head: &str,
    responses: &[ResponsePlan<'_>],
    layer: &Layer<'_>,
) {
    if responses.is_empty() {
        return code.line(&format!("{head} {{}}"));
    }
    let is_error = head.starts_with("error");
    code.open(&format!("{head} {{"));
    for plan in responses {
        let constructor = match is_error {
            true => refusals::constructor(plan, layer),
            false => None,
        };
        response(code, plan, constructor);
    }
    code.close("}");
}

fn response(code: &mut Code, plan: &ResponsePlan<'_>, constructor: Option<String>) {
    let description = plan.response.description.trim();
    code.doc(&format!("{}: {description}", plan.response.status));
    let variant = &plan.variant;
    let status = status_type(plan.response.status).map(|tokens| rust_type(&tokens));
    let status = status.map(|rust_type| format!("status: {rust_type}"));
    let body = plan.body.as_ref().map(|body| rust_type(&body.rust_type));
    let has_fields = status.is_some() || !plan.headers.is_empty();
    let body = body.map(|rust_type| format!("body: {rust_type}"));
    let documented = plan.headers.iter();
    let documented = documented.filter(|header| header.header.description.is_some());
    let is_documented = documented.count() > 0;
    let before = match (&body, has_fields) {
        (None, false) => variant.to_string(),
        (Some(body), false) => format!("{variant}({body})"),
        (_, true) if !is_documented => {
            let headers = plan.headers.iter().map(|header| {
                let rust_type = optional(&header.rust_type, header.header.required);
                format!("{}: {}", header.field, self::rust_type(&rust_type))
            });
            let fields: Vec<String> = status.into_iter().chain(headers).chain(body).collect();
            format!("{variant} {{ {} }}", fields.join(", "))
        }
        (_, true) => {
            code.open(&format!("{variant} {{"));
            if let Some(field) = &status {
                code.line(&format!("{field},"));
            }
            for header in &plan.headers {
                if let Some(text) = &header.header.description {
                    code.doc(&format!("`{}`: {}", header.header.name, text.trim()));
                }
                let rust_type = optional(&header.rust_type, header.header.required);
                let rust_type = self::rust_type(&rust_type);
                code.line(&format!("{}: {rust_type},", header.field));
            }
            if let Some(field) = &body {
                code.line(&format!("{field},"));
            }
            code.depart();
            "}".to_owned()
        }
    };
    let constructor = constructor.map(|text| format!("\n    => {text}"));
    let after = format!("{},", constructor.unwrap_or_default());
    let respond = respond(plan);
    let one = expression(&respond);
    if before.len() + one.len() <= 90 || one.contains('\n') {
        code.expression(&format!("{before} = "), &respond, &after);
    } else {
        code.line(&before);
        code.expression("    = ", &respond, &after);
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

/// The expression that makes a response of what a variant holds.
fn respond(plan: &ResponsePlan<'_>) -> TokenStream {
    let status = match plan.response.status {
        Status::Code(code) => {
            let code = proc_macro2::Literal::u16_unsuffixed(code);
            quote!(#code)
        }
        Status::Range(_) | Status::Default => quote!(status),
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
    let builder = quote!(runtime::respond(#status) #(#headers)*);
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
    match plan.body.as_ref() {
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
    }
}
