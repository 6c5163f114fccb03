//! Changes that a PATCH says: JSON Merge Patch (RFC 7396), or JSON Patch (RFC 6902).

use serde_json::{Map, Value};

/// Merges a patch into what is there (RFC 7396, section 2).
pub fn merge(target: &mut Map<String, Value>, patch: &Map<String, Value>) {
    for (name, value) in patch {
        match value {
            Value::Null => {
                target.remove(name);
            }
            Value::Object(inner) => {
                let own = target
                    .entry(name.clone())
                    .or_insert_with(|| Map::new().into());
                if !own.is_object() {
                    *own = Map::new().into();
                }
                if let Value::Object(own) = own {
                    merge(own, inner);
                }
            }
            value => {
                target.insert(name.clone(), value.clone());
            }
        }
    }
}

/// Carries out the operations one after the other; one that cannot be is an error that says
/// which.
pub fn apply(target: &mut Value, operations: &[Value]) -> Result<(), String> {
    for (index, operation) in operations.iter().enumerate() {
        let text = |name: &str| operation.get(name).and_then(Value::as_str);
        let (name, path) = (
            text("op").unwrap_or_default(),
            text("path").unwrap_or_default(),
        );
        let wrong =
            || format!("the operation {index}, `{name}` at `{path}`, cannot be carried out");
        let given = operation.get("value").cloned();
        let from = || text("from").and_then(|from| target.pointer(from)).cloned();
        let done = match name {
            "test" => target.pointer(path) == given.as_ref(),
            "remove" => take(target, path).is_some(),
            "add" => given.is_some_and(|value| add(target, path, value)),
            "replace" => match (target.pointer_mut(path), given) {
                (Some(place), Some(value)) => {
                    *place = value;
                    true
                }
                _ => false,
            },
            "copy" => from().is_some_and(|value| add(target, path, value)),
            "move" => {
                let taken = text("from").and_then(|from| take(target, from));
                taken.is_some_and(|value| add(target, path, value))
            }
            _ => false,
        };
        if !done {
            return Err(wrong());
        }
    }
    Ok(())
}

fn place<'t>(target: &'t mut Value, path: &str) -> Option<(&'t mut Value, String)> {
    let (parent, last) = path.rsplit_once('/')?;
    let token = last.replace("~1", "/").replace("~0", "~");
    Some((target.pointer_mut(parent)?, token))
}

fn take(target: &mut Value, path: &str) -> Option<Value> {
    let (owner, token) = place(target, path)?;
    match owner {
        Value::Object(members) => members.remove(&token),
        Value::Array(items) => {
            let index = token
                .parse::<usize>()
                .ok()
                .filter(|index| *index < items.len())?;
            Some(items.remove(index))
        }
        _ => None,
    }
}

fn add(target: &mut Value, path: &str, value: Value) -> bool {
    if path.is_empty() {
        *target = value;
        return true;
    }
    let Some((owner, token)) = place(target, path) else {
        return false;
    };
    match owner {
        Value::Object(members) => {
            members.insert(token, value);
            true
        }
        Value::Array(items) => {
            let index = match token.as_str() {
                "-" => Some(items.len()),
                token => token.parse().ok(),
            };
            match index.filter(|index| *index <= items.len()) {
                Some(index) => {
                    items.insert(index, value);
                    true
                }
                None => false,
            }
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_json_patch_is_carried_out_in_its_order() {
        let mut value = json!({ "a": [1, 2], "b": { "c/d": 1 } });
        let patch = json!([
            { "op": "test", "path": "/a/0", "value": 1 },
            { "op": "add", "path": "/a/-", "value": 3 },
            { "op": "remove", "path": "/a/0" },
            { "op": "move", "from": "/b/c~1d", "path": "/e" },
            { "op": "replace", "path": "/e", "value": 2 },
            { "op": "copy", "from": "/e", "path": "/f" },
        ]);
        let operations = patch.as_array().expect("a list");
        assert_eq!(apply(&mut value, operations), Ok(()));
        assert_eq!(value, json!({ "a": [2, 3], "b": {}, "e": 2, "f": 2 }));
        let wrong = [json!({ "op": "test", "path": "/e", "value": 3 })];
        assert!(apply(&mut value, &wrong).is_err());
    }
}
