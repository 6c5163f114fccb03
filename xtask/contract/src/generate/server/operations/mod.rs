//! `operations.rs`: each operation's request, successes and errors.

mod request;
mod response;

use std::collections::BTreeSet;

use proc_macro2::TokenStream;
use quote::quote;

use self::request::{accept_enum, body_enums, reads, request};
use self::response::{answers, respond};
use super::plan::{Layer, OperationPlan, ParameterPlan, ResponsePlan};
use super::signatures::CallerPlan;
use super::{refusals, styles};
use crate::generate::types::resolved;
use crate::model::{Contract, Location, Parameter, Style};

pub fn render(layer: &Layer<'_>) -> TokenStream {
    if layer.operations.is_empty() {
        return TokenStream::new();
    }
    let operations = layer.operations.iter().map(|plan| operation(plan, layer));
    let error_bodies: BTreeSet<&str> = layer
        .operations
        .iter()
        .filter_map(OperationPlan::emitted_error)
        .collect();
    let error_bodies = error_bodies.into_iter().map(|name| error_body(name, layer));
    let checked = layer.checked_import();
    quote! {
        #checked
        #[allow(unused_imports)]
        use super::{constrained, runtime, types};

        #(#operations)*
        #(#error_bodies)*
    }
}

/// The schemas of errors, by which Dropshot makes its components.
fn error_body(name: &str, layer: &Layer<'_>) -> TokenStream {
    let rust_type = layer.schemas.path_of(&layer.schemas.name_of(name));
    quote! {
        impl runtime::Component for #rust_type {
            const NAME: &'static str = #name;

            fn emitted() -> &'static runtime::Emitted {
                &super::EMITTED
            }
        }
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
    let has_body = operation.body.is_some();
    let error_body = match plan.emitted_error() {
        Some(name) => layer.schemas.path_of(&layer.schemas.name_of(name)),
        None => quote!(()),
    };
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
            const HAS_REQUEST_BODY: bool = #has_body;
            const SECURITY: &'static [&'static [&'static str]] = #security;
            const REFUSALS: &'static [(runtime::RefusalKind, u16)] = #refusals;

            type Request = #request;
            type Success = #success;
            type Error = #error;
            type ErrorBody = #error_body;

            async fn request(
                #parts: &runtime::RequestParts,
                #body_argument: runtime::RequestBody,
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

            fn emitted() -> &'static runtime::Emitted {
                &super::EMITTED
            }
        }
    }
}

fn optional(rust_type: &TokenStream, required: bool) -> TokenStream {
    if required {
        quote!(#rust_type)
    } else {
        quote!(Option<#rust_type>)
    }
}
