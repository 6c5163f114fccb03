//! Messages of HTTP as `exchange` knows them, and back.

use bytes::Bytes;
use http::header::CONTENT_LENGTH;
use http::request::Parts;
use http::{HeaderMap, HeaderName, HeaderValue, Method, Response, StatusCode};

use super::body::{Body, whole};
use crate::exchange;

/// Header fields in their order. What is no UTF-8 is marked where it is not.
pub fn headers(headers: &HeaderMap) -> exchange::Headers {
    let text = |value: &HeaderValue| String::from_utf8_lossy(value.as_bytes()).into_owned();
    let all = headers.iter();
    exchange::Headers(
        all.map(|(name, value)| (name.to_string(), text(value)))
            .collect(),
    )
}

/// A request whose body was read.
pub fn request(parts: &Parts, body: &[u8]) -> exchange::Request {
    exchange::Request {
        method: parts.method.to_string(),
        target: match parts.uri.path_and_query() {
            Some(target) => target.to_string(),
            None => parts.uri.to_string(),
        },
        headers: headers(&parts.headers),
        body: body.to_vec(),
    }
}

/// A response to a request of a method: to HEAD it says how long the body would be (RFC 9110,
/// section 9.3.2).
pub fn response(response: exchange::Response, method: &Method) -> Response<Body> {
    let length = response.body.len();
    let body = match *method == Method::HEAD {
        true => Bytes::new(),
        false => Bytes::from(response.body),
    };
    let mut out = Response::new(whole(body));
    *out.status_mut() = StatusCode::from_u16(response.status).unwrap_or_default();
    for (name, value) in response.headers.0 {
        let name = HeaderName::try_from(name);
        let value = HeaderValue::from_bytes(value.as_bytes());
        if let (Ok(name), Ok(value)) = (name, value) {
            out.headers_mut().append(name, value);
        }
    }
    if *method == Method::HEAD && length > 0 {
        out.headers_mut().insert(CONTENT_LENGTH, length.into());
    }
    out
}
