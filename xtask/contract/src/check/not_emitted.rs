//! What a contract says and Dropshot cannot emit, and what guarantees it
//! instead. Every member of the document is known here or compared: nothing is
//! skipped silently.

use indexmap::IndexMap;

use super::projection::is_freeform;
use crate::document::{Document, Node, Position, Value, operations};
use crate::generate::emitted_schema;
use crate::model::{BEYOND, Contract, MediaKind, Status, essence};

/// Something of the contract that the emitted document does not hold.
#[derive(Debug)]
pub struct NotEmitted {
    pub what: String,
    pub guarantee: &'static str,
    pub places: Vec<Position>,
}

const TEXT: &str = "text for readers: nothing to guarantee";
const RESPONSE_TYPES: &str = "generated response types: nothing else can be answered";
const CREDENTIAL_TYPES: &str = "generated credential types: a handler cannot run without a caller";
const REQUEST_TYPES: &str = "generated request types: read and validated before the handler runs";
const CHECKED_TYPES: &str =
    "generated checked types: values are validated by the contract's own schema";
const NOT_SERVED: &str = "not served by the generated layer: nothing guarantees it";
const OWNER: &str = "for other tools: nothing of the generated code depends on it";

type Members = (
    Kind,
    &'static [&'static str],
    &'static [(&'static str, &'static str)],
);

/// Members by the kind of object that they stand in: those that the projection
/// holds have no guarantee.
const MEMBERS: &[Members] = &[
    (
        Kind::Root,
        &["openapi", "info", "paths", "components", "tags"],
        &[
            ("servers", TEXT),
            ("security", CREDENTIAL_TYPES),
            ("externalDocs", TEXT),
            ("webhooks", NOT_SERVED),
            ("jsonSchemaDialect", TEXT),
        ],
    ),
    (
        Kind::Info,
        &["title", "version", "description"],
        &[
            ("summary", TEXT),
            ("license", TEXT),
            ("contact", TEXT),
            ("termsOfService", TEXT),
        ],
    ),
    (
        Kind::Tag,
        &["name", "description"],
        &[("externalDocs", TEXT)],
    ),
    (
        Kind::PathItem,
        &[
            "parameters",
            "get",
            "put",
            "post",
            "delete",
            "options",
            "head",
            "patch",
            "trace",
            "$ref",
        ],
        &[("summary", TEXT), ("description", TEXT), ("servers", TEXT)],
    ),
    (
        Kind::Operation,
        &[
            "tags",
            "summary",
            "description",
            "operationId",
            "deprecated",
            "parameters",
            "requestBody",
            "responses",
        ],
        &[
            ("security", CREDENTIAL_TYPES),
            ("servers", TEXT),
            ("externalDocs", TEXT),
            ("callbacks", NOT_SERVED),
        ],
    ),
    (
        Kind::Parameter,
        &["name", "in", "required", "description", "schema", "$ref"],
        &[
            ("example", TEXT),
            ("examples", TEXT),
            ("deprecated", TEXT),
            ("style", REQUEST_TYPES),
            ("explode", REQUEST_TYPES),
            ("allowEmptyValue", REQUEST_TYPES),
            ("allowReserved", REQUEST_TYPES),
            ("content", REQUEST_TYPES),
        ],
    ),
    (
        Kind::RequestBody,
        &["content", "required", "$ref"],
        &[("description", TEXT)],
    ),
    (
        Kind::Response,
        &["description", "headers", "content", "$ref"],
        &[("links", TEXT), ("summary", TEXT)],
    ),
    (
        Kind::Header,
        &["required", "description", "schema", "$ref"],
        &[
            ("example", TEXT),
            ("examples", TEXT),
            ("deprecated", TEXT),
            ("style", RESPONSE_TYPES),
            ("explode", RESPONSE_TYPES),
            ("content", RESPONSE_TYPES),
        ],
    ),
    (
        Kind::MediaType,
        &["schema"],
        &[
            ("example", TEXT),
            ("examples", TEXT),
            ("encoding", REQUEST_TYPES),
        ],
    ),
    (
        Kind::Components,
        &[
            "schemas",
            "parameters",
            "responses",
            "headers",
            "requestBodies",
            "pathItems",
        ],
        &[
            ("securitySchemes", CREDENTIAL_TYPES),
            ("examples", TEXT),
            ("links", TEXT),
            ("callbacks", NOT_SERVED),
        ],
    ),
];

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Root,
    Info,
    Tag,
    PathItem,
    Operation,
    Parameter,
    RequestBody,
    Response,
    Header,
    MediaType,
    Components,
}

