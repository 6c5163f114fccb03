//! The parts of a contract, in OpenAPI's own words.

use indexmap::IndexMap;

use super::path::PathTemplate;
use crate::document::{Node, Position};
use crate::report::Finding;

#[derive(Clone, Debug)]
pub struct Contract {
    pub title: String,
    pub version: String,
    pub description: Option<String>,
    pub tags: Vec<Tag>,
    /// Schemas of OpenAPI 3.0, and what is beyond it ([`BEYOND`]). They refer
    /// to each other by `#/components/schemas/<key>`, and to nothing else.
    ///
    /// [`BEYOND`]: super::BEYOND
    pub schemas: IndexMap<String, Node>,
    pub security_schemes: Vec<SecurityScheme>,
    pub operations: Vec<Operation>,
    /// What is not generated, or not in the only way there is: warnings.
    pub notes: Vec<Finding>,
}

#[derive(Clone, Debug)]
pub struct Tag {
    pub name: String,
    pub description: Option<String>,
    pub at: Position,
}

#[derive(Clone, Debug)]
pub struct SecurityScheme {
    pub name: String,
    pub description: Option<String>,
    pub scheme: Scheme,
}

/// How a credential travels.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Scheme {
    ApiKey {
        location: ApiKeyLocation,
        name: String,
    },
    /// `Authorization: Basic …` (RFC 7617).
    Basic,
    /// `Authorization: Bearer …` (RFC 6750): also what OAuth 2.0 and OpenID
    /// Connect come down to at the resource server.
    Bearer,
    /// `Authorization: <scheme> …` (RFC 9110, section 11.4), whatever its
    /// credentials look like.
    Http(String),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ApiKeyLocation {
    Header,
    Query,
    Cookie,
}

#[derive(Clone, Debug)]
pub struct Operation {
    pub id: String,
    /// In capitals.
    pub method: String,
    pub path: PathTemplate,
    /// The path of the URL of its first server, which the path stands behind (OpenAPI 3.1.1, section
    /// 4.8.8): `/api/v2`, or nothing. Server variables have their defaults.
    pub base_path: String,
    pub tags: Vec<String>,
    pub summary: Option<String>,
    pub description: Option<String>,
    pub deprecated: bool,
    /// It responds with a page at a time, as Dropshot does (`x-dropshot-pagination`).
    pub is_paginated: bool,
    pub parameters: Vec<Parameter>,
    pub body: Option<Body>,
    pub responses: Vec<Response>,
    /// Alternatives, each of which is a list of schemes that must all be
    /// there. Empty: no credentials are needed.
    pub security: Vec<Vec<Requirement>>,
    pub at: Position,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Requirement {
    pub scheme: String,
    pub scopes: Vec<String>,
}

#[derive(Clone, Debug)]
pub struct Parameter {
    pub name: String,
    pub location: Location,
    pub required: bool,
    pub description: Option<String>,
    pub schema: Node,
    pub style: Style,
    pub explode: bool,
    /// An empty value stands for one that is left out.
    pub allow_empty: bool,
    /// Reserved characters of RFC 3986 are sent as they are.
    pub allow_reserved: bool,
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
}

/// How a parameter is written (OpenAPI 3.1.1, section 4.8.12.3).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    Simple,
    Label,
    Matrix,
    Form,
    SpaceDelimited,
    PipeDelimited,
    DeepObject,
    /// As JSON text: the parameter has a `content` of JSON.
    Json,
}

#[derive(Clone, Debug)]
pub struct Body {
    pub required: bool,
    pub description: Option<String>,
    pub media_type: String,
    pub kind: MediaKind,
    pub schema: Node,
    /// How the properties are written, in forms and `multipart`.
    pub encodings: IndexMap<String, Encoding>,
    /// What the body may be instead.
    pub others: Vec<Content>,
    pub at: Position,
}

/// How the generated code reads and writes a media type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MediaKind {
    /// `application/json` and everything that ends in `+json`.
    Json,
    /// `application/x-www-form-urlencoded`.
    Form,
    /// `text/…`.
    Text,
    /// `multipart/…`.
    Multipart,
    /// A range, such as `image/*`: the bytes, with the media type that they have.
    Range,
    /// Everything else: the bytes as they come.
    Bytes,
}

#[derive(Clone, Debug)]
pub struct Response {
    pub status: Status,
    pub description: String,
    pub headers: Vec<Header>,
    pub content: Option<Content>,
    /// What the body may be instead.
    pub others: Vec<Content>,
    pub at: Position,
}

