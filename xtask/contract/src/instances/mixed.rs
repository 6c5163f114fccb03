//! Values put together from pieces of others: where a value of one schema does not tell
//! two schemas apart, one with a piece of the other's may.

use indexmap::IndexSet;
use serde_json::{Map, Value, json};

/// Of so many objects, every two are put together.
const TOGETHER: usize = 24;
/// So many values of one member are put into the others' places.
const OF_A_MEMBER: usize = 8;
const MAX_DEPTH: usize = 3;
/// So many scalars are in all the values that are made: fewer values where they are large.
const MOST_PIECES: usize = 30_000;

/// Values that are a little unlike the given ones, `most` at most.
pub fn mixed(values: &[Value], most: usize) -> Vec<Value> {
    let largest = values.iter().take(TOGETHER).map(size).max().unwrap_or(0);
    let most = most.min(MOST_PIECES / largest.max(1));
    let mut made: IndexSet<Value> = IndexSet::new();
    let scalars: IndexSet<Value> = values
        .iter()
        .filter(|value| !value.is_array() && !value.is_object())
        .cloned()
        .chain([
            json!(null),
            json!(true),
            json!(1),
            json!(0.5),
            json!("x"),
            json!([]),
            json!({}),
        ])
        .collect();
    let objects: Vec<&Map<String, Value>> = values.iter().filter_map(Value::as_object).collect();
    // One of each form: what is about the same tells about the same.
    let mut forms = IndexSet::new();
    let different: Vec<&Map<String, Value>> = objects
        .iter()
        .copied()
        .filter(|object| forms.insert(object.keys().collect::<Vec<_>>()))
        .take(TOGETHER)
        .collect();
    for one in &different {
        if made.len() > most {
            break;
        }
        for other in &different {
            let mut both = (*one).clone();
            both.extend((*other).clone());
            made.insert(both.into());
        }
    }
    for object in &different {
        for name in object.keys() {
            if made.len() > most {
                break;
            }
            let of_name: IndexSet<&Value> =
                objects.iter().filter_map(|other| other.get(name)).collect();
            let inside: Vec<Value> = of_name
                .iter()
                .take(OF_A_MEMBER)
                .map(|value| (*value).clone())
                .collect();
            let deeper = mixed_inside(&inside, most / 8);
            for value in inside
                .into_iter()
                .chain(deeper)
                .chain(scalars.iter().take(OF_A_MEMBER + 4).cloned())
            {
                let mut changed = (*object).clone();
                changed.insert(name.clone(), value);
                made.insert(changed.into());
            }
            let mut less = (*object).clone();
            less.remove(name);
            made.insert(less.into());
        }
    }
    let arrays = values.iter().filter_map(Value::as_array).take(TOGETHER);
    for array in arrays {
        for (index, item) in array.iter().enumerate().take(3) {
            for other in mixed_inside(std::slice::from_ref(item), most / 8)
                .into_iter()
                .chain(scalars.iter().cloned())
            {
                let mut changed = array.clone();
                changed[index] = other;
                made.insert(changed.into());
            }
            let mut less = array.clone();
            less.remove(index);
            made.insert(less.into());
        }
    }
    for scalar in scalars {
        if let Some(number) = scalar.as_i64() {
            made.extend([number.saturating_add(1), number.saturating_sub(1)].map(Value::from));
        }
        made.insert(scalar);
    }
    let mut made = Vec::from_iter(made);
    made.truncate(most);
    made
}

fn mixed_inside(values: &[Value], most: usize) -> Vec<Value> {
    let is_deep = |value: &Value| depth(value) > MAX_DEPTH;
    match values.iter().any(is_deep)
        || values
            .iter()
            .all(|value| !value.is_object() && !value.is_array())
    {
        true => Vec::new(),
        false => mixed(values, most),
    }
}

fn size(value: &Value) -> usize {
    match value {
        Value::Array(items) => 1 + items.iter().map(size).sum::<usize>(),
        Value::Object(members) => 1 + members.values().map(size).sum::<usize>(),
        _ => 1,
    }
}

fn depth(value: &Value) -> usize {
    match value {
        Value::Array(items) => 1 + items.iter().map(depth).max().unwrap_or(0),
        Value::Object(members) => 1 + members.values().map(depth).max().unwrap_or(0),
        _ => 0,
    }
}
