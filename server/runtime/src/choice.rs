//! Alternatives: which variant of an enum a value is.

use serde::Serialize;
use serde_json::Value;

/// How an alternative is read.
pub type Read<T> = fn(&Value) -> Result<T, serde_json::Error>;

/// The first alternative that takes the value, where no two take it differently.
///
/// # Errors
/// What each alternative says, when none takes it.
pub fn first<T>(value: &Value, alternatives: &[Read<T>]) -> Result<T, String> {
    let mut errors = Vec::new();
    for read in alternatives {
        match read(value) {
            Ok(read) => return Ok(read),
            Err(error) => errors.push(error.to_string()),
        }
    }
    Err(none(&errors))
}

fn none(errors: &[String]) -> String {
    format!("it is none of the alternatives: {}", errors.join("; "))
}

/// The alternative that keeps most of the value: the first that writes it as it
/// was read, else the one that loses the fewest members and items (`oneOf`,
/// `anyOf`; OpenAPI 3.1.1, section 4.8.24).
///
/// # Errors
/// What each alternative says, when none reads the value.
pub fn best<T: Serialize>(value: &Value, alternatives: &[Read<T>]) -> Result<T, String> {
    let mut found: Option<(usize, T)> = None;
    let mut errors = Vec::new();
    for read in alternatives {
        let read = match read(value) {
            Ok(read) => read,
            Err(error) => {
                errors.push(error.to_string());
                continue;
            }
        };
        let written = serde_json::to_value(&read).unwrap_or_default();
        if written == *value {
            return Ok(read);
        }
        let kept = kept(value, &written);
        if found.as_ref().is_none_or(|(most, _)| kept > *most) {
            found = Some((kept, read));
        }
    }
    found.map(|(_, read)| read).ok_or_else(|| none(&errors))
}

/// How many members and items of `value` are in `written` too.
fn kept(value: &Value, written: &Value) -> usize {
    match (value, written) {
        (Value::Object(value), Value::Object(written)) => value
            .iter()
            .filter_map(|(key, member)| Some(1 + kept(member, written.get(key)?)))
            .sum(),
        (Value::Array(value), Value::Array(written)) => value
            .iter()
            .zip(written)
            .map(|(item, written)| 1 + kept(item, written))
            .sum(),
        (value, written) => usize::from(value == written),
    }
}

/// The alternative that a member of the value names (OpenAPI 3.1.1, section
/// 4.8.25): each has the texts that stand for it.
///
/// # Errors
/// When the member is missing, is no string, or names no alternative, and when
/// the named one does not read the value.
pub fn tagged<T>(
    value: &Value,
    property: &str,
    alternatives: &[(&[&str], Read<T>)],
) -> Result<T, String> {
    let Some(tag) = value.get(property).and_then(Value::as_str) else {
        return Err(format!("`{property}` is missing, or is not a string"));
    };
    match alternatives.iter().find(|(tags, _)| tags.contains(&tag)) {
        Some((_, read)) => read(value).map_err(|error| error.to_string()),
        None => {
            let known = alternatives.iter().flat_map(|(tags, _)| tags.iter());
            let known: Vec<&str> = known.copied().collect();
            Err(format!(
                "`{property}` is `{tag}`, but must be one of `{}`",
                known.join("`, `")
            ))
        }
    }
}
