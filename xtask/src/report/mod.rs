//! What was found, and how a person or a program reads it.

mod finding;
mod json;
mod text;

pub use finding::{Comparison, Finding, Level};
pub use json::write_json;
pub use text::{Report, unified_diff};
