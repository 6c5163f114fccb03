//! What of a request or a response is not as the document says.

use super::operation::Location;
use crate::document::Position;

/// The part of a message that a violation is in.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Place {
    /// The method and the path.
    Target,
    Parameter(Location, String),
    /// A header, by its name in lower case.
    Header(String),
    Status,
    Body,
    /// What proves who asks.
    Credentials,
}

impl std::fmt::Display for Place {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Place::Target => out.write_str("the target"),
            Place::Parameter(location, name) => {
                write!(out, "the {} parameter `{name}`", location.name())
            }
            Place::Header(name) => write!(out, "the header `{name}`"),
            Place::Status => out.write_str("the status"),
            Place::Body => out.write_str("the body"),
            Place::Credentials => out.write_str("the credentials"),
        }
    }
}

/// One way in which a message is not as documented.
#[derive(Clone, Debug, PartialEq)]
pub struct Violation {
    pub place: Place,
    /// JSON Pointer within the value; empty for all of it.
    pub pointer: String,
    /// A keyword of JSON Schema, or what else is broken: `required`, `media-type`, `charset`,
    /// `undocumented`, `malformed`, `duplicate-member`, `content-length`, `no-body`.
    pub rule: String,
    /// What is wrong, without the value: values may be secret.
    pub message: String,
    /// Where the document says otherwise.
    pub at: Position,
}
