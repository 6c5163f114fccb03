//! Paths, operations, parameters, bodies and responses.

use std::collections::HashSet;

use super::Lowering;
use super::paths::base_path;
use crate::document::{self, IGNORED_HEADERS, Node, Position, SCHEMAS};
use crate::model::empty::{self, has_no_content};
use crate::model::path::{PathTemplate, Segment};
use crate::model::{
    Body, Content, Encoding, Header, Location, MediaKind, Operation, Parameter, Response,
    SecurityScheme, Status, Style, essence,
};
use crate::report::Finding;
use crate::rules;

impl<'a> Lowering<'a> {
    pub(super) fn operations(
        &mut self,
        root: &'a Node,
        schemes: &[SecurityScheme],
    ) -> Vec<Operation> {
        let mut operations: Vec<Operation> = Vec::new();
        for (path, item) in root.members("paths") {
            if path.starts_with("x-") {
                continue;
            }
            let at = item.position();
            let Some(item) = self.resolved(item) else {
                continue;
            };
            let template = PathTemplate::parse(path);
            self.check_path(&template, at);
            for (method, node) in document::operations(item) {
                if !document::METHODS.contains(&method) {
                    self.method_without_a_name(method, node, path);
                    continue;
                }
                if self.scope.has_operation(node) && !self.is_websocket(node, path) {
                    let operation = self.operation(root, item, node, method, &template, schemes);
                    operations.push(operation);
                }
            }
        }
        self.check_operation_ids(&operations);
        self.check_twins(&operations);
        name_operations(&mut operations);
        operations
    }

    /// Dropshot's channels (`x-dropshot-websocket`, in the documents that it emits) go on
    /// as WebSockets (RFC 6455) after their response: the operation would be half of it.
    fn is_websocket(&mut self, node: &Node, path: &str) -> bool {
        let Some(extension) = node.get("x-dropshot-websocket") else {
            return false;
        };
        self.note(
            rules::WEBSOCKETS_LEFT_OUT,
            format!("`x-dropshot-websocket`: the WebSocket at `{path}` is not generated"),
            extension.position(),
            "serve it by a `#[channel]` of Dropshot beside the generated API, and connect to it by hand",
        );
        true
    }

    /// `query` and `additionalOperations` of OpenAPI 3.2: Dropshot's router and Progenitor's
    /// client have their methods, and no other ones.
    fn method_without_a_name(&mut self, method: &str, node: &Node, path: &str) {
        if !self.scope.has_operation(node) {
            return;
        }
        let sent = document::sent_method(method);
        self.refuse(
            node.position(),
            format!("`{sent} {path}` cannot be served or called by generated code"),
            "use one of the methods that OpenAPI 3.1 has, or serve the operation by hand",
        );
    }

    /// What OpenAPI 3.2 adds to media types, and no generated code does.
    fn check_media_type(&mut self, media: &Node) {
        for (field, what) in [
            ("itemSchema", "a stream of items"),
            ("itemEncoding", "parts that are told apart by their place"),
            ("prefixEncoding", "parts that are told apart by their place"),
        ] {
            if let Some(member) = media.get(field) {
                self.refuse(
                    member.position(),
                    format!("`{field}`: {what} cannot be generated"),
                    "describe the whole body by `schema`, as OpenAPI 3.1 has it",
                );
            }
        }
        for (part, encoding) in media.members("encoding") {
            for field in ["encoding", "itemEncoding", "prefixEncoding"] {
                if let Some(member) = encoding.get(field) {
                    self.refuse(
                        member.position(),
                        format!(
                            "`{field}`: the parts inside of the part `{part}` cannot be generated"
                        ),
                        "describe the part by a media type of its own",
                    );
                }
            }
        }
    }

    fn check_operation_ids(&mut self, operations: &[Operation]) {
        for (index, operation) in operations.iter().enumerate() {
            if operations[..index]
                .iter()
                .any(|other| !operation.id.is_empty() && other.id == operation.id)
            {
                self.findings.push(
                    Finding::error(
                        rules::DUPLICATE_OPERATION_ID,
                        format!("the operationId `{}` is used twice", operation.id),
                    )
                    .at(operation.at)
                    .help("give each operation an operationId of its own"),
                );
            }
        }
    }

