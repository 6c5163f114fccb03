//! The structure that the tables of fields cannot say: types of values, free
//! field names, and fields that need or exclude each other.

use super::fix::Fix;
use super::objects::{FieldType, Kind};

use super::walk::Walk;
use crate::document::{Map, Node, Value};
use crate::report::Rule;
use crate::rules::lint as rules;

const TYPES: &[&str] = &[
    "null", "boolean", "integer", "number", "string", "array", "object",
];

/// What holds a component, in the order of the specification.
const SECTIONS: &[&str] = &[
    "schemas",
    "responses",
    "parameters",
    "examples",
    "requestBodies",
    "headers",
    "securitySchemes",
    "links",
    "callbacks",
    "pathItems",
    "mediaTypes",
];

impl<'a> Walk<'a> {
    pub fn wrong_type(&mut self, node: &Node, expected: &str) {
        let message = format!("{expected}, not {}", node.kind());
        self.find(rules::STRUCT, node, message);
    }

    /// A text; a number or a word like `true` without quotes is one that was
    /// not marked as such.
    pub fn text(&mut self, node: &'a Node) -> Option<&'a str> {
        let text = node.as_str();
        if text.is_none() {
            let message = format!("a text is expected here, not {}", node.kind());
            let found = self.find(rules::STRUCT, node, message);
            if matches!(node.value, Value::Number(_) | Value::Bool(_)) {
                found.help("put it in quotes").fix(Fix::Quote);
            }
        }
        text
    }

    pub fn url(&mut self, node: &'a Node) {
        let Some(text) = self.text(node) else {
            return;
        };
        if text.is_empty() || text.contains(|c: char| c.is_whitespace() || "<>\"{}".contains(c)) {
            self.find(rules::STRUCT, node, format!("`{text}` is not a URL"))
                .help("write an absolute URL, or one relative to the document");
        }
    }

    pub fn flag(&mut self, node: &Node) {
        if node.as_bool().is_some() {
            return;
        }
        let message = format!("true or false is expected here, not {}", node.kind());
        let found = self.find(rules::STRUCT, node, message);
        if matches!(node.as_str(), Some("true" | "false")) {
            found.help("remove the quotes").fix(Fix::Unquote);
        }
    }

    pub fn count(&mut self, node: &Node) {
        if node.as_count().is_none() {
            let what = node
                .as_number()
                .map_or_else(|| node.kind().to_owned(), |number| format!("`{number}`"));
            let message = format!("a whole number from 0 is expected here, not {what}");
            self.find(rules::STRUCT, node, message);
        }
    }

    pub fn one_of(&mut self, values: &[&str], node: &'a Node) {
        let Some(text) = self.text(node) else {
            return;
        };
        if !values.contains(&text) {
            self.find(
                rules::STRUCT,
                node,
                format!("`{text}` is not possible here"),
            )
            .help(format!("use one of {}", values.join(", ")));
        }
    }

    /// Texts, each once.
    pub fn texts(&mut self, node: &'a Node) {
        let Some(items) = node.as_array() else {
            self.wrong_type(node, "a list of texts is expected here");
            return;
        };
        // The tags of an operation have a rule of their own for this.
        let is_tags = self.pointer.ends_with("/tags");
        for (index, item) in items.iter().enumerate() {
            self.within(&index.to_string(), |walk| {
                let text = walk.text(item);
                if text.is_some() && items[..index].iter().any(|other| other.as_str() == text) {
                    let rule: &'static Rule = if is_tags {
                        rules::OPERATION_TAGS
                    } else {
                        rules::STRUCT
                    };
                    let message = format!("`{}` is listed twice", text.unwrap_or_default());
                    walk.find(rule, item, message)
                        .help("remove one of the two")
                        .fix(Fix::RemoveItem);
                }
            });
        }
    }

    pub fn type_names(&mut self, node: &'a Node) {
        match &node.value {
            Value::String(name) => self.type_name(name, node),
            Value::Array(names) if self.is_31 => {
                if names.is_empty() {
                    self.find(rules::STRUCT, node, "no value has none of all types");
                }
                for name in names {
                    match name.as_str() {
                        Some(text) => self.type_name(text, name),
                        None => {
                            self.wrong_type(name, "the name of a type is expected here");
                        }
                    }
                }
            }
            Value::Array(_) => {
                self.find(rules::STRUCT, node, "OpenAPI 3.0 has no lists of types")
                    .help("use `nullable: true` for null, and `oneOf` for other types");
            }
            _ => self.wrong_type(node, "the name of a type is expected here"),
        }
    }

    fn type_name(&mut self, name: &str, node: &Node) {
        if !TYPES.contains(&name) {
            self.find(rules::STRUCT, node, format!("`{name}` is not a type"))
                .help(format!("use one of {}", TYPES.join(", ")));
        } else if name == "null" && !self.is_31 {
            self.find(rules::STRUCT, node, "OpenAPI 3.0 has no type `null`")
                .help("use `nullable: true`");
        }
    }

