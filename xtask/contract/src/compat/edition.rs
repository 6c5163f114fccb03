//! One edition of the contract, read tolerantly: what is missing or broken is
//! taken as absent, never refused.

use crate::document::{Document, Node};
use crate::instances::Heirs;

#[derive(Clone, Copy)]
pub struct Edition<'a> {
    pub document: &'a Document,
    /// OpenAPI 3.0: keywords beside a schema's `$ref` do not count.
    pub ignores_siblings: bool,
    /// Who inherits from whom by a discriminator.
    pub heirs: &'a Heirs<'a>,
}

impl<'a> Edition<'a> {
    pub fn new(document: &'a Document, heirs: &'a Heirs<'a>) -> Self {
        let version = document.root().text("openapi");
        Edition {
            document,
            ignores_siblings: version.is_some_and(|version| version.starts_with("3.0")),
            heirs,
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
        let target = self.document.target(reference.as_str()?, reference.at);
        Some(target.ok()?.node)
    }

    /// A member of an object, with its references followed.
    pub fn get(&self, node: &'a Node, key: &str) -> Option<&'a Node> {
        node.get(key).map(|member| self.resolve(member))
    }
}

/// The member, or the object itself where there is none: a place to point at.
pub fn member_or_self<'a>(node: &'a Node, key: &str) -> &'a Node {
    node.get(key).unwrap_or(node)
}
