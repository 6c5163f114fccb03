//! Request bodies that may be left out (`required: false`; OpenAPI 3.1.1, section 4.8.13). Forms with
//! more than words in them, and bodies of several parts, have modules of their own.

use progenitor_client::{Error, RequestBuilderExt};
use reqwest::header::CONTENT_TYPE;
use reqwest::{Body, RequestBuilder};
use serde::Serialize;

/// Sends a body in JSON, or none: no `Content-Type` either.
pub fn with_json(request: RequestBuilder, body: Option<&impl Serialize>) -> RequestBuilder {
    match body {
        Some(body) => request.json(body),
        None => request,
    }
}

/// Sends a form of words alone (`application/x-www-form-urlencoded`), or none.
///
/// # Errors
/// [`Error::InvalidRequest`], when Serde cannot write the body as a form.
#[allow(clippy::result_large_err, reason = "the error of every operation")]
pub fn with_form<E>(
    request: RequestBuilder,
    body: Option<&impl Serialize>,
) -> Result<RequestBuilder, Error<E>> {
    match body {
        Some(body) => request.form_urlencoded(body),
        None => Ok(request),
    }
}

/// Sends a body as it is, under `media_type`, or none.
pub fn with_body(
    request: RequestBuilder,
    media_type: &'static str,
    body: Option<Body>,
) -> RequestBuilder {
    match body {
        Some(body) => request.header(CONTENT_TYPE, media_type).body(body),
        None => request,
    }
}
