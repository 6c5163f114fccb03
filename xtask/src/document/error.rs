//! Why a document cannot be read.

use std::path::PathBuf;

use super::position::Position;

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
            | LoadError::DuplicateKey { at, .. }
            | LoadError::Remote { at, .. } => Some(*at),
        }
    }
}
