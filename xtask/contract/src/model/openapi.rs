//! The lowered contract as a document: what the tools are given, to look at.

use indexmap::IndexMap;

use super::contract::{
    ApiKeyLocation, Content, Contract, Encoding, Header, Location, Operation, Parameter,
    Requirement, Response, Scheme, Style,
};
use crate::document::{Map, Node, Position};

/// OpenAPI 3.0, with the keywords of JSON Schema 2020-12 that are kept
/// ([`BEYOND`](super::BEYOND)).
pub fn openapi(contract: &Contract, at: Position) -> Node {
    Writing { at }.document(contract)
}

struct Writing {
    at: Position,
}

impl Writing {
    fn document(&self, contract: &Contract) -> Node {
        let mut paths = Map::new();
        for operation in &contract.operations {
            let item = paths
                .entry(operation.path.to_string())
                .or_insert_with(|| self.object([]));
            item.set(
                &operation.method.to_ascii_lowercase(),
                self.operation(operation),
            );
        }
        let schemas = Node::object(contract.schemas.clone(), self.at);
        let schemes = contract
            .security_schemes
            .iter()
            .map(|scheme| (scheme.name.clone(), self.scheme(&scheme.scheme)));
        let schemes = Node::object(schemes, self.at);
        let components = [("schemas", schemas), ("securitySchemes", schemes)];
        let components = components
            .into_iter()
            .filter(|(_, node)| node.as_object().is_some_and(|map| !map.is_empty()));
        self.object([
            ("openapi", self.text("3.0.4")),
            (
                "info",
                self.object([
                    ("title", self.text(&contract.title)),
                    ("version", self.text(&contract.version)),
                ]),
            ),
            ("paths", Node::object(paths, self.at)),
            ("components", self.object(components)),
        ])
    }

    fn operation(&self, operation: &Operation) -> Node {
        let mut out = Map::new();
        let mut add = |key: &str, node: Node| out.insert(key.to_owned(), node);
        add("operationId", self.text(&operation.id));
        if !operation.parameters.is_empty() {
            let parameters = operation.parameters.iter();
            let parameters = parameters.map(|parameter| self.parameter(parameter));
            add(
                "parameters",
                Node::array(parameters.collect(), operation.at),
            );
        }
        if let Some(body) = &operation.body {
            let content = self.contents(&body.contents());
            add(
                "requestBody",
                self.object([("required", self.flag(body.required)), ("content", content)]),
            );
        }
        let responses = operation.responses.iter();
        let responses =
            responses.map(|response| (response.status.to_string(), self.response(response)));
        add("responses", Node::object(responses, self.at));
        if !operation.security.is_empty() {
            let alternatives = operation.security.iter();
            let alternatives = alternatives.map(|alternative| self.requirements(alternative));
            add("security", Node::array(alternatives.collect(), self.at));
        }
        Node::object(out, operation.at)
    }

    fn parameter(&self, parameter: &Parameter) -> Node {
        let mut out = Map::new();
        let mut add = |key: &str, node: Node| out.insert(key.to_owned(), node);
        add("name", self.text(&parameter.name));
        add("in", self.text(parameter.location.name()));
        if parameter.required {
            add("required", self.flag(true));
        }
        let usual = match parameter.location {
            Location::Path | Location::Header => Style::Simple,
            Location::Query | Location::Cookie => Style::Form,
        };
        self.styled(
            &mut out,
            &parameter.schema,
            (parameter.style, parameter.explode),
            usual,
        );
        for (key, flag) in [
            ("allowEmptyValue", parameter.allow_empty),
            ("allowReserved", parameter.allow_reserved),
        ] {
            if flag {
                out.insert(key.to_owned(), self.flag(true));
            }
        }
        Node::object(out, parameter.at)
    }

    /// A schema, and the style where it is not the usual one of its place.
    fn styled(&self, out: &mut Map, schema: &Node, (style, explode): (Style, bool), usual: Style) {
        if style == Style::Json {
            let media = self.object([("schema", schema.clone())]);
            let content = self.object([("application/json", media)]);
            out.insert("content".to_owned(), content);
            return;
        }
        if style != usual {
            out.insert("style".to_owned(), self.text(style_name(style)));
        }
        if explode != (style == Style::Form) {
            out.insert("explode".to_owned(), self.flag(explode));
        }
        out.insert("schema".to_owned(), schema.clone());
    }

