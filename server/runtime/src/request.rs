//! Reading requests: credentials, parameters, bodies. What is read here is of the shape that the
//! contract gives it; whether it is within the schema's bounds is for the types that it is read as.

use std::fmt;
use std::net::{IpAddr, SocketAddr};
use std::sync::atomic::AtomicBool;

use percent_encoding::percent_decode_str;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::pairs;
use super::refusal::{Refusal, RefusalKind};
use super::route;

/// What is known of a request before its handler runs.
#[derive(Clone, Debug)]
pub struct Exchange {
    /// Dropshot's id of the request: a UUID, which the response carries as
    /// `x-request-id`.
    pub request_id: String,
    /// The other end of the connection: of a proxy, where there is one.
    pub remote_addr: SocketAddr,
    /// The client: what proxies that are trusted say ([`Front::proxies`](super::Front::proxies)),
    /// else the other end of the connection.
    pub client: IpAddr,
    /// The operation's [`ID`](super::operation::Operation::ID).
    pub operation_id: &'static str,
    /// What the server keeps with the request: see [`Service::arrived`](super::Service::arrived).
    pub extensions: http::Extensions,
}

/// A credential as it came. It never prints itself.
#[derive(Clone)]
pub struct Secret(String);

impl Secret {
    /// The credential itself.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(…)")
    }
}

/// The type that the text of a parameter stands for: the `type` of its schema
/// (OpenAPI 3.1.1, section 4.4), without its bounds.
#[derive(Clone, Copy, Debug)]
pub enum Shape {
    /// The text itself.
    String,
    /// A whole number in decimal digits, of 64 bits with a sign or without.
    Integer,
    /// A number as it is read as an `f64`, and finite.
    Number,
    /// `true` or `false`.
    Boolean,
    /// An array of such items.
    List(&'static Shape),
    /// Properties by their names, and all others, where the contract allows
    /// some.
    Object(&'static [(&'static str, Shape)], Option<&'static Shape>),
    /// One of them: the first that makes a valid value.
    Either(&'static [Shape]),
    /// Whatever JSON value the text is, else the text.
    Any,
}

impl Shape {
    /// The value that one text stands for. Lists and objects are JSON in it.
    pub(super) fn value(self, text: &str) -> Result<Value, String> {
        let not = |what: &str| Err(format!("`{text}` is not {what}"));
        Ok(match self {
            Shape::String => text.into(),
            Shape::Integer => match (text.parse::<i64>(), text.parse::<u64>()) {
                (Ok(number), _) => number.into(),
                (_, Ok(number)) => number.into(),
                _ => return not("an integer"),
            },
            Shape::Number => match text
                .parse::<f64>()
                .ok()
                .and_then(serde_json::Number::from_f64)
            {
                Some(number) => Value::Number(number),
                None => return not("a number"),
            },
            Shape::Boolean => match text {
                "true" => true.into(),
                "false" => false.into(),
                _ => return not("`true` or `false`"),
            },
            Shape::List(_) | Shape::Object(_, _) => match serde_json::from_str(text) {
                Ok(value) => value,
                Err(_) => return not("JSON"),
            },
            Shape::Either(shapes) => {
                let found = shapes.iter().find_map(|shape| shape.value(text).ok());
                found.unwrap_or_else(|| text.into())
            }
            Shape::Any => serde_json::from_str(text).unwrap_or_else(|_| text.into()),
        })
    }

