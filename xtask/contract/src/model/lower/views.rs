//! What of a schema travels in a request, and what in a response.
//!
//! A `readOnly` property is the server's own: it is in no request, and a
//! `writeOnly` one in no response (OpenAPI 3.1.1, section 4.8.24; 3.0.4, section
//! 4.7.24.1). Where that changes a schema, the request or response has a schema
//! of its own without them, named after it: a handler cannot be given what
//! callers do not own, nor give away what must stay.

use std::collections::{HashMap, HashSet};

use indexmap::IndexMap;

use super::cycles::component;
use super::keywords::LEFT_OUT;
use crate::document::{Map, Node, SCHEMAS, Value, follow};
use crate::model::Contract;
use crate::report::Finding;
use crate::rules;

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
const LISTS: &[&str] = &["allOf", "oneOf", "anyOf"];
const MAPS: &[&str] = &["properties", "patternProperties", "dependentSchemas"];

/// Views of one component, for each component: by what is left out of the wholes that it
/// is a part of. More of them than this are nobody's contract.
const VIEWS: usize = 8;

/// Gives requests and responses schemas of their own, where they differ.
pub(super) fn separate(contract: &mut Contract) -> Result<(), Vec<Finding>> {
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
    let refused = requests.refused.iter().chain(&responses.refused);
    let refused: Vec<Finding> = refused.cloned().collect();
    if !refused.is_empty() {
        return Err(refused);
    }
    let made = requests.made.into_iter().chain(responses.made);
    let made: Vec<(String, Node)> = made.collect();
    contract.schemas.extend(made);
    Ok(())
}

