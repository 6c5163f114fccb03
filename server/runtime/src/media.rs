//! Bodies whose media type the contract leaves open, as `image/*` does (media type ranges: RFC
//! 9110, section 12.5.1, and OpenAPI 3.1.1, section 4.8.13).

use dropshot::Body;
use http::Response;
use http::header::HeaderValue;

use super::body::{ByteStream, RequestBody};
use super::refusal::{Refusal, Unexpected};
use super::request::RequestParts;
use super::response::ResponseBuilder;

/// Bytes, with the media type that they have.
#[derive(Debug)]
pub struct Media {
    /// The value of `Content-Type`, with its parameters.
    pub media_type: String,
    /// The body, as it is sent.
    pub body: ByteStream,
}

impl Media {
    /// Bytes that are there or come in pieces.
    pub fn new(media_type: impl Into<String>, body: impl Into<ByteStream>) -> Self {
        Media {
            media_type: media_type.into(),
            body: body.into(),
        }
    }
}

/// A body with the media type that it has; without `Content-Type` it is bytes
/// (RFC 9110, section 8.3).
///
/// # Errors
/// As [`RequestBody::stream`].
pub fn media_body(request: &RequestParts, body: RequestBody) -> Result<Media, Refusal> {
    let found = request.header_text("content-type");
    Ok(Media::new(
        found.unwrap_or("application/octet-stream"),
        body.stream()?,
    ))
}

impl ResponseBuilder {
    /// A body whose media type is one of a range, as `image/*`, or the named
    /// one with parameters, as `multipart/mixed; boundary=…`.
    ///
    /// # Errors
    /// A media type that is not within `range`, or that no header may hold.
    pub fn media(self, range: &'static str, body: Media) -> Result<Response<Body>, Unexpected> {
        if !fits(&body.media_type, range) {
            let found = body.media_type;
            let cause = format!("the response is `{found}`, but must be `{range}`");
            return Err(Unexpected::new(cause));
        }
        let media_type = HeaderValue::from_str(&body.media_type).map_err(Unexpected::new)?;
        Ok(self.finish_as(Some(media_type), body.body.into()))
    }
}

/// Whether a media type, with parameters or without, is within a range.
pub(super) fn fits(media_type: &str, range: &str) -> bool {
    let essence = |text: &str| {
        let essence = text.split(';').next().unwrap_or_default();
        essence.trim().to_ascii_lowercase()
    };
    let (essence, range) = (essence(media_type), essence(range));
    match range.strip_suffix('*') {
        Some("*/") => essence.contains('/'),
        Some(start) => essence.starts_with(start),
        None => essence == range,
    }
}
