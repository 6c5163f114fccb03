//! Parameters that are more than one word: lists and objects in the styles of
//! OpenAPI (3.1.1, section 4.8.12.3, after RFC 6570), JSON, and cookies. What is written here,
//! `contract-server` reads.

use reqwest::header::{COOKIE, HeaderMap, HeaderValue};
use serde::Serialize;
use serde_json::{Map, Value};

/// How a parameter is written. The examples are the list `a`, `b` and the
/// object `x: 1`, `y: 2`, called `name`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// `a,b` and `x,1,y,2`
    Simple,
    /// `a,b` and `x=1,y=2`
    SimpleExploded,
    /// `.a,b` and `.x,1,y,2`
    Label,
    /// `.a.b` and `.x=1.y=2`
    LabelExploded,
    /// `;name=a,b` and `;name=x,1,y,2`
    Matrix,
    /// `;name=a;name=b` and `;x=1;y=2`
    MatrixExploded,
    /// `name=a,b` and `name=x,1,y,2`
    Form,
    /// `name=a&name=b` and `x=1&y=2`
    FormExploded,
    /// `name=a%20b` and `name=x%201%20y%202`
    SpaceDelimited,
    /// `name=a%7Cb` and `name=x%7C1%7Cy%7C2`
    PipeDelimited,
    /// `name[]=a&name[]=b` and `name[x]=1&name[y]=2`
    DeepObject,
    /// JSON text.
    Json,
}

/// How words are encoded. What stands between them never is.
#[derive(Clone, Copy)]
pub(super) enum Encoding {
    /// As the receiver reads them.
    None,
    /// All but unreserved characters (RFC 3986, section 2.3).
    Percent,
    /// All but those of `allowReserved` that a query may hold.
    Reserved,
    /// Dots too: they stand between the words of labels.
    Label,
}

/// Adds a parameter to the query of `url`. Null and a list without items add
/// nothing.
///
/// # Errors
/// A value that Serde cannot write in JSON.
pub fn with_query(
    url: String,
    name: &str,
    value: &impl Serialize,
    style: Style,
) -> Result<String, String> {
    Ok(joined(url, pairs(name, value, style, Encoding::Percent)?))
}

/// Like [`with_query`], and leaves reserved characters as they are
/// (`allowReserved`; OpenAPI 3.1.1, section 4.8.12.2): those of RFC 3986,
/// section 2.2, that would not end a value or the query.
///
/// # Errors
/// A value that Serde cannot write in JSON.
pub fn with_reserved_query(
    url: String,
    name: &str,
    value: &impl Serialize,
    style: Style,
) -> Result<String, String> {
    Ok(joined(url, pairs(name, value, style, Encoding::Reserved)?))
}

fn joined(mut url: String, pairs: Vec<(String, String)>) -> String {
    for (name, value) in pairs {
        url.push(if url.contains('?') { '&' } else { '?' });
        url.push_str(&name);
        url.push('=');
        url.push_str(&value);
    }
    url
}

/// The names and values that a parameter is in a query, a form or cookies.
pub(super) fn pairs(
    name: &str,
    value: &impl Serialize,
    style: Style,
    encoding: Encoding,
) -> Result<Vec<(String, String)>, String> {
    let word = |value: &Value| encoding.word(&text(value));
    let plain = |name: &str| encoding.name(name);
    let value = json(name, value)?;
    let one = |text: String| vec![(plain(name), text)];
    let delimiter = style.delimiter(encoding);
    Ok(match &value {
        Value::Null => Vec::new(),
        value if style == Style::Json => one(encoding.word(&value.to_string())),
        Value::Array(items) if items.is_empty() => Vec::new(),
        Value::Array(_) | Value::Object(_) if style == Style::DeepObject => {
            let mut pairs = Vec::new();
            deep(name, &value, &mut pairs);
            let pairs = pairs.into_iter();
            pairs
                .map(|(name, text)| (plain(&name), encoding.word(&text)))
                .collect()
        }
        Value::Array(items) if style == Style::FormExploded => {
            items.iter().map(|item| (plain(name), word(item))).collect()
        }
        Value::Array(items) => one(items.iter().map(word).collect::<Vec<_>>().join(&delimiter)),
        Value::Object(members) if style == Style::FormExploded => present(members)
            .flat_map(|(member, value)| match value {
                Value::Array(items) => items
                    .iter()
                    .map(|item| (plain(member), word(item)))
                    .collect(),
                value => vec![(plain(member), word(value))],
            })
            .collect(),
        Value::Object(members) => {
            let words =
                present(members).flat_map(|(member, value)| [encoding.word(member), word(value)]);
            one(words.collect::<Vec<_>>().join(&delimiter))
        }
        scalar => one(word(scalar)),
    })
}

fn deep(name: &str, value: &Value, pairs: &mut Vec<(String, String)>) {
    match value {
        Value::Null => {}
        Value::Object(members) => {
            for (member, value) in members {
                deep(&format!("{name}[{member}]"), value, pairs);
            }
        }
        Value::Array(items) => {
            let is_plain = |item: &Value| !item.is_array() && !item.is_object();
            let are_plain = items.iter().all(is_plain);
            for (index, item) in items.iter().enumerate() {
                if are_plain {
                    pairs.push((format!("{name}[]"), text(item)));
                } else {
                    deep(&format!("{name}[{index}]"), item, pairs);
                }
            }
        }
        scalar => pairs.push((name.to_owned(), text(scalar))),
    }
}