    fn operation(
        &mut self,
        root: &'a Node,
        item: &'a Node,
        node: &'a Node,
        method: &str,
        path: &PathTemplate,
        schemes: &[SecurityScheme],
    ) -> Operation {
        let at = node.position();
        let parameters = self.parameters(item, node, path, at);
        let body = node
            .get("requestBody")
            .and_then(|body| self.request_body(body));
        let mut responses = self.responses(node, at);
        for response in &mut responses {
            self.without_content(method, response);
        }
        if let Some((name, callback)) = node.members("callbacks").next() {
            let others = super::and_others(node.members("callbacks").count());
            self.note(
                rules::CALLBACKS_LEFT_OUT,
                format!("callbacks are not generated: `{name}`{others}"),
                callback.position(),
                "send them by hand; the schemas of components are there as types",
            );
        }
        let security = self.security(node.get("security").or(root.get("security")), schemes);
        Operation {
            id: node.text("operationId").unwrap_or_default().to_owned(),
            method: method.to_ascii_uppercase(),
            path: path.clone(),
            base_path: base_path([node, item, root]),
            tags: node
                .items("tags")
                .iter()
                .filter_map(|tag| tag.as_str().map(str::to_owned))
                .collect(),
            summary: node.text("summary").map(str::to_owned),
            description: node.text("description").map(str::to_owned),
            deprecated: node.flag("deprecated"),
            is_paginated: node.has("x-dropshot-pagination"),
            parameters,
            body,
            responses,
            security,
            at,
        }
    }

    fn parameters(
        &mut self,
        item: &'a Node,
        operation: &'a Node,
        path: &PathTemplate,
        at: Position,
    ) -> Vec<Parameter> {
        let mut parameters: Vec<Parameter> = Vec::new();
        // The operation's own come first, and replace the path's.
        for node in operation
            .items("parameters")
            .iter()
            .chain(item.items("parameters"))
        {
            let Some(parameter) = self.parameter(node) else {
                continue;
            };
            let known = |other: &Parameter| {
                other.name == parameter.name && other.location == parameter.location
            };
            if !parameters.iter().any(known) {
                parameters.push(parameter);
            }
        }
        let variables = path.variables();
        for parameter in &parameters {
            if parameter.location == Location::Path && !variables.contains(&parameter.name.as_str())
            {
                self.findings.push(
                    Finding::error(
                        rules::PATH_PARAMETER_MISMATCH,
                        format!("`{path}` has no variable `{}`", parameter.name),
                    )
                    .at(parameter.at)
                    .help("correct the name, or add `{…}` to the path"),
                );
            }
        }
        for variable in variables {
            let declared = |parameter: &Parameter| {
                parameter.location == Location::Path && parameter.name == variable
            };
            if !parameters.iter().any(declared) {
                self.findings.push(
                    Finding::error(
                        rules::PATH_PARAMETER_MISMATCH,
                        format!("the path variable `{variable}` is not among the parameters"),
                    )
                    .at(at)
                    .help(format!("add a parameter `{variable}` with `in: path`")),
                );
            }
        }
        parameters
    }