impl Kind {
    fn name(self) -> &'static str {
        match self {
            Kind::Root => "the document",
            Kind::Info => "info",
            Kind::Tag => "a tag",
            Kind::PathItem => "a path",
            Kind::Operation => "an operation",
            Kind::Parameter => "a parameter",
            Kind::RequestBody => "a request body",
            Kind::Response => "a response",
            Kind::Header => "a header",
            Kind::MediaType => "a media type",
            Kind::Components => "components",
        }
    }
}

pub fn not_emitted(document: &Document, contract: &Contract) -> Vec<NotEmitted> {
    let mut walk = Walk {
        found: IndexMap::new(),
    };
    walk.root(document.root());
    walk.operations(contract);
    walk.found
        .into_iter()
        .map(|((what, guarantee), places)| NotEmitted {
            what,
            guarantee,
            places,
        })
        .collect()
}

struct Walk {
    found: IndexMap<(String, &'static str), Vec<Position>>,
}

impl Walk {
    fn add(&mut self, what: impl Into<String>, guarantee: &'static str, at: Position) {
        self.found
            .entry((what.into(), guarantee))
            .or_default()
            .push(at);
    }

    /// Notes the members of an object that are not in the projection.
    fn members(&mut self, kind: Kind, node: &Node) {
        let Some((_, emitted, not_emitted)) = MEMBERS.iter().find(|(known, _, _)| *known == kind)
        else {
            return;
        };
        for (key, member) in node.as_object().into_iter().flatten() {
            if emitted.contains(&key.as_str()) {
                continue;
            }
            let guarantee = match not_emitted.iter().find(|(known, _)| known == key) {
                Some((_, guarantee)) => guarantee,
                None if key.starts_with("x-") => OWNER,
                None => "not known to OpenAPI: it has no effect",
            };
            self.add(
                format!("`{key}` of {}", kind.name()),
                guarantee,
                member.position(),
            );
        }
    }

    fn root(&mut self, root: &Node) {
        self.members(Kind::Root, root);
        if let Some(info) = root.get("info") {
            self.members(Kind::Info, info);
        }
        for tag in root.items("tags") {
            self.members(Kind::Tag, tag);
        }
        for (_, item) in root.members("paths") {
            self.path_item(item);
        }
        if let Some(components) = root.get("components") {
            self.members(Kind::Components, components);
            for (_, node) in components.members("parameters") {
                self.parameter(node);
            }
            for (_, node) in components.members("headers") {
                self.members(Kind::Header, node);
                self.schema(node.get("schema"));
            }
            for (_, node) in components.members("responses") {
                self.response(node);
            }
            for (_, node) in components.members("requestBodies") {
                self.request_body(node);
            }
            for (_, node) in components.members("schemas") {
                self.schema(Some(node));
            }
        }
    }

    fn path_item(&mut self, item: &Node) {
        self.members(Kind::PathItem, item);
        for parameter in item.items("parameters") {
            self.parameter(parameter);
        }
        for (_, operation) in operations(item) {
            self.members(Kind::Operation, operation);
            for parameter in operation.items("parameters") {
                self.parameter(parameter);
            }
            if let Some(body) = operation.get("requestBody") {
                self.request_body(body);
            }
            for (_, response) in operation.members("responses") {
                self.response(response);
            }
        }
    }

    fn parameter(&mut self, parameter: &Node) {
        self.members(Kind::Parameter, parameter);
        self.schema(parameter.get("schema"));
    }

    fn request_body(&mut self, body: &Node) {
        self.members(Kind::RequestBody, body);
        self.content(body);
    }

    fn response(&mut self, response: &Node) {
        self.members(Kind::Response, response);
        for (_, header) in response.members("headers") {
            self.members(Kind::Header, header);
            self.schema(header.get("schema"));
        }
        self.content(response);
    }

