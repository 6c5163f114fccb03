//! Parameters by their styles (OpenAPI 3.1.1, section 4.8.12; RFC 6570), to texts and back.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};
use serde_json::{Map, Value};

use super::judges::{Judges, property, types_of};
use super::operation::{Location, Parameter, Style};
use super::text::{self, Reader};
use crate::document::Node;
use crate::report::Direction;

/// All but unreserved characters are escaped (RFC 3986, section 2.3).
const ESCAPED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

/// With `allowReserved`: but for what would end a query, or a parameter of it.
const ESCAPED_UNRESERVED: &AsciiSet = &ESCAPED
    .remove(b':')
    .remove(b'/')
    .remove(b'?')
    .remove(b'@')
    .remove(b'!')
    .remove(b'$')
    .remove(b'\'')
    .remove(b'(')
    .remove(b')')
    .remove(b'*')
    .remove(b',')
    .remove(b';');

pub fn escape(text: &str) -> String {
    utf8_percent_encode(text, ESCAPED).to_string()
}

pub fn unescape(text: &str) -> String {
    percent_decode_str(text).decode_utf8_lossy().into_owned()
}

/// As a form writes blanks, too.
pub fn unescape_form(text: &str) -> String {
    unescape(&text.replace('+', " "))
}

/// A text as it stands in its place.
fn placed(text: &str, location: Location, allow_reserved: bool) -> String {
    match location {
        Location::Header => text.to_owned(),
        Location::Query if allow_reserved => {
            utf8_percent_encode(text, ESCAPED_UNRESERVED).to_string()
        }
        _ => escape(text),
    }
}

/// The text of a value without parts; none of arrays and objects.
pub fn scalar(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Bool(flag) => Some(flag.to_string()),
        Value::Null | Value::Array(_) | Value::Object(_) => None,
    }
}

/// A style, and what it is applied to.
#[derive(Clone, Copy)]
pub struct Form {
    pub style: Style,
    pub explode: bool,
    pub location: Location,
    pub allow_reserved: bool,
}

impl Form {
    pub fn of(parameter: &Parameter<'_>) -> Form {
        Form {
            style: parameter.style,
            explode: parameter.explode,
            location: parameter.location,
            allow_reserved: parameter.allow_reserved,
        }
    }

    fn placed(self, text: &str) -> String {
        placed(text, self.location, self.allow_reserved)
    }

