//! The rules as Markdown: the page of the documentation, and the whole list.
//!
//! A change of a schema has one id for each place where schemas stand. The page
//! tells them together: `request-{body,property}-max-set`.

use std::collections::HashSet;
use std::fmt::Write;

use indexmap::IndexMap;

use super::rule::{Direction, Guard, Rule, all, get, of_schema, places};
use super::tables::{FACETS, OTHERS};
use crate::report::Level;

const HEAD: &str =
    "| id | level | what happened | why it has this level |\n| --- | --- | --- | --- |\n";

/// Every rule on a line of its own.
pub fn list() -> String {
    let mut text = HEAD.to_owned();
    for rule in all() {
        row(&rule.id, rule.level, rule.what, rule.why, &mut text);
    }
    text
}

/// The rules by what they are about.
pub fn page() -> String {
    let mut text = String::new();
    for (title, of) in [
        ("The API and its operations", None),
        ("Requests", Some(Direction::Request)),
        ("Responses", Some(Direction::Response)),
    ] {
        let _ = write!(text, "## {title}\n\n{HEAD}");
        for (id, level, direction, what, why) in OTHERS {
            if *direction == of {
                row(id, *level, what, why, &mut text);
            }
        }
        if of.is_none() {
            for (facet, _, what) in FACETS {
                if let Some(rule) = get(&format!("schema-{facet}")) {
                    row(&rule.id, rule.level, what, rule.why, &mut text);
                }
            }
        }
        text.push('\n');
    }
    for direction in [Direction::Request, Direction::Response] {
        let (mark, name) = match direction {
            Direction::Request => ("read-only", "requests"),
            Direction::Response => ("write-only", "responses"),
        };
        let _ = write!(
            text,
            "## Schemas of {name}\n\nOf what is {mark}, and does not travel in {name}, the id has `{mark}-` before `property`, and the level is info.\n\n{HEAD}"
        );
        let mut told = HashSet::new();
        for (facet, ..) in FACETS {
            for (ids, rule) in grouped(facet, direction) {
                // Several facets may have one id.
                if !told.insert(&rule.id) {
                    continue;
                }
                row(&ids, rule.level, rule.what, rule.why, &mut text);
            }
        }
        if direction == Direction::Request {
            text.push('\n');
        }
    }
    text
}

fn row(id: &str, level: Level, what: &str, why: &str, text: &mut String) {
    let _ = writeln!(text, "| `{id}` | {} | {what} | {why} |", level.name());
}

/// The ids of one facet, those with one meaning together.
fn grouped(facet: &'static str, direction: Direction) -> Vec<(String, &'static Rule)> {
    let mut groups: IndexMap<(&str, &str), Vec<&'static Rule>> = IndexMap::new();
    for (of, scope, guard) in places() {
        if of != direction || guard != Guard::None {
            continue;
        }
        let Some(rule) = of_schema(facet, direction, scope, guard) else {
            continue;
        };
        if rule.direction.is_none() {
            continue;
        }
        let group = groups.entry((rule.level.name(), rule.why)).or_default();
        if group.iter().all(|known| known.id != rule.id) {
            group.push(rule);
        }
    }
    groups
        .into_values()
        .map(|rules| {
            let ids: Vec<&str> = rules.iter().map(|rule| rule.id.as_str()).collect();
            (together(&ids), rules[0])
        })
        .collect()
}

/// `a-{b,c}-d`, for `a-b-d` and `a-c-d`.
fn together(ids: &[&str]) -> String {
    let [first, rest @ ..] = ids else {
        return String::new();
    };
    if rest.is_empty() {
        return (*first).to_owned();
    }
    let words: Vec<Vec<&str>> = ids.iter().map(|id| id.split('-').collect()).collect();
    let shortest = words.iter().map(Vec::len).min().unwrap_or(0);
    let same = |at: &dyn Fn(&[&str]) -> String| {
        let mut all = words.iter().map(|words| at(words));
        let first = all.next();
        all.all(|other| Some(other) == first)
    };
    let mut start = 0;
    while start < shortest && same(&|words| words[start].to_owned()) {
        start += 1;
    }
    let mut end = 0;
    while start + end < shortest && same(&|words| words[words.len() - 1 - end].to_owned()) {
        end += 1;
    }
    let middles: Vec<String> = words
        .iter()
        .map(|words| words[start..words.len() - end].join("-"))
        .collect();
    let mut parts = Vec::new();
    if start > 0 {
        parts.push(words[0][..start].join("-"));
    }
    parts.push(format!("{{{}}}", middles.join(",")));
    if end > 0 {
        parts.push(words[0][words[0].len() - end..].join("-"));
    }
    parts.join("-")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_told_together() {
        assert_eq!(together(&["a-b"]), "a-b");
        assert_eq!(together(&["a-b-d", "a-c-e-d"]), "a-{b,c-e}-d");
        assert_eq!(together(&["b-d", "c-d"]), "{b,c}-d");
        assert_eq!(together(&["a-x-b", "a-y-x-b"]), "a-{,y}-x-b");
    }

    #[test]
    fn the_page_has_every_rule() {
        let page = page();
        for rule in all() {
            assert!(page.contains(rule.what), "{}", rule.id);
        }
    }
}
