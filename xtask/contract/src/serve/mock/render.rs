//! A documented response, written: status, headers, body. What is written is held against the
//! document by the same judge that services are, before it leaves.

use serde_json::Value;

use super::choice::{Chosen, Negotiated, negotiate};
use super::values::{Lack, Taste, Values};
use super::xml;
use crate::document::{Document, Node, Position};
use crate::exchange::{
    Header, Headers, Kind, Operation, Operations, Place, Response, Violation, judge_response,
    kind_of, write_content, write_header,
};
use crate::instances::Parts;

/// Headers that say how a message is written: they are the server's to write.
const OF_THE_MESSAGE: [&str; 9] = [
    "connection",
    "content-encoding",
    "content-length",
    "content-range",
    "content-type",
    "date",
    "keep-alive",
    "trailer",
    "transfer-encoding",
];

/// Headers that a schema alone says nothing good of: without an example they are made where they
/// must be there.
const MEANT: [&str; 6] = [
    "content-disposition",
    "etag",
    "last-modified",
    "link",
    "location",
    "set-cookie",
];

/// Whether a schema says a value itself.
pub fn is_said(schema: &Node, document: &Document) -> bool {
    let parts = Parts::of([schema], document);
    let keywords = ["example", "examples", "default", "const", "enum"].into_iter();
    keywords.into_iter().any(|keyword| parts.has(keyword))
}

/// Statuses whose responses have no body (RFC 9110, sections 15.3.5, 15.3.6 and 15.4.5).
pub fn has_no_body(status: u16) -> bool {
    matches!(status, 100..=199 | 204 | 205 | 304)
}

/// What is asked of a response.
#[derive(Clone, Copy, Default)]
pub struct Wish<'p> {
    pub taste: Taste<'p>,
    pub accept: Option<&'p str>,
    /// Whether a media type that nobody asked for is better than none.
    pub any_media_type: bool,
}

/// Why a documented response cannot be given.
#[derive(Clone, Debug, PartialEq)]
pub enum Unrendered {
    /// `Accept` takes none of the media types.
    NotAcceptable(Vec<String>),
    Lacks(Lack),
    /// A value cannot be written as the media type, or stand in a header.
    Unwritable {
        what: String,
        at: Position,
    },
    /// What was written is not as documented: the document contradicts itself.
    Contradiction(Vec<Violation>),
}

/// Writes responses of one reading of the contract.
pub struct Renderer<'o, 'a> {
    pub operations: &'o Operations<'a>,
    pub values: Values<'o, 'a>,
}

impl<'o, 'a> Renderer<'o, 'a> {
    pub fn new(operations: &'o Operations<'a>) -> Self {
        Renderer {
            operations,
            values: Values::new(operations),
        }
    }

    /// The response with a value of its own. `headers` are those that are known better than by
    /// their schemas.
    pub fn made(
        &self,
        operation: &Operation<'a>,
        chosen: Chosen<'_, 'a>,
        wish: Wish<'_>,
        headers: &[(&str, String)],
    ) -> Result<Response, Unrendered> {
        self.with(operation, chosen, wish, headers, |content| {
            let value = self.values.of_content(content.content, wish.taste);
            value.map_err(Unrendered::Lacks)
        })
    }

    /// The response with the value that `value` says for its content.
    pub fn with(
        &self,
        operation: &Operation<'a>,
        chosen: Chosen<'_, 'a>,
        wish: Wish<'_>,
        headers: &[(&str, String)],
        value: impl FnOnce(&Negotiated<'_, 'a>) -> Result<Value, Unrendered>,
    ) -> Result<Response, Unrendered> {
        let mut response = Response {
            status: chosen.status,
            ..Response::default()
        };
        let contents = &chosen.response.contents;
        if !has_no_body(chosen.status) && !contents.is_empty() {
            let negotiated = negotiate(contents, wish.accept)
                .or_else(|| wish.any_media_type.then(|| negotiate(contents, None))?);
            let Some(negotiated) = negotiated else {
                let names = contents.iter().map(|one| one.media_type.to_owned());
                return Err(Unrendered::NotAcceptable(names.collect()));
            };
            let value = value(&negotiated)?;
            let (media_type, body) = self.written(&negotiated, &value)?;
            response.headers.push("content-type", media_type);
            response.body = body;
        }
        self.headers(chosen, headers, &mut response.headers)?;
        self.held(operation, chosen, response)
    }

