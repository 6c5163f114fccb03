//! Which properties schemas name, and which of them a value has: as JSON Pointers, with `*` for
//! any item of a list.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::document::{Document, Node, escape_pointer_token};
use crate::instances::Parts;

/// Deeper properties are not looked for: schemas are within themselves.
const DEEPEST: usize = 4;
/// More of one schema are not looked for.
const MOST: usize = 500;

/// The properties that a schema names.
pub fn documented(schema: &Node, document: &Document) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    walk(schema, document, String::new(), 0, &mut found);
    found
}

fn walk(
    schema: &Node,
    document: &Document,
    pointer: String,
    depth: usize,
    found: &mut BTreeSet<String>,
) {
    if depth > DEEPEST || found.len() >= MOST {
        return;
    }
    let parts = Parts::of([schema], document);
    for (name, own) in parts.members("properties") {
        let inner = format!("{pointer}/{}", escape_pointer_token(name));
        walk(own, document, inner.clone(), depth + 1, found);
        found.insert(inner);
    }
    for items in parts.all("items") {
        walk(items, document, format!("{pointer}/*"), depth + 1, found);
    }
    for keyword in ["oneOf", "anyOf"] {
        for alternative in parts.items(keyword) {
            walk(alternative, document, pointer.clone(), depth + 1, found);
        }
    }
}

/// Takes out of `unseen` what a value has.
pub fn see(value: &Value, unseen: &mut BTreeSet<String>) {
    see_within(value, &mut String::new(), 0, unseen);
}

fn see_within(value: &Value, pointer: &mut String, depth: usize, unseen: &mut BTreeSet<String>) {
    if depth > DEEPEST || unseen.is_empty() {
        return;
    }
    let length = pointer.len();
    match value {
        Value::Object(members) => {
            for (name, member) in members {
                pointer.push('/');
                pointer.push_str(&escape_pointer_token(name));
                unseen.remove(pointer.as_str());
                see_within(member, pointer, depth + 1, unseen);
                pointer.truncate(length);
            }
        }
        Value::Array(items) => {
            pointer.push_str("/*");
            for item in items {
                see_within(item, pointer, depth + 1, unseen);
            }
            pointer.truncate(length);
        }
        _ => {}
    }
}
