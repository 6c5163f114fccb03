//! Bodies: a value as a media type writes it, and back.

use std::collections::HashSet;
use std::fmt;

use serde::de::{self, Deserialize, DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Value};

use super::judges::{Judges, property, schema_at, types_of};
use super::media::{self, Kind};
use super::operation::{Content, Encoding, Location, Style};
use super::reading::parse_query;
use super::styles::{self, Back, Form, escape};
use super::text::Reader;
use super::violation::{Place, Violation};
use crate::document::{Node, Position};
use crate::report::Direction;

/// What separates the parts that are written: long enough that no value has it.
const BOUNDARY: &str = "----contract-7f1c3f0e8c1b4b539a52";

/// The bytes of a value, and the media type to send with them. None when the media type cannot
/// say it.
pub fn write(content: &Content<'_>, value: &Value) -> Option<(String, Vec<u8>)> {
    let media_type = concrete(content.media_type);
    Some(match content.kind {
        Kind::Json => (media_type, value.to_string().into_bytes()),
        Kind::Lines => match value {
            Value::String(text) => (media_type, text.clone().into_bytes()),
            value => (media_type, format!("{value}\n").into_bytes()),
        },
        Kind::Form => (media_type, form(content, value)?.into_bytes()),
        Kind::Multipart => (
            format!("{}; boundary={BOUNDARY}", media::essence(&media_type)),
            multipart(content, value)?,
        ),
        Kind::Text | Kind::Bytes => match value {
            Value::String(text) => (media_type, text.clone().into_bytes()),
            // Objects in XML, for one, are not for us to write.
            Value::Array(_) | Value::Object(_) | Value::Null => return None,
            scalar => (media_type, scalar.to_string().into_bytes()),
        },
    })
}

/// A media type that can be sent: one of a range.
fn concrete(range: &str) -> String {
    match media::essence(range).as_str() {
        "*/*" => "application/octet-stream".to_owned(),
        "text/*" => "text/plain".to_owned(),
        "application/*" => "application/octet-stream".to_owned(),
        "image/*" => "image/png".to_owned(),
        _ => range.to_owned(),
    }
}

fn form_of(encoding: Option<&Encoding<'_>>) -> Form {
    let style = encoding.and_then(|own| own.style).unwrap_or(Style::Form);
    Form {
        style,
        explode: encoding
            .and_then(|own| own.explode)
            .unwrap_or(matches!(style, Style::Form | Style::DeepObject)),
        location: Location::Query,
        allow_reserved: false,
    }
}

/// Whether the value of a property is written as JSON: an object of which nothing else is
/// said (OpenAPI 3.1.1, section 4.8.15.1.1).
fn is_json(encoding: Option<&Encoding<'_>>, value: &Value) -> bool {
    match encoding {
        Some(own) if own.style.is_some() || own.explode.is_some() => false,
        Some(own) if own.content_type.is_some() => own.content_type.is_some_and(|own| {
            own.split(',')
                .any(|one| media::kind_of(one.trim()) == Kind::Json)
        }),
        _ => match value {
            Value::Object(_) => true,
            Value::Array(items) => items.iter().any(|item| item.is_object() || item.is_array()),
            _ => false,
        },
    }
}

fn form(content: &Content<'_>, value: &Value) -> Option<String> {
    let mut pairs = Vec::new();
    for (name, value) in value.as_object()? {
        let encoding = content.encoding.get(name.as_str());
        if is_json(encoding, value) {
            pairs.push((escape(name), escape(&value.to_string())));
            continue;
        }
        match (form_of(encoding).pairs(name, value), value) {
            (Some(own), _) => pairs.extend(own),
            (None, Value::Array(items)) if items.is_empty() => {}
            (None, _) => return None,
        }
    }
    let pairs = pairs.iter().map(|(name, value)| format!("{name}={value}"));
    Some(pairs.collect::<Vec<_>>().join("&").replace("%20", "+"))
}

