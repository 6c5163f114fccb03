//! What the types made of a value against what the schema says of it.

use serde_json::Value;

use super::questions::Question;
use crate::instances::UNDESCRIBED;

/// How types and schema disagree about a value.
#[derive(Clone, Debug)]
pub enum Disagreement {
    /// It is valid, and refused.
    Refused { why: String },
    /// It is not valid, and accepted.
    Accepted,
    /// It is valid, and something else is written.
    Changed { pointer: String, written: Value },
}

/// Compares one answer of the program with what it should be.
///
/// Differences that are meant: an empty list or map and nothing are one where a
/// member is optional; defaults are filled in; instants are written in UTC; numbers are equal by their value; members that
/// the schema does not describe are passed over.
pub fn compare(question: &Question, answer: &Value) -> Option<Disagreement> {
    if let Some(why) = answer.get("refused") {
        return question.is_valid.then(|| Disagreement::Refused {
            why: why.as_str().unwrap_or_default().to_owned(),
        });
    }
    let written = answer.get("written")?;
    if !question.is_valid {
        return Some(Disagreement::Accepted);
    }
    difference(&question.value, written, String::new()).map(|pointer| Disagreement::Changed {
        pointer,
        written: written.clone(),
    })
}

/// Where the two differ.
fn difference(value: &Value, written: &Value, pointer: String) -> Option<String> {
    match (value, written) {
        (Value::Object(value), Value::Object(written)) => {
            for (key, member) in value {
                let pointer = format!("{pointer}/{}", crate::document::escape_pointer_token(key));
                match written.get(key) {
                    Some(written) => {
                        if let Some(found) = difference(member, written, pointer) {
                            return Some(found);
                        }
                    }
                    None if is_nothing(member) || key == UNDESCRIBED => {}
                    None => return Some(pointer),
                }
            }
            None
        }
        (Value::Array(value), Value::Array(written)) if value.len() == written.len() => value
            .iter()
            .zip(written)
            .enumerate()
            .find_map(|(index, (value, written))| {
                difference(value, written, format!("{pointer}/{index}"))
            }),
        (Value::Number(value), Value::Number(written)) => {
            (value.as_f64() != written.as_f64()).then_some(pointer)
        }
        (Value::String(value), Value::String(written)) => {
            (value != written && !is_same_instant(value, written)).then_some(pointer)
        }
        (value, written) => (value != written).then_some(pointer),
    }
}

fn is_nothing(value: &Value) -> bool {
    match value {
        Value::Array(items) => items.is_empty(),
        Value::Object(members) => members.is_empty(),
        _ => false,
    }
}

/// Whether both are instants, and one is written in UTC: the rest is for the
/// types' own crate to get right.
fn is_same_instant(value: &str, written: &str) -> bool {
    value.len() >= 20
        && value.as_bytes()[10] == b'T'
        && written.ends_with('Z')
        && written.as_bytes().get(10) == Some(&b'T')
}
