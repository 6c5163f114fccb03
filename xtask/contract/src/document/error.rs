//! Why a document cannot be read.

use std::path::PathBuf;

use super::position::Position;

/// Everything that reads a tree recurses.
pub(super) const MAX_DEPTH: usize = 500;
/// Aliases can make a small file huge: this many values are enough for any
/// document that a person wrote.
pub(super) const MAX_NODES: usize = 5_000_000;

/// Why a document, or a file that it refers to, cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum LoadError {
    /// The file system refuses, or the file is not UTF-8.
    #[error("{} cannot be read: {error}", path.display())]
    Read {
        /// The file.
        path: PathBuf,
        /// What the system says.
        error: std::io::Error,
        /// The reference that leads there.
        at: Option<Position>,
    },
    /// Neither YAML nor JSON.
    #[error("{message}")]
    Syntax {
        /// What the parser says.
        message: String,
        /// Where it stopped.
        at: Position,
    },
    /// More than 500 levels.
    #[error("the document is nested too deeply")]
    TooDeep {
        /// The first value that is too deep.
        at: Position,
    },
    /// More values than memory should be spent on.
    #[error("with what its aliases stand for, the document has more than {MAX_NODES} values")]
    TooLarge {
        /// The first value that is too much.
        at: Position,
    },
    /// A name stands twice in one object (RFC 8259, section 4).
    #[error("`{key}` is there twice")]
    DuplicateKey {
        /// The name.
        key: String,
        /// The second of the two.
        at: Position,
    },
    /// A reference to something on the network.
    #[error("`{reference}` leads outside of the file system, and nothing is fetched")]
    Remote {
        /// The reference as it is written.
        reference: String,
        /// Where it is written.
        at: Position,
    },
}

impl LoadError {
    /// Where it is written, as far as that is known.
    pub fn at(&self) -> Option<Position> {
        match self {
            LoadError::Read { at, .. } => *at,
            LoadError::Syntax { at, .. }
            | LoadError::TooDeep { at }
            | LoadError::TooLarge { at }
            | LoadError::DuplicateKey { at, .. }
            | LoadError::Remote { at, .. } => Some(*at),
        }
    }
}