fn multipart(content: &Content<'_>, value: &Value) -> Option<Vec<u8>> {
    let mut out = Vec::new();
    for (name, value) in value.as_object()? {
        let encoding = content.encoding.get(name.as_str());
        let values = match value {
            Value::Array(items) => items.iter().collect(),
            value => vec![value],
        };
        for value in values {
            let binary = content.schema.is_some() && is_file(content, name);
            let (media_type, text) = match styles::scalar(value) {
                Some(text) if binary => (Some("application/octet-stream"), text),
                Some(text) => (None, text),
                None if value.is_null() => return None,
                None => (Some("application/json"), value.to_string()),
            };
            let said = encoding.and_then(|own| own.content_type);
            let said = said.map(|list| list.split(',').next().unwrap_or(list).trim());
            let media_type = said.map(concrete).or(media_type.map(str::to_owned));
            let quoted = name.replace('"', "%22").replace(['\r', '\n'], " ");
            let mut head =
                format!("--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"{quoted}\"");
            if binary {
                head.push_str("; filename=\"file.bin\"");
            }
            if let Some(media_type) = media_type {
                head.push_str(&format!("\r\nContent-Type: {media_type}"));
            }
            out.extend(head.bytes());
            out.extend(b"\r\n\r\n");
            out.extend(text.bytes());
            out.extend(b"\r\n");
        }
    }
    out.extend(format!("--{BOUNDARY}--\r\n").bytes());
    Some(out)
}

/// Whether a part is a file: `format: binary`, or a string with a media type of its own.
fn is_file(content: &Content<'_>, name: &str) -> bool {
    let own = content.schema.and_then(|schema| {
        let members = schema.members("properties");
        members.into_iter().find(|(known, _)| *known == name)
    });
    own.is_some_and(|(_, schema)| {
        let item = schema.get("items").unwrap_or(schema);
        item.text("format") == Some("binary") || item.has("contentMediaType")
    })
}

/// What a body is read with.
pub struct BodyReader<'j, 'a> {
    pub judges: &'j Judges<'a>,
    pub direction: Direction,
    pub reader: Reader,
}

