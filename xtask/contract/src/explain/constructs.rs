//! What becomes of a construct of the contract, from the table of `generate`.

use std::fmt::Write;

use super::{paragraph, section, wrapped};
use crate::generate::rules;

/// Tells it of the construct with this id, if there is one.
pub fn explain(id: &str, text: &mut String) -> bool {
    let Some(construct) = rules::find(id) else {
        return false;
    };
    let _ = writeln!(text, "{} (generate)\n", construct.id);
    paragraph(&format!("In the contract: {}.", construct.written), text);
    section("What becomes of it", &wrapped(&construct.outcome()), text);
    section("For example", construct.example(), text);
    section("becomes", construct.became.trim_end(), text);
    true
}

pub fn ids() -> impl Iterator<Item = &'static str> {
    rules::all().map(|construct| construct.id)
}
