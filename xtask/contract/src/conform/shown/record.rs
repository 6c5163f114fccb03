//! The case of a finding, as a report keeps it: the requests in their order, with what of them
//! is taken from earlier responses.

use data_encoding::BASE64;
use indexmap::IndexMap;
use serde::{Deserialize, Serialize};

use super::super::credentials::Environment;
use super::super::run::Expect;
use super::text::Text;
use crate::exchange::{Headers, Request, Response};

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Record {
    /// `GET /users/{id}`: what the finding is about.
    pub operation: String,
    /// What makes it another one than those of the same rule and operation.
    pub cause: String,
    #[serde(flatten)]
    pub manner: Manner,
    /// The last one shows it, and those before make what it needs.
    pub requests: Vec<Sent>,
}

/// How it is seen whether a case still shows its finding.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(tag = "by", rename_all = "kebab-case")]
pub enum Manner {
    /// By the last response.
    Response {
        expect: Expect,
        why: String,
        why_cause: String,
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        credentials: Vec<Proof>,
    },
    /// By what HEAD has beside GET, the last two.
    Head,
    /// By what comes back for bytes that are no HTTP.
    Bytes {
        what: String,
        must_refuse: bool,
        bytes: Text,
    },
    /// By all responses together: a walk with this seed makes the same requests.
    Walk { seed: u64 },
}

/// A credential of a request: its scheme, and its value as a shell says it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Proof {
    pub scheme: String,
    pub value: String,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Sent {
    /// Whose path it is.
    pub operation: String,
    pub method: String,
    pub target: Text,
    pub headers: Vec<(String, Text)>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub body: Option<Body>,
    /// What later requests take from the response, by name.
    #[serde(default, skip_serializing_if = "IndexMap::is_empty")]
    pub takes: IndexMap<String, Take>,
    /// The status that it had; none without a response.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<u16>,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Body {
    Text(Text),
    Base64(String),
}

/// What is taken, and what it was: that stands in for it where the response has none.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Take {
    pub from: Source,
    pub was: String,
}

/// Where in a response something is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Source {
    /// A header.
    Header(String),
    /// A place in the body. In its text it is the `nth` value of the member `name`.
    Body {
        pointer: String,
        name: String,
        nth: usize,
    },
}

impl Source {
    pub fn value(&self, response: &Response) -> Option<String> {
        match self {
            Source::Header(name) => {
                let value = response.headers.get(name)?;
                Some(match name.as_str() {
                    "location" => path_of(value).to_owned(),
                    _ => value.to_owned(),
                })
            }
            Source::Body { pointer, .. } => {
                let value: serde_json::Value = serde_json::from_slice(&response.body).ok()?;
                scalar(value.pointer(pointer)?)
            }
        }
    }
}

/// A text or an integer, as it is written in a path.
pub fn scalar(value: &serde_json::Value) -> Option<String> {
    match value {
        serde_json::Value::String(text) => Some(text.clone()),
        serde_json::Value::Number(number) if !number.is_f64() => Some(number.to_string()),
        _ => None,
    }
}

/// Path and query of a URL, or what is a path already.
pub fn path_of(location: &str) -> &str {
    match location.split_once("://") {
        Some((_, rest)) => rest.find('/').map_or("/", |start| &rest[start..]),
        None => location,
    }
}

impl Sent {
    /// The request itself; none when a credential or a value is not there.
    pub fn filled(
        &self,
        environment: &Environment,
        taken: &dyn Fn(&str) -> Option<String>,
    ) -> Option<Request> {
        let mut headers = Headers::default();
        for (name, value) in &self.headers {
            headers.push(name.clone(), value.filled(environment, taken)?);
        }
        Some(Request {
            method: self.method.clone(),
            target: self.target.filled(environment, taken)?,
            headers,
            body: match &self.body {
                None => Vec::new(),
                Some(Body::Text(text)) => text.filled(environment, taken)?.into_bytes(),
                Some(Body::Base64(text)) => BASE64.decode(text.as_bytes()).ok()?,
            },
        })
    }
}
