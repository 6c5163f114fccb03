// @generated from server/tests/layer/openapi.yaml by `cargo xtask generate`. Do not edit: change the contract.

//! Reading requests: credentials, parameters, bodies.

use std::fmt;
use std::net::SocketAddr;

use http_body_util::{BodyExt, LengthLimitError, Limited};
use percent_encoding::percent_decode_str;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::refusal::{Refusal, RefusalKind};
use super::route;

/// What is known of a request before its handler runs.
#[derive(Clone, Debug)]
pub struct Exchange {
    pub request_id: String,
    pub remote_addr: SocketAddr,
    /// The contract's operationId.
    pub operation_id: &'static str,
}

/// A credential as it came. It never prints itself.
#[derive(Clone)]
pub struct Secret(String);

impl Secret {
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(…)")
    }
}

/// The type that the text of a parameter stands for.
#[derive(Clone, Copy, Debug)]
pub enum Shape {
    String,
    Integer,
    Number,
    Boolean,
    /// Items, and what stands between them.
    Array(&'static Shape, char),
    /// An array whose items are parameters of the same name.
    Exploded(&'static Shape),
    /// Whatever JSON value the text is, else the text.
    Any,
}

impl Shape {
    fn value(self, text: &str) -> Result<Value, String> {
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
            Shape::Array(_, _) if text.is_empty() => Value::Array(Vec::new()),
            Shape::Array(item, separator) => text
                .split(separator)
                .map(|part| item.value(part))
                .collect::<Result<Value, _>>()?,
            Shape::Exploded(item) => Value::Array(vec![item.value(text)?]),
            Shape::Any => serde_json::from_str(text).unwrap_or_else(|_| text.into()),
        })
    }
}

/// A request taken apart.
pub struct RequestParts {
    template: &'static str,
    head: http::request::Parts,
    query: Vec<(String, String)>,
}

impl RequestParts {
    /// `template` is the contract's path, which the request was routed by.
    pub fn new(template: &'static str, head: http::request::Parts) -> Self {
        RequestParts {
            template,
            query: head.uri.query().map_or_else(Vec::new, |query| {
                form_urlencoded::parse(query.as_bytes())
                    .into_owned()
                    .collect()
            }),
            head,
        }
    }

    pub fn header_text(&self, name: &str) -> Option<&str> {
        self.head.headers.get(name)?.to_str().ok()
    }

    /// A credential in a header. One that is not text, or is there twice, is a
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

    pub fn query_credential(&self, name: &str) -> Option<Secret> {
        let found = self.query.iter().find(|(key, _)| key == name)?;
        Some(Secret(found.1.clone()))
    }

    pub fn cookie_credential(&self, name: &str) -> Option<Secret> {
        self.cookie(name).map(|value| Secret(value.to_owned()))
    }

    /// What follows the scheme in `Authorization` (RFC 9110, section 11.4).
    pub fn authorization(&self, scheme: &str) -> Option<Secret> {
        let Secret(value) = self.header_credential("authorization")?;
        let (found, credentials) = value.split_once(' ').unwrap_or((&value, ""));
        found
            .eq_ignore_ascii_case(scheme)
            .then(|| Secret(credentials.trim().to_owned()))
    }

    pub fn path<T: DeserializeOwned>(&self, name: &str, shape: Shape) -> Result<T, Refusal> {
        let raw = route::variable(self.template, self.head.uri.path(), name).unwrap_or_default();
        let refuse = |detail: String| {
            Refusal::new(
                RefusalKind::PathParameter,
                format!("The path parameter `{name}` is not valid: {detail}."),
            )
        };
        let text = percent_decode_str(raw)
            .decode_utf8()
            .map_err(|_| refuse("it is not UTF-8".into()))?;
        let value = shape.value(&text).map_err(refuse)?;
        serde_json::from_value(value).map_err(|error| refuse(error.to_string()))
    }

    pub fn query<T: DeserializeOwned>(
        &self,
        name: &str,
        shape: Shape,
    ) -> Result<Option<T>, Refusal> {
        let mut texts = self
            .query
            .iter()
            .filter(|(key, _)| key == name)
            .map(|(_, text)| text.as_str());
        if let Shape::Exploded(item) = shape {
            let values = texts
                .map(|text| item.value(text))
                .collect::<Result<Vec<_>, _>>();
            return match values {
                Ok(values) if values.is_empty() => Ok(None),
                values => decode(values.map(Value::Array), "query", name),
            };
        }
        match texts.next() {
            Some(_) if texts.next().is_some() => Err(invalid("query", name, "it is there twice")),
            None => Ok(None),
            Some(_) => self
                .query
                .iter()
                .find(|(key, _)| key == name)
                .map_or(Ok(None), |(_, text)| {
                    decode(shape.value(text), "query", name)
                }),
        }
    }

    pub fn header<T: DeserializeOwned>(
        &self,
        name: &str,
        shape: Shape,
    ) -> Result<Option<T>, Refusal> {
        match self.head.headers.get(name) {
            None => Ok(None),
            Some(value) => match value.to_str() {
                Ok(text) => decode(shape.value(text), "header", name),
                Err(_) => Err(invalid("header", name, "it is not visible ASCII")),
            },
        }
    }

    pub fn cookie_parameter<T: DeserializeOwned>(
        &self,
        name: &str,
        shape: Shape,
    ) -> Result<Option<T>, Refusal> {
        match self.cookie(name) {
            None => Ok(None),
            Some(text) => decode(shape.value(text), "cookie", name),
        }
    }

