//! Values that a schema has itself: those that it lists, and its default.

use std::collections::HashSet;

use serde_json::{Number, Value as Json};

use super::{Wide, Widening};
use crate::document::{Map, Node, Value};
use crate::generate::types::annotations::{is_annotation, says_nothing_but};
use crate::generate::types::reference::followed;
use crate::model::Contract;
use crate::model::meaning::{json_schema, validator};

impl Widening<'_> {
    /// Listed values: those that the rest of the schema allows, and the rest is
    /// said.
    pub(super) fn values(&self, whole: &Node, wide: &mut Wide) {
        let Some(values) = wide.schema.get("enum").and_then(Node::as_array) else {
            return;
        };
        let at = wide.schema.position();
        let rest_says_more = !says_nothing_but(&wide.schema, &["enum", "type", "format"])
            || !wide.is_exact
            || wide.schema.has("format");
        let judge = rest_says_more
            .then(|| validator(&json_schema(whole), self.contract))
            .flatten();
        let is_nullable = wide.schema.flag("nullable");
        let kind = wide.schema.text("type").map(str::to_owned);
        let mut kept: Vec<Node> = Vec::new();
        let mut seen: HashSet<String> = HashSet::new();
        for value in values {
            let fits_type = match &kind {
                Some(kind) => value.is_null() || is_of_type(value, kind),
                None => true,
            };
            let is_valid = value.is_null()
                || judge
                    .as_ref()
                    .is_none_or(|judge| judge.is_valid(&value.to_json()));
            if fits_type && is_valid && seen.insert(value.to_json().to_string()) {
                kept.push(value.clone());
            }
        }
        let kinds: Vec<&str> = kept
            .iter()
            .filter(|value| !value.is_null())
            .map(type_of)
            .collect();
        // Typify's integers are those of 64 bits with a sign.
        let is_beyond = |value: &Node| value.as_number().is_some_and(|it| !it.is_i64());
        let is_sayable = !kinds.is_empty()
            && kinds.iter().all(|kind| *kind == kinds[0])
            && (kinds[0] == "string" || kinds[0] == "integer" && !kept.iter().any(is_beyond));
        let only_null = kinds.is_empty() && !kept.is_empty() && (is_nullable || kind.is_none());
        let mut notes = Map::new();
        for (keyword, node) in wide.schema.as_object().into_iter().flatten() {
            if is_annotation(keyword) {
                notes.insert(keyword.clone(), node.clone());
            }
        }
        if only_null {
            notes.insert(
                "enum".into(),
                Node::array(vec![Node::new(Value::Null, at)], at),
            );
            wide.is_exact = true;
        } else if is_sayable {
            notes.insert("type".into(), Node::string(kinds[0], at));
            notes.insert("enum".into(), Node::array(kept, at));
            wide.is_exact = true;
        } else {
            // Numbers, booleans, objects, values of several types, none at all.
            let kind = match &kinds[..] {
                [] => None,
                kinds if kinds.iter().all(|kind| *kind == kinds[0]) => {
                    let is_beyond = kinds[0] == "integer" && kept.iter().any(is_beyond);
                    Some(if is_beyond { "number" } else { kinds[0] })
                }
                kinds
                    if kinds
                        .iter()
                        .all(|kind| matches!(*kind, "integer" | "number")) =>
                {
                    Some("number")
                }
                _ => None,
            };
            let both = kind == Some("boolean") && kinds.len() == 2;
            if let Some(kind) = kind.filter(|kind| !matches!(*kind, "object" | "array")) {
                notes.insert("type".into(), Node::string(kind, at));
            }
            wide.is_exact = both;
        }
        wide.schema = Node::new(Value::Object(notes), at);
    }
}

fn type_of(value: &Node) -> &'static str {
    match &value.value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(number) if number.is_f64() => "number",
        Value::Number(_) => "integer",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    }
}

fn is_of_type(value: &Node, kind: &str) -> bool {
    match (kind, type_of(value)) {
        ("number", "integer") => true,
        ("integer", "number") => value
            .as_number()
            .and_then(Number::as_f64)
            .is_some_and(|number| number.fract() == 0.0),
        (kind, found) => kind == found,
    }
}

/// The value as JSON, where it is a default that the schema allows. Null is
/// what a member that is not there is anyway.
pub fn valid_default(schema: &Node, contract: &Contract) -> Option<Json> {
    let default = schema.get("default")?.to_json();
    if default.is_null() {
        return None;
    }
    let is_valid =
        validator(&json_schema(schema), contract).is_none_or(|judge| judge.is_valid(&default));
    is_valid.then_some(default)
}

/// The same of a schema, or of what it refers to.
pub fn default_of(schema: &Node, contract: &Contract) -> Option<Json> {
    valid_default(followed(schema, contract), contract)
}
