//! The contract projected onto what Dropshot can say: the document that the
//! server must emit.
//!
//! Every node of the projection keeps its place in the contract. What is lost
//! on the way is told by [`super::not_emitted`].

use std::collections::BTreeSet;

use crate::document::{Map, Node, Position, Value};
use crate::generate::{component, emittable, emitted_error, emitted_header, emitted_schema};
use crate::model::{Contract, Header, MediaKind, Operation, Parameter, Response, Status};

pub fn projection(contract: &Contract, root: &Node) -> Node {
    let at = root.at;
    let mut projection = Projection {
        contract,
        schemas: BTreeSet::new(),
        errors: BTreeSet::new(),
        at,
    };
    let mut paths = Map::new();
    for operation in &contract.operations {
        let projected = projection.operation(operation);
        let item = paths
            .entry(operation.path.as_str().to_owned())
            .or_insert_with(|| Node::object([], operation.at));
        item.set(&operation.method.to_ascii_lowercase(), projected);
    }
    let mut out = Map::new();
    out.insert("openapi".into(), Node::string("3.0.3", at));
    out.insert("info".into(), projection.info(root));
    out.insert("paths".into(), Node::new(Value::Object(paths), at));
    let components = projection.components();
    out.insert("components".into(), components);
    let tags = projection.tags();
    if !tags.is_empty() {
        out.insert("tags".into(), Node::array(tags, at));
    }
    Node::new(Value::Object(out), at)
}

struct Projection<'a> {
    contract: &'a Contract,
    /// The components that are referred to.
    schemas: BTreeSet<String>,
    errors: BTreeSet<String>,
    at: Position,
}