    fn cookie(&self, name: &str) -> Option<&str> {
        self.head
            .headers
            .get_all(http::header::COOKIE)
            .iter()
            .filter_map(|header| header.to_str().ok())
            .flat_map(|header| header.split(';'))
            .filter_map(|pair| pair.trim().split_once('='))
            .find(|(key, _)| *key == name)
            .map(|(_, value)| value)
    }

    /// The essence of `Content-Type`: without parameters, in small letters.
    pub fn media_type(&self) -> Option<String> {
        let value = self.header_text("content-type")?;
        let essence = value.split(';').next().unwrap_or_default();
        Some(essence.trim().to_ascii_lowercase())
    }

    /// Which of the contract's media types the body has; refused when none.
    pub fn choose_media_type(&self, expected: &[&str]) -> Result<usize, Refusal> {
        let found = self.media_type();
        let essence = found.as_deref().unwrap_or("application/octet-stream");
        let rank = |expected: &str| match expected.split_once('/') {
            _ if expected == essence => Some(0),
            Some(("*", "*")) => Some(3),
            Some((kind, "*")) => essence.starts_with(&format!("{kind}/")).then_some(2),
            _ if expected == "application/json" => essence.ends_with("+json").then_some(1),
            _ => None,
        };
        expected
            .iter()
            .enumerate()
            .filter_map(|(index, expected)| Some((rank(expected)?, index)))
            .min()
            .map(|(_, index)| index)
            .ok_or_else(|| {
                let expected = expected.join("` or `");
                let detail = match &found {
                    Some(found) => format!("The body is `{found}`, but must be `{expected}`."),
                    None => format!("The request has no `Content-Type`; it must be `{expected}`."),
                };
                Refusal::new(RefusalKind::MediaType, detail)
            })
    }
}

/// A value as a segment of a path, for links to operations.
pub fn path_segment(value: &impl serde::Serialize) -> String {
    const KEPT: &percent_encoding::AsciiSet = &percent_encoding::NON_ALPHANUMERIC
        .remove(b'-')
        .remove(b'.')
        .remove(b'_')
        .remove(b'~')
        .remove(b'@');
    let text = match serde_json::to_value(value) {
        Ok(Value::String(text)) => text,
        Ok(Value::Array(items)) => {
            let items = items.iter().map(|item| {
                item.as_str()
                    .map_or_else(|| item.to_string(), str::to_owned)
            });
            items.collect::<Vec<_>>().join(",")
        }
        Ok(other) => other.to_string(),
        Err(_) => String::new(),
    };
    percent_encoding::utf8_percent_encode(&text, KEPT).to_string()
}

/// A parameter that must be there.
pub fn required<T>(value: Option<T>, location: &str, name: &str) -> Result<T, Refusal> {
    value.ok_or_else(|| {
        Refusal::new(
            RefusalKind::Parameter,
            format!("The {location} parameter `{name}` is missing."),
        )
    })
}

/// A body in JSON.
pub fn json_body<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, Refusal> {
    serde_json::from_slice(bytes).map_err(|error| invalid_body(&error.to_string()))
}

/// A body that is a form: a JSON object of its fields, read as `T`.
pub fn form_body<T: DeserializeOwned>(
    bytes: &[u8],
    shapes: &[(&str, Shape)],
) -> Result<T, Refusal> {
    let mut fields = serde_json::Map::new();
    for (name, text) in form_urlencoded::parse(bytes) {
        let shape = shapes
            .iter()
            .find(|(known, _)| *known == name)
            .map_or(Shape::String, |(_, shape)| *shape);
        let value = shape
            .value(&text)
            .map_err(|error| invalid_body(&format!("`{name}`: {error}")))?;
        match (fields.get_mut(&*name), value) {
            (Some(Value::Array(items)), Value::Array(more)) => items.extend(more),
            (Some(_), _) => return Err(invalid_body(&format!("`{name}` is there twice"))),
            (None, value) => {
                fields.insert(name.into_owned(), value);
            }
        }
    }
    serde_json::from_value(Value::Object(fields)).map_err(|error| invalid_body(&error.to_string()))
}

/// A body that is text.
pub fn text_body(bytes: Vec<u8>) -> Result<String, Refusal> {
    String::from_utf8(bytes).map_err(|_| invalid_body("it is not UTF-8"))
}

/// Reads a body of at most `limit` bytes.
pub(super) async fn read_body(body: dropshot::Body, limit: usize) -> Result<Vec<u8>, Refusal> {
    match Limited::new(body, limit).collect().await {
        Ok(collected) => Ok(collected.to_bytes().to_vec()),
        Err(error) if error.is::<LengthLimitError>() => Err(Refusal::new(
            RefusalKind::BodyTooLarge,
            format!("The body is larger than {limit} bytes."),
        )),
        Err(_) => Err(invalid_body("it ends early")),
    }
}

fn decode<T: DeserializeOwned>(
    value: Result<Value, String>,
    location: &str,
    name: &str,
) -> Result<Option<T>, Refusal> {
    let value = value.map_err(|error| invalid(location, name, &error))?;
    serde_json::from_value(value)
        .map(Some)
        .map_err(|error| invalid(location, name, &error.to_string()))
}

fn invalid(location: &str, name: &str, detail: &str) -> Refusal {
    Refusal::new(
        RefusalKind::Parameter,
        format!("The {location} parameter `{name}` is not valid: {detail}."),
    )
}

fn invalid_body(detail: &str) -> Refusal {
    Refusal::new(
        RefusalKind::Body,
        format!("The body is not valid: {detail}."),
    )
}