    /// The values that one text may stand for, the likeliest first.
    pub(super) fn values(self, text: &str) -> Vec<Result<Value, String>> {
        match self {
            Shape::Any => vec![self.value(text), Ok(text.into())],
            Shape::Either(shapes) => {
                let values = shapes.iter().flat_map(|shape| shape.values(text));
                values.collect()
            }
            shape => vec![shape.value(text)],
        }
    }
}

/// The head of a request, taken apart: where parameters and credentials are read from. The body is
/// read apart from it.
pub struct RequestParts {
    template: &'static str,
    pub(super) head: http::request::Parts,
    query: Vec<(String, Text)>,
    /// Whether the response depends on `Accept`.
    pub(super) is_negotiated: AtomicBool,
}

/// What was sent, decoded, or why that cannot be.
type Text = Result<String, String>;

impl RequestParts {
    /// `template` is the contract's path, which the request was routed by: what
    /// stands for its variables is read from it.
    pub fn new(template: &'static str, head: http::request::Parts) -> Self {
        RequestParts {
            template,
            query: pairs::split(head.uri.query().unwrap_or_default())
                .map(|(name, raw)| (pairs::lossy(name), pairs::plain(raw)))
                .collect(),
            head,
            is_negotiated: AtomicBool::new(false),
        }
    }

    /// The first value of a header; none when it is not there, or not visible
    /// ASCII.
    pub fn header_text(&self, name: &str) -> Option<&str> {
        self.head.headers.get(name)?.to_str().ok()
    }

    /// A credential in a header (`in: header`; OpenAPI 3.1.1, section 4.8.27).
    /// One that is not text, or is there twice, is a
    /// credential too, and never a valid one.
    pub fn header_credential(&self, name: &str) -> Option<Secret> {
        let values = self.head.headers.get_all(name).iter();
        let mut texts = values.map(|value| String::from_utf8_lossy(value.as_bytes()));
        let mut all = texts.next()?.into_owned();
        for another in texts {
            all.push_str(", ");
            all.push_str(&another);
        }
        Some(Secret(all))
    }

    /// A credential in the query (`in: query`); the first where there are several.
    pub fn query_credential(&self, name: &str) -> Option<Secret> {
        let raw = pairs::split(self.head.uri.query().unwrap_or_default());
        let (_, raw) = raw.into_iter().find(|(key, _)| pairs::lossy(key) == name)?;
        Some(Secret(pairs::lossy(raw)))
    }

    /// A credential in a cookie (`in: cookie`), as it was sent.
    pub fn cookie_credential(&self, name: &str) -> Option<Secret> {
        self.cookie(name).map(|value| Secret(value.to_owned()))
    }

    /// What follows the scheme in `Authorization` (RFC 9110, section 11.4): the
    /// token of `Bearer` (RFC 6750), the Base64 of `Basic` (RFC 7617). Schemes
    /// are compared without regard to case.
    pub fn authorization(&self, scheme: &str) -> Option<Secret> {
        let Secret(value) = self.header_credential("authorization")?;
        let (found, credentials) = value.split_once(' ').unwrap_or((&value, ""));
        found
            .eq_ignore_ascii_case(scheme)
            .then(|| Secret(credentials.trim().to_owned()))
    }

    /// A parameter of the path that is one word, without percent-encoding. Others
    /// are read by [`RequestParts::styled_path`].
    ///
    /// # Errors
    /// [`RefusalKind::PathParameter`], when it is not of the shape, or not a `T`.
    pub fn path<T: DeserializeOwned>(&self, name: &str, shape: Shape) -> Result<T, Refusal> {
        let values = decoded(self.raw_path(name)).map(|text| shape.values(&text));
        decode(values, "path", name)
    }

    /// What stands for a variable of the path, as it was sent.
    pub(super) fn raw_path(&self, name: &str) -> &str {
        route::variable(self.template, self.head.uri.path(), name).unwrap_or_default()
    }

    /// A parameter of the query that is one word, decoded as a form is (the URL
    /// standard, "application/x-www-form-urlencoded parsing"); none when it is
    /// not there.
    ///
    /// # Errors
    /// [`RefusalKind::Parameter`], when it is there twice, not of the shape, or
    /// not a `T`.
    pub fn query<T: DeserializeOwned>(
        &self,
        name: &str,
        shape: Shape,
    ) -> Result<Option<T>, Refusal> {
        let mut texts = self.query.iter().filter(|(key, _)| key == name);
        match (texts.next(), texts.next()) {
            (None, _) => Ok(None),
            (Some((_, text)), None) => {
                let values = text.as_ref().map(|text| shape.values(text));
                decode(values.map_err(Clone::clone), "query", name).map(Some)
            }
            _ => Err(invalid("query", name, "it is there twice")),
        }
    }

