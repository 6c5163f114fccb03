//! Values that a text stands for: in a URL, a header or a form, everything is a text, and its
//! schema says what it is.

use serde_json::{Number, Value};

use super::judges::{Judges, types_of};
use crate::document::Node;
use crate::report::Direction;

/// How much a reader takes for what.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reader {
    /// Numbers and booleans as JSON writes them.
    Strict,
    /// As any service might: `+1`, ` 1`, `TRUE`, `yes`. What this reader takes for no valid
    /// value is one for nobody.
    Generous,
}

/// All values that a text can be taken for by the types of its schema.
pub fn candidates(text: &str, types: Option<&[&str]>, reader: Reader) -> Vec<Value> {
    let takes = |name: &str| types.is_none_or(|types| types.contains(&name));
    let mut found = Vec::new();
    if takes("integer") || takes("number") {
        found.extend(number(text, reader));
    }
    if takes("boolean") {
        found.extend(boolean(text, reader));
    }
    if takes("null") && (text == "null" || text.is_empty()) {
        found.push(Value::Null);
    }
    if takes("string") {
        found.push(text.into());
    }
    found
}

fn number(text: &str, reader: Reader) -> Option<Value> {
    // JSON's grammar refuses what other grammars take: ` 1`, `+1`, `01`, `1.`, `.5`, `inf`.
    if let Ok(number) = serde_json::from_str::<Number>(text)
        && text.trim() == text
    {
        return Some(Value::Number(number));
    }
    if reader == Reader::Strict {
        return None;
    }
    let plain: String = text
        .trim()
        .chars()
        .filter(|c| !matches!(c, '_' | ','))
        .collect();
    if let Ok(whole) = plain.trim_start_matches('+').parse::<i64>() {
        return Some(whole.into());
    }
    plain.parse::<f64>().ok().map(Value::from)
}

fn boolean(text: &str, reader: Reader) -> Option<Value> {
    match (text, reader) {
        ("true", _) => Some(true.into()),
        ("false", _) => Some(false.into()),
        (_, Reader::Strict) => None,
        (_, Reader::Generous) => match text.trim().to_ascii_lowercase().as_str() {
            "true" | "1" | "yes" | "on" | "t" | "y" | "" => Some(true.into()),
            "false" | "0" | "no" | "off" | "f" | "n" => Some(false.into()),
            _ => None,
        },
    }
}

/// The value that a text stands for: the first that its schema takes, else the first of all,
/// else the text.
pub fn read<'a>(
    text: &str,
    schema: Option<&'a Node>,
    judges: &Judges<'a>,
    direction: Direction,
    reader: Reader,
) -> Value {
    let Some(schema) = schema else {
        return text.into();
    };
    let types = types_of(schema, judges.document());
    let mut found = candidates(text, types.as_deref(), reader);
    if found.len() > 1
        && let Some(judge) = judges.of(schema, direction)
        && let Some(index) = found.iter().position(|value| judge.is_valid(value))
    {
        return found.swap_remove(index);
    }
    found.into_iter().next().unwrap_or_else(|| text.into())
}
