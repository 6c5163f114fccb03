//! Bodies whose media type the contract leaves open, as `image/*` does (media type ranges: RFC
//! 9110, section 12.5.1, and OpenAPI 3.1.1, section 4.8.13).

use dropshot::Body;
use http::Response;
use http::header::HeaderValue;

use super::refusal::Unexpected;
use super::request::RequestParts;
use super::response::ResponseBuilder;

/// Bytes, with the media type that they have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Media {
    /// The value of `Content-Type`, with its parameters.
    pub media_type: String,
    /// The body, as it is sent.
    pub bytes: Vec<u8>,
}

/// A body with the media type that it has; without `Content-Type` it is bytes
/// (RFC 9110, section 8.3).
pub fn media_body(request: &RequestParts, bytes: Vec<u8>) -> Media {
    let found = request.header_text("content-type");
    Media {
        media_type: found.unwrap_or("application/octet-stream").to_owned(),
        bytes,
    }
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
        Ok(self.finish_as(Some(media_type), body.bytes.into()))
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