    /// Whether a parameter of the query is there once, and empty: where the
    /// contract allows that (`allowEmptyValue`; OpenAPI 3.1.1, section
    /// 4.8.12.2), it stands for one that is left out.
    pub fn has_empty(&self, name: &str) -> bool {
        let mut texts = self.query.iter().filter(|(key, _)| key == name);
        let is_empty = |text: &Text| text.as_ref().is_ok_and(String::is_empty);
        texts.next().is_some_and(|(_, text)| is_empty(text)) && texts.next().is_none()
    }

    /// A header that is one word; none when it is not there, the first value
    /// where there are several.
    ///
    /// # Errors
    /// [`RefusalKind::Parameter`], when it is not visible ASCII, not of the shape,
    /// or not a `T`.
    pub fn header<T: DeserializeOwned>(
        &self,
        name: &str,
        shape: Shape,
    ) -> Result<Option<T>, Refusal> {
        match self.head.headers.get(name) {
            None => Ok(None),
            Some(value) => match value.to_str() {
                Ok(text) => decode(Ok(shape.values(text)), "header", name).map(Some),
                Err(_) => Err(invalid("header", name, "it is not visible ASCII")),
            },
        }
    }

    /// A cookie that is one word, without percent-encoding; none when it is not
    /// there, the first where there are several (RFC 6265, section 4.2).
    ///
    /// # Errors
    /// [`RefusalKind::Parameter`], when it is not of the shape, or not a `T`.
    pub fn cookie_parameter<T: DeserializeOwned>(
        &self,
        name: &str,
        shape: Shape,
    ) -> Result<Option<T>, Refusal> {
        match self.cookie(name) {
            None => Ok(None),
            Some(raw) => {
                let values = decoded(raw).map(|text| shape.values(&text));
                decode(values, "cookie", name).map(Some)
            }
        }
    }

    fn cookie(&self, name: &str) -> Option<&str> {
        self.cookies()
            .find(|(key, _)| *key == name)
            .map(|(_, value)| value)
    }

