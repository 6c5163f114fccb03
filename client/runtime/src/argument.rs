//! Values from the command line, as a person writes them. Options and their names are clap's.

use reqwest::Body;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::file::pieces;

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

/// A body that is no JSON: `@path` is the file there, `@-` is standard input, all else is the text
/// itself. Files and standard input are read while they are sent.
///
/// # Errors
/// When there is no file, or it may not be read.
pub fn body_argument(text: &str) -> Result<Body, String> {
    match text.strip_prefix('@') {
        Some("-") => Ok(Body::wrap_stream(pieces(std::io::stdin()))),
        Some(path) => match std::fs::File::open(path) {
            Ok(file) => Ok(Body::wrap_stream(pieces(file))),
            Err(error) => Err(format!("{path} cannot be read: {error}")),
        },
        None => Ok(text.to_owned().into()),
    }
}

/// A body that is a text, in memory: else as [`body_argument`].
///
/// # Errors
/// When there is no file, or it may not be read, or is not in UTF-8.
pub fn text_argument(text: &str) -> Result<String, String> {
    let Some(path) = text.strip_prefix('@') else {
        return Ok(text.to_owned());
    };
    let read = match path {
        "-" => std::io::read_to_string(std::io::stdin()),
        path => std::fs::read_to_string(path),
    };
    read.map_err(|error| format!("{path} cannot be read: {error}"))
}

/// The JSON in the file at `path`, or, where that is `-`, from standard input.
///
/// # Errors
/// When it cannot be read, or is no `T`.
pub fn json_argument<T: DeserializeOwned>(path: &std::path::Path) -> Result<T, String> {
    let shown = path.display();
    let text = match path.to_str() {
        Some("-") => std::io::read_to_string(std::io::stdin()),
        _ => std::fs::read_to_string(path),
    };
    let text = text.map_err(|error| format!("failed to read {shown}: {error}"))?;
    serde_json::from_str(&text).map_err(|error| format!("failed to parse {shown}: {error}"))
}
