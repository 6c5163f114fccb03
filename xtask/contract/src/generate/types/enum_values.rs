//! Listed strings whose Rust names would be the same, or no names of variants:
//! `asc` and `ASC`, `name` and `-name`, `+1`. Typify is given the names of the
//! variants instead, and what it writes is given the strings again.

use std::collections::HashSet;

use serde_json::Value;

use super::reference::target;
use super::schemas::TypeSchemas;
use crate::document::Node;
use crate::generate::names::{Names, settled_type_name, type_name};

/// How deep values are followed into what holds them.
const DEPTH: usize = 16;

/// A name for each string, where what Typify would call them is not enough to
/// tell them apart, or not as variants are called (`plus1`).
pub fn names(texts: &[&str]) -> Option<Vec<String>> {
    let plain = || texts.iter().map(|text| type_name(text));
    if twice(plain()).is_empty() && !plain().any(|name| is_small(&name)) {
        return None;
    }
    let plain: Vec<String> = texts.iter().map(|text| settled_type_name(text)).collect();
    let mut spoken = twice(plain.iter().cloned());
    spoken.extend(plain.iter().filter(|name| is_small(name)).cloned());
    let alone = plain.iter().filter(|name| !spoken.contains(*name));
    let mut names = Names::settled(&alone.map(String::as_str).collect::<Vec<_>>());
    let name = |(text, plain): (&&str, &String)| {
        if spoken.contains(plain) {
            names.free(&spelled(text))
        } else {
            plain.clone()
        }
    };
    Some(texts.iter().zip(&plain).map(name).collect())
}

fn is_small(name: &str) -> bool {
    name.starts_with(char::is_lowercase)
}

fn twice(names: impl Iterator<Item = String>) -> HashSet<String> {
    let mut seen = HashSet::new();
    names.filter(|name| !seen.insert(name.clone())).collect()
}

/// The text with words for the signs that a name cannot have. What is between
/// words (`a-b`, `a_b`) is none of them.
fn spelled(text: &str) -> String {
    let mut out = String::new();
    for (at, sign) in text.char_indices() {
        let word = match sign {
            '-' if at == 0 => "minus",
            '+' => "plus",
            '*' => "star",
            '/' => "slash",
            '%' => "percent",
            '=' => "equal",
            '!' => "not",
            '<' => "less",
            '>' => "greater",
            '&' => "and",
            '|' => "or",
            '~' => "tilde",
            '^' => "caret",
            '#' => "hash",
            '@' => "at",
            '$' => "dollar",
            '?' => "question",
            _ => {
                out.push(sign);
                continue;
            }
        };
        out.push_str(&format!("-{word}-"));
    }
    out
}

impl TypeSchemas<'_> {
    /// Listed values as Typify is given them for the type `name`.
    pub(super) fn enum_values(
        &mut self,
        name: &str,
        values: &[Node],
        kind: Option<&str>,
    ) -> Vec<Value> {
        let texts: Vec<&str> = values.iter().filter_map(Node::as_str).collect();
        let names = names(&texts).filter(|_| kind == Some("string"));
        let Some(names) = names else {
            return values.iter().map(Node::to_json).collect();
        };
        let own = names.iter().cloned();
        let own = own.zip(texts.iter().map(|text| (*text).to_owned()));
        self.enum_values.insert(name.to_owned(), own.collect());
        let mut names = names.into_iter();
        values
            .iter()
            .map(|value| match value.as_str() {
                Some(_) => names.next().into(),
                None => value.to_json(),
            })
            .collect()
    }

    /// A value of the schema as Typify is given it.
    pub(super) fn known(&self, schema: &Node, value: Value) -> Value {
        self.known_within(schema, value, DEPTH)
    }

    fn known_within(&self, schema: &Node, value: Value, depth: usize) -> Value {
        if depth == 0 {
            return value;
        }
        if let Some(target) = target(schema, self.contract) {
            return self.known_within(target, value, depth - 1);
        }
        let schema = self.widening.widen(schema).schema;
        if let [single] = schema.items("allOf") {
            return self.known_within(single, value, depth - 1);
        }
        match value {
            Value::String(text) => {
                let values = schema.items("enum").iter().filter_map(Node::as_str);
                let texts: Vec<&str> = values.collect();
                let at = texts.iter().position(|known| *known == text);
                match (at, names(&texts)) {
                    (Some(at), Some(names)) => names[at].clone().into(),
                    _ => text.into(),
                }
            }
            Value::Array(values) => match schema.get("items") {
                Some(items) => values
                    .into_iter()
                    .map(|value| self.known_within(items, value, depth - 1))
                    .collect(),
                None => values.into(),
            },
            Value::Object(members) => {
                let known = |(name, value)| {
                    let property = schema.members("properties").find(|(key, _)| **key == name);
                    match property {
                        Some((_, node)) => (name, self.known_within(node, value, depth - 1)),
                        None => (name, value),
                    }
                };
                Value::Object(members.into_iter().map(known).collect())
            }
            other => other,
        }
    }
}

#[test]
fn strings_that_a_name_cannot_tell_apart_get_one_each() {
    let told = |texts: &[&str]| names(texts).map(|names| names.join(" "));
    assert_eq!(told(&["asc", "desc"]), None);
    assert_eq!(told(&["asc", "ASC", "desc"]), Some("Asc Asc2 Desc".into()));
    assert_eq!(told(&["name", "-name"]), Some("Name MinusName".into()));
    assert_eq!(told(&["+", "-", "*"]), Some("Plus Minus Star".into()));
    assert_eq!(told(&["<", "<=", "="]), Some("Less LessEqual Equal".into()));
    assert_eq!(told(&["a-b", "a_b", "AB2"]), Some("Ab Ab3 Ab2".into()));
    assert_eq!(told(&["", " "]), Some("X X2".into()));
}