impl Projection<'_> {
    fn info(&self, root: &Node) -> Node {
        let mut info = Map::new();
        let source = root.get("info");
        for (key, text) in [
            ("title", Some(&self.contract.title)),
            ("description", self.contract.description.as_ref()),
            ("version", Some(&self.contract.version)),
        ] {
            if let Some(text) = text {
                let at = source
                    .and_then(|info| info.get(key))
                    .map_or(self.at, Node::position);
                info.insert(key.into(), Node::string(text.clone(), at));
            }
        }
        Node::new(Value::Object(info), source.map_or(self.at, Node::position))
    }

    /// Those of the contract, and those that operations use without the
    /// contract saying so, sorted by name as Dropshot does.
    fn tags(&self) -> Vec<Node> {
        let mut tags: Vec<(String, Node)> = self
            .contract
            .tags
            .iter()
            .map(|tag| {
                let mut map = Map::new();
                map.insert("name".into(), Node::string(tag.name.clone(), tag.at));
                if let Some(description) = &tag.description {
                    map.insert(
                        "description".into(),
                        Node::string(description.clone(), tag.at),
                    );
                }
                (tag.name.clone(), Node::new(Value::Object(map), tag.at))
            })
            .collect();
        for operation in &self.contract.operations {
            for name in &operation.tags {
                if !tags.iter().any(|(known, _)| known == name) {
                    let node = Node::string(name.clone(), operation.at);
                    tags.push((
                        name.clone(),
                        Node::object([("name".to_owned(), node)], operation.at),
                    ));
                }
            }
        }
        tags.sort_by(|(a, _), (b, _)| a.cmp(b));
        tags.into_iter().map(|(_, node)| node).collect()
    }

    fn operation(&mut self, operation: &Operation) -> Node {
        let at = operation.at;
        let mut out = Map::new();
        if !operation.tags.is_empty() {
            let tags = operation
                .tags
                .iter()
                .map(|tag| Node::string(tag.clone(), at))
                .collect();
            out.insert("tags".into(), Node::array(tags, at));
        }
        for (key, text) in [
            ("summary", &operation.summary),
            ("description", &operation.description),
            ("operationId", &Some(operation.id.clone())),
        ] {
            if let Some(text) = text {
                out.insert(key.into(), Node::string(text.clone(), at));
            }
        }
        if operation.deprecated {
            out.insert("deprecated".into(), Node::bool(true, at));
        }
        let parameters: Vec<Node> = operation
            .parameters
            .iter()
            .filter_map(|parameter| {
                let schema = emitted_schema(parameter, operation, self.contract)?;
                Some(self.parameter(parameter, &schema))
            })
            .collect();
        if !parameters.is_empty() {
            out.insert("parameters".into(), Node::array(parameters, at));
        }
        if let Some(body) = &operation.body {
            let media_type = match body.kind {
                MediaKind::Json => "application/json",
                MediaKind::Form => "application/x-www-form-urlencoded",
                MediaKind::Multipart => "multipart/form-data",
                MediaKind::Text | MediaKind::Range | MediaKind::Bytes => "application/octet-stream",
            };
            let schema = self.schema(&body.schema);
            out.insert(
                "requestBody".into(),
                Node::object(
                    [
                        ("content".to_owned(), content(media_type, schema, body.at)),
                        ("required".to_owned(), Node::bool(true, body.at)),
                    ],
                    body.at,
                ),
            );
        }
        out.insert("responses".into(), self.responses(operation));
        Node::new(Value::Object(out), at)
    }

    fn parameter(&mut self, parameter: &Parameter, schema: &Node) -> Node {
        let at = parameter.at;
        let mut out = Map::new();
        for (key, text) in [
            ("name", Some(parameter.name.as_str())),
            ("in", Some(parameter.location.name())),
            ("description", parameter.description.as_deref()),
        ] {
            if let Some(text) = text {
                out.insert(key.into(), Node::string(text, at));
            }
        }
        if parameter.required {
            out.insert("required".into(), Node::bool(true, at));
        }
        out.insert("schema".into(), self.schema(schema));
        Node::new(Value::Object(out), at)
    }

    /// One success, and all errors as one.
    fn responses(&mut self, operation: &Operation) -> Node {
        let mut out = Map::new();
        let success = operation
            .responses
            .iter()
            .filter(|response| response.status.is_success())
            .find(|response| matches!(response.status, Status::Code(_)));
        match success {
            Some(response) => {
                out.insert(response.status.to_string(), self.success(response));
                if let Some(name) = emitted_error(operation) {
                    self.errors.insert(name.to_owned());
                    let at = operation
                        .responses
                        .iter()
                        .find(|response| !response.status.is_success())
                        .map_or(operation.at, |response| response.at);
                    for range in ["4XX", "5XX"] {
                        let reference = Node::string(format!("#/components/responses/{name}"), at);
                        out.insert(
                            range.into(),
                            Node::object([("$ref".to_owned(), reference)], at),
                        );
                    }
                }
            }
            None => {
                let at = operation.at;
                out.insert(
                    "default".into(),
                    Node::object(
                        [
                            ("description".to_owned(), Node::string("", at)),
                            (
                                "content".to_owned(),
                                content("*/*", Node::object([], at), at),
                            ),
                        ],
                        at,
                    ),
                );
            }
        }
        Node::new(Value::Object(out), operation.at)
    }

    fn success(&mut self, response: &Response) -> Node {
        let at = response.at;
        let mut out = Map::new();
        out.insert(
            "description".into(),
            Node::string(response.description.clone(), at),
        );
        // Dropshot has no headers beside a body that is not JSON.
        let headers: Map = response
            .headers
            .iter()
            .filter(|_| !is_freeform(response))
            .map(|header| (header.name.clone(), self.header(header)))
            .collect();
        if !headers.is_empty() {
            out.insert("headers".into(), Node::new(Value::Object(headers), at));
        }
        if let Some(body) = &response.content {
            let body = match body.kind {
                MediaKind::Json => content("application/json", self.schema(&body.schema), at),
                _ => content("*/*", Node::object([], at), at),
            };
            out.insert("content".into(), body);
        }
        Node::new(Value::Object(out), at)
    }

    fn header(&mut self, header: &Header) -> Node {
        let at = header.at;
        let mut out = Map::new();
        if let Some(description) = &header.description {
            out.insert("description".into(), Node::string(description.clone(), at));
        }
        out.insert("style".into(), Node::string("simple", at));
        if header.required {
            out.insert("required".into(), Node::bool(true, at));
        }
        out.insert("schema".into(), self.schema(&emitted_header(header)));
        Node::new(Value::Object(out), at)
    }

    /// The schema without what Dropshot drops; the components that it refers
    /// to are noted.
    fn schema(&mut self, schema: &Node) -> Node {
        let schema = emittable(schema);
        self.references(&schema);
        schema
    }

    fn references(&mut self, schema: &Node) {
        if let Some(name) = component(schema) {
            self.schemas.insert(name.to_owned());
        }
        match &schema.value {
            Value::Object(map) => {
                for (keyword, node) in map {
                    if !matches!(
                        keyword.as_str(),
                        "example" | "default" | "enum" | "required"
                    ) {
                        self.references(node);
                    }
                }
            }
            Value::Array(items) => items.iter().for_each(|item| self.references(item)),
            _ => {}
        }
    }

    fn components(&mut self) -> Node {
        let at = self.at;
        let mut responses = Map::new();
        for name in self.errors.clone() {
            let reference = Node::schema_reference(&name, at);
            let schema = self.schema(&reference);
            responses.insert(
                name.clone(),
                Node::object(
                    [
                        ("description".to_owned(), Node::string(name.clone(), at)),
                        (
                            "content".to_owned(),
                            content("application/json", schema, at),
                        ),
                    ],
                    at,
                ),
            );
        }
        let mut schemas = Map::new();
        // What a component refers to is a component too.
        while let Some(name) = self
            .schemas
            .iter()
            .find(|name| !schemas.contains_key(*name))
            .cloned()
        {
            let projected = match self.contract.schemas.get(&unescaped(&name)) {
                Some(schema) => self.schema(schema),
                None => Node::object([], at),
            };
            schemas.insert(name, projected);
        }
        let mut out = Map::new();
        if !responses.is_empty() {
            out.insert("responses".into(), Node::new(Value::Object(responses), at));
        }
        if !schemas.is_empty() {
            let schemas = schemas
                .into_iter()
                .map(|(name, schema)| (unescaped(&name), schema))
                .collect();
            out.insert("schemas".into(), Node::new(Value::Object(schemas), at));
        }
        Node::new(Value::Object(out), at)
    }
}

/// Whether Dropshot knows nothing of the body of a success but that it is there.
pub fn is_freeform(response: &Response) -> bool {
    let content = response.content.as_ref();
    content.is_some_and(|content| content.kind != MediaKind::Json)
}

fn unescaped(name: &str) -> String {
    name.replace("~1", "/").replace("~0", "~")
}

fn content(media_type: &str, schema: Node, at: Position) -> Node {
    let media = Node::object([("schema".to_owned(), schema)], at);
    Node::object([(media_type.to_owned(), media)], at)
}