    pub fn paths_object(&mut self, map: &'a Map) {
        for (path, item) in map {
            if path.starts_with("x-") {
                continue;
            }
            if !path.starts_with('/') {
                let message = format!("the path `{path}` does not begin with a slash");
                self.find_in(rules::STRUCT, path, item, message)
                    .help("begin it with `/`");
            }
            self.within(path, |walk| {
                walk.value(&FieldType::Referable(Kind::PathItem), item);
            });
        }
    }

    pub fn responses_object(&mut self, node: &Node, map: &'a Map) {
        let mut has_response = false;
        for (status, response) in map {
            if status.starts_with("x-") {
                continue;
            }
            has_response = true;
            if !is_status(status) {
                let message = format!("`{status}` is no status");
                self.find_in(rules::STRUCT, status, response, message)
                    .help("use a code like 404, a range like 4XX, or `default`");
            }
            self.within(status, |walk| {
                walk.value(&FieldType::Referable(Kind::Response), response);
            });
        }
        if !has_response {
            self.find(rules::STRUCT, node, "there must be at least one response");
        }
    }

    pub fn callback_object(&mut self, map: &'a Map) {
        for (expression, item) in map {
            if !expression.starts_with("x-") {
                self.within(expression, |walk| {
                    walk.value(&FieldType::Referable(Kind::PathItem), item);
                });
            }
        }
    }

    pub fn security_requirement_object(&mut self, map: &'a Map) {
        for (name, scopes) in map {
            self.within(name, |walk| {
                walk.value(&FieldType::List(&FieldType::Text), scopes);
            });
        }
    }

    pub fn components_object(&mut self, map: &'a Map) {
        let is_root = self.pointer == "/components";
        for (section, members) in map {
            let Some(known) = SECTIONS.iter().find(|known| *known == section) else {
                if !section.starts_with("x-") {
                    let message = format!("`{section}` is not a field of the Components Object");
                    self.find_in(rules::STRUCT, section, members, message)
                        .help(format!("use one of {}", SECTIONS.join(", ")));
                }
                continue;
            };
            let is_later = match *known {
                "pathItems" => !self.is_31,
                "mediaTypes" => !self.is_32,
                _ => false,
            };
            if is_later {
                let own = if self.is_31 { "3.1" } else { "3.0" };
                let message =
                    format!("`{known}` is not a field of the Components Object in OpenAPI {own}");
                self.find_in(rules::STRUCT, section, members, message);
                continue;
            }
            self.within(section, |walk| {
                let Some(components) = members.as_object() else {
                    walk.wrong_type(members, "an object is expected here");
                    return;
                };
                for (name, component) in components {
                    if !is_component_name(name) {
                        let message = format!("`{name}` is not possible as a component's name");
                        walk.find_in(rules::MAP_NAME, name, component, message)
                            .help("use letters, digits, `.`, `-` and `_` only");
                    }
                    walk.component = is_root.then_some((*known, name.as_str()));
                    walk.within(name, |walk| walk.value(section_type(known), component));
                    walk.component = None;
                }
            });
        }
    }

    /// Fields that need or exclude each other.
    pub fn structure(&mut self, kind: Kind, node: &'a Node) {
        match kind {
            Kind::OpenApi => self.root(node),
            Kind::Operation if !self.is_31 && !node.has("responses") => {
                self.find(
                    rules::STRUCT,
                    node,
                    "an Operation Object must have `responses`",
                )
                .help("say what the response is");
            }
            Kind::License if self.is_31 => self.not_both(node, "identifier", "url"),
            Kind::Parameter => self.parameter(node),
            Kind::Header => self.content_or_schema(kind, node),
            Kind::MediaType => self.not_both(node, "example", "examples"),
            Kind::Link => {
                self.not_both(node, "operationRef", "operationId");
                if !node.has("operationRef") && !node.has("operationId") {
                    self.find(rules::STRUCT, node, "the link leads to no operation")
                        .help("add `operationId`, or `operationRef`");
                }
            }
            Kind::SecurityScheme => self.security_scheme(node),
            Kind::OAuthFlows => self.flows(node),
            _ => {}
        }
    }

    fn root(&mut self, node: &Node) {
        if !self.is_31 && !node.has("paths") {
            self.find(rules::STRUCT, node, "the OpenAPI Object must have `paths`")
                .help("add `paths`");
        } else if !["paths", "webhooks", "components"]
            .iter()
            .any(|key| node.has(key))
        {
            self.find(
                rules::STRUCT,
                node,
                "the OpenAPI Object must have `paths`, `webhooks` or `components`",
            )
            .help("add `paths`");
        }
    }

    fn not_both(&mut self, node: &Node, one: &str, other: &str) {
        if let Some(member) = node.get(other)
            && node.has(one)
        {
            let message = format!("`{one}` and `{other}` exclude each other");
            self.find_in(rules::STRUCT, other, member, message)
                .help("keep one of the two");
        }
    }

