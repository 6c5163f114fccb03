//! A value as its media type writes it.

use serde_json::Value;

use super::super::media::{self, Kind};
use super::super::operation::{Content, Encoding, Location, Style};
use super::super::styles::{self, Form, escape};

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

pub fn form_of(encoding: Option<&Encoding<'_>>) -> Form {
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
pub fn is_json(encoding: Option<&Encoding<'_>>, value: &Value) -> bool {
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