    fn written(
        &self,
        negotiated: &Negotiated<'_, 'a>,
        value: &Value,
    ) -> Result<(String, Vec<u8>), Unrendered> {
        let content = negotiated.content;
        let essence = kind_of(&negotiated.media_type);
        let written = match (xml::is_xml(&negotiated.media_type), value) {
            (true, Value::Array(_) | Value::Object(_)) => {
                let text = xml::write(value, content.schema, self.operations.document);
                Some((negotiated.media_type.clone(), text.into_bytes()))
            }
            // A range that became JSON is written as JSON.
            _ if essence == Kind::Json && content.kind != Kind::Json => Some((
                negotiated.media_type.clone(),
                value.to_string().into_bytes(),
            )),
            _ if essence == Kind::Lines => {
                let text = lines(&negotiated.media_type, value);
                Some((negotiated.media_type.clone(), text.into_bytes()))
            }
            _ => write_content(content, value).map(|(media_type, body)| {
                match content.media_type.contains('*') {
                    true => (negotiated.media_type.clone(), body),
                    false => (media_type, body),
                }
            }),
        };
        // What nobody here knows is written as JSON, as many media types are that do not say so.
        let is_unknown = content.kind == Kind::Bytes && !xml::is_xml(&negotiated.media_type);
        let as_json = || {
            (
                negotiated.media_type.clone(),
                value.to_string().into_bytes(),
            )
        };
        let written = written.or_else(|| is_unknown.then(as_json));
        written.ok_or_else(|| Unrendered::Unwritable {
            what: format!("a value as `{}`", content.media_type),
            at: content.at,
        })
    }

    fn headers(
        &self,
        chosen: Chosen<'_, 'a>,
        known: &[(&str, String)],
        out: &mut Headers,
    ) -> Result<(), Unrendered> {
        for header in &chosen.response.headers {
            let name = header.name.to_ascii_lowercase();
            let is_known = known.iter().any(|(known, _)| *known == name);
            if is_known || OF_THE_MESSAGE.contains(&name.as_str()) {
                continue;
            }
            let is_left_out = !header.required
                && MEANT.contains(&name.as_str())
                && !header
                    .schema
                    .is_some_and(|schema| is_said(schema, self.operations.document));
            if is_left_out {
                continue;
            }
            match self.header(header) {
                Some(text) => out.push(name, text),
                None if header.required => {
                    return Err(Unrendered::Unwritable {
                        what: format!("a value for the header `{}`", header.name),
                        at: header.at,
                    });
                }
                None => {}
            }
        }
        for (name, text) in known {
            out.push(*name, text.clone());
        }
        Ok(())
    }

    /// The text of a header: of the first value that can stand in one.
    fn header(&self, header: &Header<'a>) -> Option<String> {
        let Some(schema) = header.schema else {
            return Some("mock".to_owned());
        };
        let instances = self.values.instances(schema);
        let mut texts = instances
            .iter()
            .filter_map(|value| write_header(header, value));
        texts.find(|text| {
            let is_plain = text.bytes().all(|byte| matches!(byte, b' '..=b'~'));
            is_plain && !text.is_empty() && text.trim() == text
        })
    }

    /// The response, if it is as documented. A header that is known better than its schema is
    /// the schema's all the same.
    fn held(
        &self,
        operation: &Operation<'a>,
        chosen: Chosen<'_, 'a>,
        mut response: Response,
    ) -> Result<Response, Unrendered> {
        let judge = |response: &Response| {
            judge_response(self.operations, operation, &operation.method, response)
        };
        let mut violations = judge(&response);
        let mut is_changed = false;
        for violation in &violations {
            let Place::Header(name) = &violation.place else {
                continue;
            };
            let mut documented = chosen.response.headers.iter();
            let header = documented.find(|header| header.name.eq_ignore_ascii_case(name));
            if let Some(text) = header.and_then(|header| self.header(header)) {
                response.headers.remove(name);
                response.headers.push(name.clone(), text);
                is_changed = true;
            }
        }
        if is_changed {
            violations = judge(&response);
        }
        match violations.is_empty() {
            true => Ok(response),
            false => Err(Unrendered::Contradiction(violations)),
        }
    }
}

/// A value for each line, or each event. A text that has several lines, or a field of an event,
/// is how the whole is written.
fn lines(media_type: &str, value: &Value) -> String {
    let is_events = media_type.starts_with("text/event-stream");
    let items = match value {
        Value::String(text) if !is_events || text.contains(['\n', ':']) => return text.clone(),
        Value::Array(items) => items.clone(),
        value => vec![value.clone()],
    };
    let write = |item: &Value| match (is_events, item) {
        (true, Value::String(text)) => format!("data: {}\n\n", text.replace('\n', "\ndata: ")),
        (true, item) => format!("data: {item}\n\n"),
        (false, item) => format!("{item}\n"),
    };
    items.iter().map(write).collect()
}
