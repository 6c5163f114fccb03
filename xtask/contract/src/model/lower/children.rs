//! The schemas within a schema.

use super::Lowering;
use super::keywords::{ANNOTATIONS, NAMED_BEYOND, ONE_BEYOND};
use crate::document::{Map, Node, Value};

impl Lowering<'_> {
    pub(super) fn children(&mut self, map: &Map, lowered: &mut Map) {
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
        self.items(map, lowered);
        if let Some(additional) = map.get("additionalProperties") {
            let node = match additional.as_bool() {
                Some(_) => additional.clone(),
                None => self.schema(additional),
            };
            lowered.insert("additionalProperties".into(), node);
        }
    }

    /// Items by their place keep the form of 2020-12; that of OpenAPI 3.0 and of
    /// older drafts means the same.
    fn items(&mut self, map: &Map, lowered: &mut Map) {
        let old = map.get("items").filter(|items| items.as_array().is_some());
        let (prefix, rest) = match (map.get("prefixItems"), old) {
            (None, Some(old)) => (Some(old), map.get("additionalItems")),
            (prefix, _) => (prefix, map.get("items")),
        };
        if let Some(prefix) = prefix
            && let Some(schemas) = prefix.as_array().filter(|schemas| !schemas.is_empty())
        {
            let schemas = schemas.iter().map(|schema| self.schema(schema)).collect();
            let schemas = Node::array(schemas, prefix.position());
            lowered.insert("prefixItems".into(), schemas);
        }
        if let Some(rest) = rest.filter(|rest| rest.as_array().is_none()) {
            let schema = self.schema(rest);
            lowered.insert("items".into(), schema);
        }
    }

    /// What OpenAPI 3.0 lacks.
    pub(super) fn beyond(&mut self, map: &Map, lowered: &mut Map) {
        let outer = std::mem::replace(&mut self.in_condition, true);
        for keyword in ONE_BEYOND {
            if let Some(schema) = map.get(*keyword) {
                let schema = self.schema(schema);
                lowered.insert((*keyword).into(), schema);
            }
        }
        for keyword in NAMED_BEYOND {
            let Some(schemas) = map.get(*keyword).and_then(Node::as_object) else {
                continue;
            };
            let at = map[*keyword].position();
            let schemas: Vec<_> = schemas
                .iter()
                .map(|(name, schema)| (name.clone(), self.schema(schema)))
                .collect();
            lowered.insert((*keyword).into(), Node::object(schemas, at));
        }
        self.in_condition = outer;
    }

    /// `allOf`, `anyOf`, `oneOf`. Returns whether one of the
    /// alternatives is null, which is then left out and said by `nullable`.
    pub(super) fn combinators(&mut self, map: &Map, lowered: &mut Map) -> bool {
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
                            && lowered.keys().all(|key| is_text(key))
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
            } else if others.is_empty() && !nulls.is_empty() {
                let null = Node::new(Value::Null, at);
                lowered.insert("enum".into(), Node::array(vec![null], at));
            } else {
                lowered.insert(keyword.into(), Node::array(others, at));
            }
        }
        nullable
    }
}

/// Keywords that a schema has beside what it says about values.
fn is_text(keyword: &str) -> bool {
    ANNOTATIONS.contains(&keyword)
        || matches!(keyword, "readOnly" | "writeOnly")
        || keyword.starts_with("x-")
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
