//! What lets pages of other origins call the mock: CORS, of the Fetch standard.

use bytes::Bytes;
use http::header::{
    ACCESS_CONTROL_ALLOW_CREDENTIALS, ACCESS_CONTROL_ALLOW_HEADERS, ACCESS_CONTROL_ALLOW_METHODS,
    ACCESS_CONTROL_ALLOW_ORIGIN, ACCESS_CONTROL_EXPOSE_HEADERS, ACCESS_CONTROL_MAX_AGE,
    ACCESS_CONTROL_REQUEST_HEADERS, ACCESS_CONTROL_REQUEST_METHOD, ORIGIN, VARY,
};
use http::{HeaderMap, HeaderName, HeaderValue, Method, Response, StatusCode};

use super::body::{Body, whole};

/// How long a browser keeps what it was told, in seconds: not long, contracts change.
const MAX_AGE: HeaderValue = HeaderValue::from_static("60");

/// Whether a browser asks before it sends the request itself (Fetch, "CORS-preflight request").
pub fn is_preflight(method: &Method, headers: &HeaderMap) -> bool {
    method == Method::OPTIONS
        && headers.contains_key(ORIGIN)
        && headers.contains_key(ACCESS_CONTROL_REQUEST_METHOD)
}

/// The response to it: whatever was asked for may come.
pub fn preflight(headers: &HeaderMap) -> Response<Body> {
    let mut response = Response::new(whole(Bytes::new()));
    *response.status_mut() = StatusCode::NO_CONTENT;
    let own = response.headers_mut();
    for (asked, name) in [
        (ACCESS_CONTROL_REQUEST_METHOD, ACCESS_CONTROL_ALLOW_METHODS),
        (ACCESS_CONTROL_REQUEST_HEADERS, ACCESS_CONTROL_ALLOW_HEADERS),
    ] {
        if let Some(value) = headers.get(&asked) {
            own.insert(name, value.clone());
        }
        own.append(VARY, HeaderValue::from(asked));
    }
    own.insert(ACCESS_CONTROL_MAX_AGE, MAX_AGE);
    allow(headers, own);
    response
}

/// Lets the page that asked read the response, with its credentials: a wildcard would not do
/// for those.
pub fn allow(request: &HeaderMap, response: &mut HeaderMap) {
    let Some(origin) = request.get(ORIGIN) else {
        return;
    };
    let names: Vec<&str> = response.keys().map(HeaderName::as_str).collect();
    if let Ok(names) = HeaderValue::try_from(names.join(", ")) {
        response.insert(ACCESS_CONTROL_EXPOSE_HEADERS, names);
    }
    response.insert(ACCESS_CONTROL_ALLOW_ORIGIN, origin.clone());
    let yes = HeaderValue::from_static("true");
    response.insert(ACCESS_CONTROL_ALLOW_CREDENTIALS, yes);
    response.append(VARY, HeaderValue::from(ORIGIN));
}
