//! One operation of a document as it is written, and what it is made of.

use std::collections::HashMap;

use serde_json::Value;

use super::media::Kind;
use crate::document::{Node, Position};

pub struct Operation<'a> {
    /// Its place among all.
    pub index: usize,
    /// As it is sent: `GET`.
    pub method: String,
    /// The template.
    pub path: &'a str,
    /// The path of the first server, without a `/` at its end.
    pub base: String,
    pub id: Option<&'a str>,
    pub parameters: Vec<Parameter<'a>>,
    pub body: Option<Body<'a>>,
    pub responses: Vec<Documented<'a>>,
    /// The alternatives, one of which is enough; none at all: nobody has to prove anything.
    pub security: Vec<Requirement<'a>>,
    pub at: Position,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Location {
    Path,
    Query,
    Header,
    Cookie,
}

impl Location {
    pub fn name(self) -> &'static str {
        match self {
            Location::Path => "path",
            Location::Query => "query",
            Location::Header => "header",
            Location::Cookie => "cookie",
        }
    }

    pub fn of(name: &str) -> Option<Location> {
        Some(match name {
            "path" => Location::Path,
            "query" => Location::Query,
            "header" => Location::Header,
            "cookie" => Location::Cookie,
            _ => return None,
        })
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Style {
    Simple,
    Label,
    Matrix,
    Form,
    SpaceDelimited,
    PipeDelimited,
    DeepObject,
}

impl Style {
    pub fn of(name: &str) -> Option<Style> {
        Some(match name {
            "simple" => Style::Simple,
            "label" => Style::Label,
            "matrix" => Style::Matrix,
            "form" | "cookie" => Style::Form,
            "spaceDelimited" => Style::SpaceDelimited,
            "pipeDelimited" => Style::PipeDelimited,
            "deepObject" => Style::DeepObject,
            _ => return None,
        })
    }
}

#[derive(Clone, Debug)]
pub struct Parameter<'a> {
    pub name: &'a str,
    pub location: Location,
    pub required: bool,
    pub style: Style,
    pub explode: bool,
    pub allow_reserved: bool,
    pub schema: Option<&'a Node>,
    /// The media type, when its value is written as content.
    pub media_type: Option<&'a str>,
    pub examples: Vec<Value>,
    pub at: Position,
}

#[derive(Clone, Debug)]
pub struct Body<'a> {
    pub required: bool,
    pub contents: Vec<Content<'a>>,
    pub at: Position,
}

#[derive(Clone, Debug)]
pub struct Content<'a> {
    /// As it is written, with parameters or as a range.
    pub media_type: &'a str,
    pub kind: Kind,
    pub schema: Option<&'a Node>,
    pub encoding: HashMap<&'a str, Encoding<'a>>,
    pub examples: Vec<(&'a str, Value)>,
    pub at: Position,
}

/// How a property of a form is written.
#[derive(Clone, Debug)]
pub struct Encoding<'a> {
    pub content_type: Option<&'a str>,
    /// None: nothing is said of style, explode or reserved characters.
    pub style: Option<Style>,
    pub explode: Option<bool>,
}

/// Which statuses a response is documented for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum StatusKey {
    Exact(u16),
    /// `4XX` is 4.
    Range(u16),
    Default,
}

impl std::fmt::Display for StatusKey {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            StatusKey::Exact(status) => write!(out, "{status}"),
            StatusKey::Range(first) => write!(out, "{first}XX"),
            StatusKey::Default => out.write_str("default"),
        }
    }
}

/// A response of the document.
#[derive(Clone, Debug)]
pub struct Documented<'a> {
    pub status: StatusKey,
    /// Its description.
    pub says: &'a str,
    pub headers: Vec<Header<'a>>,
    pub contents: Vec<Content<'a>>,
    pub links: Vec<Link<'a>>,
    pub at: Position,
}

#[derive(Clone, Debug)]
pub struct Header<'a> {
    pub name: &'a str,
    pub required: bool,
    pub explode: bool,
    pub schema: Option<&'a Node>,
    pub media_type: Option<&'a str>,
    pub at: Position,
}

#[derive(Clone, Debug)]
pub struct Link<'a> {
    pub name: &'a str,
    pub operation_id: Option<&'a str>,
    pub operation_ref: Option<&'a str>,
    /// Names of parameters, perhaps as `path.id`, and runtime expressions or values.
    pub parameters: Vec<(&'a str, &'a Node)>,
    pub at: Position,
}

/// Schemes that are all demanded, with their scopes. None: whoever asks is served.
#[derive(Clone, Debug)]
pub struct Requirement<'a> {
    pub schemes: Vec<(&'a str, Vec<&'a str>)>,
}

#[derive(Clone, Debug)]
pub struct Scheme<'a> {
    pub kind: SchemeKind<'a>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SchemeKind<'a> {
    ApiKey {
        location: Location,
        name: &'a str,
    },
    /// `basic`, `bearer` and others, in lower case.
    Http(String),
    /// Both send a bearer token.
    OAuth2,
    OpenIdConnect,
    MutualTls,
    Unknown,
}

impl<'a> Operation<'a> {
    /// `GET /users/{id}`
    pub fn title(&self) -> String {
        format!("{} {}", self.method, self.path)
    }

    /// Whether a name of a person means this operation: its id, or `GET /users/{id}`.
    pub fn is_called(&self, name: &str) -> bool {
        self.id == Some(name) || self.title() == name || self.path == name
    }

    /// The documented response for a status: itself, then its range, then the default.
    pub fn response(&self, status: u16) -> Option<&Documented<'a>> {
        let of = |key| self.responses.iter().find(move |known| known.status == key);
        of(StatusKey::Exact(status))
            .or_else(|| of(StatusKey::Range(status / 100)))
            .or_else(|| of(StatusKey::Default))
    }

    pub fn parameter(&self, location: Location, name: &str) -> Option<&Parameter<'a>> {
        self.parameters.iter().find(|known| {
            known.location == location
                && match location {
                    Location::Header => known.name.eq_ignore_ascii_case(name),
                    _ => known.name == name,
                }
        })
    }
}
