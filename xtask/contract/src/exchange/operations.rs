//! The operations of a document, read as they are written.

use indexmap::IndexMap;
use serde_json::Value;

use super::judges::Judges;
use super::media::kind_of;
use super::operation::{
    Body, Content, Documented, Encoding, Header, Link, Location, Operation, Parameter, Requirement,
    Scheme, SchemeKind, StatusKey, Style,
};
use crate::document::{Document, IGNORED_HEADERS, Node, Position, operations, sent_method};

/// All operations of a document, and what they share.
pub struct Operations<'a> {
    pub document: &'a Document,
    pub all: Vec<Operation<'a>>,
    pub schemes: IndexMap<&'a str, Scheme<'a>>,
    pub judges: Judges<'a>,
    /// What could not be read.
    pub notes: Vec<Note>,
}

/// Something of the document that is passed over.
#[derive(Clone, Debug)]
pub struct Note {
    pub message: String,
    pub at: Position,
}
impl<'a> Operations<'a> {
    pub fn read(document: &'a Document) -> Operations<'a> {
        let mut reader = Reader {
            document,
            notes: Vec::new(),
        };
        let root = document.root();
        let all = reader.operations(root);
        let schemes = reader.schemes(root);
        Operations {
            document,
            all,
            schemes,
            judges: Judges::new(document),
            notes: reader.notes,
        }
    }
}

struct Reader<'a> {
    document: &'a Document,
    notes: Vec<Note>,
}

impl<'a> Reader<'a> {
    fn note(&mut self, message: impl Into<String>, at: Position) {
        let message = message.into();
        self.notes.push(Note { message, at });
    }

