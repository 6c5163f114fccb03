//! What a finding means, and what to do about it: more than fits beside it.
//!
//! Everything is said from the registry of rules, and constructs from the table of
//! `generate`. An example is what is found in it, when it is asked for or when a
//! test made it: what is shown is what happens.

#[cfg(feature = "generate")]
mod constructs;
mod example;

use std::fmt::Write;

use crate::report::{Kind, Level, Rule, command, did_you_mean};
use crate::rules;

/// A build that generates nothing has none to explain.
#[cfg(not(feature = "generate"))]
mod constructs {
    pub fn explain(_: &str, _: &mut String) -> bool {
        false
    }

    pub fn ids() -> impl Iterator<Item = &'static str> {
        std::iter::empty()
    }
}

/// The explanation of an id; for an unknown one, the id that it is most like.
pub fn explain(id: &str) -> Result<String, Option<&'static str>> {
    let mut text = String::new();
    if let Some(rule) = rules::find(id) {
        self::rule(rule, &mut text);
    } else if !constructs::explain(id, &mut text) {
        return Err(did_you_mean(id, ids()));
    }
    Ok(text.replace("{command}", command()))
}

fn ids() -> impl Iterator<Item = &'static str> {
    rules::all().map(|rule| rule.id()).chain(constructs::ids())
}

fn rule(rule: &Rule, text: &mut String) {
    let found_by = match (&rule.kind, rule.direction()) {
        (Kind::Lint { .. }, _) => "lint".to_owned(),
        (Kind::Change { .. }, Some(direction)) => format!("diff, in the {}", direction.name()),
        (Kind::Change { .. }, None) => "diff".to_owned(),
        (Kind::Other { commands, .. }, _) => (*commands).to_owned(),
    };
    let level = rule.level.map_or("off", Level::name);
    let _ = writeln!(text, "{} ({found_by}, {level})\n", rule.id());
    let says = format!("{} {}", rule.says, rule.why());
    paragraph(&says, text);
    if let Some(example) = example::shown(rule) {
        section("For example", &example, text);
    }
    section("What to do", &to_do(rule), text);
    if let Some(settings) = settings(rule) {
        section("Settings", &settings, text);
    }
}

fn to_do(rule: &Rule) -> String {
    match (&rule.kind, rule.level) {
        (Kind::Other { to_do, .. }, _) => (*to_do).to_owned(),
        (Kind::Lint { fixable, .. }, level) => {
            let fix = if *fixable {
                "`{command} lint --fix` corrects what has one right answer.\n"
            } else {
                ""
            };
            let correct = match level {
                Some(Level::Error) => {
                    "Correct it where it stands: the document contradicts itself, or its\nspecification."
                }
                Some(_) => "Correct it where it stands, or say why it has to be so.",
                None => "Nothing, unless your team switches the rule on.",
            };
            format!("{fix}{correct}")
        }
        (Kind::Change { .. }, Some(Level::Error)) => {
            "It needs a new major version. To do without one, keep what was there: add\nthe new beside the old, mark the old `deprecated`, and give it an end\n(`x-sunset`). If nobody is concerned, put it on the list of known changes."
        }
        .into(),
        (Kind::Change { .. }, Some(Level::Warning)) => {
            "Find out whom it concerns; the contract does not say. A new minor version\nannounces it."
        }
        .into(),
        (Kind::Change { only_text: true, .. }, _) => {
            "Nothing: a new patch version announces it.".into()
        }
        (Kind::Change { .. }, _) => {
            "Nothing: it breaks nobody. A new minor version announces it.".into()
        }
    }
}

/// How a team decides otherwise.
fn settings(rule: &Rule) -> Option<String> {
    let id = rule.id();
    match rule.kind {
        Kind::Lint { .. } => Some(format!(
            "In `lint.toml`, beside the contract:\n\n[levels]\n\"{id}\" = \"error\" # off, info, warning, error\n\n[[exceptions]]\nrule = \"{id}\"\nat = \"/paths/~1health/**\" # JSON Pointer; `*` any text in a token, `**` any tokens\nreason = \"…\""
        )),
        Kind::Change { .. } => Some(format!(
            "In `diff.toml`, beside the contract; both need a reason and an end:\n\n[[levels]]\nid = \"{id}\"\nlevel = \"warning\" # error, warning, info\nreason = \"…\"\nuntil = \"2027-01-31\"\n\n[[known]]\nid = \"{id}\"\noperation = \"GET /books\" # when it is about that one alone\nmessage = \"…\" # a part of the message\nreason = \"…\"\nuntil = \"2027-01-31\""
        )),
        Kind::Other { .. } => None,
    }
}

fn wrapped(text: &str) -> String {
    let mut wrapped = String::new();
    paragraph(text, &mut wrapped);
    wrapped
}

fn paragraph(paragraph: &str, text: &mut String) {
    let mut width = 0;
    for word in paragraph.split_whitespace() {
        let length = word.chars().count();
        if width > 0 && width + length > 78 {
            text.push('\n');
            width = 0;
        } else if width > 0 {
            text.push(' ');
        }
        text.push_str(word);
        width += length + 1;
    }
    text.push('\n');
}

fn section(title: &str, body: &str, text: &mut String) {
    let _ = writeln!(text, "\n{title}\n");
    for line in body.lines() {
        let indent = if line.is_empty() { "" } else { "  " };
        let _ = writeln!(text, "{indent}{line}");
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    /// So none is in the registry that nothing finds: examples of changes are run
    /// here, and reports are held by the tests that make them.
    #[test]
    fn every_rule_is_explained_with_an_example_in_which_it_is_found() {
        let is_shown = |rule: &&Rule| {
            let text = explain(rule.id()).unwrap_or_default();
            text.contains(&format!("[{}]: ", rule.id()))
        };
        let without: Vec<&str> = rules::all()
            .filter(|rule| !is_shown(rule))
            .map(Rule::id)
            .collect();
        // A mistake of the tool has no example as long as none is known; and what the services
        // with faults do wrong with pages is told by other rules first.
        assert_eq!(without, [rules::GENERATOR_BUG.id(), "conform-page-repeats"]);
    }

    #[test]
    fn no_id_has_two_meanings() {
        let mut seen = HashSet::new();
        for id in ids() {
            assert!(seen.insert(id), "{id}");
            assert!(!id.is_empty());
        }
    }
}
