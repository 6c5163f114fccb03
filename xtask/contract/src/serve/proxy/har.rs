//! Traffic that was recorded: HAR 1.2, as browsers and proxies write it.

use std::path::Path;

use http::{HeaderMap, HeaderName, HeaderValue, Uri};
use serde::Deserialize;

use super::copy::Extent;
use super::exchanges::{Seen, SeenRequest, SeenResponse};
use crate::exchange;
use crate::serve::convert;

#[derive(Debug, thiserror::Error)]
pub enum HarError {
    #[error("cannot read {path}: {error}")]
    Read { path: String, error: std::io::Error },
    #[error("{path} is no HAR file: {error}")]
    Format {
        path: String,
        error: serde_json::Error,
    },
}

#[derive(Deserialize)]
struct Har {
    log: Log,
}

#[derive(Deserialize)]
struct Log {
    entries: Vec<Entry>,
}

#[derive(Deserialize)]
struct Entry {
    request: Asked,
    response: Given,
}

#[derive(Deserialize)]
struct Asked {
    method: String,
    url: String,
    #[serde(default)]
    headers: Vec<Field>,
    #[serde(rename = "postData")]
    post_data: Option<PostData>,
}

#[derive(Deserialize)]
struct PostData {
    #[serde(rename = "mimeType", default)]
    mime_type: String,
    text: Option<String>,
}

#[derive(Deserialize)]
struct Given {
    status: u16,
    #[serde(default)]
    headers: Vec<Field>,
    #[serde(default)]
    content: Content,
}

#[derive(Default, Deserialize)]
struct Content {
    #[serde(default)]
    size: i64,
    text: Option<String>,
    encoding: Option<String>,
}

#[derive(Deserialize)]
struct Field {
    name: String,
    value: String,
}

/// The requests of a recording, with their responses. What never got one is left out.
pub fn read(path: &Path) -> Result<Vec<(SeenRequest, SeenResponse)>, HarError> {
    let shown = || path.display().to_string();
    let text = std::fs::read_to_string(path).map_err(|error| HarError::Read {
        path: shown(),
        error,
    })?;
    let har: Har = serde_json::from_str(&text).map_err(|error| HarError::Format {
        path: shown(),
        error,
    })?;
    let entries = har.log.entries.into_iter();
    let answered = entries.filter(|entry| entry.response.status >= 100);
    Ok(answered
        .map(|entry| (request(entry.request), response(entry.response)))
        .collect())
}

fn request(asked: Asked) -> SeenRequest {
    let mut fields = headers(&asked.headers);
    let (body, extent) = match asked.post_data {
        Some(PostData {
            text: Some(text),
            mime_type,
        }) => {
            if !mime_type.is_empty() && fields.get("content-type").is_none() {
                fields.push("content-type", mime_type);
            }
            (text.into_bytes(), Extent::Whole)
        }
        // A form is recorded as its fields, and a file not at all.
        Some(_) => (Vec::new(), Extent::Cut),
        None => (Vec::new(), Extent::Whole),
    };
    let uri: Option<Uri> = asked.url.parse().ok();
    let target = uri.as_ref().and_then(Uri::path_and_query);
    Seen {
        message: exchange::Request {
            method: asked.method,
            target: target.map_or(asked.url.clone(), ToString::to_string),
            headers: fields,
            body,
        },
        extent,
    }
}

fn response(given: Given) -> SeenResponse {
    let (body, extent) = match (given.content.text, given.content.encoding.as_deref()) {
        (Some(text), Some("base64")) => match data_encoding::BASE64.decode(text.as_bytes()) {
            Ok(bytes) => (bytes, Extent::Whole),
            Err(_) => (Vec::new(), Extent::Cut),
        },
        (Some(text), _) => (text.into_bytes(), Extent::Whole),
        (None, _) if given.content.size > 0 => (Vec::new(), Extent::Cut),
        (None, _) => (Vec::new(), Extent::Whole),
    };
    Seen {
        message: exchange::Response {
            status: given.status,
            headers: headers(&given.headers),
            body,
        },
        extent,
    }
}

/// What HTTP/2 writes as `:path` is no header.
fn headers(fields: &[Field]) -> exchange::Headers {
    let mut all = HeaderMap::new();
    for field in fields {
        let name = HeaderName::try_from(&field.name);
        let value = HeaderValue::try_from(&field.value);
        if let (Ok(name), Ok(value)) = (name, value) {
            all.append(name, value);
        }
    }
    convert::headers(&all)
}
