//! What of a schema travels in a request, and what in a response.
//!
//! A `readOnly` property is the server's own: it is in no request, and a
//! `writeOnly` one in no response (OpenAPI 3.1.1, section 4.8.24; 3.0.4, section
//! 4.7.24.1). Where that changes a schema, the request or response has a schema
//! of its own without them, named after it: a handler cannot be given what
//! callers do not own, nor give away what must stay.

use std::collections::{HashMap, HashSet};

use indexmap::IndexMap;

use super::keywords::LEFT_OUT;
use crate::document::{Map, Node, SCHEMAS, Value};
use crate::model::Contract;

/// Schemas within schemas: one, a list, a map of them.
const SINGLE: &[&str] = &[
    "items",
    "additionalProperties",
    "not",
    "if",
    "then",
    "else",
    "contains",
    "unevaluatedItems",
    "unevaluatedProperties",
];
const LISTS: &[&str] = &["allOf", "oneOf", "anyOf", "prefixItems"];
const MAPS: &[&str] = &["properties", "patternProperties", "dependentSchemas"];

/// References go in cycles.
const MAX_DEPTH: usize = 16;

pub(super) fn separate(contract: &mut Contract) {
    let mut requests = View::new(&contract.schemas, "readOnly", "Request");
    let mut responses = View::new(&contract.schemas, "writeOnly", "Response");
    for operation in &mut contract.operations {
        if let Some(body) = &mut operation.body {
            body.schema = requests.of(&body.schema);
            for content in &mut body.others {
                content.schema = requests.of(&content.schema);
            }
        }
        for response in &mut operation.responses {
            for content in response.content.iter_mut().chain(&mut response.others) {
                content.schema = responses.of(&content.schema);
            }
        }
    }
    let made = requests.made.into_iter().chain(responses.made);
    let made: Vec<(String, Node)> = made.collect();
    contract.schemas.extend(made);
}

/// The schemas without the properties that have a flag.
struct View<'a> {
    schemas: &'a IndexMap<String, Node>,
    flag: &'static str,
    suffix: &'static str,
    /// The components that the view changes.
    changed: HashSet<&'a str>,
    names: HashMap<String, String>,
    made: IndexMap<String, Node>,
}

impl<'a> View<'a> {
    fn new(schemas: &'a IndexMap<String, Node>, flag: &'static str, suffix: &'static str) -> Self {
        let mut view = View {
            schemas,
            flag,
            suffix,
            changed: HashSet::new(),
            names: HashMap::new(),
            made: IndexMap::new(),
        };
        // A component changes when one that it refers to does.
        loop {
            let found: Vec<&str> = schemas
                .iter()
                .filter(|(name, schema)| {
                    !view.changed.contains(name.as_str()) && view.changes(schema)
                })
                .map(|(name, _)| name.as_str())
                .collect();
            if found.is_empty() {
                return view;
            }
            view.changed.extend(found);
        }
    }

    fn of(&mut self, schema: &Node) -> Node {
        if !self.changes(schema) {
            return schema.clone();
        }
        if let Some(name) = component(schema) {
            let name = self.component(&name);
            return Node::object(
                [(
                    "$ref".to_owned(),
                    Node::string(reference(&name), schema.position()),
                )],
                schema.at,
            );
        }
        let Some(map) = schema.as_object() else {
            return schema.clone();
        };
        let left_out = self.left_out(map);
        let mut map = map.clone();
        // It shows the whole.
        map.shift_remove("example");
        self.discriminator(&mut map);
        for (keyword, node) in &mut map {
            match (keyword.as_str(), &mut node.value) {
                ("required", Value::Array(names)) => retain_names(names, &left_out),
                ("default", Value::Object(members)) => {
                    members.retain(|name, _| !left_out.contains(name));
                }
                ("dependentRequired", Value::Object(demands)) => {
                    demands.retain(|name, _| !left_out.contains(name));
                    for names in demands.values_mut().filter_map(Node::as_array_mut) {
                        retain_names(names, &left_out);
                    }
                }
                (keyword, Value::Array(parts)) if LISTS.contains(&keyword) => {
                    for part in parts {
                        *part = self.of(&self.without(part, &left_out));
                    }
                }
                (keyword, Value::Object(members)) if MAPS.contains(&keyword) => {
                    if keyword == "properties" {
                        members.retain(|name, _| !left_out.contains(name));
                    }
                    if keyword == "dependentSchemas" {
                        for demanded in members.values_mut() {
                            *demanded = self.without(demanded, &left_out);
                        }
                    }
                    for member in members.values_mut() {
                        let viewed = self.of(member);
                        let key_at = member.key_at;
                        *member = viewed;
                        member.key_at = key_at;
                    }
                }
                // What is demanded of the whole. `if` and `not` ask whether it is
                // there: it is not, and they stay true.
                ("then" | "else", _) => {
                    *node = self.of(&self.without(node, &left_out));
                }
                (keyword, _) if SINGLE.contains(&keyword) => *node = self.of(node),
                _ => {}
            }
        }
        map.retain(|keyword, node| {
            keyword != "required" || node.as_array().is_none_or(|names| !names.is_empty())
        });
        if !left_out.is_empty() {
            let names = left_out.iter().map(|name| Node::string(name, schema.at));
            map.insert(
                LEFT_OUT.into(),
                Node::array(names.collect(), schema.position()),
            );
        }
        let mut viewed = Node::new(Value::Object(map), schema.at);
        viewed.key_at = schema.key_at;
        viewed
    }

