//! Requests written from arguments, by OpenAPI's rules.

use serde_json::Value;

use super::body;
use super::message::{Headers, Request};
use super::operation::{Location, Operation, Parameter};
use super::styles::{Form, escape};

/// What a request is made of. What is not as any contract would have it can be said, too: raw
/// texts, parameters said twice, bodies that are no value.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Arguments {
    /// Several of one name: sent as often.
    pub parameters: Vec<(Location, String, Argument)>,
    /// The media type as the document writes it, or another one; and the content.
    pub body: Option<(String, Written)>,
    /// More header fields: credentials, `Accept`.
    pub headers: Vec<(String, String)>,
    /// More of the query, as it is sent: credentials.
    pub query: Vec<(String, String)>,
    /// More cookies.
    pub cookies: Vec<(String, String)>,
}

#[derive(Clone, Debug, PartialEq)]
pub enum Argument {
    /// Written in the style of its parameter.
    Value(Value),
    /// As it is sent.
    Raw(String),
}

#[derive(Clone, Debug, PartialEq)]
pub enum Written {
    /// Written as its media type writes values.
    Value(Value),
    Raw(Vec<u8>),
}

/// Why there is no such request.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum Unwritable {
    #[error("the {} parameter `{name}` cannot say this value", location.name())]
    Parameter { location: Location, name: String },
    #[error("the path has no value for `{0}`")]
    Missing(String),
    #[error("{0} cannot say this value")]
    Body(String),
}

impl Arguments {
    /// Whether a number is larger than most services count: the contract may allow it, and no
    /// author meant it.
    pub fn has_huge_number(&self) -> bool {
        fn is_huge(value: &Value) -> bool {
            match value {
                Value::Number(number) => number
                    .as_f64()
                    .is_some_and(|number| number.abs() > f64::from(i32::MAX)),
                Value::Array(items) => items.iter().any(is_huge),
                Value::Object(members) => members.values().any(is_huge),
                _ => false,
            }
        }
        let of_parameter =
            |argument: &Argument| matches!(argument, Argument::Value(value) if is_huge(value));
        self.parameters
            .iter()
            .any(|(_, _, argument)| of_parameter(argument))
            || matches!(&self.body, Some((_, Written::Value(value))) if is_huge(value))
    }

    pub fn get(&self, location: Location, name: &str) -> Option<&Argument> {
        let mut all = self.parameters.iter();
        all.find(|(known, other, _)| *known == location && other == name)
            .map(|(_, _, argument)| argument)
    }

    /// Sets a parameter, in place of what it was.
    pub fn set(&mut self, location: Location, name: &str, argument: Argument) {
        let is_it =
            |(known, other, _): &(Location, String, Argument)| *known == location && other == name;
        match self.parameters.iter().position(is_it) {
            Some(index) => self.parameters[index].2 = argument,
            None => self.parameters.push((location, name.to_owned(), argument)),
        }
    }

    pub fn remove(&mut self, location: Location, name: &str) {
        self.parameters
            .retain(|(known, other, _)| !(*known == location && other == name));
    }
}