impl<'a> BodyReader<'_, 'a> {
    /// The value of a body; none when its media type has none that a schema is about.
    pub fn read(
        &self,
        content: &Content<'a>,
        media_type: &str,
        body: &[u8],
        out: &mut Vec<Violation>,
    ) -> Option<Value> {
        let mut broken = |rule: &str, message: String| {
            out.push(Violation {
                place: Place::Body,
                pointer: String::new(),
                rule: rule.to_owned(),
                message,
                at: content.at,
            });
        };
        let kind = match media::kind_of(media_type) {
            Kind::Bytes => content.kind,
            kind => kind,
        };
        match kind {
            Kind::Json => {
                let charset = media::parameter(media_type, "charset");
                if let Some(charset) = charset.filter(|name| !is_utf8(name)) {
                    let message =
                        format!("JSON is UTF-8 (RFC 8259, section 8.1), and not {charset}");
                    broken("charset", message);
                }
                match serde_json::from_slice(body) {
                    Ok(value) => {
                        if let Some(name) = duplicate_member(body) {
                            let message = format!("the member `{name}` is there twice");
                            broken("duplicate-member", message);
                        }
                        Some(value)
                    }
                    Err(error) => {
                        let what = match body.is_empty() {
                            true => "is empty, and not JSON".to_owned(),
                            false => format!("is not JSON: {error}"),
                        };
                        broken("malformed", format!("the body {what}"));
                        None
                    }
                }
            }
            Kind::Form => match std::str::from_utf8(body) {
                Ok(text) => Some(self.form(content, &parse_query(text))),
                Err(_) => {
                    broken("malformed", "the form is no text".to_owned());
                    None
                }
            },
            Kind::Multipart => match self.multipart(content, media_type, body) {
                Ok(value) => Some(value),
                Err(message) => {
                    broken("malformed", message);
                    None
                }
            },
            Kind::Text => match std::str::from_utf8(body) {
                Ok(text) => Some(self.back().scalar(text, content.schema)),
                Err(_) => {
                    let charset = media::parameter(media_type, "charset");
                    if charset.as_deref().is_some_and(is_utf8) {
                        broken(
                            "charset",
                            "the text is not UTF-8, as its charset says".to_owned(),
                        );
                    }
                    None
                }
            },
            Kind::Lines | Kind::Bytes => None,
        }
    }

    fn back(&self) -> Back<'_, 'a> {
        Back {
            judges: self.judges,
            direction: self.direction,
            reader: self.reader,
        }
    }

    fn form(&self, content: &Content<'a>, pairs: &[(String, String)]) -> Value {
        let back = self.back();
        let document = self.judges.document();
        let mut members = Map::new();
        for (key, text) in pairs {
            let name = styles::unescape_form(key);
            // `name[key]` is one of `name`, when that is how it is written.
            let owner = name
                .split_once('[')
                .map_or(name.as_str(), |(owner, _)| owner);
            let is_deep = content
                .encoding
                .get(owner)
                .is_some_and(|own| own.style == Some(Style::DeepObject));
            let name = if is_deep { owner.to_owned() } else { name };
            if members.contains_key(&name) {
                continue;
            }
            let encoding = content.encoding.get(name.as_str());
            let schema = content
                .schema
                .and_then(|schema| property(schema, Some(&name), document));
            let text = styles::unescape_form(text);
            let parsed = serde_json::from_str::<Value>(&text).ok();
            let value = match parsed {
                Some(parsed) if is_json(encoding, &parsed) && parsed.is_object() => parsed,
                Some(parsed) if is_json(encoding, &parsed) && parsed.is_array() => parsed,
                _ => back
                    .pairs(form_of(encoding), &name, schema, pairs)
                    .unwrap_or_else(|| text.into()),
            };
            members.insert(name, value);
        }
        members.into()
    }

    fn multipart(
        &self,
        content: &Content<'a>,
        media_type: &str,
        body: &[u8],
    ) -> Result<Value, String> {
        let boundary = media::parameter(media_type, "boundary");
        let boundary =
            boundary.ok_or("the media type has no boundary (RFC 2046, section 5.1.1)")?;
        let document = self.judges.document();
        let mut members: Map<String, Value> = Map::new();
        for part in parts(body, &boundary)? {
            let schema = content
                .schema
                .and_then(|schema| property(schema, Some(&part.name), document));
            let types = schema.and_then(|schema| types_of(schema, document));
            let is_array = types.is_some_and(|types| types.contains(&"array"));
            let own = match schema {
                Some(schema) if is_array => property(schema, None, document),
                schema => schema,
            };
            let text = String::from_utf8_lossy(part.content).into_owned();
            let says_json = part
                .media_type
                .as_deref()
                .is_some_and(|own| media::kind_of(own) == Kind::Json);
            let is_object = styles::shape(own, self.judges) == "object";
            let parsed = serde_json::from_str(&text)
                .ok()
                .filter(|_| says_json || is_object);
            let value = parsed.unwrap_or_else(|| self.back().scalar(&text, own));
            let several = is_array && !value.is_array();
            match members.get_mut(&part.name) {
                Some(Value::Array(known)) if several => known.push(value),
                Some(_) => return Err(format!("the part `{}` is there twice", part.name)),
                None if several => {
                    members.insert(part.name, Value::Array(vec![value]));
                }
                None => {
                    members.insert(part.name, value);
                }
            }
        }
        Ok(members.into())
    }

    /// Holds a value against its schema.
    pub fn judge(&self, schema: &'a Node, value: &Value, place: &Place, out: &mut Vec<Violation>) {
        judge(self.judges, self.direction, schema, value, place, out);
    }
}

/// Holds a value against its schema. Each violation stands where the innermost schema does
/// that is about it.
pub fn judge<'a>(
    judges: &Judges<'a>,
    direction: Direction,
    schema: &'a Node,
    value: &Value,
    place: &Place,
    out: &mut Vec<Violation>,
) {
    let Some(judge) = judges.of(schema, direction) else {
        return;
    };
    if judge.is_valid(value) {
        return;
    }
    for error in judge.errors(value) {
        let at: Position = schema_at(schema, &error.pointer, judges.document()).position();
        out.push(Violation {
            place: place.clone(),
            pointer: error.pointer,
            rule: error.keyword,
            message: error.message,
            at,
        });
    }
}

