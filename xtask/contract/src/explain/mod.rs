//! What a finding means, and what to do about it: more than fits beside it.
//!
//! Rules of `lint`, of `generate` and changes of `diff` are explained from their
//! tables, the rest from [`topics`]. Examples are the cases of the tests: what is shown is
//! what is found.

mod example;
mod topics;

use std::collections::BTreeSet;
use std::fmt::Write;

use crate::compat::rules::{self as changes, Rule as Change};
use crate::generate::rules as constructs;
use crate::lint::{Rule, find_rule, rule_ids};
use crate::report::{Level, RuleText, command, did_you_mean};
use topics::{TOPICS, Topic};

/// The explanation of an id; for an unknown one, the id that it is most like.
pub fn explain(id: &str) -> Result<String, Option<&'static str>> {
    let mut text = String::new();
    if let Some(topic) = TOPICS.iter().find(|topic| topic.id == id) {
        self::topic(topic, &mut text);
    } else if let Some(rule) = find_rule(id) {
        lint(rule, &mut text);
    } else if let Some(change) = changes::get(id) {
        diff(change, &mut text);
    } else if let Some(construct) = constructs::find(id) {
        generate(construct, &mut text);
    } else {
        return Err(did_you_mean(id, ids()));
    }
    Ok(text.replace("{command}", command()))
}

/// What reports say of the rules with these ids.
pub fn rule_texts<'i>(ids: impl IntoIterator<Item = &'i str>) -> Vec<RuleText> {
    let ids: BTreeSet<&str> = ids.into_iter().collect();
    ids.into_iter().filter_map(rule_text).collect()
}

fn rule_text(id: &str) -> Option<RuleText> {
    if let Some(topic) = TOPICS.iter().find(|topic| topic.id == id) {
        return Some(RuleText {
            id: topic.id,
            says: topic.means,
            level: Some(topic.level),
        });
    }
    if let Some(rule) = find_rule(id) {
        return Some(RuleText {
            id: rule.id,
            says: rule.says,
            level: rule.level,
        });
    }
    changes::get(id).map(|change| RuleText {
        id: &change.id,
        says: change.what,
        level: Some(change.level),
    })
}

fn ids() -> impl Iterator<Item = &'static str> {
    TOPICS
        .iter()
        .map(|topic| topic.id)
        .chain(rule_ids())
        .chain(changes::all().map(|change| change.id.as_str()))
        .chain(constructs::all().map(|construct| construct.id))
}

fn topic(topic: &Topic, text: &mut String) {
    head(topic.id, topic.command, topic.level.name(), text);
    paragraph(topic.means, text);
    example(topic.id, text);
    section("What to do", topic.to_do, text);
}

fn lint(rule: &Rule, text: &mut String) {
    let level = rule.level.map_or("off", Level::name);
    head(rule.id, "lint", level, text);
    paragraph(rule.says, text);
    example(rule.id, text);
    let fix = if rule.fixable {
        "`{command} lint --fix` corrects what has one right answer.\n"
    } else {
        ""
    };
    let to_do = match rule.level {
        Some(Level::Error) => {
            "Correct it where it stands: the document contradicts itself, or its\nspecification."
        }
        Some(_) => "Correct it where it stands, or say why it has to be so.",
        None => "Nothing, unless your team switches the rule on.",
    };
    section("What to do", &format!("{fix}{to_do}"), text);
    let id = rule.id;
    let settings = format!(
        "In `lint.toml`, beside the contract:\n\n[levels]\n\"{id}\" = \"error\" # off, info, warning, error\n\n[[exceptions]]\nrule = \"{id}\"\nat = \"/paths/~1health/**\" # JSON Pointer; `*` any text in a token, `**` any tokens\nreason = \"…\""
    );
    section("Settings", &settings, text);
}

fn diff(change: &Change, text: &mut String) {
    let id = change.id.as_str();
    let about = match change.direction {
        Some(direction) => format!("diff, in the {}", direction.name()),
        None => "diff".to_owned(),
    };
    head(id, &about, change.level.name(), text);
    paragraph(&format!("{} {}", change.what, change.why), text);
    example(id, text);
    let to_do = match change.level {
        Level::Error => {
            "It needs a new major version. To do without one, keep what was there: add\nthe new beside the old, mark the old `deprecated`, and give it an end\n(`x-sunset`). If nobody is concerned, put it on the list of known changes."
        }
        Level::Warning => {
            "Find out whom it concerns; the contract does not say. A new minor version\nannounces it."
        }
        Level::Info if change.only_text => "Nothing: a new patch version announces it.",
        Level::Info => "Nothing: it breaks nobody. A new minor version announces it.",
    };
    section("What to do", to_do, text);
    let settings = format!(
        "In `diff.toml`, beside the contract; both need a reason and an end:\n\n[[levels]]\nid = \"{id}\"\nlevel = \"warning\" # error, warning, info\nreason = \"…\"\nuntil = \"2027-01-31\"\n\n[[known]]\nid = \"{id}\"\noperation = \"GET /books\" # when it is about that one alone\nmessage = \"…\" # a part of what is told\nreason = \"…\"\nuntil = \"2027-01-31\""
    );
    section("Settings", &settings, text);
}

fn generate(construct: &constructs::Rule, text: &mut String) {
    let _ = writeln!(text, "{} (generate)\n", construct.id);
    paragraph(&format!("In the contract: {}.", construct.written), text);
    section("What becomes of it", &wrapped(&construct.outcome()), text);
    for (title, part) in [
        ("For example", example::written(construct.id)),
        ("becomes", example::outcome(construct.id)),
    ] {
        if let Some(part) = part {
            section(title, part.trim_end(), text);
        }
    }
}

fn wrapped(text: &str) -> String {
    let mut wrapped = String::new();
    paragraph(text, &mut wrapped);
    wrapped
}

fn head(id: &str, command: &str, level: &str, text: &mut String) {
    let _ = writeln!(text, "{id} ({command}, {level})\n");
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

fn example(id: &str, text: &mut String) {
    if let Some(example) = example::find(id) {
        section("For example", &example, text);
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;

    /// The ids in `Finding::error("…"` and its like, in all sources.
    fn ids_in(folder: &Path, found: &mut Vec<String>) {
        for entry in std::fs::read_dir(folder).expect("a directory") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                ids_in(&path, found);
                continue;
            }
            if path.extension().is_none_or(|extension| extension != "rs") {
                continue;
            }
            let source = std::fs::read_to_string(&path).expect("a source");
            for call in ["error(", "warning(", "info(", "note("] {
                let call = match call {
                    "note(" => ".note(".to_owned(),
                    call => format!("Finding::{call}"),
                };
                let parts = source.split(call.as_str()).skip(1);
                let literals = parts.filter_map(|rest| rest.trim_start().strip_prefix('"'));
                found.extend(
                    literals
                        .filter_map(|rest| rest.split('"').next())
                        .filter(|id| id.starts_with(|c: char| c.is_ascii_lowercase()))
                        .map(str::to_owned),
                );
            }
        }
    }

    #[test]
    fn whatever_is_found_is_explained() {
        let mut found = Vec::new();
        let sources = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
        ids_in(&sources, &mut found);
        assert!(found.len() > 20, "{found:?}");
        for id in found {
            assert!(explain(&id).is_ok(), "{id}");
        }
        for id in ids() {
            assert!(explain(id).is_ok(), "{id}");
        }
    }

    #[test]
    fn no_id_has_two_meanings() {
        let mut seen = std::collections::HashSet::new();
        for id in ids() {
            assert!(seen.insert(id), "{id}");
        }
    }
}
