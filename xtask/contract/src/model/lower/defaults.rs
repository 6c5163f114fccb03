//! Defaults of members and parameters, said where these are: a schema's own default is
//! one of everything that refers to it.
//!
//! A default that makes a value with a default in it, and so on without an end, fills in
//! nothing: no value would ever be finished.

use indexmap::IndexMap;

use super::cycles::component;
use crate::document::{Guard, Map, Node, Value};
use crate::model::{Contract, Location};

/// How many schemas are looked at for one default.
const WORK: usize = 10_000;

/// Says the defaults of what schemas and parameters refer to.
pub(super) fn spread(contract: &mut Contract) {
    let defaults = Defaults {
        schemas: &contract.schemas,
        known: Guard::new(usize::MAX),
    };
    let spread: Vec<(String, Node)> = contract
        .schemas
        .iter()
        .filter_map(|(name, schema)| {
            let spread = defaults.within(schema)?;
            Some((name.clone(), spread))
        })
        .collect();
    for operation in &mut contract.operations {
        for parameter in &mut operation.parameters {
            if let Some(schema) = defaults.within(&parameter.schema) {
                parameter.schema = schema;
            }
            // What a bare reference leads to is asked for its default as it is.
            if parameter.location != Location::Path
                && !parameter.required
                && component(&parameter.schema).is_none()
                && let Some(default) = defaults.of(&parameter.schema)
            {
                parameter.schema.set("default", default);
            }
        }
        let bodies = operation.body.iter_mut().flat_map(|body| {
            let others = body.others.iter_mut().map(|content| &mut content.schema);
            std::iter::once(&mut body.schema).chain(others)
        });
        let responses = operation.responses.iter_mut().flat_map(|response| {
            let contents = response.content.iter_mut().chain(&mut response.others);
            contents.map(|content| &mut content.schema)
        });
        for schema in bodies.chain(responses) {
            if let Some(spread) = defaults.within(schema) {
                *schema = spread;
            }
        }
    }
    contract.schemas.extend(spread);
    without_endless(&mut contract.schemas);
}

struct Defaults<'a> {
    schemas: &'a IndexMap<String, Node>,
    /// The defaults of components.
    known: Guard<String, Option<Node>>,
}

impl Defaults<'_> {
    /// The default of a schema: its own, that of what it refers to, or the one that the
    /// parts of its `allOf` have.
    fn of(&self, schema: &Node) -> Option<Node> {
        if let Some(name) = component(schema) {
            let target = self.schemas.get(&name)?;
            return self.known.once(name, None, || self.of(target));
        }
        if let Some(own) = schema.get("default") {
            return Some(own.clone()).filter(|default| !default.is_null());
        }
        let mut found = schema
            .items("allOf")
            .iter()
            .filter_map(|part| self.of(part));
        let first = found.next()?;
        found.all(|other| other == first).then_some(first)
    }

    /// The schema with the defaults of its optional members, and of theirs; none where
    /// nothing is to be said.
    fn within(&self, schema: &Node) -> Option<Node> {
        let map = schema.as_object()?;
        let mut out: Option<Map> = None;
        let is_required = |name: &str| {
            let mut names = schema.items("required").iter();
            names.any(|required| required.as_str() == Some(name))
        };
        for (keyword, node) in map {
            let spread = match (&node.value, keyword.as_str()) {
                (Value::Object(members), "properties") => self.members(members, is_required),
                (Value::Array(parts), "allOf" | "oneOf" | "anyOf") => self.parts(parts),
                (Value::Object(_), "items" | "additionalProperties") => {
                    self.within(node).map(|node| node.value)
                }
                _ => None,
            };
            if let Some(value) = spread {
                let out = out.get_or_insert_with(|| map.clone());
                if let Some(node) = out.get_mut(keyword) {
                    node.value = value;
                }
            }
        }
        out.map(|out| Node {
            value: Value::Object(out),
            ..schema.clone()
        })
    }

    fn members(&self, members: &Map, is_required: impl Fn(&str) -> bool) -> Option<Value> {
        let mut out: Option<Map> = None;
        for (name, member) in members {
            let mut spread = self.within(member);
            let says_none = !member.has("default");
            if says_none
                && !is_required(name)
                && let Some(default) = self.of(member)
            {
                let member = spread.get_or_insert_with(|| member.clone());
                if member.has("$ref") {
                    let parts = Node::array(vec![without_place(member)], member.at);
                    member.value = Value::Object(Map::from_iter([("allOf".to_owned(), parts)]));
                }
                member.set("default", default);
            }
            if let Some(spread) = spread {
                out.get_or_insert_with(|| members.clone())
                    .insert(name.clone(), spread);
            }
        }
        out.map(Value::Object)
    }

    fn parts(&self, parts: &[Node]) -> Option<Value> {
        let mut is_other = false;
        let parts = parts.iter().map(|part| {
            let spread = self.within(part);
            is_other |= spread.is_some();
            spread.unwrap_or_else(|| part.clone())
        });
        let parts = parts.collect();
        is_other.then_some(Value::Array(parts))
    }
}

fn without_place(node: &Node) -> Node {
    Node {
        key_at: None,
        ..node.clone()
    }
}

/// Takes out the defaults that make values without an end.
fn without_endless(schemas: &mut IndexMap<String, Node>) {
    let endless: Vec<String> = {
        let known = Guard::new(WORK * schemas.len().max(1));
        let filling = Filling { schemas, known };
        let names = schemas.keys();
        names
            .filter(|name| filling.component(name, &Value::Object(Map::new())))
            .cloned()
            .collect()
    };
    for name in &endless {
        if let Some(schema) = schemas.get_mut(name) {
            let members = schema
                .as_object_mut()
                .and_then(|map| map.get_mut("properties"));
            let members = members.and_then(Node::as_object_mut);
            for (_, member) in members.into_iter().flatten() {
                if member
                    .get("default")
                    .is_some_and(|default| default.as_object().is_some())
                {
                    member.remove("default");
                }
            }
        }
    }
}

/// Values as they are filled in.
struct Filling<'a> {
    schemas: &'a IndexMap<String, Node>,
    /// Whether components have no end, by what is written of their values.
    known: Guard<(String, String), bool>,
}

impl Filling<'_> {
    /// Whether a value of the component has no end.
    fn component(&self, name: &str, value: &Value) -> bool {
        let Some(schema) = self.schemas.get(name) else {
            return false;
        };
        let written = Node::new(value.clone(), schema.at).to_json().to_string();
        self.known.once((name.to_owned(), written), true, || {
            self.is_endless(schema, value)
        })
    }

    fn is_endless(&self, schema: &Node, value: &Value) -> bool {
        if let Some(name) = component(schema) {
            return self.component(&name, value);
        }
        let of_members = || {
            schema.members("properties").any(|(name, member)| {
                let written = match value {
                    Value::Object(members) => members.get(name),
                    _ => None,
                };
                let filled = written.or_else(|| member.get("default"));
                filled.is_some_and(|value| self.is_endless(member, &value.value))
            })
        };
        let of_items = || match (value, schema.get("items")) {
            (Value::Array(items), Some(schema)) => items
                .iter()
                .any(|item| self.is_endless(schema, &item.value)),
            _ => false,
        };
        let parts = ["allOf", "oneOf", "anyOf"];
        let mut parts = parts.iter().flat_map(|keyword| schema.items(keyword));
        matches!(value, Value::Object(_)) && of_members()
            || of_items()
            || matches!(value, Value::Object(_) | Value::Array(_))
                && parts.any(|part| self.is_endless(part, value))
    }
}
