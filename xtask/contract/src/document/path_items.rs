//! Path items that have fields of their own beside a reference (OpenAPI 3.1.1, section 4.8.9):
//! both count, for all who read the document.

use super::load::Document;
use super::node::{Node, Value};
use super::openapi::{METHODS, QUERY};

/// Fields that would get lost by following the reference.
fn is_field(key: &str) -> bool {
    METHODS.contains(&key)
        || key == QUERY
        || matches!(key, "additionalOperations" | "parameters" | "servers")
}

/// The path items of the document that have such fields, with what they refer to put into them,
/// each with the section and the name that it has there. A field that both have is the path
/// item's own: the specification leaves it open.
pub fn completed(document: &Document) -> Vec<(&'static str, String, Node)> {
    let mut found = Vec::new();
    for section in ["paths", "webhooks"] {
        for (name, item) in document.root().members(section) {
            let has_fields = item.has("$ref")
                && item
                    .as_object()
                    .is_some_and(|fields| fields.keys().any(|key| is_field(key)));
            if !has_fields {
                continue;
            }
            if let Ok(target) = document.resolve(item)
                && let (Some(own), Some(others)) = (item.as_object(), target.as_object())
            {
                let mut fields = own.clone();
                fields.shift_remove("$ref");
                for (key, field) in others {
                    fields.entry(key.clone()).or_insert_with(|| field.clone());
                }
                let completed = Node {
                    value: Value::Object(fields),
                    ..item.clone()
                };
                found.push((section, name.clone(), completed));
            }
        }
    }
    found
}
