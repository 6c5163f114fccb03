//! Rules about operations: their names, tags, responses, parameters and links.

use std::collections::{HashMap, HashSet};

use super::walk::Walk;
use crate::document::{IGNORED_HEADERS, Node, escape_pointer_token, operations};
use crate::model::{Status, empty_response, has_no_content};
use crate::rules::lint as rules;

/// An operation, and where it is.
pub struct LocatedOperation<'a> {
    pub method: &'a str,
    /// The path, the webhook's name, or the callback's expression.
    pub path: &'a str,
    pub item: &'a Node,
    /// Within the file of the path item.
    pub item_pointer: String,
    pub node: &'a Node,
    pub pointer: String,
    /// Whether it is this API that serves it: no webhook, no callback.
    pub is_served: bool,
    pub is_webhook: bool,
}

/// A parameter as an operation has it.
pub struct LocatedParameter<'a> {
    pub node: &'a Node,
    /// Where the operation or path item lists it: a reference, maybe.
    pub listed: &'a Node,
    pub pointer: String,
}

impl LocatedOperation<'_> {
    pub fn title(&self) -> String {
        format!("`{} {}`", self.method.to_ascii_uppercase(), self.path)
    }
}

impl<'a> Walk<'a> {
    /// All operations, those of webhooks and callbacks too.
    pub fn operations(&mut self) -> Vec<LocatedOperation<'a>> {
        let root = self.document.root();
        let mut found = Vec::new();
        for (path, item) in root
            .members("paths")
            .filter(|(path, _)| !path.starts_with("x-"))
        {
            let pointer = format!("/paths/{}", escape_pointer_token(path));
            self.item_operations(path, item, pointer, (true, false), &mut found);
        }
        for (name, item) in root.members("webhooks") {
            let pointer = format!("/webhooks/{}", escape_pointer_token(name));
            self.item_operations(name, item, pointer, (false, true), &mut found);
        }
        let mut next = 0;
        while next < found.len() {
            let (node, pointer) = (found[next].node, found[next].pointer.clone());
            let is_callback = !found[next].is_served && !found[next].is_webhook;
            next += 1;
            if is_callback {
                continue;
            }
            for (name, callback) in node.members("callbacks") {
                let Some(callback) = self.references.resolve(callback) else {
                    continue;
                };
                for (expression, item) in callback.as_object().into_iter().flatten() {
                    let pointer = format!(
                        "{pointer}/callbacks/{}/{}",
                        escape_pointer_token(name),
                        escape_pointer_token(expression)
                    );
                    self.item_operations(expression, item, pointer, (false, false), &mut found);
                }
            }
        }
        found
    }

    fn item_operations(
        &mut self,
        path: &'a str,
        item: &'a Node,
        pointer: String,
        (is_served, is_webhook): (bool, bool),
        found: &mut Vec<LocatedOperation<'a>>,
    ) {
        let (item, pointer) = match item.get("$ref") {
            Some(reference) => match self.references.target(reference) {
                Some(place) => (place.node, place.pointer.clone()),
                None => return,
            },
            None => (item, pointer),
        };
        for (method, node) in operations(item) {
            found.push(LocatedOperation {
                method,
                path,
                item,
                item_pointer: pointer.clone(),
                node,
                pointer: match item.has(method) {
                    true => format!("{pointer}/{method}"),
                    false => {
                        let token = escape_pointer_token(method);
                        format!("{pointer}/additionalOperations/{token}")
                    }
                },
                is_served,
                is_webhook,
            });
        }
    }

    pub fn operation_rules(&mut self, operations: &[LocatedOperation<'a>]) {
        let root = self.document.root();
        let declared: HashSet<&str> = root
            .items("tags")
            .iter()
            .filter_map(|tag| tag.text("name"))
            .collect();
        let mut ids: HashMap<&str, &Node> = HashMap::new();
        for operation in operations {
            self.pointer.clone_from(&operation.pointer);
            self.operation_id(operation, &mut ids);
            self.texts_of(operation);
            self.tags_of(operation, &declared);
            self.responses_of(operation);
            if operation.is_webhook {
                self.webhook(operation);
            } else if !operation.is_served
                && let Some(callbacks) = operation.node.get("callbacks")
            {
                let message = "a callback has callbacks";
                self.find_in(
                    rules::CALLBACKS_IN_CALLBACKS,
                    "callbacks",
                    callbacks,
                    message,
                )
                .help("describe them at the operation that starts them");
            }
        }
        self.pointer.clear();
        self.link_operations(&ids);
    }

    fn operation_id(
        &mut self,
        operation: &LocatedOperation<'a>,
        ids: &mut HashMap<&'a str, &'a Node>,
    ) {
        let Some(node) = operation.node.get("operationId") else {
            if operation.is_served {
                let message = format!("{} has no operationId", operation.title());
                self.find(rules::OPERATION_ID, operation.node, message)
                    .help("add an `operationId`: generated functions have its name");
            }
            return;
        };
        let Some(id) = node.as_str() else {
            return;
        };
        match ids.get(id) {
            Some(first) if !std::ptr::eq(*first, node) => {
                let message = format!("the operationId `{id}` is used twice");
                let first = self.document.sources.locate(first.position());
                self.find_in(rules::OPERATION_ID_UNIQUE, "operationId", node, message)
                    .help(format!(
                        "it is used at {first} too: give each operation one of its own"
                    ));
            }
            _ => {
                ids.insert(id, node);
            }
        }
        let is_safe = |c: char| c.is_ascii_alphanumeric() || "-._~:/?#[]@!$&'()*+,;=".contains(c);
        if let Some(unsafe_character) = id.chars().find(|c| !is_safe(*c)) {
            let message = format!(
                "the operationId `{id}` cannot stand in a URL: it has `{unsafe_character}`"
            );
            self.find_in(rules::OPERATION_ID_URL, "operationId", node, message)
                .help("use letters, digits, `-`, `.` and `_`");
        }
    }

    fn texts_of(&mut self, operation: &LocatedOperation<'a>) {
        let missing = |key: &str| {
            operation
                .node
                .text(key)
                .is_none_or(|text| text.trim().is_empty())
        };
        if missing("summary") {
            let message = format!("{} has no summary", operation.title());
            self.find(rules::OPERATION_SUMMARY, operation.node, message)
                .help("add a `summary`: one line that says what it does");
        }
        if missing("description") {
            let message = format!("{} is not described", operation.title());
            self.find(rules::OPERATION_DESCRIPTION, operation.node, message)
                .help("add a `description`");
        }
    }

    fn tags_of(&mut self, operation: &LocatedOperation<'a>, declared: &HashSet<&str>) {
        let tags = operation.node.items("tags");
        let has_none = operation
            .node
            .get("tags")
            .is_none_or(|tags| tags.as_array().is_some_and(<[Node]>::is_empty));
        if has_none && operation.is_served {
            let message = format!("{} has no tag", operation.title());
            self.find(rules::OPERATION_TAGS, operation.node, message)
                .help("add `tags`: documentation is grouped by them");
        }
        if let Some(second) = tags.get(1) {
            let message = format!("{} has more than one tag", operation.title());
            let pointer = format!("{}/tags", operation.pointer);
            self.find_at(rules::SINGULAR_TAG, second.position(), pointer, message)
                .help("keep the one it belongs to most");
        }
        for (index, tag) in tags.iter().enumerate() {
            if let Some(name) = tag.as_str()
                && !declared.contains(name)
            {
                let message = format!("the tag `{name}` is not declared");
                let pointer = format!("{}/tags/{index}", operation.pointer);
                self.find_at(
                    rules::OPERATION_TAG_DEFINED,
                    tag.position(),
                    pointer,
                    message,
                )
                .help("add it to the document's `tags`");
            }
        }
    }

    fn responses_of(&mut self, operation: &LocatedOperation<'a>) {
        let Some(responses) = operation
            .node
            .get("responses")
            .filter(|node| node.as_object().is_some())
        else {
            return;
        };
        let statuses: Vec<&str> = responses
            .as_object()
            .into_iter()
            .flatten()
            .map(|(status, _)| status.as_str())
            .collect();
        let begins = |first: char| statuses.iter().any(|status| status.starts_with(first));
        if !statuses.contains(&"default") && !begins('2') && !begins('3') {
            let message = format!("{} documents no response for success", operation.title());
            self.find_in(rules::RESPONSE_2XX, "responses", responses, message)
                .help("add a response of 2XX or 3XX");
        }
        for (code, response) in responses.as_object().into_iter().flatten() {
            let has_content = self
                .references
                .resolve(response)
                .is_some_and(|response| response.has("content"));
            let status = Status::parse(code);
            if let Some(status) = status.filter(|status| has_no_content(operation.method, *status))
                && has_content
            {
                let message = format!(
                    "{} documents a `content` for a response {}, which has none",
                    operation.title(),
                    empty_response(operation.method, status)
                );
                let pointer = format!("{}/responses/{code}", self.pointer);
                self.find_at(
                    rules::CONTENT_OF_EMPTY,
                    response.position(),
                    pointer,
                    message,
                )
                .help("leave out its `content`, or choose another status");
            }
        }
        if operation.is_served && !statuses.contains(&"default") && !begins('4') {
            let message = format!(
                "{} documents no response for a wrong request",
                operation.title()
            );
            self.find_in(rules::RESPONSE_4XX, "responses", responses, message)
                .help("add a response of 4XX");
        }
    }

    fn webhook(&mut self, operation: &LocatedOperation<'a>) {
        if let Some(servers) = operation.node.get("servers") {
            self.find_in(
                rules::WEBHOOK_SERVERS,
                "servers",
                servers,
                "a webhook has servers",
            )
            .help("remove them: whoever receives the webhook says where");
        }
        if let Some(callbacks) = operation.node.get("callbacks") {
            let message = "a webhook has callbacks";
            self.find_in(rules::WEBHOOK_CALLBACKS, "callbacks", callbacks, message)
                .help("describe them at the operation that starts them");
        }
    }

    /// The parameters of an operation: its own, and those of the path item
    /// that it does not replace.
    pub fn parameters(&mut self, operation: &LocatedOperation<'a>) -> Vec<LocatedParameter<'a>> {
        let mut own = self.listed_parameters(operation.node, &operation.pointer);
        for shared in self.listed_parameters(operation.item, &operation.item_pointer) {
            let is_same = |other: &LocatedParameter<'_>| key(other.node) == key(shared.node);
            if !own.iter().any(is_same) {
                own.push(shared);
            }
        }
        own
    }

    pub fn listed_parameters(
        &mut self,
        node: &'a Node,
        pointer: &str,
    ) -> Vec<LocatedParameter<'a>> {
        node.items("parameters")
            .iter()
            .enumerate()
            .filter_map(|(index, listed)| {
                Some(LocatedParameter {
                    node: self.references.resolve(listed)?,
                    listed,
                    pointer: format!("{pointer}/parameters/{index}"),
                })
            })
            .collect()
    }

    /// Rules about the parameters that a node lists.
    pub fn parameter_rules(&mut self, node: &'a Node, pointer: &str) {
        let parameters = self.listed_parameters(node, pointer);
        for (index, parameter) in parameters.iter().enumerate() {
            let Some((name, location)) = key(parameter.node) else {
                continue;
            };
            let at = parameter.listed.position();
            let is_same = |other: &LocatedParameter<'_>| key(other.node) == Some((name, location));
            if parameters[..index].iter().any(is_same) {
                let message = format!("the {location} parameter `{name}` is listed twice");
                self.find_at(
                    rules::PARAMETERS_UNIQUE,
                    at,
                    parameter.pointer.clone(),
                    message,
                )
                .help("keep one of the two");
            }
            if location == "header" && IGNORED_HEADERS.contains(&name.to_ascii_lowercase().as_str())
            {
                let message = format!("OpenAPI ignores header parameters named `{name}`");
                self.find_at(
                    rules::HEADER_IGNORED,
                    at,
                    parameter.pointer.clone(),
                    message,
                )
                .help("say it by the media types of bodies, or by `security`");
            }
            if parameter.node.text("description").is_none_or(str::is_empty) {
                let message = format!("the {location} parameter `{name}` is not described");
                self.find_at(
                    rules::PARAMETER_DESCRIPTION,
                    at,
                    parameter.pointer.clone(),
                    message,
                )
                .help("add a `description`");
            }
        }
    }

    /// A link, as far as it can be judged by itself.
    pub fn link(&mut self, link: &'a Node) {
        let pointer = self.pointer.clone();
        self.links.push((link, pointer.clone()));
        for (name, value) in link.members("parameters") {
            if let Some(text) = value.as_str().filter(|text| text.starts_with('$'))
                && !is_runtime_expression(text)
            {
                let message = format!("`{text}` is no runtime expression");
                let pointer = format!("{pointer}/parameters/{}", escape_pointer_token(name));
                self.find_at(rules::LINK_PARAMETERS, value.position(), pointer, message)
                    .help("write `$url`, `$method`, `$statusCode`, or like `$response.body#/id`");
            }
        }
    }

    fn link_operations(&mut self, ids: &HashMap<&str, &Node>) {
        // Ordered by place: the map of visited nodes is not.
        let links: Vec<(&'a Node, String)> = std::mem::take(&mut self.links);
        for (link, pointer) in links {
            if let Some(id) = link.get("operationId")
                && let Some(text) = id.as_str()
                && !ids.contains_key(text)
            {
                let message = format!("no operation has the operationId `{text}`");
                self.find_at(
                    rules::LINK_OPERATION,
                    id.position(),
                    format!("{pointer}/operationId"),
                    message,
                )
                .help("correct it, or add the operation");
            }
            if let Some(reference) = link.get("operationRef")
                && let Some(text) = reference.as_str()
                // What lies on the network is for others to say.
                && !text.contains("://")
                && self.references.target(reference).is_none()
            {
                let message = format!("`{text}` leads to no operation");
                self.find_at(
                    rules::LINK_OPERATION,
                    reference.position(),
                    format!("{pointer}/operationRef"),
                    message,
                )
                .help("write it as `#/paths/~1things~1{id}/get`, or name the `operationId`");
            }
        }
    }
}

/// What makes a parameter the same as another one.
pub fn key(parameter: &Node) -> Option<(&str, &str)> {
    Some((parameter.text("name")?, parameter.text("in")?))
}

/// OpenAPI 3.1.1, section 4.8.20.4.
fn is_runtime_expression(text: &str) -> bool {
    if matches!(text, "$url" | "$method" | "$statusCode") {
        return true;
    }
    let Some(source) = text
        .strip_prefix("$request.")
        .or_else(|| text.strip_prefix("$response."))
    else {
        return false;
    };
    if let Some(token) = source.strip_prefix("header.") {
        return !token.is_empty()
            && token
                .chars()
                .all(|c| c.is_ascii_alphanumeric() || "!#$%&'*+-.^_`|~".contains(c));
    }
    match source.strip_prefix("body") {
        Some("") => true,
        Some(rest) => rest
            .strip_prefix('#')
            .is_some_and(|pointer| pointer.is_empty() || pointer.starts_with('/')),
        None => source
            .strip_prefix("query.")
            .or_else(|| source.strip_prefix("path."))
            .is_some_and(|name| !name.is_empty()),
    }
}
