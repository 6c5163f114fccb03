//! `operations.rs`: each operation's request, successes and errors.

mod describe;
mod request;
mod response;

use proc_macro2::TokenStream;
use quote::quote;

use self::describe::describe;
use self::request::{accept_enum, body_enums, reads, request};
use self::response::{answers, respond, status_constant};
use super::plan::{Layer, OperationPlan, ParameterPlan, ResponsePlan};
use super::signatures::CallerPlan;
use super::{refusals, styles};
use crate::generate::files::text_literal;
use crate::generate::types::resolved;
use crate::model::{Contract, Location, MediaKind, Parameter, Status, Style};

pub fn render(layer: &Layer<'_>) -> TokenStream {
    if layer.operations.is_empty() {
        return TokenStream::new();
    }
    let operations = layer.operations.iter().map(|plan| operation(plan, layer));
    let checked = layer.checked_import();
    quote! {
        use schemars::r#gen::SchemaGenerator;

        #checked
        #[allow(unused_imports)]
        use super::{constrained, runtime, types};

        #(#operations)*
    }
}

fn operation(plan: &OperationPlan<'_>, layer: &Layer<'_>) -> TokenStream {
    let request = request(plan);
    let body_enums = body_enums(plan);
    let accept_enum = accept_enum(plan);
    let success = answers(plan, &plan.success, &plan.successes, false);
    let error = answers(plan, &plan.error, &plan.errors, true);
    let constructors = refusals::constructors(plan, layer);
    let from_unexpected = refusals::from_unexpected(plan);
    let implementation = implementation(plan, layer);
    let path = path(plan, layer);
    let marker = &plan.marker;
    let title = plan.operation.title();
    let doc = match &plan.operation.description {
        Some(text) => format!("`{title}`\n\n{}", text.trim()),
        None => format!("`{title}`"),
    };
    quote! {
        #[doc = #doc]
        pub struct #marker;

        #path
        #implementation
        #request
        #body_enums
        #accept_enum
        #success
        #error
        #constructors
        #from_unexpected
    }
}

