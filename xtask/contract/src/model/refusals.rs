//! What a server refuses before an operation is carried out, and which of the operation's
//! responses is documented for it. In which words it is told is not decided here.

use super::contract::{
    Content, Contract, Header, Location, MediaKind, Operation, Response, Status,
};
use crate::document::{Node, SCHEMAS};
use crate::report::Finding;
use crate::rules;

use Status::{Code, Default, Range};

/// What is refused of a request, by the names that the runtime has for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refused {
    Credentials,
    PathParameter,
    Parameter,
    NotAcceptable,
    MediaType,
    BodyTooLarge,
    Body,
}

/// A response for a refusal, and the status that it then has.
#[derive(Clone, Copy)]
pub struct Fitting<'a> {
    pub status: u16,
    pub response: &'a Response,
}

impl Refused {
    /// The statuses that fit, the best first. A range and `default` stand for the first of the
    /// statuses that have no response of their own.
    fn fitting(self) -> &'static [Status] {
        match self {
            Refused::Credentials => &[Code(401), Range(4), Default, Code(403)],
            // An id that cannot be one is a bad request; a 404 of the contract's own words tells
            // of what does not exist.
            Refused::PathParameter => &[Code(400), Range(4), Default, Code(404), Code(422)],
            Refused::Parameter | Refused::Body => &[Code(400), Code(422), Range(4), Default],
            Refused::NotAcceptable => &[Code(406)],
            Refused::MediaType => &[Code(415), Code(400), Code(422), Range(4), Default],
            Refused::BodyTooLarge => &[Code(413), Code(400), Code(422), Range(4), Default],
        }
    }

    /// The status of a range or of `default`, the best first.
    fn statuses(self) -> impl Iterator<Item = u16> {
        self.fitting().iter().filter_map(|status| match status {
            Code(code) => Some(*code),
            _ => None,
        })
    }

    /// In words for who writes the contract.
    fn told(self) -> &'static str {
        match self {
            Refused::Credentials => "missing credentials (401)",
            Refused::PathParameter | Refused::Parameter => "a parameter that is not valid (400)",
            Refused::NotAcceptable => "what the client does not take (406)",
            Refused::MediaType => "a body of another media type (415 or 400)",
            Refused::BodyTooLarge => "a body that is too large (413 or 400)",
            Refused::Body => "a body that is not valid (400 or 422)",
        }
    }
}

/// What may be refused of an operation's requests, each with the response that is documented for
/// it, where there is one.
pub fn refusals(operation: &Operation) -> Vec<(Refused, Option<Fitting<'_>>)> {
    let has = |location: fn(Location) -> bool| {
        let mut parameters = operation.parameters.iter();
        parameters.any(|parameter| location(parameter.location))
    };
    let documents_406 = operation.responses.iter().any(|it| it.status == Code(406));
    let possible = [
        (
            Refused::Credentials,
            operation.security.iter().any(|all| !all.is_empty()),
        ),
        (
            Refused::PathParameter,
            has(|location| location == Location::Path),
        ),
        (
            Refused::Parameter,
            has(|location| location != Location::Path),
        ),
        (Refused::NotAcceptable, documents_406),
        (Refused::MediaType, operation.body.is_some()),
        (Refused::BodyTooLarge, operation.body.is_some()),
        (Refused::Body, operation.body.is_some()),
    ];
    let possible = possible.into_iter().filter(|(_, is_possible)| *is_possible);
    possible
        .map(|(refused, _)| (refused, fitting(refused, operation)))
        .collect()
}

fn fitting(refused: Refused, operation: &Operation) -> Option<Fitting<'_>> {
    refused.fitting().iter().find_map(|status| {
        let response = documented(*status, operation)?;
        let status = match status {
            Code(code) => *code,
            _ => refused
                .statuses()
                .find(|code| stands_for(*status, *code, operation))?,
        };
        can_be_made(response).then_some(Fitting { status, response })
    })
}

/// The responses for what goes wrong without a fault of the caller: 500, 501, and the range or
/// `default` that stands for them.
pub fn failures(operation: &Operation) -> impl Iterator<Item = &Response> {
    let statuses = [Code(500), Code(501), Code(503), Range(5), Default];
    let responses = statuses.map(|status| documented(status, operation));
    // `default` stands for what no range stands for.
    let has_range = responses[3].is_some();
    let responses = responses.into_iter().flatten();
    responses
        .filter(move |response| !(has_range && response.status == Default))
        .filter(|response| can_be_made(response))
}

fn documented(status: Status, operation: &Operation) -> Option<&Response> {
    let mut responses = operation.responses.iter();
    responses.find(|response| response.status == status)
}

/// Whether a range, or `default`, is the response of a status: neither is, of one that has a
/// response of its own (OpenAPI 3.1.1, section 4.8.16).
fn stands_for(status: Status, code: u16, operation: &Operation) -> bool {
    let has = |other: Status| documented(other, operation).is_some();
    !has(Code(code)) && (status != Default || !has(Range(code / 100)))
}

