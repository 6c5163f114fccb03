//! Each keyword changed in each way: every ordered pair of the schemas of a group, at
//! the top, as a member, as an item and as a branch.

use std::sync::LazyLock;

use serde_json::{Map, Value, json};

use super::case::{Case, Name, Side};

/// A group of schemas, and whether OpenAPI 3.0 has them.
struct Group {
    is_30: bool,
    schemas: Vec<Value>,
}

/// The places of a schema: itself, a member, an item, a branch beside another one.
const PLACES: usize = 4;

static GROUPS: LazyLock<Vec<Group>> = LazyLock::new(|| {
    let read = |is_30, text: &str| {
        let schemas: Vec<Value> = serde_json::from_str(text).expect("JSON");
        Group { is_30, schemas }
    };
    vec![
        read(true, include_str!("table/numbers-3.0.json")),
        read(true, include_str!("table/texts-3.0.json")),
        read(true, include_str!("table/objects-3.0.json")),
        read(true, include_str!("table/unions-3.0.json")),
        read(false, include_str!("table/values-3.1.json")),
        read(false, include_str!("table/arrays-3.1.json")),
        read(false, include_str!("table/objects-3.1.json")),
        read(false, include_str!("table/unions-3.1.json")),
    ]
});

fn pairs(group: &Group) -> usize {
    group.schemas.len() * group.schemas.len()
}

pub fn count() -> usize {
    GROUPS.iter().map(|group| PLACES * pairs(group)).sum()
}

pub fn case(index: usize) -> Case {
    let name = Name::Table(index);
    let mut index = index;
    for group in GROUPS.iter() {
        let of_group = PLACES * pairs(group);
        if index >= of_group {
            index -= of_group;
            continue;
        }
        let count = group.schemas.len();
        let (place, pair) = (index / pairs(group), index % pairs(group));
        let side = |index: usize| Side {
            schema: placed(&group.schemas[index], place),
            components: Map::new(),
        };
        return Case {
            name,
            is_30: group.is_30,
            base: side(pair / count),
            revision: side(pair % count),
        };
    }
    panic!("there is no case {name}");
}

fn placed(schema: &Value, place: usize) -> Value {
    match place {
        0 => schema.clone(),
        1 => json!({ "type": "object", "required": ["a"], "properties": { "a": schema } }),
        2 => json!({ "type": "array", "items": schema }),
        _ => {
            json!({ "oneOf": [schema, { "type": "object", "required": ["q"], "properties": { "q": { "enum": [1] } } }] })
        }
    }
}
