//! References (`$ref`): JSON Pointers into this file or another one.

use percent_encoding::percent_decode_str;

use super::identity::{Resource, anchored, dynamic_anchors, holds, join};
use super::load::Document;
use super::node::Node;
use super::position::{FileId, Position};

/// What a reference leads to.
#[derive(Clone, Debug)]
pub struct Target<'a> {
    /// The file that it is in.
    pub file: FileId,
    /// JSON Pointer (RFC 6901) within the file.
    pub pointer: String,
    /// What is there.
    pub node: &'a Node,
}

/// Why a reference leads to nothing.
#[derive(Debug, thiserror::Error)]
pub enum ReferenceError {
    /// There is nothing at its end.
    #[error("`{reference}` leads nowhere")]
    Missing {
        /// The reference as it is written.
        reference: String,
        /// Where it is written.
        at: Position,
    },
    /// At its end is a reference, and so on without an end.
    #[error("`{reference}` leads back to itself")]
    Cycle {
        /// The reference as it is written.
        reference: String,
        /// Where it is written.
        at: Position,
    },
}

impl ReferenceError {
    /// Where the reference is written.
    pub fn at(&self) -> Position {
        match self {
            ReferenceError::Missing { at, .. } | ReferenceError::Cycle { at, .. } => *at,
        }
    }
}

/// More references in a row than any document needs.
const MAX_HOPS: usize = 64;

impl Document {
    /// What `reference`, written at `at`, leads to.
    pub fn target(&self, reference: &str, at: Position) -> Result<Target<'_>, ReferenceError> {
        let missing = || ReferenceError::Missing {
            reference: reference.to_owned(),
            at,
        };
        let (file_part, fragment) = reference.split_once('#').unwrap_or((reference, ""));
        let fragment = percent_decode_str(fragment)
            .decode_utf8_lossy()
            .into_owned();
        let resource = if file_part.is_empty() {
            self.enclosing(at)
        } else {
            self.identified(file_part, at)
        };
        if let Some(resource) = resource {
            let target = self.within(resource.file, &resource.pointer, &fragment);
            // Many write pointers from the root of the file all the same; an anchor of
            // another schema is another one.
            if target.is_some() || !fragment.starts_with('/') {
                return target.ok_or_else(missing);
            }
        }
        let file = self
            .referenced_file(at.file, file_part)
            .ok_or_else(missing)?;
        self.within(file, "", &fragment).ok_or_else(missing)
    }

    /// How many schemas have a `$dynamicAnchor` of that name.
    pub fn dynamic_anchors(&self, anchor: &str) -> usize {
        self.trees().map(|tree| dynamic_anchors(tree, anchor)).sum()
    }

    /// What a fragment leads to, from `start` on.
    fn within(&self, file: FileId, start: &str, fragment: &str) -> Option<Target<'_>> {
        let root = self.tree(file)?.pointer(start)?;
        let path = if fragment.is_empty() || fragment.starts_with('/') {
            fragment.to_owned()
        } else {
            anchored(root, fragment)?
        };
        Some(Target {
            file,
            node: root.pointer(&path)?,
            pointer: format!("{start}{path}"),
        })
    }

    /// The schema whose `$id` a reference written at `at` names.
    pub(super) fn identified(&self, reference: &str, at: Position) -> Option<&Resource> {
        if self.resources.is_empty() {
            return None;
        }
        let base = self.enclosing(at).map_or("", |resource| &resource.id);
        let wanted = join(base, reference);
        self.resources
            .iter()
            .find(|resource| resource.id == wanted || resource.id == reference)
    }

    /// The innermost schema with an `$id` that `at` stands in.
    fn enclosing(&self, at: Position) -> Option<&Resource> {
        self.resources.iter().rev().find(|resource| {
            resource.file == at.file
                && self
                    .tree(resource.file)
                    .and_then(|tree| tree.pointer(&resource.pointer))
                    .is_some_and(|node| holds(node, at))
        })
    }

    /// Follows references until something else is found.
    pub fn resolve<'a>(&'a self, node: &'a Node) -> Result<&'a Node, ReferenceError> {
        let mut node = node;
        for _ in 0..MAX_HOPS {
            let Some(reference) = node.get("$ref") else {
                return Ok(node);
            };
            let Some(text) = reference.as_str() else {
                return Ok(node);
            };
            node = self.target(text, reference.at)?.node;
        }
        Err(ReferenceError::Cycle {
            reference: node.text("$ref").unwrap_or_default().to_owned(),
            at: node.at,
        })
    }
}

/// A member's name as it stands in a JSON Pointer (RFC 6901, section 3).
pub fn escape_pointer_token(token: &str) -> String {
    token.replace('~', "~0").replace('/', "~1")
}