/// Whether a server can make a response of nothing but the refusal.
fn can_be_made(response: &Response) -> bool {
    let is_known = |header: &Header| !header.required || known_header(header).is_some();
    let mut contents = response.contents().peekable();
    response.headers.iter().all(is_known) && (contents.peek().is_none() || contents.any(can_tell))
}

/// Whether a refusal can be told in a body. What is made of parts, or is a picture, tells nothing.
pub fn can_tell(content: &Content) -> bool {
    match content.kind {
        MediaKind::Json | MediaKind::Form | MediaKind::Text | MediaKind::Bytes => true,
        MediaKind::Range => matches!(&*content.name(), "*/*" | "text/*" | "application/*"),
        MediaKind::Multipart => false,
    }
}

/// A header whose value is known of every refusal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KnownHeader {
    /// `WWW-Authenticate`
    Challenge,
    /// `X-Request-Id`
    RequestId,
    /// `Retry-After`, in seconds
    RetryAfter,
}

fn is_zero(number: &Node) -> bool {
    number.as_number().and_then(serde_json::Number::as_f64) == Some(0.0)
}

/// Which one a header is, where any text is valid in it, or any number of seconds.
pub fn known_header(header: &Header) -> Option<KnownHeader> {
    const BOUNDS: [&str; 7] = [
        "enum",
        "const",
        "pattern",
        "minLength",
        "maxLength",
        "format",
        "nullable",
    ];
    const NUMBERS: [&str; 7] = [
        "enum",
        "const",
        "maximum",
        "exclusiveMinimum",
        "exclusiveMaximum",
        "multipleOf",
        "nullable",
    ];
    let is_text = header.schema.text("type") == Some("string")
        && !BOUNDS.iter().any(|keyword| header.schema.has(keyword));
    let is_seconds = header.schema.text("type") == Some("integer")
        && !NUMBERS.iter().any(|keyword| header.schema.has(keyword))
        && header.schema.get("minimum").is_none_or(is_zero);
    match &*header.name.to_ascii_lowercase() {
        "retry-after" if is_seconds => Some(KnownHeader::RetryAfter),
        _ if !is_text => None,
        "www-authenticate" => Some(KnownHeader::Challenge),
        "x-request-id" => Some(KnownHeader::RequestId),
        _ => None,
    }
}

/// The operations that document no response for something that may be refused: one finding for
/// each.
pub fn undocumented(contract: &Contract) -> Vec<Finding> {
    let findings = contract.operations.iter().filter_map(|operation| {
        let lacking = lacking(operation, contract);
        let (last, others) = lacking.split_last()?;
        let lacking = match others {
            [] => (*last).to_owned(),
            others => format!("{} and {last}", others.join(", ")),
        };
        let finding = Finding::warning(
            rules::lint::REFUSAL_RESPONSE,
            format!(
                "`{}` documents no response for {lacking}",
                operation.title()
            ),
        );
        Some(finding.at(operation.at).help(HELP))
    });
    findings.collect()
}

/// The same in one finding.
pub fn noted(contract: &Contract) -> Option<Finding> {
    let mut found = undocumented(contract);
    if found.len() < 2 {
        return found.pop();
    }
    let message = format!(
        "{} operations document no response for something that is refused of their requests \
         (`lint` tells of each): {}",
        found.len(),
        found[0].message,
    );
    let finding = Finding::warning(rules::lint::REFUSAL_RESPONSE, message);
    Some(
        Finding {
            at: found[0].at,
            ..finding
        }
        .help(HELP),
    )
}

const HELP: &str = "document one of these statuses, `4XX` or `default`: without it the server's \
                    response is a problem (RFC 9457) that is not documented";

/// What an operation documents no response for, in words.
fn lacking(operation: &Operation, contract: &Contract) -> Vec<&'static str> {
    let is_any_text = |refused: &Refused| {
        *refused == Refused::PathParameter
            && operation
                .parameters
                .iter()
                .filter(|parameter| parameter.location == Location::Path)
                .all(|parameter| is_any_text(&parameter.schema, contract))
    };
    let refusals = refusals(operation).into_iter();
    let lacking = refusals.filter(|(refused, fitting)| fitting.is_none() && !is_any_text(refused));
    let mut told: Vec<&str> = lacking.map(|(refused, _)| refused.told()).collect();
    told.dedup();
    told
}

fn is_any_text(schema: &Node, contract: &Contract) -> bool {
    const BOUNDS: [&str; 6] = [
        "enum",
        "const",
        "pattern",
        "minLength",
        "maxLength",
        "format",
    ];
    let component = schema
        .text("$ref")
        .and_then(|reference| contract.schemas.get(reference.strip_prefix(SCHEMAS)?));
    let schema = component.unwrap_or(schema);
    schema.text("type") == Some("string") && !BOUNDS.iter().any(|keyword| schema.has(keyword))
}
