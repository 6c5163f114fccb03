//! Request bodies that may be left out.

use progenitor_client::{Error, RequestBuilderExt};
use reqwest::header::CONTENT_TYPE;
use reqwest::{Body, RequestBuilder};
use serde::Serialize;

pub fn with_json(request: RequestBuilder, body: Option<&impl Serialize>) -> RequestBuilder {
    match body {
        Some(body) => request.json(body),
        None => request,
    }
}

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
