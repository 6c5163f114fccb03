//! Requests read back from what travelled: their arguments, and what of them is not as the
//! document says.

use serde_json::Value;

use super::body::{BodyReader, judge};
use super::judges::Judges;
use super::media::matches;
use super::message::Request;
use super::operation::{Content, Location, Operation, Parameter, SchemeKind};
use super::operations::Operations;
use super::request::{Argument, Arguments, Written};
use super::styles::{Back, Form};
use super::text::Reader;
use super::violation::{Place, Violation};
use crate::report::Direction;

/// A request, understood.
#[derive(Clone, Debug, Default)]
pub struct Reading {
    pub arguments: Arguments,
    pub violations: Vec<Violation>,
}

/// The pairs of a query or a form, as they travelled.
pub fn parse_query(query: &str) -> Vec<(String, String)> {
    let pairs = query.split('&').filter(|pair| !pair.is_empty());
    pairs
        .map(|pair| {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            (name.to_owned(), value.to_owned())
        })
        .collect()
}

/// Reads a request that was routed to an operation. Parameters that the document does not have
/// are passed over; so are credentials, which [`Operations::lacks_credentials`] is about.
pub fn read_request<'a>(
    operations: &Operations<'a>,
    operation: &Operation<'a>,
    variables: &[(&str, String)],
    request: &Request,
    reader: Reader,
) -> Reading {
    let mut reading = Reading::default();
    let query = parse_query(request.query().unwrap_or_default());
    let cookies = request
        .headers
        .all("cookie")
        .flat_map(|line| line.split(';'));
    let cookies: Vec<(String, String)> = cookies
        .filter_map(|pair| pair.trim().split_once('='))
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .collect();
    let back = Back {
        judges: &operations.judges,
        direction: Direction::Request,
        reader,
    };
    for parameter in &operation.parameters {
        let form = Form::of(parameter);
        let schema = match parameter.media_type {
            Some(_) => None,
            None => parameter.schema,
        };
        let value = match parameter.location {
            Location::Path => variables
                .iter()
                .find(|(name, _)| *name == parameter.name)
                .map(|(_, text)| back.text(form, parameter.name, schema, text)),
            Location::Header => request
                .headers
                .joined(parameter.name)
                .map(|text| back.text(form, parameter.name, schema, &text)),
            Location::Query => back.pairs(form, parameter.name, schema, &query),
            Location::Cookie => back.pairs(form, parameter.name, schema, &cookies),
        };
        let value = value.map(|value| content_of(parameter, value));
        judge_parameter(
            &operations.judges,
            parameter,
            value.as_ref(),
            &mut reading.violations,
        );
        if let Some(value) = value {
            let name = parameter.name.to_owned();
            let argument = (parameter.location, name, Argument::Value(value));
            reading.arguments.parameters.push(argument);
        }
    }
    read_body(operations, operation, request, reader, &mut reading);
    reading
}

/// The value in a text that is content of a media type.
fn content_of(parameter: &Parameter<'_>, value: Value) -> Value {
    match (parameter.media_type, &value) {
        (Some(_), Value::String(text)) => serde_json::from_str(text).unwrap_or(value),
        _ => value,
    }
}

fn judge_parameter<'a>(
    judges: &Judges<'a>,
    parameter: &Parameter<'a>,
    value: Option<&Value>,
    out: &mut Vec<Violation>,
) {
    let place = Place::Parameter(parameter.location, parameter.name.to_owned());
    match (value, parameter.schema) {
        (None, _) if parameter.required => out.push(Violation {
            message: format!("{place} is missing"),
            place,
            pointer: String::new(),
            rule: "required".to_owned(),
            at: parameter.at,
        }),
        (Some(value), Some(schema)) => {
            judge(judges, Direction::Request, schema, value, &place, out);
        }
        _ => {}
    }
}