    fn parameter(&mut self, node: &'a Node) -> Option<Parameter> {
        let node = self.resolved(node)?;
        let at = node.position();
        let name = node.text("name").unwrap_or_default().to_owned();
        let location = match node.text("in") {
            Some("path") => Location::Path,
            Some("query") => Location::Query,
            Some("header") => Location::Header,
            Some("cookie") => Location::Cookie,
            other => {
                self.refuse(
                    at,
                    format!("a parameter cannot be in `{}`", other.unwrap_or("")),
                    "use `path`, `query`, `header` or `cookie`",
                );
                return None;
            }
        };
        if location == Location::Header
            && IGNORED_HEADERS.contains(&name.to_ascii_lowercase().as_str())
        {
            return None;
        }
        let (schema, style) = if let Some((media_type, media)) = node.members("content").next() {
            self.parameter_content(media_type, media, location)
        } else if let Some(schema) = node.get("schema") {
            let style = self.style(node, location)?;
            (self.schema(schema), style)
        } else {
            self.refuse(
                at,
                format!("the parameter `{name}` has no `schema` and no `content`"),
                "describe the parameter by `schema`, with a `style` if it is not scalar",
            );
            return None;
        };
        Some(Parameter {
            required: location == Location::Path || node.flag("required"),
            description: node.text("description").map(str::to_owned),
            explode: node
                .get("explode")
                .and_then(Node::as_bool)
                .unwrap_or(style == Style::Form),
            allow_empty: location == Location::Query && node.flag("allowEmptyValue"),
            allow_reserved: location == Location::Query && node.flag("allowReserved"),
            name,
            location,
            schema,
            style,
            at,
        })
    }

    /// JSON is read as such; what has another media type is text.
    fn parameter_content(
        &mut self,
        media_type: &str,
        media: &'a Node,
        location: Location,
    ) -> (Node, Style) {
        self.check_media_type(media);
        let at = media.position();
        let schema = media.get("schema").map(|schema| self.schema(schema));
        if kind(&essence(media_type)) == MediaKind::Json {
            let schema = schema.unwrap_or_else(|| Node::object([], at));
            return (schema, Style::Json);
        }
        let schema = schema
            .filter(|schema| self.target(schema).text("type") == Some("string"))
            .unwrap_or_else(|| Node::object([("type".to_owned(), Node::string("string", at))], at));
        (schema, usual_style(location))
    }

    fn style(&mut self, node: &Node, location: Location) -> Option<Style> {
        Some(match (node.text("style"), location) {
            (None, location) => usual_style(location),
            (Some("simple"), _) => Style::Simple,
            (Some("form"), _) => Style::Form,
            (Some("label"), Location::Path) => Style::Label,
            (Some("matrix"), Location::Path) => Style::Matrix,
            (Some("spaceDelimited"), Location::Query) => Style::SpaceDelimited,
            (Some("pipeDelimited"), Location::Query) => Style::PipeDelimited,
            (Some("deepObject"), Location::Query) => Style::DeepObject,
            (Some(other), _) => {
                let way_out = match location {
                    Location::Path => "use `simple`, `label` or `matrix`",
                    Location::Query => {
                        "use `form`, `spaceDelimited`, `pipeDelimited` or `deepObject`"
                    }
                    Location::Header => "use `simple`",
                    Location::Cookie => "use `form`",
                };
                self.refuse(
                    node.get("style").map_or(node.position(), Node::position),
                    format!("a {} parameter has no style `{other}`", location.name()),
                    way_out,
                );
                return None;
            }
        })
    }

    /// What a schema is when it is only a reference.
    fn target<'s>(&'s self, schema: &'s Node) -> &'s Node {
        let mut schema = schema;
        for _ in 0..16 {
            let name = schema
                .text("$ref")
                .and_then(|reference| reference.strip_prefix(SCHEMAS));
            match name.and_then(|name| self.schemas.get(name)) {
                Some(target) => schema = target,
                None => break,
            }
        }
        schema
    }

    fn request_body(&mut self, node: &'a Node) -> Option<Body> {
        let node = self.resolved(node)?;
        let mut contents = self.contents(node);
        if contents.is_empty() {
            return None;
        }
        let content = contents.remove(0);
        Some(Body {
            required: node.flag("required"),
            description: node.text("description").map(str::to_owned),
            media_type: content.media_type,
            kind: content.kind,
            schema: content.schema,
            encodings: content.encodings,
            others: contents,
            at: node.position(),
        })
    }

    /// What a body may be. JSON comes first: Dropshot and the client know one
    /// media type of each body.
    fn contents(&mut self, node: &'a Node) -> Vec<Content> {
        let mut contents: Vec<Content> = Vec::new();
        for (media_type, media) in node.members("content") {
            // One of the components, as OpenAPI 3.2 has them.
            let media = self.resolved(media);
            let Some(content) = media.and_then(|media| self.content(media_type, media)) else {
                continue;
            };
            // The same but for its `charset`.
            if !contents.iter().any(|known| known.name() == content.name()) {
                contents.push(content);
            }
        }
        contents.sort_by_key(|content| match content.kind {
            MediaKind::Json if content.name() == "application/json" => 0,
            MediaKind::Json => 1,
            _ => 2,
        });
        contents
    }

