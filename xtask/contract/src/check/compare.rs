//! Implementation drift: the document that the server emits against the
//! contract's projection.

use serde_json::Value as Json;

use crate::document::{Map, Node, Position, Value, escape_pointer_token};
use crate::report::{Finding, command};
use crate::rules;

/// Every difference, with the JSON Pointer of the emitted document and the
/// place in the contract.
pub fn compare(projected: &Node, emitted: &Json) -> Vec<Finding> {
    let mut comparison = Comparison {
        findings: Vec::new(),
    };
    comparison.node(projected, emitted, "", projected.position());
    comparison.findings
}

struct Comparison {
    findings: Vec<Finding>,
}

impl Comparison {
    /// `near` is the innermost place in the contract on the way here.
    fn node(&mut self, projected: &Node, emitted: &Json, pointer: &str, near: Position) {
        let near = innermost(projected, near);
        match (&projected.value, emitted) {
            (Value::Object(expected), Json::Object(found)) => {
                self.object(expected, found, pointer, near);
            }
            (Value::Array(expected), Json::Array(found)) => {
                self.array(expected, found, pointer, near);
            }
            (Value::Number(expected), Json::Number(found))
                if expected.as_f64() == found.as_f64() => {}
            _ if projected.to_json() == *emitted => {}
            _ => self.findings.push(
                Finding::error(
                    rules::IMPLEMENTATION_DIFFERS,
                    format!(
                        "the contract says {}, the server emits {}",
                        short(&projected.to_json()),
                        short(emitted)
                    ),
                )
                .at(near)
                .pointer(pointer)
                .help(regenerate()),
            ),
        }
    }

    fn object(
        &mut self,
        expected: &Map,
        found: &serde_json::Map<String, Json>,
        pointer: &str,
        near: Position,
    ) {
        for (key, node) in expected {
            let pointer = format!("{pointer}/{}", escape_pointer_token(key));
            match found.get(key) {
                Some(emitted) => self.node(node, emitted, &pointer, near),
                None if is_default(key, &node.to_json()) => {}
                None => self.findings.push(
                    Finding::error(
                        rules::IMPLEMENTATION_LACKS,
                        format!(
                            "the contract has {}, the server does not emit it",
                            named(&pointer, &node.to_json())
                        ),
                    )
                    .at(innermost(node, near))
                    .pointer(pointer)
                    .help(regenerate()),
                ),
            }
        }
        for (key, emitted) in found {
            if !expected.contains_key(key) && !is_default(key, emitted) {
                let pointer = format!("{pointer}/{}", escape_pointer_token(key));
                self.findings.push(
                    Finding::error(
                        rules::IMPLEMENTATION_ADDS,
                        format!("the server emits {}, the contract does not have it", named(&pointer, emitted)),
                    )
                    .at(near)
                    .pointer(pointer)
                    .help("add it to the contract, or take it out of the server (an endpoint that is not part of the contract is registered with `unpublished = true`)"),
                );
            }
        }
    }

    fn array(&mut self, expected: &[Node], found: &[Json], pointer: &str, near: Position) {
        if pointer.ends_with("/parameters") || pointer == "/tags" {
            let expected: Map = expected
                .iter()
                .map(|node| (identity(&node.to_json()), node.clone()))
                .collect();
            let found = found
                .iter()
                .map(|value| (identity(value), value.clone()))
                .collect();
            return self.object(&expected, &found, pointer, near);
        }
        if pointer.ends_with("/required") || pointer.ends_with("/enum") {
            return self.set(expected, found, pointer, near);
        }
        if expected.len() != found.len() {
            self.findings.push(
                Finding::error(
                    rules::IMPLEMENTATION_DIFFERS,
                    format!(
                        "the contract says {}, the server emits {}",
                        short(&expected.iter().map(Node::to_json).collect()),
                        short(&Json::Array(found.to_vec()))
                    ),
                )
                .at(near)
                .pointer(pointer)
                .help(regenerate()),
            );
            return;
        }
        for (index, (node, emitted)) in expected.iter().zip(found).enumerate() {
            self.node(node, emitted, &format!("{pointer}/{index}"), near);
        }
    }

    /// Where the order of the items means nothing.
    fn set(&mut self, expected: &[Node], found: &[Json], pointer: &str, near: Position) {
        for node in expected {
            let value = node.to_json();
            if !found.iter().any(|found| is_same(found, &value)) {
                self.findings.push(
                    Finding::error(
                        rules::IMPLEMENTATION_LACKS,
                        format!("the contract lists {value}, the server does not"),
                    )
                    .at(innermost(node, near))
                    .pointer(pointer)
                    .help(regenerate()),
                );
            }
        }
        for value in found {
            if !expected.iter().any(|node| is_same(&node.to_json(), value)) {
                self.findings.push(
                    Finding::error(
                        rules::IMPLEMENTATION_ADDS,
                        format!("the server lists {value}, the contract does not"),
                    )
                    .at(near)
                    .pointer(pointer)
                    .help(regenerate()),
                );
            }
        }
    }
}

fn regenerate() -> String {
    format!(
        "run `{} generate`, then make the handlers compile; or change the contract to what was meant",
        command()
    )
}

/// What projection made up stands at the place of what it was made of; a place
/// further in is better.
fn innermost(node: &Node, near: Position) -> Position {
    let own = node.position();
    if own.line == 1 && own.column == 1 {
        near
    } else {
        own
    }
}

/// Whether two values are equal: numbers by what they are, not how written.
fn is_same(a: &Json, b: &Json) -> bool {
    match (a, b) {
        (Json::Number(a), Json::Number(b)) => a.as_f64() == b.as_f64(),
        _ => a == b,
    }
}

/// Members that say the same as their absence.
fn is_default(key: &str, value: &Json) -> bool {
    match key {
        "required" if value.as_array().is_some_and(Vec::is_empty) => true,
        "required" | "deprecated" | "nullable" | "exclusiveMinimum" | "exclusiveMaximum"
        | "uniqueItems" | "readOnly" | "writeOnly" | "explode" => *value == Json::Bool(false),
        "parameters" | "tags" | "headers" => {
            value.as_array().is_some_and(Vec::is_empty)
                || value.as_object().is_some_and(serde_json::Map::is_empty)
        }
        _ => false,
    }
}

fn identity(value: &Json) -> String {
    let name = value["name"].as_str().unwrap_or_default();
    match value["in"].as_str() {
        Some(location) => format!("{location}:{name}"),
        None => name.to_owned(),
    }
}

/// `GET /users/{id}/mfa`, `the property …`: what a person calls it.
fn named(pointer: &str, value: &Json) -> String {
    let tokens: Vec<String> = pointer
        .split('/')
        .skip(1)
        .map(|token| token.replace("~1", "/").replace("~0", "~"))
        .collect();
    match tokens.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["paths", path] => format!("the path `{path}`"),
        ["paths", path, method] => {
            format!("the operation `{} {path}`", method.to_ascii_uppercase())
        }
        ["components", "schemas", name] => format!("the schema `{name}`"),
        [.., "responses", status] => format!("the response {status}"),
        [.., "headers", name] => format!("the header `{name}`"),
        [.., "parameters", ref parameter] => format!("the parameter `{parameter}`"),
        [.., "properties", name] => format!("the property `{name}`"),
        [.., key] => format!("`{key}`: {}", short(value)),
        [] => short(value),
    }
}

fn short(value: &Json) -> String {
    let text = value.to_string();
    if text.chars().count() > 100 {
        format!("{}…", text.chars().take(99).collect::<String>())
    } else {
        text
    }
}