    /// The cookies as they were sent.
    pub(super) fn cookies(&self) -> impl Iterator<Item = (&str, &str)> {
        self.head
            .headers
            .get_all(http::header::COOKIE)
            .iter()
            .filter_map(|header| header.to_str().ok())
            .flat_map(|header| header.split(';'))
            .filter_map(|pair| pair.trim().split_once('='))
    }
}

/// A value as a segment of a path, percent-encoded and in the style `simple`,
/// for links to operations. Empty when the value cannot be written.
pub fn path_segment(value: &impl serde::Serialize) -> String {
    match serde_json::to_value(value) {
        Ok(Value::Array(items)) => items.iter().map(encoded).collect::<Vec<_>>().join(","),
        Ok(value) => encoded(&value),
        Err(_) => String::new(),
    }
}

/// The path of a template, with what stands for its variables in their order.
pub fn path_of(template: &str, values: &[String]) -> String {
    let mut path = String::with_capacity(template.len());
    let mut rest = template;
    for value in values {
        let Some((before, (_, after))) = rest
            .split_once('{')
            .and_then(|(before, rest)| Some((before, rest.split_once('}')?)))
        else {
            break;
        };
        path.push_str(before);
        path.push_str(value);
        rest = after;
    }
    path.push_str(rest);
    path
}

/// One value of a path, percent-encoded.
pub(super) fn encoded(value: &Value) -> String {
    const KEPT: &percent_encoding::AsciiSet = &percent_encoding::NON_ALPHANUMERIC
        .remove(b'-')
        .remove(b'.')
        .remove(b'_')
        .remove(b'~')
        .remove(b'@');
    let text = match value {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    };
    percent_encoding::utf8_percent_encode(&text, KEPT).to_string()
}

/// A parameter that must be there (`required`; OpenAPI 3.1.1, section
/// 4.8.12.2). `location` is `query`, `header` or `cookie`.
///
/// # Errors
/// [`RefusalKind::Parameter`], when it is not there.
pub fn required<T>(value: Option<T>, location: &str, name: &str) -> Result<T, Refusal> {
    value.ok_or_else(|| {
        Refusal::new(
            RefusalKind::Parameter,
            format!("The {location} parameter `{name}` is missing."),
        )
    })
}

/// A parameter, or what the contract has for one that is left out: its schema's
/// `default`, in JSON.
///
/// # Errors
/// [`RefusalKind::Parameter`], when the default itself is not valid: the contract
/// is wrong then.
pub fn or_default<T: DeserializeOwned>(
    value: Option<T>,
    default: &'static str,
) -> Result<T, Refusal> {
    value.map_or_else(
        || {
            serde_json::from_str(default).map_err(|error| {
                Refusal::new(
                    RefusalKind::Parameter,
                    format!("The default {default} cannot be taken: {error}."),
                )
            })
        },
        Ok,
    )
}

/// A body in JSON (RFC 8259).
///
/// # Errors
/// [`RefusalKind::Body`], when it is not JSON, or not a `T`.
pub fn json_body<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, Refusal> {
    serde_json::from_slice(bytes).map_err(|error| invalid_body(&error.to_string()))
}

/// A body that is text in UTF-8.
///
/// # Errors
/// [`RefusalKind::Body`], when it is not UTF-8.
pub fn text_body(bytes: Vec<u8>) -> Result<String, Refusal> {
    String::from_utf8(bytes).map_err(|_| invalid_body("it is not UTF-8"))
}

/// A body that is a text of the shape, in UTF-8.
///
/// # Errors
/// [`RefusalKind::Body`], when it is not UTF-8, not of the shape, or not a `T`.
pub fn typed_text_body<T: DeserializeOwned>(bytes: Vec<u8>, shape: Shape) -> Result<T, Refusal> {
    let text = text_body(bytes)?;
    first_valid(shape.values(&text)).map_err(|error| invalid_body(&error))
}

/// Without percent-encoding (RFC 3986, section 2.1).
pub(super) fn decoded(raw: &str) -> Result<String, String> {
    match percent_decode_str(raw).decode_utf8() {
        Ok(text) => Ok(text.into_owned()),
        Err(_) => Err("it is not UTF-8".into()),
    }
}

/// The first of `values` that is valid; the first error where none is.
pub(super) fn decode<T: DeserializeOwned>(
    values: Result<Vec<Result<Value, String>>, String>,
    location: &str,
    name: &str,
) -> Result<T, Refusal> {
    values
        .and_then(first_valid)
        .map_err(|error| invalid(location, name, &error))
}

fn first_valid<T: DeserializeOwned>(values: Vec<Result<Value, String>>) -> Result<T, String> {
    let mut first = None;
    for value in values {
        let read = value
            .and_then(|value| serde_json::from_value(value).map_err(|error| error.to_string()));
        match read {
            Ok(value) => return Ok(value),
            Err(error) => first = first.or(Some(error)),
        }
    }
    Err(first.unwrap_or_default())
}

pub(super) fn invalid(location: &str, name: &str, detail: &str) -> Refusal {
    let kind = match location {
        "path" => RefusalKind::PathParameter,
        _ => RefusalKind::Parameter,
    };
    Refusal::new(
        kind,
        format!("The {location} parameter `{name}` is not valid: {detail}."),
    )
}

pub(super) fn invalid_body(detail: &str) -> Refusal {
    Refusal::new(
        RefusalKind::Body,
        format!("The body is not valid: {detail}."),
    )
}
