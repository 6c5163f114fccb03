//! What of a schema a Rust type says by itself.

use super::widen::Wide;
use crate::document::Node;

/// Whether Rust's types, and those of the generated layer that hold bounds,
/// say all of it.
pub(super) fn is_expressible(wide: &Wide) -> bool {
    wide.is_exact && !(is_bounded(&wide.schema) && wide.schema.flag("nullable"))
}

/// Whether Typify makes a type of it that has a name.
pub(super) fn has_own_type(wide: &Node) -> bool {
    let string = ["pattern", "minLength", "maxLength"]
        .iter()
        .any(|keyword| wide.has(keyword))
        && wide.text("type") == Some("string");
    let values = wide.items("enum").iter().any(|value| !value.is_null());
    string
        || values
        || wide.items("oneOf").len() > 1
        || wide.members("properties").next().is_some()
        // Closed, and without members: only `{}`.
        || wide.text("type") == Some("object")
            && wide.get("additionalProperties").and_then(Node::as_bool) == Some(false)
}

pub(super) fn lists_null(schema: &Node) -> bool {
    schema.items("enum").iter().any(Node::is_null)
}

/// An integer from zero on: a type of Rust's own.
pub(super) fn is_unsigned(schema: &Node) -> bool {
    schema.text("type") == Some("integer")
        && schema.get("minimum").is_some_and(is_zero)
        && !["exclusiveMinimum", "maximum", "multipleOf", "enum"]
            .iter()
            .any(|keyword| schema.has(keyword))
        && matches!(
            schema.text("format"),
            None | Some("int64" | "uint32" | "uint64" | "uint" | "uint16" | "uint8")
        )
}

fn is_zero(node: &Node) -> bool {
    node.as_number().and_then(serde_json::Number::as_f64) == Some(0.0)
}

/// Bounds that Typify passes over.
pub(super) fn is_bounded(schema: &Node) -> bool {
    if is_unsigned(schema) {
        return false;
    }
    let keywords: &[&str] = match schema.text("type") {
        Some("integer" | "number") => &["minimum", "maximum", "multipleOf"],
        Some("array") => &["minItems", "maxItems", "uniqueItems"],
        _ => &[],
    };
    let says = |keyword: &&str| {
        schema.get(keyword).is_some_and(|node| {
            let is_any_length = *keyword == "minItems" && is_zero(node);
            node.as_bool() != Some(false) && !is_any_length
        })
    };
    !schema.has("enum") && keywords.iter().any(says)
}