    fn contents(&self, contents: &[Content]) -> Node {
        let contents = contents.iter().map(|content| {
            let mut media = Map::new();
            media.insert("schema".to_owned(), content.schema.clone());
            if !content.encodings.is_empty() {
                media.insert("encoding".to_owned(), self.encodings(&content.encodings));
            }
            (content.media_type.clone(), Node::object(media, self.at))
        });
        Node::object(contents, self.at)
    }

    fn encodings(&self, encodings: &IndexMap<String, Encoding>) -> Node {
        let encodings = encodings.iter().map(|(property, encoding)| {
            let mut out = Map::new();
            if !encoding.media_types.is_empty() {
                let types = self.text(encoding.media_types.join(", "));
                out.insert("contentType".to_owned(), types);
            }
            if let Some(style) = encoding.style {
                out.insert("style".to_owned(), self.text(style_name(style)));
                out.insert("explode".to_owned(), self.flag(encoding.explode));
            }
            (property.clone(), Node::object(out, self.at))
        });
        Node::object(encodings, self.at)
    }

    fn response(&self, response: &Response) -> Node {
        let mut out = Map::new();
        out.insert("description".to_owned(), self.text(&response.description));
        if !response.headers.is_empty() {
            let headers = response.headers.iter();
            let headers = headers.map(|header| (header.name.clone(), self.header(header)));
            out.insert("headers".to_owned(), Node::object(headers, self.at));
        }
        let contents: Vec<Content> = response.contents().cloned().collect();
        if !contents.is_empty() {
            out.insert("content".to_owned(), self.contents(&contents));
        }
        Node::object(out, response.at)
    }

    fn header(&self, header: &Header) -> Node {
        let mut out = Map::new();
        if header.required {
            out.insert("required".to_owned(), self.flag(true));
        }
        let style = (header.style, header.explode);
        self.styled(&mut out, &header.schema, style, Style::Simple);
        Node::object(out, header.at)
    }

    fn requirements(&self, requirements: &[Requirement]) -> Node {
        let requirements = requirements.iter().map(|requirement| {
            let scopes = requirement.scopes.iter().map(|scope| self.text(scope));
            let scopes = Node::array(scopes.collect(), self.at);
            (requirement.scheme.clone(), scopes)
        });
        Node::object(requirements, self.at)
    }

    fn scheme(&self, scheme: &Scheme) -> Node {
        let http = |name: &str| [("type", self.text("http")), ("scheme", self.text(name))];
        match scheme {
            Scheme::Basic => self.object(http("basic")),
            Scheme::Bearer => self.object(http("bearer")),
            Scheme::Http(name) => self.object(http(name)),
            Scheme::ApiKey { location, name } => {
                let location = match location {
                    ApiKeyLocation::Header => "header",
                    ApiKeyLocation::Query => "query",
                    ApiKeyLocation::Cookie => "cookie",
                };
                self.object([
                    ("type", self.text("apiKey")),
                    ("in", self.text(location)),
                    ("name", self.text(name)),
                ])
            }
        }
    }

    fn object<'k>(&self, members: impl IntoIterator<Item = (&'k str, Node)>) -> Node {
        let members = members.into_iter();
        Node::object(members.map(|(key, node)| (key.to_owned(), node)), self.at)
    }

    fn text(&self, text: impl Into<String>) -> Node {
        Node::string(text, self.at)
    }

    fn flag(&self, flag: bool) -> Node {
        Node::bool(flag, self.at)
    }
}

fn style_name(style: Style) -> &'static str {
    match style {
        Style::Simple => "simple",
        Style::Label => "label",
        Style::Matrix => "matrix",
        Style::Form => "form",
        Style::SpaceDelimited => "spaceDelimited",
        Style::PipeDelimited => "pipeDelimited",
        Style::DeepObject => "deepObject",
        Style::Json => "json",
    }
}
