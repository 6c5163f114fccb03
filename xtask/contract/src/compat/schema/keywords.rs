//! What single keywords of a schema say.

use super::read::{Conjunction, is_annotation_only};
use super::shape::{Additional, Bound, Dependents, LIMITS, Limit, Listed, Shape, Types};
use crate::document::{Node, Value};

/// The types that values have.
pub(super) fn types_of(values: &[&Node]) -> Types {
    values.iter().fold(Types::NONE, |types, value| {
        let name = match &value.value {
            Value::Bool(_) => "boolean",
            Value::Number(number) if number.is_f64() => "number",
            Value::Number(_) => "integer",
            Value::String(_) => "string",
            Value::Array(_) => "array",
            Value::Object(_) => "object",
            Value::Null => return types,
        };
        types.or(Types::of(name))
    })
}

/// What says something: not `true`, not `{}`.
pub(super) fn is_schema(node: &Node) -> bool {
    match &node.value {
        Value::Bool(value) => !value,
        Value::Object(_) => true,
        _ => false,
    }
}

pub(super) fn read_types<'a>(node: &'a Node, shape: &mut Shape<'a>) {
    if let Some(at) = node.get("type") {
        let names: Vec<&str> = match &at.value {
            Value::String(name) => vec![name],
            Value::Array(items) => items.iter().filter_map(Node::as_str).collect(),
            _ => Vec::new(),
        };
        let types = names
            .iter()
            .fold(Types::NONE, |types, name| types.or(Types::of(name)));
        if names.contains(&"null") {
            shape.nullable = true;
            shape.nullable_at = Some(at);
        }
        // Names that nobody knows restrict nothing.
        if !types.is_none() || names == ["null"] {
            shape.types = types;
            shape.types_at = Some(at);
        }
    }
    if node.flag("nullable") {
        shape.nullable = true;
        shape.nullable_at = node.get("nullable");
    }
}

pub(super) fn read_values<'a>(node: &'a Node, shape: &mut Shape<'a>) {
    if let Some(at) = node.get("enum") {
        let all: Vec<&Node> = node.items("enum").iter().collect();
        read_list(node, at, &all, false, shape);
    }
    if let Some(at) = node.get("const") {
        read_list(node, at, &[at], true, shape);
    }
}

/// A list of values, of which `null` is read as a type.
fn read_list<'a>(
    node: &'a Node,
    at: &'a Node,
    all: &[&'a Node],
    is_const: bool,
    shape: &mut Shape<'a>,
) {
    let values: Vec<&Node> = all
        .iter()
        .copied()
        .filter(|value| !value.is_null())
        .collect();
    let is_listed = values.len() < all.len();
    // OpenAPI 3.0's word is taken for one of the list.
    let has_null = is_listed || node.flag("nullable");
    if is_listed && !node.has("type") {
        shape.nullable = true;
        shape.nullable_at = Some(at);
    }
    if !has_null {
        shape.nullable = false;
    }
    if values.is_empty() && is_listed {
        shape.types = Types::NONE;
        shape.types_at = Some(at);
        return;
    }
    // A list of nothing allows nothing.
    shape.listed = Some(Listed {
        values,
        at,
        has_null,
        is_const,
    });
}

pub(super) fn read_numbers<'a>(node: &'a Node, shape: &mut Shape<'a>) {
    let number = |key| {
        let at = node.get(key)?;
        Some(Limit {
            value: at.as_number()?.as_f64()?,
            at,
        })
    };
    let bound = |limit: Limit<'a>, exclusive| Bound {
        value: limit.value,
        exclusive,
        at: limit.at,
    };
    // OpenAPI 3.0 says `exclusiveMaximum: true` beside `maximum`.
    let mut upper = number("maximum").map(|limit| bound(limit, node.flag("exclusiveMaximum")));
    let mut lower = number("minimum").map(|limit| bound(limit, node.flag("exclusiveMinimum")));
    if let Some(limit) = number("exclusiveMaximum") {
        upper = match upper {
            Some(inclusive) if inclusive.value < limit.value => upper,
            _ => Some(bound(limit, true)),
        };
    }
    if let Some(limit) = number("exclusiveMinimum") {
        lower = match lower {
            Some(inclusive) if inclusive.value > limit.value => lower,
            _ => Some(bound(limit, true)),
        };
    }
    shape.upper = upper;
    shape.lower = lower;
    shape.multiple_of = number("multipleOf");
    for (index, (keyword, _, is_upper)) in LIMITS.iter().enumerate() {
        // What every value satisfies anyway is no limit.
        let trivial = if *keyword == "minContains" { 1.0 } else { 0.0 };
        shape.limits[index] = number(keyword).filter(|limit| *is_upper || limit.value != trivial);
    }
}

pub(super) fn read_members<'a>(node: &'a Node, shape: &mut Shape<'a>) {
    for (name, schema) in node.members("properties") {
        shape.properties.insert(name, Conjunction::of(schema));
    }
    for name in node.items("required") {
        if let Some(text) = name.as_str() {
            shape.required.insert(text, name);
        }
    }
    for (pattern, schema) in node.members("patternProperties") {
        shape
            .pattern_properties
            .insert(pattern, Conjunction::of(schema));
    }
    shape.additional = match node.get("additionalProperties") {
        Some(at) if at.as_bool() == Some(false) => Additional::Closed(at),
        Some(at) if at.as_object().is_some() && !is_annotation_only(at) => {
            Additional::Schema(Conjunction::of(at))
        }
        _ => Additional::Open,
    };
    for (name, at) in node.members("dependentRequired") {
        let mut names: Vec<&str> = at
            .as_array()
            .unwrap_or(&[])
            .iter()
            .filter_map(Node::as_str)
            .collect();
        names.sort_unstable();
        shape
            .dependent_required
            .insert(name, Dependents { names, at });
    }
    for (name, schema) in node.members("dependentSchemas") {
        shape
            .dependent_schemas
            .insert(name, Conjunction::of(schema));
    }
}

pub(super) fn read_items<'a>(node: &'a Node, shape: &mut Shape<'a>) {
    let mut prefix = node.items("prefixItems");
    match node.get("items") {
        // The spelling of earlier drafts.
        Some(Node {
            value: Value::Array(items),
            ..
        }) => prefix = items,
        Some(schema) if is_schema(schema) && !is_annotation_only(schema) => {
            shape.items = Conjunction::of(schema);
        }
        _ => {}
    }
    shape.prefix_items = prefix.iter().map(Conjunction::of).collect();
}
