//! Parameters that are more than one word: lists and objects, in the styles of
//! OpenAPI, and cookies.

use reqwest::header::{COOKIE, HeaderMap, HeaderValue};
use serde::Serialize;
use serde_json::Value;

/// How the items of a list, or the members of an object, are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// Commas between.
    Simple,
    /// Each on its own: `name=a&name=b`.
    Exploded,
    /// `name=a,b`.
    Form,
    /// `name=a b`.
    SpaceDelimited,
    /// `name=a|b`.
    PipeDelimited,
    /// `name[member]=a`.
    DeepObject,
}

/// What a parameter adds to the query. A list without items adds nothing.
pub fn query(
    name: &str,
    value: &impl Serialize,
    style: Style,
) -> Result<Vec<(String, String)>, String> {
    let one = |text: String| vec![(name.to_owned(), text)];
    Ok(match json(name, value)? {
        Value::Null => Vec::new(),
        Value::Array(items) if items.is_empty() => Vec::new(),
        Value::Array(items) if matches!(style, Style::Exploded | Style::DeepObject) => items
            .into_iter()
            .map(|item| (name.to_owned(), text(item)))
            .collect(),
        Value::Array(items) => {
            let items: Vec<String> = items.into_iter().map(text).collect();
            one(items.join(style.delimiter()))
        }
        Value::Object(members) if style == Style::DeepObject => {
            let mut pairs = Vec::new();
            deep(name, Value::Object(members), &mut pairs);
            pairs
        }
        Value::Object(members) if style == Style::Exploded => members
            .into_iter()
            .flat_map(|(member, value)| match value {
                Value::Array(items) => items
                    .into_iter()
                    .map(|item| (member.clone(), text(item)))
                    .collect(),
                value => vec![(member, text(value))],
            })
            .collect(),
        Value::Object(members) => {
            let words: Vec<String> = members
                .into_iter()
                .flat_map(|(member, value)| [member, text(value)])
                .collect();
            one(words.join(style.delimiter()))
        }
        scalar => one(text(scalar)),
    })
}

fn deep(name: &str, value: Value, pairs: &mut Vec<(String, String)>) {
    match value {
        Value::Null => {}
        Value::Object(members) => {
            for (member, value) in members {
                deep(&format!("{name}[{member}]"), value, pairs);
            }
        }
        Value::Array(items) => {
            for item in items {
                pairs.push((name.to_owned(), text(item)));
            }
        }
        scalar => pairs.push((name.to_owned(), text(scalar))),
    }
}

/// What a parameter is in a path or a header.
pub fn simple(name: &str, value: &impl Serialize, style: Style) -> Result<String, String> {
    let words: Vec<String> = match json(name, value)? {
        Value::Null => Vec::new(),
        Value::Array(items) => items.into_iter().map(text).collect(),
        Value::Object(members) if style == Style::Exploded => members
            .into_iter()
            .map(|(member, value)| format!("{member}={}", text(value)))
            .collect(),
        Value::Object(members) => members
            .into_iter()
            .flat_map(|(member, value)| [member, text(value)])
            .collect(),
        scalar => vec![text(scalar)],
    };
    Ok(words.join(","))
}

/// Adds a cookie to those that are there. What no cookie may hold is
/// percent-encoded.
pub fn cookie(
    headers: &mut HeaderMap,
    name: &str,
    value: &impl Serialize,
    style: Style,
) -> Result<(), String> {
    for (name, value) in query(name, value, style)? {
        let pair = cookie_pair(&name, &value);
        let pairs = match headers.get(COOKIE).map(HeaderValue::to_str) {
            Some(Ok(others)) => format!("{others}; {pair}"),
            _ => pair,
        };
        let pairs = HeaderValue::from_str(&pairs)
            .map_err(|_| format!("the cookie `{name}` cannot be sent"))?;
        headers.insert(COOKIE, pairs);
    }
    Ok(())
}

pub(super) fn cookie_pair(name: &str, value: &str) -> String {
    let mut pair = format!("{name}=");
    for byte in value.bytes() {
        let is_plain = byte.is_ascii_graphic() && !matches!(byte, b'"' | b';' | b'\\' | b'%');
        if is_plain {
            pair.push(char::from(byte));
        } else {
            pair.push_str(&format!("%{byte:02X}"));
        }
    }
    pair
}

impl Style {
    fn delimiter(self) -> &'static str {
        match self {
            Style::SpaceDelimited => " ",
            Style::PipeDelimited => "|",
            _ => ",",
        }
    }
}

fn json(name: &str, value: &impl Serialize) -> Result<Value, String> {
    serde_json::to_value(value).map_err(|error| format!("`{name}` cannot be written: {error}"))
}

fn text(value: Value) -> String {
    match value {
        Value::String(text) => text,
        Value::Null => String::new(),
        other => other.to_string(),
    }
}
