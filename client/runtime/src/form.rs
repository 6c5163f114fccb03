//! Bodies that are forms with more than words in them (OpenAPI 3.1.1, section 4.8.15).

use progenitor_client::Error;
use reqwest::RequestBuilder;
use reqwest::header::CONTENT_TYPE;
use serde::Serialize;
use serde_json::Value;

use super::Style;
use super::parameter::{Encoding, pairs};

/// Sends a form, or none. `styles` are those of the fields that are lists or
/// objects, by their names; other lists are repeated, other objects are JSON, and
/// what is null is left out.
///
/// # Errors
/// [`Error::InvalidRequest`], when Serde cannot write the body.
#[allow(clippy::result_large_err, reason = "the error of every operation")]
pub fn with_styled_form<E>(
    request: RequestBuilder,
    body: Option<&impl Serialize>,
    styles: &[(&str, Style)],
) -> Result<RequestBuilder, Error<E>> {
    let Some(body) = body else {
        return Ok(request);
    };
    let form = form(body, styles).map_err(Error::InvalidRequest)?;
    let request = request.header(CONTENT_TYPE, "application/x-www-form-urlencoded");
    Ok(request.body(form))
}

pub(super) fn form(body: &impl Serialize, styles: &[(&str, Style)]) -> Result<String, String> {
    let body = serde_json::to_value(body)
        .map_err(|error| format!("the body cannot be written: {error}"))?;
    let mut fields = Vec::new();
    for (name, value) in body.as_object().into_iter().flatten() {
        let known = styles.iter().find(|(known, _)| known == name);
        let style = match (known, value) {
            (Some((_, style)), _) => *style,
            (None, Value::Object(_)) => Style::Json,
            (None, _) => Style::FormExploded,
        };
        for (name, value) in pairs(name, value, style, Encoding::Percent)? {
            fields.push(format!("{name}={value}"));
        }
    }
    Ok(fields.join("&"))
}