    fn content(&mut self, node: &Node) {
        for (_, media) in node.members("content") {
            self.members(Kind::MediaType, media);
            self.schema(media.get("schema"));
        }
    }

    /// Keywords that are lost on the way to OpenAPI 3.0 or to Dropshot.
    fn schema(&mut self, schema: Option<&Node>) {
        let Some(Value::Object(map)) = schema.map(|schema| &schema.value) else {
            return;
        };
        for (key, node) in map {
            match key.as_str() {
                "discriminator" => self.add(
                    "`discriminator` of a schema",
                    "generated types: the variant is chosen by it",
                    node.position(),
                ),
                keyword if BEYOND.contains(&keyword) => self.add(
                    format!("`{keyword}` of a schema"),
                    CHECKED_TYPES,
                    node.position(),
                ),
                "externalDocs" | "xml" | "$comment" => {
                    self.add(format!("`{key}` of a schema"), TEXT, node.position());
                }
                "properties" => {
                    for (_, property) in schema
                        .into_iter()
                        .flat_map(|schema| schema.members("properties"))
                    {
                        self.schema(Some(property));
                    }
                }
                "items" | "additionalProperties" => self.schema(Some(node)),
                "allOf" | "anyOf" | "oneOf" => {
                    for part in node.as_array().unwrap_or_default() {
                        self.schema(Some(part));
                    }
                }
                _ => {}
            }
        }
    }

    /// What an operation has more of than Dropshot can hold.
    fn operations(&mut self, contract: &Contract) {
        for operation in &contract.operations {
            let mut has_success = false;
            for response in &operation.responses {
                let status = response.status;
                if !status.is_success() {
                    self.add(
                        format!("the exact status {status}"),
                        RESPONSE_TYPES,
                        response.at,
                    );
                    for header in &response.headers {
                        self.add(
                            format!("the header `{}` of {status}", header.name),
                            RESPONSE_TYPES,
                            header.at,
                        );
                    }
                } else if has_success || !matches!(status, Status::Code(_)) {
                    self.add(
                        format!("the further success {status}"),
                        RESPONSE_TYPES,
                        response.at,
                    );
                }
                if status.is_success() && is_freeform(response) {
                    for header in &response.headers {
                        self.add(
                            format!(
                                "the header `{}` beside a body that is not JSON",
                                header.name
                            ),
                            RESPONSE_TYPES,
                            header.at,
                        );
                    }
                }
                has_success |= status.is_success();
                for content in response
                    .contents()
                    .filter(|content| essence(&content.media_type) != "application/json")
                {
                    self.add(
                        format!("the media type `{}` of a response", content.media_type),
                        RESPONSE_TYPES,
                        response.at,
                    );
                }
            }
            for parameter in &operation.parameters {
                let what = match emitted_schema(parameter, operation, contract) {
                    Some(schema) if schema == parameter.schema => continue,
                    Some(_) => "the schema of the",
                    None => "the",
                };
                self.add(
                    format!(
                        "{what} {} parameter `{}`",
                        parameter.location.name(),
                        parameter.name
                    ),
                    REQUEST_TYPES,
                    parameter.at,
                );
            }
            if let Some(body) = &operation.body
                && matches!(
                    body.kind,
                    MediaKind::Multipart | MediaKind::Text | MediaKind::Range | MediaKind::Bytes
                )
                && !["application/octet-stream", "multipart/form-data"]
                    .contains(&essence(&body.media_type).as_str())
            {
                self.add(
                    format!("the media type `{}` of a request", body.media_type),
                    REQUEST_TYPES,
                    body.at,
                );
            }
            for content in operation.body.iter().flat_map(|body| &body.others) {
                self.add(
                    format!(
                        "the further media type `{}` of a request",
                        content.media_type
                    ),
                    REQUEST_TYPES,
                    operation.at,
                );
            }
            if let Some(body) = &operation.body
                && !body.required
            {
                self.add(
                    "that a request body may be left out",
                    REQUEST_TYPES,
                    body.at,
                );
            }
        }
    }
}