    fn content(&mut self, media_type: &str, media: &'a Node) -> Option<Content> {
        self.check_media_type(media);
        let schema = match media.get("schema") {
            Some(schema) => self.schema(schema),
            None => Node::object([], media.position()),
        };
        let essence = essence(media_type);
        Some(Content {
            kind: kind(&essence),
            media_type: spelled(media_type, essence),
            schema,
            encodings: media
                .members("encoding")
                .map(|(property, node)| (property.clone(), encoding(node)))
                .collect(),
        })
    }

    fn responses(&mut self, operation: &'a Node, at: Position) -> Vec<Response> {
        let mut responses = Vec::new();
        for (code, node) in operation.members("responses") {
            if code.starts_with("x-") {
                continue;
            }
            let key_at = node.position();
            let Some(status) = Status::parse(code) else {
                self.refuse(
                    key_at,
                    format!("`{code}` is not a status code"),
                    "write a code such as `404`, a range such as `4XX`, or `default`",
                );
                continue;
            };
            if responses
                .iter()
                .any(|known: &Response| known.status == status)
            {
                self.refuse(
                    key_at,
                    format!("the status `{code}` is there twice"),
                    "make one response of the two",
                );
                continue;
            }
            let Some(node) = self.resolved(node) else {
                continue;
            };
            let mut contents = self.contents(node).into_iter();
            let headers = self.response_headers(node);
            responses.push(Response {
                status,
                description: node.text("description").unwrap_or_default().to_owned(),
                headers,
                content: contents.next(),
                others: contents.collect(),
                at: key_at,
            });
        }
        if responses.is_empty() {
            self.note(
                rules::UNDOCUMENTED_RESPONSE,
                "the operation documents no response: any status with any body is taken for its answer",
                at,
                "add at least the response of a request that was carried out",
            );
            responses.push(undocumented(at));
        }
        responses
    }

    /// What HTTP has no content for is read without one.
    fn without_content(&mut self, method: &str, response: &mut Response) {
        if has_no_content(method, response.status) && response.content.take().is_some() {
            response.others.clear();
            self.note(
                rules::lint::CONTENT_OF_EMPTY,
                format!(
                    "a response {} has no content",
                    empty::told(method, response.status)
                ),
                response.at,
                "leave out its `content`: it is generated without",
            );
        }
    }

    fn response_headers(&mut self, response: &'a Node) -> Vec<Header> {
        let mut headers = Vec::new();
        for (name, node) in response.members("headers") {
            // Ignored by the OpenAPI specification (3.1.1, section 4.8.17).
            if name.eq_ignore_ascii_case("content-type") {
                continue;
            }
            let key_at = node.position();
            let Some(node) = self.resolved(node) else {
                continue;
            };
            let content = node.members("content").next();
            let (schema, style) = match (content, node.get("schema")) {
                (Some((media_type, media)), _) => {
                    self.parameter_content(media_type, media, Location::Header)
                }
                (None, Some(schema)) => (self.schema(schema), Style::Simple),
                (None, None) => {
                    let kind = Node::string("string", key_at);
                    let schema = Node::object([("type".to_owned(), kind)], key_at);
                    (schema, Style::Simple)
                }
            };
            headers.push(Header {
                name: name.clone(),
                required: node.flag("required"),
                description: node.text("description").map(str::to_owned),
                schema,
                style,
                explode: node.flag("explode"),
                at: key_at,
            });
        }
        headers
    }