/// Writes a request. `base` goes before the path.
pub fn write_request(
    operation: &Operation<'_>,
    arguments: &Arguments,
    base: &str,
) -> Result<Request, Unwritable> {
    let mut path = operation.path.to_owned();
    let mut query: Vec<(String, Option<String>)> = Vec::new();
    let mut headers = Headers::default();
    let mut cookies: Vec<String> = Vec::new();
    for (location, name, argument) in &arguments.parameters {
        let unwritable = || Unwritable::Parameter {
            location: *location,
            name: name.clone(),
        };
        let known = operation.parameter(*location, name);
        match location {
            Location::Path => {
                let text = text(known, name, *location, argument).ok_or_else(unwritable)?;
                // Such segments are taken out on the way, whatever they are escaped as.
                let is_raw = matches!(argument, Argument::Raw(_));
                if !is_raw && ["", ".", ".."].contains(&text.as_str()) {
                    return Err(unwritable());
                }
                path = path.replace(&format!("{{{name}}}"), &text);
            }
            Location::Header => {
                let text = text(known, name, *location, argument).ok_or_else(unwritable)?;
                let fits = |c: char| (' '..='~').contains(&c);
                if !text.chars().all(fits) || text.trim() != text {
                    return Err(unwritable());
                }
                headers.push(name.clone(), text);
            }
            Location::Query => {
                query.extend(pairs(known, name, *location, argument).ok_or_else(unwritable)?);
            }
            Location::Cookie => {
                let own = pairs(known, name, *location, argument).ok_or_else(unwritable)?;
                let own = own.into_iter();
                cookies.extend(
                    own.map(|(name, value)| format!("{name}={}", value.unwrap_or_default())),
                );
            }
        }
    }
    if let Some(name) = super::route::variables(&path).first() {
        return Err(Unwritable::Missing((*name).to_owned()));
    }
    let own = arguments.query.iter();
    query.extend(own.map(|(name, value)| (escape(name), Some(escape(value)))));
    let own = arguments.cookies.iter();
    cookies.extend(own.map(|(name, value)| format!("{name}={value}")));
    for (name, value) in &arguments.headers {
        headers.push(name.clone(), value.clone());
    }
    if !cookies.is_empty() {
        headers.push("Cookie", cookies.join("; "));
    }
    let mut content = Vec::new();
    if let Some((media_type, written)) = &arguments.body {
        let (media_type, bytes) = written_body(operation, media_type, written)
            .ok_or_else(|| Unwritable::Body(media_type.clone()))?;
        if !media_type.is_empty() {
            headers.push("Content-Type", media_type);
        }
        content = bytes;
    }
    let mut target = format!("{base}{path}");
    for (index, (name, value)) in query.iter().enumerate() {
        target.push(if index == 0 { '?' } else { '&' });
        target.push_str(name);
        if let Some(value) = value {
            target.push('=');
            target.push_str(value);
        }
    }
    Ok(Request {
        method: operation.method.clone(),
        target,
        headers,
        body: content,
    })
}

/// The media type to send, and the bytes. A value of a media type that is not documented is
/// written as JSON.
fn written_body(
    operation: &Operation<'_>,
    media_type: &str,
    written: &Written,
) -> Option<(String, Vec<u8>)> {
    let value = match written {
        Written::Raw(bytes) => return Some((media_type.to_owned(), bytes.clone())),
        Written::Value(value) => value,
    };
    let contents = operation.body.iter().flat_map(|body| &body.contents);
    let mut own = contents.filter(|content| content.media_type == media_type);
    match own.next() {
        Some(content) => body::write(content, value),
        None => Some((media_type.to_owned(), value.to_string().into_bytes())),
    }
}

fn form_of(parameter: Option<&Parameter<'_>>, location: Location) -> Form {
    use super::operation::Style;
    let usual = match location {
        Location::Query | Location::Cookie => Style::Form,
        Location::Path | Location::Header => Style::Simple,
    };
    parameter.map_or(
        Form {
            style: usual,
            explode: usual == Style::Form,
            location,
            allow_reserved: false,
        },
        Form::of,
    )
}

/// A value that is content of a media type is one text.
fn as_content(parameter: Option<&Parameter<'_>>, value: &Value) -> Value {
    match parameter.and_then(|parameter| parameter.media_type) {
        Some(_) if !value.is_string() => value.to_string().into(),
        Some(media_type) if super::media::kind_of(media_type) == super::media::Kind::Json => {
            value.to_string().into()
        }
        _ => value.clone(),
    }
}

fn text(
    parameter: Option<&Parameter<'_>>,
    name: &str,
    location: Location,
    argument: &Argument,
) -> Option<String> {
    match argument {
        Argument::Raw(text) => Some(text.clone()),
        Argument::Value(value) => {
            let value = as_content(parameter, value);
            form_of(parameter, location).text(name, &value)
        }
    }
}

fn pairs(
    parameter: Option<&Parameter<'_>>,
    name: &str,
    location: Location,
    argument: &Argument,
) -> Option<Vec<(String, Option<String>)>> {
    match argument {
        Argument::Raw(text) => Some(vec![(escape(name), Some(text.clone()))]),
        Argument::Value(value) => {
            let value = as_content(parameter, value);
            let pairs = form_of(parameter, location).pairs(name, &value)?;
            Some(
                pairs
                    .into_iter()
                    .map(|(name, value)| (name, Some(value)))
                    .collect(),
            )
        }
    }
}
