//! Cases that were judged wrongly once: breaks that passed, and breaks that were none.

use std::sync::LazyLock;

use serde_json::{Map, Value};

use super::case::{Case, Name, Side};

static CASES: LazyLock<Vec<Value>> =
    LazyLock::new(|| serde_json::from_str(include_str!("found.json")).expect("JSON"));

pub fn count() -> usize {
    CASES.len()
}

pub fn case(index: usize) -> Case {
    let case = &CASES[index];
    let side = |name: &str| Side {
        schema: case[name].clone(),
        components: match &case["components"][name] {
            Value::Object(components) => components.clone(),
            _ => Map::new(),
        },
    };
    Case {
        name: Name::Found(index),
        is_30: case["version"] == "3.0",
        base: side("base"),
        revision: side("revision"),
    }
}
