//! What was sent, held against what is shown of it; only where the contract says the same of
//! both, so that what a service rightly makes of a value is no finding.

use serde_json::Value;

use super::names::{is_fixed, is_kept_up};
use crate::document::{Document, Node, escape_pointer_token};
use crate::exchange::property;
use crate::instances::Parts;

/// Values are compared no deeper.
const DEEPEST: usize = 8;

/// Equal as JSON Schema has it: 1 is 1.0.
pub fn same(one: &Value, other: &Value) -> bool {
    match (one, other) {
        (Value::Number(one), Value::Number(other)) => {
            one == other || one.as_f64().is_some_and(|own| Some(own) == other.as_f64())
        }
        (Value::Array(one), Value::Array(other)) => {
            one.len() == other.len() && one.iter().zip(other).all(|(one, other)| same(one, other))
        }
        (Value::Object(one), Value::Object(other)) => {
            one.len() == other.len()
                && one
                    .iter()
                    .all(|(name, own)| other.get(name).is_some_and(|is| same(own, is)))
        }
        (Value::String(one), Value::String(other)) => one == other || is_same_time(one, other),
        _ => one == other,
    }
}

/// The same items in any sequence.
fn same_set(one: &Value, other: &Value) -> bool {
    let (Some(one), Some(other)) = (one.as_array(), other.as_array()) else {
        return false;
    };
    let has = |all: &[Value], item: &Value| all.iter().any(|own| same(own, item));
    one.len() == other.len() && one.iter().all(|item| has(other, item))
}

/// The same point in time, written in two ways.
fn is_same_time(one: &str, other: &str) -> bool {
    let read = |text| chrono::DateTime::parse_from_rfc3339(text);
    matches!((read(one), read(other)), (Ok(one), Ok(other)) if one == other)
}

/// Compares what requests and responses say.
pub struct Comparison<'a> {
    pub document: &'a Document,
    pub sent: Option<&'a Node>,
    pub shown: Option<&'a Node>,
}

impl<'a> Comparison<'a> {
    /// Pointers to members that were sent and are not shown, or not as they were sent.
    pub fn lost(&self, sent: &Value, shown: &Value) -> Vec<String> {
        let mut out = Vec::new();
        if let (Some(one), Some(other)) = (self.sent, self.shown) {
            self.lost_within(one, other, sent, shown, &mut String::new(), &mut out, 0);
        }
        out
    }

    #[expect(
        clippy::too_many_arguments,
        reason = "two trees are walked side by side"
    )]
    fn lost_within(
        &self,
        request: &'a Node,
        response: &'a Node,
        sent: &Value,
        shown: &Value,
        pointer: &mut String,
        out: &mut Vec<String>,
        depth: usize,
    ) {
        let (Value::Object(sent), Value::Object(shown)) = (sent, shown) else {
            return;
        };
        for (name, value) in sent {
            let own = property(request, Some(name), self.document);
            let other = property(response, Some(name), self.document);
            let (Some(own), Some(other)) = (own, other) else {
                continue;
            };
            if self.is_one_way(own) || self.is_one_way(other) || !self.says_same(own, other) {
                continue;
            }
            let length = pointer.len();
            pointer.push('/');
            pointer.push_str(&escape_pointer_token(name));
            match shown.get(name) {
                Some(is) if value.is_object() && is.is_object() && depth < DEEPEST => {
                    self.lost_within(own, other, value, is, pointer, out, depth + 1);
                }
                Some(is) if same(value, is) => {}
                // Items may have more than was sent.
                Some(Value::Array(are))
                    if value.as_array().is_some_and(|items| {
                        items.len() == are.len() && items.iter().any(Value::is_object)
                    }) =>
                {
                    let (own, other) = (
                        property(own, None, self.document),
                        property(other, None, self.document),
                    );
                    if let (Some(own), Some(other), true) = (own, other, depth < DEEPEST) {
                        let items = value.as_array().into_iter().flatten().zip(are);
                        for (index, (item, is)) in items.enumerate() {
                            let length = pointer.len();
                            pointer.push_str(&format!("/{index}"));
                            self.lost_within(own, other, item, is, pointer, out, depth + 1);
                            pointer.truncate(length);
                        }
                    }
                }
                Some(is) if self.is_set(own) && same_set(value, is) => {}
                None if is_nothing(value) => {}
                _ => out.push(pointer.clone()),
            }
            pointer.truncate(length);
        }
    }

    /// Whether the sequence of a list says nothing.
    fn is_set(&self, node: &'a Node) -> bool {
        Parts::of([node], self.document).flag("uniqueItems")
    }

    fn is_one_way(&self, node: &'a Node) -> bool {
        let parts = Parts::of([node], self.document);
        parts.flag("readOnly") || parts.flag("writeOnly")
    }

    /// Whether a schema of a request and one of a response mean the same values, null aside.
    pub fn says_same(&self, one: &'a Node, other: &'a Node) -> bool {
        let (one, other) = (
            Parts::of([one], self.document),
            Parts::of([other], self.document),
        );
        let types = |parts: &Parts<'a>| {
            let mut types = parts.types().unwrap_or_default();
            types.retain(|name| *name != "null");
            types
        };
        let said = |parts: &Parts<'a>, keyword: &str| -> Vec<Value> {
            let mut all: Vec<Value> = parts.all(keyword).map(Node::to_json).collect();
            all.dedup();
            all
        };
        types(&one) == types(&other)
            && said(&one, "format") == said(&other, "format")
            // What is shown may be told less exactly than what is taken.
            && ["pattern", "multipleOf"].iter().all(|keyword| {
                let shown = said(&other, keyword);
                shown.is_empty() || said(&one, keyword) == shown
            })
            && one.has("enum") == other.has("enum")
    }

    /// Pointers to members that are another value than before, or not there any more: those that
    /// a service does not keep up by itself, and that were not to change.
    pub fn changed(&self, before: &Value, after: &Value, meant: &[&str]) -> Vec<String> {
        let (Value::Object(before), Value::Object(after)) = (before, after) else {
            return Vec::new();
        };
        let mut out = Vec::new();
        for (name, old) in before {
            if meant.contains(&name.as_str()) || is_kept_up(name) && !is_fixed(name) {
                continue;
            }
            let sent = self
                .sent
                .and_then(|schema| property(schema, Some(name), self.document));
            let is_own = sent.is_none_or(|schema| self.is_one_way(schema));
            // A step to another state may set the time of it.
            let may_be_set = old.is_null() || meant.iter().any(|name| super::life::is_state(name));
            if is_own && (!is_fixed(name) || may_be_set) {
                continue;
            }
            let is = after.get(name);
            if !is.map_or(is_nothing(old), |is| same(old, is)) {
                out.push(format!("/{}", escape_pointer_token(name)));
            }
        }
        out
    }
}

/// Null and what is empty may as well not be there.
pub fn is_nothing(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::Array(items) => items.is_empty(),
        Value::Object(members) => members.is_empty(),
        _ => false,
    }
}
