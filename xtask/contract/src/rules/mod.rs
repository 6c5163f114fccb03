//! The registry of everything that can be found: one table for each command
//! that has many rules, and one for the rest.
//!
//! A rule is one entry, which says it whole: id, level, what it means, where its
//! name comes from or why it has its level, and an example in which it is
//! found. A finding holds its rule, so that none can be reported that is not
//! here; a test runs every example, so that none is here that is never reported.
//!
//! Nothing here finds anything, or depends on what does.

pub mod changes;
mod conform;
pub mod lint;
mod others;
mod reading;

pub use conform::*;
pub use others::*;

use crate::report::Rule;

/// Every rule of every command.
pub fn all() -> impl Iterator<Item = &'static Rule> {
    let tables = others::ALL.iter().chain(lint::ALL).copied();
    tables.chain(conform::all()).chain(changes::all())
}

/// The ids of what `conform` finds.
pub fn conform_ids() -> impl Iterator<Item = &'static str> {
    conform::all().map(|rule| rule.id())
}

pub fn find(id: &str) -> Option<&'static Rule> {
    all().find(|rule| rule.id() == id)
}
