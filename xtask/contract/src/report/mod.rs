//! What was found, and how a person or a program reads it.
//!
//! A command makes findings; every format is made from the same records and
//! knows no command. Output is stable: sorted, and without time stamps.

mod changelog;
mod command;
mod data;
mod finding;
mod format;
mod github;
mod html;
mod junit;
mod markdown;
mod record;
mod rule;
mod sarif;
mod similar;
mod text;

pub use changelog::entry as changelog_entry;
pub use command::{command, set_command};
pub use finding::{Bump, Comparison, Finding, Witness};
pub use format::Format;
pub use record::{Record, Results, Table, Versions, complete_pointers, counted};
pub use rule::{Direction, Example, Kind, Level, Origin, Rule};
pub use similar::did_you_mean;
pub use text::{unified_diff, write_records};
