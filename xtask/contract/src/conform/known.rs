//! Values of parameters that are there: said by the configuration, kept from set-up, and seen
//! in responses.

use std::collections::HashMap;

use serde_json::Value;

use crate::exchange::{Location, Operation, Operations};
use crate::report::Direction;

/// So many values of one parameter are kept.
const MOST: usize = 32;

#[derive(Debug, Default)]
pub struct KnownValues {
    /// Said by a person: by name of the parameter.
    said: HashMap<String, Vec<Value>>,
    /// Seen: by the path up to the variable, `/users/` of `/users/{id}`, with what stands in it.
    seen: HashMap<String, Vec<Value>>,
    /// The entity tags of what paths lead to.
    tags: HashMap<String, String>,
}

impl KnownValues {
    pub fn say(&mut self, name: &str, values: &[Value]) {
        self.said
            .entry(name.to_owned())
            .or_default()
            .extend_from_slice(values);
    }

    /// What was made or listed at a path is what a variable after it stands for.
    /// `variable` is the name of that.
    pub fn see(&mut self, path: &str, variable: Option<&str>, value: &Value) {
        if path.matches('/').count() > 12 {
            return;
        }
        let items: Vec<&Value> = match value {
            Value::Array(items) => items.iter().collect(),
            Value::Object(_) if id_of(value, variable).is_some() => vec![value],
            Value::Object(members) => {
                let inner = members.get("_embedded").and_then(Value::as_object);
                let values = members
                    .values()
                    .chain(inner.into_iter().flat_map(|inner| inner.values()));
                let lists = values.filter_map(Value::as_array);
                lists.flatten().chain([value]).collect()
            }
            _ => return,
        };
        for item in items {
            if let Some(id) = id_of(item, variable) {
                self.keep(path, id);
            }
        }
    }

    /// Keeps a value for the variable after a path; the newest is taken first.
    pub fn keep(&mut self, path: &str, id: &Value) {
        let key = format!("{}/", path.trim_end_matches('/'));
        let known = self.seen.entry(key).or_default();
        if !known.contains(id) {
            known.insert(0, id.clone());
            known.truncate(MOST);
        }
    }

    /// What is at a path is as `tag` says; without one after a change, nobody knows.
    pub fn tag(&mut self, path: &str, tag: Option<&str>, is_read: bool) {
        match tag {
            Some(tag) => {
                self.tags.insert(path.to_owned(), tag.to_owned());
            }
            None if !is_read => {
                self.tags.remove(path);
            }
            None => {}
        }
    }

    pub fn tag_of(&self, path: &str) -> Option<&str> {
        self.tags.get(path).map(String::as_str)
    }

    /// What a path leads to is not there any more.
    pub fn forget(&mut self, path: &str) {
        if let Some((parent, last)) = path.rsplit_once('/')
            && let Some(known) = self.seen.get_mut(&format!("{parent}/"))
        {
            known.retain(|value| text(value) != last);
        }
    }

    /// Values for all path parameters of an operation, that belong together. Of those that were
    /// seen, what a parameter's schema refuses is not what it takes.
    pub fn path<'a>(
        &self,
        operations: &Operations<'a>,
        operation: &Operation<'a>,
    ) -> Option<Vec<(String, Value)>> {
        let mut path = String::new();
        let mut found = Vec::new();
        for segment in operation.path.split('/').skip(1) {
            let name = segment
                .strip_prefix('{')
                .and_then(|rest| rest.strip_suffix('}'));
            let value = match name {
                None if segment.contains('{') => return None,
                None => segment.to_owned(),
                Some(name) => {
                    let said = self.said.get(name).and_then(|values| values.first());
                    let schema = operation
                        .parameter(Location::Path, name)
                        .and_then(|parameter| parameter.schema);
                    let judge =
                        schema.and_then(|schema| operations.judges.of(schema, Direction::Request));
                    let fits =
                        |value: &&Value| judge.as_ref().is_none_or(|judge| judge.is_valid(value));
                    let seen = self.seen.get(&format!("{path}/"));
                    let value = said.or_else(|| seen?.iter().find(fits))?;
                    found.push((name.to_owned(), value.clone()));
                    text(value)
                }
            };
            path.push('/');
            path.push_str(&value);
        }
        Some(found)
    }

    pub fn said(&self, name: &str) -> Option<&Value> {
        self.said.get(name).and_then(|values| values.first())
    }

    /// A value of a property or parameter that is called after a resource: `bookId` of
    /// `/books/…`.
    pub fn named(&self, name: &str) -> Option<&Value> {
        if let Some(said) = self.said(name) {
            return Some(said);
        }
        let lower = name.to_ascii_lowercase().replace('_', "");
        let stem = lower.strip_suffix("id").filter(|stem| stem.len() > 1)?;
        let mut all = self.seen.iter().filter(|(path, _)| {
            let last = path
                .trim_end_matches('/')
                .rsplit('/')
                .next()
                .unwrap_or_default();
            let last = last.to_ascii_lowercase().replace(['_', '-'], "");
            last.trim_end_matches('s') == stem || last == stem
        });
        all.next().and_then(|(_, values)| values.first())
    }
}

/// What names an item: its member that is called as the variable is, or as identifiers are.
fn id_of<'v>(item: &'v Value, variable: Option<&str>) -> Option<&'v Value> {
    let members = item.as_object()?;
    let plain = |name: &str| name.to_ascii_lowercase().replace(['-', '_'], "");
    let called = variable.and_then(|variable| {
        let mut all = members.iter();
        all.find(|(name, _)| plain(name) == plain(variable))
    });
    let own = ["id", "uuid", "_id"]
        .iter()
        .find_map(|name| members.get(*name));
    let own = called.map(|(_, id)| id).or(own);
    own.filter(|id| id.is_string() || id.is_number())
}

fn text(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        value => value.to_string(),
    }
}

/// Whether values of a parameter are only what a service gave before, or mean more than any
/// schema says: made-up ones are neither valid nor invalid.
pub fn is_opaque(location: Location, name: &str) -> bool {
    let plain = name.to_ascii_lowercase().replace(['-', '_'], "");
    let is_precondition = location == Location::Header && plain.starts_with("if");
    const WORDS: [&str; 15] = [
        "cursor",
        "token",
        "etag",
        "continuation",
        "signature",
        "after",
        "before",
        "marker",
        "range",
        "lasteventid",
        "nonce",
        "state",
        "filter",
        "where",
        "expression",
    ];
    is_precondition
        || WORDS
            .iter()
            .any(|word| plain == *word || plain.ends_with(word))
}

/// Whether each request has to have a value of its own.
pub fn is_unique(name: &str) -> bool {
    name.to_ascii_lowercase().contains("idempotency")
}
