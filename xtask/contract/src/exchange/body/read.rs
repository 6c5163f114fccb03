//! A body as a value, by its media type.

use serde_json::{Map, Value};

use super::super::judges::{Judges, property, schema_at, types_of};
use super::super::media::{self, Kind};
use super::super::operation::{Content, Style};
use super::super::reading::parse_query;
use super::super::styles::{self, Back};
use super::super::text::Reader;
use super::super::violation::{Place, Violation};
use super::parts::parts;
use super::twice::duplicate_member;
use super::write::{form_of, is_json};
use crate::document::{Node, Position};
use crate::report::Direction;

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
            // Who takes a text looks at no media type of a part.
            let types = own.and_then(|own| types_of(own, document));
            let is_text = types.is_some_and(|types| types == ["string"]);
            let says_json = says_json && !(is_text && self.reader == Reader::Generous);
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
