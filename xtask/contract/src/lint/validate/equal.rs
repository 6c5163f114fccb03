//! Equality and types of values, as JSON Schema has them.

use std::collections::HashSet;

use serde_json::Number;

use crate::document::{Node, Value};

/// 1 and 1.0 are equal, and the order of members does not matter.
pub fn equal(one: &Node, other: &Node) -> bool {
    match (&one.value, &other.value) {
        (Value::Number(a), Value::Number(b)) => equal_numbers(a, b),
        (Value::Array(a), Value::Array(b)) => {
            a.len() == b.len() && a.iter().zip(b).all(|(a, b)| equal(a, b))
        }
        (Value::Object(a), Value::Object(b)) => {
            a.len() == b.len()
                && a.iter()
                    .all(|(key, a)| b.get(key).is_some_and(|b| equal(a, b)))
        }
        (a, b) => a == b,
    }
}

fn equal_numbers(a: &Number, b: &Number) -> bool {
    a == b || (a.is_f64() || b.is_f64()) && a.as_f64() == b.as_f64()
}

/// Which of the values are equal to one before them: lists have a hundred
/// thousand values, and to compare each with each would take minutes.
pub fn repeated(values: &[Node]) -> Vec<bool> {
    let mut seen = HashSet::with_capacity(values.len());
    values
        .iter()
        .map(|value| !seen.insert(value.canonical()))
        .collect()
}

pub fn is_of_type(value: &Node, name: &str) -> bool {
    match &value.value {
        Value::Null => name == "null",
        Value::Bool(_) => name == "boolean",
        Value::Number(number) => {
            name == "number"
                || name == "integer"
                    && (!number.is_f64() || number.as_f64().is_some_and(|f| f.fract() == 0.0))
        }
        Value::String(_) => name == "string",
        Value::Array(_) => name == "array",
        Value::Object(_) => name == "object",
    }
}
