//! Schemas: JSON Schema 2020-12 and the dialects of OpenAPI 3.0 and 3.1, down
//! to OpenAPI 3.0.
//!
//! A rule rewrites a construct into one that means the same; where there is
//! none, the construct is refused. Nothing is dropped that changes which
//! values are valid.

use serde_json::Number;

use super::Lowering;
use super::keywords::{
    ANNOTATIONS, ARRAY_KEYWORDS, COPIED, INEXPRESSIBLE, NUMBER_KEYWORDS, OBJECT_KEYWORDS, READ,
    STRING_KEYWORDS,
};
use crate::document::{Map, Node, Position, Value};
use crate::report::Finding;

impl Lowering<'_> {
    /// The schema in OpenAPI 3.0's form. `name` is what the schema is about,
    /// for references that have to be given a name.
    pub(super) fn schema(&mut self, node: &Node) -> Node {
        let at = node.position();
        let map = match &node.value {
            Value::Object(map) => map,
            Value::Bool(true) => return Node::object([], at),
            Value::Bool(false) => {
                self.refuse(
                    at,
                    "no value is valid against the schema `false`",
                    "leave the property, item or parameter out",
                );
                return Node::object([], at);
            }
            _ => {
                self.refuse(
                    at,
                    format!("a schema must be an object, not {}", node.kind()),
                    "write a schema object",
                );
                return Node::object([], at);
            }
        };
        if let Some(reference) = map
            .get("$ref")
            .filter(|reference| reference.as_str().is_some())
        {
            return self.schema_reference(reference, map, at);
        }
        for (keyword, way_out) in INEXPRESSIBLE {
            if let Some(found) = map.get(*keyword) {
                self.refuse(
                    found.position(),
                    format!("`{keyword}` cannot be expressed by the generated types"),
                    *way_out,
                );
            }
        }
        self.object_schema(map, at)
    }

    fn schema_reference(&mut self, reference: &Node, map: &Map, at: Position) -> Node {
        let Some(name) = self.schema_name(reference) else {
            return Node::object([], at);
        };
        let plain = Node::schema_reference(&name, reference.at);
        // OpenAPI 3.0 ignores what stands beside a reference.
        let siblings: Map = map
            .iter()
            .filter(|(key, _)| {
                self.is_31
                    && *key != "$ref"
                    && !ANNOTATIONS.contains(&key.as_str())
                    && !key.starts_with("x-")
                    && *key != "$defs"
            })
            .map(|(key, node)| (key.clone(), node.clone()))
            .collect();
        if siblings.is_empty() {
            return Node {
                key_at: None,
                at,
                ..plain
            };
        }
        let only_access = siblings
            .keys()
            .all(|key| matches!(key.as_str(), "readOnly" | "writeOnly"));
        let mut all_of = vec![plain];
        let mut outer = Map::new();
        if only_access {
            outer.extend(siblings);
        } else {
            all_of.push(self.object_schema(&siblings, at));
        }
        if let Some(description) = map.get("description") {
            outer.insert("description".into(), description.clone());
        }
        outer.insert("allOf".into(), Node::array(all_of, at));
        Node::new(Value::Object(outer), at)
    }

    fn object_schema(&mut self, map: &Map, at: Position) -> Node {
        let mut lowered = Map::new();
        let (types, mut nullable) = self.types(map);
        if types.len() > 1 {
            return self.alternatives_by_type(map, &types, nullable, at);
        }
        if let Some(single) = types.first() {
            lowered.insert("type".into(), Node::string(single.clone(), at));
        }
        self.check_kinds(map);
        for (key, kind) in COPIED {
            if let Some(node) = map.get(*key).filter(|node| kind.fits(node)) {
                lowered.insert((*key).into(), node.clone());
            }
        }
        self.bounds(map, &mut lowered, at);
        self.encoding(map, &mut lowered, at);
        nullable |= self.enumeration(map, &mut lowered, at);
        if let Some(example) = map
            .get("example")
            .or_else(|| map.get("examples")?.as_array()?.first())
        {
            lowered.insert("example".into(), example.clone());
        }
        self.children(map, &mut lowered);
        nullable |= self.combinators(map, &mut lowered, at);
        for (key, node) in map {
            if key.starts_with("x-") {
                lowered.insert(key.clone(), node.clone());
            }
        }
        if nullable {
            lowered.insert("nullable".into(), Node::bool(true, at));
        }
        Node::new(Value::Object(lowered), at)
    }

    /// Refuses keywords whose value is not what they need: passing over them
    /// would be a guess.
    fn check_kinds(&mut self, map: &Map) {
        for (key, kind) in COPIED.iter().chain(READ) {
            let Some(node) = map.get(*key).filter(|node| !kind.fits(node)) else {
                continue;
            };
            // OpenAPI 2 and many documents have `required: true` in properties.
            if *key == "required" && node.as_bool().is_some() {
                continue;
            }
            self.refuse(
                node.position(),
                format!("`{key}` must be {}, not {}", kind.name(), node.kind()),
                "correct the value, or take the keyword out",
            );
        }
    }

    /// The types that a schema allows, without null, and whether null is one.
    fn types(&mut self, map: &Map) -> (Vec<String>, bool) {
        let mut nullable = map.get("nullable").and_then(Node::as_bool).unwrap_or(false);
        let mut types = Vec::new();
        match map.get("type") {
            Some(Node {
                value: Value::String(single),
                ..
            }) => types.push(single.clone()),
            Some(Node {
                value: Value::Array(several),
                ..
            }) => {
                types.extend(
                    several
                        .iter()
                        .filter_map(|node| node.as_str().map(str::to_owned)),
                );
            }
            Some(other) => {
                self.refuse(
                    other.position(),
                    format!(
                        "`type` must be a string or an array of strings, not {}",
                        other.kind()
                    ),
                    "write the type's name",
                );
            }
            None => {}
        }
        if let Some(unknown) = types.iter().find(|name| {
            !matches!(
                name.as_str(),
                "null" | "boolean" | "integer" | "number" | "string" | "array" | "object"
            )
        }) {
            let at = map["type"].position();
            self.refuse(
                at,
                format!("`{unknown}` is not a type"),
                "use one of null, boolean, integer, number, string, array, object",
            );
        }
        if types.iter().any(|name| name == "null") {
            types.retain(|name| name != "null");
            nullable = true;
            if types.is_empty() {
                // Nothing but null: an enum that lists it.
                return (Vec::new(), true);
            }
        }
        types.dedup();
        // A type that the other keywords make plain: many documents leave it out.
        if types.is_empty() && !map.contains_key("type") {
            let has = |keywords: &[&str]| keywords.iter().any(|keyword| map.contains_key(*keyword));
            if has(&["properties", "additionalProperties"]) {
                types.push("object".into());
            } else if has(&["items"]) {
                types.push("array".into());
            } else if let Some(kind) = enum_type(map) {
                types.push(kind.into());
            }
        }
        (types, nullable)
    }

    /// `type: [string, integer]`: one alternative for each type, with the
    /// keywords that are about it.
    fn alternatives_by_type(
        &mut self,
        map: &Map,
        types: &[String],
        nullable: bool,
        at: Position,
    ) -> Node {
        let about = |kind: &str| -> &[&str] {
            match kind {
                "integer" | "number" => NUMBER_KEYWORDS,
                "string" => STRING_KEYWORDS,
                "array" => ARRAY_KEYWORDS,
                "object" => OBJECT_KEYWORDS,
                _ => &[],
            }
        };
        let mut outer = map.clone();
        let mut alternatives = Vec::new();
        for kind in types {
            let mut alternative = Map::new();
            alternative.insert("type".into(), Node::string(kind.clone(), at));
            for keyword in about(kind) {
                if let Some(node) = map.get(*keyword) {
                    alternative.insert((*keyword).into(), node.clone());
                }
            }
            alternatives.push(self.object_schema(&alternative, at));
        }
        for kind in types {
            for keyword in about(kind) {
                outer.shift_remove(*keyword);
            }
        }
        outer.shift_remove("type");
        outer.shift_remove("nullable");
        let mut lowered = match self.object_schema(&outer, at).value {
            Value::Object(lowered) => lowered,
            _ => Map::new(),
        };
        lowered.insert("anyOf".into(), Node::array(alternatives, at));
        if nullable {
            lowered.insert("nullable".into(), Node::bool(true, at));
        }
        Node::new(Value::Object(lowered), at)
    }

    /// Exclusive bounds: numbers in 3.1, flags beside the bound in 3.0.
    fn bounds(&mut self, map: &Map, lowered: &mut Map, at: Position) {
        for (bound, exclusive, is_tighter) in [
            (
                "minimum",
                "exclusiveMinimum",
                f64::gt as fn(&f64, &f64) -> bool,
            ),
            (
                "maximum",
                "exclusiveMaximum",
                f64::lt as fn(&f64, &f64) -> bool,
            ),
        ] {
            let inclusive = map.get(bound).filter(|node| node.as_number().is_some());
            match map.get(exclusive) {
                Some(node) if node.as_number().is_some() => {
                    let number = |node: &Node| node.as_number().and_then(Number::as_f64);
                    let wins = match (inclusive.and_then(number), number(node)) {
                        (Some(inclusive), Some(exclusive)) => !is_tighter(&inclusive, &exclusive),
                        _ => true,
                    };
                    if wins {
                        lowered.insert(bound.into(), node.clone());
                        lowered.insert(exclusive.into(), Node::bool(true, at));
                    } else if let Some(inclusive) = inclusive {
                        lowered.insert(bound.into(), inclusive.clone());
                    }
                }
                flag => {
                    if let Some(inclusive) = inclusive {
                        lowered.insert(bound.into(), inclusive.clone());
                        if flag.and_then(Node::as_bool) == Some(true) {
                            lowered.insert(exclusive.into(), Node::bool(true, at));
                        }
                    }
                }
            }
        }
    }

    /// `contentEncoding: base64` is 3.0's `format: byte`, and a string that is
    /// a file of its own is `format: binary`.
    fn encoding(&mut self, map: &Map, lowered: &mut Map, at: Position) {
        if lowered.contains_key("format") {
            return;
        }
        match map.get("contentEncoding").and_then(Node::as_str) {
            Some("base64") => {
                lowered.insert("format".into(), Node::string("byte", at));
            }
            Some(_) => {}
            None if map.contains_key("contentMediaType") => {
                lowered.insert("format".into(), Node::string("binary", at));
            }
            None => {}
        }
    }

    /// `const` is an enum of one. Returns whether null is one of the values.
    fn enumeration(&mut self, map: &Map, lowered: &mut Map, at: Position) -> bool {
        let values: Vec<Node> = match (map.get("enum"), map.get("const")) {
            (_, Some(constant)) => vec![constant.clone()],
            (Some(list), None) => match list.as_array() {
                Some(values) => values.to_vec(),
                None => return false,
            },
            (None, None) => {
                let is_null_only = map.get("type").is_some_and(|kind| {
                    kind.as_str() == Some("null")
                        || kind.as_array().is_some_and(|kinds| {
                            !kinds.is_empty()
                                && kinds.iter().all(|kind| kind.as_str() == Some("null"))
                        })
                });
                if is_null_only {
                    lowered.insert(
                        "enum".into(),
                        Node::array(vec![Node::new(Value::Null, at)], at),
                    );
                }
                return is_null_only;
            }
        };
        let has_null = values.iter().any(Node::is_null);
        let at = map
            .get("enum")
            .or(map.get("const"))
            .map_or(at, Node::position);
        lowered.insert("enum".into(), Node::array(values, at));
        // In 3.0 null must be allowed by `nullable` as well as listed; in 3.1
        // the type says it, and an enum without a type speaks for itself.
        has_null && !map.contains_key("type")
    }

    fn children(&mut self, map: &Map, lowered: &mut Map) {
        if let Some(properties) = map.get("properties").and_then(Node::as_object) {
            let at = map["properties"].position();
            let properties = properties
                .iter()
                .map(|(name, schema)| {
                    let mut property = self.schema(schema);
                    property.key_at = schema.key_at;
                    (name.clone(), property)
                })
                .collect::<Vec<_>>();
            lowered.insert("properties".into(), Node::object(properties, at));
        }
        if let Some(items) = map.get("items") {
            if items.as_array().is_some() {
                self.refuse(
                    items.position(),
                    "a list of item schemas (a tuple) cannot be expressed by the generated types",
                    "use an object with named properties",
                );
            } else {
                let schema = self.schema(items);
                lowered.insert("items".into(), schema);
            }
        }
        if let Some(additional) = map.get("additionalProperties") {
            let node = match additional.as_bool() {
                Some(_) => additional.clone(),
                None => self.schema(additional),
            };
            lowered.insert("additionalProperties".into(), node);
        }
    }

    /// `allOf`, `anyOf`, `oneOf`, `not`. Returns whether one of the
    /// alternatives is null, which is then left out and said by `nullable`.
    fn combinators(&mut self, map: &Map, lowered: &mut Map, at: Position) -> bool {
        let mut nullable = false;
        if let Some(all_of) = map.get("allOf").and_then(Node::as_array) {
            let parts = all_of.iter().map(|part| self.schema(part)).collect();
            lowered.insert("allOf".into(), Node::array(parts, map["allOf"].position()));
        }
        for keyword in ["anyOf", "oneOf"] {
            let Some(alternatives) = map.get(keyword).and_then(Node::as_array) else {
                continue;
            };
            let (nulls, others): (Vec<_>, Vec<_>) =
                alternatives.iter().partition(|node| is_null_schema(node));
            nullable |= !nulls.is_empty();
            let mut others: Vec<Node> = others.into_iter().map(|node| self.schema(node)).collect();
            let at = map[keyword].position();
            if !nulls.is_empty() && others.len() == 1 {
                // X or null: X, nullable.
                let single = others.remove(0);
                match single.value {
                    Value::Object(members)
                        if !members.contains_key("$ref")
                            && members.keys().all(|key| !lowered.contains_key(key)) =>
                    {
                        lowered.extend(members);
                    }
                    value if !lowered.contains_key("allOf") => {
                        lowered.insert("allOf".into(), Node::array(vec![Node::new(value, at)], at));
                    }
                    value => {
                        lowered.insert(keyword.into(), Node::array(vec![Node::new(value, at)], at));
                    }
                }
            } else {
                lowered.insert(keyword.into(), Node::array(others, at));
            }
        }
        if let Some(not) = map.get("not") {
            let schema = self.schema(not);
            lowered.insert("not".into(), schema);
        }
        let _ = at;
        nullable
    }

    /// The name under which the schema that `reference` leads to is known; it
    /// is lowered when it is met for the first time.
    fn schema_name(&mut self, reference: &Node) -> Option<String> {
        let text = reference.as_str()?;
        let target = match self.document.target(text, reference.at) {
            Ok(target) => target,
            Err(error) => {
                self.findings.push(error.into());
                return None;
            }
        };
        let key = (target.file, target.pointer.clone());
        if let Some(name) = self.schema_names.get(&key) {
            return Some(name.clone());
        }
        let last = target.pointer.rsplit('/').next().unwrap_or_default();
        let wanted = if last.is_empty() {
            self.document
                .sources
                .path(target.file)
                .file_stem()
                .map_or_else(
                    || "Schema".into(),
                    |stem| stem.to_string_lossy().into_owned(),
                )
        } else {
            last.replace("~1", "_").replace("~0", "_")
        };
        let name = self.free_schema_name(&wanted);
        self.schema_names.insert(key, name.clone());
        self.schemas
            .insert(name.clone(), Node::object([], reference.at));
        let lowered = self.schema(target.node);
        self.schemas.insert(name.clone(), lowered);
        Some(name)
    }

    fn free_schema_name(&self, wanted: &str) -> String {
        let taken =
            |name: &str| self.schemas.contains_key(name) || self.reserved_names.contains(name);
        if !taken(wanted) {
            return wanted.to_owned();
        }
        (2..)
            .map(|number| format!("{wanted}{number}"))
            .find(|name| !taken(name))
            .unwrap_or_default()
    }

    pub(super) fn refuse(
        &mut self,
        at: Position,
        message: impl Into<String>,
        way_out: impl Into<String>,
    ) {
        self.findings.push(
            Finding::error("inexpressible", message)
                .at(at)
                .help(way_out),
        );
    }
}

fn is_null_schema(node: &Node) -> bool {
    let Some(map) = node.as_object() else {
        return false;
    };
    map.get("type").and_then(Node::as_str) == Some("null")
        || map.get("const").is_some_and(Node::is_null)
        || (map
            .get("enum")
            .and_then(Node::as_array)
            .is_some_and(|values| values.len() == 1 && values[0].is_null()))
}

/// The type that all values of an enum share.
fn enum_type(map: &Map) -> Option<&'static str> {
    let values: Vec<&Node> = match (map.get("enum"), map.get("const")) {
        (_, Some(constant)) => vec![constant],
        (Some(list), None) => list.as_array()?.iter().collect(),
        (None, None) => return None,
    };
    let kind = |node: &&Node| match &node.value {
        Value::String(_) => Some("string"),
        Value::Bool(_) => Some("boolean"),
        Value::Number(number) if number.is_f64() => Some("number"),
        Value::Number(_) => Some("integer"),
        _ => None,
    };
    let mut kinds = values.iter().filter(|node| !node.is_null()).map(kind);
    let first = kinds.next()??;
    kinds.all(|kind| kind == Some(first)).then_some(first)
}