/// A function that makes the path of a request, for links to the operation.
fn path(plan: &OperationPlan<'_>, layer: &Layer<'_>) -> TokenStream {
    let marker = &plan.marker;
    let parameters: Vec<&ParameterPlan<'_>> = plan
        .operation
        .path
        .variables()
        .into_iter()
        .filter_map(|variable| {
            plan.parameters.iter().find(|parameter| {
                parameter.parameter.location == Location::Path
                    && parameter.parameter.name == variable
            })
        })
        .collect();
    let arguments = parameters.iter().map(|parameter| {
        let (field, rust_type) = (&parameter.field, &parameter.rust_type);
        quote!(#field: &#rust_type)
    });
    let mut template = plan.operation.path.as_str().to_owned();
    for parameter in &parameters {
        template = template.replace(&format!("{{{}}}", parameter.parameter.name), "{}");
    }
    let values = parameters.iter().map(|parameter| {
        let field = &parameter.field;
        let name = &parameter.parameter.name;
        let style = styles::style(parameter.parameter, layer.contract);
        match style.filter(|_| !is_simple_list(parameter.parameter, layer.contract)) {
            None => quote!(runtime::path_segment(#field)),
            Some(style) => quote!(runtime::styled_segment(#name, #field, #style)),
        }
    });
    let body = if parameters.is_empty() {
        quote!(#template.to_owned())
    } else {
        quote!(format!(#template, #(#values),*))
    };
    quote! {
        impl #marker {
            /// The path of a request.
            pub fn path(#(#arguments),*) -> String {
                #body
            }
        }
    }
}

/// A list with commas between its items.
fn is_simple_list(parameter: &Parameter, contract: &Contract) -> bool {
    parameter.style == Style::Simple
        && resolved(&parameter.schema, contract).text("type") == Some("array")
}

fn implementation(plan: &OperationPlan<'_>, layer: &Layer<'_>) -> TokenStream {
    let operation = plan.operation;
    let (marker, request, success, error) =
        (&plan.marker, &plan.request, &plan.success, &plan.error);
    let (id, method, path, route) = (
        &operation.id,
        &operation.method,
        operation.path.as_str(),
        crate::generate::server::routes::described(&operation.path),
    );
    let tags = &operation.tags;
    let deprecated = operation.deprecated;
    let summary = optional_text(operation.summary.as_deref());
    let description = optional_text(operation.description.as_deref());
    let emitted = plan.emitted_success();
    let emitted_success = match emitted {
        Some(ResponsePlan { response, .. }) => {
            let Status::Code(code) = response.status else {
                return quote!();
            };
            let status = status_constant(code);
            let description = text_literal(&response.description);
            quote!(Some((#status, #description)))
        }
        None => quote!(None),
    };
    let is_freeform = emitted
        .and_then(|response| response.response.content.as_ref())
        .is_some_and(|content| content.kind != MediaKind::Json);
    let media_type = match operation.body.as_ref().map(|body| body.kind) {
        Some(MediaKind::Form) => "application/x-www-form-urlencoded",
        Some(MediaKind::Multipart) => "multipart/form-data",
        Some(MediaKind::Text | MediaKind::Range | MediaKind::Bytes) => "application/octet-stream",
        Some(MediaKind::Json) | None => "application/json",
    };
    let has_body = operation.body.is_some();
    let error_body = plan
        .emitted_error()
        .map(|name| layer.schemas.path_of(&layer.schemas.name_of(name)));
    let has_error_body = error_body.is_some();
    let error_body = error_body.unwrap_or_else(|| quote!(()));
    let security = operation.security.iter().map(|all| {
        let schemes = all.iter().map(|requirement| &requirement.scheme);
        quote!(&[#(#schemes),*])
    });
    let security = if plan.caller == CallerPlan::None {
        quote!(&[])
    } else {
        quote!(&[#(#security),*])
    };
    let refusals = refusals::table(plan);
    let (parts, reads) = reads(plan, layer.contract);
    let respond = |responses: &[ResponsePlan<'_>], owner: TokenStream| {
        let arms = responses.iter().map(|response| respond(response, &owner));
        quote!(#(#arms)*)
    };
    let successes = respond(&plan.successes, quote!(Self::Success));
    let errors = respond(&plan.errors, quote!(Self::Error));
    let describe = describe(plan, layer);
    let success_match = if plan.successes.is_empty() {
        quote!(match success {})
    } else {
        quote!(match success { #successes })
    };
    let body_argument = if plan.body.is_some() {
        quote!(body)
    } else {
        quote!(_)
    };
    quote! {
        impl runtime::Operation for #marker {
            const ID: &'static str = #id;
            const METHOD: &'static str = #method;
            const PATH: &'static str = #path;
            const ROUTE: &'static str = #route;
            const TAGS: &'static [&'static str] = &[#(#tags),*];
            const SUMMARY: Option<&'static str> = #summary;
            const DESCRIPTION: Option<&'static str> = #description;
            const DEPRECATED: bool = #deprecated;
            const SUCCESS: Option<(http::StatusCode, &'static str)> = #emitted_success;
            const SUCCESS_IS_FREEFORM: bool = #is_freeform;
            const REQUEST_MEDIA_TYPE: &'static str = #media_type;
            const HAS_REQUEST_BODY: bool = #has_body;
            const HAS_ERROR_BODY: bool = #has_error_body;
            const SECURITY: &'static [&'static [&'static str]] = #security;
            const REFUSALS: &'static [(runtime::RefusalKind, u16)] = #refusals;

            type Request = #request;
            type Success = #success;
            type Error = #error;
            type ErrorBody = #error_body;

            fn request(
                #parts: &runtime::RequestParts,
                #body_argument: Vec<u8>,
            ) -> Result<Self::Request, runtime::Refusal> {
                #reads
            }

            fn success(
                success: Self::Success,
            ) -> Result<http::Response<dropshot::Body>, runtime::Unexpected> {
                #success_match
            }

            fn error(
                error: Self::Error,
            ) -> Result<http::Response<dropshot::Body>, runtime::Unexpected> {
                match error {
                    #errors
                    Self::Error::Unexpected(unexpected) => Err(unexpected),
                }
            }

            #describe
        }
    }
}

fn optional_text(text: Option<&str>) -> TokenStream {
    match text {
        Some(text) => {
            let text = text_literal(text);
            quote!(Some(#text))
        }
        None => quote!(None),
    }
}

fn optional(rust_type: &TokenStream, required: bool) -> TokenStream {
    if required {
        quote!(#rust_type)
    } else {
        quote!(Option<#rust_type>)
    }
}