    /// Follows references; what leads nowhere is a finding.
    pub(super) fn resolved(&mut self, node: &'a Node) -> Option<&'a Node> {
        match self.document.resolve(node) {
            Ok(found) => Some(found),
            Err(error) => {
                self.findings.push(error.into());
                None
            }
        }
    }
}

/// The response of an operation that documents none: whatever comes.
fn undocumented(at: Position) -> Response {
    Response {
        status: Status::Default,
        description: "Not documented.".into(),
        headers: Vec::new(),
        content: Some(Content {
            media_type: "*/*".into(),
            kind: MediaKind::Range,
            schema: Node::object([], at),
            encodings: Default::default(),
        }),
        others: Vec::new(),
        at,
    }
}

/// A media type without its parameters, in small letters.
/// The essence, and the parameters as they are written. What no header may hold is left out.
fn spelled(media_type: &str, essence: String) -> String {
    match media_type.split_once(';') {
        Some((_, parameters)) if parameters.bytes().all(|byte| (b' '..=b'~').contains(&byte)) => {
            let parameters = parameters.split(';').map(str::trim);
            let parameters = parameters.filter(|parameter| !parameter.is_empty());
            std::iter::once(essence.as_str())
                .chain(parameters)
                .collect::<Vec<_>>()
                .join("; ")
        }
        _ => essence,
    }
}

fn kind(essence: &str) -> MediaKind {
    match essence {
        "application/json" => MediaKind::Json,
        json if json.ends_with("+json") => MediaKind::Json,
        "application/x-www-form-urlencoded" => MediaKind::Form,
        multipart if multipart.starts_with("multipart/") => MediaKind::Multipart,
        range if range.contains('*') => MediaKind::Range,
        text if text.starts_with("text/") => MediaKind::Text,
        _ => MediaKind::Bytes,
    }
}

fn encoding(node: &Node) -> Encoding {
    let media_types = node.text("contentType").unwrap_or_default().split(',');
    let style = match node.text("style") {
        Some("form") => Some(Style::Form),
        Some("spaceDelimited") => Some(Style::SpaceDelimited),
        Some("pipeDelimited") => Some(Style::PipeDelimited),
        Some("deepObject") => Some(Style::DeepObject),
        _ => None,
    };
    Encoding {
        media_types: media_types
            .map(essence)
            .filter(|media_type| !media_type.is_empty())
            .collect(),
        explode: node
            .get("explode")
            .and_then(Node::as_bool)
            .unwrap_or(style.is_none_or(|style| style == Style::Form)),
        style,
    }
}

fn usual_style(location: Location) -> Style {
    match location {
        Location::Path | Location::Header => Style::Simple,
        Location::Query | Location::Cookie => Style::Form,
    }
}

/// Gives ids to the operations that have none. Those that are written keep
/// theirs wherever they stand, so that adding an operation without one renames
/// nothing.
fn name_operations(operations: &mut [Operation]) {
    // As other languages see it: letters and digits.
    let meaning = |id: &str| -> String {
        let letters = id.chars().filter(char::is_ascii_alphanumeric);
        letters.map(|c| c.to_ascii_lowercase()).collect()
    };
    let written = operations
        .iter()
        .filter(|operation| !operation.id.is_empty());
    let mut taken: HashSet<String> = written.map(|operation| meaning(&operation.id)).collect();
    for operation in operations {
        if operation.id.is_empty() {
            let derived = derived_id(&operation.method, &operation.path);
            operation.id = std::iter::once(derived.clone())
                .chain((2..).map(|number| format!("{derived}_{number}")))
                .find(|id| taken.insert(meaning(id)))
                .unwrap_or(derived);
        }
    }
}

/// The id of an operation that has none: method and path, as a person would
/// name it.
fn derived_id(method: &str, path: &PathTemplate) -> String {
    let mut id = method.to_ascii_lowercase();
    for segment in &path.segments {
        match segment {
            Segment::Literal(text) | Segment::Mixed(text) => {
                id.push('_');
                id.extend(
                    text.chars()
                        .map(|c| if c.is_ascii_alphanumeric() { c } else { '_' }),
                );
            }
            Segment::Variable(name) => {
                id.push_str("_by_");
                id.extend(
                    name.chars()
                        .map(|c| if c.is_ascii_alphanumeric() { c } else { '_' }),
                );
            }
        }
    }
    id
}
