//! Why a document cannot be read.

use std::path::PathBuf;

use super::position::Position;

/// Everything that reads a tree recurses.
pub(super) const MAX_DEPTH: usize = 500;
/// Aliases can make a small file huge: this many values are enough for any
/// document that a person wrote.
pub(super) const MAX_NODES: usize = 5_000_000;

#[derive(Debug, thiserror::Error)]
pub enum LoadError {
    #[error("{} cannot be read: {error}", path.display())]
    Read {
        path: PathBuf,
        error: std::io::Error,
        /// The reference that leads there.
        at: Option<Position>,
    },
    #[error("{message}")]
    Syntax { message: String, at: Position },
    #[error("the document is nested too deeply")]
    TooDeep { at: Position },
    #[error("with what its aliases stand for, the document has more than {MAX_NODES} values")]
    TooLarge { at: Position },
    #[error("`{key}` is there twice")]
    DuplicateKey { key: String, at: Position },
    #[error("`{reference}` leads outside of the file system, and nothing is fetched")]
    Remote { reference: String, at: Position },
}

impl LoadError {
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
