//! `allOf`: two schemas made one that allows what both allow.

use serde_json::Number;

use super::annotations::is_annotation;
use crate::document::{Map, Node, Value};

/// Adds what `part` says to `base`. Returns whether the result allows nothing
/// more than the two; it never allows less.
pub fn merge(base: &mut Node, part: &Node) -> bool {
    let at = base.position();
    let (mut left, right) = match (std::mem::replace(&mut base.value, Value::Null), &part.value) {
        (Value::Object(left), Value::Object(right)) => (left, right),
        (left, _) => {
            base.value = left;
            return false;
        }
    };
    let mut merge = Merge { is_exact: true };
    let members = merge.members(&mut left, right);
    for (keyword, node) in right {
        merge.keyword(&mut left, keyword, node);
    }
    left.extend(members);
    base.value = Value::Object(left);
    base.at = at;
    merge.is_exact
}

struct Merge {
    is_exact: bool,
}

impl Merge {
    fn keyword(&mut self, left: &mut Map, keyword: &str, node: &Node) {
        if matches!(keyword, "properties" | "additionalProperties") {
            return;
        }
        let Some(known) = left.get(keyword).cloned() else {
            // A flag belongs to its bound.
            let is_flag = matches!(keyword, "exclusiveMinimum" | "exclusiveMaximum");
            if !is_flag || !left.contains_key(bound_of(keyword)) {
                left.insert(keyword.to_owned(), node.clone());
            }
            return;
        };
        if known == *node || is_annotation(keyword) {
            return;
        }
        match keyword {
            "type" => self.kind(left, &known, node),
            "required" => {
                let mut names = known.as_array().unwrap_or_default().to_vec();
                for name in node.as_array().unwrap_or_default() {
                    if !names.contains(name) {
                        names.push(name.clone());
                    }
                }
                left.insert(keyword.to_owned(), Node::array(names, known.at));
            }
            "enum" => {
                let values = known.as_array().unwrap_or_default().iter();
                let both = values
                    .filter(|value| node.as_array().unwrap_or_default().contains(value))
                    .cloned()
                    .collect::<Vec<_>>();
                if both.is_empty() {
                    self.is_exact = false;
                } else {
                    left.insert(keyword.to_owned(), Node::array(both, known.at));
                }
            }
            "items" => {
                left.insert(keyword.to_owned(), both_of(&known, node));
            }
            "minLength" | "minItems" | "minProperties" | "minimum" => {
                self.bound(left, keyword, &known, node, |new, old| new > old);
            }
            "maxLength" | "maxItems" | "maxProperties" | "maximum" => {
                self.bound(left, keyword, &known, node, |new, old| new < old);
            }
            "uniqueItems" if node.as_bool() == Some(true) => {
                left.insert(keyword.to_owned(), node.clone());
            }
            "uniqueItems" | "exclusiveMinimum" | "exclusiveMaximum" => {}
            // Two patterns, formats, factors, choices: one is kept.
            _ => self.is_exact = false,
        }
    }

    fn bound(
        &mut self,
        left: &mut Map,
        keyword: &str,
        known: &Node,
        node: &Node,
        is_tighter: fn(f64, f64) -> bool,
    ) {
        let number = |node: &Node| node.as_number().and_then(Number::as_f64);
        if let (Some(old), Some(new)) = (number(known), number(node))
            && is_tighter(new, old)
        {
            left.insert(keyword.to_owned(), node.clone());
        }
        // Which of the two is exclusive is for the check to say.
        if matches!(keyword, "minimum" | "maximum") {
            let exclusive = if keyword == "minimum" {
                "exclusiveMinimum"
            } else {
                "exclusiveMaximum"
            };
            left.shift_remove(exclusive);
            self.is_exact = false;
        }
    }

    fn kind(&mut self, left: &mut Map, known: &Node, node: &Node) {
        match (known.as_str(), node.as_str()) {
            (Some("number"), Some("integer")) => {
                left.insert("type".into(), node.clone());
            }
            (Some("integer"), Some("number")) => {}
            // No value has two types.
            _ => {
                left.shift_remove("type");
                self.is_exact = false;
            }
        }
    }

    /// The members of both, and what is said of all others.
    fn members(&mut self, left: &mut Map, right: &Map) -> Map {
        let mut out = Map::new();
        let empty = Map::new();
        let properties = |map: &Map| -> Map {
            map.get("properties")
                .and_then(Node::as_object)
                .unwrap_or(&empty)
                .clone()
        };
        let (ours, theirs) = (properties(left), properties(right));
        let others = |map: &Map| map.get("additionalProperties").cloned();
        let (our_others, their_others) = (others(left), others(right));
        let mut both = ours.clone();
        for (name, node) in &theirs {
            match both.get(name) {
                Some(known) if known == node => {}
                Some(known) => {
                    let merged = both_of(known, node);
                    both.insert(name.clone(), merged);
                }
                None => {
                    both.insert(name.clone(), node.clone());
                }
            }
        }
        if let Some(place) = left.get("properties").or(right.get("properties")) {
            let mut node = Node::new(Value::Object(both), place.at);
            node.key_at = place.key_at;
            out.insert("properties".into(), node);
        }
        let is_free = |node: &Option<Node>| {
            node.as_ref()
                .is_none_or(|node| node.as_bool() == Some(true))
        };
        let covers = |mine: &Map, other: &Map| other.keys().all(|name| mine.contains_key(name));
        let fits = (is_free(&our_others) || covers(&ours, &theirs))
            && (is_free(&their_others) || covers(&theirs, &ours));
        let merged = match (our_others, their_others) {
            (None, None) => None,
            (Some(node), None) | (None, Some(node)) => Some(node),
            (Some(a), Some(b)) if a == b => Some(a),
            (Some(a), Some(b)) if a.as_bool() == Some(true) => Some(b),
            (Some(a), Some(b)) if b.as_bool() == Some(true) => Some(a),
            (Some(a), Some(b)) if a.as_bool() == Some(false) || b.as_bool() == Some(false) => {
                let at = a.position();
                Some(Node::bool(false, at))
            }
            (Some(a), Some(b)) => Some(both_of(&a, &b)),
        };
        left.shift_remove("additionalProperties");
        if fits {
            out.extend(merged.map(|node| ("additionalProperties".to_owned(), node)));
        } else {
            // A schema for all members but its own also holds for those of the
            // other: that is for the check.
            self.is_exact = false;
            if let Some(node) = merged.filter(|node| node.as_bool() != Some(false)) {
                let at = node.position();
                out.insert("additionalProperties".into(), Node::bool(true, at));
            }
        }
        out
    }
}

/// What both schemas say: an `allOf` of their parts, each once. What is put together again
/// and again of the same parts stays the same.
fn both_of(one: &Node, other: &Node) -> Node {
    let parts_of = |node: &Node| match node.as_object() {
        Some(map) if map.len() == 1 && map.contains_key("allOf") => node.items("allOf").to_vec(),
        _ => vec![node.clone()],
    };
    let mut parts = parts_of(one);
    for part in parts_of(other) {
        if !parts.contains(&part) {
            parts.push(part);
        }
    }
    let at = one.position();
    Node::object([("allOf".to_owned(), Node::array(parts, at))], at)
}

fn bound_of(exclusive: &str) -> &'static str {
    if exclusive == "exclusiveMinimum" {
        "minimum"
    } else {
        "maximum"
    }
}
