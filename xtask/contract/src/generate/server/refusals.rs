//! The documented error for what the layer refuses by itself: which one is decided by
//! `model::refusals`, how it is made is written here.

use proc_macro2::TokenStream;
use quote::quote;

use super::plan::{Choice, ContentPlan, Layer, OperationPlan, ResponsePlan};
use super::words::Words;
use crate::document::Node;
use crate::generate::code::{expression, rust_type};
use crate::generate::names::value_name;
use crate::generate::types::followed;
use crate::model::refusals::{KnownHeader, can_tell, failures, known_header, refusals};
use crate::model::{Contract, MediaKind, Response, Status};

use Status::{Code, Default, Range};

/// A function that makes an error from what went wrong this time: type, title
/// and status of the problem follow from the contract.
pub fn constructor(response: &ResponsePlan<'_>, layer: &Layer<'_>) -> Option<String> {
    let Code(code) = response.response.status else {
        return None;
    };
    let content = response.response.content.as_ref()?;
    if content.kind != MediaKind::Json || !is_problem(&content.schema, layer.contract) {
        return None;
    }
    let variant = &response.variant;
    let name = value_name(&variant.to_string());
    let arguments = response.headers.iter().map(|header| {
        let (field, rust_type) = (&header.field, rust_type(&header.rust_type));
        match header.header.required {
            true => format!("{field}: {rust_type}"),
            false => format!("{field}: Option<{rust_type}>"),
        }
    });
    let arguments: Vec<String> = arguments.collect();
    let body = whole_body(response);
    let is_enum = response.body.as_ref().is_some_and(ContentPlan::is_enum);
    let make = match (response.headers.is_empty(), is_enum) {
        (true, false) => quote!(Self::#variant),
        (true, true) => quote!(|body| Self::#variant(#body)),
        (false, _) => {
            let fields = response.headers.iter().map(|header| &header.field);
            let body = body_field(response);
            quote!(|body| Self::#variant { #(#fields,)* #body })
        }
    };
    let (arguments, make) = (arguments.join(", "), expression(&make));
    Some(format!("fn {name}({arguments}) [{code}] {make}"))
}

/// Whether the handler reads the body, and what goes wrong with it becomes an error.
pub fn is_read_by_handler(plan: &OperationPlan<'_>) -> bool {
    let body = plan.body.as_ref().map(|body| &body.content);
    body.is_some_and(|content| {
        let mut kinds = content.choices.iter().map(|choice| choice.content.kind);
        content.is_stream() || kinds.any(|kind| kind == MediaKind::Multipart)
    })
}

/// The table `REFUSALS` of an operation.
pub fn table(plan: &OperationPlan<'_>) -> Vec<String> {
    let rows = refusals(plan.operation).into_iter();
    let rows =
        rows.filter_map(|(refused, fitting)| Some(format!("{refused:?} {}", fitting?.status)));
    rows.collect()
}

/// The errors that refusals become, by their statuses as a pattern.
pub fn refused(plan: &OperationPlan<'_>, words: &Words) -> Vec<(String, TokenStream)> {
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
    let arms = arms.into_iter();
    let mut arms: Vec<_> = arms
        .map(|(status, made)| (status.to_string(), made))
        .collect();
    for response in failures(plan.operation) {
        let status = match response.status {
            Code(code) => code.to_string(),
            Range(_) | Default => "500..".to_owned(),
        };
        arms.extend(made(plan, response, words).map(|made| (status, made)));
    }
    arms
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
        Range(_) => Some(quote!(status: refusal.status_range())),
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
        (true, None) => quote!(#variant),
        (true, Some(body)) => quote!(#variant(#body)),
        (false, None) => quote!(#variant { #(#fields),* }),
        (false, Some(body)) => quote!(#variant { #(#fields,)* body: #body }),
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
