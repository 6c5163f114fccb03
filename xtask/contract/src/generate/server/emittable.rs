//! What Dropshot's document can say of a schema.
//!
//! Dropshot 0.18 turns schemas of schemars 0.8 into OpenAPI 3.0, and panics on,
//! or passes over, what is not written as Rust's derives write it. What is left
//! out here is told by `check`, with what guarantees it instead.

use serde_json::Number;

use crate::document::{Map, Node, Value};
use crate::generate::types::is_annotation;
use crate::model::{BEYOND, LEFT_OUT};

/// The schema as Dropshot can emit it.
pub fn emittable(schema: &Node) -> Node {
    let Value::Object(map) = &schema.value else {
        return schema.clone();
    };
    if map.contains_key("$ref") {
        return schema.clone();
    }
    let mut out: Map = map
        .iter()
        .filter(|(keyword, _)| !is_lost(keyword))
        .map(|(keyword, node)| (keyword.clone(), within(keyword, node)))
        .collect();
    if out.get("default").is_some_and(Node::is_null) {
        out.shift_remove("default");
    }
    if out
        .get("required")
        .and_then(Node::as_array)
        .is_some_and(<[Node]>::is_empty)
    {
        out.shift_remove("required");
    }
    if out
        .get("properties")
        .and_then(Node::as_object)
        .is_some_and(Map::is_empty)
    {
        out.shift_remove("properties");
    }
    let kind = map.get("type").and_then(Node::as_str).map(str::to_owned);
    let choices: Vec<&str> = ["allOf", "oneOf", "anyOf"]
        .into_iter()
        .filter(|keyword| {
            out.get(*keyword)
                .and_then(Node::as_array)
                .is_some_and(|parts| !parts.is_empty())
        })
        .collect();
    match (kind.as_deref(), &choices[..]) {
        (None, []) => keep(&mut out, &[]),
        (None, [first, ..]) => keep(&mut out, &[first]),
        (Some(kind), []) => typed(kind, &mut out, schema),
        (Some(_), _) => {}
    }
    numbers(&mut out);
    let mut node = Node::new(Value::Object(out), schema.at);
    node.key_at = schema.key_at;
    node
}

fn is_lost(keyword: &str) -> bool {
    BEYOND.contains(&keyword)
        || matches!(keyword, "discriminator" | "externalDocs" | "xml" | LEFT_OUT)
}

fn keep(out: &mut Map, keywords: &[&str]) {
    out.retain(|keyword, _| is_annotation(keyword) || keywords.contains(&keyword.as_str()));
}

fn within(keyword: &str, node: &Node) -> Node {
    let mut node = node.clone();
    match (keyword, &mut node.value) {
        ("properties", Value::Object(members)) => {
            for member in members.values_mut() {
                *member = emittable(member);
            }
        }
        ("items" | "additionalProperties", Value::Object(_)) => node = emittable(&node),
        ("allOf" | "oneOf" | "anyOf", Value::Array(parts)) => {
            for part in parts {
                *part = emittable(part);
            }
        }
        _ => {}
    }
    node
}

/// A schema of one type, without alternatives: keywords of other types are
/// nothing to Dropshot.
fn typed(kind: &str, out: &mut Map, schema: &Node) {
    let keywords: &[&str] = match kind {
        "string" => &[
            "type",
            "format",
            "pattern",
            "minLength",
            "maxLength",
            "enum",
        ],
        "integer" | "number" => &[
            "type",
            "format",
            "minimum",
            "maximum",
            "exclusiveMinimum",
            "exclusiveMaximum",
            "multipleOf",
            "enum",
        ],
        "boolean" => &["type", "enum"],
        "array" => &["type", "items", "minItems", "maxItems", "uniqueItems"],
        "object" => &[
            "type",
            "properties",
            "required",
            "additionalProperties",
            "minProperties",
            "maxProperties",
        ],
        _ => &["type"],
    };
    keep(out, keywords);
    let is_listable = |value: &Node| match (kind, &value.value) {
        (_, Value::Null) => true,
        ("string", Value::String(_))
        | ("boolean", Value::Bool(_))
        | ("number", Value::Number(_)) => true,
        ("integer", Value::Number(number)) => number.is_i64(),
        _ => false,
    };
    let values = out.get("enum").and_then(Node::as_array);
    if values.is_some_and(|values| values.is_empty() || !values.iter().all(is_listable)) {
        out.shift_remove("enum");
    }
    if kind == "integer" {
        for (keyword, exclusive) in [
            ("minimum", "exclusiveMinimum"),
            ("maximum", "exclusiveMaximum"),
            ("multipleOf", ""),
        ] {
            let is_integer = |node: &Node| {
                node.as_number().is_some_and(|number| {
                    number.is_i64()
                        || number
                            .as_f64()
                            .is_some_and(|float| float.fract() == 0.0 && float.abs() < 9e18)
                })
            };
            if out.get(keyword).is_some_and(|node| !is_integer(node)) {
                out.shift_remove(keyword);
                out.shift_remove(exclusive);
            }
        }
    }
    if kind == "array"
        && !["items", "minItems", "maxItems", "uniqueItems"]
            .iter()
            .any(|keyword| out.contains_key(*keyword))
    {
        out.insert("items".into(), Node::object([], schema.at));
    }
}

/// Lengths and counts of schemars have 32 bits.
fn numbers(out: &mut Map) {
    for keyword in [
        "minLength",
        "maxLength",
        "minItems",
        "maxItems",
        "minProperties",
        "maxProperties",
    ] {
        let is_large = |node: &Node| {
            node.as_number()
                .and_then(Number::as_u64)
                .is_none_or(|number| u32::try_from(number).is_err())
        };
        if out.get(keyword).is_some_and(is_large) {
            out.shift_remove(keyword);
        }
    }
}
