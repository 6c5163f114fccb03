//! Bounds, encodings and listed values, in OpenAPI 3.0's form.

use serde_json::Number;

use super::Lowering;
use crate::document::{Map, Node, Position, Value};

impl Lowering<'_> {
    /// Exclusive bounds: numbers in 3.1, flags beside the bound in 3.0.
    pub(super) fn bounds(&mut self, map: &Map, lowered: &mut Map, at: Position) {
        for (bound, exclusive, is_tighter) in [
            (
                "minimum",
                "exclusiveMinimum",
                f64::gt as fn(&f64, &f64) -> bool,
            ),
            (
                "maximum",
                "exclusiveMaximum",
                f64::lt as fn(&f64, &f64) -> bool,
            ),
        ] {
            let inclusive = map.get(bound).filter(|node| node.as_number().is_some());
            match map.get(exclusive) {
                Some(node) if node.as_number().is_some() => {
                    let number = |node: &Node| node.as_number().and_then(Number::as_f64);
                    let wins = match (inclusive.and_then(number), number(node)) {
                        (Some(inclusive), Some(exclusive)) => !is_tighter(&inclusive, &exclusive),
                        _ => true,
                    };
                    if wins {
                        lowered.insert(bound.into(), node.clone());
                        lowered.insert(exclusive.into(), Node::bool(true, at));
                    } else if let Some(inclusive) = inclusive {
                        lowered.insert(bound.into(), inclusive.clone());
                    }
                }
                flag => {
                    if let Some(inclusive) = inclusive {
                        lowered.insert(bound.into(), inclusive.clone());
                        if flag.and_then(Node::as_bool) == Some(true) {
                            lowered.insert(exclusive.into(), Node::bool(true, at));
                        }
                    }
                }
            }
        }
    }

    /// `contentEncoding: base64` is 3.0's `format: byte`, and a string that is
    /// a file of its own is `format: binary`.
    pub(super) fn encoding(&mut self, map: &Map, lowered: &mut Map, at: Position) {
        if lowered.contains_key("format") {
            return;
        }
        match map.get("contentEncoding").and_then(Node::as_str) {
            Some("base64") => {
                lowered.insert("format".into(), Node::string("byte", at));
            }
            Some(_) => {}
            None if map.contains_key("contentMediaType") => {
                lowered.insert("format".into(), Node::string("binary", at));
            }
            None => {}
        }
    }

    /// `const` is an enum of one. Returns whether null is one of the values.
    pub(super) fn enumeration(&mut self, map: &Map, lowered: &mut Map, at: Position) -> bool {
        let values: Vec<Node> = match (map.get("enum"), map.get("const")) {
            (_, Some(constant)) => vec![constant.clone()],
            (Some(list), None) => match list.as_array() {
                Some(values) => values.to_vec(),
                None => return false,
            },
            (None, None) => {
                let is_null_only = map.get("type").is_some_and(|kind| {
                    kind.as_str() == Some("null")
                        || kind.as_array().is_some_and(|kinds| {
                            !kinds.is_empty()
                                && kinds.iter().all(|kind| kind.as_str() == Some("null"))
                        })
                });
                if is_null_only {
                    lowered.insert(
                        "enum".into(),
                        Node::array(vec![Node::new(Value::Null, at)], at),
                    );
                }
                return is_null_only;
            }
        };
        let has_null = values.iter().any(Node::is_null);
        let at = map
            .get("enum")
            .or(map.get("const"))
            .map_or(at, Node::position);
        let values = values.iter().map(Node::with_plain_numbers).collect();
        lowered.insert("enum".into(), Node::array(values, at));
        // In 3.0 null must be allowed by `nullable` as well as listed; in 3.1
        // the type says it, and an enum without a type speaks for itself.
        has_null && !map.contains_key("type")
    }
}
