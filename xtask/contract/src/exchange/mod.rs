//! What travels between a client and a service, by a document: its operations as they are
//! written (OpenAPI 3.0 to 3.2), requests written from arguments and read back, responses
//! held against what is documented.
//!
//! Pure: nothing here opens a socket, and nothing knows what is generated from a document.
//! Requests are written by the rules of OpenAPI, and not by the generated client's code: an
//! error that both had would hide.
//!
//! What of a document cannot be read is a note, and the rest is read all the same: a service
//! is also tested, mocked and watched by a document that could be better.

mod body;
mod judges;
mod media;
mod message;
mod operation;
mod operations;
pub mod properties;
mod reading;
mod request;
mod response;
mod route;
mod styles;
#[cfg(test)]
mod tests;
mod text;
mod violation;
mod writing;

pub use body::write as write_content;
pub use judges::{property, types_of};
pub use media::{Kind, essence, kind_of, matches, parameter as parameter_of};
pub use message::{Headers, KEEPS_NOTHING, Request, Response};
pub use operation::{
    Content, Documented, Header, Location, Operation, Parameter, Requirement, SchemeKind, StatusKey,
};
pub use operations::Operations;
pub use reading::{Reading, parse_query, read_request};
#[cfg(test)]
pub use request::Unwritable;
pub use request::{Argument, Arguments, Written, write_request};
pub use response::judge_response;
pub use route::{Route, Routed};
pub use styles::escape;
pub use text::Reader;
pub use violation::{Place, Violation};
pub use writing::write_header;
