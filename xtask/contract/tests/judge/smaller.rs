//! A failure as it is told, with schemas as small as they can be made while it fails in
//! the same way.

use serde_json::Value;

use super::case::{Case, Side};
use super::said;
use super::verdict::{Direction, Wrong, fails_like};

/// So many smaller cases are tried.
const TRIES: usize = 250;

pub fn told(case: &Case, wrong: Wrong) -> String {
    let (case, wrong) = smallest(case.clone(), wrong);
    let who = match wrong.direction {
        Direction::Request => "sent by the consumer",
        Direction::Response => "received by the consumer",
    };
    let what = match &wrong.witness {
        Some(value) => format!("passed over a break, which {value} shows"),
        None => "called something a break that no value shows".to_owned(),
    };
    let said: Vec<String> = wrong
        .said
        .iter()
        .filter(|finding| finding["id"] != "api-major-version-not-bumped")
        .map(|finding| {
            let word = |key: &str| finding[key].as_str().unwrap_or_default().to_owned();
            format!("    {} {}: {}", word("level"), word("id"), word("message"))
        })
        .collect();
    format!(
        "JUDGE_CASE={} ({}), {who}: diff {what}\n  base     {}\n  revision {}\n  diff said\n{}",
        case.name,
        if case.is_30 { "3.0" } else { "3.1" },
        case.base.to_json(),
        case.revision.to_json(),
        match said.is_empty() {
            true => "    nothing".to_owned(),
            false => said.join("\n"),
        }
    )
}

fn smallest(mut case: Case, mut wrong: Wrong) -> (Case, Wrong) {
    let mut tries = 0;
    'again: loop {
        for smaller in smaller(&case) {
            tries += 1;
            if tries > TRIES {
                return (case, wrong);
            }
            let said = said::of(std::slice::from_ref(&smaller));
            if let Some(found) = fails_like(&smaller, &said[0], &wrong) {
                (case, wrong) = (smaller, found);
                continue 'again;
            }
        }
        return (case, wrong);
    }
}

/// The case with one thing less: of both sides in the same place, or of one.
fn smaller(case: &Case) -> Vec<Case> {
    let mut found = Vec::new();
    let trees = case.sides().map(Side::to_tree);
    let mut places = Vec::new();
    for tree in &trees {
        collect(tree, &mut Vec::new(), &mut places);
    }
    places.sort_by_key(Vec::len);
    places.dedup();
    for place in &places {
        for which in [&[0, 1][..], &[0], &[1]] {
            let mut smaller = trees.clone();
            let changed = which
                .iter()
                .all(|index| remove(&mut smaller[*index], place));
            if !changed {
                continue;
            }
            let [base, revision] = smaller.map(Side::from_tree);
            if let (Some(base), Some(revision)) = (base, revision) {
                found.push(Case {
                    base,
                    revision,
                    ..case.clone()
                });
            }
        }
    }
    found
}

impl Side {
    fn to_tree(&self) -> Value {
        serde_json::json!({ "schema": self.schema, "components": self.components })
    }

    fn from_tree(mut tree: Value) -> Option<Side> {
        let schema = tree.get_mut("schema")?.take();
        let components = tree.get_mut("components")?.as_object()?.clone();
        (schema.is_object() || schema.is_boolean()).then_some(Side { schema, components })
    }
}

fn collect(tree: &Value, path: &mut Vec<String>, places: &mut Vec<Vec<String>>) {
    let mut inside = |key: String, member: &Value| {
        path.push(key);
        if path.len() > 1 && !places.contains(path) {
            places.push(path.clone());
        }
        collect(member, path, places);
        path.pop();
    };
    match tree {
        Value::Object(members) => members
            .iter()
            .for_each(|(key, member)| inside(key.clone(), member)),
        Value::Array(items) => items
            .iter()
            .enumerate()
            .for_each(|(index, item)| inside(index.to_string(), item)),
        _ => {}
    }
}

fn remove(tree: &mut Value, path: &[String]) -> bool {
    let (last, before) = path.split_last().expect("a path");
    let mut inside = tree;
    for key in before {
        let next = match inside {
            Value::Object(members) => members.get_mut(key),
            Value::Array(items) => key
                .parse()
                .ok()
                .and_then(|index: usize| items.get_mut(index)),
            _ => None,
        };
        match next {
            Some(next) => inside = next,
            None => return false,
        }
    }
    match inside {
        Value::Object(members) => members.remove(last).is_some(),
        // A union of nothing is another story.
        Value::Array(items) if items.len() > 1 => match last.parse() {
            Ok(index) if index < items.len() => {
                items.remove(index);
                true
            }
            _ => false,
        },
        _ => false,
    }
}