    /// What stands between the items of one text.
    fn delimiter(self) -> &'static str {
        match self.style {
            Style::SpaceDelimited => "%20",
            Style::PipeDelimited => "|",
            _ => ",",
        }
    }

    /// The pairs of a query, a form or a cookie, escaped; none when the style cannot say the
    /// value: nothing in it can be told from nothing, or it has parts in parts.
    pub fn pairs(self, name: &str, value: &Value) -> Option<Vec<(String, String)>> {
        let own = escape(name);
        Some(match value {
            Value::Array(items) => {
                let items = items.iter().map(|item| Some(self.placed(&scalar(item)?)));
                let items = items.collect::<Option<Vec<_>>>()?;
                if items.is_empty() {
                    return None;
                }
                match self.explode {
                    true => items.into_iter().map(|item| (own.clone(), item)).collect(),
                    false => vec![(own, items.join(self.delimiter()))],
                }
            }
            Value::Object(members) => {
                let members = members
                    .iter()
                    .map(|(key, value)| Some((key, scalar(value)?)));
                let members = members.collect::<Option<Vec<_>>>()?;
                if members.is_empty() {
                    return None;
                }
                match (self.style, self.explode) {
                    (Style::DeepObject, _) => members
                        .into_iter()
                        .map(|(key, value)| {
                            (format!("{own}%5B{}%5D", escape(key)), self.placed(&value))
                        })
                        .collect(),
                    (_, true) => members
                        .into_iter()
                        .map(|(key, value)| (escape(key), self.placed(&value)))
                        .collect(),
                    (_, false) => {
                        let texts = members.iter().flat_map(|(key, value)| {
                            [self.placed(key.as_str()), self.placed(value)]
                        });
                        vec![(own, texts.collect::<Vec<_>>().join(self.delimiter()))]
                    }
                }
            }
            scalar => vec![(own, self.placed(&self::scalar(scalar)?))],
        })
    }

    /// One text, for a path or a header.
    pub fn text(self, name: &str, value: &Value) -> Option<String> {
        let (prefix, separator) = match self.style {
            Style::Label => (".", if self.explode { "." } else { "," }),
            Style::Matrix => (";", if self.explode { ";" } else { "," }),
            _ => ("", ","),
        };
        let own = match self.style {
            Style::Matrix => format!("{}=", escape(name)),
            _ => String::new(),
        };
        let text = match value {
            Value::Array(items) => {
                let items = items.iter().map(|item| Some(self.placed(&scalar(item)?)));
                let items = items.collect::<Option<Vec<_>>>()?;
                match (self.style, self.explode) {
                    (Style::Matrix, true) => {
                        let items = items.iter().map(|item| format!("{own}{item}"));
                        items.collect::<Vec<_>>().join(separator)
                    }
                    _ => format!("{own}{}", items.join(separator)),
                }
            }
            Value::Object(members) => {
                let between = if self.explode { "=" } else { "," };
                let members = members.iter().map(|(key, value)| {
                    let value = self.placed(&scalar(value)?);
                    Some(format!("{}{between}{value}", self.placed(key)))
                });
                let members = members.collect::<Option<Vec<_>>>()?.join(separator);
                match self.explode {
                    true => members,
                    false => format!("{own}{members}"),
                }
            }
            scalar => format!("{own}{}", self.placed(&self::scalar(scalar)?)),
        };
        Some(format!("{prefix}{text}"))
    }
}

/// Reads texts back to values.
pub struct Back<'j, 'a> {
    pub judges: &'j Judges<'a>,
    pub direction: Direction,
    pub reader: Reader,
}

/// What a schema's value is made of.
pub fn shape<'a>(schema: Option<&'a Node>, judges: &Judges<'a>) -> &'static str {
    let types = schema.and_then(|schema| types_of(schema, judges.document()));
    match types {
        Some(types) if types.contains(&"array") => "array",
        Some(types) if types.contains(&"object") => "object",
        _ => "scalar",
    }
}

