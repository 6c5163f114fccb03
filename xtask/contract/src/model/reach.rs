//! Which places of a document an operation reaches: its own, and those that
//! references lead to from there.

use std::collections::HashSet;

use super::heirs::{Heirs, is_base_object};
use crate::document::{
    Document, FileId, Node, Position, SCHEMAS, Value, escape_pointer_token, operations,
};

/// An operation as it is written.
pub struct Written<'a> {
    /// `GET /users/{id}`
    pub title: String,
    pub node: &'a Node,
    item: &'a Node,
}

/// All operations of a document.
pub fn written(document: &Document) -> Vec<Written<'_>> {
    let mut found = Vec::new();
    for (path, item) in document.root().members("paths") {
        let target = document.resolve(item).unwrap_or(item);
        for (method, node) in operations(target) {
            found.push(Written {
                title: format!("{} {path}", method.to_ascii_uppercase()),
                node,
                item,
            });
        }
    }
    found
}

/// The places that were reached.
#[derive(Default)]
pub struct Reached {
    pub places: HashSet<Position>,
    targets: HashSet<(FileId, String)>,
}

impl Reached {
    pub fn from(document: &Document, operation: &Written<'_>) -> Self {
        let mut reached = Reached::default();
        reached.add(document, operation);
        reached
    }

    pub fn add(&mut self, document: &Document, operation: &Written<'_>) {
        self.places.insert(operation.item.position());
        if let Ok(item) = document.resolve(operation.item)
            && let Some(parameters) = item.get("parameters")
        {
            self.walk(document, parameters);
        }
        self.walk(document, operation.node);
        let root = document.root();
        let security = operation.node.get("security").or(root.get("security"));
        for (name, _) in security
            .and_then(Node::as_array)
            .into_iter()
            .flatten()
            .filter_map(Node::as_object)
            .flatten()
        {
            let scheme = root
                .get("components")
                .and_then(|components| components.get("securitySchemes")?.get(name));
            if let Some(scheme) = scheme {
                self.walk(document, scheme);
            }
        }
    }

    /// Whether a component schema of the document is among what was reached.
    pub fn has_schema(&self, document: &Document, name: &str) -> bool {
        let token = crate::document::escape_pointer_token(name);
        self.targets
            .contains(&(document.file, format!("/components/schemas/{token}")))
    }

    fn walk(&mut self, document: &Document, node: &Node) {
        let mut waiting = vec![node];
        let mut heirs = None;
        while let Some(node) = waiting.pop() {
            self.places.insert(node.position());
            self.places.insert(node.at);
            match &node.value {
                Value::Array(items) => waiting.extend(items),
                Value::Object(members) => {
                    waiting.extend(members.values());
                    // A base stands for those that extend it, and for those that its
                    // mapping names.
                    if is_base_object(members) {
                        let heirs = heirs.get_or_insert_with(|| Heirs::of(document));
                        for heir in heirs.of_base(node) {
                            if self.targets.insert((heir.file, heir.pointer.clone())) {
                                waiting.push(heir.node);
                            }
                        }
                    }
                    let discriminator = members.get("discriminator");
                    let mapping = discriminator
                        .into_iter()
                        .flat_map(|node| node.members("mapping"));
                    for (_, name) in mapping {
                        let token = escape_pointer_token(name.as_str().unwrap_or_default());
                        if let Ok(target) = document.target(&format!("{SCHEMAS}{token}"), name.at)
                            && self.targets.insert((target.file, target.pointer))
                        {
                            waiting.push(target.node);
                        }
                    }
                }
                Value::String(text) if text.contains('#') || text.contains('.') => {
                    // A `$ref`, or a discriminator's mapping.
                    if let Ok(target) = document.target(text, node.at)
                        && self.targets.insert((target.file, target.pointer))
                    {
                        waiting.push(target.node);
                    }
                }
                _ => {}
            }
        }
    }
}

/// The part of a document that is lowered.
#[derive(Default)]
pub struct Scope {
    /// The operations, and what they reach; everything where it is none.
    part: Option<(HashSet<Position>, Reached)>,
}

impl Scope {
    pub fn of<'a>(document: &Document, operations: impl Iterator<Item = &'a Written<'a>>) -> Self {
        let mut places = HashSet::new();
        let mut reached = Reached::default();
        for operation in operations {
            places.insert(operation.node.position());
            reached.add(document, operation);
        }
        Scope {
            part: Some((places, reached)),
        }
    }

    pub fn has_operation(&self, node: &Node) -> bool {
        self.part
            .as_ref()
            .is_none_or(|(operations, _)| operations.contains(&node.position()))
    }

    pub fn has_schema(&self, document: &Document, name: &str) -> bool {
        self.part
            .as_ref()
            .is_none_or(|(_, reached)| reached.has_schema(document, name))
    }
}
