//! Whether a value can fit two alternatives.
//!
//! Only what the types of server and client both enforce counts: JSON types,
//! listed values, required and closed members.

use super::reference::target;
use crate::document::{Guard, Node, Value, follow};
use crate::model::Contract;

/// How many pairs of schemas are compared before two alternatives are taken to overlap.
const WORK: usize = 40_000;

/// What is known of pairs of schemas: whether no value fits both.
type Pairs = Guard<(*const Node, *const Node), bool>;

/// Whether no value fits two of the alternatives.
pub fn exclude_each_other(alternatives: &[Node], contract: &Contract) -> bool {
    let pairs = Pairs::new(WORK);
    // Choices that are too large for that are told apart at run time.
    alternatives.iter().enumerate().all(|(index, one)| {
        alternatives[index + 1..]
            .iter()
            .all(|other| excludes(one, other, contract, &pairs))
    })
}

fn excludes(one: &Node, other: &Node, contract: &Contract, pairs: &Pairs) -> bool {
    let (Some(one), Some(other)) = (plain(one, contract), plain(other, contract)) else {
        return false;
    };
    let pair = (std::ptr::from_ref(one), std::ptr::from_ref(other));
    pairs.once(pair, false, || plain_excludes(one, other, contract, pairs))
}

fn plain_excludes(one: &Node, other: &Node, contract: &Contract, pairs: &Pairs) -> bool {
    if one.flag("nullable") && other.flag("nullable") {
        return false;
    }
    if let (Some(left), Some(right)) = (values(one), values(other)) {
        return left.iter().all(|value| !right.contains(value));
    }
    let kind = |node: &Node| -> Option<&'static str> {
        if let Some(values) = values(node) {
            let mut kinds = values.iter().map(|value| kind_of(value));
            let first = kinds.next()?;
            return kinds.all(|kind| kind == first).then_some(first);
        }
        match node.text("type")? {
            "integer" | "number" => Some("number"),
            "string" => Some("string"),
            "boolean" => Some("boolean"),
            "array" => Some("array"),
            "object" => Some("object"),
            _ => None,
        }
    };
    match (kind(one), kind(other)) {
        (Some("object"), Some("object")) => {}
        (Some(left), Some(right)) => return left != right,
        _ => return false,
    }
    if other_needs_more(one, other) || other_needs_more(other, one) {
        return true;
    }
    one.members("properties").any(|(name, mine)| {
        requires(one, name)
            && requires(other, name)
            && other
                .members("properties")
                .find(|(known, _)| *known == name)
                .is_some_and(|(_, theirs)| excludes(mine, theirs, contract, pairs))
    })
}

/// Whether `closed` has no room for a member that `other` requires.
fn other_needs_more(closed: &Node, other: &Node) -> bool {
    closed.get("additionalProperties").and_then(Node::as_bool) == Some(false)
        && !closed.has("patternProperties")
        && other
            .items("required")
            .iter()
            .filter_map(Node::as_str)
            .any(|name| closed.members("properties").all(|(known, _)| known != name))
}

fn requires(schema: &Node, name: &str) -> bool {
    schema
        .items("required")
        .iter()
        .any(|required| required.as_str() == Some(name))
}

fn values(schema: &Node) -> Option<&[Node]> {
    schema.get("enum").and_then(Node::as_array)
}

/// The schema behind references, unless it is put together of several.
fn plain<'a>(schema: &'a Node, contract: &'a Contract) -> Option<&'a Node> {
    let schema = follow(schema, |schema| match schema.items("allOf") {
        [single] if !schema.has("type") && !schema.flag("nullable") => Some(single),
        _ => target(schema, contract),
    });
    let is_plain = ["$ref", "allOf", "oneOf", "anyOf"].iter().all(|keyword| {
        !schema.has(keyword) || *keyword == "allOf" && schema.items("allOf").is_empty()
    });
    is_plain.then_some(schema)
}

fn kind_of(value: &Node) -> &'static str {
    match value.value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(_) => "number",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    }
}
