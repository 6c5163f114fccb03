//! Annotations: keywords that say something of a schema, and nothing of its values.

use crate::document::Node;

const ANNOTATIONS: &[&str] = &[
    "title",
    "description",
    "default",
    "example",
    "readOnly",
    "writeOnly",
    "deprecated",
    "externalDocs",
    "xml",
    "discriminator",
    "nullable",
];

pub fn is_annotation(keyword: &str) -> bool {
    ANNOTATIONS.contains(&keyword) || keyword.starts_with("x-")
}

/// Whether the schema says nothing about values but by the keyword `except`.
pub fn says_nothing_but(schema: &Node, except: &[&str]) -> bool {
    schema
        .as_object()
        .into_iter()
        .flatten()
        .all(|(keyword, _)| is_annotation(keyword) || except.contains(&keyword.as_str()))
}