/// The content that a media type is of: named ones go before ranges.
pub fn content_for<'c, 'a>(
    contents: &'c [Content<'a>],
    media_type: &str,
) -> Option<&'c Content<'a>> {
    let fitting = contents
        .iter()
        .filter(|content| matches(content.media_type, media_type));
    fitting.min_by_key(|content| content.media_type.matches('*').count())
}

fn read_body<'a>(
    operations: &Operations<'a>,
    operation: &Operation<'a>,
    request: &Request,
    reader: Reader,
    reading: &mut Reading,
) {
    let Some(body) = &operation.body else {
        return;
    };
    let media_type = request.headers.get("content-type");
    let broken = |rule: &str, message: String| Violation {
        place: Place::Body,
        pointer: String::new(),
        rule: rule.to_owned(),
        message,
        at: body.at,
    };
    if request.body.is_empty() && media_type.is_none() {
        if body.required {
            let message = "the body is missing".to_owned();
            reading.violations.push(broken("required", message));
        }
        return;
    }
    let content = media_type.and_then(|media_type| content_for(&body.contents, media_type));
    let (Some(media_type), Some(content)) = (media_type, content) else {
        let known: Vec<&str> = body.contents.iter().map(|one| one.media_type).collect();
        let message = match media_type {
            Some(media_type) => format!("`{media_type}` is none of {}", known.join(", ")),
            None => "the body has no media type".to_owned(),
        };
        reading.violations.push(broken("media-type", message));
        return;
    };
    let bodies = BodyReader {
        judges: &operations.judges,
        direction: Direction::Request,
        reader,
    };
    let value = bodies.read(content, media_type, &request.body, &mut reading.violations);
    let written = match value {
        Some(value) => {
            if let Some(schema) = content.schema {
                bodies.judge(schema, &value, &Place::Body, &mut reading.violations);
            }
            Written::Value(value)
        }
        None => Written::Raw(request.body.clone()),
    };
    reading.arguments.body = Some((content.media_type.to_owned(), written));
}

impl<'a> Operations<'a> {
    /// The names of the schemes, one of each alternative, that a request has nothing for; none
    /// when one alternative is met, as far as can be seen from outside.
    pub fn lacks_credentials(
        &self,
        operation: &Operation<'a>,
        request: &Request,
    ) -> Option<Vec<&'a str>> {
        let mut lacking = Vec::new();
        for alternative in &operation.security {
            let mut schemes = alternative.schemes.iter();
            match schemes.find(|(name, _)| !self.has_credential(name, request)) {
                Some((name, _)) => lacking.push(*name),
                None => return None,
            }
        }
        (!lacking.is_empty()).then_some(lacking)
    }

    /// Whether a request has something for a scheme; what no request shows is taken to be there.
    pub fn has_credential(&self, scheme: &str, request: &Request) -> bool {
        let Some(scheme) = self.schemes.get(scheme) else {
            return true;
        };
        let authorization = request.headers.get("authorization").unwrap_or_default();
        let is_of = |wanted: &str| {
            let (scheme, rest) = authorization.split_once(' ').unwrap_or_default();
            scheme.eq_ignore_ascii_case(wanted) && !rest.trim().is_empty()
        };
        match &scheme.kind {
            SchemeKind::ApiKey { location, name } => match location {
                Location::Header => request.headers.get(name).is_some(),
                Location::Query => parse_query(request.query().unwrap_or_default())
                    .iter()
                    .any(|(known, _)| known == name),
                Location::Cookie => request
                    .headers
                    .all("cookie")
                    .flat_map(|line| line.split(';'))
                    .any(|pair| pair.trim().split('=').next() == Some(*name)),
                Location::Path => true,
            },
            SchemeKind::Http(scheme) => is_of(scheme),
            SchemeKind::OAuth2 | SchemeKind::OpenIdConnect => is_of("bearer"),
            SchemeKind::MutualTls | SchemeKind::Unknown => true,
        }
    }
}
