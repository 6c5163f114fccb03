//! The rules as Markdown: the page of the documentation, and the whole list.
//!
//! A change of a schema has one id for each place where schemas stand. The page
//! has them together: `request-{body,property}-max-set`.

use std::collections::HashSet;
use std::fmt::Write;

use indexmap::IndexMap;

use super::facets::{Effect, Facet};
use super::schemas::{SchemaPlace, is_told, of_schema};
use super::{ALL, all};
use crate::report::{Direction, Level, Rule};

const HEAD: &str =
    "| id | level | what happened | why it has this level |\n| --- | --- | --- | --- |\n";

/// Every rule on a line of its own, sorted by id.
pub fn list() -> String {
    let mut rules: Vec<&Rule> = all().collect();
    rules.sort_by_key(|rule| rule.id());
    let mut text = HEAD.to_owned();
    for rule in rules {
        row(rule.id(), rule, &mut text);
    }
    text
}

/// The rules by what they are about.
pub fn page() -> String {
    let mut text = String::new();
    for (title, direction) in [
        ("The API and its operations", None),
        ("Requests", Some(Direction::Request)),
        ("Responses", Some(Direction::Response)),
    ] {
        let _ = write!(text, "## {title}\n\n{HEAD}");
        for rule in ALL.iter().filter(|rule| rule.direction() == direction) {
            row(rule.id(), rule, &mut text);
        }
        let texts = Facet::ALL.iter().filter(|facet| is_text(**facet));
        for facet in texts.filter(|_| direction.is_none()) {
            for (id, rule) in grouped(*facet, Direction::Request) {
                row(&id, rule, &mut text);
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
        let mut known = HashSet::new();
        for facet in Facet::ALL.iter().filter(|facet| !is_text(**facet)) {
            for (ids, rule) in grouped(*facet, direction) {
                // Several facets may have one id.
                if known.insert(rule.id()) {
                    row(&ids, rule, &mut text);
                }
            }
        }
        if direction == Direction::Request {
            text.push('\n');
        }
    }
    text
}

fn is_text(facet: Facet) -> bool {
    facet.effect() == Effect::Text
}

fn row(id: &str, rule: &Rule, text: &mut String) {
    let level = rule.level.map_or("off", Level::name);
    let _ = writeln!(
        text,
        "| `{id}` | {level} | {} | {} |",
        rule.says,
        rule.why()
    );
}

/// The ids of one facet, those with one meaning together.
fn grouped(facet: Facet, direction: Direction) -> Vec<(String, &'static Rule)> {
    let mut groups: IndexMap<(Option<Level>, &str), Vec<&'static Rule>> = IndexMap::new();
    let places = SchemaPlace::all()
        .filter(|place| place.direction == direction && !place.is_unsent)
        .filter(|place| is_told(facet, *place));
    for rule in places.map(|place| of_schema(facet, place)) {
        let group = groups.entry((rule.level, rule.why())).or_default();
        if !group.contains(&rule) {
            group.push(rule);
        }
    }
    groups
        .into_values()
        .map(|rules| {
            let ids: Vec<&str> = rules.iter().map(|rule| rule.id()).collect();
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
    fn ids_are_put_together() {
        assert_eq!(together(&["a-b"]), "a-b");
        assert_eq!(together(&["a-b-d", "a-c-e-d"]), "a-{b,c-e}-d");
        assert_eq!(together(&["b-d", "c-d"]), "{b,c}-d");
        assert_eq!(together(&["a-x-b", "a-y-x-b"]), "a-{,y}-x-b");
    }
}