fn is_utf8(charset: &str) -> bool {
    ["utf-8", "utf8", "us-ascii"].contains(&charset.to_ascii_lowercase().as_str())
}

struct Part<'b> {
    name: String,
    media_type: Option<String>,
    content: &'b [u8],
}

/// The parts of a form (RFC 7578; RFC 2046, section 5.1).
fn parts<'b>(body: &'b [u8], boundary: &str) -> Result<Vec<Part<'b>>, String> {
    let opening = format!("--{boundary}");
    let mut rest = match find(body, opening.as_bytes()) {
        Some(start) => &body[start + opening.len()..],
        None => return Err("the boundary is nowhere in the body".to_owned()),
    };
    let closing = format!("\r\n--{boundary}");
    let mut found = Vec::new();
    while !rest.starts_with(b"--") {
        rest = rest
            .strip_prefix(b"\r\n")
            .ok_or("a boundary is no line of its own")?;
        let end = find(rest, closing.as_bytes()).ok_or("the last boundary is missing")?;
        let part = &rest[..end];
        rest = &rest[end + closing.len()..];
        let head = find(part, b"\r\n\r\n").ok_or("a part has no end of its headers")?;
        let headers = String::from_utf8_lossy(&part[..head]);
        let header = |name: &str| {
            headers.lines().find_map(|line| {
                let (key, value) = line.split_once(':')?;
                key.trim()
                    .eq_ignore_ascii_case(name)
                    .then(|| value.trim().to_owned())
            })
        };
        let disposition = header("content-disposition").unwrap_or_default();
        let name = media::parameter(&disposition, "name");
        found.push(Part {
            name: name.ok_or("a part has no name")?,
            media_type: header("content-type"),
            content: &part[head + 4..],
        });
    }
    Ok(found)
}

fn find(text: &[u8], wanted: &[u8]) -> Option<usize> {
    text.windows(wanted.len())
        .position(|window| window == wanted)
}

/// The first name that stands twice in one object: parsers take one or the other (RFC 8259,
/// section 4).
pub fn duplicate_member(body: &[u8]) -> Option<String> {
    let mut reader = serde_json::Deserializer::from_slice(body);
    let mut found = None;
    let _ = Members(&mut found).deserialize(&mut reader);
    found
}

/// Walks over a value for names that are there twice.
struct Members<'f>(&'f mut Option<String>);

impl<'de> DeserializeSeed<'de> for Members<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Members<'_> {
    type Value = ();

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("JSON")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let mut names = HashSet::new();
        while let Some(name) = map.next_key::<String>()? {
            if names.contains(&name) {
                self.0.get_or_insert(name.clone());
            }
            names.insert(name);
            map.next_value_seed(Members(self.0))?;
        }
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<(), A::Error> {
        while items.next_element_seed(Members(self.0))?.is_some() {}
        Ok(())
    }

    fn visit_bool<E: de::Error>(self, _: bool) -> Result<(), E> {
        Ok(())
    }

    fn visit_i64<E: de::Error>(self, _: i64) -> Result<(), E> {
        Ok(())
    }

    fn visit_u64<E: de::Error>(self, _: u64) -> Result<(), E> {
        Ok(())
    }

    fn visit_f64<E: de::Error>(self, _: f64) -> Result<(), E> {
        Ok(())
    }

    fn visit_str<E: de::Error>(self, _: &str) -> Result<(), E> {
        Ok(())
    }

    fn visit_unit<E: de::Error>(self) -> Result<(), E> {
        Ok(())
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        de::IgnoredAny::deserialize(deserializer).map(|_| ())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn members_that_are_there_twice_are_found_at_any_depth() {
        for (body, found) in [
            (r#"{"a": 1, "b": {"a": 2}}"#, None),
            (r#"{"a": 1, "a": 2}"#, Some("a")),
            (
                r#"[1.5, -1, "x", null, true, {"b": [{"c": 1, "c": 1}]}]"#,
                Some("c"),
            ),
        ] {
            assert_eq!(
                duplicate_member(body.as_bytes()).as_deref(),
                found,
                "{body}"
            );
        }
    }
}
