//! The documented error for what the layer refuses by itself: which one is decided by
//! `model::refusals`, how it is made is written here.

use proc_macro2::TokenStream;
use quote::quote;

use super::plan::{Choice, ContentPlan, Layer, OperationPlan, ResponsePlan};
use super::words::Words;
use crate::document::Node;
use crate::generate::names::value_name;
use crate::generate::types::followed;
use crate::model::refusals::{KnownHeader, can_tell, failures, known_header, refusals};
use crate::model::{Contract, MediaKind, Response, Status};

use Status::{Code, Default, Range};

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

/// `impl From<Unexpected>` for an operation's errors; and of what goes wrong while a handler reads a
/// body.
pub fn from_unexpected(plan: &OperationPlan<'_>) -> TokenStream {
    let error = &plan.error;
    let body = plan.body.as_ref().map(|body| &body.content);
    let is_read_by_handler = body.is_some_and(|content| {
        let mut kinds = content.choices.iter().map(|choice| choice.content.kind);
        content.is_stream() || kinds.any(|kind| kind == MediaKind::Multipart)
    });
    let from_body_error = is_read_by_handler.then(|| {
        quote! {
            impl From<runtime::BodyError> for #error {
                fn from(error: runtime::BodyError) -> Self {
                    Self::Unexpected(error.into())
                }
            }
        }
    });
    quote! {
        impl From<runtime::Unexpected> for #error {
            fn from(unexpected: runtime::Unexpected) -> Self {
                Self::Unexpected(unexpected)
            }
        }

        #from_body_error
    }
}

/// The table `REFUSALS` of an operation.
pub fn table(plan: &OperationPlan<'_>) -> TokenStream {
    let rows = refusals(plan.operation)
        .into_iter()
        .filter_map(|(refused, fitting)| {
            let status = proc_macro2::Literal::u16_unsuffixed(fitting?.status);
            let kind = quote::format_ident!("{refused:?}");
            Some(quote!((runtime::RefusalKind::#kind, #status)))
        });
    quote!(&[#(#rows),*])
}

/// The function `refused` of an operation.
pub fn refused(plan: &OperationPlan<'_>, words: &Words) -> TokenStream {
    let mut arms: Vec<(u16, TokenStream)> = Vec::new();
    for (_, fitting) in refusals(plan.operation) {
        let Some(fitting) = fitting else { continue };
        if !arms.iter().any(|(status, _)| *status == fitting.status)
            && let Some(value) = made(plan, fitting.response, words)
        {
            arms.push((fitting.status, value));
        }
    }
    arms.sort_by_key(|(status, _)| *status);
    let mut arms: Vec<TokenStream> = arms
        .into_iter()
        .map(|(status, value)| {
            let status = proc_macro2::Literal::u16_unsuffixed(status);
            quote!(#status => #value,)
        })
        .collect();
    for response in failures(plan.operation) {
        let status = match response.status {
            Code(code) => {
                let code = proc_macro2::Literal::u16_unsuffixed(code);
                quote!(#code)
            }
            Range(_) | Default => quote!(500..),
        };
        arms.extend(made(plan, response, words).map(|value| quote!(#status => #value,)));
    }
    if arms.is_empty() {
        return quote! {
            fn refused(_: &S, refusal: &runtime::Refusal) -> Result<Self::Error, runtime::Unexpected> {
                Err(refusal.undocumented())
            }
        };
    }
    // Where all responses are without bodies, nobody is asked for words.
    let arms = quote!(#(#arms)*);
    let is_asked = arms
        .clone()
        .into_iter()
        .any(|token| contains(&token, "service"));
    let service = if is_asked { quote!(service) } else { quote!(_) };
    quote! {
        fn refused(
            #service: &S,
            refusal: &runtime::Refusal,
        ) -> Result<Self::Error, runtime::Unexpected> {
            Ok(match refusal.status().as_u16() {
                #arms
                _ => return Err(refusal.undocumented()),
            })
        }
    }
}

fn contains(token: &proc_macro2::TokenTree, name: &str) -> bool {
    match token {
        proc_macro2::TokenTree::Group(group) => group
            .stream()
            .into_iter()
            .any(|token| contains(&token, name)),
        proc_macro2::TokenTree::Ident(ident) => ident == name,
        _ => false,
    }
}

/// The responses that refusals become, each once.
pub fn answering<'p>(plan: &'p OperationPlan<'_>) -> Vec<&'p ResponsePlan<'p>> {
    let fitting = refusals(plan.operation).into_iter();
    let responses = fitting.filter_map(|(_, fitting)| Some(fitting?.response));
    let mut found: Vec<&ResponsePlan<'_>> = Vec::new();
    for response in responses.chain(failures(plan.operation)) {
        let known = |plan: &&ResponsePlan<'_>| plan.response.status == response.status;
        if !found.iter().any(known) {
            found.extend(plan.errors.iter().find(known));
        }
    }
    found
}

/// The body in which a refusal is told: a problem, or else JSON, before what is not.
pub fn telling<'p>(content: &'p ContentPlan, contract: &Contract) -> Option<&'p Choice> {
    let rank = |choice: &&Choice| match choice.content.kind {
        MediaKind::Json if is_problem(&choice.content.schema, contract) => 0,
        MediaKind::Json => 1,
        MediaKind::Text if choice.content.name() == "text/plain" => 2,
        _ => 3,
    };
    let choices = content.choices.iter();
    choices
        .filter(|choice| can_tell(&choice.content))
        .min_by_key(rank)
}

/// The expression that makes a response of `refusal`.
fn made(plan: &OperationPlan<'_>, response: &Response, words: &Words) -> Option<TokenStream> {
    let mut errors = plan.errors.iter();
    let found = errors.find(|error| error.response.status == response.status)?;
    let variant = &found.variant;
    let status = match response.status {
        Code(_) => None,
        Default => Some(quote!(status: refusal.status())),
        Range(_) => Some(quote!(status: runtime::StatusRange::of(refusal.status().as_u16()))),
    };
    let headers = found.headers.iter().map(|plan| {
        let field = &plan.field;
        let value = match known_header(plan.header) {
            Some(KnownHeader::Challenge) => quote!(refusal.challenge()),
            Some(KnownHeader::RequestId) => quote!(refusal.request_id().to_owned()),
            Some(KnownHeader::RetryAfter) => quote!(refusal.retry_after_seconds()),
            None => return quote!(#field: None),
        };
        match plan.header.required {
            true => quote!(#field: #value),
            false => quote!(#field: Some(#value)),
        }
    });
    let fields: Vec<TokenStream> = status.into_iter().chain(headers).collect();
    let body = match &found.body {
        None => None,
        Some(content) => {
            let function = words.of(content)?;
            let body = quote!(service.#function(refusal)?);
            let choice = telling(content, words.contract)?;
            Some(content.as_choice(choice, body))
        }
    };
    Some(match (fields.is_empty(), body) {
        (true, None) => quote!(Self::Error::#variant),
        (true, Some(body)) => quote!(Self::Error::#variant(#body)),
        (false, None) => quote!(Self::Error::#variant { #(#fields),* }),
        (false, Some(body)) => quote!(Self::Error::#variant { #(#fields,)* body: #body }),
    })
}

/// Whether a problem (RFC 9457) with the members type, title, status and
/// detail is valid against the schema.
pub fn is_problem(schema: &Node, contract: &Contract) -> bool {
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
