//! `mocks.rs`: a typed mock of each operation, with the interface of Progenitor's mocks: what it
//! expects of a request, and one method for each documented response.

use proc_macro2::TokenStream;
use quote::{ToTokens, format_ident, quote};
use syn::Ident;

use super::plan::{BodyKind, BodyPlan, ParameterPlan, PathPart, Plan, ResponseBody, ResponsePlan};
use super::responses::{body_name, number};
use super::send::{form_styles, part_media_types, style};
use crate::generate::files::text_literal;
use crate::generate::names::value_name;
use crate::generate::types::Types;
use crate::model::{Location, Status};

pub fn render(plans: &[Plan<'_>], types: &mut Types) -> Result<TokenStream, String> {
    let mut mocks = Vec::new();
    for plan in plans {
        mocks.push(when(plan, types)?);
        mocks.push(then(plan, types)?);
    }
    let operations: Vec<_> = plans
        .iter()
        .map(|plan| format_ident!("{}", plan.name))
        .collect();
    let whens: Vec<_> = plans.iter().map(|plan| wrapper(plan, "When")).collect();
    let thens: Vec<_> = plans.iter().map(|plan| wrapper(plan, "Then")).collect();
    Ok(quote! {
        /// [`When`](::httpmock::When) and [`Then`](::httpmock::Then) wrappers for each operation.
        /// Each can be converted to its inner type with a call to `into_inner()`. This can be used
        /// to explicitly deviate from permitted values.
        pub mod operations {
            use super::super::*;

            #(#mocks)*
        }

        /// An extension trait for [`MockServer`](::httpmock::MockServer) that adds a method for
        /// each operation. These are the equivalent of type-checked
        /// [`mock()`](::httpmock::MockServer::mock) calls.
        pub trait MockServerExt {
            #(
                fn #operations<F>(&self, config_fn: F) -> ::httpmock::Mock<'_>
                where
                    F: FnOnce(operations::#whens, operations::#thens);
            )*
        }

        impl MockServerExt for ::httpmock::MockServer {
            #(
                fn #operations<F>(&self, config_fn: F) -> ::httpmock::Mock<'_>
                where
                    F: FnOnce(operations::#whens, operations::#thens),
                {
                    self.mock(|when, then| {
                        config_fn(operations::#whens::new(when), operations::#thens::new(then))
                    })
                }
            )*
        }
    })
}

fn wrapper(plan: &Plan<'_>, side: &str) -> Ident {
    // `Self_When` is no name that Rust likes.
    let operation = plan.type_name.trim_end_matches('_');
    format_ident!("{operation}{side}")
}

/// What a mock expects of a request.
fn when(plan: &Plan<'_>, types: &mut Types) -> Result<TokenStream, String> {
    let name = wrapper(plan, "When");
    let method = format_ident!("{}", plan.operation.method.to_ascii_uppercase());
    let path = pattern_of(plan, |_| "[^/]*".to_owned());
    let mut expectations = Vec::new();
    for parameter in plan.in_order() {
        expectations.push(expectation(plan, parameter, types)?);
    }
    if let Some(body) = &plan.body {
        expectations.extend(body.content_type.as_deref().map(content_type));
        expectations.push(body_expectation(plan, body, types)?);
    }
    Ok(quote! {
        pub struct #name(::httpmock::When);

        impl #name {
            pub fn new(inner: ::httpmock::When) -> Self {
                Self(inner.method(::httpmock::Method::#method).path_matches(#path))
            }

            pub fn into_inner(self) -> ::httpmock::When {
                self.0
            }

            #(#expectations)*
        }
    })
}

/// The path as a regular expression.
fn pattern_of(plan: &Plan<'_>, parameter: impl Fn(&ParameterPlan<'_>) -> String) -> String {
    let parts = plan.path_parts().into_iter().map(|part| match part {
        PathPart::Text(text) => escaped(text),
        PathPart::Parameter(plan) => parameter(plan),
    });
    format!("^{}$", parts.collect::<String>())
}

/// A text that means itself in a regular expression.
fn escaped(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars() {
        if r"\.+*?()|[]{}^$".contains(c) {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

fn expectation(
    plan: &Plan<'_>,
    parameter: &ParameterPlan<'_>,
    types: &mut Types,
) -> Result<TokenStream, String> {
    let function = format_ident!("{}", parameter.name);
    let (name, style) = (text_literal(&parameter.parameter.name), style(parameter));
    let is_plain = parameter.is_plain();
    let (id, is_required) = parameter.rust_type(plan, types)?;
    let found = types.get(&id)?;
    let given = if parameter.is_made_elsewhere {
        let named = Types::named(&found);
        quote!(&#named)
    } else {
        Types::given(&found)
    };
    let (there, missing) = match parameter.parameter.location {
        Location::Path => {
            let own = &parameter.name;
            // The braces of a regular expression are doubled in a format.
            let pattern = pattern_of(plan, |plan| match plan.name == *own {
                true => "\0".to_owned(),
                false => ".*".to_owned(),
            });
            let pattern = pattern.replace('{', "{{").replace('}', "}}");
            let pattern = pattern.replace('\0', "{value}");
            return Ok(quote! {
                pub fn #function(self, value: #given) -> Self {
                    let value = runtime::path(#name, &value, #style).expect("a path");
                    let value = regex::escape(&value);
                    Self(self.0.path_matches(format!(#pattern)))
                }
            });
        }
        Location::Query if is_plain => (
            quote!(runtime::when_query(self.0, #name, &value)),
            quote!(self.0.query_param_missing(#name)),
        ),
        Location::Query => (
            quote!(runtime::when_styled(self.0, #name, &value, #style)),
            quote!(self.0.query_param_missing(#name)),
        ),
        Location::Header if is_plain => (
            quote!(runtime::when_header(self.0, #name, &value)),
            quote!(self.0.header_missing(#name)),
        ),
        Location::Header => (
            quote! {
                self.0.header(#name, runtime::header(#name, &value, #style).expect("a header"))
            },
            quote!(self.0.header_missing(#name)),
        ),
        Location::Cookie => (
            quote!(runtime::when_cookie(self.0, #name, &value, #style)),
            quote!(runtime::when_no_cookie(self.0, #name)),
        ),
    };
    Ok(if is_required {
        quote! {
            pub fn #function(self, value: #given) -> Self {
                Self(#there)
            }
        }
    } else {
        optional(&function, given, &there, &missing)
    })
}

fn content_type(setter: &str) -> TokenStream {
    optional(
        &format_ident!("{setter}"),
        quote!(&str),
        &quote!(runtime::when_header(self.0, "content-type", &value)),
        &quote!(self.0.header_missing("content-type")),
    )
}

/// What is expected of a parameter that may be left out: a value, or that it is left out.
fn optional(
    function: &Ident,
    given: TokenStream,
    there: &TokenStream,
    missing: &TokenStream,
) -> TokenStream {
    let (lifetime, given) = match syn::parse2::<syn::Type>(given.clone()) {
        Ok(syn::Type::Reference(mut reference)) => {
            reference.lifetime = Some(syn::parse_quote!('a));
            (Some(quote!('a,)), reference.into_token_stream())
        }
        _ => (None, given),
    };
    quote! {
        pub fn #function<#lifetime T>(self, value: T) -> Self
        where
            T: Into<Option<#given>>,
        {
            let when = match value.into() {
                Some(value) => #there,
                None => #missing,
            };
            Self(when)
        }
    }
}

fn body_expectation(
    plan: &Plan<'_>,
    body: &BodyPlan,
    types: &mut Types,
) -> Result<TokenStream, String> {
    let Some(schema) = &body.schema else {
        return Ok(quote! {
            pub fn body(self, value: impl AsRef<[u8]>) -> Self {
                Self(runtime::when_body(self.0, value))
            }
        });
    };
    let id = types.add(&format!("{}Body", plan.type_name), schema)?;
    let given = Types::given(&types.get(&id)?);
    let expected = match &body.kind {
        BodyKind::Multipart { media_types, .. } => {
            let (media_type, types) = (&body.media_type, part_media_types(media_types));
            quote!(runtime::when_multipart(self.0, #media_type, &value, #types))
        }
        BodyKind::Form => quote!(runtime::when_form(self.0, &value, &[])),
        BodyKind::StyledForm(styles) => {
            let styles = form_styles(styles);
            quote!(runtime::when_form(self.0, &value, #styles))
        }
        _ => quote!(self.0.json_body_obj(&value)),
    };
    Ok(quote! {
        pub fn body(self, value: #given) -> Self {
            Self(#expected)
        }
    })
}

/// What a mock responds: one method for each documented status.
fn then(plan: &Plan<'_>, types: &mut Types) -> Result<TokenStream, String> {
    let name = wrapper(plan, "Then");
    let (success, error) = (&plan.responses.success, &plan.responses.error);
    let mut methods = Vec::new();
    for response in &success.responses {
        methods.push(method(plan, response, response.status, types)?);
    }
    for response in &error.responses {
        if response.status != Status::Default {
            methods.push(method(plan, response, response.status, types)?);
        } else if !plan.responses.default_is_success {
            // It stands for the errors of which nothing else is said.
            for status in [Status::Default, Status::Range(4), Status::Range(5)] {
                let mut known = error.responses.iter();
                if status == Status::Default || known.all(|other| other.status != status) {
                    methods.push(method(plan, response, status, types)?);
                }
            }
        }
    }
    Ok(quote! {
        pub struct #name(::httpmock::Then);

        impl #name {
            pub fn new(inner: ::httpmock::Then) -> Self {
                Self(inner)
            }

            pub fn into_inner(self) -> ::httpmock::Then {
                self.0
            }

            #(#methods)*
        }
    })
}

fn method(
    plan: &Plan<'_>,
    response: &ResponsePlan,
    status: Status,
    types: &mut Types,
) -> Result<TokenStream, String> {
    let (name, check, value) = match status {
        Status::Code(code) => (value_name(&response.variant), None, number(code)),
        Status::Range(range) => {
            let name = match range {
                1 => "informational",
                2 => "success",
                3 => "redirect",
                4 => "client_error",
                _ => "server_error",
            };
            let class = number(range);
            let check = quote!(assert_eq!(status / 100, #class););
            (name.to_owned(), Some(check), quote!(status))
        }
        Status::Default => ("default_response".to_owned(), None, quote!(status)),
    };
    let name = format_ident!("{name}");
    let status = (!matches!(status, Status::Code(_))).then(|| quote!(status: u16,));
    let media_type = response.media_type.as_deref().map(text_literal);
    let (argument, responded) = match &response.body {
        ResponseBody::Nothing => (TokenStream::new(), quote!(self.0.status(#value))),
        ResponseBody::Json(schema) => {
            let id = types.add(&body_name(plan, response), schema)?;
            let given = Types::given(&types.get(&id)?);
            (
                quote!(value: #given),
                quote!(runtime::then_json(self.0, #value, #media_type, &value)),
            )
        }
        ResponseBody::Text | ResponseBody::Bytes => (
            quote!(value: impl AsRef<[u8]>),
            quote!(runtime::then_body(self.0, #value, #media_type, value)),
        ),
    };
    Ok(quote! {
        pub fn #name(self, #status #argument) -> Self {
            #check
            Self(#responded)
        }
    })
}
