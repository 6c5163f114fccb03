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
    /// Like the former, with what else may stand in a segment and between no words (RFC 3986,
    /// section 3.3).
    Path,
    /// Dots too: they stand between the words of labels.
    Label,
    /// As forms are written (the URL standard, section 5.2): a blank is `+`.
    Form,
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
    Ok(match &value {
        Value::Null => Vec::new(),
        value if style == Style::Json => one(encoding.word(&value.to_string())),
        Value::Array(items) if items.is_empty() => Vec::new(),
        Value::Array(_) | Value::Object(_) if style == Style::DeepObject => {
            let mut pairs = Vec::new();
            deep(name, &value, &mut pairs)?;
            let pairs = pairs.into_iter();
            pairs
                .map(|(name, text)| (plain(&name), encoding.word(&text)))
                .collect()
        }
        Value::Array(items) if style == Style::FormExploded => {
            items.iter().map(|item| (plain(name), word(item))).collect()
        }
        Value::Array(items) => {
            let words = items.iter().map(text).collect();
            one(delimited(name, words, style, encoding)?)
        }
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
            let words = present(members).flat_map(|(member, value)| [member.clone(), text(value)]);
            one(delimited(name, words.collect(), style, encoding)?)
        }
        scalar => one(word(scalar)),
    })
}

/// Words with what the style has between them. A word may hold a comma, encoded: receivers take
/// words apart before they decode them. No encoding keeps the other delimiters, which are encoded
/// themselves (OpenAPI 3.1.1, section 4.8.12.3).
fn delimited(
    name: &str,
    words: Vec<String>,
    style: Style,
    encoding: Encoding,
) -> Result<String, String> {
    let (delimiter, between) = match (style, encoding) {
        (Style::SpaceDelimited, Encoding::None) => (' ', " "),
        (Style::SpaceDelimited, _) => (' ', "%20"),
        (Style::PipeDelimited, Encoding::None) => ('|', "|"),
        (Style::PipeDelimited, _) => ('|', "%7C"),
        _ => (',', ","),
    };
    if delimiter != ',' {
        without(name, &words, delimiter)?;
    }
    more_than_nothing(name, &words)?;
    let words = words.iter().map(|word| match encoding {
        Encoding::Reserved => encoding.word(word).replace(',', "%2C"),
        _ => encoding.word(word),
    });
    Ok(words.collect::<Vec<_>>().join(between))
}

/// Refuses words that would be taken for several.
fn without(name: &str, words: &[String], delimiter: char) -> Result<(), String> {
    match words.iter().find(|word| word.contains(delimiter)) {
        Some(word) => Err(format!(
            "`{word}` in `{name}` has `{delimiter}` in it, which stands between words there"
        )),
        None => Ok(()),
    }
}

/// Refuses what would be taken for a list without items.
fn more_than_nothing(name: &str, words: &[String]) -> Result<(), String> {
    match words {
        [only] if only.is_empty() => Err(format!(
            "a list of nothing but an empty text, in `{name}`, would be read as one without items"
        )),
        _ => Ok(()),
    }
}

fn deep(name: &str, value: &Value, pairs: &mut Vec<(String, String)>) -> Result<(), String> {
    match value {
        Value::Null => {}
        Value::Object(members) => {
            for (member, value) in members {
                if member.is_empty() || member.contains(['[', ']']) {
                    return Err(format!(
                        "`{member}` in `{name}` cannot stand in brackets, where names of members do"
                    ));
                }
                deep(&format!("{name}[{member}]"), value, pairs)?;
            }
        }
        Value::Array(items) => {
            let is_plain = |item: &Value| !item.is_array() && !item.is_object();
            let are_plain = items.iter().all(is_plain);
            for (index, item) in items.iter().enumerate() {
                if are_plain {
                    pairs.push((format!("{name}[]"), text(item)));
                } else {
                    deep(&format!("{name}[{index}]"), item, pairs)?;
                }
            }
        }
        scalar => pairs.push((name.to_owned(), text(scalar))),
    }
    Ok(())
}