#[derive(Clone, Debug)]
pub struct Content {
    /// As the contract spells it, with its parameters (RFC 9110, section 8.3.1).
    pub media_type: String,
    pub kind: MediaKind,
    pub schema: Node,
    /// How the properties are written, in forms and `multipart`.
    pub encodings: IndexMap<String, Encoding>,
}

/// How one property of a body is written (OpenAPI 3.1.1, section 4.8.15).
#[derive(Clone, Debug)]
pub struct Encoding {
    /// The media types that its part may have, in small letters.
    pub media_types: Vec<String>,
    pub style: Option<Style>,
    pub explode: bool,
}

#[derive(Clone, Debug)]
pub struct Header {
    pub name: String,
    pub required: bool,
    pub description: Option<String>,
    pub schema: Node,
    pub style: Style,
    pub explode: bool,
    pub at: Position,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Status {
    Code(u16),
    /// `4XX`: 4.
    Range(u16),
    Default,
}

impl Status {
    /// `404`, `4XX` or `default`.
    pub fn parse(code: &str) -> Option<Status> {
        match code {
            "default" => Some(Status::Default),
            range if range.len() == 3 && range[1..].eq_ignore_ascii_case("xx") => range[..1]
                .parse()
                .ok()
                .filter(|range| (1..=5).contains(range))
                .map(Status::Range),
            code => code
                .parse()
                .ok()
                .filter(|code| (100..=599).contains(code))
                .map(Status::Code),
        }
    }

    /// Whether the status means that the request was carried out.
    pub fn is_success(self) -> bool {
        match self {
            Status::Code(code) => code < 400,
            Status::Range(range) => range < 4,
            Status::Default => false,
        }
    }
}

impl std::fmt::Display for Status {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Status::Code(code) => write!(f, "{code}"),
            Status::Range(range) => write!(f, "{range}XX"),
            Status::Default => write!(f, "default"),
        }
    }
}

/// The type and subtype of a media type, in small letters and without parameters.
pub fn essence(media_type: &str) -> String {
    let essence = media_type.split(';').next().unwrap_or_default();
    essence.trim().to_ascii_lowercase()
}

impl Content {
    /// The media type in small letters, without its `charset`: text is UTF-8 here, and JSON always.
    /// Two bodies of one name are the same.
    pub fn name(&self) -> String {
        let mut parts = self.media_type.split(';').map(str::trim);
        let essence = parts.next().unwrap_or_default().to_owned();
        let parameters = parts.filter(|part| {
            let name = part.split('=').next().unwrap_or_default();
            !name.eq_ignore_ascii_case("charset") && !part.is_empty()
        });
        let all: Vec<String> = std::iter::once(essence)
            .chain(parameters.map(str::to_owned))
            .collect();
        all.join(";").to_ascii_lowercase()
    }
}

impl Body {
    /// All that the body may be, the first as Dropshot and the client know it.
    pub fn contents(&self) -> Vec<Content> {
        let first = Content {
            media_type: self.media_type.clone(),
            kind: self.kind,
            schema: self.schema.clone(),
            encodings: self.encodings.clone(),
        };
        std::iter::once(first)
            .chain(self.others.iter().cloned())
            .collect()
    }
}

impl Response {
    /// All that the body may be, the first as Dropshot and the client know it.
    pub fn contents(&self) -> impl Iterator<Item = &Content> {
        self.content.iter().chain(&self.others)
    }
}

impl Operation {
    /// All schemas that stand in it.
    pub fn schemas(&self) -> impl Iterator<Item = &Node> {
        let parameters = self.parameters.iter().map(|parameter| &parameter.schema);
        let body = self.body.iter().flat_map(|body| {
            let others = body.others.iter().map(|content| &content.schema);
            std::iter::once(&body.schema).chain(others)
        });
        let responses = self.responses.iter().flat_map(|response| {
            let headers = response.headers.iter().map(|header| &header.schema);
            headers.chain(response.contents().map(|content| &content.schema))
        });
        parameters.chain(body).chain(responses)
    }

    /// `GET /users/{id}/mfa`.
    pub fn title(&self) -> String {
        format!("{} {}", self.method, self.path)
    }

    /// What the schema of a parameter is called that is no component.
    pub fn parameter_title(&self, parameter: &Parameter) -> String {
        format!(
            "{} {} {}",
            self.id,
            parameter.location.name(),
            parameter.name
        )
    }

    /// The same of the schema of a request's body.
    pub fn body_title(&self, content: &Content) -> String {
        format!("{} {}", self.id, content.media_type)
    }

    /// The same of the schema of a response's body.
    pub fn response_title(&self, response: &Response, content: &Content) -> String {
        format!("{} {} {}", self.id, response.status, content.media_type)
    }
}