    /// What a reference leads to, or the node itself.
    fn resolved(&mut self, node: &'a Node) -> Option<&'a Node> {
        match self.document.resolve(node) {
            Ok(target) => Some(target),
            Err(error) => {
                self.note(error.to_string(), error.at());
                None
            }
        }
    }

    fn operations(&mut self, root: &'a Node) -> Vec<Operation<'a>> {
        let mut all = Vec::new();
        let global = root.get("security");
        for (path, item) in root.members("paths") {
            if !path.starts_with('/') {
                continue;
            }
            let Some(item) = self.resolved(item) else {
                continue;
            };
            for (method, node) in operations(item) {
                let mut operation = Operation {
                    index: all.len(),
                    method: sent_method(method),
                    path,
                    base: self.base(root, item, node),
                    id: node.text("operationId"),
                    parameters: self.parameters(item, node),
                    body: self.body(node),
                    responses: self.responses(node),
                    security: self.security(node.get("security").or(global)),
                    at: node.position(),
                };
                self.fit_to_path(&mut operation);
                all.push(operation);
            }
        }
        all
    }

    /// Variables of the path that no parameter describes are texts.
    fn fit_to_path(&mut self, operation: &mut Operation<'a>) {
        for name in super::route::variables(operation.path) {
            if operation.parameter(Location::Path, name).is_none() {
                self.note(
                    format!("{}: nothing describes `{{{name}}}`", operation.title()),
                    operation.at,
                );
                operation.parameters.push(Parameter {
                    name,
                    location: Location::Path,
                    required: true,
                    style: Style::Simple,
                    explode: false,
                    allow_reserved: false,
                    schema: None,
                    media_type: None,
                    examples: Vec::new(),
                    at: operation.at,
                });
            }
        }
    }

    fn base(&self, root: &'a Node, item: &'a Node, operation: &'a Node) -> String {
        let servers = [operation, item, root].into_iter();
        let first = servers
            .filter_map(|owner| owner.items("servers").first())
            .next();
        let Some((server, url)) = first.and_then(|server| Some((server, server.text("url")?)))
        else {
            return String::new();
        };
        let mut url = url.to_owned();
        for (name, variable) in server.members("variables") {
            let default = variable.text("default").unwrap_or_default();
            url = url.replace(&format!("{{{name}}}"), default);
        }
        let path = match url.split_once("://") {
            Some((_, rest)) => rest.find('/').map_or("", |start| &rest[start..]),
            None => url.as_str(),
        };
        let path = path.split(['?', '#']).next().unwrap_or_default();
        let path = path.trim_end_matches('/').trim_start_matches('.');
        match path.is_empty() || path.starts_with('/') {
            true => path.to_owned(),
            false => format!("/{path}"),
        }
    }

    fn parameters(&mut self, item: &'a Node, operation: &'a Node) -> Vec<Parameter<'a>> {
        let mut found: IndexMap<(Location, String), Parameter<'a>> = IndexMap::new();
        // Those of the operation stand for those of the path.
        for node in item
            .items("parameters")
            .iter()
            .chain(operation.items("parameters"))
        {
            let Some(node) = self.resolved(node) else {
                continue;
            };
            if let Some(parameter) = self.parameter(node) {
                let key = match parameter.location {
                    Location::Header => parameter.name.to_ascii_lowercase(),
                    _ => parameter.name.to_owned(),
                };
                found.insert((parameter.location, key), parameter);
            }
        }
        found.into_values().collect()
    }

    fn parameter(&mut self, node: &'a Node) -> Option<Parameter<'a>> {
        let at = node.position();
        let (name, place) = (node.text("name")?, node.text("in")?);
        let Some(location) = Location::of(place) else {
            self.note(format!("parameters in `{place}` are passed over"), at);
            return None;
        };
        let is_ignored = IGNORED_HEADERS.contains(&name.to_ascii_lowercase().as_str());
        if location == Location::Header && is_ignored {
            return None;
        }
        let usual = match location {
            Location::Query | Location::Cookie => Style::Form,
            Location::Path | Location::Header => Style::Simple,
        };
        let style = node.text("style").and_then(Style::of).unwrap_or(usual);
        let content = node.members("content").next();
        let schema = match content {
            Some((_, content)) => content.get("schema"),
            None => node.get("schema"),
        };
        let mut examples = examples(self.document, node);
        if let Some((_, content)) = content {
            examples.extend(self::examples(self.document, content));
        }
        Some(Parameter {
            name,
            location,
            required: node.flag("required") || location == Location::Path,
            style,
            explode: node
                .get("explode")
                .and_then(Node::as_bool)
                .unwrap_or(style == Style::Form || style == Style::DeepObject),
            allow_reserved: node.flag("allowReserved"),
            schema,
            media_type: content.map(|(media_type, _)| media_type.as_str()),
            examples: examples.into_iter().map(|(_, value)| value).collect(),
            at,
        })
    }

    fn body(&mut self, operation: &'a Node) -> Option<Body<'a>> {
        let node = operation.get("requestBody")?;
        let at = node.position();
        let node = self.resolved(node)?;
        Some(Body {
            required: node.flag("required"),
            contents: self.contents(node),
            at,
        })
    }

    fn contents(&mut self, owner: &'a Node) -> Vec<Content<'a>> {
        let mut all = Vec::new();
        for (media_type, node) in owner.members("content") {
            let Some(node) = self.resolved(node) else {
                continue;
            };
            let encoding = node.members("encoding").map(|(name, encoding)| {
                let encoding = Encoding {
                    content_type: encoding.text("contentType"),
                    style: encoding.text("style").and_then(Style::of),
                    explode: encoding.get("explode").and_then(Node::as_bool),
                };
                (name.as_str(), encoding)
            });
            all.push(Content {
                media_type,
                kind: kind_of(media_type),
                schema: node.get("schema"),
                encoding: encoding.collect(),
                examples: examples(self.document, node),
                at: node.position(),
            });
        }
        all
    }

    fn responses(&mut self, operation: &'a Node) -> Vec<Documented<'a>> {
        let mut all = Vec::new();
        for (key, node) in operation.members("responses") {
            let status = match key.as_bytes() {
                b"default" => StatusKey::Default,
                [first @ b'1'..=b'5', b'X' | b'x', b'X' | b'x'] => {
                    StatusKey::Range(u16::from(first - b'0'))
                }
                _ => match key.parse() {
                    Ok(status) => StatusKey::Exact(status),
                    Err(_) => continue,
                },
            };
            let at = node.position();
            let Some(node) = self.resolved(node) else {
                continue;
            };
            let says = node.get("description").and_then(Node::as_str);
            all.push(Documented {
                status,
                says: says.unwrap_or_default(),
                headers: self.headers(node),
                contents: self.contents(node),
                links: self.links(node),
                at,
            });
        }
        all
    }

    fn headers(&mut self, response: &'a Node) -> Vec<Header<'a>> {
        let mut all = Vec::new();
        for (name, node) in response.members("headers") {
            let at = node.position();
            let Some(node) = self.resolved(node) else {
                continue;
            };
            // The media type of the content says what it is.
            if name.eq_ignore_ascii_case("content-type") {
                continue;
            }
            let content = node.members("content").next();
            all.push(Header {
                name,
                required: node.flag("required"),
                explode: node.flag("explode"),
                schema: match content {
                    Some((_, content)) => content.get("schema"),
                    None => node.get("schema"),
                },
                media_type: content.map(|(media_type, _)| media_type.as_str()),
                at,
            });
        }
        all
    }

    fn links(&mut self, response: &'a Node) -> Vec<Link<'a>> {
        let mut all = Vec::new();
        for (name, node) in response.members("links") {
            let Some(node) = self.resolved(node) else {
                continue;
            };
            let parameters = node.members("parameters");
            all.push(Link {
                name,
                operation_id: node.text("operationId"),
                operation_ref: node.text("operationRef"),
                parameters: parameters
                    .map(|(name, node)| (name.as_str(), node))
                    .collect(),
                at: node.position(),
            });
        }
        all
    }

    fn security(&mut self, node: Option<&'a Node>) -> Vec<Requirement<'a>> {
        let alternatives = node.and_then(Node::as_array).unwrap_or(&[]).iter();
        let read = |alternative: &'a Node| Requirement {
            schemes: alternative
                .as_object()
                .into_iter()
                .flatten()
                .map(|(name, scopes)| {
                    let scopes = scopes.as_array().unwrap_or(&[]).iter();
                    (name.as_str(), scopes.filter_map(Node::as_str).collect())
                })
                .collect(),
        };
        alternatives.map(read).collect()
    }

    fn schemes(&mut self, root: &'a Node) -> IndexMap<&'a str, Scheme<'a>> {
        let mut all = IndexMap::new();
        let Some(components) = root.get("components") else {
            return all;
        };
        for (name, node) in components.members("securitySchemes") {
            let Some(node) = self.resolved(node) else {
                continue;
            };
            let kind = match node.text("type").unwrap_or_default() {
                "apiKey" => {
                    let location = node.text("in").and_then(Location::of);
                    match (location, node.text("name")) {
                        (Some(location), Some(name)) => SchemeKind::ApiKey { location, name },
                        _ => SchemeKind::Unknown,
                    }
                }
                "http" => {
                    SchemeKind::Http(node.text("scheme").unwrap_or_default().to_ascii_lowercase())
                }
                "oauth2" => SchemeKind::OAuth2,
                "openIdConnect" => SchemeKind::OpenIdConnect,
                "mutualTLS" => SchemeKind::MutualTls,
                _ => SchemeKind::Unknown,
            };
            all.insert(name.as_str(), Scheme { kind });
        }
        all
    }
}

/// The examples that stand beside a schema, with their names.
fn examples<'a>(document: &'a Document, owner: &'a Node) -> Vec<(&'a str, Value)> {
    let mut found: Vec<(&str, Value)> = Vec::new();
    if let Some(example) = owner.get("example") {
        found.push(("example", example.to_json()));
    }
    for (name, node) in owner.members("examples") {
        let node = document.resolve(node).unwrap_or(node);
        if let Some(value) = node.get("dataValue").or_else(|| node.get("value")) {
            found.push((name.as_str(), value.to_json()));
        }
    }
    found
}
