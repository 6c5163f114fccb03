//! What was found, and how a person or a program reads it.

mod finding;
mod text;

pub use finding::Finding;
pub use text::{Report, unified_diff};
