//! Whether a value of the document is valid against a schema of the document.
//!
//! An interpreter over the nodes as they are written, instead of a validator
//! that compiles JSON: what is wrong has a place in the file, references are
//! followed when they are met, and ten thousand examples share one document
//! without a copy of it. It agrees with the `jsonschema` crate, and a test
//! holds it to that.

mod collections;
mod equal;
mod evaluated;
mod formats;
mod keywords;
#[cfg(test)]
mod tests;

pub use equal::{is_of_type, repeated};
pub use keywords::Validator;
