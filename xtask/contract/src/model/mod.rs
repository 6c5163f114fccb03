//! The contract as the generators and checks see it: OpenAPI 3.1 and 3.0,
//! lowered to one form.
//!
//! References to anything but schemas are followed, schemas have names and
//! refer to each other by them, path-level and document-level settings stand
//! at the operations they hold for, and schemas are those of OpenAPI 3.0, with
//! the keywords of JSON Schema 2020-12 that OpenAPI 3.0 has no equal for. What
//! cannot be said in this form was refused on the way.

mod contract;
mod empty;
mod heirs;
mod lower;
pub mod meaning;
mod openapi;
mod path;
mod reach;
pub mod refusals;

pub use contract::{
    ApiKeyLocation, Body, Content, Contract, Encoding, Header, Location, MediaKind, Operation,
    Parameter, Response, Scheme, SecurityScheme, Status, Style, essence,
};
pub use empty::{has_no_content, told as empty_response};
pub use lower::{BEYOND, LEFT_OUT, lower, lower_within};
pub use openapi::openapi;
pub use path::{PathTemplate, Segment};
pub use reach::{Reached, Scope, Written, written};