impl<'a> Back<'_, 'a> {
    pub fn scalar(&self, text: &str, schema: Option<&'a Node>) -> Value {
        text::read(text, schema, self.judges, self.direction, self.reader)
    }

    fn items(&self, texts: impl IntoIterator<Item = String>, schema: Option<&'a Node>) -> Value {
        let items = schema.and_then(|schema| property(schema, None, self.judges.document()));
        texts
            .into_iter()
            .map(|text| self.scalar(&text, items))
            .collect()
    }

    fn members(
        &self,
        pairs: impl IntoIterator<Item = (String, String)>,
        schema: Option<&'a Node>,
    ) -> Value {
        let document = self.judges.document();
        let read = |(name, text): (String, String)| {
            let own = schema.and_then(|schema| property(schema, Some(&name), document));
            let value = self.scalar(&text, own);
            (name, value)
        };
        pairs.into_iter().map(read).collect::<Map<_, _>>().into()
    }

    /// A value from the raw pairs of a query, a form or cookies; none when it is not there.
    pub fn pairs(
        &self,
        form: Form,
        name: &str,
        schema: Option<&'a Node>,
        pairs: &[(String, String)],
    ) -> Option<Value> {
        let unescape = |text: &str| match form.location {
            Location::Query => unescape_form(text),
            _ => unescape(text),
        };
        let own: Vec<&str> = pairs
            .iter()
            .filter(|(key, _)| unescape(key) == name)
            .map(|(_, value)| value.as_str())
            .collect();
        match shape(schema, self.judges) {
            "array" => {
                let first = own.first()?;
                if form.explode && form.style == Style::Form || own.len() > 1 {
                    return Some(self.items(own.iter().map(|text| unescape(text)), schema));
                }
                let texts = split(first, form).into_iter();
                Some(self.items(texts.map(|text| unescape(&text)), schema))
            }
            "object" if form.style == Style::DeepObject => {
                let members: Vec<(String, String)> = pairs
                    .iter()
                    .filter_map(|(key, value)| {
                        let key = unescape(key);
                        let key = key
                            .strip_prefix(name)?
                            .strip_prefix('[')?
                            .strip_suffix(']')?;
                        Some((key.to_owned(), unescape(value)))
                    })
                    .collect();
                (!members.is_empty()).then(|| self.members(members, schema))
            }
            "object" if form.explode => {
                // Its members are parameters of their own: those that the schema names.
                let document = self.judges.document();
                let known = pairs.iter().filter_map(|(key, value)| {
                    let key = unescape(key);
                    property(schema?, Some(&key), document)?;
                    Some((key, unescape(value)))
                });
                let known: Vec<(String, String)> = known.collect();
                (!known.is_empty()).then(|| self.members(known, schema))
            }
            "object" => {
                let texts = split(own.first()?, form);
                let pairs = texts.chunks(2).map(|pair| {
                    let value = pair.get(1).map(|text| unescape(text));
                    (unescape(&pair[0]), value.unwrap_or_default())
                });
                Some(self.members(pairs, schema))
            }
            _ => match own.as_slice() {
                [] => None,
                [one] => Some(self.scalar(&unescape(one), schema)),
                // Said twice: no service has to take either.
                several => Some(
                    several
                        .iter()
                        .map(|text| Value::from(unescape(text)))
                        .collect(),
                ),
            },
        }
    }

    /// A value from the text of a path or a header.
    pub fn text(&self, form: Form, name: &str, schema: Option<&'a Node>, text: &str) -> Value {
        let unescape = |text: &str| match form.location {
            Location::Header => text.trim().to_owned(),
            _ => unescape(text),
        };
        let (text, separator) = match form.style {
            Style::Label => (
                text.strip_prefix('.').unwrap_or(text),
                if form.explode { "." } else { "," },
            ),
            Style::Matrix => (
                text.strip_prefix(';').unwrap_or(text),
                if form.explode { ";" } else { "," },
            ),
            _ => (text, ","),
        };
        let own = format!("{}=", escape(name));
        let without = |text: &str| match form.style {
            Style::Matrix => text.strip_prefix(own.as_str()).unwrap_or(text).to_owned(),
            _ => text.to_owned(),
        };
        match shape(schema, self.judges) {
            "array" if text.is_empty() => Value::Array(Vec::new()),
            "array" => {
                let text = if form.explode {
                    text.to_owned()
                } else {
                    without(text)
                };
                let items = text.split(separator).map(|item| unescape(&without(item)));
                self.items(items.collect::<Vec<_>>(), schema)
            }
            "object" if text.is_empty() => Value::Object(Map::new()),
            "object" if form.explode => {
                let pairs = text.split(separator).map(|pair| {
                    let (key, value) = pair.split_once('=').unwrap_or((pair, ""));
                    (unescape(key), unescape(value))
                });
                self.members(pairs.collect::<Vec<_>>(), schema)
            }
            "object" => {
                let text = without(text);
                let texts: Vec<&str> = text.split(separator).collect();
                let pairs = texts.chunks(2).map(|pair| {
                    (
                        unescape(pair[0]),
                        pair.get(1).map(|text| unescape(text)).unwrap_or_default(),
                    )
                });
                self.members(pairs, schema)
            }
            _ => self.scalar(&unescape(&without(text)), schema),
        }
    }
}

fn split(text: &str, form: Form) -> Vec<String> {
    let text = match form.style {
        Style::SpaceDelimited => text.replace("%20", " ").replace('+', " "),
        Style::PipeDelimited => text.replace("%7C", "|").replace("%7c", "|"),
        _ => text.to_owned(),
    };
    let delimiter = match form.style {
        Style::SpaceDelimited => ' ',
        Style::PipeDelimited => '|',
        _ => ',',
    };
    text.split(delimiter).map(str::to_owned).collect()
}
