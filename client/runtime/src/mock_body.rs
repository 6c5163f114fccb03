//! What a mock expects of bodies that are no JSON and have no parts.

use httpmock::When;
use serde::Serialize;

use super::Style;
use super::form::form;

/// A text or bytes.
pub fn when_body(when: When, body: impl AsRef<[u8]>) -> When {
    let body = body.as_ref().to_vec();
    when.is_true(move |request| request.body_ref() == body)
}

/// The form that [`Request::form`](super::Request::form) sends for the same value.
///
/// # Panics
/// When the value cannot be a form.
pub fn when_form(when: When, value: &impl Serialize, styles: &[(&str, Style)]) -> When {
    let media_type = "application/x-www-form-urlencoded";
    let when = when.header("content-type", media_type);
    when_body(when, form(value, styles).expect("a form"))
}
