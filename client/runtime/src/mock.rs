//! What a mock expects of parameters that are one word, or a list of words.

use httpmock::When;
use serde::Serialize;
use serde_json::Value;

use super::parameter::{json, text};

/// A parameter in the query, once for each item of a list.
pub fn when_query(when: When, name: &str, value: &impl Serialize) -> When {
    texts(value)
        .into_iter()
        .fold(when, |when, text| when.query_param(name, text))
}

/// A header, once for each item of a list.
pub fn when_header(when: When, name: &str, value: &impl Serialize) -> When {
    texts(value)
        .into_iter()
        .fold(when, |when, text| when.header(name, text))
}

fn texts(value: &impl Serialize) -> Vec<String> {
    match json("value", value) {
        Ok(Value::Array(items)) => items.iter().map(text).collect(),
        Ok(value) => vec![text(&value)],
        Err(_) => Vec::new(),
    }
}
