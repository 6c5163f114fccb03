//! What was found, and how a person or a program reads it.
//!
//! A command makes findings; every format is made from the same records and
//! knows no command. Output is stable: sorted, and without time stamps.

mod comparison;
mod data;
mod finding;
mod format;
mod github;
mod html;
mod json;
mod junit;
mod markdown;
mod record;
mod sarif;
mod text;

pub use finding::{Comparison, Finding, Level};
pub use format::Format;
pub use json::write_json;
pub use record::{Record, Results, RuleText, complete_pointers};
pub use text::{Report, unified_diff};
