//! Documents as they are written: loaded from YAML or JSON, every node with
//! the place where it stands, references resolved across files.
//!
//! Nothing here knows what a document is used for.

mod canonical;
mod error;
mod guard;
mod identity;
mod json;
mod load;
mod node;
mod openapi;
mod path_items;
mod place;
mod position;
mod reference;
mod write;
mod yaml;

pub use error::LoadError;
pub use guard::{Guard, follow};
pub use load::{Document, parse};
pub use node::{Map, Node, Value};
pub use openapi::{
    IGNORED_HEADERS, METHODS, SCHEMAS, minor_version, operation, operations, sent_method,
};
pub use position::{FileId, Position, Sources};
pub use reference::{ReferenceError, escape_pointer_token};
