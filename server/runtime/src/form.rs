//! Bodies that are forms: `application/x-www-form-urlencoded` (OpenAPI 3.1.1, section 4.8.15, and
//! the URL standard).

use dropshot::Body;
use http::Response;
use http::header::HeaderValue;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use super::pairs::{Pairs, chosen};
use super::refusal::{Refusal, Unexpected};
use super::request::{Shape, invalid_body};
use super::response::ResponseBuilder;
use super::styled::Style;

/// Reads a form as the JSON object of its fields: name, style and shape of each
/// that the contract has. Objects in it are JSON, or have brackets, as
/// `deepObject` does; fields that the contract does not have are text.
///
/// # Errors
/// [`RefusalKind::Body`](super::RefusalKind), when it is not UTF-8, a field is
/// not of its style and shape or is there twice, or the object is not a `T`.
pub fn form_body<T: DeserializeOwned>(
    bytes: &[u8],
    fields: &[(&str, Style, Shape)],
) -> Result<T, Refusal> {
    let text = std::str::from_utf8(bytes).map_err(|_| invalid_body("it is not UTF-8"))?;
    let pairs = Pairs::parse(text);
    pairs.readable().map_err(|error| invalid_body(&error))?;
    let mut object = Map::new();
    for (name, style, shape) in fields {
        let read = pairs.read(name, *style, *shape, &[]);
        let read = match read {
            Ok(None) if *style == Style::Json => pairs.read(name, Style::DeepObject, *shape, &[]),
            read => read,
        };
        match read.and_then(|values| values.map(chosen).transpose()) {
            Ok(None) => {}
            Ok(Some(value)) => {
                object.insert((*name).to_owned(), value);
            }
            Err(error) => return Err(invalid_body(&format!("`{name}`: {error}"))),
        }
    }
    for name in pairs.names() {
        let base = name.split('[').next().unwrap_or(name);
        let is_known = fields
            .iter()
            .any(|(known, _, _)| *known == base || *known == name);
        if !is_known && !object.contains_key(name) {
            let text = pairs.read(name, Style::FormExploded, Shape::List(&Shape::String), &[]);
            let texts = text.ok().flatten().and_then(|mut values| values.pop());
            match texts {
                Some(Ok(Value::Array(mut texts))) if texts.len() == 1 => {
                    object.insert(name.to_owned(), texts.remove(0));
                }
                Some(Err(error)) => return Err(invalid_body(&format!("`{name}`: {error}"))),
                _ => return Err(invalid_body(&format!("`{name}` is there twice"))),
            }
        }
    }
    serde_json::from_value(Value::Object(object)).map_err(|error| invalid_body(&error.to_string()))
}

impl ResponseBuilder {
    /// A body that is a form: lists are repeated, objects are JSON, and what is
    /// null is left out.
    ///
    /// # Errors
    /// A body that Serde cannot write.
    pub fn form(
        self,
        media_type: &'static str,
        body: &impl Serialize,
    ) -> Result<Response<Body>, Unexpected> {
        let body = serde_json::to_value(body).map_err(Unexpected::new)?;
        let mut form = form_urlencoded::Serializer::new(String::new());
        for (name, value) in body.as_object().into_iter().flatten() {
            match value {
                Value::Null => {}
                Value::Array(items) => {
                    for item in items {
                        form.append_pair(name, &text(item));
                    }
                }
                value => {
                    form.append_pair(name, &text(value));
                }
            }
        }
        let media_type = HeaderValue::from_static(media_type);
        Ok(self.finish_as(Some(media_type), form.finish().into()))
    }
}

fn text(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}
