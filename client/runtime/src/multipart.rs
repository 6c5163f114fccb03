//! Bodies of several parts: `multipart/form-data` (RFC 7578) and others of its
//! form (RFC 2046, section 5.1); what their parts are is in OpenAPI 3.1.1, section 4.8.15. The whole
//! body is in memory.

use std::collections::hash_map::DefaultHasher;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::path::Path;
use std::str::FromStr;

use progenitor_client::Error;
use reqwest::RequestBuilder;
use reqwest::header::CONTENT_TYPE;
use serde::de::{Deserializer, IgnoredAny, MapAccess, Visitor};
use serde::ser::{SerializeMap, Serializer};
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// A part that is a file.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct File {
    /// The name that the receiver is told.
    pub name: Option<String>,
    /// The media type; without one it is what the contract says.
    pub media_type: Option<String>,
    /// The content.
    pub bytes: Vec<u8>,
}

impl File {
    /// A file of `bytes`, without a name and media type of its own.
    pub fn new(bytes: impl Into<Vec<u8>>) -> Self {
        File {
            bytes: bytes.into(),
            ..File::default()
        }
    }

    /// Tells the receiver this name instead of the property's.
    pub fn named(mut self, name: impl Into<String>) -> Self {
        self.name = Some(name.into());
        self
    }

    /// Sends this media type instead of the contract's.
    pub fn media_type(mut self, media_type: impl Into<String>) -> Self {
        self.media_type = Some(media_type.into());
        self
    }

    /// The file at `path`, under its own name. It is read at once, and blocks until
    /// it is.
    ///
    /// # Errors
    /// What goes wrong in reading it.
    pub fn read(path: impl AsRef<Path>) -> std::io::Result<Self> {
        let path = path.as_ref();
        let name = path.file_name();
        Ok(File {
            name: name.map(|name| name.to_string_lossy().into_owned()),
            media_type: None,
            bytes: std::fs::read(path)?,
        })
    }
}

impl fmt::Debug for File {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("File")
            .field("name", &self.name)
            .field("media_type", &self.media_type)
            .field("bytes", &format_args!("{} bytes", self.bytes.len()))
            .finish()
    }
}

/// From the command line: `@path` is the file there, all else is its text.
impl FromStr for File {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match text.strip_prefix('@') {
            Some(path) => {
                File::read(path).map_err(|error| format!("{path} cannot be read: {error}"))
            }
            None => Ok(File::new(text)),
        }
    }
}

/// What shows that a value is a file: no contract has such a property.
const BYTES: &str = "\u{1}bytes";

/// Bytes are the first 256 characters, for `multipart` to take apart.
impl Serialize for File {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        if let Some(name) = &self.name {
            map.serialize_entry("name", name)?;
        }
        if let Some(media_type) = &self.media_type {
            map.serialize_entry("media_type", media_type)?;
        }
        let bytes: String = self.bytes.iter().copied().map(char::from).collect();
        map.serialize_entry(BYTES, &bytes)?;
        map.end()
    }
}

/// From a file of a body in JSON, as the command line takes it: a text as
/// [`File::from_str`] reads it, or an object of `name`, `media_type` and `path`
/// or `text`.
impl<'de> Deserialize<'de> for File {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Written;
        impl<'de> Visitor<'de> for Written {
            type Value = File;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("`@path`, a text, or an object")
            }

            fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<File, E> {
                text.parse().map_err(E::custom)
            }

            fn visit_map<M: MapAccess<'de>>(self, mut map: M) -> Result<File, M::Error> {
                use serde::de::Error;
                let mut file = File::default();
                let (mut name, mut media_type) = (None, None);
                while let Some(key) = map.next_key::<String>()? {
                    match key.as_str() {
                        "name" => name = map.next_value()?,
                        "media_type" => media_type = map.next_value()?,
                        "path" => {
                            let path: String = map.next_value()?;
                            file = format!("@{path}").parse().map_err(M::Error::custom)?;
                        }
                        "text" => file.bytes = map.next_value::<String>()?.into_bytes(),
                        BYTES => file.bytes = bytes(&map.next_value::<String>()?),
                        _ => {
                            map.next_value::<IgnoredAny>()?;
                        }
                    }
                }
                file.name = name.or(file.name);
                file.media_type = media_type;
                Ok(file)
            }
        }
        deserializer.deserialize_any(Written)
    }
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

