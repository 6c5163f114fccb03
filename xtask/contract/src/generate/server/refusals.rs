//! Which documented response fits what the layer refuses by itself.

use proc_macro2::TokenStream;
use quote::quote;

use super::plan::{ContentPlan, HeaderPlan, Layer, OperationPlan, ResponsePlan};
use crate::document::Node;
use crate::generate::names::value_name;
use crate::generate::types::followed;
use crate::model::{Contract, MediaKind, Status};

use Status::{Code, Default, Range};

/// What is refused, and the statuses that fit, the best first.
const FITTING: &[(&str, &[Status])] = &[
    ("Credentials", &[Code(401), Range(4), Default, Code(403)]),
    (
        "PathParameter",
        &[Code(404), Code(400), Code(422), Range(4), Default],
    ),
    ("Parameter", &[Code(400), Code(422), Range(4), Default]),
    (
        "MediaType",
        &[Code(415), Code(400), Code(422), Range(4), Default],
    ),
    (
        "BodyTooLarge",
        &[Code(413), Code(400), Code(422), Range(4), Default],
    ),
    ("Body", &[Code(400), Code(422), Range(4), Default]),
];

/// The status of a refusal whose response is a range or the default one.
fn concrete(kind: &str, status: Status) -> u16 {
    match (status, kind) {
        (Code(code), _) => code,
        (_, "Credentials") => 401,
        (_, "PathParameter") => 404,
        (_, "MediaType") => 415,
        (_, "BodyTooLarge") => 413,
        _ => 400,
    }
}

/// Functions that make an error from what went wrong this time: type, title
/// and status of the problem follow from the contract.
pub fn constructors(plan: &OperationPlan<'_>, layer: &Layer<'_>) -> TokenStream {
    let error = &plan.error;
    let mut functions = plan
        .errors
        .iter()
        .filter_map(|response| {
            let Code(code) = response.response.status else {
                return None;
            };
            let content = response.response.content.as_ref()?;
            (content.kind == MediaKind::Json && is_problem(&content.schema, layer.contract))
                .then(|| constructor(response, code))
        })
        .peekable();
    if functions.peek().is_none() {
        return quote!();
    }
    quote! {
        impl #error {
            #(#functions)*
        }
    }
}

