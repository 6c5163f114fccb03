//! Values as texts that are equal when the values are.

use std::fmt::Write;

use serde_json::Number;

use super::node::{Node, Value};

impl Node {
    /// A text that equal values share, and no others: 1 and 1.0 are equal, and
    /// the order of members does not matter. To look a value up among many.
    pub fn canonical(&self) -> String {
        let mut text = String::new();
        write(self, &mut text);
        text
    }
}

fn write(node: &Node, text: &mut String) {
    match &node.value {
        Value::Null => text.push_str("null"),
        Value::Bool(value) => _ = write!(text, "{value}"),
        Value::Number(number) => match whole(number) {
            Some(whole) => _ = write!(text, "{whole}"),
            None => _ = write!(text, "{number}"),
        },
        Value::String(value) => _ = write!(text, "{value:?}"),
        Value::Array(items) => {
            text.push('[');
            for item in items {
                write(item, text);
                text.push(',');
            }
            text.push(']');
        }
        Value::Object(map) => {
            let mut members: Vec<_> = map.iter().collect();
            members.sort_unstable_by_key(|(key, _)| *key);
            text.push('{');
            for (key, member) in members {
                _ = write!(text, "{key:?}:");
                write(member, text);
                text.push(',');
            }
            text.push('}');
        }
    }
}

/// A number with a point, and nothing behind it.
fn whole(number: &Number) -> Option<i64> {
    let value = number.as_f64().filter(|_| number.is_f64())?;
    // Up to here, integers are exact.
    (value.fract() == 0.0 && value.abs() < 9_007_199_254_740_992.0).then_some(value as i64)
}
