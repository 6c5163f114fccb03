//! What a mock expects of bodies of several parts.

use httpmock::When;
use serde::Serialize;

use super::multipart::multipart;

/// The body that [`Request::multipart`](super::Request::multipart) sends for the same value.
///
/// # Panics
/// When the value cannot be such a body, or a file of it cannot be read or is a stream.
pub fn when_multipart(
    when: When,
    media_type: &str,
    body: &impl Serialize,
    media_types: &[(&str, &str)],
) -> When {
    let written = multipart(media_type, body, media_types).expect("a body");
    // What is read from a file has another boundary each time.
    let boundary = written.boundary().to_owned();
    let bytes = written.into_bytes().expect("files that can be read");
    let expected = without(&bytes, &boundary);
    when.is_true(move |request| {
        let headers = request.headers_vec();
        let is_meant = |name: &str| name.eq_ignore_ascii_case("content-type");
        let media_type = headers.iter().find(|(name, _)| is_meant(name));
        let boundary = media_type.and_then(|(_, value)| value.split_once("boundary="));
        boundary.is_some_and(|(_, boundary)| without(request.body_ref(), boundary) == expected)
    })
}

/// A body without its boundary.
fn without(body: &[u8], boundary: &str) -> Vec<u8> {
    let mut kept = Vec::new();
    let mut rest = body;
    while let [first, after @ ..] = rest {
        match rest.strip_prefix(boundary.as_bytes()) {
            Some(after) if !boundary.is_empty() => rest = after,
            _ => {
                kept.push(*first);
                rest = after;
            }
        }
    }
    kept
}