    fn parameter(&mut self, node: &'a Node) {
        self.content_or_schema(Kind::Parameter, node);
        let location = node.text("in").unwrap_or_default();
        if location == "querystring"
            && let Some(schema) = node.get("schema")
        {
            let message = "what is all of the query is described by `content`";
            self.find_in(rules::STRUCT, "schema", schema, message)
                .help("put the schema into a media type, as `application/x-www-form-urlencoded`");
        }
        if location == "path" {
            match node.get("required") {
                None => {
                    let message = "a path parameter must be `required: true`";
                    self.find(rules::STRUCT, node, message)
                        .help("add `required: true`: there is no path without it")
                        .fix(Fix::Insert {
                            key: "required",
                            value: "true",
                        });
                }
                Some(required) if required.as_bool() == Some(false) => {
                    let message = "a path parameter must be `required: true`";
                    self.find_in(rules::STRUCT, "required", required, message)
                        .help("make it true: there is no path without it")
                        .fix(Fix::Replace("true".into()));
                }
                Some(_) => {}
            }
        }
        let possible: &[&str] = match location {
            "path" => &["matrix", "label", "simple"],
            "query" => &["form", "spaceDelimited", "pipeDelimited", "deepObject"],
            "header" => &["simple"],
            "cookie" if self.is_32 => &["form", "cookie"],
            "cookie" => &["form"],
            _ => return,
        };
        if let Some(style) = node.get("style")
            && let Some(text) = style.as_str()
            && !possible.contains(&text)
        {
            let message = format!("the style `{text}` is not possible in {location} parameters");
            self.find_in(rules::STRUCT, "style", style, message)
                .help(format!("use one of {}", possible.join(", ")));
        }
    }

    fn content_or_schema(&mut self, kind: Kind, node: &Node) {
        self.not_both(node, "schema", "content");
        self.not_both(node, "example", "examples");
        match node.get("content").and_then(Node::as_object) {
            Some(content) if content.len() != 1 => {
                let member = &node.as_object().expect("it has a member")["content"];
                let message = "`content` must have exactly one media type here";
                self.find_in(rules::STRUCT, "content", member, message);
            }
            None if !node.has("schema") && !node.has("content") => {
                let message = format!("{} must have `schema` or `content`", kind.name());
                self.find(rules::STRUCT, node, message)
                    .help("add a `schema`");
            }
            _ => {}
        }
    }

    fn security_scheme(&mut self, node: &Node) {
        let Some(kind) = node.text("type") else {
            return;
        };
        let needed: &[&str] = match kind {
            "apiKey" => &["name", "in"],
            "http" => &["scheme"],
            "oauth2" => &["flows"],
            "openIdConnect" => &["openIdConnectUrl"],
            "mutualTLS" if !self.is_31 => {
                let member = node.get("type").unwrap_or(node);
                let message = "OpenAPI 3.0 knows no security scheme of type `mutualTLS`";
                self.find_in(rules::STRUCT, "type", member, message);
                return;
            }
            _ => return,
        };
        for name in needed.iter().filter(|name| !node.has(name)) {
            let message = format!("a security scheme of type `{kind}` must have `{name}`");
            self.find(rules::STRUCT, node, message)
                .help(format!("add `{name}`"));
        }
    }

    fn flows(&mut self, node: &'a Node) {
        for (name, flow) in node.as_object().into_iter().flatten() {
            let needed: &[&str] = match name.as_str() {
                "implicit" => &["authorizationUrl"],
                "password" | "clientCredentials" => &["tokenUrl"],
                "authorizationCode" => &["authorizationUrl", "tokenUrl"],
                "deviceAuthorization" if self.is_32 => &["deviceAuthorizationUrl", "tokenUrl"],
                _ => continue,
            };
            for field in needed.iter().filter(|field| !flow.has(field)) {
                let message = format!("the flow `{name}` must have `{field}`");
                self.find_in(rules::STRUCT, name, flow, message)
                    .help(format!("add `{field}`"));
            }
        }
    }
}

fn is_status(text: &str) -> bool {
    let bytes = text.as_bytes();
    text == "default"
        || bytes.len() == 3
            && (b'1'..=b'5').contains(&bytes[0])
            && (bytes[1..].iter().all(u8::is_ascii_digit) || &bytes[1..] == b"XX")
}

fn is_component_name(name: &str) -> bool {
    !name.is_empty()
        && name
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_'))
}

fn section_type(section: &str) -> &'static FieldType {
    match section {
        "schemas" => &FieldType::Referable(Kind::Schema),
        "responses" => &FieldType::Referable(Kind::Response),
        "parameters" => &FieldType::Referable(Kind::Parameter),
        "examples" => &FieldType::Referable(Kind::Example),
        "requestBodies" => &FieldType::Referable(Kind::RequestBody),
        "headers" => &FieldType::Referable(Kind::Header),
        "securitySchemes" => &FieldType::Referable(Kind::SecurityScheme),
        "links" => &FieldType::Referable(Kind::Link),
        "callbacks" => &FieldType::Referable(Kind::Callback),
        "mediaTypes" => &FieldType::Referable(Kind::MediaType),
        _ => &FieldType::Referable(Kind::PathItem),
    }
}