    /// The name of a component's view; it is made when it is asked for first.
    fn component(&mut self, name: &str) -> String {
        if let Some(known) = self.names.get(name) {
            return known.clone();
        }
        let wanted = format!("{name}{}", self.suffix);
        let view = std::iter::once(wanted.clone())
            .chain((2..).map(|number| format!("{wanted}{number}")))
            .find(|name| !self.schemas.contains_key(name) && !self.made.contains_key(name))
            .unwrap_or(wanted);
        self.names.insert(name.to_owned(), view.clone());
        // Its place among the others, before those that it refers to.
        self.made
            .insert(view.clone(), Node::object([], self.schemas[name].at));
        let schema = self.of(&self.schemas[name].clone());
        self.made.insert(view.clone(), schema);
        view
    }

    fn changes(&self, schema: &Node) -> bool {
        if let Some(name) = component(schema) {
            return self.changed.contains(name.as_str());
        }
        let Some(map) = schema.as_object() else {
            return false;
        };
        let within = |keyword: &str, node: &Node| match &node.value {
            Value::Array(parts) if LISTS.contains(&keyword) => {
                parts.iter().any(|part| self.changes(part))
            }
            Value::Object(members) if MAPS.contains(&keyword) => {
                members.values().any(|member| self.changes(member))
            }
            _ => SINGLE.contains(&keyword) && self.changes(node),
        };
        schema
            .members("properties")
            .any(|(_, property)| self.is_flagged(property, 0))
            || map.iter().any(|(keyword, node)| within(keyword, node))
    }

    /// The flagged properties of a schema and of the parts of its `allOf`.
    fn left_out(&self, map: &Map) -> Vec<String> {
        let mut found = Vec::new();
        let mut waiting: Vec<&Map> = vec![map];
        let mut seen = HashSet::new();
        while let Some(map) = waiting.pop() {
            for (name, property) in map
                .get("properties")
                .and_then(Node::as_object)
                .into_iter()
                .flatten()
            {
                if self.is_flagged(property, 0) {
                    found.push(name.clone());
                }
            }
            for part in map
                .get("allOf")
                .and_then(Node::as_array)
                .into_iter()
                .flatten()
            {
                let target = match component(part) {
                    Some(name) if seen.insert(name.clone()) => self.schemas.get(&name),
                    Some(_) => None,
                    None => Some(part),
                };
                waiting.extend(target.and_then(Node::as_object));
            }
        }
        found
    }

    /// What is said of the whole by one of its parts, without what it says of
    /// the properties that another part leaves out.
    fn without(&self, part: &Node, left_out: &[String]) -> Node {
        if left_out.is_empty() || !self.speaks_of(part, left_out, 0) {
            return part.clone();
        }
        let target = component(part).and_then(|name| self.schemas.get(&name));
        let mut part = target.unwrap_or(part).clone();
        let Value::Object(map) = &mut part.value else {
            return part;
        };
        for (keyword, node) in map {
            match (keyword.as_str(), &mut node.value) {
                ("required", Value::Array(names)) => retain_names(names, left_out),
                ("properties", Value::Object(members)) => {
                    members.retain(|name, _| !left_out.contains(name));
                }
                ("allOf", Value::Array(parts)) => {
                    for part in parts {
                        *part = self.without(part, left_out);
                    }
                }
                _ => {}
            }
        }
        part
    }

    fn speaks_of(&self, part: &Node, names: &[String], depth: usize) -> bool {
        if depth > MAX_DEPTH {
            return false;
        }
        if let Some(target) = component(part).and_then(|name| self.schemas.get(&name)) {
            return self.speaks_of(target, names, depth + 1);
        }
        let is_one = |name: &str| names.iter().any(|known| known == name);
        part.members("properties").any(|(name, _)| is_one(name))
            || part
                .items("required")
                .iter()
                .filter_map(Node::as_str)
                .any(is_one)
            || part
                .items("allOf")
                .iter()
                .any(|part| self.speaks_of(part, names, depth + 1))
    }