/// The schemas without the properties that have a flag.
struct View<'a> {
    schemas: &'a IndexMap<String, Node>,
    flag: &'static str,
    suffix: &'static str,
    /// The components that the view changes.
    changed: HashSet<&'a str>,
    /// The names of components' views, by what the wholes that they are parts of leave out.
    names: HashMap<(String, Vec<String>), String>,
    made: IndexMap<String, Node>,
    refused: Option<Finding>,
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
            refused: None,
        };
        // A component changes when it has a flagged property, or refers to one that changes.
        let mut referring: HashMap<String, Vec<&str>> = HashMap::new();
        let mut waiting = Vec::new();
        for (name, schema) in schemas {
            let mut targets = HashSet::new();
            if view.looks_for_flags(schema, &mut |target| {
                targets.insert(target);
                false
            }) {
                waiting.push(name.as_str());
            }
            for target in targets {
                referring.entry(target).or_default().push(name);
            }
        }
        while let Some(name) = waiting.pop() {
            if view.changed.insert(name) {
                waiting.extend(referring.get(name).into_iter().flatten());
            }
        }
        view
    }

    fn of(&mut self, schema: &Node) -> Node {
        self.part_of(schema, &[])
    }

    /// A schema that a value of which `left_out` is left out is held against, as a part of
    /// a whole.
    fn part_of(&mut self, schema: &Node, left_out: &[String]) -> Node {
        let spoken_of = self.spoken_of(schema, left_out);
        if spoken_of.is_empty() && !self.changes(schema) {
            return schema.clone();
        }
        if let Some(name) = component(schema).filter(|name| self.schemas.contains_key(name)) {
            let name = self.component(&name, spoken_of);
            return Node::object(
                [(
                    "$ref".to_owned(),
                    Node::string(reference(&name), schema.position()),
                )],
                schema.at,
            );
        }
        self.without(schema, &spoken_of)
    }

    /// The schema without its flagged properties, and without those that the whole that it
    /// is a part of leaves out.
    fn without(&mut self, schema: &Node, others: &[String]) -> Node {
        let Some(map) = schema.as_object() else {
            return schema.clone();
        };
        let own = self.left_out(schema);
        let mut left_out = own.clone();
        left_out.extend(others.iter().filter(|name| !own.contains(name)).cloned());
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
                ("prefixItems", Value::Array(items)) => {
                    for item in items {
                        *item = self.of(item);
                    }
                }
                (keyword, Value::Array(parts)) if LISTS.contains(&keyword) => {
                    for part in parts {
                        *part = self.part_of(part, &left_out);
                    }
                }
                (keyword, Value::Object(members)) if MAPS.contains(&keyword) => {
                    let is_about_whole = keyword == "dependentSchemas";
                    if keyword == "properties" {
                        members.retain(|name, _| !left_out.contains(name));
                    }
                    let of_whole = if is_about_whole { &left_out[..] } else { &[] };
                    for member in members.values_mut() {
                        let viewed = self.part_of(member, of_whole);
                        let key_at = member.key_at;
                        *member = viewed;
                        member.key_at = key_at;
                    }
                }
                // What is demanded of the whole. `if` and `not` ask whether it is
                // there: it is not, and they stay true.
                ("then" | "else", _) => *node = self.part_of(node, &left_out),
                (keyword, _) if SINGLE.contains(&keyword) => *node = self.of(node),
                _ => {}
            }
        }
        map.retain(|keyword, node| {
            keyword != "required" || node.as_array().is_none_or(|names| !names.is_empty())
        });
        if !own.is_empty() {
            let names = own.iter().map(|name| Node::string(name, schema.at));
            map.insert(
                LEFT_OUT.into(),
                Node::array(names.collect(), schema.position()),
            );
        }
        let mut viewed = Node::new(Value::Object(map), schema.at);
        viewed.key_at = schema.key_at;
        viewed
    }

    /// The name of a component's view; it is made when it is asked for first. `others` are
    /// the properties, beside its own, that the whole leaves out.
    fn component(&mut self, name: &str, mut others: Vec<String>) -> String {
        let schema = &self.schemas[name];
        let own = self.left_out(schema);
        others.retain(|name| !own.contains(name));
        others.sort();
        let key = (name.to_owned(), others);
        if let Some(known) = self.names.get(&key) {
            return known.clone();
        }
        if self.names.len() > VIEWS * self.schemas.len() {
            self.refused.get_or_insert_with(|| {
                Finding::error(
                    rules::lint::INEXPRESSIBLE,
                    format!(
                        "`{name}` is a part of so many schemas, each with other `{}` properties, that it would become too many",
                        self.flag
                    ),
                )
                .at(schema.position())
                .help("mark the properties where they are defined, not where they are used")
            });
            return name.to_owned();
        }
        let wanted = format!("{name}{}", self.suffix);
        let view = std::iter::once(wanted.clone())
            .chain((2..).map(|number| format!("{wanted}{number}")))
            .find(|name| !self.schemas.contains_key(name) && !self.made.contains_key(name))
            .unwrap_or(wanted);
        let others = key.1.clone();
        self.names.insert(key, view.clone());
        // Its place among the others, before those that it refers to.
        self.made.insert(view.clone(), Node::object([], schema.at));
        let schema = match component(schema) {
            Some(_) => self.part_of(schema, &others),
            None => self.without(schema, &others),
        };
        self.made.insert(view.clone(), schema);
        view
    }

    fn changes(&self, schema: &Node) -> bool {
        self.looks_for_flags(schema, &mut |name| self.changed.contains(name.as_str()))
    }

    /// Whether something in the schema has the flag, or refers to what `is_flagged` says so
    /// of.
    fn looks_for_flags(&self, schema: &Node, is_flagged: &mut impl FnMut(String) -> bool) -> bool {
        if let Some(name) = component(schema) {
            return is_flagged(name);
        }
        let Some(map) = schema.as_object() else {
            return false;
        };
        let mut found = schema
            .members("properties")
            .any(|(_, property)| self.is_flagged(property));
        // All of them are asked, found or not: who asks may want to know what there is.
        for (keyword, node) in map {
            let keyword = keyword.as_str();
            match &node.value {
                Value::Array(parts) if keyword == "prefixItems" || LISTS.contains(&keyword) => {
                    for part in parts {
                        found |= self.looks_for_flags(part, is_flagged);
                    }
                }
                Value::Object(members) if MAPS.contains(&keyword) => {
                    for member in members.values() {
                        found |= self.looks_for_flags(member, is_flagged);
                    }
                }
                _ if SINGLE.contains(&keyword) => {
                    found |= self.looks_for_flags(node, is_flagged);
                }
                _ => {}
            }
        }
        found
    }

    /// The flagged properties of a schema and of the parts of its `allOf`.
    fn left_out(&self, schema: &Node) -> Vec<String> {
        let mut found: Vec<String> = Vec::new();
        self.of_whole(schema, &mut |part| {
            for (name, property) in part.members("properties") {
                if self.is_flagged(property) && !found.contains(name) {
                    found.push(name.clone());
                }
            }
        });
        found
    }

    /// Those of `names` that the schema, or a part of its `allOf`, has something to say of.
    fn spoken_of(&self, schema: &Node, names: &[String]) -> Vec<String> {
        let mut found: Vec<String> = Vec::new();
        if names.is_empty() {
            return found;
        }
        self.of_whole(schema, &mut |part| {
            let properties = part.members("properties").map(|(name, _)| name.as_str());
            let required = part.items("required").iter().filter_map(Node::as_str);
            for name in properties.chain(required) {
                if names.iter().any(|known| known == name)
                    && !found.iter().any(|known| known == name)
                {
                    found.push(name.to_owned());
                }
            }
        });
        found
    }

    /// The schema, what it refers to, and the parts of its `allOf`: each once.
    fn of_whole<'s>(&'s self, schema: &'s Node, look: &mut impl FnMut(&'s Node)) {
        let mut waiting = vec![schema];
        let mut seen = HashSet::new();
        while let Some(part) = waiting.pop() {
            look(part);
            let target = component(part).filter(|name| seen.insert(name.clone()));
            waiting.extend(target.and_then(|name| self.schemas.get(&name)));
            waiting.extend(part.items("allOf"));
        }
    }

    fn is_flagged(&self, property: &Node) -> bool {
        let end = follow(property, |property| {
            if property.flag(self.flag) {
                return None;
            }
            match property.items("allOf") {
                [single] => Some(single),
                _ => component(property).and_then(|name| self.schemas.get(&name)),
            }
        });
        end.flag(self.flag)
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
            let view = self.component(&name, Vec::new());
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
