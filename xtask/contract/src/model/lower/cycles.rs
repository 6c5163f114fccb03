//! Schemas that lead back to themselves at one and the same value: `allOf: [B]`
//! in `A` and `allOf: [A]` in `B`, or a base of alternatives that each extend
//! the base. What they mean is open: JSON Schema leaves it undefined (2020-12
//! Core, section 9.4.1), and whoever follows them never ends.
//!
//! The part of an `allOf` that closes a cycle says nothing by leading back: in
//! its place stands what else the schema that it names says. Cycles of
//! alternatives have no such reading, and are refused.

use std::collections::{HashMap, HashSet};

use indexmap::IndexMap;

use crate::document::{Map, Node, ReferenceError, SCHEMAS, Value};
use crate::report::Finding;
use crate::rules;

/// Schemas beside `allOf` that are about the same value: one, lists, maps.
const SINGLE: &[&str] = &["not", "if", "then", "else"];
const LISTS: &[&str] = &["oneOf", "anyOf"];
const MAPS: &[&str] = &["dependentSchemas"];

/// Cuts the cycles, and says where.
pub(super) fn cut(
    schemas: &mut IndexMap<String, Node>,
    notes: &mut Vec<Finding>,
    findings: &mut Vec<Finding>,
) {
    let cycles = Cycles::of(schemas);
    if cycles.is_empty() {
        return;
    }
    let cut: Vec<(String, Node)> = schemas
        .iter()
        .filter(|(name, _)| cycles.have(name))
        .filter_map(|(name, schema)| {
            let mut said = vec![name.as_str()];
            let cut = cycles.without(schemas, schema, true, &mut said);
            (cut != *schema).then(|| (name.clone(), cut))
        })
        .collect();
    for (name, schema) in cut {
        let at = schema.key_at.unwrap_or(schema.at);
        notes.push(
            Finding::warning(
                rules::CIRCULAR_SCHEMA,
                format!("`{name}` is a part of itself: by its `allOf` a value of it must be one of it first"),
            )
            .at(at)
            .help("move what the schemas share to one that refers to neither"),
        );
        schemas.insert(name, schema);
    }
    let cycles = Cycles::of(schemas);
    for (name, schema) in schemas.iter().filter(|(name, _)| cycles.have(name)) {
        findings.push(match schema.get("$ref") {
            Some(reference) => ReferenceError::Cycle {
                reference: reference.as_str().unwrap_or_default().to_owned(),
                at: reference.at,
            }
            .into(),
            None => Finding::error(
                rules::lint::INEXPRESSIBLE,
                format!("whether a value is one of `{name}` is for `{name}` to say: one of its alternatives or conditions leads back to it"),
            )
            .at(schema.key_at.unwrap_or(schema.at))
            .help("take out what leads back: it adds no value"),
        });
    }
}

/// The schemas that lead back to themselves, each with those on its way.
struct Cycles(HashMap<String, HashSet<String>>);

impl Cycles {
    fn of(schemas: &IndexMap<String, Node>) -> Self {
        let mut next: HashMap<&str, Vec<&str>> = schemas
            .iter()
            .map(|(name, schema)| {
                let targets = same_value(schema).into_iter();
                let known = targets.filter_map(|target| schemas.get_key_value(&target));
                (
                    name.as_str(),
                    known.map(|(target, _)| target.as_str()).collect(),
                )
            })
            .collect();
        // What leads to nothing that leads on is on no cycle.
        loop {
            let ends: Vec<&str> = next
                .iter()
                .filter(|(_, targets)| !targets.iter().any(|target| next.contains_key(target)))
                .map(|(name, _)| *name)
                .collect();
            if ends.is_empty() {
                break;
            }
            next.retain(|name, _| !ends.contains(name));
        }
        let reached = |from: &str| {
            let mut reached = HashSet::new();
            let mut waiting = next[from].clone();
            while let Some(name) = waiting.pop() {
                if next.contains_key(name) && reached.insert(name) {
                    waiting.extend(&next[name]);
                }
            }
            reached
        };
        let reached: HashMap<&str, HashSet<&str>> =
            next.keys().map(|name| (*name, reached(name))).collect();
        let on_cycle = |(name, targets): (&&str, &HashSet<&str>)| {
            let others = targets
                .iter()
                .filter(|other| reached[*other].contains(name));
            let others: HashSet<String> = others.map(|other| (*other).to_owned()).collect();
            (!others.is_empty()).then(|| ((*name).to_owned(), others))
        };
        Cycles(reached.iter().filter_map(on_cycle).collect())
    }

    fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    fn have(&self, name: &str) -> bool {
        self.0.contains_key(name)
    }

    /// Whether `schema`, within `name`, leads back.
    fn leads_back(&self, name: &str, schema: &Node) -> bool {
        let cycle = &self.0[name];
        same_value(schema)
            .iter()
            .any(|target| cycle.contains(target))
    }

    /// The schema with what the parts of its `allOf` say beside leading back.
    /// `said` are the schemas that have been said, the whole one first: what
    /// must hold once need not hold twice.
    fn without<'a>(
        &self,
        schemas: &'a IndexMap<String, Node>,
        schema: &Node,
        is_whole: bool,
        said: &mut Vec<&'a str>,
    ) -> Node {
        let name = said[0];
        let Some(map) = schema.as_object() else {
            return schema.clone();
        };
        let mut out = Map::new();
        for (keyword, node) in map {
            let is_alternatives = SINGLE.contains(&keyword.as_str())
                || LISTS.contains(&keyword.as_str())
                || MAPS.contains(&keyword.as_str());
            let only = || Node::object([(keyword.clone(), node.clone())], node.at);
            if keyword == "allOf" {
                let parts: Vec<Node> = schema
                    .items("allOf")
                    .iter()
                    .filter_map(|part| self.part(schemas, part, is_whole, said))
                    .collect();
                if !parts.is_empty() {
                    let mut node = node.clone();
                    node.value = Value::Array(parts);
                    out.insert(keyword.clone(), node);
                }
            } else if is_whole || !(is_alternatives && self.leads_back(name, &only())) {
                out.insert(keyword.clone(), node.clone());
            }
        }
        if !is_whole && !LISTS.iter().any(|keyword| out.contains_key(*keyword)) {
            out.shift_remove("discriminator");
        }
        Node {
            value: Value::Object(out),
            ..schema.clone()
        }
    }

    /// A part of an `allOf`; none when it has been said.
    fn part<'a>(
        &self,
        schemas: &'a IndexMap<String, Node>,
        part: &Node,
        is_whole: bool,
        said: &mut Vec<&'a str>,
    ) -> Option<Node> {
        if !self.leads_back(said[0], part) {
            return Some(part.clone());
        }
        let Some(target) = component(part) else {
            return Some(self.without(schemas, part, is_whole, said));
        };
        let (target, schema) = schemas.get_key_value(&target)?;
        if said.contains(&target.as_str()) {
            return None;
        }
        said.push(target);
        match component(schema) {
            // Another name for it.
            Some(_) => self.part(schemas, schema, false, said),
            None => Some(self.without(schemas, schema, false, said)),
        }
    }
}

/// The component that a schema refers to.
pub(super) fn component(schema: &Node) -> Option<String> {
    let token = schema.text("$ref")?.strip_prefix(SCHEMAS)?;
    Some(token.replace("~1", "/").replace("~0", "~"))
}

/// The components that a value of the schema is held against as well.
fn same_value(schema: &Node) -> Vec<String> {
    let mut found = Vec::new();
    let mut waiting = vec![schema];
    while let Some(schema) = waiting.pop() {
        found.extend(component(schema));
        waiting.extend(SINGLE.iter().filter_map(|keyword| schema.get(keyword)));
        for keyword in LISTS.iter().chain(&["allOf"]) {
            waiting.extend(schema.items(keyword));
        }
        for keyword in MAPS {
            waiting.extend(schema.members(keyword).map(|(_, part)| part));
        }
    }
    found
}
