//! Values from the command line, as a person writes them. Options and their names are clap's.

use serde::de::DeserializeOwned;
use serde_json::Value;

/// Reads what `T` is in JSON: the text as it is, the JSON that it spells, or a
/// list with commas between, whichever is a `T` first.
///
/// # Errors
/// Why `T` is not the text as it is, when it is none of them.
pub fn argument<T: DeserializeOwned>(text: &str) -> Result<T, String> {
    let item = |text: &str| serde_json::from_str(text).unwrap_or_else(|_| Value::from(text));
    let first = match serde_json::from_value(Value::from(text)) {
        Ok(value) => return Ok(value),
        Err(error) => error.to_string(),
    };
    let spelled = serde_json::from_str(text).ok();
    let texts: Value = text.split(',').map(Value::from).collect();
    let items: Value = text.split(',').map(item).collect();
    spelled
        .into_iter()
        .chain([texts, items])
        .find_map(|value| serde_json::from_value(value).ok())
        .ok_or(first)
}
