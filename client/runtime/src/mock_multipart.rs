//! What a mock expects of bodies of several parts.

use httpmock::When;
use serde::Serialize;

use super::multipart::multipart;

/// The body that [`with_multipart`](super::with_multipart) sends for the same value, with its
/// boundary.
///
/// # Panics
/// When the value cannot be such a body.
pub fn when_multipart(
    when: When,
    media_type: &str,
    body: &impl Serialize,
    media_types: &[(&str, &str)],
) -> When {
    let (content_type, bytes) = multipart(media_type, body, media_types).expect("a body");
    when.header("content-type", content_type)
        .is_true(move |request| request.body_ref() == bytes)
}