    fn is_flagged(&self, property: &Node, depth: usize) -> bool {
        if property.flag(self.flag) {
            return true;
        }
        if depth > MAX_DEPTH {
            return false;
        }
        let target = match property.items("allOf") {
            [single] => Some(single),
            _ => component(property).and_then(|name| self.schemas.get(&name)),
        };
        target.is_some_and(|target| self.is_flagged(target, depth + 1))
    }

    /// A discriminator's values are the names of the components, unless its
    /// `mapping` says otherwise: those that get another name need it.
    fn discriminator(&mut self, map: &mut Map) {
        let Some(discriminator) = map.get("discriminator").and_then(Node::as_object).cloned()
        else {
            return;
        };
        let at = map["discriminator"].at;
        let mut mapping: IndexMap<String, Node> = discriminator
            .get("mapping")
            .and_then(Node::as_object)
            .cloned()
            .unwrap_or_default()
            .into_iter()
            .collect();
        let parts: Vec<String> = ["oneOf", "anyOf"]
            .iter()
            .filter_map(|keyword| map.get(*keyword)?.as_array())
            .flatten()
            .filter_map(component)
            .collect();
        for name in parts {
            if !self.changed.contains(name.as_str()) {
                continue;
            }
            let view = self.component(&name);
            let mut is_mapped = false;
            for target in mapping.values_mut() {
                let text = target.as_str().unwrap_or_default();
                if text == reference(&name) || text == name {
                    *target = Node::string(reference(&view), target.at);
                    is_mapped = true;
                }
            }
            if !is_mapped {
                mapping.insert(name, Node::string(reference(&view), at));
            }
        }
        let mut discriminator = discriminator;
        discriminator.insert("mapping".into(), Node::object(mapping, at));
        map.insert(
            "discriminator".into(),
            Node::new(Value::Object(discriminator), at),
        );
    }
}

fn retain_names(names: &mut Vec<Node>, left_out: &[String]) {
    names.retain(|name| {
        let is_left_out = |text| left_out.iter().any(|name| name == text);
        !name.as_str().is_some_and(is_left_out)
    });
}

fn component(schema: &Node) -> Option<String> {
    let name = schema.text("$ref")?.strip_prefix(SCHEMAS)?;
    Some(name.replace("~1", "/").replace("~0", "~"))
}

fn reference(name: &str) -> String {
    format!("{SCHEMAS}{}", name.replace('~', "~0").replace('/', "~1"))
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use serde_json::json;

    use crate::document::{Document, Sources};
    use crate::model::lower;
    use crate::model::meaning::{json_schema, validator};

    /// What is held against the schema, as in checked types, cannot smuggle in
    /// what is left out; the cases of the rules show the types.
    #[test]
    fn what_is_left_out_is_not_valid() {
        let thing = json!({
            "type": "object",
            "required": ["name", "id"],
            "properties": {
                "name": { "type": "string" },
                "id": { "type": "string", "readOnly": true },
                "secret": { "type": "string", "writeOnly": true },
                "parts": { "type": "array", "items": { "$ref": "#/components/schemas/Thing" } },
            },
        });
        let content =
            json!({ "application/json": { "schema": { "$ref": "#/components/schemas/Thing" } } });
        let document = json!({
            "openapi": "3.1.1",
            "info": { "title": "Things", "version": "1.0.0" },
            "paths": { "/things": { "post": {
                "requestBody": { "content": content },
                "responses": { "200": { "description": "Fine.", "content": content } },
            } } },
            "components": { "schemas": { "Thing": thing } },
        });
        let read = |_: &Path| Ok(document.to_string());
        let document = Document::load_with(Path::new("a.json"), Sources::default(), &read)
            .expect("a document");
        let contract = lower(&document).expect("a contract");
        let is_valid = |name: &str, value: serde_json::Value| {
            let schema = json_schema(&contract.schemas[name]);
            validator(&schema, &contract)
                .expect("a schema")
                .is_valid(&value)
        };
        for (name, fine, other) in [
            ("ThingRequest", json!({ "name": "a", "secret": "b" }), "id"),
            ("ThingResponse", json!({ "name": "a", "id": "b" }), "secret"),
        ] {
            assert!(is_valid(name, fine.clone()), "{name}");
            let mut within = fine.clone();
            within["parts"] = json!([fine]);
            assert!(is_valid(name, within.clone()), "{name}");
            let mut smuggled = fine;
            smuggled[other] = json!("x");
            assert!(!is_valid(name, smuggled.clone()), "{name}");
            within["parts"] = json!([smuggled]);
            assert!(!is_valid(name, within), "{name}");
        }
    }
}
