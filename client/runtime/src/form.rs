//! Bodies that are forms with more than words in them (OpenAPI 3.1.1, section 4.8.15).

use serde::Serialize;
use serde_json::Value;

use super::Style;
use super::parameter::{Encoding, json, pairs};

/// A form. `styles` are those of the fields that are lists or objects, by their names; other lists
/// are repeated, other objects are JSON, and what is null is left out.
///
/// # Errors
/// What Serde cannot write, and what is no object.
pub(super) fn form(body: &impl Serialize, styles: &[(&str, Style)]) -> Result<String, String> {
    let body = json("body", body)?;
    let mut fields = Vec::new();
    let Value::Object(members) = body else {
        return Err("the body is no object, and no form".into());
    };
    for (name, value) in &members {
        let known = styles.iter().find(|(known, _)| known == name);
        let style = match (known, value) {
            (Some((_, style)), _) => *style,
            (None, Value::Object(_)) => Style::Json,
            (None, _) => Style::FormExploded,
        };
        for (name, value) in pairs(name, value, style, Encoding::Form)? {
            fields.push(format!("{name}={value}"));
        }
    }
    Ok(fields.join("&"))
}