fn constructor(response: &ResponsePlan<'_>, code: u16) -> TokenStream {
    let variant = &response.variant;
    let name = quote::format_ident!("{}", value_name(&variant.to_string()));
    let doc = format!("{code}: {}", response.response.description.trim());
    let code = proc_macro2::Literal::u16_unsuffixed(code);
    let arguments = response.headers.iter().map(|header| {
        let (field, rust_type) = (&header.field, &header.rust_type);
        if header.header.required {
            quote!(#field: #rust_type,)
        } else {
            quote!(#field: Option<#rust_type>,)
        }
    });
    let is_enum = response.body.as_ref().is_some_and(ContentPlan::is_enum);
    let make = match (response.headers.is_empty(), is_enum) {
        (true, false) => quote!(Self::#variant),
        (true, true) => {
            let body = whole_body(response);
            quote!(|body| Self::#variant(#body))
        }
        (false, _) => {
            let fields = response.headers.iter().map(|header| &header.field);
            let body = body_field(response);
            quote!(|body| Self::#variant { #(#fields,)* #body })
        }
    };
    quote! {
        #[doc = #doc]
        pub fn #name(#(#arguments)* detail: &str) -> Self {
            runtime::problem(#code, Some(detail)).map_or_else(Self::Unexpected, #make)
        }
    }
}

/// `impl From<Refusal>` and `impl From<Unexpected>` for an operation's errors.
pub fn render(plan: &OperationPlan<'_>, layer: &Layer<'_>) -> TokenStream {
    let error = &plan.error;
    let arms = FITTING.iter().filter_map(|(kind, statuses)| {
        let found = fitting(plan, layer.contract, statuses, *kind == "Credentials")?;
        let code = concrete(kind, found.response.status);
        let kind = quote::format_ident!("{kind}");
        let value = construct(found, code);
        Some(quote!(runtime::RefusalKind::#kind => #value,))
    });
    let arms: Vec<TokenStream> = arms.collect();
    let from_refusal = if arms.is_empty() {
        quote!(Self::Unexpected(refusal.into()))
    } else {
        quote! {
            #[allow(unreachable_patterns)]
            match refusal.kind() {
                #(#arms)*
                _ => Self::Unexpected(refusal.into()),
            }
        }
    };
    quote! {
        impl From<runtime::Refusal> for #error {
            fn from(refusal: runtime::Refusal) -> Self {
                #from_refusal
            }
        }

        impl From<runtime::Unexpected> for #error {
            fn from(unexpected: runtime::Unexpected) -> Self {
                Self::Unexpected(unexpected)
            }
        }
    }
}

/// `impl OperationError` for an operation's errors: the documented response for what goes wrong without a fault
/// of the caller, with the status 500 or 501.
pub fn failure(plan: &OperationPlan<'_>, contract: &Contract) -> TokenStream {
    let responses = [500, 501].map(|code| fitting(plan, contract, &[Code(code)], false));
    let any = fitting(plan, contract, &[Range(5), Default], false);
    let problem = |found: &ResponsePlan<'_>, code: TokenStream| {
        if found.body.is_none() {
            let value = value(found, code, None);
            quote!(Some(#value))
        } else {
            let make = make(found, code.clone());
            quote!(runtime::problem(#code, None).ok().map(#make))
        }
    };
    let arms = [500u16, 501]
        .iter()
        .zip(responses)
        .filter_map(|(code, found)| {
            let code = proc_macro2::Literal::u16_unsuffixed(*code);
            let value = problem(found?, quote!(#code));
            Some(quote!(#code => #value,))
        });
    let arms: Vec<TokenStream> = arms.collect();
    let body = match any {
        Some(found) => {
            let value = problem(found, quote!(status));
            if arms.is_empty() {
                value
            } else {
                quote!(match status { #(#arms)* _ => #value })
            }
        }
        None => quote!(match status { #(#arms)* _ => None }),
    };
    let error = &plan.error;
    if any.is_none() && arms.is_empty() {
        return quote!(impl runtime::OperationError for #error {});
    }
    quote! {
        impl runtime::OperationError for #error {
            fn failure(status: u16) -> Option<Self> {
                #body
            }
        }
    }
}

fn fitting<'p>(
    plan: &'p OperationPlan<'_>,
    contract: &Contract,
    statuses: &[Status],
    has_challenge: bool,
) -> Option<&'p ResponsePlan<'p>> {
    statuses.iter().find_map(|status| {
        plan.errors.iter().find(|candidate| {
            candidate.response.status == *status
                && candidate
                    .headers
                    .iter()
                    .all(|header| !header.header.required || has_challenge && is_challenge(header))
                && match &candidate.response.content {
                    None => true,
                    Some(content) => {
                        content.kind == MediaKind::Json && is_problem(&content.schema, contract)
                    }
                }
        })
    })
}

/// Whether the layer knows what to put in a header: it knows the challenges.
fn is_challenge(plan: &HeaderPlan<'_>) -> bool {
    plan.header.name.eq_ignore_ascii_case("www-authenticate")
        && plan.rust_type.to_string() == "String"
}

/// Whether a problem (RFC 9457) with the members type, title, status and
/// detail is valid against the schema.
fn is_problem(schema: &Node, contract: &Contract) -> bool {
    const MEMBERS: &[(&str, &str)] = &[
        ("type", "string"),
        ("title", "string"),
        ("status", "integer"),
        ("detail", "string"),
    ];
    let schema = followed(schema, contract);
    let Some(properties) = schema.get("properties").and_then(Node::as_object) else {
        return false;
    };
    let describes_problems = properties.contains_key("title") || properties.contains_key("detail");
    let members_fit = MEMBERS.iter().all(|(name, kind)| {
        properties.get(*name).is_none_or(|property| {
            let constrained = ["enum", "pattern", "maxLength", "const"]
                .iter()
                .any(|keyword| property.has(keyword));
            let type_fits = property.text("type") == Some(kind)
                || (*kind == "integer" && property.text("type") == Some("number"));
            type_fits && !constrained
        })
    });
    let required_fit = schema
        .items("required")
        .iter()
        .filter_map(Node::as_str)
        .all(|required| MEMBERS.iter().any(|(name, _)| *name == required));
    let is_closed = schema.get("additionalProperties").and_then(Node::as_bool) == Some(false);
    let all_known = MEMBERS
        .iter()
        .all(|(name, _)| properties.contains_key(*name));
    describes_problems && members_fit && required_fit && (!is_closed || all_known)
}

/// The expression that turns `refusal` into a response.
fn construct(response: &ResponsePlan<'_>, code: u16) -> TokenStream {
    let code = proc_macro2::Literal::u16_unsuffixed(code);
    if response.body.is_none() {
        return value(response, quote!(#code), None);
    }
    let make = make(response, quote!(#code));
    quote!(refusal.problem(#code).map_or_else(Self::Unexpected, #make))
}

/// The function that turns a body into a response.
fn make(response: &ResponsePlan<'_>, code: TokenStream) -> TokenStream {
    let variant = &response.variant;
    let is_enum = response.body.as_ref().is_some_and(ContentPlan::is_enum);
    let is_plain = response.headers.is_empty() && matches!(response.response.status, Code(_));
    if is_plain && !is_enum {
        quote!(Self::#variant)
    } else {
        let value = value(response, code, Some(quote!(body)));
        quote!(|body| #value)
    }
}

fn value(response: &ResponsePlan<'_>, code: TokenStream, body: Option<TokenStream>) -> TokenStream {
    let variant = &response.variant;
    let status = match response.response.status {
        Code(_) => None,
        Default => Some(quote!(status: http::StatusCode::from_u16(#code).unwrap_or_default())),
        Range(range) => {
            let range = proc_macro2::Literal::u16_unsuffixed(range);
            Some(quote!(status: runtime::StatusRange::<#range>::of(#code)))
        }
    };
    let headers = response.headers.iter().map(|header| {
        let field = &header.field;
        if is_challenge(header) {
            let text = quote!(refusal.challenge());
            if header.header.required {
                quote!(#field: #text)
            } else {
                quote!(#field: Some(#text))
            }
        } else {
            quote!(#field: None)
        }
    });
    let fields: Vec<TokenStream> = status.into_iter().chain(headers).collect();
    match (fields.is_empty(), body) {
        (true, None) => quote!(Self::#variant),
        (true, Some(_)) => {
            let body = whole_body(response);
            quote!(Self::#variant(#body))
        }
        (false, None) => quote!(Self::#variant { #(#fields),* }),
        (false, Some(_)) => {
            let body = body_field(response);
            quote!(Self::#variant { #(#fields,)* #body })
        }
    }
}

/// `body` as the response takes it.
fn whole_body(response: &ResponsePlan<'_>) -> TokenStream {
    match &response.body {
        Some(content) => content.first(quote!(body)),
        None => quote!(body),
    }
}

fn body_field(response: &ResponsePlan<'_>) -> TokenStream {
    if response.body.as_ref().is_some_and(ContentPlan::is_enum) {
        let body = whole_body(response);
        quote!(body: #body)
    } else {
        quote!(body)
    }
}
