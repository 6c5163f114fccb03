//! Bodies of several parts: `multipart/form-data` (RFC 7578) and others of its
//! form (RFC 2046, section 5.1); what their parts are is in OpenAPI 3.1.1, section 4.8.15.

use std::cell::RefCell;
use std::collections::hash_map::DefaultHasher;
use std::hash::{Hash, Hasher};

use bytes::Bytes;
use futures::StreamExt;
use reqwest::Body;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::File;
use super::file::{Content, Pieces};
use super::parameter;

/// What shows that a value is a file: no contract has such a property.
pub(super) const CONTENT: &str = "\u{1}content";

thread_local! {
    /// The contents of the files in what is being written.
    static ATTACHED: RefCell<Option<Vec<Content>>> = const { RefCell::new(None) };
}

/// Keeps the content of a file beside what Serde writes. Returns its number there; none where the
/// file is in no body of several parts.
pub(super) fn attach(content: &Content) -> Option<usize> {
    ATTACHED.with_borrow_mut(|attached| {
        let attached = attached.as_mut()?;
        attached.push(content.clone());
        Some(attached.len() - 1)
    })
}

/// A part of a body whose parts the contract does not name.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct BodyPart {
    /// The name of the field.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The content, and what the part says of it.
    pub file: File,
}

/// A body as it is sent.
pub(super) struct Written {
    media_type: String,
    boundary: String,
    parts: Vec<Part>,
}

/// A part as it is sent.
struct Part {
    /// The headers and the empty line after them.
    head: String,
    content: Content,
}

/// Takes a body apart. `media_types` are those of the parts that have one in the contract, by
/// their names. What is null is left out, and a list is a part for each item. A body without files
/// that are read later is written the same way each time.
///
/// # Errors
/// When the body is no object and no list of [`BodyPart`], or Serde cannot write it.
pub(super) fn multipart(
    media_type: &str,
    body: &impl Serialize,
    media_types: &[(&str, &str)],
) -> Result<Written, String> {
    let outer = ATTACHED.replace(Some(Vec::new()));
    let body = serde_json::to_value(body);
    let contents = ATTACHED.replace(outer).unwrap_or_default();
    let body = body.map_err(|error| format!("the body cannot be written: {error}"))?;
    let mut parts = Parts {
        contents,
        parts: Vec::new(),
    };
    match body {
        Value::Object(members) => {
            for (name, value) in members {
                let known = media_types.iter().find(|(known, _)| *known == name);
                parts.add(Some(&name), value, known.map(|(_, known)| *known));
            }
        }
        Value::Array(items) => {
            for mut item in items {
                let name = item["name"].as_str().map(str::to_owned);
                parts.add(name.as_deref(), item["file"].take(), None);
            }
        }
        _ => return Err("the body is no object and no list of parts".into()),
    }
    let parts = parts.parts;
    Ok(Written {
        media_type: media_type.to_owned(),
        boundary: boundary(&parts),
        parts,
    })
}

struct Parts {
    contents: Vec<Content>,
    parts: Vec<Part>,
}

impl Parts {
    /// Lists are one part for each item.
    fn add(&mut self, name: Option<&str>, value: Value, media_type: Option<&str>) {
        let value = match value {
            Value::Null => return,
            Value::Array(items) => {
                for item in items {
                    self.add(name, item, media_type);
                }
                return;
            }
            value => value,
        };
        let mut file_name = None;
        let mut own_type = None;
        let is_json = media_type.is_some_and(|known| known.ends_with("json"));
        let in_memory = |text: String| Content::Bytes(text.into());
        let (content, usual) = match value {
            Value::Object(members) if members.contains_key(CONTENT) => {
                let text = |key: &str| members.get(key).and_then(Value::as_str);
                file_name = Some(text("name").unwrap_or(name.unwrap_or("file")).to_owned());
                own_type = text("media_type").map(str::to_owned);
                let number = members.get(CONTENT).and_then(Value::as_u64);
                let content =
                    number.and_then(|number| self.contents.get(usize::try_from(number).ok()?));
                let content = content.cloned().unwrap_or_default();
                (content, Some("application/octet-stream"))
            }
            value @ Value::Object(_) => (in_memory(value.to_string()), Some("application/json")),
            value if is_json => (in_memory(value.to_string()), None),
            value => (in_memory(parameter::text(&value)), None),
        };
        let mut head = String::from("Content-Disposition: form-data");
        if let Some(name) = name {
            head.push_str(&format!("; name=\"{}\"", quoted(name)));
        }
        if let Some(name) = file_name {
            head.push_str(&format!("; filename=\"{}\"", quoted(&name)));
        }
        let content_type = own_type.or(media_type.or(usual).map(str::to_owned));
        if let Some(content_type) = content_type {
            let content_type = content_type.replace(['\r', '\n'], "");
            head.push_str(&format!("\r\nContent-Type: {content_type}"));
        }
        head.push_str("\r\n\r\n");
        self.parts.push(Part { head, content });
    }
}