/// What a parameter is in a path, percent-encoded, and empty for null.
///
/// # Errors
/// A value that Serde cannot write in JSON.
pub fn path(name: &str, value: &impl Serialize, style: Style) -> Result<String, String> {
    let encoding = match style {
        Style::Label | Style::LabelExploded => Encoding::Label,
        _ => Encoding::Percent,
    };
    let value = json(name, value)?;
    let is_list = value.is_array() || value.is_object();
    let name = encoding.word(name);
    let start = format!("{name}=");
    let text = words(&value, style, encoding, &start).join(match style {
        Style::LabelExploded => ".",
        Style::MatrixExploded => ";",
        _ => ",",
    });
    Ok(match style {
        Style::Label | Style::LabelExploded => format!(".{text}"),
        Style::MatrixExploded if is_list => format!(";{text}"),
        // An empty value has no `=` (RFC 6570, section 3.2.7).
        Style::Matrix | Style::MatrixExploded if text.is_empty() => format!(";{name}"),
        Style::Matrix | Style::MatrixExploded => format!(";{start}{text}"),
        _ => text,
    })
}

/// What a parameter is in a header: nothing is encoded there, so that no item
/// of a list can hold a comma.
///
/// # Errors
/// A value that Serde cannot write in JSON, and an item with a comma. Characters
/// that no header may hold are refused where the header is made of it.
pub fn header(name: &str, value: &impl Serialize, style: Style) -> Result<String, String> {
    let value = json(name, value)?;
    if style == Style::Json {
        return Ok(in_ascii(&value.to_string()));
    }
    let is_list = value.is_array() || value.is_object();
    let words = words(&value, style, Encoding::None, "");
    match words.iter().find(|word| is_list && word.contains(',')) {
        Some(word) => Err(format!("`{word}` in the header `{name}` has a comma")),
        None => Ok(words.join(",")),
    }
}

fn words(value: &Value, style: Style, encoding: Encoding, start: &str) -> Vec<String> {
    let word = |value: &Value| encoding.word(&text(value));
    let is_exploded = matches!(
        style,
        Style::SimpleExploded | Style::LabelExploded | Style::MatrixExploded
    );
    match value {
        Value::Null => Vec::new(),
        value if style == Style::Json => vec![encoding.word(&value.to_string())],
        Value::Array(items) if style == Style::MatrixExploded => items
            .iter()
            .map(|item| format!("{start}{}", word(item)))
            .collect(),
        Value::Array(items) => items.iter().map(word).collect(),
        Value::Object(members) if is_exploded => present(members)
            .map(|(member, value)| format!("{}={}", encoding.word(member), word(value)))
            .collect(),
        Value::Object(members) => present(members)
            .flat_map(|(member, value)| [encoding.word(member), word(value)])
            .collect(),
        scalar => vec![word(scalar)],
    }
}

/// Adds a cookie to those that are there. What no cookie may hold is
/// percent-encoded. An exploded list or object is several cookies.
///
/// # Errors
/// A value that Serde cannot write in JSON, and a name that no header may hold.
pub fn cookie(
    headers: &mut HeaderMap,
    name: &str,
    value: &impl Serialize,
    style: Style,
) -> Result<(), String> {
    for pair in cookies(name, value, style)? {
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

pub(super) fn cookies(
    name: &str,
    value: &impl Serialize,
    style: Style,
) -> Result<Vec<String>, String> {
    let names = pairs(name, value, style, Encoding::None)?.into_iter();
    let values = pairs(name, value, style, Encoding::Percent)?.into_iter();
    Ok(names
        .zip(values)
        .map(|((name, _), (_, value))| format!("{name}={value}"))
        .collect())
}

impl Style {
    fn delimiter(self, encoding: Encoding) -> String {
        match (self, encoding) {
            (Style::SpaceDelimited, Encoding::None) => " ".into(),
            (Style::SpaceDelimited, _) => "%20".into(),
            (Style::PipeDelimited, Encoding::None) => "|".into(),
            (Style::PipeDelimited, _) => "%7C".into(),
            _ => ",".into(),
        }
    }
}

impl Encoding {
    fn word(self, text: &str) -> String {
        let kept: &[u8] = match self {
            Encoding::None => return text.to_owned(),
            Encoding::Percent => b"-._~",
            Encoding::Label => b"-_~",
            Encoding::Reserved => b"-._~:/?@!$'()*,;",
        };
        let mut out = String::new();
        for byte in text.bytes() {
            if byte.is_ascii_alphanumeric() || kept.contains(&byte) {
                out.push(char::from(byte));
            } else {
                out.push_str(&format!("%{byte:02X}"));
            }
        }
        out
    }

    fn name(self, name: &str) -> String {
        match self {
            Encoding::None => name.to_owned(),
            _ => Encoding::Percent.word(name),
        }
    }
}

fn present(members: &Map<String, Value>) -> impl Iterator<Item = (&String, &Value)> {
    members.iter().filter(|(_, value)| !value.is_null())
}

/// JSON in ASCII, as a header must be.
fn in_ascii(json: &str) -> String {
    let mut text = String::new();
    for c in json.chars() {
        if c.is_ascii() {
            text.push(c);
        } else {
            for unit in c.encode_utf16(&mut [0; 2]) {
                text.push_str(&format!("\\u{unit:04x}"));
            }
        }
    }
    text
}

fn json(name: &str, value: &impl Serialize) -> Result<Value, String> {
    serde_json::to_value(value).map_err(|error| format!("`{name}` cannot be written: {error}"))
}

fn text(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Null => String::new(),
        other => other.to_string(),
    }
}