/// Sends a body of several parts, or none. `media_types` are those of the parts
/// that have one in the contract, by their names. What is null is left out, and a
/// list is a part for each item.
///
/// # Errors
/// [`Error::InvalidRequest`], when the body is no object and no list of
/// [`BodyPart`], or Serde cannot write it.
#[allow(clippy::result_large_err, reason = "the error of every operation")]
pub fn with_multipart<E>(
    request: RequestBuilder,
    media_type: &str,
    body: Option<&impl Serialize>,
    media_types: &[(&str, &str)],
) -> Result<RequestBuilder, Error<E>> {
    let Some(body) = body else {
        return Ok(request);
    };
    let (content_type, bytes) =
        multipart(media_type, body, media_types).map_err(Error::InvalidRequest)?;
    Ok(request.header(CONTENT_TYPE, content_type).body(bytes))
}

/// The value of `Content-Type`, and the body. The same body is written the same
/// way each time.
pub(super) fn multipart(
    media_type: &str,
    body: &impl Serialize,
    media_types: &[(&str, &str)],
) -> Result<(String, Vec<u8>), String> {
    let body = serde_json::to_value(body)
        .map_err(|error| format!("the body cannot be written: {error}"))?;
    let mut parts = Vec::new();
    match body {
        Value::Object(members) => {
            for (name, value) in members {
                let known = media_types.iter().find(|(known, _)| *known == name);
                add(
                    Some(&name),
                    value,
                    known.map(|(_, known)| *known),
                    &mut parts,
                );
            }
        }
        Value::Array(items) => {
            for mut item in items {
                let name = item["name"].as_str().map(str::to_owned);
                add(name.as_deref(), item["file"].take(), None, &mut parts);
            }
        }
        _ => return Err("the body is no object and no list of parts".into()),
    }
    let boundary = boundary(&parts);
    let mut bytes = Vec::new();
    for part in parts {
        bytes.extend(format!("--{boundary}\r\n").bytes());
        bytes.extend(part.head.bytes());
        bytes.extend(part.bytes);
        bytes.extend(b"\r\n");
    }
    bytes.extend(format!("--{boundary}--\r\n").bytes());
    Ok((format!("{media_type}; boundary={boundary}"), bytes))
}

/// A part as it is sent.
struct Part {
    /// The headers and the empty line after them.
    head: String,
    bytes: Vec<u8>,
}

/// Lists are one part for each item.
fn add(name: Option<&str>, value: Value, media_type: Option<&str>, parts: &mut Vec<Part>) {
    let value = match value {
        Value::Null => return,
        Value::Array(items) => {
            for item in items {
                add(name, item, media_type, parts);
            }
            return;
        }
        value => value,
    };
    let mut file_name = None;
    let mut own_type = None;
    let is_json = media_type.is_some_and(|known| known.ends_with("json"));
    let (bytes, usual) = match value {
        Value::Object(members) if members.contains_key(BYTES) => {
            let text = |key: &str| members.get(key).and_then(Value::as_str);
            file_name = Some(text("name").unwrap_or(name.unwrap_or("file")).to_owned());
            own_type = text("media_type").map(str::to_owned);
            let content = bytes(text(BYTES).unwrap_or_default());
            (content, Some("application/octet-stream"))
        }
        Value::String(text) if !is_json => (text.into_bytes(), None),
        value @ Value::Object(_) => (value.to_string().into_bytes(), Some("application/json")),
        value => (value.to_string().into_bytes(), None),
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
    parts.push(Part { head, bytes });
}

/// As browsers write names (the HTML standard, "multipart form data").
fn quoted(name: &str) -> String {
    name.replace('"', "%22")
        .replace('\r', "%0D")
        .replace('\n', "%0A")
}

fn bytes(text: &str) -> Vec<u8> {
    text.chars()
        .map(|c| u8::try_from(c).unwrap_or(b'?'))
        .collect()
}

/// A line that is in no part.
fn boundary(parts: &[Part]) -> String {
    let mut hasher = DefaultHasher::new();
    for part in parts {
        (&part.head, &part.bytes).hash(&mut hasher);
    }
    loop {
        let boundary = format!("part-{:016x}", hasher.finish());
        let is_in = |bytes: &[u8]| {
            bytes
                .windows(boundary.len())
                .any(|window| window == boundary.as_bytes())
        };
        if !parts.iter().any(|part| is_in(&part.bytes)) {
            return boundary;
        }
        hasher.write_u8(0);
    }
}
