//! One of the two documents, read tolerantly: what is missing or broken is
//! taken as absent, never refused.

use crate::document::{Document, Node};

#[derive(Clone, Copy)]
pub struct Side<'a> {
    pub document: &'a Document,
    /// OpenAPI 3.0: keywords beside a schema's `$ref` do not count.
    pub ignores_siblings: bool,
}

impl<'a> Side<'a> {
    pub fn new(document: &'a Document) -> Self {
        let ignores_siblings = document
            .root()
            .text("openapi")
            .is_some_and(|version| version.starts_with("3.0"));
        Side {
            document,
            ignores_siblings,
        }
    }

    pub fn root(&self) -> &'a Node {
        self.document.root()
    }

    /// What `node` refers to; itself when it refers to nothing that is there.
    pub fn resolve(&self, node: &'a Node) -> &'a Node {
        self.document.resolve(node).unwrap_or(node)
    }

    /// The target of a schema's own reference, one step.
    pub fn target(&self, node: &'a Node) -> Option<&'a Node> {
        let reference = node.get("$ref")?;
        let target = self
            .document
            .target(reference.as_str()?, reference.at)
            .ok()?;
        Some(target.node)
    }

    /// A member of an object, with its references followed.
    pub fn get(&self, node: &'a Node, key: &str) -> Option<&'a Node> {
        node.get(key).map(|member| self.resolve(member))
    }
}
