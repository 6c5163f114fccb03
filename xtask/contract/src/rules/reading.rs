//! What is in the way of reading a document, as a finding.

use std::io::ErrorKind;

use super::{UNREADABLE, UNRESOLVED_REFERENCE};
use crate::document::{LoadError, ReferenceError};
use crate::report::Finding;

impl From<LoadError> for Finding {
    fn from(error: LoadError) -> Self {
        let help = match &error {
            LoadError::Read { error, .. } if error.kind() == ErrorKind::InvalidData => {
                "save the file as UTF-8"
            }
            LoadError::Read { .. } => "check the path, and that the file may be read",
            LoadError::Syntax { .. } => "the file must be one well-formed YAML or JSON document",
            LoadError::TooDeep { .. } => "give a name to what is inside, and refer to it",
            LoadError::TooLarge { .. } => "refer to what is there many times, instead of aliases",
            LoadError::DuplicateKey { .. } => {
                "keep one of the two: readers disagree on which one counts"
            }
            LoadError::Remote { .. } => {
                "download the file, and refer to the copy by a relative path"
            }
        };
        let at = error.at();
        Finding::error(UNREADABLE, error.to_string())
            .maybe_at(at)
            .help(help)
    }
}

impl From<ReferenceError> for Finding {
    fn from(error: ReferenceError) -> Self {
        let at = error.at();
        Finding::error(UNRESOLVED_REFERENCE, error.to_string())
            .at(at)
            .help("correct the reference, or add what it should lead to")
    }
}
