//! References (`$ref`): JSON Pointers into this file or another one.

use percent_encoding::percent_decode_str;

use super::load::Document;
use super::node::Node;
use super::position::{FileId, Position};

/// What a reference leads to.
#[derive(Clone, Debug)]
pub struct Target<'a> {
    pub file: FileId,
    /// JSON Pointer (RFC 6901) within the file.
    pub pointer: String,
    pub node: &'a Node,
}

#[derive(Debug, thiserror::Error)]
pub enum ReferenceError {
    #[error("`{reference}` leads nowhere")]
    Missing { reference: String, at: Position },
    #[error("`{reference}` leads back to itself")]
    Cycle { reference: String, at: Position },
}

impl ReferenceError {
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
        let file = self
            .referenced_file(at.file, file_part)
            .ok_or_else(missing)?;
        let pointer = percent_decode_str(fragment)
            .decode_utf8_lossy()
            .into_owned();
        let tree = self.tree(file).ok_or_else(missing)?;
        let node = tree.pointer(&pointer).ok_or_else(missing)?;
        Ok(Target {
            file,
            pointer,
            node,
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
