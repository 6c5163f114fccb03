//! The types that a schema allows.

use super::Lowering;
use super::keywords::{ARRAY_KEYWORDS, NUMBER_KEYWORDS, OBJECT_KEYWORDS, STRING_KEYWORDS};
use crate::document::{Map, Node, Position, Value};
use crate::model::meaning::CHECKED_FORMATS;

impl Lowering<'_> {
    /// The types that a schema allows, without null, and whether null is one.
    pub(super) fn types(&mut self, map: &Map) -> (Vec<String>, bool) {
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
        // In a condition its absence means something.
        if types.is_empty() && !map.contains_key("type") && !self.in_condition {
            let has = |keywords: &[&str]| keywords.iter().any(|keyword| map.contains_key(*keyword));
            if has(&["properties", "additionalProperties", "patternProperties"]) {
                types.push("object".into());
            } else if has(&["items", "prefixItems"]) {
                types.push("array".into());
            } else if has(&["pattern", "minLength", "maxLength"])
                || map
                    .get("format")
                    .and_then(Node::as_str)
                    .is_some_and(|format| CHECKED_FORMATS.contains(&format))
            {
                types.push("string".into());
            } else if let Some(kind) = enum_type(map) {
                types.push(kind.into());
            }
        }
        (types, nullable)
    }

    /// `type: [string, integer]`: one alternative for each type, with the
    /// keywords that are about it.
    pub(super) fn alternatives_by_type(
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
        let alternatives = Node::array(alternatives, at);
        if lowered.contains_key("anyOf") {
            let part = Node::object([("anyOf".to_owned(), alternatives)], at);
            let mut parts = match lowered.shift_remove("allOf").map(|node| node.value) {
                Some(Value::Array(parts)) => parts,
                _ => Vec::new(),
            };
            parts.push(part);
            lowered.insert("allOf".into(), Node::array(parts, at));
        } else {
            lowered.insert("anyOf".into(), alternatives);
        }
        if nullable {
            lowered.insert("nullable".into(), Node::bool(true, at));
        }
        Node::new(Value::Object(lowered), at)
    }
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