impl Written {
    /// The value of `Content-Type`.
    pub(super) fn content_type(&self) -> String {
        format!("{}; boundary={}", self.media_type, self.boundary)
    }

    /// The body: bytes where all of it is in memory, else a stream.
    pub(super) fn into_body(self) -> Body {
        if self.is_in_memory() {
            let mut bytes = Vec::new();
            for content in self.into_contents() {
                if let Content::Bytes(piece) = content {
                    bytes.extend(piece);
                }
            }
            return bytes.into();
        }
        Body::wrap_stream(self.into_pieces())
    }

    fn is_in_memory(&self) -> bool {
        let mut parts = self.parts.iter();
        parts.all(|part| matches!(part.content, Content::Bytes(_)))
    }

    pub(super) fn into_pieces(self) -> Pieces {
        let contents = futures::stream::iter(self.into_contents());
        contents.flat_map(Content::into_pieces).boxed()
    }

    fn into_contents(self) -> Vec<Content> {
        let text = |text: String| Content::Bytes(Bytes::from(text));
        let mut contents = Vec::new();
        for part in self.parts {
            contents.push(text(format!("--{}\r\n{}", self.boundary, part.head)));
            contents.push(part.content);
            contents.push(text("\r\n".to_owned()));
        }
        contents.push(text(format!("--{}--\r\n", self.boundary)));
        contents
    }
}

#[cfg(feature = "mocks")]
impl Written {
    pub(super) fn boundary(&self) -> &str {
        &self.boundary
    }

    /// All of it. Files that are read when they are sent are read now.
    pub(super) fn into_bytes(self) -> std::io::Result<Vec<u8>> {
        let mut bytes = Vec::new();
        for content in self.into_contents() {
            match content {
                Content::Bytes(piece) => bytes.extend(piece),
                Content::Path(path) => bytes.extend(std::fs::read(path)?),
                Content::Stream(_) => {
                    return Err(std::io::Error::other("a stream can be read but once"));
                }
            }
        }
        Ok(bytes)
    }
}

/// As browsers write names (the HTML standard, "multipart form data").
fn quoted(name: &str) -> String {
    name.replace('"', "%22")
        .replace('\r', "%0D")
        .replace('\n', "%0A")
}

/// A line that is in no part. Nobody knows what a stream will be: there it is left to chance.
fn boundary(parts: &[Part]) -> String {
    let mut hasher = DefaultHasher::new();
    let mut known: Vec<&Bytes> = Vec::new();
    for part in parts {
        part.head.hash(&mut hasher);
        match &part.content {
            Content::Bytes(bytes) => {
                bytes.hash(&mut hasher);
                known.push(bytes);
            }
            Content::Path(_) | Content::Stream(_) => {
                return format!("part-{:016x}{:016x}", fastrand::u64(..), fastrand::u64(..));
            }
        }
    }
    loop {
        let boundary = format!("part-{:016x}", hasher.finish());
        let is_in = |bytes: &&Bytes| {
            let mut windows = bytes.windows(boundary.len());
            windows.any(|window| window == boundary.as_bytes())
        };
        if !known.iter().any(is_in) {
            return boundary;
        }
        hasher.write_u8(0);
    }
}