/// What a parameter is in a path, percent-encoded.
///
/// # Errors
/// A value that Serde cannot write in JSON, and one that is empty: the path would be another one.
pub fn path(name: &str, value: &impl Serialize, style: Style) -> Result<String, String> {
    let encoding = match style {
        Style::Label | Style::LabelExploded => Encoding::Label,
        Style::Json => Encoding::Percent,
        _ => Encoding::Path,
    };
    let value = json(name, value)?;
    let is_list = value.is_array() || value.is_object();
    let name = encoding.word(name);
    let start = format!("{name}=");
    if style != Style::MatrixExploded
        && let Value::Array(items) = &value
    {
        more_than_nothing(&name, &items.iter().map(text).collect::<Vec<_>>())?;
    }
    let text = words(&value, style, encoding, &start).join(match style {
        Style::LabelExploded => ".",
        Style::MatrixExploded => ";",
        _ => ",",
    });
    Ok(match style {
        Style::Simple | Style::SimpleExploded | Style::Json if text.is_empty() => {
            return Err(format!(
                "`{name}` is empty, and the path would be another one"
            ));
        }
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
/// A value that Serde cannot write in JSON, an item with a comma, and a word with a blank at its
/// beginning or end, which receivers take away (RFC 9110, section 5.5). Characters that no header
/// may hold are refused where the header is made of it.
pub fn header(name: &str, value: &impl Serialize, style: Style) -> Result<String, String> {
    let value = json(name, value)?;
    if style == Style::Json {
        return Ok(in_ascii(&value.to_string()));
    }
    let words = words(&value, style, Encoding::None, "");
    let parts: Vec<String> = match &value {
        Value::Object(members) => present(members)
            .flat_map(|(member, value)| [member.clone(), text(value)])
            .collect(),
        _ => words.clone(),
    };
    if let Some(word) = parts.iter().find(|word| word.trim() != word.as_str()) {
        return Err(format!(
            "`{word}` in the header `{name}` begins or ends with a blank, which would be lost"
        ));
    }
    if value.is_array() {
        more_than_nothing(name, &words)?;
    }
    if value.is_array() || value.is_object() {
        without(name, &words, ',')?;
    }
    if let (Value::Object(members), Style::SimpleExploded) = (&value, style) {
        let names: Vec<String> = members.keys().cloned().collect();
        without(name, &names, '=')?;
    }
    Ok(words.join(","))
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
/// A value that Serde cannot write in JSON, and a name that no cookie may have (RFC 6265, section
/// 4.1.1).
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
    let pairs = names.zip(values).map(|((name, _), (_, value))| {
        let is_name = |c: char| c.is_ascii_graphic() && !"()<>@,;:\\\"/?={}".contains(c);
        match name.chars().all(is_name) && !name.is_empty() {
            true => Ok(format!("{name}={value}")),
            false => Err(format!("the cookie `{name}` cannot be sent")),
        }
    });
    pairs.collect()
}

impl Encoding {
    fn word(self, text: &str) -> String {
        let kept: &[u8] = match self {
            Encoding::None => return text.to_owned(),
            Encoding::Percent => b"-._~",
            Encoding::Path => b"-._~:@",
            Encoding::Label => b"-_~:@",
            Encoding::Reserved => b"-._~:/?@!$'()*,;",
            Encoding::Form => b"-._*",
        };
        let mut out = String::new();
        for byte in text.bytes() {
            if byte.is_ascii_alphanumeric() || kept.contains(&byte) {
                out.push(char::from(byte));
            } else if byte == b' ' && matches!(self, Encoding::Form) {
                out.push('+');
            } else {
                out.push_str(&format!("%{byte:02X}"));
            }
        }
        out
    }

    fn name(self, name: &str) -> String {
        match self {
            Encoding::None => name.to_owned(),
            Encoding::Form => self.word(name),
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

/// By way of its text: the numbers of a small type stay as they are written.
pub(super) fn json(name: &str, value: &impl Serialize) -> Result<Value, String> {
    let json = serde_json::to_string(value);
    json.and_then(|json| serde_json::from_str(&json))
        .map_err(|error| format!("`{name}` cannot be written: {error}"))
}

/// The text of a value that is one word: what it is in JSON, without quotes and exponents.
///
/// # Errors
/// A value that Serde cannot write in JSON.
pub fn word(value: &impl Serialize) -> Result<String, String> {
    json("the value", value).map(|value| text(&value))
}

/// A scalar as a word: what it is in JSON, without quotes.
pub(super) fn text(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Null => String::new(),
        // Without an exponent, which not every receiver reads.
        Value::Number(number) if number.is_f64() => number
            .as_f64()
            .map_or_else(String::new, |number| number.to_string()),
        other => other.to_string(),
    }
}
