//! What a mock responds.

use httpmock::Then;
use serde::Serialize;

/// Responds with JSON.
pub fn then_json(then: Then, status: u16, media_type: &str, value: &impl Serialize) -> Then {
    then.status(status)
        .header("content-type", media_type)
        .json_body_obj(value)
}

/// Responds with a text or bytes.
pub fn then_body(then: Then, status: u16, media_type: &str, body: impl AsRef<[u8]>) -> Then {
    then.status(status)
        .header("content-type", media_type)
        .body(body)
}
