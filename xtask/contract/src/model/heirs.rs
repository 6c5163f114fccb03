//! Who extends a schema, as documents write it: the schemas with a name that have it in
//! their `allOf`.
//!
//! A schema with a discriminator that lists no alternatives stands for all of them
//! (OpenAPI 3.1.1, section 4.8.25; 3.0.4, section 4.7.25), though nothing in it leads to
//! them.

use std::collections::HashMap;

use crate::document::{Document, FileId, Map, Node, escape_pointer_token};

/// Where schemas have names: in a document of OpenAPI, and in files of schemas.
const CONTAINERS: &[&str] = &["/components/schemas", "/$defs", "/definitions", ""];

/// A schema with a name.
#[derive(Clone, Debug)]
pub struct Named<'a> {
    pub file: FileId,
    pub pointer: String,
    pub node: &'a Node,
}

/// The schemas that extend others.
pub struct Heirs<'a>(HashMap<*const Node, Vec<Named<'a>>>);

impl<'a> Heirs<'a> {
    pub fn of(document: &'a Document) -> Self {
        let mut heirs: HashMap<*const Node, Vec<Named<'a>>> = HashMap::new();
        for tree in document.trees() {
            for container in CONTAINERS {
                let members = tree.pointer(container).and_then(Node::as_object);
                for (name, node) in members.into_iter().flatten() {
                    for base in bases(node, document) {
                        heirs.entry(base).or_default().push(Named {
                            file: tree.at.file,
                            pointer: format!("{container}/{}", escape_pointer_token(name)),
                            node,
                        });
                    }
                }
            }
        }
        Heirs(heirs)
    }

    /// Those that extend the schema, or one that does.
    pub fn of_base(&self, base: &Node) -> Vec<&Named<'a>> {
        let mut found: Vec<&Named<'a>> = Vec::new();
        let mut waiting = vec![std::ptr::from_ref(base)];
        while let Some(base) = waiting.pop() {
            for heir in self.0.get(&base).into_iter().flatten() {
                if !found
                    .iter()
                    .any(|known| std::ptr::eq(known.node, heir.node))
                {
                    waiting.push(heir.node);
                    found.push(heir);
                }
            }
        }
        found
    }
}

/// Whether the schema stands for those that extend it.
pub fn is_base(schema: &Node) -> bool {
    schema.as_object().is_some_and(is_base_object)
}

/// The same of the members of a schema.
pub fn is_base_object(schema: &Map) -> bool {
    let discriminator = schema.get("discriminator");
    let is_empty = |keyword| {
        schema
            .get(keyword)
            .is_none_or(|list: &Node| list.as_array() == Some(&[]))
    };
    discriminator.is_some_and(|node| node.text("propertyName").is_some())
        && is_empty("oneOf")
        && is_empty("anyOf")
}

/// What the schema has in its `allOf`.
fn bases(schema: &Node, document: &Document) -> Vec<*const Node> {
    let mut found = Vec::new();
    let mut waiting: Vec<&Node> = schema.items("allOf").iter().collect();
    while let Some(part) = waiting.pop() {
        if part.has("$ref") {
            found.extend(document.resolve(part).ok().map(std::ptr::from_ref));
        }
        waiting.extend(part.items("allOf"));
    }
    found
}
